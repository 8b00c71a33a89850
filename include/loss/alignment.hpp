/**
 * @file alignment.hpp
 * Preferences, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_ALIGNMENT_HPP
#define LOSS_ALIGNMENT_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Losses of preferences: a chosen and a rejected answer per pair.
 *
 * l is a function of s_w = (chosen − ref_chosen)/chosen_length and s_l = (rejected − ref_rejected)/rejected_length.
 * With Δ = s_w − s_l, x_w = β·s_w, x_l = β·s_l, x = β·Δ − m and sp(x) = softplus(x) = log(1 + e^x):
 * LOSS_PREFERENCE_SIGMOID (DPO, CPO, SimPO): (1 − ε)·sp(−x) + ε·sp(x).
 * LOSS_PREFERENCE_HINGE (SLiC, RSO): max(0, 1 − x), derivative 0 at the kink.
 * LOSS_PREFERENCE_IPO: (Δ − 1/(2β))².
 * LOSS_PREFERENCE_EXO: σ(x)·(log σ(x) − log(1 − ε)) + σ(−x)·(log σ(−x) − log ε).
 * LOSS_PREFERENCE_NCA: sp(−x_w) + ½·sp(x_w) + ½·sp(x_l).
 * LOSS_PREFERENCE_ROBUST: ((1 − ε)·sp(−x) − ε·sp(x))/(1 − 2ε).
 * LOSS_PREFERENCE_BCO: sp(−x_w) + sp(x_l).
 * LOSS_PREFERENCE_SPPO: (s_w − 1/(2β))² + (s_l + 1/(2β))².
 * LOSS_PREFERENCE_APO_ZERO: σ(−x_w) + σ(x_l).
 * LOSS_PREFERENCE_APO_DOWN: σ(x_w) + σ(−x).
 * LOSS_PREFERENCE_DISCOPOP: (1 − p)·sp(−x) + p·e^(−x), p = σ(x/τ).
 * LOSS_PREFERENCE_ORPO: β·sp(−o), o = s_w − s_l − log(1 − e^s_w) + log(1 − e^s_l).
 *
 * See loss_preference_f32; pairs is chosen.size().
 *
 * Arguments:
 *   kind                            one of the constants LOSS_PREFERENCE_…, see above
 *   chosen, rejected                input, pairs elements, logarithms of probabilities
 *   beta                            β: finite, above 0; 0: 0.1
 *   label_smoothing                 ε, of some kinds, see above: in [0, 1)
 *   margin                          m, of some kinds, see above: finite
 *   tau                             τ, of one kind, see above: finite, not negative
 *   ref_chosen, ref_rejected        input, pairs elements, logarithms of probabilities: of the reference model, both or none; empty: 0
 *   chosen_length, rejected_length  input, pairs elements, above 0: both or none; empty: 1
 *   grad_chosen                     output, in the layout of chosen: dvalue/dchosen; may be chosen; empty: not wanted
 *   grad_rejected                   output, in the layout of rejected: dvalue/drejected; may be rejected; empty: not wanted
 *   options                         absent: defaults
 */
