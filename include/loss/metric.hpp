/**
 * @file metric.hpp
 * Vectors and metric learning, for C++. loss.hpp says how losses are called.
 *
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */

#ifndef LOSS_METRIC_HPP
#define LOSS_METRIC_HPP

#include "common.hpp"

namespace loss {

inline namespace LOSS_HPP_WAY {

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
 * Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not.
 *
 * l = max(0, m + cos(a, n) − cos(a, p)), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
 * ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink l = 0 as well.
 *
 * See loss_triplet_cosine_f32.
 *
 * Arguments:
 *   anchor, positive, negative  input, (rows, dim)
 *   rows, dim                   sizes; 0 is allowed
 *   margin                      m: finite, above 0; 0: 1
 *   grad_anchor                 output, in the layout of anchor: dvalue/danchor; may be anchor; empty: not wanted
 *   grad_positive               output, in the layout of positive: dvalue/dpositive; may be positive; empty: not wanted
 *   grad_negative               output, in the layout of negative: dvalue/dnegative; may be negative; empty: not wanted
 *   options                     absent: defaults
 */
inline result triplet_cosine(input<float> anchor, input<float> positive, input<float> negative, std::size_t rows,
                             std::size_t dim, double margin, span<float> grad_anchor = {},
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
        code = loss_triplet_cosine_f32(anchor.data(), positive.data(), negative.data(), rows, dim, margin,
                                       detail::c_options(options).get(), &value, detail::or_null(grad_anchor),
                                       detail::or_null(grad_positive), detail::or_null(grad_negative));
    return internal::finish(code, lengths, value);
}

/**
 * Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not, double precision.
 */
inline result triplet_cosine(input<double> anchor, input<double> positive, input<double> negative, std::size_t rows,
                             std::size_t dim, double margin, span<double> grad_anchor = {},
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
        code = loss_triplet_cosine_f64(anchor.data(), positive.data(), negative.data(), rows, dim, margin,
                                       detail::c_options(options).get(), &value, detail::or_null(grad_anchor),
                                       detail::or_null(grad_positive), detail::or_null(grad_negative));
    return internal::finish(code, lengths, value);
}

/**
 * Contrastive loss: pairs that are alike coincide, others are apart by a margin.
 *
 * l = ½·D² for t = 1, ½·max(0, m − D)² for t = −1, D = ‖x − y‖ over a row.
 * ∂l/∂x = x − y for t = 1, −(m − D)·(x − y)/D for t = −1 where D < m, else 0; ∂l/∂y = −∂l/∂x.
 *
 * See loss_contrastive_f32.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   target          input, rows elements, −1 or 1
 *   rows, dim       sizes; 0 is allowed
 *   margin          m: finite, above 0; 0: 1
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; empty: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; empty: not wanted
 *   options         absent: defaults
 */
inline result contrastive(input<float> input1, input<float> input2, input<float> target, std::size_t rows,
                          std::size_t dim, double margin, span<float> grad_input1 = {}, span<float> grad_input2 = {},
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
        code = loss_contrastive_f32(input1.data(), input2.data(), target.data(), rows, dim, margin,
                                    detail::c_options(options).get(), &value, detail::or_null(grad_input1),
                                    detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Contrastive loss: pairs that are alike coincide, others are apart by a margin, double precision.
 */
inline result contrastive(input<double> input1, input<double> input2, input<double> target, std::size_t rows,
                          std::size_t dim, double margin, span<double> grad_input1 = {}, span<double> grad_input2 = {},
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
        code = loss_contrastive_f64(input1.data(), input2.data(), target.data(), rows, dim, margin,
                                    detail::c_options(options).get(), &value, detail::or_null(grad_input1),
                                    detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Distance of pairs of vectors by a norm.
 *
 * l = ‖x − y + ε‖_p over a row.  With δ = x − y + ε, ∂l/∂x = sign(δ)·(|δ|/l)^(p − 1) = −∂l/∂y.
 *
 * See loss_pairwise_distance_f32.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   rows, dim       sizes; 0 is allowed
 *   p               of the norm: at least 1, or INFINITY; 0: 2
 *   epsilon         ε: finite, not negative
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; empty: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; empty: not wanted
 *   options         absent: defaults
 */
inline result pairwise_distance(input<float> input1, input<float> input2, std::size_t rows, std::size_t dim, double p,
                                double epsilon, span<float> grad_input1 = {}, span<float> grad_input2 = {},
                                const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("input1", input1.size(), detail::product(rows, dim));
    lengths.of("input2", input2.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_input1", grad_input1.size(), detail::product(rows, dim));
    lengths.of_optional("grad_input2", grad_input2.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_pairwise_distance_f32(input1.data(), input2.data(), rows, dim, p, epsilon,
                                          detail::c_options(options).get(), &value, detail::or_null(grad_input1),
                                          detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Distance of pairs of vectors by a norm, double precision.
 */
inline result pairwise_distance(input<double> input1, input<double> input2, std::size_t rows, std::size_t dim, double p,
                                double epsilon, span<double> grad_input1 = {}, span<double> grad_input2 = {},
                                const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("input1", input1.size(), detail::product(rows, dim));
    lengths.of("input2", input2.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_input1", grad_input1.size(), detail::product(rows, dim));
    lengths.of_optional("grad_input2", grad_input2.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_pairwise_distance_f64(input1.data(), input2.data(), rows, dim, p, epsilon,
                                          detail::c_options(options).get(), &value, detail::or_null(grad_input1),
                                          detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Cosine distance: how far two vectors are from pointing in one direction.
 *
 * l = 1 − cos(x, y), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
 * ∂l/∂x = cos·x/‖x‖² − y/(‖x‖·‖y‖), and likewise by y.
 *
 * See loss_cosine_distance_f32.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   rows, dim       sizes; 0 is allowed
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; empty: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; empty: not wanted
 *   options         absent: defaults
 */
inline result cosine_distance(input<float> input1, input<float> input2, std::size_t rows, std::size_t dim,
                              span<float> grad_input1 = {}, span<float> grad_input2 = {},
                              const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("input1", input1.size(), detail::product(rows, dim));
    lengths.of("input2", input2.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_input1", grad_input1.size(), detail::product(rows, dim));
    lengths.of_optional("grad_input2", grad_input2.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosine_distance_f32(input1.data(), input2.data(), rows, dim, detail::c_options(options).get(),
                                        &value, detail::or_null(grad_input1), detail::or_null(grad_input2));
    return internal::finish(code, lengths, value);
}

/**
 * Cosine distance: how far two vectors are from pointing in one direction, double precision.
 */
inline result cosine_distance(input<double> input1, input<double> input2, std::size_t rows, std::size_t dim,
                              span<double> grad_input1 = {}, span<double> grad_input2 = {},
                              const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of("input1", input1.size(), detail::product(rows, dim));
    lengths.of("input2", input2.size(), detail::product(rows, dim));
    lengths.of_options(options, rows);
    lengths.of_optional("grad_input1", grad_input1.size(), detail::product(rows, dim));
    lengths.of_optional("grad_input2", grad_input2.size(), detail::product(rows, dim));
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosine_distance_f64(input1.data(), input2.data(), rows, dim, detail::c_options(options).get(),
                                        &value, detail::or_null(grad_input1), detail::or_null(grad_input2));
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
 * CosFace: cross-entropy of cosines, with a margin for that of the target.
 *
 * l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·(u_y − m),
 * lse = log Σ_c e^z_c. ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c),  p = softmax(z),
 * a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c.
 *
 * See loss_cosface_f32.
 *
 * Arguments:
 *   cosine         input, (rows, classes), in [-1, 1], or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   scale          s: finite, above 0; 0: 64
 *   margin         m: finite, above 0; 0: 0.35
 *   grad           output, in the layout of cosine: dvalue/dcosine; may be cosine; empty: not wanted
 *   class_options  all except temperature, softcap and target_stride, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result cosface(input<float> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<float> grad = {},
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosface_f32(cosine.data(), detail::or_null(target), rows, classes, scale, margin,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, double precision.
 */
inline result cosface(input<double> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<double> grad = {},
                      const loss::class_options<double> &class_options = class_defaults<double>,
                      const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosface_f64(cosine.data(), detail::or_null(target), rows, classes, scale, margin,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, bfloat16.
 */
inline result cosface(input<bf16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<bf16> grad = {},
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosface_bf16(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                 detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                 detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, bfloat16, the gradient float.
 */
inline result cosface(input<bf16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, needed_span<float> grad,
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosface_bf16_f32(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, binary16.
 */
inline result cosface(input<f16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<f16> grad = {},
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosface_f16(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, binary16, the gradient float.
 */
inline result cosface(input<f16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, needed_span<float> grad,
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_cosface_f16_f32(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                    detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                    &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target.
 *
 * l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·ψ(u_y),
 * ψ(u) = cos(arccos u + m) = u·cos m − √(1 − u²)·sin m for u > −cos m, else u − m·sin m, lse = log Σ_c e^z_c.
 * ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c), at the target times ψ',  p = softmax(z),
 * a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c,  ψ' = cos m + u·sin m/√(1 − u²) for u > −cos m, else 1.
 *
 * See loss_arcface_f32.
 *
 * Arguments:
 *   cosine         input, (rows, classes), in [-1, 1], or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   scale          s: finite, above 0; 0: 64
 *   margin         m, in radians: in (0, pi); 0: 0.5
 *   grad           output, in the layout of cosine: dvalue/dcosine; may be cosine; empty: not wanted
 *   class_options  all except temperature, softcap and target_stride, which are refused; absent: defaults
 *   options        absent: defaults
 */
inline result arcface(input<float> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<float> grad = {},
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_arcface_f32(cosine.data(), detail::or_null(target), rows, classes, scale, margin,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, double precision.
 */
inline result arcface(input<double> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<double> grad = {},
                      const loss::class_options<double> &class_options = class_defaults<double>,
                      const loss::options<double> &options = defaults<double>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_arcface_f64(cosine.data(), detail::or_null(target), rows, classes, scale, margin,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, bfloat16.
 */
inline result arcface(input<bf16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<bf16> grad = {},
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_arcface_bf16(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                 detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                 detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, bfloat16, the gradient float.
 */
inline result arcface(input<bf16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, needed_span<float> grad,
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_arcface_bf16_f32(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                     detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                     &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, binary16.
 */
inline result arcface(input<f16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, span<f16> grad = {},
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_arcface_f16(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                detail::c_class_options(class_options).get(), detail::c_options(options).get(), &value,
                                detail::bits(detail::or_null(grad)));
    return internal::finish(code, lengths, value);
}

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, binary16, the gradient float.
 */
inline result arcface(input<f16> cosine, input<std::int64_t> target, std::size_t rows, std::size_t classes,
                      double scale, double margin, needed_span<float> grad,
                      const loss::class_options<float> &class_options = class_defaults<float>,
                      const loss::options<float> &options = defaults<float>) LOSS_HPP_NOEXCEPT
{
    detail::length_check lengths;
    lengths.of_matrix("cosine", cosine.size(), rows, classes, class_options);
    lengths.of_indices("target", target.size(), rows, class_options);
    lengths.of_class_options(class_options, rows, classes);
    lengths.of_options(options, rows);
    lengths.of_optional_matrix("options.hessian", options.hessian.size(), rows, classes, class_options);
    lengths.of_optional_matrix("grad", grad.size(), rows, classes, class_options, options.flags);
    double value = 0.0;
    loss_status code = LOSS_ERROR_SIZE;
    if (lengths.fit())
        code = loss_arcface_f16_f32(detail::bits(cosine.data()), detail::or_null(target), rows, classes, scale, margin,
                                    detail::c_class_options(class_options).get(), detail::c_options(options).get(),
                                    &value, detail::or_null(grad));
    return internal::finish(code, lengths, value);
}

} // namespace LOSS_HPP_WAY

} // namespace loss

#endif
