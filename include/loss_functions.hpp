/**
 * @file loss_functions.hpp
 * The losses for C++: included by loss.hpp, which says how they are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_FUNCTIONS_HPP
#define LOSS_FUNCTIONS_HPP

#ifndef LOSS_HPP_WAY
#error "include loss.hpp"
#endif

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
 * ∂l/∂loc = (ν + 1)·k/(ν + k²)/b,  ∂l/∂scale = (1 − (ν + 1)·k²/(ν + k²))/b, also for scale < ε.
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
 *   logits                  input, (rows, classes), or as row_stride and inner of class_options say
 *   target                  input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes           sizes; 0 is allowed
 *   grad                    output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options, options  absent: defaults
 */
inline result cross_entropy(input<float> logits, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                            span<float> grad = {},
                            const loss::class_options<float> &class_options = class_defaults<float>,
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of("target", target.size(), rows);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_f32(logits.data(), target.data(), rows, classes,
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
    lengths.of("target", target.size(), rows);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_f64(logits.data(), target.data(), rows, classes,
                                      detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                      &value, detail::or_null(grad));
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
 *   logits                  input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob             input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes           sizes; 0 is allowed
 *   grad                    output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options, options  absent: defaults
 */
inline result cross_entropy_soft(input<float> logits, input<float> target_prob, std::size_t rows, std::size_t classes,
                                 span<float> grad = {},
                                 const loss::class_options<float> &class_options = class_defaults<float>,
                                 const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), rows, classes, class_options);
    lengths.of_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
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
    lengths.of_matrix("target_prob", target_prob.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cross_entropy_soft_f64(logits.data(), target_prob.data(), rows, classes,
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
 * Negative log-likelihood of log-probabilities with class indices.
 *
 * l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.
 *
 * See loss_nll_f32.
 *
 * Arguments:
 *   log_prob                input, (rows, classes), logarithms of probabilities, or as row_stride and inner of class_options say
 *   target                  input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes           sizes; 0 is allowed
 *   grad                    output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; empty: not wanted
 *   class_options, options  absent: defaults
 */
inline result nll(input<float> log_prob, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                  span<float> grad = {}, const loss::class_options<float> &class_options = class_defaults<float>,
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("log_prob", log_prob.size(), rows, classes, class_options);
    lengths.of("target", target.size(), rows);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_f32(log_prob.data(), target.data(), rows, classes, detail::c_class_options(class_options).get(),
                            detail::c_options(options).get(), &value, detail::or_null(grad));
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
    lengths.of("target", target.size(), rows);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_nll_f64(log_prob.data(), target.data(), rows, classes, detail::c_class_options(class_options).get(),
                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Softmax.
 *
 * out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature and softcap.
 *
 * See loss_softmax_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   out            output, in the input's layout; may be the input
 *   class_options  temperature, softcap, row_stride, inner, lse, entropy, argmax; options of targets are refused; absent: defaults
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
 * Logarithm of softmax.
 *
 * out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature and softcap.
 *
 * See loss_log_softmax_f32.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   out            output, in the input's layout; may be the input
 *   class_options  temperature, softcap, row_stride, inner, lse, entropy, argmax; options of targets are refused; absent: defaults
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
 *   class_options                   temperature, softcap, row_stride, inner, lse, entropy, argmax; all others are refused; absent: defaults
 *   options                         absent: defaults
 */
inline result js_div(input<float> student_logits, input<float> teacher_logits, std::size_t rows, std::size_t classes,
                     double beta, span<float> grad = {},
                     const loss::class_options<float> &class_options = class_defaults<float>,
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
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
    lengths.of_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_js_div_f64(student_logits.data(), teacher_logits.data(), rows, classes, beta,
                               detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                               detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Causal language modelling: softmax cross-entropy with the next token.
 *
 * l_(b,t) = cross-entropy of logits (b, t) with tokens (b, t + 1), for t < seq_len − 1.
 * ∂l/∂z as in loss_cross_entropy; 0 at the last position of each sequence.
 *
 * See loss_causal_lm_f32.
 *
 * Arguments:
 *   logits                  input, (batch, seq_len, vocab), or as row_stride and inner of class_options say
 *   tokens                  input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore; those of masked positions are not looked at
 *   batch                   sizes; 0 is allowed
 *   seq_len                 sizes; 0 is allowed, and 1 leaves nothing to predict
 *   vocab                   sizes; 0 is allowed
 *   grad                    output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options, options  absent: defaults
 */
inline result causal_lm(input<float> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, span<float> grad = {},
                        const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of("tokens", tokens.size(), detail::product(batch, seq_len));
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(), detail::product(batch, seq_len), vocab, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_f32(logits.data(), tokens.data(), batch, seq_len, vocab,
                                  detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Causal language modelling: softmax cross-entropy with the next token, double precision.
 */
inline result causal_lm(input<double> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, span<double> grad = {},
                        const loss::class_options<double> &class_options = class_defaults<double>,
                        const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of("tokens", tokens.size(), detail::product(batch, seq_len));
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(), detail::product(batch, seq_len), vocab, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_f64(logits.data(), tokens.data(), batch, seq_len, vocab,
                                  detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Knowledge distillation: the divergence of a student from its teacher.
 *
 * l = T²·Σ_c a_c·(log q_c − log p_c) + W·ζ·lse²,  p = softmax(student/T), q = softmax(teacher/T).
 * ∂l/∂x_c = T·(A·p_c − a_c) + 2Wζ·lse·p_c/T,  A = Σ a_c.
 * ∂²l/∂x_c² = (A + 2Wζ·lse/T²)·p(1 − p) + 2Wζ·p²/T².
 *
 * See loss_distillation_f32.
 *
 * Arguments:
 *   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes                   sizes; 0 is allowed
 *   temperature                     T: finite, above 0
 *   grad                            output, in the layout of student_logits: dvalue/dstudent_logits; may be student_logits; empty: not wanted
 *   class_options                   all except temperature and ignore_index, which are refused; absent: defaults
 *   options                         absent: defaults
 */
inline result distillation(input<float> student_logits, input<float> teacher_logits, std::size_t rows,
                           std::size_t classes, double temperature, span<float> grad = {},
                           const loss::class_options<float> &class_options = class_defaults<float>,
                           const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_distillation_f32(student_logits.data(), teacher_logits.data(), rows, classes, temperature,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Knowledge distillation: the divergence of a student from its teacher, double precision.
 */
inline result distillation(input<double> student_logits, input<double> teacher_logits, std::size_t rows,
                           std::size_t classes, double temperature, span<double> grad = {},
                           const loss::class_options<double> &class_options = class_defaults<double>,
                           const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("student_logits", student_logits.size(), rows, classes, class_options);
    lengths.of_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_distillation_f64(student_logits.data(), teacher_logits.data(), rows, classes, temperature,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Triplet loss: the distance to a sample alike is less than to one that is not, by a margin.
 *
 * l = max(0, m + D(a, p) − D(a, n)), D(x, y) = ‖x − y + ε‖_p over a row.  With δ = x − y + ε,
 * ∂D/∂x = sign(δ)·(|δ|/D)^(p − 1) = −∂D/∂y. The derivatives are 0 at the kink l = 0 as well.
 *
 * See loss_triplet_f32.
 *
 * Arguments:
 *   anchor, positive, negative  input, (rows, dim)
 *   rows, dim                   sizes; 0 is allowed
 *   margin                      m: finite, above 0; 0: 1
 *   p                           of the norm: at least 1, or INFINITY; 0: 2
 *   epsilon                     ε: finite, not negative
 *   grad_anchor                 output, in the layout of anchor: dvalue/danchor; may be anchor; empty: not wanted
 *   grad_positive               output, in the layout of positive: dvalue/dpositive; may be positive; empty: not wanted
 *   grad_negative               output, in the layout of negative: dvalue/dnegative; may be negative; empty: not wanted
 *   options                     absent: defaults
 */
inline result triplet(input<float> anchor, input<float> positive, input<float> negative, std::size_t rows,
                      std::size_t dim, double margin, double p, double epsilon, span<float> grad_anchor = {},
                      span<float> grad_positive = {}, span<float> grad_negative = {},
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("anchor", anchor.size(), detail::product(rows, dim));
    lengths.of("positive", positive.size(), detail::product(rows, dim));
    lengths.of("negative", negative.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_anchor", grad_anchor.size(), detail::product(rows, dim));
    lengths.of_optional("grad_positive", grad_positive.size(), detail::product(rows, dim));
    lengths.of_optional("grad_negative", grad_negative.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_triplet_f32(anchor.data(), positive.data(), negative.data(), rows, dim, margin, p, epsilon,
                                detail::c_options(options).get(), &value, detail::or_null(grad_anchor),
                                detail::or_null(grad_positive), detail::or_null(grad_negative));
    return internal::finish(code, lengths, value);
}

/**
 * Triplet loss: the distance to a sample alike is less than to one that is not, by a margin, double precision.
 */
inline result triplet(input<double> anchor, input<double> positive, input<double> negative, std::size_t rows,
                      std::size_t dim, double margin, double p, double epsilon, span<double> grad_anchor = {},
                      span<double> grad_positive = {}, span<double> grad_negative = {},
                      const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("anchor", anchor.size(), detail::product(rows, dim));
    lengths.of("positive", positive.size(), detail::product(rows, dim));
    lengths.of("negative", negative.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_anchor", grad_anchor.size(), detail::product(rows, dim));
    lengths.of_optional("grad_positive", grad_positive.size(), detail::product(rows, dim));
    lengths.of_optional("grad_negative", grad_negative.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_triplet_f64(anchor.data(), positive.data(), negative.data(), rows, dim, margin, p, epsilon,
                                detail::c_options(options).get(), &value, detail::or_null(grad_anchor),
                                detail::or_null(grad_positive), detail::or_null(grad_negative));
    return internal::finish(code, lengths, value);
}

/**
 * Cosine embedding loss: pairs that are alike point in one direction, others do not.
 *
 * l = 1 − cos(x, y) for t = 1, max(0, cos(x, y) − m) for t = −1, cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
 * ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink cos = m as well.
 *
 * See loss_cosine_embedding_f32.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   target          input, rows elements, −1 or 1
 *   rows, dim       sizes; 0 is allowed
 *   margin          m: in [-1, 1]
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; empty: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; empty: not wanted
 *   options         absent: defaults
 */
inline result cosine_embedding(input<float> input1, input<float> input2, input<float> target, std::size_t rows,
                               std::size_t dim, double margin, span<float> grad_input1 = {},
                               span<float> grad_input2 = {},
                               const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("input1", input1.size(), detail::product(rows, dim));
    lengths.of("input2", input2.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), rows);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_input1", grad_input1.size(), detail::product(rows, dim));
    lengths.of_optional("grad_input2", grad_input2.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosine_embedding_f32(input1.data(), input2.data(), target.data(), rows, dim, margin,
                                         detail::c_options(options).get(), &value, detail::or_null(grad_input1),
                                         detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Cosine embedding loss: pairs that are alike point in one direction, others do not, double precision.
 */
inline result cosine_embedding(input<double> input1, input<double> input2, input<double> target, std::size_t rows,
                               std::size_t dim, double margin, span<double> grad_input1 = {},
                               span<double> grad_input2 = {},
                               const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("input1", input1.size(), detail::product(rows, dim));
    lengths.of("input2", input2.size(), detail::product(rows, dim));
    lengths.of("target", target.size(), rows);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_input1", grad_input1.size(), detail::product(rows, dim));
    lengths.of_optional("grad_input2", grad_input2.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosine_embedding_f64(input1.data(), input2.data(), target.data(), rows, dim, margin,
                                         detail::c_options(options).get(), &value, detail::or_null(grad_input1),
                                         detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Margin ranking loss.
 *
 * l = max(0, m − t·(first − second)).
 * ∂l/∂first = −t where m − t·(first − second) > 0, else 0, at the kink as well,  ∂l/∂second = −∂l/∂first.
 *
 * See loss_margin_ranking_f32; n is first.size().
 *
 * Arguments:
 *   first, second  input, n elements
 *   target         input, n elements, −1 or 1
 *   margin         m: finite
 *   grad_first     output, in the layout of first: dvalue/dfirst; may be first; empty: not wanted
 *   grad_second    output, in the layout of second: dvalue/dsecond; may be second; empty: not wanted
 *   options        absent: defaults
 */
inline result margin_ranking(input<float> first, input<float> second, input<float> target, double margin,
                             span<float> grad_first = {}, span<float> grad_second = {},
                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("second", second.size(), first.size());
    lengths.of("target", target.size(), first.size());
    lengths.of_options(options, first.size());
    lengths.of_optional("grad_first", grad_first.size(), first.size());
    lengths.of_optional("grad_second", grad_second.size(), first.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_margin_ranking_f32(first.data(), second.data(), target.data(), first.size(), margin,
                                       detail::c_options(options).get(), &value, detail::or_null(grad_first),
                                       detail::or_null(grad_second));
    return internal::finish(code, lengths, value);
}

/**
 * Margin ranking loss, double precision.
 */
inline result margin_ranking(input<double> first, input<double> second, input<double> target, double margin,
                             span<double> grad_first = {}, span<double> grad_second = {},
                             const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("second", second.size(), first.size());
    lengths.of("target", target.size(), first.size());
    lengths.of_options(options, first.size());
    lengths.of_optional("grad_first", grad_first.size(), first.size());
    lengths.of_optional("grad_second", grad_second.size(), first.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_margin_ranking_f64(first.data(), second.data(), target.data(), first.size(), margin,
                                       detail::c_options(options).get(), &value, detail::or_null(grad_first),
                                       detail::or_null(grad_second));
    return internal::finish(code, lengths, value);
}

/**
 * Logistic loss of pairs.
 *
 * l = softplus(−t·(first − second)), softplus(x) = log(1 + e^x).
 * ∂l/∂first = −t·σ(−t·(first − second)),  ∂l/∂second = −∂l/∂first.
 *
 * See loss_pair_logistic_f32; n is first.size().
 *
 * Arguments:
 *   first, second  input, n elements
 *   target         input, n elements, −1 or 1
 *   grad_first     output, in the layout of first: dvalue/dfirst; may be first; empty: not wanted
 *   grad_second    output, in the layout of second: dvalue/dsecond; may be second; empty: not wanted
 *   options        absent: defaults
 */
inline result pair_logistic(input<float> first, input<float> second, input<float> target, span<float> grad_first = {},
                            span<float> grad_second = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("second", second.size(), first.size());
    lengths.of("target", target.size(), first.size());
    lengths.of_options(options, first.size());
    lengths.of_optional("grad_first", grad_first.size(), first.size());
    lengths.of_optional("grad_second", grad_second.size(), first.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_pair_logistic_f32(first.data(), second.data(), target.data(), first.size(),
                                      detail::c_options(options).get(), &value, detail::or_null(grad_first),
                                      detail::or_null(grad_second));
    return internal::finish(code, lengths, value);
}

/**
 * Logistic loss of pairs, double precision.
 */
inline result pair_logistic(input<double> first, input<double> second, input<double> target,
                            span<double> grad_first = {}, span<double> grad_second = {},
                            const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("second", second.size(), first.size());
    lengths.of("target", target.size(), first.size());
    lengths.of_options(options, first.size());
    lengths.of_optional("grad_first", grad_first.size(), first.size());
    lengths.of_optional("grad_second", grad_second.size(), first.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_pair_logistic_f64(first.data(), second.data(), target.data(), first.size(),
                                      detail::c_options(options).get(), &value, detail::or_null(grad_first),
                                      detail::or_null(grad_second));
    return internal::finish(code, lengths, value);
}

/**
 * Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE.
 *
 * l = ½·Σ_j (μ_j² + e^s_j − 1 − s_j) over a row = KL(N(μ, e^s) ‖ N(0, 1)).
 * ∂l/∂μ = μ,  ∂l/∂s = ½·(e^s − 1).
 *
 * See loss_vae_kl_f32.
 *
 * Arguments:
 *   mu, log_var   input, (rows, dim)
 *   rows, dim     sizes; 0 is allowed
 *   grad_mu       output, in the layout of mu: dvalue/dmu; may be mu; empty: not wanted
 *   grad_log_var  output, in the layout of log_var: dvalue/dlog_var; may be log_var; empty: not wanted
 *   options       absent: defaults
 */
inline result vae_kl(input<float> mu, input<float> log_var, std::size_t rows, std::size_t dim, span<float> grad_mu = {},
                     span<float> grad_log_var = {},
                     const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("mu", mu.size(), detail::product(rows, dim));
    lengths.of("log_var", log_var.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_mu", grad_mu.size(), detail::product(rows, dim));
    lengths.of_optional("grad_log_var", grad_log_var.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_vae_kl_f32(mu.data(), log_var.data(), rows, dim, detail::c_options(options).get(), &value,
                               detail::or_null(grad_mu), detail::or_null(grad_log_var));
    return internal::finish(code, lengths, value);
}

/**
 * Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE, double precision.
 */
inline result vae_kl(input<double> mu, input<double> log_var, std::size_t rows, std::size_t dim,
                     span<double> grad_mu = {}, span<double> grad_log_var = {},
                     const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("mu", mu.size(), detail::product(rows, dim));
    lengths.of("log_var", log_var.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_mu", grad_mu.size(), detail::product(rows, dim));
    lengths.of_optional("grad_log_var", grad_log_var.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_vae_kl_f64(mu.data(), log_var.data(), rows, dim, detail::c_options(options).get(), &value,
                               detail::or_null(grad_mu), detail::or_null(grad_log_var));
    return internal::finish(code, lengths, value);
}

/**
 * Objective of the discriminator (critic) of a GAN.
 *
 * value = mean over the real batch of f(r) + mean over the fake batch of g(x), r and x logits or scores.
 * LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING: f = −log σ(r) = softplus(−r),  g = −log(1 − σ(x)) = softplus(x).
 * LOSS_GAN_LEAST_SQUARES: f = ½(r − 1)²,  g = ½x².
 * LOSS_GAN_HINGE: f = max(0, 1 − r),  g = max(0, 1 + x), derivative 0 at the kink.
 * LOSS_GAN_WASSERSTEIN: f = −r,  g = x.
 * ∂value/∂r = f′(r)/n_real,  ∂value/∂x = g′(x)/n_fake.
 *
 * See loss_gan_discriminator_f32; n_real is real_logits.size(), n_fake is fake_logits.size().
 *
 * Arguments:
 *   kind         one of the constants LOSS_GAN_…, see above
 *   real_logits  input, n_real elements: logits or scores of real samples
 *   fake_logits  input, n_fake elements: logits or scores of generated samples
 *   grad_real    output, in the layout of real_logits: dvalue/dreal_logits; may be real_logits; empty: not wanted
 *   grad_fake    output, in the layout of fake_logits: dvalue/dfake_logits; may be fake_logits; empty: not wanted
 *   options      absent: defaults
 */
inline result gan_discriminator(std::uint32_t kind, input<float> real_logits, input<float> fake_logits,
                                span<float> grad_real = {}, span<float> grad_fake = {},
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, real_logits.size() + fake_logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), real_logits.size() + fake_logits.size());
    lengths.of_optional("grad_real", grad_real.size(), real_logits.size());
    lengths.of_optional("grad_fake", grad_fake.size(), fake_logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gan_discriminator_f32(kind, real_logits.data(), real_logits.size(), fake_logits.data(),
                                          fake_logits.size(), detail::c_options(options).get(), &value,
                                          detail::or_null(grad_real), detail::or_null(grad_fake));
    return internal::finish(code, lengths, value);
}

/**
 * Objective of the discriminator (critic) of a GAN, double precision.
 */
inline result gan_discriminator(std::uint32_t kind, input<double> real_logits, input<double> fake_logits,
                                span<double> grad_real = {}, span<double> grad_fake = {},
                                const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, real_logits.size() + fake_logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), real_logits.size() + fake_logits.size());
    lengths.of_optional("grad_real", grad_real.size(), real_logits.size());
    lengths.of_optional("grad_fake", grad_fake.size(), fake_logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gan_discriminator_f64(kind, real_logits.data(), real_logits.size(), fake_logits.data(),
                                          fake_logits.size(), detail::c_options(options).get(), &value,
                                          detail::or_null(grad_real), detail::or_null(grad_fake));
    return internal::finish(code, lengths, value);
}

/**
 * Objective of the generator of a GAN.
 *
 * value = mean over the fake batch of g(x), x the discriminator's logits or scores.
 * LOSS_GAN_MINIMAX: g = log(1 − σ(x)) = −softplus(x).  LOSS_GAN_NON_SATURATING: g = −log σ(x) = softplus(−x).
 * LOSS_GAN_LEAST_SQUARES: g = ½(x − 1)².  LOSS_GAN_HINGE, LOSS_GAN_WASSERSTEIN: g = −x.
 * ∂value/∂x = g′(x)/n_fake.
 *
 * See loss_gan_generator_f32; n_fake is fake_logits.size().
 *
 * Arguments:
 *   kind         one of the constants LOSS_GAN_…, see above
 *   fake_logits  input, n_fake elements: logits or scores of generated samples
 *   grad_fake    output, in the layout of fake_logits: dvalue/dfake_logits; may be fake_logits; empty: not wanted
 *   options      absent: defaults
 */
inline result gan_generator(std::uint32_t kind, input<float> fake_logits, span<float> grad_fake = {},
                            const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, fake_logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), fake_logits.size());
    lengths.of_optional("grad_fake", grad_fake.size(), fake_logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gan_generator_f32(kind, fake_logits.data(), fake_logits.size(), detail::c_options(options).get(),
                                      &value, detail::or_null(grad_fake));
    return internal::finish(code, lengths, value);
}

/**
 * Objective of the generator of a GAN, double precision.
 */
inline result gan_generator(std::uint32_t kind, input<double> fake_logits, span<double> grad_fake = {},
                            const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_options(options, fake_logits.size());
    lengths.of_optional("options.hessian", options.hessian.size(), fake_logits.size());
    lengths.of_optional("grad_fake", grad_fake.size(), fake_logits.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gan_generator_f64(kind, fake_logits.data(), fake_logits.size(), detail::c_options(options).get(),
                                      &value, detail::or_null(grad_fake));
    return internal::finish(code, lengths, value);
}

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
 *   coefficients  input, n doubles: c; empty: 1; empty: not given
 *   d_values      output, in the layout of values: dtotal/dvalues; may be values; empty: not wanted
 *   d_log_vars    output, in the layout of log_vars: dtotal/dlog_vars; may be log_vars; empty: not wanted
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
