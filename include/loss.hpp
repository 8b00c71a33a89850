/**
 * @file loss.hpp
 * libloss for C++17 and later: a header over loss.h. It needs no library in addition to libloss.
 *
 *   std::vector<float> pred, target, grad;  // of one length
 *   double value = loss::mse(pred, target);
 *   value = loss::mse(pred, target, grad);
 *   value = loss::mse(pred, target, grad, {.reduction = LOSS_SUM});  // C++20; before, assign the fields
 *
 * Each loss is a function with an overload for float and one for double: loss::mse calls loss_mse_f32 or
 * loss_mse_f64. Some have overloads for half precision as well (loss::bf16, loss::f16 and the standard library's types of
 * these bits): the gradient is of that type or of float, and options are those of float. A function takes inputs, targets, sizes, the numbers of the loss, outputs, then options, and returns the value.
 * Arrays are loss::span: anything with data() and size(), an array, or {pointer, size}. An input may also be a list of
 * its elements: loss::cross_entropy(logits, {0, 2}, 2, 3). The lengths of arrays give the sizes, or are checked against
 * them. Pass an empty gradient if it is not wanted. The rules of loss.h hold here too: about each loss, and about
 * gradients in place, alignment, threads and NaN.
 *
 * Errors are thrown as loss::error. If LOSS_NO_EXCEPTIONS is defined before the header is included, or if the compiler
 * has exceptions switched off, nothing is thrown and the functions are noexcept: they return a loss::result (a status
 * and a value) or a loss::status. Files compiled one way may be linked with files compiled the other way.
 *
 * Nothing here allocates memory.
 *
 * This header has all losses. A file that needs one family compiles faster with its header alone: "loss/regression.hpp".
 */

#ifndef LOSS_HPP
#define LOSS_HPP

// Families, written by `cargo xtask gen`.
#include "loss/regression.hpp"
#include "loss/binary.hpp"
#include "loss/classification.hpp"
#include "loss/distributions.hpp"
#include "loss/language.hpp"
#include "loss/sequences.hpp"
#include "loss/alignment.hpp"
#include "loss/metric.hpp"
#include "loss/generative.hpp"
#include "loss/penalties.hpp"
// End of families.

#endif
