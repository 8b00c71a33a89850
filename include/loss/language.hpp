/**
 * @file language.hpp
 * Language models and distillation, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_LANGUAGE_HPP
#define LOSS_LANGUAGE_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

/**
 * Causal language modelling: softmax cross-entropy with the next token.
 *
 * l_(b,t) = cross-entropy of logits (b, t) with tokens (b, t + 1), for t < seq_len − 1.
 * ∂l/∂z as in loss_cross_entropy; 0 at the last position of each sequence.
 *
 * See loss_causal_lm_f32.
 *
 * Arguments:
 *   logits         input, (batch, seq_len, vocab), or as row_stride and inner of class_options say
 *   tokens         input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore; those of masked positions are not looked at
 *   batch          sizes; 0 is allowed
 *   seq_len        sizes; 0 is allowed, and 1 leaves nothing to predict
 *   vocab          sizes; 0 is allowed
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; empty: not wanted
 *   class_options  all except target_stride, which is refused; absent: defaults
 *   options        absent: defaults
 */
inline result causal_lm(input<float> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, span<float> grad = {},
                        const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_f32(logits.data(), detail::or_null(tokens), batch, seq_len, vocab,
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
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_f64(logits.data(), detail::or_null(tokens), batch, seq_len, vocab,
                                  detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                  &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Causal language modelling: softmax cross-entropy with the next token, bfloat16.
 */
inline result causal_lm(input<bf16> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, span<bf16> grad = {},
                        const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_bf16(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len, vocab,
                                   detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                   &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Causal language modelling: softmax cross-entropy with the next token, bfloat16, the gradient float.
 */
inline result causal_lm(input<bf16> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, needed_span<float> grad,
                        const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_bf16_f32(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len, vocab,
                                       detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                       &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Causal language modelling: softmax cross-entropy with the next token, binary16.
 */
inline result causal_lm(input<f16> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, span<f16> grad = {},
                        const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_f16(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len, vocab,
                                  detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                  &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Causal language modelling: softmax cross-entropy with the next token, binary16, the gradient float.
 */
inline result causal_lm(input<f16> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                        std::size_t vocab, needed_span<float> grad,
                        const loss::class_options<float> &class_options = class_defaults<float>,
                        const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_causal_lm_f16_f32(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len, vocab,
                                      detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                      &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits.
 *
 * x = hidden · weightᵀ + bias,  l = A·lse − Σ_c a_c z_c + W·ζ·lse²,  z = softcap(x/T) + class_bias.
 *
 * See loss_linear_cross_entropy_f32.
 *
 * Arguments:
 *   hidden              input, (rows, dim)
 *   weight              input, (classes, dim)
 *   target              input, rows indices: each in [0, classes) or the index to ignore
 *   rows, dim, classes  sizes; 0 is allowed
 *   bias                input, classes elements: empty: none
 *   grad_hidden         output, in the layout of hidden: dvalue/dhidden; empty: not wanted
 *   grad_weight         output, in the layout of weight: dvalue/dweight; empty: not wanted
 *   grad_bias           output, classes elements: dvalue/dbias; empty: not wanted
 *   class_options       all except row_stride, inner and target_stride, which are refused; absent: defaults
 *   options             with a workspace, see loss_linear_cross_entropy_workspace_f32; hessian is refused
 */
inline result linear_cross_entropy(input<float> hidden, input<float> weight, input<std::int64_t> target,
                                   std::size_t rows, std::size_t dim, std::size_t classes, input<float> bias = {},
                                   span<float> grad_hidden = {}, span<float> grad_weight = {},
                                   span<float> grad_bias = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(rows, dim));
    lengths.of("weight", weight.size(), detail::product(classes, dim));
    lengths.of_optional("bias", bias.size(), classes);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(rows, dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(classes, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), classes);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_cross_entropy_f32(hidden.data(), weight.data(), detail::or_null(bias),
                                             detail::or_null(target), rows, dim, classes,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value, detail::or_null(grad_hidden),
                                             detail::or_null(grad_weight), detail::or_null(grad_bias));
    return internal::finish(code, lengths, value);
}

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, double precision.
 */
inline result linear_cross_entropy(input<double> hidden, input<double> weight, input<std::int64_t> target,
                                   std::size_t rows, std::size_t dim, std::size_t classes, input<double> bias = {},
                                   span<double> grad_hidden = {}, span<double> grad_weight = {},
                                   span<double> grad_bias = {},
                                   const loss::class_options<double> &class_options = class_defaults<double>,
                                   const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(rows, dim));
    lengths.of("weight", weight.size(), detail::product(classes, dim));
    lengths.of_optional("bias", bias.size(), classes);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(rows, dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(classes, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), classes);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_cross_entropy_f64(hidden.data(), weight.data(), detail::or_null(bias),
                                             detail::or_null(target), rows, dim, classes,
                                             detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value, detail::or_null(grad_hidden),
                                             detail::or_null(grad_weight), detail::or_null(grad_bias));
    return internal::finish(code, lengths, value);
}

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, bfloat16.
 */
inline result linear_cross_entropy(input<bf16> hidden, input<bf16> weight, input<std::int64_t> target, std::size_t rows,
                                   std::size_t dim, std::size_t classes, input<bf16> bias = {},
                                   span<bf16> grad_hidden = {}, span<bf16> grad_weight = {}, span<bf16> grad_bias = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(rows, dim));
    lengths.of("weight", weight.size(), detail::product(classes, dim));
    lengths.of_optional("bias", bias.size(), classes);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(rows, dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(classes, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), classes);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_cross_entropy_bf16(detail::bits(hidden.data()), detail::bits(weight.data()),
                                              detail::bits(detail::or_null(bias)), detail::or_null(target), rows, dim,
                                              classes, detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), &value,
                                              detail::bits(detail::or_null(grad_hidden)),
                                              detail::bits(detail::or_null(grad_weight)),
                                              detail::bits(detail::or_null(grad_bias)));
    return internal::finish(code, lengths, value);
}

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, bfloat16, the gradient float.
 */
inline result linear_cross_entropy(input<bf16> hidden, input<bf16> weight, input<std::int64_t> target, std::size_t rows,
                                   std::size_t dim, std::size_t classes, input<bf16> bias,
                                   needed_span<float> grad_hidden, needed_span<float> grad_weight,
                                   span<float> grad_bias = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(rows, dim));
    lengths.of("weight", weight.size(), detail::product(classes, dim));
    lengths.of_optional("bias", bias.size(), classes);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(rows, dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(classes, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), classes);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_cross_entropy_bf16_f32(detail::bits(hidden.data()), detail::bits(weight.data()),
                                                  detail::bits(detail::or_null(bias)), detail::or_null(target), rows,
                                                  dim, classes, detail::c_class_options(class_options).get(),
                                                  detail::c_options(options).get(), &value,
                                                  detail::or_null(grad_hidden), detail::or_null(grad_weight),
                                                  detail::or_null(grad_bias));
    return internal::finish(code, lengths, value);
}

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, binary16.
 */
inline result linear_cross_entropy(input<f16> hidden, input<f16> weight, input<std::int64_t> target, std::size_t rows,
                                   std::size_t dim, std::size_t classes, input<f16> bias = {},
                                   span<f16> grad_hidden = {}, span<f16> grad_weight = {}, span<f16> grad_bias = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(rows, dim));
    lengths.of("weight", weight.size(), detail::product(classes, dim));
    lengths.of_optional("bias", bias.size(), classes);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(rows, dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(classes, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), classes);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_cross_entropy_f16(detail::bits(hidden.data()), detail::bits(weight.data()),
                                             detail::bits(detail::or_null(bias)), detail::or_null(target), rows, dim,
                                             classes, detail::c_class_options(class_options).get(),
                                             detail::c_options(options).get(), &value,
                                             detail::bits(detail::or_null(grad_hidden)),
                                             detail::bits(detail::or_null(grad_weight)),
                                             detail::bits(detail::or_null(grad_bias)));
    return internal::finish(code, lengths, value);
}

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, binary16, the gradient float.
 */
inline result linear_cross_entropy(input<f16> hidden, input<f16> weight, input<std::int64_t> target, std::size_t rows,
                                   std::size_t dim, std::size_t classes, input<f16> bias,
                                   needed_span<float> grad_hidden, needed_span<float> grad_weight,
                                   span<float> grad_bias = {},
                                   const loss::class_options<float> &class_options = class_defaults<float>,
                                   const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(rows, dim));
    lengths.of("weight", weight.size(), detail::product(classes, dim));
    lengths.of_optional("bias", bias.size(), classes);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(rows, dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(classes, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), classes);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_cross_entropy_f16_f32(detail::bits(hidden.data()), detail::bits(weight.data()),
                                                 detail::bits(detail::or_null(bias)), detail::or_null(target), rows,
                                                 dim, classes, detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), &value, detail::or_null(grad_hidden),
                                                 detail::or_null(grad_weight), detail::or_null(grad_bias));
    return internal::finish(code, lengths, value);
}

/**
 * Log-probabilities of tokens under a language model.
 *
 * log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c.
 *
 * See loss_token_log_prob_f32.
 *
 * Arguments:
 *   logits                 input, (batch, seq_len, vocab), or as row_stride of class_options says
 *   tokens                 input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, vocab  sizes; 0 is allowed
 *   shift                  0 or 1: 1: a position scores the next token, 0: its own
 *   log_prob               output, (batch, seq_len) elements; empty: not wanted
 *   lse, entropy           output, (batch, seq_len) doubles; empty: not wanted
 *   sequence_log_prob      output, batch doubles: the sum of log_prob; empty: not wanted
 *   sequence_tokens        output, batch numbers: positions that count; empty: not wanted
 *   class_options          ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; absent: defaults
 *   options                threads, mask; all others are refused; absent: defaults
 */
inline status token_log_prob(input<float> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                             std::size_t vocab, std::uint32_t shift, span<float> log_prob = {}, span<double> lse = {},
                             span<double> entropy = {}, span<double> sequence_log_prob = {},
                             span<std::int64_t> sequence_tokens = {},
                             const loss::class_options<float> &class_options = class_defaults<float>,
                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_f32(logits.data(), detail::or_null(tokens), batch, seq_len, vocab, shift,
                                       detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                       detail::or_null(log_prob), detail::or_null(lse), detail::or_null(entropy),
                                       detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Log-probabilities of tokens under a language model, double precision.
 */
inline status token_log_prob(input<double> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                             std::size_t vocab, std::uint32_t shift, span<double> log_prob = {}, span<double> lse = {},
                             span<double> entropy = {}, span<double> sequence_log_prob = {},
                             span<std::int64_t> sequence_tokens = {},
                             const loss::class_options<double> &class_options = class_defaults<double>,
                             const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_f64(logits.data(), detail::or_null(tokens), batch, seq_len, vocab, shift,
                                       detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                       detail::or_null(log_prob), detail::or_null(lse), detail::or_null(entropy),
                                       detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Log-probabilities of tokens under a language model, bfloat16.
 */
inline status token_log_prob(input<bf16> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                             std::size_t vocab, std::uint32_t shift, span<float> log_prob = {}, span<double> lse = {},
                             span<double> entropy = {}, span<double> sequence_log_prob = {},
                             span<std::int64_t> sequence_tokens = {},
                             const loss::class_options<float> &class_options = class_defaults<float>,
                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_bf16(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len, vocab,
                                        shift, detail::c_class_options(class_options).get(),
                                        detail::c_options(options).get(), detail::or_null(log_prob),
                                        detail::or_null(lse), detail::or_null(entropy),
                                        detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Log-probabilities of tokens under a language model, binary16.
 */
inline status token_log_prob(input<f16> logits, input<std::int64_t> tokens, std::size_t batch, std::size_t seq_len,
                             std::size_t vocab, std::uint32_t shift, span<float> log_prob = {}, span<double> lse = {},
                             span<double> entropy = {}, span<double> sequence_log_prob = {},
                             span<std::int64_t> sequence_tokens = {},
                             const loss::class_options<float> &class_options = class_defaults<float>,
                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_f16(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len, vocab,
                                       shift, detail::c_class_options(class_options).get(),
                                       detail::c_options(options).get(), detail::or_null(log_prob),
                                       detail::or_null(lse), detail::or_null(entropy),
                                       detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of the log-probabilities of tokens.
 *
 * grad_c = g·([c = y] − p_c) − h·p_c·(log p_c + H).
 *
 * See loss_token_log_prob_backward_f32.
 *
 * Arguments:
 *   logits                 input, (batch, seq_len, vocab), or as row_stride of class_options says
 *   tokens                 input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, vocab  sizes; 0 is allowed
 *   shift                  0 or 1: that of loss_token_log_prob
 *   lse, entropy           input, (batch, seq_len) doubles: that of loss_token_log_prob; empty: found again
 *   d_log_prob, d_entropy  input, (batch, seq_len): empty: 0
 *   d_sequence             input, batch doubles: by sequence_log_prob; empty: 0
 *   grad                   output, in the layout of logits; may be logits
 *   class_options          ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; absent: defaults
 *   options                LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, threads, upstream, mask; all others are refused; absent: defaults
 */
inline status token_log_prob_backward(input<float> logits, input<std::int64_t> tokens, std::size_t batch,
                                      std::size_t seq_len, std::size_t vocab, std::uint32_t shift,
                                      input<double> lse = {}, input<double> entropy = {}, input<float> d_log_prob = {},
                                      input<float> d_entropy = {}, input<double> d_sequence = {}, span<float> grad = {},
                                      const loss::class_options<float> &class_options = class_defaults<float>,
                                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_backward_f32(logits.data(), detail::or_null(tokens), batch, seq_len, vocab, shift,
                                                detail::or_null(lse), detail::or_null(entropy),
                                                detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                detail::or_null(d_sequence),
                                                detail::c_class_options(class_options).get(),
                                                detail::c_options(options).get(), detail::or_null(grad));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of the log-probabilities of tokens, double precision.
 */
inline status token_log_prob_backward(input<double> logits, input<std::int64_t> tokens, std::size_t batch,
                                      std::size_t seq_len, std::size_t vocab, std::uint32_t shift,
                                      input<double> lse = {}, input<double> entropy = {}, input<double> d_log_prob = {},
                                      input<double> d_entropy = {}, input<double> d_sequence = {},
                                      span<double> grad = {},
                                      const loss::class_options<double> &class_options = class_defaults<double>,
                                      const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_backward_f64(logits.data(), detail::or_null(tokens), batch, seq_len, vocab, shift,
                                                detail::or_null(lse), detail::or_null(entropy),
                                                detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                detail::or_null(d_sequence),
                                                detail::c_class_options(class_options).get(),
                                                detail::c_options(options).get(), detail::or_null(grad));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of the log-probabilities of tokens, bfloat16.
 */
inline status token_log_prob_backward(input<bf16> logits, input<std::int64_t> tokens, std::size_t batch,
                                      std::size_t seq_len, std::size_t vocab, std::uint32_t shift,
                                      input<double> lse = {}, input<double> entropy = {}, input<float> d_log_prob = {},
                                      input<float> d_entropy = {}, input<double> d_sequence = {}, span<bf16> grad = {},
                                      const loss::class_options<float> &class_options = class_defaults<float>,
                                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_backward_bf16(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len,
                                                 vocab, shift, detail::or_null(lse), detail::or_null(entropy),
                                                 detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                 detail::or_null(d_sequence),
                                                 detail::c_class_options(class_options).get(),
                                                 detail::c_options(options).get(), detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of the log-probabilities of tokens, bfloat16, the gradient float.
 */
inline status token_log_prob_backward(input<bf16> logits, input<std::int64_t> tokens, std::size_t batch,
                                      std::size_t seq_len, std::size_t vocab, std::uint32_t shift, input<double> lse,
                                      input<double> entropy, input<float> d_log_prob, input<float> d_entropy,
                                      input<double> d_sequence, needed_span<float> grad,
                                      const loss::class_options<float> &class_options = class_defaults<float>,
                                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_backward_bf16_f32(detail::bits(logits.data()), detail::or_null(tokens), batch,
                                                     seq_len, vocab, shift, detail::or_null(lse),
                                                     detail::or_null(entropy), detail::or_null(d_log_prob),
                                                     detail::or_null(d_entropy), detail::or_null(d_sequence),
                                                     detail::c_class_options(class_options).get(),
                                                     detail::c_options(options).get(), detail::or_null(grad));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of the log-probabilities of tokens, binary16.
 */
inline status token_log_prob_backward(input<f16> logits, input<std::int64_t> tokens, std::size_t batch,
                                      std::size_t seq_len, std::size_t vocab, std::uint32_t shift,
                                      input<double> lse = {}, input<double> entropy = {}, input<float> d_log_prob = {},
                                      input<float> d_entropy = {}, input<double> d_sequence = {}, span<f16> grad = {},
                                      const loss::class_options<float> &class_options = class_defaults<float>,
                                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_backward_f16(detail::bits(logits.data()), detail::or_null(tokens), batch, seq_len,
                                                vocab, shift, detail::or_null(lse), detail::or_null(entropy),
                                                detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                detail::or_null(d_sequence),
                                                detail::c_class_options(class_options).get(),
                                                detail::c_options(options).get(), detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of the log-probabilities of tokens, binary16, the gradient float.
 */
inline status token_log_prob_backward(input<f16> logits, input<std::int64_t> tokens, std::size_t batch,
                                      std::size_t seq_len, std::size_t vocab, std::uint32_t shift, input<double> lse,
                                      input<double> entropy, input<float> d_log_prob, input<float> d_entropy,
                                      input<double> d_sequence, needed_span<float> grad,
                                      const loss::class_options<float> &class_options = class_defaults<float>,
                                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("logits", logits.size(), detail::product(batch, seq_len), vocab, class_options);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional_matrix("options.hessian", options.hessian.size(),
                               detail::product(batch, seq_len), vocab, class_options);
    lengths.of_optional_matrix("grad", grad.size(),
                               detail::product(batch, seq_len), vocab, class_options, options.flags);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_token_log_prob_backward_f16_f32(detail::bits(logits.data()), detail::or_null(tokens), batch,
                                                    seq_len, vocab, shift, detail::or_null(lse),
                                                    detail::or_null(entropy), detail::or_null(d_log_prob),
                                                    detail::or_null(d_entropy), detail::or_null(d_sequence),
                                                    detail::c_class_options(class_options).get(),
                                                    detail::c_options(options).get(), detail::or_null(grad));
    return internal::finish(code, lengths);
}

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits.
 *
 * x = hidden · weightᵀ + bias,  log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c,  z = softcap(x/T) + class_bias.
 *
 * See loss_linear_token_log_prob_f32.
 *
 * Arguments:
 *   hidden                      input, (batch, seq_len, dim)
 *   weight                      input, (vocab, dim)
 *   tokens                      input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, dim, vocab  sizes; 0 is allowed
 *   shift                       0 or 1: 1: a position scores the next token, 0: its own
 *   bias                        input, vocab elements: empty: none
 *   log_prob                    output, (batch, seq_len) elements; empty: not wanted
 *   lse, entropy                output, (batch, seq_len) doubles; empty: not wanted
 *   sequence_log_prob           output, batch doubles: the sum of log_prob; empty: not wanted
 *   sequence_tokens             output, batch numbers: positions that count; empty: not wanted
 *   class_options               ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; absent: defaults
 *   options                     threads, mask, with a workspace, see loss_linear_token_log_prob_workspace_f32; all others are refused
 */
inline status linear_token_log_prob(input<float> hidden, input<float> weight, input<std::int64_t> tokens,
                                    std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                    std::uint32_t shift, input<float> bias = {}, span<float> log_prob = {},
                                    span<double> lse = {}, span<double> entropy = {},
                                    span<double> sequence_log_prob = {}, span<std::int64_t> sequence_tokens = {},
                                    const loss::class_options<float> &class_options = class_defaults<float>,
                                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_f32(hidden.data(), weight.data(), detail::or_null(bias),
                                              detail::or_null(tokens), batch, seq_len, dim, vocab, shift,
                                              detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), detail::or_null(log_prob),
                                              detail::or_null(lse), detail::or_null(entropy),
                                              detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits, double precision.
 */
inline status linear_token_log_prob(input<double> hidden, input<double> weight, input<std::int64_t> tokens,
                                    std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                    std::uint32_t shift, input<double> bias = {}, span<double> log_prob = {},
                                    span<double> lse = {}, span<double> entropy = {},
                                    span<double> sequence_log_prob = {}, span<std::int64_t> sequence_tokens = {},
                                    const loss::class_options<double> &class_options = class_defaults<double>,
                                    const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_f64(hidden.data(), weight.data(), detail::or_null(bias),
                                              detail::or_null(tokens), batch, seq_len, dim, vocab, shift,
                                              detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), detail::or_null(log_prob),
                                              detail::or_null(lse), detail::or_null(entropy),
                                              detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits, bfloat16.
 */
inline status linear_token_log_prob(input<bf16> hidden, input<bf16> weight, input<std::int64_t> tokens,
                                    std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                    std::uint32_t shift, input<bf16> bias = {}, span<float> log_prob = {},
                                    span<double> lse = {}, span<double> entropy = {},
                                    span<double> sequence_log_prob = {}, span<std::int64_t> sequence_tokens = {},
                                    const loss::class_options<float> &class_options = class_defaults<float>,
                                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_bf16(detail::bits(hidden.data()), detail::bits(weight.data()),
                                               detail::bits(detail::or_null(bias)), detail::or_null(tokens), batch,
                                               seq_len, dim, vocab, shift, detail::c_class_options(class_options).get(),
                                               detail::c_options(options).get(), detail::or_null(log_prob),
                                               detail::or_null(lse), detail::or_null(entropy),
                                               detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits, binary16.
 */
inline status linear_token_log_prob(input<f16> hidden, input<f16> weight, input<std::int64_t> tokens, std::size_t batch,
                                    std::size_t seq_len, std::size_t dim, std::size_t vocab, std::uint32_t shift,
                                    input<f16> bias = {}, span<float> log_prob = {}, span<double> lse = {},
                                    span<double> entropy = {}, span<double> sequence_log_prob = {},
                                    span<std::int64_t> sequence_tokens = {},
                                    const loss::class_options<float> &class_options = class_defaults<float>,
                                    const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("log_prob", log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("sequence_log_prob", sequence_log_prob.size(), batch);
    lengths.of_optional("sequence_tokens", sequence_tokens.size(), batch);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_f16(detail::bits(hidden.data()), detail::bits(weight.data()),
                                              detail::bits(detail::or_null(bias)), detail::or_null(tokens), batch,
                                              seq_len, dim, vocab, shift, detail::c_class_options(class_options).get(),
                                              detail::c_options(options).get(), detail::or_null(log_prob),
                                              detail::or_null(lse), detail::or_null(entropy),
                                              detail::or_null(sequence_log_prob), detail::or_null(sequence_tokens));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of a linear layer and log-probabilities of tokens.
 *
 * grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the positions.
 *
 * See loss_linear_token_log_prob_backward_f32.
 *
 * Arguments:
 *   hidden                      input, (batch, seq_len, dim)
 *   weight                      input, (vocab, dim)
 *   tokens                      input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, dim, vocab  sizes; 0 is allowed
 *   shift                       0 or 1: that of loss_linear_token_log_prob
 *   bias                        input, vocab elements: empty: none
 *   lse, entropy                input, (batch, seq_len) doubles: that of loss_linear_token_log_prob; empty: found again
 *   d_log_prob, d_entropy       input, (batch, seq_len): empty: 0
 *   d_sequence                  input, batch doubles: by sequence_log_prob; empty: 0
 *   grad_hidden                 output, in the layout of hidden; empty: not wanted
 *   grad_weight                 output, in the layout of weight; empty: not wanted
 *   grad_bias                   output, vocab elements; empty: not wanted
 *   class_options               ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; absent: defaults
 *   options                     LOSS_ACCUMULATE, upstream, threads, mask, with a workspace, see loss_linear_token_log_prob_workspace_f32; all others are refused
 */
inline status linear_token_log_prob_backward(input<float> hidden, input<float> weight, input<std::int64_t> tokens,
                                             std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                             std::uint32_t shift, input<float> bias = {}, input<double> lse = {},
                                             input<double> entropy = {}, input<float> d_log_prob = {},
                                             input<float> d_entropy = {}, input<double> d_sequence = {},
                                             span<float> grad_hidden = {}, span<float> grad_weight = {},
                                             span<float> grad_bias = {},
                                             const loss::class_options<float> &class_options = class_defaults<float>,
                                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(vocab, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), vocab);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_backward_f32(hidden.data(), weight.data(), detail::or_null(bias),
                                                       detail::or_null(tokens), batch, seq_len, dim, vocab, shift,
                                                       detail::or_null(lse), detail::or_null(entropy),
                                                       detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                       detail::or_null(d_sequence),
                                                       detail::c_class_options(class_options).get(),
                                                       detail::c_options(options).get(), detail::or_null(grad_hidden),
                                                       detail::or_null(grad_weight), detail::or_null(grad_bias));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of a linear layer and log-probabilities of tokens, double precision.
 */
inline status linear_token_log_prob_backward(input<double> hidden, input<double> weight, input<std::int64_t> tokens,
                                             std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                             std::uint32_t shift, input<double> bias = {}, input<double> lse = {},
                                             input<double> entropy = {}, input<double> d_log_prob = {},
                                             input<double> d_entropy = {}, input<double> d_sequence = {},
                                             span<double> grad_hidden = {}, span<double> grad_weight = {},
                                             span<double> grad_bias = {},
                                             const loss::class_options<double> &class_options = class_defaults<double>,
                                             const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(vocab, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), vocab);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_backward_f64(hidden.data(), weight.data(), detail::or_null(bias),
                                                       detail::or_null(tokens), batch, seq_len, dim, vocab, shift,
                                                       detail::or_null(lse), detail::or_null(entropy),
                                                       detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                       detail::or_null(d_sequence),
                                                       detail::c_class_options(class_options).get(),
                                                       detail::c_options(options).get(), detail::or_null(grad_hidden),
                                                       detail::or_null(grad_weight), detail::or_null(grad_bias));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of a linear layer and log-probabilities of tokens, bfloat16.
 */
inline status linear_token_log_prob_backward(input<bf16> hidden, input<bf16> weight, input<std::int64_t> tokens,
                                             std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                             std::uint32_t shift, input<bf16> bias = {}, input<double> lse = {},
                                             input<double> entropy = {}, input<float> d_log_prob = {},
                                             input<float> d_entropy = {}, input<double> d_sequence = {},
                                             span<bf16> grad_hidden = {}, span<bf16> grad_weight = {},
                                             span<bf16> grad_bias = {},
                                             const loss::class_options<float> &class_options = class_defaults<float>,
                                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(vocab, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), vocab);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_backward_bf16(detail::bits(hidden.data()), detail::bits(weight.data()),
                                                        detail::bits(detail::or_null(bias)), detail::or_null(tokens),
                                                        batch, seq_len, dim, vocab, shift, detail::or_null(lse),
                                                        detail::or_null(entropy), detail::or_null(d_log_prob),
                                                        detail::or_null(d_entropy), detail::or_null(d_sequence),
                                                        detail::c_class_options(class_options).get(),
                                                        detail::c_options(options).get(),
                                                        detail::bits(detail::or_null(grad_hidden)),
                                                        detail::bits(detail::or_null(grad_weight)),
                                                        detail::bits(detail::or_null(grad_bias)));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of a linear layer and log-probabilities of tokens, bfloat16, the gradient float.
 */
inline status linear_token_log_prob_backward(input<bf16> hidden, input<bf16> weight, input<std::int64_t> tokens,
                                             std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                             std::uint32_t shift, input<bf16> bias, input<double> lse,
                                             input<double> entropy, input<float> d_log_prob, input<float> d_entropy,
                                             input<double> d_sequence, needed_span<float> grad_hidden,
                                             needed_span<float> grad_weight, span<float> grad_bias = {},
                                             const loss::class_options<float> &class_options = class_defaults<float>,
                                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(vocab, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), vocab);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_backward_bf16_f32(detail::bits(hidden.data()), detail::bits(weight.data()),
                                                            detail::bits(detail::or_null(bias)),
                                                            detail::or_null(tokens), batch, seq_len, dim, vocab, shift,
                                                            detail::or_null(lse), detail::or_null(entropy),
                                                            detail::or_null(d_log_prob), detail::or_null(d_entropy),
                                                            detail::or_null(d_sequence),
                                                            detail::c_class_options(class_options).get(),
                                                            detail::c_options(options).get(),
                                                            detail::or_null(grad_hidden), detail::or_null(grad_weight),
                                                            detail::or_null(grad_bias));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of a linear layer and log-probabilities of tokens, binary16.
 */
inline status linear_token_log_prob_backward(input<f16> hidden, input<f16> weight, input<std::int64_t> tokens,
                                             std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                             std::uint32_t shift, input<f16> bias = {}, input<double> lse = {},
                                             input<double> entropy = {}, input<float> d_log_prob = {},
                                             input<float> d_entropy = {}, input<double> d_sequence = {},
                                             span<f16> grad_hidden = {}, span<f16> grad_weight = {},
                                             span<f16> grad_bias = {},
                                             const loss::class_options<float> &class_options = class_defaults<float>,
                                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(vocab, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), vocab);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_backward_f16(detail::bits(hidden.data()), detail::bits(weight.data()),
                                                       detail::bits(detail::or_null(bias)), detail::or_null(tokens),
                                                       batch, seq_len, dim, vocab, shift, detail::or_null(lse),
                                                       detail::or_null(entropy), detail::or_null(d_log_prob),
                                                       detail::or_null(d_entropy), detail::or_null(d_sequence),
                                                       detail::c_class_options(class_options).get(),
                                                       detail::c_options(options).get(),
                                                       detail::bits(detail::or_null(grad_hidden)),
                                                       detail::bits(detail::or_null(grad_weight)),
                                                       detail::bits(detail::or_null(grad_bias)));
    return internal::finish(code, lengths);
}

/**
 * Backward pass of a linear layer and log-probabilities of tokens, binary16, the gradient float.
 */
inline status linear_token_log_prob_backward(input<f16> hidden, input<f16> weight, input<std::int64_t> tokens,
                                             std::size_t batch, std::size_t seq_len, std::size_t dim, std::size_t vocab,
                                             std::uint32_t shift, input<f16> bias, input<double> lse,
                                             input<double> entropy, input<float> d_log_prob, input<float> d_entropy,
                                             input<double> d_sequence, needed_span<float> grad_hidden,
                                             needed_span<float> grad_weight, span<float> grad_bias = {},
                                             const loss::class_options<float> &class_options = class_defaults<float>,
                                             const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("hidden", hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of("weight", weight.size(), detail::product(vocab, dim));
    lengths.of_optional("bias", bias.size(), vocab);
    lengths.of_indices("tokens", tokens.size(), detail::product(batch, seq_len), class_options);
    lengths.of_optional("lse", lse.size(), detail::product(batch, seq_len));
    lengths.of_optional("entropy", entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_log_prob", d_log_prob.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_entropy", d_entropy.size(), detail::product(batch, seq_len));
    lengths.of_optional("d_sequence", d_sequence.size(), batch);
    lengths.of_class_options(class_options, detail::product(batch, seq_len), vocab);
    lengths.of_options(options, detail::product(batch, seq_len));
    lengths.of_optional("grad_hidden", grad_hidden.size(), detail::product(detail::product(batch, seq_len), dim));
    lengths.of_optional("grad_weight", grad_weight.size(), detail::product(vocab, dim));
    lengths.of_optional("grad_bias", grad_bias.size(), vocab);
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_linear_token_log_prob_backward_f16_f32(detail::bits(hidden.data()), detail::bits(weight.data()),
                                                           detail::bits(detail::or_null(bias)), detail::or_null(tokens),
                                                           batch, seq_len, dim, vocab, shift, detail::or_null(lse),
                                                           detail::or_null(entropy), detail::or_null(d_log_prob),
                                                           detail::or_null(d_entropy), detail::or_null(d_sequence),
                                                           detail::c_class_options(class_options).get(),
                                                           detail::c_options(options).get(),
                                                           detail::or_null(grad_hidden), detail::or_null(grad_weight),
                                                           detail::or_null(grad_bias));
    return internal::finish(code, lengths);
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
 *   class_options                   all except temperature, ignore_index and target_i32, which are refused; absent: defaults
 *   options                         absent: defaults
 */
inline result distillation(input<float> student_logits, input<float> teacher_logits, std::size_t rows,
                           std::size_t classes, double temperature, span<float> grad = {},
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
    lengths.of_target_matrix("teacher_logits", teacher_logits.size(), rows, classes, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_distillation_f64(student_logits.data(), teacher_logits.data(), rows, classes, temperature,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Knowledge distillation: the divergence of a student from its teacher, bfloat16.
 */
inline result distillation(input<bf16> student_logits, input<bf16> teacher_logits, std::size_t rows,
                           std::size_t classes, double temperature, span<bf16> grad = {},
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
        code = loss_distillation_bf16(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows,
                                      classes, temperature, detail::c_class_options(class_options).get(),
                                      detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Knowledge distillation: the divergence of a student from its teacher, bfloat16, the gradient float.
 */
inline result distillation(input<bf16> student_logits, input<bf16> teacher_logits, std::size_t rows,
                           std::size_t classes, double temperature, needed_span<float> grad,
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
        code = loss_distillation_bf16_f32(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()),
                                          rows, classes, temperature, detail::c_class_options(class_options).get(),
                                          detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * Knowledge distillation: the divergence of a student from its teacher, binary16.
 */
inline result distillation(input<f16> student_logits, input<f16> teacher_logits, std::size_t rows, std::size_t classes,
                           double temperature, span<f16> grad = {},
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
        code = loss_distillation_f16(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows,
                                     classes, temperature, detail::c_class_options(class_options).get(),
                                     detail::c_options(options).get(), &value, detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * Knowledge distillation: the divergence of a student from its teacher, binary16, the gradient float.
 */
inline result distillation(input<f16> student_logits, input<f16> teacher_logits, std::size_t rows, std::size_t classes,
                           double temperature, needed_span<float> grad,
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
        code = loss_distillation_f16_f32(detail::bits(student_logits.data()), detail::bits(teacher_logits.data()), rows,
                                         classes, temperature, detail::c_class_options(class_options).get(),
                                         detail::c_options(options).get(), &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