inline result preference(std::uint32_t kind, input<float> chosen, input<float> rejected, double beta,
                         double label_smoothing, double margin, double tau, input<float> ref_chosen = {},
                         input<float> ref_rejected = {}, input<float> chosen_length = {},
                         input<float> rejected_length = {}, span<float> grad_chosen = {},
                         span<float> grad_rejected = {},
                         const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("rejected", rejected.size(), chosen.size());
    lengths.of_optional("ref_chosen", ref_chosen.size(), chosen.size());
    lengths.of_optional("ref_rejected", ref_rejected.size(), chosen.size());
    lengths.of_optional("chosen_length", chosen_length.size(), chosen.size());
    lengths.of_optional("rejected_length", rejected_length.size(), chosen.size());
    lengths.of_options(options, chosen.size());
    lengths.of_optional("grad_chosen", grad_chosen.size(), chosen.size());
    lengths.of_optional("grad_rejected", grad_rejected.size(), chosen.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_preference_f32(kind, chosen.data(), rejected.data(), detail::or_null(ref_chosen),
                                   detail::or_null(ref_rejected), detail::or_null(chosen_length),
                                   detail::or_null(rejected_length), chosen.size(), beta, label_smoothing, margin, tau,
                                   detail::c_options(options).get(), &value, detail::or_null(grad_chosen),
                                   detail::or_null(grad_rejected));
    return internal::finish(code, lengths, value);
}

/**
 * Losses of preferences: a chosen and a rejected answer per pair, double precision.
 */
inline result preference(std::uint32_t kind, input<double> chosen, input<double> rejected, double beta,
                         double label_smoothing, double margin, double tau, input<double> ref_chosen = {},
                         input<double> ref_rejected = {}, input<double> chosen_length = {},
                         input<double> rejected_length = {}, span<double> grad_chosen = {},
                         span<double> grad_rejected = {},
                         const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("rejected", rejected.size(), chosen.size());
    lengths.of_optional("ref_chosen", ref_chosen.size(), chosen.size());
    lengths.of_optional("ref_rejected", ref_rejected.size(), chosen.size());
    lengths.of_optional("chosen_length", chosen_length.size(), chosen.size());
    lengths.of_optional("rejected_length", rejected_length.size(), chosen.size());
    lengths.of_options(options, chosen.size());
    lengths.of_optional("grad_chosen", grad_chosen.size(), chosen.size());
    lengths.of_optional("grad_rejected", grad_rejected.size(), chosen.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_preference_f64(kind, chosen.data(), rejected.data(), detail::or_null(ref_chosen),
                                   detail::or_null(ref_rejected), detail::or_null(chosen_length),
                                   detail::or_null(rejected_length), chosen.size(), beta, label_smoothing, margin, tau,
                                   detail::c_options(options).get(), &value, detail::or_null(grad_chosen),
                                   detail::or_null(grad_rejected));
    return internal::finish(code, lengths, value);
}

/**
 * Losses of single answers that are desirable or not.
 *
 * l is a function of r = log_prob − ref_log_prob, with other coefficients where the answer is desirable and where it is not.
 * LOSS_UNPAIRED_KTO: λ·σ(−β·(r − z)) if desirable, λ′·σ(β·(r − z)) if not.
 * LOSS_UNPAIRED_BCO: λ·softplus(−(β·r − z)) if desirable, λ′·softplus(β·r − z) if not.
 * ∂l/∂log_prob = ∓λ·β·σ(u)·σ(−u) with u = β·(r − z) for KTO,  ∓λ·β·σ(∓u) with u = β·r − z for BCO.
 *
 * See loss_preference_unpaired_f32; n is log_prob.size().
 *
 * Arguments:
 *   kind                one of the constants LOSS_UNPAIRED_…, see above
 *   log_prob            input, n elements, logarithms of probabilities
 *   desirable           input, n bytes: 0 where an answer is not desirable
 *   beta                β: finite, above 0; 0: 0.1
 *   shift               z, of KTO not negative: finite
 *   desirable_weight    λ: finite, above 0; 0: 1
 *   undesirable_weight  λ′: finite, above 0; 0: 1
 *   ref_log_prob        input, n elements, logarithms of probabilities: of the reference model; empty: 0
 *   grad                output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; empty: not wanted
 *   options             absent: defaults
 */
inline result preference_unpaired(std::uint32_t kind, input<float> log_prob, input<std::uint8_t> desirable, double beta,
                                  double shift, double desirable_weight, double undesirable_weight,
                                  input<float> ref_log_prob = {}, span<float> grad = {},
                                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_optional("ref_log_prob", ref_log_prob.size(), log_prob.size());
    lengths.of("desirable", desirable.size(), log_prob.size());
    lengths.of_options(options, log_prob.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_prob.size());
    lengths.of_optional("grad", grad.size(), log_prob.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_preference_unpaired_f32(kind, log_prob.data(), detail::or_null(ref_log_prob), desirable.data(),
                                            log_prob.size(), beta, shift, desirable_weight, undesirable_weight,
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Losses of single answers that are desirable or not, double precision.
 */
inline result preference_unpaired(std::uint32_t kind, input<double> log_prob, input<std::uint8_t> desirable,
                                  double beta, double shift, double desirable_weight, double undesirable_weight,
                                  input<double> ref_log_prob = {}, span<double> grad = {},
                                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_optional("ref_log_prob", ref_log_prob.size(), log_prob.size());
    lengths.of("desirable", desirable.size(), log_prob.size());
    lengths.of_options(options, log_prob.size());
    lengths.of_optional("options.hessian", options.hessian.size(), log_prob.size());
    lengths.of_optional("grad", grad.size(), log_prob.size());
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_preference_unpaired_f64(kind, log_prob.data(), detail::or_null(ref_log_prob), desirable.data(),
                                            log_prob.size(), beta, shift, desirable_weight, undesirable_weight,
                                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
