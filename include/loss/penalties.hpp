/**
 * @file penalties.hpp
 * Penalties, and several losses as one, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_PENALTIES_HPP
#define LOSS_PENALTIES_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * L1 penalty (lasso).
 *
 * value = λ·Σ |x_i|.
 * ∂value/∂x = λ·sign(x), exactly 0 at x = 0.  ∂²value/∂x² = 0.
 *
 * See loss_l1_penalty_f32; n is param.size().
 *
 * Arguments:
 *   param    input, n elements
 *   lambda   λ: finite, not negative
 *   grad     output, in the layout of param: dvalue/dparam; may be param; empty: not wanted
 *   options  absent: defaults; see above
 */
inline result l1_penalty(input<float> param, double lambda, span<float> grad = {},
                         const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, param.size());
    lengths.of_optional("options.hessian", options.hessian.size(), param.size());
    lengths.of_optional("grad", grad.size(), param.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_l1_penalty_f32(param.data(), param.size(), lambda, detail::c_options(options).get(), &value,
                                   detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * L1 penalty (lasso), double precision.
 */
inline result l1_penalty(input<double> param, double lambda, span<double> grad = {},
                         const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, param.size());
    lengths.of_optional("options.hessian", options.hessian.size(), param.size());
    lengths.of_optional("grad", grad.size(), param.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_l1_penalty_f64(param.data(), param.size(), lambda, detail::c_options(options).get(), &value,
                                   detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * L2 penalty (ridge, weight decay).
 *
 * value = λ·Σ x_i².
 * ∂value/∂x = 2λ·x,  ∂²value/∂x² = 2λ.
 *
 * See loss_l2_penalty_f32; n is param.size().
 *
 * Arguments:
 *   param    input, n elements
 *   lambda   λ: finite, not negative
 *   grad     output, in the layout of param: dvalue/dparam; may be param; empty: not wanted
 *   options  absent: defaults; see above
 */
inline result l2_penalty(input<float> param, double lambda, span<float> grad = {},
                         const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, param.size());
    lengths.of_optional("options.hessian", options.hessian.size(), param.size());
    lengths.of_optional("grad", grad.size(), param.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_l2_penalty_f32(param.data(), param.size(), lambda, detail::c_options(options).get(), &value,
                                   detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * L2 penalty (ridge, weight decay), double precision.
 */
inline result l2_penalty(input<double> param, double lambda, span<double> grad = {},
                         const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, param.size());
    lengths.of_optional("options.hessian", options.hessian.size(), param.size());
    lengths.of_optional("grad", grad.size(), param.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_l2_penalty_f64(param.data(), param.size(), lambda, detail::c_options(options).get(), &value,
                                   detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Elastic net penalty: L1 and L2 at once.
 *
 * value = λ₁·Σ |x_i| + λ₂·Σ x_i².
 * ∂value/∂x = λ₁·sign(x) + 2λ₂·x, exactly 0 at x = 0.  ∂²value/∂x² = 2λ₂.
 *
 * See loss_elastic_net_penalty_f32; n is param.size().
 *
 * Arguments:
 *   param    input, n elements
 *   l1       λ₁: finite, not negative
 *   l2       λ₂: finite, not negative
 *   grad     output, in the layout of param: dvalue/dparam; may be param; empty: not wanted
 *   options  absent: defaults; see above
 */
inline result elastic_net_penalty(input<float> param, double l1, double l2, span<float> grad = {},
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, param.size());
    lengths.of_optional("options.hessian", options.hessian.size(), param.size());
    lengths.of_optional("grad", grad.size(), param.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_elastic_net_penalty_f32(param.data(), param.size(), l1, l2, detail::c_options(options).get(),
                                            &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Elastic net penalty: L1 and L2 at once, double precision.
 */
inline result elastic_net_penalty(input<double> param, double l1, double l2, span<double> grad = {},
                                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, param.size());
    lengths.of_optional("options.hessian", options.hessian.size(), param.size());
    lengths.of_optional("grad", grad.size(), param.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_elastic_net_penalty_f64(param.data(), param.size(), l1, l2, detail::c_options(options).get(),
                                            &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Group lasso penalty.
 *
 * value = λ·√dim·Σ_g ‖x_g‖, ‖x_g‖ = √(Σ x²) over the elements of a group.
 * ∂value/∂x = λ·√dim·x/‖x_g‖, exactly 0 where ‖x_g‖ = 0.  ∂²value/∂x² = λ·√dim·(1 − x²/‖x_g‖²)/‖x_g‖, there 0 too.
 *
 * See loss_group_lasso_penalty_f32.
 *
 * Arguments:
 *   param        input, (groups, dim)
 *   groups, dim  sizes; 0 is allowed
 *   lambda       λ: finite, not negative
 *   grad         output, in the layout of param: dvalue/dparam; may be param; empty: not wanted
 *   options      absent: defaults; see above
 */
inline result group_lasso_penalty(input<float> param, std::size_t groups, std::size_t dim, double lambda,
                                  span<float> grad = {},
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("param", param.size(), detail::product(groups, dim));
    lengths.of_options(options, groups);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(groups, dim));
    lengths.of_optional("grad", grad.size(), detail::product(groups, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_group_lasso_penalty_f32(param.data(), groups, dim, lambda, detail::c_options(options).get(), &value,
                                            detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Group lasso penalty, double precision.
 */
inline result group_lasso_penalty(input<double> param, std::size_t groups, std::size_t dim, double lambda,
                                  span<double> grad = {},
                                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("param", param.size(), detail::product(groups, dim));
    lengths.of_options(options, groups);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(groups, dim));
    lengths.of_optional("grad", grad.size(), detail::product(groups, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_group_lasso_penalty_f64(param.data(), groups, dim, lambda, detail::c_options(options).get(), &value,
                                            detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Confidence penalty: the negative entropy of a softmax.
 *
 * l = λ·Σ_c p_c·log p_c = −λ·H,  p = softmax(logits), H the entropy of the row.
 * ∂l/∂z_c = λ·p_c·(log p_c + H).  ∂²l/∂z_c² = λ·p_c·(1 − p_c + (log p_c + H)·(1 − 2p_c)).
 *
 * See loss_entropy_penalty_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   lambda         λ: finite, not negative
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; all others are refused; absent: defaults
 *   options        absent: defaults
 */
inline result entropy_penalty(input<float> logits, std::size_t rows, std::size_t classes, double lambda,
                              span<float> grad = {},
                              const loss::class_options<float> &class_options = class_defaults<float>,
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_entropy_penalty_f32(logits.data(), rows, classes, lambda,
                                        detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                        &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Confidence penalty: the negative entropy of a softmax, double precision.
 */
inline result entropy_penalty(input<double> logits, std::size_t rows, std::size_t classes, double lambda,
                              span<double> grad = {},
                              const loss::class_options<double> &class_options = class_defaults<double>,
                              const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_entropy_penalty_f64(logits.data(), rows, classes, lambda,
                                        detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                        &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Confidence penalty: the negative entropy of a softmax, bfloat16.
 */
inline result entropy_penalty(input<bf16> logits, std::size_t rows, std::size_t classes, double lambda,
                              span<bf16> grad = {},
                              const loss::class_options<float> &class_options = class_defaults<float>,
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_entropy_penalty_bf16(detail::bits(logits.data()), rows, classes, lambda,
                                         detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                         &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Confidence penalty: the negative entropy of a softmax, bfloat16, the gradient float.
 */
inline result entropy_penalty(input<bf16> logits, std::size_t rows, std::size_t classes, double lambda,
                              needed_span<float> grad,
                              const loss::class_options<float> &class_options = class_defaults<float>,
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_entropy_penalty_bf16_f32(detail::bits(logits.data()), rows, classes, lambda,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Confidence penalty: the negative entropy of a softmax, binary16.
 */
inline result entropy_penalty(input<f16> logits, std::size_t rows, std::size_t classes, double lambda,
                              span<f16> grad = {},
                              const loss::class_options<float> &class_options = class_defaults<float>,
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_entropy_penalty_f16(detail::bits(logits.data()), rows, classes, lambda,
                                        detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                        &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Confidence penalty: the negative entropy of a softmax, binary16, the gradient float.
 */
inline result entropy_penalty(input<f16> logits, std::size_t rows, std::size_t classes, double lambda,
                              needed_span<float> grad,
                              const loss::class_options<float> &class_options = class_defaults<float>,
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_entropy_penalty_f16_f32(detail::bits(logits.data()), rows, classes, lambda,
                                            detail::c_class_options(class_options).get(),
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Weighted sum of several losses.
 *
 * total = Σ w_i·L_i.
 * ∂total/∂L_i = w_i.
 *
 * See loss_combine_f64; n is values.size().
 *
 * Arguments:
 *   values   input, n doubles: values of losses: L
 *   weights  input, n doubles: w
 */
inline result combine(input<double> values, input<double> weights) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("weights", weights.size(), values.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_combine_f64(values.data(), weights.data(), values.size(), &value);
    return internal::finish(code, lengths, value);
}

/**
 * Several losses weighted by learned uncertainties.
 *
 * total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
 * ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.
 *
 * See loss_combine_uncertainty_f32; n is values.size().
 *
 * Arguments:
 *   values        input, n doubles: values of losses: L
 *   log_vars      input, n elements: logarithms of variances: s
 *   coefficients  input, n doubles: c; empty: 1
 *   d_values      output, in the layout of values; may be values
 *   d_log_vars    output, in the layout of log_vars; may be log_vars
 */
inline result combine_uncertainty(input<double> values, input<float> log_vars, input<double> coefficients = {},
                                  span<double> d_values = {}, span<float> d_log_vars = {}) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_vars", log_vars.size(), values.size());
    lengths.of_optional("coefficients", coefficients.size(), values.size());
    lengths.of_optional("d_values", d_values.size(), values.size());
    lengths.of_optional("d_log_vars", d_log_vars.size(), values.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_combine_uncertainty_f32(values.data(), log_vars.data(), detail::or_null(coefficients),
                                            values.size(), &value, detail::or_null(d_values),
                                            detail::or_null(d_log_vars));
    return internal::finish(code, lengths, value);
}

/**
 * Several losses weighted by learned uncertainties, double precision.
 */
inline result combine_uncertainty(input<double> values, input<double> log_vars, input<double> coefficients = {},
                                  span<double> d_values = {}, span<double> d_log_vars = {}) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_vars", log_vars.size(), values.size());
    lengths.of_optional("coefficients", coefficients.size(), values.size());
    lengths.of_optional("d_values", d_values.size(), values.size());
    lengths.of_optional("d_log_vars", d_log_vars.size(), values.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_combine_uncertainty_f64(values.data(), log_vars.data(), detail::or_null(coefficients),
                                            values.size(), &value, detail::or_null(d_values),
                                            detail::or_null(d_log_vars));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
