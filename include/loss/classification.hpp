/**
 * @file classification.hpp
 * Many classes, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_CLASSIFICATION_HPP
#define LOSS_CLASSIFICATION_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Softmax cross-entropy with class indices.
 *
 * l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  lse = log Σ_c e^z_c.
 * ∂l/∂z_c = (A + 2·w_y·ζ·lse)·p_c − a_c,  p = softmax(z), a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c,
 * A = Σ a_c.  ∂²l/∂z_c² = A·p(1 − p) + 2·w_y·ζ·(p² + lse·p(1 − p)).
 *
 * See loss_cross_entropy_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except target_stride, which is refused; absent: defaults
 *   options        absent: defaults
 */
inline result cross_entropy(input<float> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            span<float> grad = {},
                            const loss::class_options<float> &class_options = class_defaults<float>,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_f32(logits.data(), detail::or_null(target), rows, classes,
                                      detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                      &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with class indices, double precision.
 */
inline result cross_entropy(input<double> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            span<double> grad = {},
                            const loss::class_options<double> &class_options = class_defaults<double>,
                            const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_f64(logits.data(), detail::or_null(target), rows, classes,
                                      detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                      &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with class indices, bfloat16.
 */
inline result cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            span<bf16> grad = {},
                            const loss::class_options<float> &class_options = class_defaults<float>,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_bf16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                       detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                       &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with class indices, bfloat16, the gradient float.
 */
inline result cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            needed_span<float> grad,
                            const loss::class_options<float> &class_options = class_defaults<float>,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_bf16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                           detail::c_class_options(class_options).get(),
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with class indices, binary16.
 */
inline result cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            span<f16> grad = {},
                            const loss::class_options<float> &class_options = class_defaults<float>,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_f16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                      detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                      &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with class indices, binary16, the gradient float.
 */
inline result cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            needed_span<float> grad,
                            const loss::class_options<float> &class_options = class_defaults<float>,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_f16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                          detail::c_class_options(class_options).get(),
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with class indices.
 *
 * l = w_y·A^γ·Q,  Q = lse − z_y, A = 1 − p_y, lse = log Σ_c e^z_c, p = softmax(z).
 * ∂l/∂z_c = w_y·A^γ·(1 + γ·p_y·ρ)·(p_c − [c = y]),  ρ = Q/A, and 1 where A is 0.
 * ∂²l/∂z_c² = w_y·(g''·(p_c − [c = y])² + A^γ·(1 + γ·p_y·ρ)·p_c(1 − p_c)),
 * g'' = γ·A^(γ − 1)·p_y·(2 + (γ − 1)·p_y·ρ − Q).
 *
 * See loss_focal_cross_entropy_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   gamma          γ: finite, above 0; 0: 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result focal_cross_entropy(input<float> logits, input<std::int64_t> target, std::size_t rows,
                                  std::size_t classes, double gamma, span<float> grad = {},
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_f32(logits.data(), detail::or_null(target), rows, classes, gamma,
                                            detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with class indices, double precision.
 */
inline result focal_cross_entropy(input<double> logits, input<std::int64_t> target, std::size_t rows,
                                  std::size_t classes, double gamma, span<double> grad = {},
                                  const loss::class_options<double> &class_options = class_defaults<double>,
                                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_f64(logits.data(), detail::or_null(target), rows, classes, gamma,
                                            detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with class indices, bfloat16.
 */
inline result focal_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double gamma, span<bf16> grad = {},
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_bf16(detail::bits(logits.data()), detail::or_null(target), rows, classes, gamma,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value,
                                             detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with class indices, bfloat16, the gradient float.
 */
inline result focal_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double gamma, needed_span<float> grad,
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_bf16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                 gamma, detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with class indices, binary16.
 */
inline result focal_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double gamma, span<f16> grad = {},
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_f16(detail::bits(logits.data()), detail::or_null(target), rows, classes, gamma,
                                            detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value,
                                            detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with class indices, binary16, the gradient float.
 */
inline result focal_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double gamma, needed_span<float> grad,
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_f16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                gamma, detail::c_class_options(class_options).get(),
                                                detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalized cross-entropy with class indices.
 *
 * l = w_y·(1 − p_y^q)/q,  p = softmax(z).
 * ∂l/∂z_c = w_y·p_y^q·(p_c − [c = y]),
 * ∂²l/∂z_c² = w_y·p_y^q·(p_c(1 − p_c) − q·(p_c − [c = y])²).
 *
 * See loss_generalized_cross_entropy_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   q              in (0, 1]; 0: 0.7
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result generalized_cross_entropy(input<float> logits, input<std::int64_t> target, std::size_t rows,
                                        std::size_t classes, double q, span<float> grad = {},
                                        const loss::class_options<float> &class_options = class_defaults<float>,
                                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_generalized_cross_entropy_f32(logits.data(), detail::or_null(target), rows, classes, q,
                                                  detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalized cross-entropy with class indices, double precision.
 */
inline result generalized_cross_entropy(input<double> logits, input<std::int64_t> target, std::size_t rows,
                                        std::size_t classes, double q, span<double> grad = {},
                                        const loss::class_options<double> &class_options = class_defaults<double>,
                                        const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_generalized_cross_entropy_f64(logits.data(), detail::or_null(target), rows, classes, q,
                                                  detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalized cross-entropy with class indices, bfloat16.
 */
inline result generalized_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows,
                                        std::size_t classes, double q, span<bf16> grad = {},
                                        const loss::class_options<float> &class_options = class_defaults<float>,
                                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_generalized_cross_entropy_bf16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                   q, detail::c_class_options(class_options).get(),
                                                   detail::c_options(options).get(), &value,
                                                   detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Generalized cross-entropy with class indices, bfloat16, the gradient float.
 */
inline result generalized_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows,
                                        std::size_t classes, double q, needed_span<float> grad,
                                        const loss::class_options<float> &class_options = class_defaults<float>,
                                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_generalized_cross_entropy_bf16_f32(detail::bits(logits.data()), detail::or_null(target), rows,
                                                       classes, q, detail::c_class_options(class_options).get(),
                                                       detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalized cross-entropy with class indices, binary16.
 */
inline result generalized_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows,
                                        std::size_t classes, double q, span<f16> grad = {},
                                        const loss::class_options<float> &class_options = class_defaults<float>,
                                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_generalized_cross_entropy_f16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                  q, detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value,
                                                  detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Generalized cross-entropy with class indices, binary16, the gradient float.
 */
inline result generalized_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows,
                                        std::size_t classes, double q, needed_span<float> grad,
                                        const loss::class_options<float> &class_options = class_defaults<float>,
                                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_generalized_cross_entropy_f16_f32(detail::bits(logits.data()), detail::or_null(target), rows,
                                                      classes, q, detail::c_class_options(class_options).get(),
                                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with class indices.
 *
 * l = w_y·(Q + ε·(1 − p_y)),  Q = lse − z_y, lse = log Σ_c e^z_c, p = softmax(z).
 * ∂l/∂z_c = w_y·(1 + ε·p_y)·(p_c − [c = y]),
 * ∂²l/∂z_c² = w_y·((1 + ε·p_y)·p_c(1 − p_c) − ε·p_y·(p_c − [c = y])²).
 *
 * See loss_poly1_cross_entropy_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   epsilon        ε: finite, at least -1; 0: 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result poly1_cross_entropy(input<float> logits, input<std::int64_t> target, std::size_t rows,
                                  std::size_t classes, double epsilon, span<float> grad = {},
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_f32(logits.data(), detail::or_null(target), rows, classes, epsilon,
                                            detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with class indices, double precision.
 */
inline result poly1_cross_entropy(input<double> logits, input<std::int64_t> target, std::size_t rows,
                                  std::size_t classes, double epsilon, span<double> grad = {},
                                  const loss::class_options<double> &class_options = class_defaults<double>,
                                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_f64(logits.data(), detail::or_null(target), rows, classes, epsilon,
                                            detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with class indices, bfloat16.
 */
inline result poly1_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double epsilon, span<bf16> grad = {},
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_bf16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                             epsilon, detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value,
                                             detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with class indices, bfloat16, the gradient float.
 */
inline result poly1_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double epsilon, needed_span<float> grad,
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_bf16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                 epsilon, detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with class indices, binary16.
 */
inline result poly1_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double epsilon, span<f16> grad = {},
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_f16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                            epsilon, detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value,
                                            detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with class indices, binary16, the gradient float.
 */
inline result poly1_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                  double epsilon, needed_span<float> grad,
                                  const loss::class_options<float> &class_options = class_defaults<float>,
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_f16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                epsilon, detail::c_class_options(class_options).get(),
                                                detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Taylor cross-entropy with class indices.
 *
 * l = w_y·Σ_i A^i/i for i from 1 to n,  A = 1 − p_y, p = softmax(z).
 * ∂l/∂z_c = w_y·(1 − A^n)·(p_c − [c = y]),
 * ∂²l/∂z_c² = w_y·((1 − A^n)·p_c(1 − p_c) − n·A^(n − 1)·p_y·(p_c − [c = y])²).
 *
 * See loss_taylor_cross_entropy_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   order          an integer: in [1, 64]; 0: 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result taylor_cross_entropy(input<float> logits, input<std::int64_t> target, std::size_t rows,
                                   std::size_t classes, double order, span<float> grad = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_taylor_cross_entropy_f32(logits.data(), detail::or_null(target), rows, classes, order,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Taylor cross-entropy with class indices, double precision.
 */
inline result taylor_cross_entropy(input<double> logits, input<std::int64_t> target, std::size_t rows,
                                   std::size_t classes, double order, span<double> grad = {},
                                   const loss::class_options<double> &class_options = class_defaults<double>,
                                   const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_taylor_cross_entropy_f64(logits.data(), detail::or_null(target), rows, classes, order,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Taylor cross-entropy with class indices, bfloat16.
 */
inline result taylor_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows,
                                   std::size_t classes, double order, span<bf16> grad = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_taylor_cross_entropy_bf16(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                              order, detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), &value,
                                              detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Taylor cross-entropy with class indices, bfloat16, the gradient float.
 */
inline result taylor_cross_entropy(input<bf16> logits, input<std::int64_t> target, std::size_t rows,
                                   std::size_t classes, double order, needed_span<float> grad,
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_taylor_cross_entropy_bf16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                  order, detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Taylor cross-entropy with class indices, binary16.
 */
inline result taylor_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                   double order, span<f16> grad = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_taylor_cross_entropy_f16(detail::bits(logits.data()), detail::or_null(target), rows, classes, order,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value,
                                             detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Taylor cross-entropy with class indices, binary16, the gradient float.
 */
inline result taylor_cross_entropy(input<f16> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                   double order, needed_span<float> grad,
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_taylor_cross_entropy_f16_f32(detail::bits(logits.data()), detail::or_null(target), rows, classes,
                                                 order, detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with target distributions.
 *
 * l = Σ_c a_c·(lse − z_c) + W·ζ·lse²,  a_c = w_c·((1 − ε)·t_c + ε/K),  W = Σ_c w_c·t_c.
 * ∂l/∂z_c = (A + 2Wζ·lse)·p_c − a_c,  A = Σ a_c;  ∂²l/∂z_c² = A·p(1 − p) + 2Wζ·(p² + lse·p(1 − p)).
 *
 * See loss_cross_entropy_soft_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except ignore_index and target_i32, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result cross_entropy_soft(input<float> logits, input<float> target_prob, std::size_t rows, std::size_t classes,
                                 span<float> grad = {},
                                 const loss::class_options<float> &class_options = class_defaults<float>,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_f32(logits.data(), target_prob.data(), rows, classes,
                                           detail::c_class_options(class_options).get(),
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with target distributions, double precision.
 */
inline result cross_entropy_soft(input<double> logits, input<double> target_prob, std::size_t rows, std::size_t classes,
                                 span<double> grad = {},
                                 const loss::class_options<double> &class_options = class_defaults<double>,
                                 const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_f64(logits.data(), target_prob.data(), rows, classes,
                                           detail::c_class_options(class_options).get(),
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with target distributions, bfloat16.
 */
inline result cross_entropy_soft(input<bf16> logits, input<bf16> target_prob, std::size_t rows, std::size_t classes,
                                 span<bf16> grad = {},
                                 const loss::class_options<float> &class_options = class_defaults<float>,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_bf16(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                            classes, detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value,
                                            detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with target distributions, bfloat16, the gradient float.
 */
inline result cross_entropy_soft(input<bf16> logits, input<bf16> target_prob, std::size_t rows, std::size_t classes,
                                 needed_span<float> grad,
                                 const loss::class_options<float> &class_options = class_defaults<float>,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_bf16_f32(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                                classes, detail::c_class_options(class_options).get(),
                                                detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with target distributions, binary16.
 */
inline result cross_entropy_soft(input<f16> logits, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                 span<f16> grad = {},
                                 const loss::class_options<float> &class_options = class_defaults<float>,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_f16(detail::bits(logits.data()), detail::bits(target_prob.data()), rows, classes,
                                           detail::c_class_options(class_options).get(),
                                           detail::c_options(options).get(), &value,
                                           detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax cross-entropy with target distributions, binary16, the gradient float.
 */
inline result cross_entropy_soft(input<f16> logits, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                 needed_span<float> grad,
                                 const loss::class_options<float> &class_options = class_defaults<float>,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_f16_f32(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                               classes, detail::c_class_options(class_options).get(),
                                               detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with target distributions.
 *
 * l = Σ_c τ_c·A_c^γ·Q_c,  Q_c = lse − z_c, A_c = 1 − p_c, p = softmax(z), τ_c = w_c·t_c.
 * ∂l/∂z_c = p_c·S − s_c,  s_c = τ_c·A_c^γ·(1 + γ·p_c·Q_c/A_c), S = Σ s_c.
 * ∂²l/∂z_c² = p_c·A_c·S + p_c²·(B − b_c) + A_c²·b_c,
 * b_c = τ_c·γ·A_c^(γ − 1)·p_c·(2 + (γ − 1)·p_c·Q_c/A_c − Q_c), B = Σ b_c.
 *
 * See loss_focal_cross_entropy_soft_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   gamma          γ: finite, above 0; 0: 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result focal_cross_entropy_soft(input<float> logits, input<float> target_prob, std::size_t rows,
                                       std::size_t classes, double gamma, span<float> grad = {},
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_soft_f32(logits.data(), target_prob.data(), rows, classes, gamma,
                                                 detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with target distributions, double precision.
 */
inline result focal_cross_entropy_soft(input<double> logits, input<double> target_prob, std::size_t rows,
                                       std::size_t classes, double gamma, span<double> grad = {},
                                       const loss::class_options<double> &class_options = class_defaults<double>,
                                       const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_soft_f64(logits.data(), target_prob.data(), rows, classes, gamma,
                                                 detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with target distributions, bfloat16.
 */
inline result focal_cross_entropy_soft(input<bf16> logits, input<bf16> target_prob, std::size_t rows,
                                       std::size_t classes, double gamma, span<bf16> grad = {},
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_soft_bf16(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                                  classes, gamma, detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value,
                                                  detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with target distributions, bfloat16, the gradient float.
 */
inline result focal_cross_entropy_soft(input<bf16> logits, input<bf16> target_prob, std::size_t rows,
                                       std::size_t classes, double gamma, needed_span<float> grad,
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_soft_bf16_f32(detail::bits(logits.data()), detail::bits(target_prob.data()),
                                                      rows, classes, gamma,
                                                      detail::c_class_options(class_options).get(),
                                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with target distributions, binary16.
 */
inline result focal_cross_entropy_soft(input<f16> logits, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                       double gamma, span<f16> grad = {},
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_soft_f16(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                                 classes, gamma, detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value,
                                                 detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of many classes, with target distributions, binary16, the gradient float.
 */
inline result focal_cross_entropy_soft(input<f16> logits, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                       double gamma, needed_span<float> grad,
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_cross_entropy_soft_f16_f32(detail::bits(logits.data()), detail::bits(target_prob.data()),
                                                     rows, classes, gamma, detail::c_class_options(class_options).get(),
                                                     detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with target distributions.
 *
 * l = Σ_c τ_c·(Q_c + ε·(1 − p_c)),  Q_c = lse − z_c, p = softmax(z), τ_c = w_c·t_c.
 * ∂l/∂z_c = p_c·S − τ_c·(1 + ε·p_c),  S = Σ τ_c·(1 + ε·p_c).
 * ∂²l/∂z_c² = p_c(1 − p_c)·S + p_c²·(B − b_c) + (1 − p_c)²·b_c,  b_c = −ε·τ_c·p_c, B = Σ b_c.
 *
 * See loss_poly1_cross_entropy_soft_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   epsilon        ε: finite, at least -1; 0: 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result poly1_cross_entropy_soft(input<float> logits, input<float> target_prob, std::size_t rows,
                                       std::size_t classes, double epsilon, span<float> grad = {},
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_soft_f32(logits.data(), target_prob.data(), rows, classes, epsilon,
                                                 detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with target distributions, double precision.
 */
inline result poly1_cross_entropy_soft(input<double> logits, input<double> target_prob, std::size_t rows,
                                       std::size_t classes, double epsilon, span<double> grad = {},
                                       const loss::class_options<double> &class_options = class_defaults<double>,
                                       const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_soft_f64(logits.data(), target_prob.data(), rows, classes, epsilon,
                                                 detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with target distributions, bfloat16.
 */
inline result poly1_cross_entropy_soft(input<bf16> logits, input<bf16> target_prob, std::size_t rows,
                                       std::size_t classes, double epsilon, span<bf16> grad = {},
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_soft_bf16(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                                  classes, epsilon, detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value,
                                                  detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with target distributions, bfloat16, the gradient float.
 */
inline result poly1_cross_entropy_soft(input<bf16> logits, input<bf16> target_prob, std::size_t rows,
                                       std::size_t classes, double epsilon, needed_span<float> grad,
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_soft_bf16_f32(detail::bits(logits.data()), detail::bits(target_prob.data()),
                                                      rows, classes, epsilon,
                                                      detail::c_class_options(class_options).get(),
                                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with target distributions, binary16.
 */
inline result poly1_cross_entropy_soft(input<f16> logits, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                       double epsilon, span<f16> grad = {},
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_soft_f16(detail::bits(logits.data()), detail::bits(target_prob.data()), rows,
                                                 classes, epsilon, detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value,
                                                 detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 cross-entropy with target distributions, binary16, the gradient float.
 */
inline result poly1_cross_entropy_soft(input<f16> logits, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                       double epsilon, needed_span<float> grad,
                                       const loss::class_options<float> &class_options = class_defaults<float>,
                                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_cross_entropy_soft_f16_f32(detail::bits(logits.data()), detail::bits(target_prob.data()),
                                                     rows, classes, epsilon,
                                                     detail::c_class_options(class_options).get(),
                                                     detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Cross-entropy of probabilities with target distributions.
 *
 * l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
 *
 * See loss_cross_entropy_prob_f32.
 *
 * Arguments:
 *   prob, target_prob  input, (rows, classes), in [0, 1]
 *   rows, classes      sizes; 0 is allowed
 *   grad               output, in the layout of prob: dvalue/dprob; may be prob; empty: not wanted
 *   options            absent: defaults
 */
inline result cross_entropy_prob(input<float> prob, input<float> target_prob, std::size_t rows, std::size_t classes,
                                 span<float> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("prob", prob.size(), detail::product(rows, classes));
    lengths.of("target_prob", target_prob.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_prob_f32(prob.data(), target_prob.data(), rows, classes,
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Cross-entropy of probabilities with target distributions, double precision.
 */
inline result cross_entropy_prob(input<double> prob, input<double> target_prob, std::size_t rows, std::size_t classes,
                                 span<double> grad = {},
                                 const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("prob", prob.size(), detail::product(rows, classes));
    lengths.of("target_prob", target_prob.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_prob_f64(prob.data(), target_prob.data(), rows, classes,
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Cross-entropy of probabilities with target distributions, bfloat16.
 */
inline result cross_entropy_prob(input<bf16> prob, input<bf16> target_prob, std::size_t rows, std::size_t classes,
                                 span<bf16> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("prob", prob.size(), detail::product(rows, classes));
    lengths.of("target_prob", target_prob.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_prob_bf16(detail::bits(prob.data()), detail::bits(target_prob.data()), rows, classes,
                                            detail::c_options(options).get(), &value,
                                            detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Cross-entropy of probabilities with target distributions, bfloat16, the gradient float.
 */
inline result cross_entropy_prob(input<bf16> prob, input<bf16> target_prob, std::size_t rows, std::size_t classes,
                                 needed_span<float> grad,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("prob", prob.size(), detail::product(rows, classes));
    lengths.of("target_prob", target_prob.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_prob_bf16_f32(detail::bits(prob.data()), detail::bits(target_prob.data()), rows,
                                                classes, detail::c_options(options).get(), &value,
                                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Cross-entropy of probabilities with target distributions, binary16.
 */
inline result cross_entropy_prob(input<f16> prob, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                 span<f16> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("prob", prob.size(), detail::product(rows, classes));
    lengths.of("target_prob", target_prob.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_prob_f16(detail::bits(prob.data()), detail::bits(target_prob.data()), rows, classes,
                                           detail::c_options(options).get(), &value,
                                           detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Cross-entropy of probabilities with target distributions, binary16, the gradient float.
 */
inline result cross_entropy_prob(input<f16> prob, input<f16> target_prob, std::size_t rows, std::size_t classes,
                                 needed_span<float> grad,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("prob", prob.size(), detail::product(rows, classes));
    lengths.of("target_prob", target_prob.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_prob_f16_f32(detail::bits(prob.data()), detail::bits(target_prob.data()), rows,
                                               classes, detail::c_options(options).get(), &value,
                                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of log-probabilities with class indices.
 *
 * l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.
 *
 * See loss_nll_f32.
 *
 * Arguments:
 *   log_prob       input, (rows, classes), logarithms of probabilities, or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; empty: not wanted
 *   class_options  all except target_stride, which is refused; absent: defaults
 *   options        absent: defaults
 */
inline result nll(input<float> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  span<float> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_f32(log_prob.data(), detail::or_null(target), rows, classes,
                            detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                            detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of log-probabilities with class indices, double precision.
 */
inline result nll(input<double> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  span<double> grad = {}, const loss::class_options<double> &class_options = class_defaults<double>,
                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_f64(log_prob.data(), detail::or_null(target), rows, classes,
                            detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                            detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of log-probabilities with class indices, bfloat16.
 */
inline result nll(input<bf16> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  span<bf16> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_bf16(detail::bits(log_prob.data()), detail::or_null(target), rows, classes,
                             detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                             detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of log-probabilities with class indices, bfloat16, the gradient float.
 */
inline result nll(input<bf16> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  needed_span<float> grad, const loss::class_options<float> &class_options = class_defaults<float>,
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_bf16_f32(detail::bits(log_prob.data()), detail::or_null(target), rows, classes,
                                 detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                 detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of log-probabilities with class indices, binary16.
 */
inline result nll(input<f16> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  span<f16> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_f16(detail::bits(log_prob.data()), detail::or_null(target), rows, classes,
                            detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                            detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of log-probabilities with class indices, binary16, the gradient float.
 */
inline result nll(input<f16> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  needed_span<float> grad, const loss::class_options<float> &class_options = class_defaults<float>,
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_f16_f32(detail::bits(log_prob.data()), detail::or_null(target), rows, classes,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax.
 *
 * out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature, softcap and
 * class_bias.
 *
 * See loss_softmax_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   out            output, in the input's layout; may be the input
 *   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; absent: defaults
 */
inline status softmax(input<float> logits, std::size_t rows, std::size_t classes, span<float> out,
                      const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_f32(logits.data(), rows, classes, detail::c_class_options(class_options).get(), out.data());
    return internal::finish(code, lengths);
}

/**
 * Softmax, double precision.
 */
inline status softmax(input<double> logits, std::size_t rows, std::size_t classes, span<double> out,
                      const loss::class_options<double> &class_options = class_defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_f64(logits.data(), rows, classes, detail::c_class_options(class_options).get(), out.data());
    return internal::finish(code, lengths);
}

/**
 * Softmax, bfloat16.
 */
inline status softmax(input<bf16> logits, std::size_t rows, std::size_t classes, span<bf16> out,
                      const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_bf16(detail::bits(logits.data()), rows, classes,
                                 detail::c_class_options(class_options).get(), detail::bits(out.data()));
    return internal::finish(code, lengths);
}

/**
 * Softmax, bfloat16, the gradient float.
 */
inline status softmax(input<bf16> logits, std::size_t rows, std::size_t classes, span<float> out,
                      const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_bf16_f32(detail::bits(logits.data()), rows, classes,
                                     detail::c_class_options(class_options).get(), out.data());
    return internal::finish(code, lengths);
}

/**
 * Softmax, binary16.
 */
inline status softmax(input<f16> logits, std::size_t rows, std::size_t classes, span<f16> out,
                      const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_f16(detail::bits(logits.data()), rows, classes,
                                detail::c_class_options(class_options).get(), detail::bits(out.data()));
    return internal::finish(code, lengths);
}

/**
 * Softmax, binary16, the gradient float.
 */
inline status softmax(input<f16> logits, std::size_t rows, std::size_t classes, span<float> out,
                      const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_f16_f32(detail::bits(logits.data()), rows, classes,
                                    detail::c_class_options(class_options).get(), out.data());
    return internal::finish(code, lengths);
}

/**
 * Logarithm of softmax.
 *
 * out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature, softcap and
 * class_bias.
 *
 * See loss_log_softmax_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   out            output, in the input's layout; may be the input
 *   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; absent: defaults
 */
inline status log_softmax(input<float> logits, std::size_t rows, std::size_t classes, span<float> out,
                          const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_log_softmax_f32(logits.data(), rows, classes, detail::c_class_options(class_options).get(),
                                    out.data());
    return internal::finish(code, lengths);
}

/**
 * Logarithm of softmax, double precision.
 */
inline status log_softmax(input<double> logits, std::size_t rows, std::size_t classes, span<double> out,
                          const loss::class_options<double> &class_options = class_defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_log_softmax_f64(logits.data(), rows, classes, detail::c_class_options(class_options).get(),
                                    out.data());
    return internal::finish(code, lengths);
}

/**
 * Logarithm of softmax, bfloat16.
 */
inline status log_softmax(input<bf16> logits, std::size_t rows, std::size_t classes, span<bf16> out,
                          const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_log_softmax_bf16(detail::bits(logits.data()), rows, classes,
                                     detail::c_class_options(class_options).get(), detail::bits(out.data()));
    return internal::finish(code, lengths);
}

/**
 * Logarithm of softmax, bfloat16, the gradient float.
 */
inline status log_softmax(input<bf16> logits, std::size_t rows, std::size_t classes, span<float> out,
                          const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_log_softmax_bf16_f32(detail::bits(logits.data()), rows, classes,
                                         detail::c_class_options(class_options).get(), out.data());
    return internal::finish(code, lengths);
}

/**
 * Logarithm of softmax, binary16.
 */
inline status log_softmax(input<f16> logits, std::size_t rows, std::size_t classes, span<f16> out,
                          const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_log_softmax_f16(detail::bits(logits.data()), rows, classes,
                                    detail::c_class_options(class_options).get(), detail::bits(out.data()));
    return internal::finish(code, lengths);
}

/**
 * Logarithm of softmax, binary16, the gradient float.
 */
inline status log_softmax(input<f16> logits, std::size_t rows, std::size_t classes, span<float> out,
                          const loss::class_options<float> &class_options = class_defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_matrix("out", out.size(), rows, classes, class_options);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_log_softmax_f16_f32(detail::bits(logits.data()), rows, classes,
                                        detail::c_class_options(class_options).get(), out.data());
    return internal::finish(code, lengths);
}

/**
 * Backward pass of softmax.
 *
 * grad_c = p_c·(d_c − D)/T,  D = Σ_k p_k·d_k / Σ_k p_k.
 *
 * See loss_softmax_backward_f32.
 *
 * Arguments:
 *   prob           input, (rows, classes), in [0, 1], or as row_stride and inner of class_options say: the output of loss_softmax
 *   grad_prob      input, (rows, classes), or as row_stride and inner of class_options say: the gradient by them
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in their layout; may be prob or grad_prob
 *   class_options  temperature: that of loss_softmax; row_stride, inner; all others are refused; absent: defaults
 *   options        LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, threads, upstream, weight, mask; all others are refused; absent: defaults
 */
inline status softmax_backward(input<float> prob, input<float> grad_prob, std::size_t rows, std::size_t classes,
                               span<float> grad,
                               const loss::class_options<float> &class_options = class_defaults<float>,
                               const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("prob", prob.size(), rows, classes, class_options);
    lengths.of_matrix("grad_prob", grad_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_backward_f32(prob.data(), grad_prob.data(), rows, classes,
                                         detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                         grad.data());
    return internal::finish(code, lengths);
}

/**
 * Backward pass of softmax, double precision.
 */
inline status softmax_backward(input<double> prob, input<double> grad_prob, std::size_t rows, std::size_t classes,
                               span<double> grad,
                               const loss::class_options<double> &class_options = class_defaults<double>,
                               const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("prob", prob.size(), rows, classes, class_options);
    lengths.of_matrix("grad_prob", grad_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_softmax_backward_f64(prob.data(), grad_prob.data(), rows, classes,
                                         detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                         grad.data());
    return internal::finish(code, lengths);
}

/**
 * Margin loss of many classes, by Weston and Watkins.
 *
 * l = (w_y/K)·Σ_{c≠y} max(0, m + z_c − z_y)^p.  ∂l/∂z_c = (w_y/K)·p·max(0, m + z_c − z_y)^(p−1) where
 * m + z_c − z_y > 0, else 0; ∂l/∂z_y is minus the sum of these.  ∂²l/∂z_c² = 2w_y/K where m + z_c − z_y > 0, else 0, for
 * p = 2; ∂²l/∂z_y² is the sum of these; 0 for p = 1.
 *
 * See loss_multi_margin_f32.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   p              an integer: in [1, 2]; 0: 1
 *   margin         m: finite; 0: 1
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; empty: not wanted
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result multi_margin(input<float> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                           double p, double margin, span<float> grad = {},
                           const loss::class_options<float> &class_options = class_defaults<float>,
                           const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multi_margin_f32(scores.data(), detail::or_null(target), rows, classes, p, margin,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Margin loss of many classes, by Weston and Watkins, double precision.
 */
inline result multi_margin(input<double> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                           double p, double margin, span<double> grad = {},
                           const loss::class_options<double> &class_options = class_defaults<double>,
                           const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multi_margin_f64(scores.data(), detail::or_null(target), rows, classes, p, margin,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss of many classes, by Crammer and Singer.
 *
 * l = w_y·max(0, m + max_{c≠y} z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class where
 * l > 0, else 0.  ∂²l/∂z_c² = 0.
 *
 * See loss_multiclass_hinge_f32.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   margin         m: finite, above 0; 0: 1
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; empty: not wanted
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result multiclass_hinge(input<float> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                               double margin, span<float> grad = {},
                               const loss::class_options<float> &class_options = class_defaults<float>,
                               const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multiclass_hinge_f32(scores.data(), detail::or_null(target), rows, classes, margin,
                                         detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                         &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss of many classes, by Crammer and Singer, double precision.
 */
inline result multiclass_hinge(input<double> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                               double margin, span<double> grad = {},
                               const loss::class_options<double> &class_options = class_defaults<double>,
                               const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multiclass_hinge_f64(scores.data(), detail::or_null(target), rows, classes, margin,
                                         detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                         &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss of many classes whose rival is never below 0, as Keras has it.
 *
 * l = w_y·max(0, m + max(0, max_{c≠y} z_c) − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class
 * where l > 0 and its score is above 0, else 0.  ∂²l/∂z_c² = 0.
 *
 * See loss_categorical_hinge_f32.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   margin         m: finite, above 0; 0: 1
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; empty: not wanted
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result categorical_hinge(input<float> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                double margin, span<float> grad = {},
                                const loss::class_options<float> &class_options = class_defaults<float>,
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_categorical_hinge_f32(scores.data(), detail::or_null(target), rows, classes, margin,
                                          detail::c_class_options(class_options).get(),
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss of many classes whose rival is never below 0, as Keras has it, double precision.
 */
inline result categorical_hinge(input<double> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                double margin, span<double> grad = {},
                                const loss::class_options<double> &class_options = class_defaults<double>,
                                const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_categorical_hinge_f64(scores.data(), detail::or_null(target), rows, classes, margin,
                                          detail::c_class_options(class_options).get(),
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Perceptron loss of many classes.
 *
 * l = w_y·(max_c z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest class where l > 0, else 0.
 * ∂²l/∂z_c² = 0.
 *
 * See loss_multiclass_perceptron_f32.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; empty: not wanted
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result multiclass_perceptron(input<float> scores, input<std::int64_t> target, std::size_t rows,
                                    std::size_t classes, span<float> grad = {},
                                    const loss::class_options<float> &class_options = class_defaults<float>,
                                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multiclass_perceptron_f32(scores.data(), detail::or_null(target), rows, classes,
                                              detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Perceptron loss of many classes, double precision.
 */
inline result multiclass_perceptron(input<double> scores, input<std::int64_t> target, std::size_t rows,
                                    std::size_t classes, span<double> grad = {},
                                    const loss::class_options<double> &class_options = class_defaults<double>,
                                    const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multiclass_perceptron_f64(scores.data(), detail::or_null(target), rows, classes,
                                              detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Sparsemax loss: the loss of a softmax's sparse twin.
 *
 * l = ½·Σ_{c∈S} (z_c² − τ²) + ½ − z_y,  S the classes with z_c > τ, Σ_{c∈S} (z_c − τ) = 1.
 * ∂l/∂z_c = p_c − [c = y], p_c = max(0, z_c − τ).  ∂²l/∂z_c² = 1 − 1/|S| where c is in S, else 0.
 *
 * See loss_sparsemax_f32.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; empty: not wanted
 *   class_options  ignore_index, target_i32, row_stride, inner; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result sparsemax(input<float> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                        span<float> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sparsemax_f32(scores.data(), detail::or_null(target), rows, classes,
                                  detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Sparsemax loss: the loss of a softmax's sparse twin, double precision.
 */
inline result sparsemax(input<double> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                        span<double> grad = {},
                        const loss::class_options<double> &class_options = class_defaults<double>,
                        const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sparsemax_f64(scores.data(), detail::or_null(target), rows, classes,
                                  detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of several labels per row.
 *
 * l = (1/K)·Σ_c w_c·((1 − t_c)·softplus(x_c) + p_c·t_c·softplus(−x_c)),  softplus(x) = log(1 + e^x).
 * ∂l/∂x_c = (w_c/K)·((1 − t_c)·σ(x_c) − p_c·t_c·σ(−x_c)),  ∂²l/∂x_c² = (w_c/K)·(1 − t_c + p_c·t_c)·σ(x_c)·σ(−x_c).
 *
 * See loss_multilabel_soft_margin_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride of class_options says
 *   target         input, (rows, classes), in [0, 1], or as row_stride of class_options says
 *   rows, classes  sizes; 0 is allowed
 *   pos_weight     input, classes elements, above 0: what multiplies the loss of positive targets, 0 is allowed; empty: not given
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  class_weight, row_stride, target_stride; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result multilabel_soft_margin(input<float> logits, input<float> target, std::size_t rows, std::size_t classes,
                                     input<float> pos_weight = {}, span<float> grad = {},
                                     const loss::class_options<float> &class_options = class_defaults<float>,
                                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target", target.size(), rows, classes, class_options);
    lengths.of_optional("pos_weight", pos_weight.size(), classes);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multilabel_soft_margin_f32(logits.data(), target.data(), detail::or_null(pos_weight), rows, classes,
                                               detail::c_class_options(class_options).get(),
                                               detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of several labels per row, double precision.
 */
inline result multilabel_soft_margin(input<double> logits, input<double> target, std::size_t rows, std::size_t classes,
                                     input<double> pos_weight = {}, span<double> grad = {},
                                     const loss::class_options<double> &class_options = class_defaults<double>,
                                     const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("target", target.size(), rows, classes, class_options);
    lengths.of_optional("pos_weight", pos_weight.size(), classes);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multilabel_soft_margin_f64(logits.data(), target.data(), detail::or_null(pos_weight), rows, classes,
                                               detail::c_class_options(class_options).get(),
                                               detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Ordinal regression by ranks: CORAL.
 *
 * l = Σ_{c < K−1} w_c·(t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
 * ∂l/∂z_c = w_c·(σ(z_c) − t_c),  ∂²l/∂z_c² = w_c·σ(z_c)·σ(−z_c).
 *
 * See loss_coral_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes - 1), or as row_stride of class_options says
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; rows may be 0, classes are at least 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  class_weight (classes - 1), ignore_index, target_i32, row_stride; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result coral(input<float> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                    span<float> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes - 1, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes - 1);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes - 1, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes - 1, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_coral_f32(logits.data(), detail::or_null(target), rows, classes,
                              detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                              detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Ordinal regression by ranks: CORAL, double precision.
 */
inline result coral(input<double> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                    span<double> grad = {}, const loss::class_options<double> &class_options = class_defaults<double>,
                    const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes - 1, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes - 1);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes - 1, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes - 1, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_coral_f64(logits.data(), detail::or_null(target), rows, classes,
                              detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                              detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Ordinal regression by conditional ranks: CORN.
 *
 * l = Σ_{c ≤ min(y, K−2)} (t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
 * ∂l/∂z_c = σ(z_c) − t_c for these c, else 0,  ∂²l/∂z_c² = σ(z_c)·σ(−z_c) for these, else 0.
 *
 * See loss_corn_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes - 1), or as row_stride of class_options says
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; rows may be 0, classes are at least 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  ignore_index, target_i32, row_stride; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result corn(input<float> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                   span<float> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes - 1, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes - 1);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes - 1, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes - 1, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_corn_f32(logits.data(), detail::or_null(target), rows, classes,
                             detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Ordinal regression by conditional ranks: CORN, double precision.
 */
inline result corn(input<double> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                   span<double> grad = {}, const loss::class_options<double> &class_options = class_defaults<double>,
                   const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes - 1, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes - 1);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes - 1, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes - 1, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_corn_f64(logits.data(), detail::or_null(target), rows, classes,
                             detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Ordinal regression by cumulative logits: the proportional odds model.
 *
 * l = −log(σ(b) − σ(a)),  b = z_y or ∞ for y = K − 1, a = z_{y−1} or −∞ for y = 0.
 * ∂l/∂b = −σ(−b) − r, ∂l/∂a = σ(a) + r, r = 1/(e^(b−a) − 1);  ∂²l/∂z² = σ(z)·σ(−z) + r·(1 + r) for both; by all other z 0.
 *
 * See loss_cumulative_link_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes - 1), rising over each row, or as row_stride of class_options says
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; rows may be 0, classes are at least 2
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  ignore_index, target_i32, row_stride; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result cumulative_link(input<float> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                              span<float> grad = {},
                              const loss::class_options<float> &class_options = class_defaults<float>,
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes - 1, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes - 1);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes - 1, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes - 1, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cumulative_link_f32(logits.data(), detail::or_null(target), rows, classes,
                                        detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                        &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Ordinal regression by cumulative logits: the proportional odds model, double precision.
 */
inline result cumulative_link(input<double> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                              span<double> grad = {},
                              const loss::class_options<double> &class_options = class_defaults<double>,
                              const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes - 1, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes - 1);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes - 1, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes - 1, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cumulative_link_f64(logits.data(), detail::or_null(target), rows, classes,
                                        detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                        &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Margin loss of rows with several right classes.
 *
 * l = (1/K)·Σ_{j listed} Σ_{i not listed} max(0, 1 + z_i − z_j).  ∂l/∂z_i = (1/K)·(number of listed j with 1 + z_i − z_j > 0) where
 * i is not listed; ∂l/∂z_j = −(1/K)·(number of i, not listed, with 1 + z_i − z_j > 0) where j is listed.  ∂²l/∂z_c² = 0.
 *
 * See loss_multilabel_margin_f32.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, (rows, classes) indices: those of a row before its first -1 are each in [0, classes); those of masked rows are not looked at
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; empty: not wanted
 *   class_options  target_i32, row_stride, inner; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result multilabel_margin(input<float> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                span<float> grad = {},
                                const loss::class_options<float> &class_options = class_defaults<float>,
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), detail::product(rows, classes), class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multilabel_margin_f32(scores.data(), detail::or_null(target), rows, classes,
                                          detail::c_class_options(class_options).get(),
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Margin loss of rows with several right classes, double precision.
 */
inline result multilabel_margin(input<double> scores, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                                span<double> grad = {},
                                const loss::class_options<double> &class_options = class_defaults<double>,
                                const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("scores", scores.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), detail::product(rows, classes), class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_multilabel_margin_f64(scores.data(), detail::or_null(target), rows, classes,
                                          detail::c_class_options(class_options).get(),
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
