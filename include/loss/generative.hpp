/**
 * @file generative.hpp
 * Generative models, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_GENERATIVE_HPP
#define LOSS_GENERATIVE_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

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
 * Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own.
 *
 * l = Σ_j max(½(e^u_j − 1 − u_j) + ½(μ_j − m_j)²·e^−v_j, λ),  u = s − v.  Without λ it is KL(N(μ, e^s) ‖ N(m, e^v)).
 * ∂l/∂μ = (μ − m)·e^−v,  ∂l/∂s = ½(e^u − 1); both are 0 where the term is at most λ > 0.
 *
 * See loss_gaussian_kl_f32.
 *
 * Arguments:
 *   mu, log_var    input, (rows, dim)
 *   rows, dim      sizes; 0 is allowed
 *   free_bits      λ: finite, not negative
 *   prior_mu       input, (rows, dim): m; empty: 0
 *   prior_log_var  input, (rows, dim): v; empty: 0
 *   grad_mu        output, in the layout of mu: dvalue/dmu; may be mu; empty: not wanted
 *   grad_log_var   output, in the layout of log_var: dvalue/dlog_var; may be log_var; empty: not wanted
 *   options        absent: defaults
 */
inline result gaussian_kl(input<float> mu, input<float> log_var, std::size_t rows, std::size_t dim, double free_bits,
                          input<float> prior_mu = {}, input<float> prior_log_var = {}, span<float> grad_mu = {},
                          span<float> grad_log_var = {},
                          const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("mu", mu.size(), detail::product(rows, dim));
    lengths.of("log_var", log_var.size(), detail::product(rows, dim));
    lengths.of_optional("prior_mu", prior_mu.size(), detail::product(rows, dim));
    lengths.of_optional("prior_log_var", prior_log_var.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_mu", grad_mu.size(), detail::product(rows, dim));
    lengths.of_optional("grad_log_var", grad_log_var.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gaussian_kl_f32(mu.data(), log_var.data(), detail::or_null(prior_mu),
                                    detail::or_null(prior_log_var), rows, dim, free_bits,
                                    detail::c_options(options).get(), &value, detail::or_null(grad_mu),
                                    detail::or_null(grad_log_var));
    return internal::finish(code, lengths, value);
}

/**
 * Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own, double precision.
 */
inline result gaussian_kl(input<double> mu, input<double> log_var, std::size_t rows, std::size_t dim, double free_bits,
                          input<double> prior_mu = {}, input<double> prior_log_var = {}, span<double> grad_mu = {},
                          span<double> grad_log_var = {},
                          const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("mu", mu.size(), detail::product(rows, dim));
    lengths.of("log_var", log_var.size(), detail::product(rows, dim));
    lengths.of_optional("prior_mu", prior_mu.size(), detail::product(rows, dim));
    lengths.of_optional("prior_log_var", prior_log_var.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_mu", grad_mu.size(), detail::product(rows, dim));
    lengths.of_optional("grad_log_var", grad_log_var.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_gaussian_kl_f64(mu.data(), log_var.data(), detail::or_null(prior_mu),
                                    detail::or_null(prior_log_var), rows, dim, free_bits,
                                    detail::c_options(options).get(), &value, detail::or_null(grad_mu),
                                    detail::or_null(grad_log_var));
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

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
