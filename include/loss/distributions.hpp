/**
 * @file distributions.hpp
 * Distributions, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_DISTRIBUTIONS_HPP
#define LOSS_DISTRIBUTIONS_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities.
 *
 * l = Σ_c t_c·(log t_c − x_c) over a row, x log-probabilities.  ∂l/∂x_c = −t_c,  ∂²l/∂x_c² = 0.
 *
 * See loss_kl_div_f32.
 *
 * Arguments:
 *   log_pred       input, (rows, classes), logarithms of probabilities
 *   target         input, (rows, classes), in [0, 1]
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; empty: not wanted
 *   options        absent: defaults
 */
inline result kl_div(input<float> log_pred, input<float> target, std::size_t rows, std::size_t classes,
                     span<float> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_f32(log_pred.data(), target.data(), rows, classes, detail::c_options(options).get(), &value,
                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, double precision.
 */
inline result kl_div(input<double> log_pred, input<double> target, std::size_t rows, std::size_t classes,
                     span<double> grad = {}, const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_f64(log_pred.data(), target.data(), rows, classes, detail::c_options(options).get(), &value,
                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, bfloat16.
 */
inline result kl_div(input<bf16> log_pred, input<bf16> target, std::size_t rows, std::size_t classes,
                     span<bf16> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_bf16(detail::bits(log_pred.data()), detail::bits(target.data()), rows, classes,
                                detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, bfloat16, the gradient float.
 */
inline result kl_div(input<bf16> log_pred, input<bf16> target, std::size_t rows, std::size_t classes,
                     needed_span<float> grad, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_bf16_f32(detail::bits(log_pred.data()), detail::bits(target.data()), rows, classes,
                                    detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, binary16.
 */
inline result kl_div(input<f16> log_pred, input<f16> target, std::size_t rows, std::size_t classes, span<f16> grad = {},
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_f16(detail::bits(log_pred.data()), detail::bits(target.data()), rows, classes,
                               detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, binary16, the gradient float.
 */
inline result kl_div(input<f16> log_pred, input<f16> target, std::size_t rows, std::size_t classes,
                     needed_span<float> grad, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_f16_f32(detail::bits(log_pred.data()), detail::bits(target.data()), rows, classes,
                                   detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities.
 *
 * l = Σ_c e^t_c·(t_c − x_c) over a row, both log-probabilities.  ∂l/∂x_c = −e^t_c,  ∂²l/∂x_c² = 0.
 *
 * See loss_kl_div_log_target_f32.
 *
 * Arguments:
 *   log_pred, log_target  input, (rows, classes), logarithms of probabilities
 *   rows, classes         sizes; 0 is allowed
 *   grad                  output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; empty: not wanted
 *   options               absent: defaults
 */
inline result kl_div_log_target(input<float> log_pred, input<float> log_target, std::size_t rows, std::size_t classes,
                                span<float> grad = {},
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("log_target", log_target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_log_target_f32(log_pred.data(), log_target.data(), rows, classes,
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, double precision.
 */
inline result kl_div_log_target(input<double> log_pred, input<double> log_target, std::size_t rows, std::size_t classes,
                                span<double> grad = {},
                                const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("log_target", log_target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_log_target_f64(log_pred.data(), log_target.data(), rows, classes,
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, bfloat16.
 */
inline result kl_div_log_target(input<bf16> log_pred, input<bf16> log_target, std::size_t rows, std::size_t classes,
                                span<bf16> grad = {},
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("log_target", log_target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_log_target_bf16(detail::bits(log_pred.data()), detail::bits(log_target.data()), rows,
                                           classes, detail::c_options(options).get(), &value,
                                           detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, bfloat16, the gradient float.
 */
inline result kl_div_log_target(input<bf16> log_pred, input<bf16> log_target, std::size_t rows, std::size_t classes,
                                needed_span<float> grad,
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("log_target", log_target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_log_target_bf16_f32(detail::bits(log_pred.data()), detail::bits(log_target.data()), rows,
                                               classes, detail::c_options(options).get(), &value,
                                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, binary16.
 */
inline result kl_div_log_target(input<f16> log_pred, input<f16> log_target, std::size_t rows, std::size_t classes,
                                span<f16> grad = {},
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("log_target", log_target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_log_target_f16(detail::bits(log_pred.data()), detail::bits(log_target.data()), rows, classes,
                                          detail::c_options(options).get(), &value,
                                          detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, binary16, the gradient float.
 */
inline result kl_div_log_target(input<f16> log_pred, input<f16> log_target, std::size_t rows, std::size_t classes,
                                needed_span<float> grad,
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("log_target", log_target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_log_target_f16_f32(detail::bits(log_pred.data()), detail::bits(log_target.data()), rows,
                                              classes, detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of probabilities from target probabilities.
 *
 * l = Σ_c t_c·(log t_c − log x_c) over a row, both probabilities.
 * ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
 *
 * See loss_kl_div_prob_f32.
 *
 * Arguments:
 *   pred, target   input, (rows, classes), in [0, 1]
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options        absent: defaults
 */
inline result kl_div_prob(input<float> pred, input<float> target, std::size_t rows, std::size_t classes,
                          span<float> grad = {},
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_prob_f32(pred.data(), target.data(), rows, classes, detail::c_options(options).get(), &value,
                                    detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, double precision.
 */
inline result kl_div_prob(input<double> pred, input<double> target, std::size_t rows, std::size_t classes,
                          span<double> grad = {},
                          const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_prob_f64(pred.data(), target.data(), rows, classes, detail::c_options(options).get(), &value,
                                    detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, bfloat16.
 */
inline result kl_div_prob(input<bf16> pred, input<bf16> target, std::size_t rows, std::size_t classes,
                          span<bf16> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_prob_bf16(detail::bits(pred.data()), detail::bits(target.data()), rows, classes,
                                     detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, bfloat16, the gradient float.
 */
inline result kl_div_prob(input<bf16> pred, input<bf16> target, std::size_t rows, std::size_t classes,
                          needed_span<float> grad,
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_prob_bf16_f32(detail::bits(pred.data()), detail::bits(target.data()), rows, classes,
                                         detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, binary16.
 */
inline result kl_div_prob(input<f16> pred, input<f16> target, std::size_t rows, std::size_t classes,
                          span<f16> grad = {}, const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_prob_f16(detail::bits(pred.data()), detail::bits(target.data()), rows, classes,
                                    detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, binary16, the gradient float.
 */
inline result kl_div_prob(input<f16> pred, input<f16> target, std::size_t rows, std::size_t classes,
                          needed_span<float> grad,
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_prob_f16_f32(detail::bits(pred.data()), detail::bits(target.data()), rows, classes,
                                        detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1.
 *
 * l = Σ_c t_c·(log t_c − x_c) + e^x_c − t_c over a row, x logarithms.  ∂l/∂x_c = e^x_c − t_c,  ∂²l/∂x_c² = e^x_c.
 *
 * See loss_kl_div_generalized_f32.
 *
 * Arguments:
 *   log_pred       input, (rows, classes): logarithms
 *   target         input, (rows, classes), above 0: 0 is allowed too
 *   rows, classes  sizes; 0 is allowed
 *   grad           output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; empty: not wanted
 *   options        absent: defaults
 */
inline result kl_div_generalized(input<float> log_pred, input<float> target, std::size_t rows, std::size_t classes,
                                 span<float> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_generalized_f32(log_pred.data(), target.data(), rows, classes,
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, double precision.
 */
inline result kl_div_generalized(input<double> log_pred, input<double> target, std::size_t rows, std::size_t classes,
                                 span<double> grad = {},
                                 const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_generalized_f64(log_pred.data(), target.data(), rows, classes,
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, bfloat16.
 */
inline result kl_div_generalized(input<bf16> log_pred, input<bf16> target, std::size_t rows, std::size_t classes,
                                 span<bf16> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_generalized_bf16(detail::bits(log_pred.data()), detail::bits(target.data()), rows, classes,
                                            detail::c_options(options).get(), &value,
                                            detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, bfloat16, the gradient float.
 */
inline result kl_div_generalized(input<bf16> log_pred, input<bf16> target, std::size_t rows, std::size_t classes,
                                 needed_span<float> grad,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_generalized_bf16_f32(detail::bits(log_pred.data()), detail::bits(target.data()), rows,
                                                classes, detail::c_options(options).get(), &value,
                                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, binary16.
 */
inline result kl_div_generalized(input<f16> log_pred, input<f16> target, std::size_t rows, std::size_t classes,
                                 span<f16> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_generalized_f16(detail::bits(log_pred.data()), detail::bits(target.data()), rows, classes,
                                           detail::c_options(options).get(), &value,
                                           detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, binary16, the gradient float.
 */
inline result kl_div_generalized(input<f16> log_pred, input<f16> target, std::size_t rows, std::size_t classes,
                                 needed_span<float> grad,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_pred", log_pred.size(), detail::product(rows, classes));
    lengths.of("target", target.size(), detail::product(rows, classes));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, classes));
    lengths.of_optional("grad", grad.size(), detail::product(rows, classes));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_kl_div_generalized_f16_f32(detail::bits(log_pred.data()), detail::bits(target.data()), rows,
                                               classes, detail::c_options(options).get(), &value,
                                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Jensen-Shannon divergence of two softmaxes.
 *
 * l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
 * ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
 * ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.
 *
 * See loss_js_div_f32.
 *
 * Arguments:
 *   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes                   sizes; 0 is allowed
 *   beta                            β: in (0, 1)
 *   grad                            output, in the layout of student_logits: dvalue/dstudent_logits; may be student_logits; empty: not wanted
 *   class_options                   temperature, softcap, class_bias, row_stride, target_stride, inner, lse, entropy, argmax; all others are refused; absent: defaults
 *   options                         absent: defaults
 */
inline result js_div(input<float> student_logits, input<float> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, span<float> grad = {},
                     const loss::class_options<float> &class_options = class_defaults<float>,
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_f32(student_logits.data(), teacher_logits.data(), rows, classes, beta,
                               detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Jensen-Shannon divergence of two softmaxes, double precision.
 */
inline result js_div(input<double> student_logits, input<double> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, span<double> grad = {},
                     const loss::class_options<double> &class_options = class_defaults<double>,
                     const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_f64(student_logits.data(), teacher_logits.data(), rows, classes, beta,
                               detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Jensen-Shannon divergence of two softmaxes, bfloat16.
 */
inline result js_div(input<bf16> student_logits, input<bf16> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, span<bf16> grad = {},
                     const loss::class_options<float> &class_options = class_defaults<float>,
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_bf16(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows, classes,
                                beta, detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Jensen-Shannon divergence of two softmaxes, bfloat16, the gradient float.
 */
inline result js_div(input<bf16> student_logits, input<bf16> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, needed_span<float> grad,
                     const loss::class_options<float> &class_options = class_defaults<float>,
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_bf16_f32(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows,
                                    classes, beta, detail::c_class_options(class_options).get(),
                                    detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Jensen-Shannon divergence of two softmaxes, binary16.
 */
inline result js_div(input<f16> student_logits, input<f16> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, span<f16> grad = {},
                     const loss::class_options<float> &class_options = class_defaults<float>,
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_f16(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows, classes,
                               beta, detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                               &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Jensen-Shannon divergence of two softmaxes, binary16, the gradient float.
 */
inline result js_div(input<f16> student_logits, input<f16> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, needed_span<float> grad,
                     const loss::class_options<float> &class_options = class_defaults<float>,
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_f16_f32(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows,
                                   classes, beta, detail::c_class_options(class_options).get(),
                                   detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
