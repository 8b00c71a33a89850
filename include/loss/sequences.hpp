/**
 * @file sequences.hpp
 * Sequences, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_SEQUENCES_HPP
#define LOSS_SEQUENCES_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Connectionist temporal classification, of logits.
 *
 * L = −log Σ_paths Π_t p_t(path_t),  p = softmax(logits) of each frame.  dL/dx_{t,c} = p_t(c) − Γ_t(c).
 *
 * See loss_ctc_f32.
 *
 * Arguments:
 *   logits                    input, (batch, max_time, classes), or as strides of sequence_options say
 *   targets                   input, indices one sequence after the other, sum target_lengths of them: each in [0, classes); none of them blank; with target_stride of sequence_options as that says
 *   batch, max_time, classes  sizes; 0 is allowed
 *   blank                     an index in [0, classes): the class of no label
 *   input_lengths             input, batch lengths: each in [0, max_time]; empty: all max_time
 *   target_lengths            input, batch lengths: none negative; empty: all target_stride of sequence_options
 *   grad                      output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   sequence_options          normalization and strides; absent: defaults
 *   options                   with a workspace, see loss_ctc_workspace_f32; hessian is refused
 */
inline result ctc(input<float> logits, input<std::int64_t> targets, std::size_t batch, std::size_t max_time,
                  std::size_t classes, std::int64_t blank, input<std::int64_t> input_lengths = {},
                  input<std::int64_t> target_lengths = {}, span<float> grad = {},
                  const loss_sequence_options &sequence_options = {},
                  const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_frames("logits", logits.size(), batch, max_time, classes, sequence_options);
    lengths.of_labels("targets", targets.size(), batch, target_lengths, sequence_options);
    lengths.of_optional("input_lengths", input_lengths.size(), batch);
    lengths.of_optional("target_lengths", target_lengths.size(), batch);
    lengths.of_options(options, batch);
    if (!grad.empty())
        lengths.of_frames("grad", grad.size(), batch, max_time, classes, sequence_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_ctc_f32(logits.data(), targets.data(), detail::or_null(input_lengths),
                            detail::or_null(target_lengths), batch, max_time, classes, blank, &sequence_options,
                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Connectionist temporal classification, of logits, double precision.
 */
inline result ctc(input<double> logits, input<std::int64_t> targets, std::size_t batch, std::size_t max_time,
                  std::size_t classes, std::int64_t blank, input<std::int64_t> input_lengths = {},
                  input<std::int64_t> target_lengths = {}, span<double> grad = {},
                  const loss_sequence_options &sequence_options = {},
                  const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_frames("logits", logits.size(), batch, max_time, classes, sequence_options);
    lengths.of_labels("targets", targets.size(), batch, target_lengths, sequence_options);
    lengths.of_optional("input_lengths", input_lengths.size(), batch);
    lengths.of_optional("target_lengths", target_lengths.size(), batch);
    lengths.of_options(options, batch);
    if (!grad.empty())
        lengths.of_frames("grad", grad.size(), batch, max_time, classes, sequence_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_ctc_f64(logits.data(), targets.data(), detail::or_null(input_lengths),
                            detail::or_null(target_lengths), batch, max_time, classes, blank, &sequence_options,
                            detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Connectionist temporal classification, of logarithms of probabilities.
 *
 * L = −log Σ_paths Π_t e^(log_prob_{t, path_t}).  dL/dlog_prob_{t,c} = −Γ_t(c).
 *
 * See loss_ctc_log_prob_f32.
 *
 * Arguments:
 *   log_prob                  input, (batch, max_time, classes), logarithms of probabilities, or as strides of sequence_options say
 *   targets                   input, indices one sequence after the other, sum target_lengths of them: each in [0, classes); none of them blank; with target_stride of sequence_options as that says
 *   batch, max_time, classes  sizes; 0 is allowed
 *   blank                     an index in [0, classes): the class of no label
 *   input_lengths             input, batch lengths: each in [0, max_time]; empty: all max_time
 *   target_lengths            input, batch lengths: none negative; empty: all target_stride of sequence_options
 *   grad                      output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; empty: not wanted
 *   sequence_options          normalization and strides; absent: defaults
 *   options                   with a workspace, see loss_ctc_workspace_f32; hessian is refused
 */
inline result ctc_log_prob(input<float> log_prob, input<std::int64_t> targets, std::size_t batch, std::size_t max_time,
                           std::size_t classes, std::int64_t blank, input<std::int64_t> input_lengths = {},
                           input<std::int64_t> target_lengths = {}, span<float> grad = {},
                           const loss_sequence_options &sequence_options = {},
                           const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_frames("log_prob", log_prob.size(), batch, max_time, classes, sequence_options);
    lengths.of_labels("targets", targets.size(), batch, target_lengths, sequence_options);
    lengths.of_optional("input_lengths", input_lengths.size(), batch);
    lengths.of_optional("target_lengths", target_lengths.size(), batch);
    lengths.of_options(options, batch);
    if (!grad.empty())
        lengths.of_frames("grad", grad.size(), batch, max_time, classes, sequence_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_ctc_log_prob_f32(log_prob.data(), targets.data(), detail::or_null(input_lengths),
                                     detail::or_null(target_lengths), batch, max_time, classes, blank,
                                     &sequence_options, detail::c_options(options).get(), &value,
                                     detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Connectionist temporal classification, of logarithms of probabilities, double precision.
 */
inline result ctc_log_prob(input<double> log_prob, input<std::int64_t> targets, std::size_t batch, std::size_t max_time,
                           std::size_t classes, std::int64_t blank, input<std::int64_t> input_lengths = {},
                           input<std::int64_t> target_lengths = {}, span<double> grad = {},
                           const loss_sequence_options &sequence_options = {},
                           const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_frames("log_prob", log_prob.size(), batch, max_time, classes, sequence_options);
    lengths.of_labels("targets", targets.size(), batch, target_lengths, sequence_options);
    lengths.of_optional("input_lengths", input_lengths.size(), batch);
    lengths.of_optional("target_lengths", target_lengths.size(), batch);
    lengths.of_options(options, batch);
    if (!grad.empty())
        lengths.of_frames("grad", grad.size(), batch, max_time, classes, sequence_options);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_ctc_log_prob_f64(log_prob.data(), targets.data(), detail::or_null(input_lengths),
                                     detail::or_null(target_lengths), batch, max_time, classes, blank,
                                     &sequence_options, detail::c_options(options).get(), &value,
                                     detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
