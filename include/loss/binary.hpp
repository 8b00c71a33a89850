/**
 * @file binary.hpp
 * Two classes, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_BINARY_HPP
#define LOSS_BINARY_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Hinge loss.
 *
 * l = max(0, 1 − t·x).  ∂l/∂x = −t where t·x < 1, else 0, at the kink t·x = 1 as well.  ∂²l/∂x² = 0.
 *
 * See loss_hinge_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result hinge(input<float> pred, input<float> target, span<float> grad = {},
                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_hinge_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                              detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss, double precision.
 */
inline result hinge(input<double> pred, input<double> target, span<double> grad = {},
                    const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_hinge_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                              detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of probabilities.
 *
 * l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), with t·(1 − ε) + ε/2 in place of t.
 * ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².
 *
 * See loss_bce_f32; n is prob.size().
 *
 * Arguments:
 *   prob, target     input, n elements, in [0, 1]
 *   label_smoothing  ε: in [0, 1]
 *   grad             output, in the layout of prob: dvalue/dprob; may be prob; empty: not wanted
 *   options          absent: defaults
 */
inline result bce(input<float> prob, input<float> target, double label_smoothing, span<float> grad = {},
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), prob.size());
    lengths.of_options(options, prob.size());
    lengths.of_optional("options.hessian", options.hessian.size(), prob.size());
    lengths.of_optional("grad", grad.size(), prob.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_f32(prob.data(), target.data(), prob.size(), label_smoothing, detail::c_options(options).get(),
                            &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of probabilities, double precision.
 */
inline result bce(input<double> prob, input<double> target, double label_smoothing, span<double> grad = {},
                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), prob.size());
    lengths.of_options(options, prob.size());
    lengths.of_optional("options.hessian", options.hessian.size(), prob.size());
    lengths.of_optional("grad", grad.size(), prob.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_f64(prob.data(), target.data(), prob.size(), label_smoothing, detail::c_options(options).get(),
                            &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of logits.
 *
 * l = (1 − t)·softplus(x) + p·t·softplus(−x), softplus(x) = log(1 + e^x), with t·(1 − ε) + ε/2 in place of t.
 * ∂l/∂x = (1 − t)·σ(x) − p·t·σ(−x),  ∂²l/∂x² = (1 − t + p·t)·σ(x)·σ(−x).
 *
 * See loss_bce_logits_f32; n is logits.size().
 *
 * Arguments:
 *   logits           input, n elements
 *   target           input, n elements, in [0, 1]
 *   pos_weight       finite, above 0; 0: 1
 *   label_smoothing  ε: in [0, 1]
 *   grad             output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   options          absent: defaults
 */
inline result bce_logits(input<float> logits, input<float> target, double pos_weight, double label_smoothing,
                         span<float> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_logits_f32(logits.data(), target.data(), logits.size(), pos_weight, label_smoothing,
                                   detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of logits, double precision.
 */
inline result bce_logits(input<double> logits, input<double> target, double pos_weight, double label_smoothing,
                         span<double> grad = {},
                         const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_logits_f64(logits.data(), target.data(), logits.size(), pos_weight, label_smoothing,
                                   detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of logits, bfloat16.
 */
inline result bce_logits(input<bf16> logits, input<bf16> target, double pos_weight, double label_smoothing,
                         span<bf16> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_logits_bf16(detail::bits(logits.data()), detail::bits(target.data()), logits.size(), pos_weight,
                                    label_smoothing, detail::c_options(options).get(), &value,
                                    detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of logits, bfloat16, the gradient float.
 */
inline result bce_logits(input<bf16> logits, input<bf16> target, double pos_weight, double label_smoothing,
                         needed_span<float> grad,
                         const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_logits_bf16_f32(detail::bits(logits.data()), detail::bits(target.data()), logits.size(),
                                        pos_weight, label_smoothing, detail::c_options(options).get(), &value,
                                        detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of logits, binary16.
 */
inline result bce_logits(input<f16> logits, input<f16> target, double pos_weight, double label_smoothing,
                         span<f16> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_logits_f16(detail::bits(logits.data()), detail::bits(target.data()), logits.size(), pos_weight,
                                   label_smoothing, detail::c_options(options).get(), &value,
                                   detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Binary cross-entropy of logits, binary16, the gradient float.
 */
inline result bce_logits(input<f16> logits, input<f16> target, double pos_weight, double label_smoothing,
                         needed_span<float> grad,
                         const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_bce_logits_f16_f32(detail::bits(logits.data()), detail::bits(target.data()), logits.size(),
                                       pos_weight, label_smoothing, detail::c_options(options).get(), &value,
                                       detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Squared hinge loss.
 *
 * l = max(0, 1 − t·x)².  ∂l/∂x = −2t·max(0, 1 − t·x),  ∂²l/∂x² = 2t² where t·x < 1, else 0, at t·x = 1 as well.
 *
 * See loss_squared_hinge_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result squared_hinge(input<float> pred, input<float> target, span<float> grad = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_squared_hinge_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                      detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Squared hinge loss, double precision.
 */
inline result squared_hinge(input<double> pred, input<double> target, span<double> grad = {},
                            const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_squared_hinge_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                      detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Perceptron loss.
 *
 * l = max(0, −t·x).  ∂l/∂x = −t where t·x ≤ 0, else 0.  ∂²l/∂x² = 0.
 *
 * See loss_perceptron_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result perceptron(input<float> pred, input<float> target, span<float> grad = {},
                         const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_perceptron_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                   detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Perceptron loss, double precision.
 */
inline result perceptron(input<double> pred, input<double> target, span<double> grad = {},
                         const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_perceptron_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                   detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss of distances.
 *
 * l = x for t = 1, max(0, m − x) for t = −1.
 * ∂l/∂x = 1 for t = 1; for t = −1 it is −1 where x < m, else 0, at the kink x = m as well.  ∂²l/∂x² = 0.
 *
 * See loss_hinge_embedding_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements: distances
 *   target   input, n elements, −1 or 1
 *   margin   m: finite, above 0; 0: 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result hinge_embedding(input<float> pred, input<float> target, double margin, span<float> grad = {},
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_hinge_embedding_f32(pred.data(), target.data(), pred.size(), margin,
                                        detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Hinge loss of distances, double precision.
 */
inline result hinge_embedding(input<double> pred, input<double> target, double margin, span<double> grad = {},
                              const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_hinge_embedding_f64(pred.data(), target.data(), pred.size(), margin,
                                        detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Modified Huber loss.
 *
 * l = max(0, 1 − t·x)² where t·x ≥ −1, else −4t·x.  ∂l/∂x = −2t·min(max(0, 1 − t·x), 2),  ∂²l/∂x² = 2t² where
 * −1 ≤ t·x < 1, else 0.
 *
 * See loss_modified_huber_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result modified_huber(input<float> pred, input<float> target, span<float> grad = {},
                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_modified_huber_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(),
                                       &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Modified Huber loss, double precision.
 */
inline result modified_huber(input<double> pred, input<double> target, span<double> grad = {},
                             const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_modified_huber_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(),
                                       &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Logistic loss of signed targets.
 *
 * l = log(1 + e^(−t·x)).  ∂l/∂x = −t·σ(−t·x),  ∂²l/∂x² = t²·σ(t·x)·σ(−t·x).
 *
 * See loss_soft_margin_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result soft_margin(input<float> pred, input<float> target, span<float> grad = {},
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_soft_margin_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                    detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Logistic loss of signed targets, double precision.
 */
inline result soft_margin(input<double> pred, input<double> target, span<double> grad = {},
                          const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_soft_margin_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                    detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Exponential loss.
 *
 * l = ½(1 + t)·e^−x + ½(1 − t)·e^x, which is e^(−t·x) for t = ±1.
 * ∂l/∂x = −½(1 + t)·e^−x + ½(1 − t)·e^x,  ∂²l/∂x² = l.
 *
 * See loss_exponential_f32; n is pred.size().
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options  absent: defaults
 */
inline result exponential(input<float> pred, input<float> target, span<float> grad = {},
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_exponential_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                    detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Exponential loss, double precision.
 */
inline result exponential(input<double> pred, input<double> target, span<double> grad = {},
                          const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), pred.size());
    lengths.of_options(options, pred.size());
    lengths.of_optional("options.hessian", options.hessian.size(), pred.size());
    lengths.of_optional("grad", grad.size(), pred.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_exponential_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                    detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 binary cross-entropy of logits.
 *
 * l = C + ε·(1 − p_t), C = (1 − t)·softplus(x) + t·softplus(−x), 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
 * ∂l/∂x = σ(x) − t + ε·(1 − 2t)·σ(x)·σ(−x),  ∂²l/∂x² = σ(x)·σ(−x)·(1 + ε·(1 − 2t)·(1 − 2σ(x))).
 *
 * See loss_poly1_bce_logits_f32; n is logits.size().
 *
 * Arguments:
 *   logits   input, n elements
 *   target   input, n elements, in [0, 1]
 *   epsilon  ε: finite, at least -1; 0: 2
 *   grad     output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   options  absent: defaults
 */
inline result poly1_bce_logits(input<float> logits, input<float> target, double epsilon, span<float> grad = {},
                               const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_bce_logits_f32(logits.data(), target.data(), logits.size(), epsilon,
                                         detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Poly-1 binary cross-entropy of logits, double precision.
 */
inline result poly1_bce_logits(input<double> logits, input<double> target, double epsilon, span<double> grad = {},
                               const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poly1_bce_logits_f64(logits.data(), target.data(), logits.size(), epsilon,
                                         detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of logits.
 *
 * l = α_t·m^γ·C, C = (1 − t)·softplus(x) + t·softplus(−x), m = 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
 * ∂l/∂x = α_t·m^γ·(γρC + σ(x) − t), ρ = m'/m, m' = (1 − 2t)·W, W = σ(x)·σ(−x).
 * ∂²l/∂x² = α_t·m^γ·(γ(γ − 1)·ρ²C + γρ·(1 − 2σ(x))·C + 2γρ·(σ(x) − t) + W).
 *
 * See loss_sigmoid_focal_f32; n is logits.size().
 *
 * Arguments:
 *   logits   input, n elements
 *   target   input, n elements, in [0, 1]
 *   alpha    α, 0 switches it off: in [0, 1)
 *   gamma    γ: finite, above 0; 0: 2
 *   grad     output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   options  absent: defaults
 */
inline result sigmoid_focal(input<float> logits, input<float> target, double alpha, double gamma, span<float> grad = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sigmoid_focal_f32(logits.data(), target.data(), logits.size(), alpha, gamma,
                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of logits, double precision.
 */
inline result sigmoid_focal(input<double> logits, input<double> target, double alpha, double gamma,
                            span<double> grad = {},
                            const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sigmoid_focal_f64(logits.data(), target.data(), logits.size(), alpha, gamma,
                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of logits, bfloat16.
 */
inline result sigmoid_focal(input<bf16> logits, input<bf16> target, double alpha, double gamma, span<bf16> grad = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sigmoid_focal_bf16(detail::bits(logits.data()), detail::bits(target.data()), logits.size(), alpha,
                                       gamma, detail::c_options(options).get(), &value,
                                       detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of logits, bfloat16, the gradient float.
 */
inline result sigmoid_focal(input<bf16> logits, input<bf16> target, double alpha, double gamma, needed_span<float> grad,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sigmoid_focal_bf16_f32(detail::bits(logits.data()), detail::bits(target.data()), logits.size(),
                                           alpha, gamma, detail::c_options(options).get(), &value,
                                           detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of logits, binary16.
 */
inline result sigmoid_focal(input<f16> logits, input<f16> target, double alpha, double gamma, span<f16> grad = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sigmoid_focal_f16(detail::bits(logits.data()), detail::bits(target.data()), logits.size(), alpha,
                                      gamma, detail::c_options(options).get(), &value,
                                      detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of logits, binary16, the gradient float.
 */
inline result sigmoid_focal(input<f16> logits, input<f16> target, double alpha, double gamma, needed_span<float> grad,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_sigmoid_focal_f16_f32(detail::bits(logits.data()), detail::bits(target.data()), logits.size(),
                                          alpha, gamma, detail::c_options(options).get(), &value,
                                          detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of probabilities.
 *
 * l = α_t·m^γ·C, C = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), m = (1 − t)·x + t·(1 − x).
 * ∂l/∂x = α_t·m^(γ − 1)·(γ·(1 − 2t)·C + m·C'),
 * ∂²l/∂x² = α_t·m^(γ − 2)·(γ(γ − 1)·(1 − 2t)²·C + 2γ·(1 − 2t)·m·C' + m²·C'').
 *
 * See loss_focal_f32; n is prob.size().
 *
 * Arguments:
 *   prob, target  input, n elements, in [0, 1]
 *   alpha         α, 0 switches it off: in [0, 1)
 *   gamma         γ: finite, above 0; 0: 2
 *   grad          output, in the layout of prob: dvalue/dprob; may be prob; empty: not wanted
 *   options       absent: defaults
 */
inline result focal(input<float> prob, input<float> target, double alpha, double gamma, span<float> grad = {},
                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), prob.size());
    lengths.of_options(options, prob.size());
    lengths.of_optional("options.hessian", options.hessian.size(), prob.size());
    lengths.of_optional("grad", grad.size(), prob.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_f32(prob.data(), target.data(), prob.size(), alpha, gamma, detail::c_options(options).get(),
                              &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Focal loss of probabilities, double precision.
 */
inline result focal(input<double> prob, input<double> target, double alpha, double gamma, span<double> grad = {},
                    const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), prob.size());
    lengths.of_options(options, prob.size());
    lengths.of_optional("options.hessian", options.hessian.size(), prob.size());
    lengths.of_optional("grad", grad.size(), prob.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_focal_f64(prob.data(), target.data(), prob.size(), alpha, gamma, detail::c_options(options).get(),
                              &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Asymmetric loss of logits.
 *
 * l = t·q^γ₊·S + (1 − t)·f(k), S = −log p, f(k) = −k^γ₋·log(1 − k), p = σ(x), q = 1 − p, k = max(p − s, 0).
 * ∂l/∂x = −t·q^γ₊·(γ₊·p·S + q) + (1 − t)·f'(k)·pq,
 * ∂²l/∂x² = t·q^γ₊·p·(γ₊²·p·S − γ₊·q·S + (2γ₊ + 1)·q) + (1 − t)·(f''(k)·p²q² + f'(k)·pq·(q − p)), 0 where p ≤ s.
 *
 * See loss_asymmetric_bce_logits_f32; n is logits.size().
 *
 * Arguments:
 *   logits     input, n elements
 *   target     input, n elements, in [0, 1]
 *   gamma_pos  γ₊: finite, not negative
 *   gamma_neg  γ₋: finite, above 0; 0: 4
 *   shift      s: in [0, 1)
 *   grad       output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   options    absent: defaults
 */
inline result asymmetric_bce_logits(input<float> logits, input<float> target, double gamma_pos, double gamma_neg,
                                    double shift, span<float> grad = {},
                                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_asymmetric_bce_logits_f32(logits.data(), target.data(), logits.size(), gamma_pos, gamma_neg, shift,
                                              detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Asymmetric loss of logits, double precision.
 */
inline result asymmetric_bce_logits(input<double> logits, input<double> target, double gamma_pos, double gamma_neg,
                                    double shift, span<double> grad = {},
                                    const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), logits.size());
    lengths.of_options(options, logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), logits.size());
    lengths.of_optional("grad", grad.size(), logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_asymmetric_bce_logits_f64(logits.data(), target.data(), logits.size(), gamma_pos, gamma_neg, shift,
                                              detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
