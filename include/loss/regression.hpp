/**
 * @file regression.hpp
 * Regression, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_REGRESSION_HPP
#define LOSS_REGRESSION_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Mean squared error.
 *
 * l = (x − t)², value = Σ w·l / Σ w.  ∂l/∂x = 2(x − t),  ∂²l/∂x² = 2.
 *
 * See loss_mse_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result mse(input<float> pred, input<float> target, span<float> grad = {},
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
        code = loss_mse_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                            detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error, double precision.
 */
inline result mse(input<double> pred, input<double> target, span<double> grad = {},
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
        code = loss_mse_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                            detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error, bfloat16.
 */
inline result mse(input<bf16> pred, input<bf16> target, span<bf16> grad = {},
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
        code = loss_mse_bf16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                             detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error, bfloat16, the gradient float.
 */
inline result mse(input<bf16> pred, input<bf16> target, needed_span<float> grad,
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
        code = loss_mse_bf16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                                 detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error, binary16.
 */
inline result mse(input<f16> pred, input<f16> target, span<f16> grad = {},
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
        code = loss_mse_f16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                            detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error, binary16, the gradient float.
 */
inline result mse(input<f16> pred, input<f16> target, needed_span<float> grad,
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
        code = loss_mse_f16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                                detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error of rows.
 *
 * l = (1/dim)·Σ_j (x_j − t_j)² over a row, value = Σ w·l / Σ w.  ∂l/∂x_j = 2(x_j − t_j)/dim, ∂²l/∂x_j² = 2/dim.
 *
 * See loss_mse_rows_f32.
 *
 * Arguments:
 *   pred, target  input, (rows, dim)
 *   rows, dim     sizes; 0 is allowed
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result mse_rows(input<float> pred, input<float> target, std::size_t rows, std::size_t dim, span<float> grad = {},
                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, dim));
    lengths.of_optional("grad", grad.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_mse_rows_f32(pred.data(), target.data(), rows, dim, detail::c_options(options).get(), &value,
                                 detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error of rows, double precision.
 */
inline result mse_rows(input<double> pred, input<double> target, std::size_t rows, std::size_t dim,
                       span<double> grad = {},
                       const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, dim));
    lengths.of_optional("grad", grad.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_mse_rows_f64(pred.data(), target.data(), rows, dim, detail::c_options(options).get(), &value,
                                 detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error of rows, bfloat16.
 */
inline result mse_rows(input<bf16> pred, input<bf16> target, std::size_t rows, std::size_t dim, span<bf16> grad = {},
                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, dim));
    lengths.of_optional("grad", grad.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_mse_rows_bf16(detail::bits(pred.data()), detail::bits(target.data()), rows, dim,
                                  detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error of rows, bfloat16, the gradient float.
 */
inline result mse_rows(input<bf16> pred, input<bf16> target, std::size_t rows, std::size_t dim, needed_span<float> grad,
                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, dim));
    lengths.of_optional("grad", grad.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_mse_rows_bf16_f32(detail::bits(pred.data()), detail::bits(target.data()), rows, dim,
                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error of rows, binary16.
 */
inline result mse_rows(input<f16> pred, input<f16> target, std::size_t rows, std::size_t dim, span<f16> grad = {},
                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, dim));
    lengths.of_optional("grad", grad.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_mse_rows_f16(detail::bits(pred.data()), detail::bits(target.data()), rows, dim,
                                 detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared error of rows, binary16, the gradient float.
 */
inline result mse_rows(input<f16> pred, input<f16> target, std::size_t rows, std::size_t dim, needed_span<float> grad,
                       const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("pred", pred.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("options.hessian", options.hessian.size(), detail::product(rows, dim));
    lengths.of_optional("grad", grad.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_mse_rows_f16_f32(detail::bits(pred.data()), detail::bits(target.data()), rows, dim,
                                     detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Root mean squared error.
 *
 * value = √(Σ w·(x − t)² / Σ w).  ∂value/∂x = w·(x − t) / (value · Σ w), and 0 where the value is 0.
 *
 * See loss_rmse_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result rmse(input<float> pred, input<float> target, span<float> grad = {},
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
        code = loss_rmse_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Root mean squared error, double precision.
 */
inline result rmse(input<double> pred, input<double> target, span<double> grad = {},
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
        code = loss_rmse_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Absolute error.
 *
 * l = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t), and 0 at the kink x = t.  ∂²l/∂x² = 0.
 *
 * See loss_l1_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result l1(input<float> pred, input<float> target, span<float> grad = {},
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
        code = loss_l1_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                           detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Absolute error, double precision.
 */
inline result l1(input<double> pred, input<double> target, span<double> grad = {},
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
        code = loss_l1_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                           detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Absolute error, bfloat16.
 */
inline result l1(input<bf16> pred, input<bf16> target, span<bf16> grad = {},
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
        code = loss_l1_bf16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                            detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Absolute error, bfloat16, the gradient float.
 */
inline result l1(input<bf16> pred, input<bf16> target, needed_span<float> grad,
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
        code = loss_l1_bf16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                                detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Absolute error, binary16.
 */
inline result l1(input<f16> pred, input<f16> target, span<f16> grad = {},
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
        code = loss_l1_f16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                           detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Absolute error, binary16, the gradient float.
 */
inline result l1(input<f16> pred, input<f16> target, needed_span<float> grad,
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
        code = loss_l1_f16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(),
                               detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Smooth L1 loss.
 *
 * l = q²/(2β) + (a − q), a = |x − t|, q = min(a, β), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)·min(a/β, 1).  ∂²l/∂x² = 1/β
 * where a < β, else 0.
 *
 * See loss_smooth_l1_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   beta          β: finite, above 0; 0: 1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result smooth_l1(input<float> pred, input<float> target, double beta, span<float> grad = {},
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
        code = loss_smooth_l1_f32(pred.data(), target.data(), pred.size(), beta, detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Smooth L1 loss, double precision.
 */
inline result smooth_l1(input<double> pred, input<double> target, double beta, span<double> grad = {},
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
        code = loss_smooth_l1_f64(pred.data(), target.data(), pred.size(), beta, detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Smooth L1 loss, bfloat16.
 */
inline result smooth_l1(input<bf16> pred, input<bf16> target, double beta, span<bf16> grad = {},
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
        code = loss_smooth_l1_bf16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), beta,
                                   detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Smooth L1 loss, bfloat16, the gradient float.
 */
inline result smooth_l1(input<bf16> pred, input<bf16> target, double beta, needed_span<float> grad,
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
        code = loss_smooth_l1_bf16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), beta,
                                       detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Smooth L1 loss, binary16.
 */
inline result smooth_l1(input<f16> pred, input<f16> target, double beta, span<f16> grad = {},
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
        code = loss_smooth_l1_f16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), beta,
                                  detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Smooth L1 loss, binary16, the gradient float.
 */
inline result smooth_l1(input<f16> pred, input<f16> target, double beta, needed_span<float> grad,
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
        code = loss_smooth_l1_f16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), beta,
                                      detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Huber loss.
 *
 * l = ½q² + δ·(a − q), a = |x − t|, q = min(a, δ).  ∂l/∂x = x − t where a < δ, else δ·sign(x − t).  ∂²l/∂x² = 1 where
 * a < δ, else 0.
 *
 * See loss_huber_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   delta         δ: finite, above 0; 0: 1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result huber(input<float> pred, input<float> target, double delta, span<float> grad = {},
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
        code = loss_huber_f32(pred.data(), target.data(), pred.size(), delta, detail::c_options(options).get(), &value,
                              detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Huber loss, double precision.
 */
inline result huber(input<double> pred, input<double> target, double delta, span<double> grad = {},
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
        code = loss_huber_f64(pred.data(), target.data(), pred.size(), delta, detail::c_options(options).get(), &value,
                              detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Huber loss, bfloat16.
 */
inline result huber(input<bf16> pred, input<bf16> target, double delta, span<bf16> grad = {},
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
        code = loss_huber_bf16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), delta,
                               detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Huber loss, bfloat16, the gradient float.
 */
inline result huber(input<bf16> pred, input<bf16> target, double delta, needed_span<float> grad,
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
        code = loss_huber_bf16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), delta,
                                   detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Huber loss, binary16.
 */
inline result huber(input<f16> pred, input<f16> target, double delta, span<f16> grad = {},
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
        code = loss_huber_f16(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), delta,
                              detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Huber loss, binary16, the gradient float.
 */
inline result huber(input<f16> pred, input<f16> target, double delta, needed_span<float> grad,
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
        code = loss_huber_f16_f32(detail::bits(pred.data()), detail::bits(target.data()), pred.size(), delta,
                                  detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Pseudo-Huber loss.
 *
 * l = δ²·(H − 1), H = √(1 + ((x − t)/δ)²), value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/H,  ∂²l/∂x² = 1/H³.
 *
 * See loss_pseudo_huber_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   delta         δ: finite, above 0; 0: 1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result pseudo_huber(input<float> pred, input<float> target, double delta, span<float> grad = {},
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
        code = loss_pseudo_huber_f32(pred.data(), target.data(), pred.size(), delta, detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Pseudo-Huber loss, double precision.
 */
inline result pseudo_huber(input<double> pred, input<double> target, double delta, span<double> grad = {},
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
        code = loss_pseudo_huber_f64(pred.data(), target.data(), pred.size(), delta, detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Log-cosh loss.
 *
 * l = log cosh(x − t), value = Σ w·l / Σ w.  ∂l/∂x = tanh(x − t),  ∂²l/∂x² = 1 − tanh²(x − t).
 *
 * See loss_log_cosh_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result log_cosh(input<float> pred, input<float> target, span<float> grad = {},
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
        code = loss_log_cosh_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                 detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Log-cosh loss, double precision.
 */
inline result log_cosh(input<double> pred, input<double> target, span<double> grad = {},
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
        code = loss_log_cosh_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                                 detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Fair loss.
 *
 * l = c²·(u − log(1 + u)), u = |x − t|/c, value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/(1 + u),  ∂²l/∂x² = 1/(1 + u)².
 *
 * See loss_fair_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   c             finite, above 0; 0: 1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result fair(input<float> pred, input<float> target, double c, span<float> grad = {},
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
        code = loss_fair_f32(pred.data(), target.data(), pred.size(), c, detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Fair loss, double precision.
 */
inline result fair(input<double> pred, input<double> target, double c, span<double> grad = {},
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
        code = loss_fair_f64(pred.data(), target.data(), pred.size(), c, detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * General robust loss.
 *
 * l = (b/α)·(B^(α/2) − 1), b = 2 − α, B = 1 + z²/b, z = (x − t)/c, value = Σ w·l / Σ w.  ∂l/∂x = (z/c)·B^(α/2 − 1),
 * ∂²l/∂x² = (1/c²)·B^(α/2 − 2)·(1 + (α − 1)·z²/b). In the limits: α = 2: l = ½z², α = 0: l = log(1 + ½z²), α = −∞: l =
 * 1 − e^(−½z²).
 *
 * See loss_general_robust_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   alpha         α: at most 2, or -INFINITY
 *   c             finite, above 0; 0: 1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result general_robust(input<float> pred, input<float> target, double alpha, double c, span<float> grad = {},
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
        code = loss_general_robust_f32(pred.data(), target.data(), pred.size(), alpha, c,
                                       detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * General robust loss, double precision.
 */
inline result general_robust(input<double> pred, input<double> target, double alpha, double c, span<double> grad = {},
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
        code = loss_general_robust_f64(pred.data(), target.data(), pred.size(), alpha, c,
                                       detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Error to a power.
 *
 * l = a^p, a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = p·sign(x − t)·a^(p − 1),  ∂²l/∂x² = p·(p − 1)·a^(p − 2), and 0 at
 * x = t unless p = 2.
 *
 * See loss_lp_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   p             the power: finite, above 1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result lp(input<float> pred, input<float> target, double p, span<float> grad = {},
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
        code = loss_lp_f32(pred.data(), target.data(), pred.size(), p, detail::c_options(options).get(), &value,
                           detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Error to a power, double precision.
 */
inline result lp(input<double> pred, input<double> target, double p, span<double> grad = {},
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
        code = loss_lp_f64(pred.data(), target.data(), pred.size(), p, detail::c_options(options).get(), &value,
                           detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Quantile loss.
 *
 * l = max(−q·(x − t), (1 − q)·(x − t)), value = Σ w·l / Σ w.  ∂l/∂x = −q where x < t, 1 − q where x > t, and 0 at the kink
 * x = t.  ∂²l/∂x² = 0.
 *
 * See loss_quantile_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   quantile      q: in (0, 1); 0: 0.5
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result quantile(input<float> pred, input<float> target, double quantile, span<float> grad = {},
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
        code = loss_quantile_f32(pred.data(), target.data(), pred.size(), quantile, detail::c_options(options).get(),
                                 &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Quantile loss, double precision.
 */
inline result quantile(input<double> pred, input<double> target, double quantile, span<double> grad = {},
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
        code = loss_quantile_f64(pred.data(), target.data(), pred.size(), quantile, detail::c_options(options).get(),
                                 &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Expectile loss.
 *
 * l = v·(x − t)², v = τ where x < t, else 1 − τ, value = Σ w·l / Σ w.  ∂l/∂x = 2v·(x − t),  ∂²l/∂x² = 2v.
 *
 * See loss_expectile_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   tau           τ: in (0, 1); 0: 0.5
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result expectile(input<float> pred, input<float> target, double tau, span<float> grad = {},
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
        code = loss_expectile_f32(pred.data(), target.data(), pred.size(), tau, detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Expectile loss, double precision.
 */
inline result expectile(input<double> pred, input<double> target, double tau, span<double> grad = {},
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
        code = loss_expectile_f64(pred.data(), target.data(), pred.size(), tau, detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Epsilon-insensitive loss.
 *
 * l = max(0, a − ε), a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t) where a > ε, else 0, at the kink a = ε as
 * well.  ∂²l/∂x² = 0.
 *
 * See loss_epsilon_insensitive_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   epsilon       ε: finite, above 0; 0: 0.1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result epsilon_insensitive(input<float> pred, input<float> target, double epsilon, span<float> grad = {},
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
        code = loss_epsilon_insensitive_f32(pred.data(), target.data(), pred.size(), epsilon,
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Epsilon-insensitive loss, double precision.
 */
inline result epsilon_insensitive(input<double> pred, input<double> target, double epsilon, span<double> grad = {},
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
        code = loss_epsilon_insensitive_f64(pred.data(), target.data(), pred.size(), epsilon,
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Squared epsilon-insensitive loss.
 *
 * l = e², e = max(0, |x − t| − ε), value = Σ w·l / Σ w.  ∂l/∂x = 2·sign(x − t)·e.  ∂²l/∂x² = 2 where |x − t| > ε, else 0,
 * at |x − t| = ε as well.
 *
 * See loss_squared_epsilon_insensitive_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   epsilon       ε: finite, above 0; 0: 0.1
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result squared_epsilon_insensitive(input<float> pred, input<float> target, double epsilon, span<float> grad = {},
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
        code = loss_squared_epsilon_insensitive_f32(pred.data(), target.data(), pred.size(), epsilon,
                                                    detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Squared epsilon-insensitive loss, double precision.
 */
inline result squared_epsilon_insensitive(input<double> pred, input<double> target, double epsilon,
                                          span<double> grad = {},
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
        code = loss_squared_epsilon_insensitive_f64(pred.data(), target.data(), pred.size(), epsilon,
                                                    detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean absolute percentage error, as a ratio.
 *
 * l = |x − t|/m, m = max(|t|, ε), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)/m, and 0 at the kink x = t.  ∂²l/∂x² = 0.
 *
 * See loss_mape_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements
 *   epsilon       ε: finite, above 0; 0: 1e-7
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result mape(input<float> pred, input<float> target, double epsilon, span<float> grad = {},
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
        code = loss_mape_f32(pred.data(), target.data(), pred.size(), epsilon, detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean absolute percentage error, as a ratio, double precision.
 */
inline result mape(input<double> pred, input<double> target, double epsilon, span<double> grad = {},
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
        code = loss_mape_f64(pred.data(), target.data(), pred.size(), epsilon, detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared logarithmic error.
 *
 * l = D², D = log((1 + x)/(1 + t)), value = Σ w·l / Σ w.  ∂l/∂x = 2D/(1 + x),  ∂²l/∂x² = 2(1 − D)/(1 + x)².
 *
 * See loss_msle_f32; n is pred.size().
 *
 * Arguments:
 *   pred, target  input, n elements, above 0: any number above −1 is allowed
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; empty: not wanted
 *   options       absent: defaults
 */
inline result msle(input<float> pred, input<float> target, span<float> grad = {},
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
        code = loss_msle_f32(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Mean squared logarithmic error, double precision.
 */
inline result msle(input<double> pred, input<double> target, span<double> grad = {},
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
        code = loss_msle_f64(pred.data(), target.data(), pred.size(), detail::c_options(options).get(), &value,
                             detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Poisson distribution, by the logarithm of its rate.
 *
 * l = e^x − t·x.  ∂l/∂x = e^x − t,  ∂²l/∂x² = e^x.
 *
 * See loss_poisson_nll_log_f32; n is log_rate.size().
 *
 * Arguments:
 *   log_rate  input, n elements
 *   target    input, n elements, above 0: 0 is allowed too
 *   grad      output, in the layout of log_rate: dvalue/dlog_rate; may be log_rate; empty: not wanted
 *   options   absent: defaults
 */
inline result poisson_nll_log(input<float> log_rate, input<float> target, span<float> grad = {},
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), log_rate.size());
    lengths.of_options(options, log_rate.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_rate.size());
    lengths.of_optional("grad", grad.size(), log_rate.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poisson_nll_log_f32(log_rate.data(), target.data(), log_rate.size(),
                                        detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Poisson distribution, by the logarithm of its rate, double precision.
 */
inline result poisson_nll_log(input<double> log_rate, input<double> target, span<double> grad = {},
                              const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), log_rate.size());
    lengths.of_options(options, log_rate.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_rate.size());
    lengths.of_optional("grad", grad.size(), log_rate.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poisson_nll_log_f64(log_rate.data(), target.data(), log_rate.size(),
                                        detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Poisson distribution.
 *
 * l = x − t·log(x + ε).  ∂l/∂x = 1 − t/(x + ε),  ∂²l/∂x² = t/(x + ε)².
 *
 * See loss_poisson_nll_f32; n is rate.size().
 *
 * Arguments:
 *   rate, target  input, n elements, above 0: 0 is allowed too
 *   epsilon       ε: finite, above 0; 0: 1e-8
 *   grad          output, in the layout of rate: dvalue/drate; may be rate; empty: not wanted
 *   options       absent: defaults
 */
inline result poisson_nll(input<float> rate, input<float> target, double epsilon, span<float> grad = {},
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), rate.size());
    lengths.of_options(options, rate.size());
    lengths.of_optional("options.hessian", options.hessian.size(), rate.size());
    lengths.of_optional("grad", grad.size(), rate.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poisson_nll_f32(rate.data(), target.data(), rate.size(), epsilon, detail::c_options(options).get(),
                                    &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Poisson distribution, double precision.
 */
inline result poisson_nll(input<double> rate, input<double> target, double epsilon, span<double> grad = {},
                          const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), rate.size());
    lengths.of_options(options, rate.size());
    lengths.of_optional("options.hessian", options.hessian.size(), rate.size());
    lengths.of_optional("grad", grad.size(), rate.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_poisson_nll_f64(rate.data(), target.data(), rate.size(), epsilon, detail::c_options(options).get(),
                                    &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Deviance of a gamma distribution, by the logarithm of its mean.
 *
 * l = e^u − 1 − u, u = log t − x.  ∂l/∂x = 1 − e^u,  ∂²l/∂x² = e^u.
 *
 * See loss_gamma_deviance_log_f32; n is log_mean.size().
 *
 * Arguments:
 *   log_mean  input, n elements
 *   target    input, n elements, above 0
 *   grad      output, in the layout of log_mean: dvalue/dlog_mean; may be log_mean; empty: not wanted
 *   options   absent: defaults
 */
inline result gamma_deviance_log(input<float> log_mean, input<float> target, span<float> grad = {},
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), log_mean.size());
    lengths.of_options(options, log_mean.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_mean.size());
    lengths.of_optional("grad", grad.size(), log_mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gamma_deviance_log_f32(log_mean.data(), target.data(), log_mean.size(),
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Deviance of a gamma distribution, by the logarithm of its mean, double precision.
 */
inline result gamma_deviance_log(input<double> log_mean, input<double> target, span<double> grad = {},
                                 const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), log_mean.size());
    lengths.of_options(options, log_mean.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_mean.size());
    lengths.of_optional("grad", grad.size(), log_mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gamma_deviance_log_f64(log_mean.data(), target.data(), log_mean.size(),
                                           detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Deviance of a Tweedie distribution, by the logarithm of its mean.
 *
 * l = e^((2−p)x)·φ(u), u = log t − x.  ∂l/∂x = e^((2−p)x) − t·e^((1−p)x), ∂²l/∂x² = (2−p)·e^((2−p)x) + (p−1)·t·e^((1−p)x).
 * φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
 *
 * See loss_tweedie_deviance_log_f32; n is log_mean.size().
 *
 * Arguments:
 *   log_mean  input, n elements
 *   target    input, n elements, above 0: 0 is allowed too
 *   power     p: finite, at least 1; 0: 1.5
 *   grad      output, in the layout of log_mean: dvalue/dlog_mean; may be log_mean; empty: not wanted
 *   options   absent: defaults
 */
inline result tweedie_deviance_log(input<float> log_mean, input<float> target, double power, span<float> grad = {},
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), log_mean.size());
    lengths.of_options(options, log_mean.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_mean.size());
    lengths.of_optional("grad", grad.size(), log_mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_tweedie_deviance_log_f32(log_mean.data(), target.data(), log_mean.size(), power,
                                             detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Deviance of a Tweedie distribution, by the logarithm of its mean, double precision.
 */
inline result tweedie_deviance_log(input<double> log_mean, input<double> target, double power, span<double> grad = {},
                                   const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), log_mean.size());
    lengths.of_options(options, log_mean.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_mean.size());
    lengths.of_optional("grad", grad.size(), log_mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_tweedie_deviance_log_f64(log_mean.data(), target.data(), log_mean.size(), power,
                                             detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Deviance of a Tweedie distribution.
 *
 * l = x^(2−p)·φ(u), u = log(t/x).  ∂l/∂x = x^(−p)·(x − t), ∂²l/∂x² = x^(−p)·((1−p) + p·t/x).
 * φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
 *
 * See loss_tweedie_deviance_f32; n is mean.size().
 *
 * Arguments:
 *   mean     input, n elements, above 0
 *   target   input, n elements, above 0: 0 is allowed too
 *   power    p: finite, at least 1; 0: 1.5
 *   grad     output, in the layout of mean: dvalue/dmean; may be mean; empty: not wanted
 *   options  absent: defaults
 */
inline result tweedie_deviance(input<float> mean, input<float> target, double power, span<float> grad = {},
                               const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), mean.size());
    lengths.of_options(options, mean.size());
    lengths.of_optional("options.hessian", options.hessian.size(), mean.size());
    lengths.of_optional("grad", grad.size(), mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_tweedie_deviance_f32(mean.data(), target.data(), mean.size(), power,
                                         detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Deviance of a Tweedie distribution, double precision.
 */
inline result tweedie_deviance(input<double> mean, input<double> target, double power, span<double> grad = {},
                               const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("target", target.size(), mean.size());
    lengths.of_options(options, mean.size());
    lengths.of_optional("options.hessian", options.hessian.size(), mean.size());
    lengths.of_optional("grad", grad.size(), mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_tweedie_deviance_f64(mean.data(), target.data(), mean.size(), power,
                                         detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Gaussian.
 *
 * l = v^β·½(log v + r²/v), r = mean − target, v = max(var, ε).
 * ∂l/∂mean = v^β·r/v,  ∂l/∂var = v^β·½(1 − r²/v)/v, where v^β is treated as a constant, also for var < ε.
 *
 * See loss_gaussian_nll_f32; n is mean.size().
 *
 * Arguments:
 *   mean       input, n elements
 *   var        input, n elements, above 0
 *   target     input, n elements
 *   beta       β: finite, not negative
 *   epsilon    ε: finite, above 0; 0: 1e-6
 *   grad_mean  output, in the layout of mean: dvalue/dmean; may be mean; empty: not wanted
 *   grad_var   output, in the layout of var: dvalue/dvar; may be var; empty: not wanted
 *   options    absent: defaults
 */
inline result gaussian_nll(input<float> mean, input<float> var, input<float> target, double beta, double epsilon,
                           span<float> grad_mean = {}, span<float> grad_var = {},
                           const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("var", var.size(), mean.size());
    lengths.of("target", target.size(), mean.size());
    lengths.of_options(options, mean.size());
    lengths.of_optional("grad_mean", grad_mean.size(), mean.size());
    lengths.of_optional("grad_var", grad_var.size(), mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gaussian_nll_f32(mean.data(), var.data(), target.data(), mean.size(), beta, epsilon,
                                     detail::c_options(options).get(), &value, detail::or_null(grad_mean),
                                     detail::or_null(grad_var));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Gaussian, double precision.
 */
inline result gaussian_nll(input<double> mean, input<double> var, input<double> target, double beta, double epsilon,
                           span<double> grad_mean = {}, span<double> grad_var = {},
                           const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("var", var.size(), mean.size());
    lengths.of("target", target.size(), mean.size());
    lengths.of_options(options, mean.size());
    lengths.of_optional("grad_mean", grad_mean.size(), mean.size());
    lengths.of_optional("grad_var", grad_var.size(), mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gaussian_nll_f64(mean.data(), var.data(), target.data(), mean.size(), beta, epsilon,
                                     detail::c_options(options).get(), &value, detail::or_null(grad_mean),
                                     detail::or_null(grad_var));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Gaussian, by the logarithm of its variance.
 *
 * l = ½(s + r²·e^−s), r = mean − target, s = log_var.
 * ∂l/∂mean = r·e^−s,  ∂l/∂log_var = ½(1 − r²·e^−s).
 *
 * See loss_gaussian_nll_log_f32; n is mean.size().
 *
 * Arguments:
 *   mean, log_var, target  input, n elements
 *   grad_mean              output, in the layout of mean: dvalue/dmean; may be mean; empty: not wanted
 *   grad_log_var           output, in the layout of log_var: dvalue/dlog_var; may be log_var; empty: not wanted
 *   options                absent: defaults
 */
inline result gaussian_nll_log(input<float> mean, input<float> log_var, input<float> target, span<float> grad_mean = {},
                               span<float> grad_log_var = {},
                               const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_var", log_var.size(), mean.size());
    lengths.of("target", target.size(), mean.size());
    lengths.of_options(options, mean.size());
    lengths.of_optional("grad_mean", grad_mean.size(), mean.size());
    lengths.of_optional("grad_log_var", grad_log_var.size(), mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gaussian_nll_log_f32(mean.data(), log_var.data(), target.data(), mean.size(),
                                         detail::c_options(options).get(), &value, detail::or_null(grad_mean),
                                         detail::or_null(grad_log_var));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Gaussian, by the logarithm of its variance, double precision.
 */
inline result gaussian_nll_log(input<double> mean, input<double> log_var, input<double> target,
                               span<double> grad_mean = {}, span<double> grad_log_var = {},
                               const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_var", log_var.size(), mean.size());
    lengths.of("target", target.size(), mean.size());
    lengths.of_options(options, mean.size());
    lengths.of_optional("grad_mean", grad_mean.size(), mean.size());
    lengths.of_optional("grad_log_var", grad_log_var.size(), mean.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gaussian_nll_log_f64(mean.data(), log_var.data(), target.data(), mean.size(),
                                         detail::c_options(options).get(), &value, detail::or_null(grad_mean),
                                         detail::or_null(grad_log_var));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Laplace distribution.
 *
 * l = log b + |r|/b, r = loc − target, b = max(scale, ε).
 * ∂l/∂loc = sign(r)/b, and 0 at r = 0,  ∂l/∂scale = (1 − |r|/b)/b, also for scale < ε.
 *
 * See loss_laplace_nll_f32; n is loc.size().
 *
 * Arguments:
 *   loc         input, n elements
 *   scale       input, n elements, above 0
 *   target      input, n elements
 *   epsilon     ε: finite, above 0; 0: 1e-6
 *   grad_loc    output, in the layout of loc: dvalue/dloc; may be loc; empty: not wanted
 *   grad_scale  output, in the layout of scale: dvalue/dscale; may be scale; empty: not wanted
 *   options     absent: defaults
 */
inline result laplace_nll(input<float> loc, input<float> scale, input<float> target, double epsilon,
                          span<float> grad_loc = {}, span<float> grad_scale = {},
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("scale", scale.size(), loc.size());
    lengths.of("target", target.size(), loc.size());
    lengths.of_options(options, loc.size());
    lengths.of_optional("grad_loc", grad_loc.size(), loc.size());
    lengths.of_optional("grad_scale", grad_scale.size(), loc.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_laplace_nll_f32(loc.data(), scale.data(), target.data(), loc.size(), epsilon,
                                    detail::c_options(options).get(), &value, detail::or_null(grad_loc),
                                    detail::or_null(grad_scale));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Laplace distribution, double precision.
 */
inline result laplace_nll(input<double> loc, input<double> scale, input<double> target, double epsilon,
                          span<double> grad_loc = {}, span<double> grad_scale = {},
                          const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("scale", scale.size(), loc.size());
    lengths.of("target", target.size(), loc.size());
    lengths.of_options(options, loc.size());
    lengths.of_optional("grad_loc", grad_loc.size(), loc.size());
    lengths.of_optional("grad_scale", grad_scale.size(), loc.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_laplace_nll_f64(loc.data(), scale.data(), target.data(), loc.size(), epsilon,
                                    detail::c_options(options).get(), &value, detail::or_null(grad_loc),
                                    detail::or_null(grad_scale));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Laplace distribution, by the logarithm of its scale.
 *
 * l = s + |r|·e^−s, r = loc − target, s = log_scale.
 * ∂l/∂loc = sign(r)·e^−s, and 0 at r = 0,  ∂l/∂log_scale = 1 − |r|·e^−s.
 *
 * See loss_laplace_nll_log_f32; n is loc.size().
 *
 * Arguments:
 *   loc, log_scale, target  input, n elements
 *   grad_loc                output, in the layout of loc: dvalue/dloc; may be loc; empty: not wanted
 *   grad_log_scale          output, in the layout of log_scale: dvalue/dlog_scale; may be log_scale; empty: not wanted
 *   options                 absent: defaults
 */
inline result laplace_nll_log(input<float> loc, input<float> log_scale, input<float> target, span<float> grad_loc = {},
                              span<float> grad_log_scale = {},
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_scale", log_scale.size(), loc.size());
    lengths.of("target", target.size(), loc.size());
    lengths.of_options(options, loc.size());
    lengths.of_optional("grad_loc", grad_loc.size(), loc.size());
    lengths.of_optional("grad_log_scale", grad_log_scale.size(), loc.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_laplace_nll_log_f32(loc.data(), log_scale.data(), target.data(), loc.size(),
                                        detail::c_options(options).get(), &value, detail::or_null(grad_loc),
                                        detail::or_null(grad_log_scale));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of a Laplace distribution, by the logarithm of its scale, double precision.
 */
inline result laplace_nll_log(input<double> loc, input<double> log_scale, input<double> target,
                              span<double> grad_loc = {}, span<double> grad_log_scale = {},
                              const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("log_scale", log_scale.size(), loc.size());
    lengths.of("target", target.size(), loc.size());
    lengths.of_options(options, loc.size());
    lengths.of_optional("grad_loc", grad_loc.size(), loc.size());
    lengths.of_optional("grad_log_scale", grad_log_scale.size(), loc.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_laplace_nll_log_f64(loc.data(), log_scale.data(), target.data(), loc.size(),
                                        detail::c_options(options).get(), &value, detail::or_null(grad_loc),
                                        detail::or_null(grad_log_scale));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of Student's t-distribution.
 *
 * l = log b + ½(ν + 1)·log(1 + k²/ν), k = (loc − target)/b, b = max(scale, ε).
 * ∂l/∂loc = (ν + 1)·k/(ν + k²)/b,  ∂l/∂scale = ν·(1 − k²)/(ν + k²)/b, also for scale < ε.
 *
 * See loss_student_t_nll_f32; n is loc.size().
 *
 * Arguments:
 *   loc         input, n elements
 *   scale       input, n elements, above 0
 *   target      input, n elements
 *   df          ν: finite, above 0
 *   epsilon     ε: finite, above 0; 0: 1e-6
 *   grad_loc    output, in the layout of loc: dvalue/dloc; may be loc; empty: not wanted
 *   grad_scale  output, in the layout of scale: dvalue/dscale; may be scale; empty: not wanted
 *   options     absent: defaults
 */
inline result student_t_nll(input<float> loc, input<float> scale, input<float> target, double df, double epsilon,
                            span<float> grad_loc = {}, span<float> grad_scale = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("scale", scale.size(), loc.size());
    lengths.of("target", target.size(), loc.size());
    lengths.of_options(options, loc.size());
    lengths.of_optional("grad_loc", grad_loc.size(), loc.size());
    lengths.of_optional("grad_scale", grad_scale.size(), loc.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_student_t_nll_f32(loc.data(), scale.data(), target.data(), loc.size(), df, epsilon,
                                      detail::c_options(options).get(), &value, detail::or_null(grad_loc),
                                      detail::or_null(grad_scale));
    return internal::finish(code, lengths, value);
}

/**
 * Negative log-likelihood of Student's t-distribution, double precision.
 */
inline result student_t_nll(input<double> loc, input<double> scale, input<double> target, double df, double epsilon,
                            span<double> grad_loc = {}, span<double> grad_scale = {},
                            const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("scale", scale.size(), loc.size());
    lengths.of("target", target.size(), loc.size());
    lengths.of_options(options, loc.size());
    lengths.of_optional("grad_loc", grad_loc.size(), loc.size());
    lengths.of_optional("grad_scale", grad_scale.size(), loc.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_student_t_nll_f64(loc.data(), scale.data(), target.data(), loc.size(), df, epsilon,
                                      detail::c_options(options).get(), &value, detail::or_null(grad_loc),
                                      detail::or_null(grad_scale));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
