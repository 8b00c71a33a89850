/**
 * @file loss.h
 * libloss: machine-learning losses and their gradients over float and double arrays, some in half precision.
 *
 * Generated from the Rust sources by cbindgen; do not edit.
 *
 *   double value; float grad[4];
 *   loss_status status = loss_mse_f32(pred, target, 4, NULL, &value, grad);
 *   if (status != LOSS_OK) fprintf(stderr, "%s: %s\n", loss_status_string(status), loss_last_error());
 *
 * All losses have the same order of arguments: inputs, targets, sizes, numbers of the loss (such as a
 * temperature), options, outputs; those of GANs begin with the kind of objective. Every options
 * pointer may be NULL, which means the defaults; a struct of zeros also means the defaults. An output
 * may be NULL if it is not wanted. Arrays need no alignment. After an error no output has been
 * written.
 *
 * A gradient may be exactly the input that it differentiates (in place). No output may overlap an
 * input, another output, or the options and what they point to in any other way. Overlaps of arrays are
 * refused; those with the options themselves, upstream and ignore_index are not looked for. Data is never
 * an error, except a class index out of range: NaN gives NaN in its row, if that has a weight other than
 * 0; infinities give the limit of the formula. If no row counts (there are no rows, or all rows are masked
 * or ignored), value and gradient are 0. The mean (LOSS_MEAN) of rows whose weights have the sum 0 is 0
 * too, and so is its gradient.
 *
 * Results have the same bits for any number of threads, any instruction set and any floating-point
 * settings of the host; these settings are left as they were. (The payload of a NaN is not specified.)
 * Every function may be called from any thread at any time, except from a signal handler. No function
 * allocates memory, except that the system does so for the stack of a thread that the library starts.
 * If no thread can be started, the calling thread does all the work. The complete contract is
 * docs/contract.md.
 *
 * The functions of this header, each with the suffix _f32 or _f64 for the type of its arrays. Those marked
 * [half] exist for half precision as well: with the suffix _bf16 (bfloat16) or _f16 (IEEE binary16) for
 * inputs, targets and gradient of that type, and with _bf16_f32 or _f16_f32 for a gradient of float. Their
 * other arrays are of float, in loss_options_f32. Results are those of the _f32 function, to which the
 * elements are converted exactly, and a gradient of half precision is rounded once more, to nearest, ties to
 * even: beyond the largest number it is infinite, and subnormal numbers are kept.
 *
 * Regression
 *   loss_mse                             Mean squared error [half]
 *   loss_mse_rows                        Mean squared error of rows [half]
 *   loss_rmse                            Root mean squared error
 *   loss_l1                              Absolute error [half]
 *   loss_smooth_l1                       Smooth L1 loss [half]
 *   loss_huber                           Huber loss [half]
 *   loss_pseudo_huber                    Pseudo-Huber loss
 *   loss_log_cosh                        Log-cosh loss
 *   loss_fair                            Fair loss
 *   loss_general_robust                  General robust loss
 *   loss_lp                              Error to a power
 *   loss_quantile                        Quantile loss
 *   loss_expectile                       Expectile loss
 *   loss_epsilon_insensitive             Epsilon-insensitive loss
 *   loss_squared_epsilon_insensitive     Squared epsilon-insensitive loss
 *   loss_mape                            Mean absolute percentage error, as a ratio
 *   loss_msle                            Mean squared logarithmic error
 *   loss_poisson_nll_log                 Negative log-likelihood of a Poisson distribution, by the logarithm of its rate
 *   loss_poisson_nll                     Negative log-likelihood of a Poisson distribution
 *   loss_gamma_deviance_log              Deviance of a gamma distribution, by the logarithm of its mean
 *   loss_tweedie_deviance_log            Deviance of a Tweedie distribution, by the logarithm of its mean
 *   loss_tweedie_deviance                Deviance of a Tweedie distribution
 *   loss_gaussian_nll                    Negative log-likelihood of a Gaussian
 *   loss_gaussian_nll_log                Negative log-likelihood of a Gaussian, by the logarithm of its variance
 *   loss_laplace_nll                     Negative log-likelihood of a Laplace distribution
 *   loss_laplace_nll_log                 Negative log-likelihood of a Laplace distribution, by the logarithm of its scale
 *   loss_student_t_nll                   Negative log-likelihood of Student's t-distribution
 *
 * Two classes
 *   loss_hinge                           Hinge loss
 *   loss_bce                             Binary cross-entropy of probabilities
 *   loss_bce_logits                      Binary cross-entropy of logits [half]
 *   loss_squared_hinge                   Squared hinge loss
 *   loss_perceptron                      Perceptron loss
 *   loss_hinge_embedding                 Hinge loss of distances
 *   loss_modified_huber                  Modified Huber loss
 *   loss_soft_margin                     Logistic loss of signed targets
 *   loss_exponential                     Exponential loss
 *   loss_poly1_bce_logits                Poly-1 binary cross-entropy of logits
 *   loss_sigmoid_focal                   Focal loss of logits [half]
 *   loss_focal                           Focal loss of probabilities
 *   loss_asymmetric_bce_logits           Asymmetric loss of logits
 *
 * Many classes
 *   loss_cross_entropy                   Softmax cross-entropy with class indices [half]
 *   loss_focal_cross_entropy             Focal loss of many classes, with class indices [half]
 *   loss_generalized_cross_entropy       Generalized cross-entropy with class indices [half]
 *   loss_poly1_cross_entropy             Poly-1 cross-entropy with class indices [half]
 *   loss_taylor_cross_entropy            Taylor cross-entropy with class indices [half]
 *   loss_cross_entropy_soft              Softmax cross-entropy with target distributions [half]
 *   loss_focal_cross_entropy_soft        Focal loss of many classes, with target distributions [half]
 *   loss_poly1_cross_entropy_soft        Poly-1 cross-entropy with target distributions [half]
 *   loss_cross_entropy_prob              Cross-entropy of probabilities with target distributions [half]
 *   loss_nll                             Negative log-likelihood of log-probabilities with class indices [half]
 *   loss_softmax                         Softmax [half]
 *   loss_log_softmax                     Logarithm of softmax [half]
 *   loss_softmax_backward                Backward pass of softmax
 *   loss_multi_margin                    Margin loss of many classes, by Weston and Watkins
 *   loss_multiclass_hinge                Hinge loss of many classes, by Crammer and Singer
 *   loss_categorical_hinge               Hinge loss of many classes whose rival is never below 0, as Keras has it
 *   loss_multiclass_perceptron           Perceptron loss of many classes
 *   loss_sparsemax                       Sparsemax loss: the loss of a softmax's sparse twin
 *   loss_multilabel_soft_margin          Binary cross-entropy of several labels per row
 *   loss_coral                           Ordinal regression by ranks: CORAL
 *   loss_corn                            Ordinal regression by conditional ranks: CORN
 *   loss_cumulative_link                 Ordinal regression by cumulative logits: the proportional odds model
 *   loss_multilabel_margin               Margin loss of rows with several right classes
 *
 * Distributions
 *   loss_kl_div                          Kullback-Leibler divergence of log-probabilities from target probabilities [half]
 *   loss_kl_div_log_target               Kullback-Leibler divergence of log-probabilities from target log-probabilities [half]
 *   loss_kl_div_prob                     Kullback-Leibler divergence of probabilities from target probabilities [half]
 *   loss_kl_div_generalized              Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1 [half]
 *   loss_js_div                          Jensen-Shannon divergence of two softmaxes [half]
 *
 * Language models and distillation
 *   loss_causal_lm                       Causal language modelling: softmax cross-entropy with the next token [half]
 *   loss_linear_cross_entropy            Linear layer and softmax cross-entropy, without a matrix of logits [half]
 *   loss_token_log_prob                  Log-probabilities of tokens under a language model [half]
 *   loss_token_log_prob_backward         Backward pass of the log-probabilities of tokens [half]
 *   loss_linear_token_log_prob           Linear layer and log-probabilities of tokens, without a matrix of logits [half]
 *   loss_linear_token_log_prob_backward  Backward pass of a linear layer and log-probabilities of tokens [half]
 *   loss_distillation                    Knowledge distillation: the divergence of a student from its teacher [half]
 *
 * Sequences
 *   loss_ctc                             Connectionist temporal classification, of logits
 *   loss_ctc_log_prob                    Connectionist temporal classification, of logarithms of probabilities
 *
 * Preferences
 *   loss_preference                      Losses of preferences: a chosen and a rejected answer per pair
 *   loss_preference_unpaired             Losses of single answers that are desirable or not
 *
 * Vectors and metric learning
 *   loss_triplet                         Triplet loss: the distance to a sample alike is less than to one that is not, by a margin
 *   loss_triplet_cosine                  Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not
 *   loss_contrastive                     Contrastive loss: pairs that are alike coincide, others are apart by a margin
 *   loss_pairwise_distance               Distance of pairs of vectors by a norm
 *   loss_cosine_distance                 Cosine distance: how far two vectors are from pointing in one direction
 *   loss_cosine_embedding                Cosine embedding loss: pairs that are alike point in one direction, others do not
 *   loss_margin_ranking                  Margin ranking loss
 *   loss_pair_logistic                   Logistic loss of pairs
 *   loss_cosface                         CosFace: cross-entropy of cosines, with a margin for that of the target [half]
 *   loss_arcface                         ArcFace: cross-entropy of cosines, with a margin for the angle of the target [half]
 *
 * Generative models
 *   loss_vae_kl                          Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE
 *   loss_gaussian_kl                     Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own
 *   loss_gan_discriminator               Objective of the discriminator (critic) of a GAN
 *   loss_gan_generator                   Objective of the generator of a GAN
 *
 * Penalties, and several losses as one
 *   loss_l1_penalty                      L1 penalty (lasso)
 *   loss_l2_penalty                      L2 penalty (ridge, weight decay)
 *   loss_elastic_net_penalty             Elastic net penalty: L1 and L2 at once
 *   loss_group_lasso_penalty             Group lasso penalty
 *   loss_entropy_penalty                 Confidence penalty: the negative entropy of a softmax [half]
 *   loss_combine                         Weighted sum of several losses
 *   loss_combine_uncertainty             Several losses weighted by learned uncertainties
 */

#ifndef LOSS_H
#define LOSS_H

#include <stddef.h>
#include <stdint.h>

/** Major version of this header; loss_version() is the version of the library. */
#define LOSS_VERSION_MAJOR 0
/** Minor version of this header. */
#define LOSS_VERSION_MINOR 1
/** Patch version of this header. */
#define LOSS_VERSION_PATCH 0

#ifndef LOSS_API
#if defined(_WIN32) && defined(LOSS_DLL)
/** Functions come from the DLL. */
#define LOSS_API __declspec(dllimport)
#else
#define LOSS_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The 16 bits of a bfloat16, which is the upper half of a float: cast pointers to __bf16 or std::bfloat16_t. */
typedef uint16_t loss_bf16;
/** The 16 bits of an IEEE 754 binary16: cast pointers to _Float16 or std::float16_t. */
typedef uint16_t loss_f16;

/**
 * A function of the host that runs tasks on the host's threads: it calls task(data, index) once for
 * each index in [0, tasks), in any order, on any threads, in parallel or not, and returns when all tasks
 * are done.
 */
typedef void loss_parallel_for(void *ctx, size_t tasks, void (*task)(void *data, size_t index), void *data);

#ifdef __cplusplus
} // extern "C"
#endif

/**
 * `reduction`: sum(weight * loss) / sum(weight).
 */
#define LOSS_MEAN 0

/**
 * `reduction`: sum(weight * loss). Together with the output `losses`, it replaces the reduction
 * "none" of other libraries.
 */
#define LOSS_SUM 1

/**
 * `reduction`: sum(weight * loss) / the number of rows that count.
 */
#define LOSS_MEAN_ROWS 2

/**
 * `normalization`: the loss of a sequence is the sum over its labels.
 */
#define LOSS_LENGTH_SUM 0

/**
 * `normalization`: the loss of a sequence is divided by the number of its labels, or by 1 if it has none.
 */
#define LOSS_LENGTH_MEAN 1

/**
 * `normalization`: the sum of weight times loss is divided by the sum of weight times number of labels, which is then the
 * weight in `sums`. Not with LOSS_MEAN_ROWS.
 */
#define LOSS_LENGTH_TOKENS 2

/**
 * `normalization`: the loss of a sequence is divided by `length`.
 */
#define LOSS_LENGTH_CONSTANT 3

/**
 * `kind` of a GAN: the discriminator maximises log(sigmoid) of real and log(1 - sigmoid) of generated
 * samples; the generator minimises log(1 - sigmoid).
 */
#define LOSS_GAN_MINIMAX 0

/**
 * `kind` of a GAN: the discriminator maximises log(sigmoid) of real and log(1 - sigmoid) of generated
 * samples; the generator maximises log(sigmoid).
 */
#define LOSS_GAN_NON_SATURATING 1

/**
 * `kind` of a GAN: half the squared distance of a score from its aim. For the discriminator the aim is 1
 * (real) or 0 (generated), for the generator it is 1.
 */
#define LOSS_GAN_LEAST_SQUARES 2

/**
 * `kind` of a GAN: hinge losses for the discriminator, with a margin of 1 on either side of 0; the
 * generator maximises its mean score.
 */
#define LOSS_GAN_HINGE 3

/**
 * `kind` of a GAN: the discriminator minimises the mean score of generated samples minus the mean score
 * of real samples; the generator maximises its mean score.
 */
#define LOSS_GAN_WASSERSTEIN 4

/**
 * `kind` of a preference between two answers: direct preference optimization, -log sigmoid(x).
 */
#define LOSS_PREFERENCE_SIGMOID 0

/**
 * `kind` of a preference between two answers: a margin of 1.
 */
#define LOSS_PREFERENCE_HINGE 1

/**
 * `kind` of a preference between two answers: identity preference optimization, the square of a
 * distance.
 */
#define LOSS_PREFERENCE_IPO 2

/**
 * `kind` of a preference between two answers: efficient exact optimization, a divergence from smoothed
 * labels.
 */
#define LOSS_PREFERENCE_EXO 3

/**
 * `kind` of a preference between two answers: noise contrastive alignment.
 */
#define LOSS_PREFERENCE_NCA 4

/**
 * `kind` of a preference between two answers: direct preference optimization that corrects for labels
 * of which a share is wrong.
 */
#define LOSS_PREFERENCE_ROBUST 5

/**
 * `kind` of a preference between two answers: binary classifier optimization of both answers, without
 * a shift.
 */
#define LOSS_PREFERENCE_BCO 6

/**
 * `kind` of a preference between two answers: self-play preference optimization, squares of the
 * distances of both scores.
 */
#define LOSS_PREFERENCE_SPPO 7

/**
 * `kind` of a preference between two answers: anchored preference optimization that makes chosen
 * answers likelier and rejected ones less likely.
 */
#define LOSS_PREFERENCE_APO_ZERO 8

/**
 * `kind` of a preference between two answers: anchored preference optimization that makes both answers
 * less likely, rejected ones more so.
 */
#define LOSS_PREFERENCE_APO_DOWN 9

/**
 * `kind` of a preference between two answers: a mixture of the logistic and the exponential loss,
 * found by search.
 */
#define LOSS_PREFERENCE_DISCOPOP 10

/**
 * `kind` of a preference between two answers: the odds of the chosen answer against those of the
 * rejected one.
 */
#define LOSS_PREFERENCE_ORPO 11

/**
 * `kind` of a loss of single answers: Kahneman-Tversky optimization, a sigmoid of the score.
 */
#define LOSS_UNPAIRED_KTO 0

/**
 * `kind` of a loss of single answers: binary classifier optimization, the logarithm of a sigmoid.
 */
#define LOSS_UNPAIRED_BCO 1

/**
 * `flags`: the gradient is added to its array instead of overwriting it. Not allowed in place.
 */
#define LOSS_ACCUMULATE 1

/**
 * `flags`, of losses whose targets are -1 and 1: the targets are 0 and 1 instead.
 */
#define LOSS_BINARY_TARGETS 2

/**
 * `flags`, of negative log-likelihoods only: value and losses also contain the terms that depend on targets and numbers
 * alone. No derivative depends on them.
 */
#define LOSS_FULL 4

/**
 * `flags`, of triplet losses only: the distance from anchor to negative is the one from positive to
 * negative where that is less.
 */
#define LOSS_SWAP 8

/**
 * `flags`, of losses over sequences only: a loss of +INFINITY, of a sequence that has no path, is 0. Its gradient is 0
 * anyway, and its weight stays.
 */
#define LOSS_ZERO_INFINITY 16

/**
 * `flags`, of functions with a `row_stride`: the padding of the gradient, behind each of its rows, is written 0. The
 * gradient's array then has whole rows: (rows / inner) * row_stride elements. Nothing is written after an error.
 */
#define LOSS_CLEAR_PADDING 32

/**
 * The result of a call: 0 is success, errors are positive, and codes are never reused. After an
 * error no output has been written (with one exception: after LOSS_ERROR_INTERNAL, arrays may be
 * partly written), and loss_last_error() describes the error in a sentence.
 */
enum loss_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Success.
   */
  LOSS_OK = 0,
  /**
   * A required array is NULL, or all outputs are NULL.
   */
  LOSS_ERROR_NULL_POINTER = 1,
  /**
   * An option is out of range, unknown, or has no meaning for this loss.
   */
  LOSS_ERROR_INVALID_ARGUMENT = 2,
  /**
   * Sizes do not fit each other, or the size of an array in bytes overflows.
   */
  LOSS_ERROR_SIZE = 3,
  /**
   * A class index is outside [0, classes) and is not ignore_index.
   */
  LOSS_ERROR_TARGET = 4,
  /**
   * An output overlaps an input or another output. Only a gradient may overlap: it may be exactly
   * the input that it differentiates.
   */
  LOSS_ERROR_OVERLAP = 5,
  /**
   * An allocation failed. No function of this version allocates memory, so none returns this code.
   */
  LOSS_ERROR_OUT_OF_MEMORY = 6,
  /**
   * A defect of the library: a panic, which was caught. Please report it. The process may continue
   * and may call the library again. `value` and `sums` have not been written.
   */
  LOSS_ERROR_INTERNAL = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum loss_status loss_status;
#else
typedef int32_t loss_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The sums from which a value is computed. Each field may be added up over several calls
 * (micro-batches, processes); the mean of all calls is then loss / weight (LOSS_MEAN) or
 * loss / rows (LOSS_MEAN_ROWS).
 */
typedef struct loss_sums {
  /**
   * The sum of weight times loss over the rows that count.
   */
  double loss;
  /**
   * The sum of the weights of the rows that count. The weight of a row is its row weight, times the
   * class weight of its target (index targets) or the sum of class weight times target (soft
   * targets), if the function does not say otherwise.
   */
  double weight;
  /**
   * The number of rows that count.
   */
  uint64_t rows;
} loss_sums;

/**
 * Options of every loss. A "row" is one element in losses of single elements, and one sample in
 * losses over classes. NULL in place of the struct means the defaults, and so does a struct of
 * zeros. A field that is NULL means that the option is not used.
 */
typedef struct loss_options_f32 {
  /**
   * LOSS_MEAN (0), LOSS_SUM or LOSS_MEAN_ROWS.
   */
  uint32_t reduction;
  /**
   * LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SWAP, LOSS_ZERO_INFINITY, LOSS_CLEAR_PADDING,
   * their sum, or 0.
   */
  uint32_t flags;
  /**
   * The largest number of threads to use; 0 means the setting of loss_set_num_threads. Results do
   * not depend on it.
   */
  uint32_t threads;
  /**
   * Reserved: must be 0.
   */
  uint32_t reserved0;
  /**
   * One number: dJ/dvalue, where J is the result that the caller computes from the value (for
   * example a sum of several losses). It multiplies gradient and Hessian, not the value. NULL
   * means 1.
   */
  const double *upstream;
  /**
   * One weight per row. NULL means that all weights are 1.
   */
  const float *weight;
  /**
   * One byte per row. 0 means that the row does not count: it is never read, and its gradient is
   * 0. NULL means that all rows count.
   */
  const uint8_t *mask;
  /**
   * Output, per row: the loss before reduction, without `weight` but with class weights (as in
   * PyTorch's reduction "none"); 0 where the row does not count.
   */
  float *losses;
  /**
   * Output, in the layout of the input: the second derivative of the value by each input element
   * (the diagonal of the Hessian). Weights, reduction and upstream apply as they do to the
   * gradient. It is written, never accumulated.
   */
  float *hessian;
  /**
   * Output: the sums from which the value is computed, without upstream. They are written, never
   * accumulated.
   */
  struct loss_sums *sums;
  /**
   * Memory for functions that need more than their arrays, at any alignment; NULL: none. What it holds before does
   * not matter, and afterwards it holds anything. No result depends on it. Functions that need none accept it and do
   * not touch it. Two calls at the same time need two.
   */
  void *workspace;
  /**
   * The bytes of `workspace`.
   */
  size_t workspace_size;
  /**
   * Reserved: must be 0.
   */
  uint64_t reserved[2];
} loss_options_f32;

/**
 * Options of every loss. A "row" is one element in losses of single elements, and one sample in
 * losses over classes. NULL in place of the struct means the defaults, and so does a struct of
 * zeros. A field that is NULL means that the option is not used.
 */
typedef struct loss_options_f64 {
  /**
   * LOSS_MEAN (0), LOSS_SUM or LOSS_MEAN_ROWS.
   */
  uint32_t reduction;
  /**
   * LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SWAP, LOSS_ZERO_INFINITY, LOSS_CLEAR_PADDING,
   * their sum, or 0.
   */
  uint32_t flags;
  /**
   * The largest number of threads to use; 0 means the setting of loss_set_num_threads. Results do
   * not depend on it.
   */
  uint32_t threads;
  /**
   * Reserved: must be 0.
   */
  uint32_t reserved0;
  /**
   * One number: dJ/dvalue, where J is the result that the caller computes from the value (for
   * example a sum of several losses). It multiplies gradient and Hessian, not the value. NULL
   * means 1.
   */
  const double *upstream;
  /**
   * One weight per row. NULL means that all weights are 1.
   */
  const double *weight;
  /**
   * One byte per row. 0 means that the row does not count: it is never read, and its gradient is
   * 0. NULL means that all rows count.
   */
  const uint8_t *mask;
  /**
   * Output, per row: the loss before reduction, without `weight` but with class weights (as in
   * PyTorch's reduction "none"); 0 where the row does not count.
   */
  double *losses;
  /**
   * Output, in the layout of the input: the second derivative of the value by each input element
   * (the diagonal of the Hessian). Weights, reduction and upstream apply as they do to the
   * gradient. It is written, never accumulated.
   */
  double *hessian;
  /**
   * Output: the sums from which the value is computed, without upstream. They are written, never
   * accumulated.
   */
  struct loss_sums *sums;
  /**
   * Memory for functions that need more than their arrays, at any alignment; NULL: none. What it holds before does
   * not matter, and afterwards it holds anything. No result depends on it. Functions that need none accept it and do
   * not touch it. Two calls at the same time need two.
   */
  void *workspace;
  /**
   * The bytes of `workspace`.
   */
  size_t workspace_size;
  /**
   * Reserved: must be 0.
   */
  uint64_t reserved[2];
} loss_options_f64;

/**
 * Options of losses over classes. NULL in place of the struct means the defaults, and so does a
 * struct of zeros. A field that is NULL means that the option is not used.
 */
typedef struct loss_class_options_f32 {
  /**
   * One weight per class (classes elements). NULL means that all weights are 1.
   */
  const float *class_weight;
  /**
   * For index targets only: a row with this target does not count. NULL means -100.
   */
  const int64_t *ignore_index;
  /**
   * Label smoothing in [0, 1]; 0 means none.
   */
  double label_smoothing;
  /**
   * The logits are divided by the temperature, before everything else; 0 means 1.
   */
  double temperature;
  /**
   * After the temperature, the logits become softcap * tanh(logits / softcap); 0 means no cap.
   */
  double softcap;
  /**
   * Adds z_loss * lse^2 to the loss of a row, with the weight of the row; 0 means none.
   */
  double z_loss;
  /**
   * The distance from the start of one row to the start of the next, in elements, for every
   * (rows, classes) matrix of the call: at least classes, and more for a padded vocabulary. Where
   * inner > 1, it is the distance from one outer index to the next, at least classes * inner. 0
   * means the smallest distance. Padding is neither read nor written. After a call in place, the
   * padding of the gradient therefore still holds logits: the flag LOSS_CLEAR_PADDING sets it to 0, for
   * a matrix product that reads whole rows of the gradient.
   */
  size_t row_stride;
  /**
   * The layout is (rows / inner, classes, inner): for images (N, C, H, W), inner is H * W, and
   * row n * inner + i is pixel i of image n. 0 means 1.
   */
  size_t inner;
  /**
   * Output, per row: log(sum(exp(logits))) of the logits after temperature, softcap and class_bias; 0
   * where the row does not count.
   */
  float *lse;
  /**
   * Output, per row: the entropy of the softmax of the logits after temperature, softcap and
   * class_bias, in nats; 0 where the row does not count.
   */
  float *entropy;
  /**
   * Output, per row: the class of the largest logit after temperature, softcap and class_bias, and the
   * first such class if several are equal; the class of the first NaN if a logit is NaN; 0 where the row
   * does not count.
   */
  int64_t *argmax;
  /**
   * One number per class (classes elements), added to the logits after temperature and softcap, to both
   * models' logits where there are two. NULL means that none is added. -INFINITY leaves the class out:
   * its probability is 0 whatever its logit is. Label smoothing still expects it, at a loss of INFINITY, unless
   * its class weight is 0.
   */
  const float *class_bias;
  /**
   * The index targets (tokens, lists) as 32-bit numbers: the argument that has them as 64-bit numbers is then NULL.
   * `ignore_index` holds for them as well. NULL: the argument has them.
   */
  const int32_t *target_i32;
  /**
   * The distance from one row of soft targets, or of a teacher's logits, to the next, in elements, where it is not that
   * of the logits: at least classes, or classes * inner where inner > 1. 0: row_stride.
   */
  size_t target_stride;
  /**
   * Reserved: must be 0.
   */
  uint64_t reserved[2];
} loss_class_options_f32;

/**
 * Options of losses over classes. NULL in place of the struct means the defaults, and so does a
 * struct of zeros. A field that is NULL means that the option is not used.
 */
typedef struct loss_class_options_f64 {
  /**
   * One weight per class (classes elements). NULL means that all weights are 1.
   */
  const double *class_weight;
  /**
   * For index targets only: a row with this target does not count. NULL means -100.
   */
  const int64_t *ignore_index;
  /**
   * Label smoothing in [0, 1]; 0 means none.
   */
  double label_smoothing;
  /**
   * The logits are divided by the temperature, before everything else; 0 means 1.
   */
  double temperature;
  /**
   * After the temperature, the logits become softcap * tanh(logits / softcap); 0 means no cap.
   */
  double softcap;
  /**
   * Adds z_loss * lse^2 to the loss of a row, with the weight of the row; 0 means none.
   */
  double z_loss;
  /**
   * The distance from the start of one row to the start of the next, in elements, for every
   * (rows, classes) matrix of the call: at least classes, and more for a padded vocabulary. Where
   * inner > 1, it is the distance from one outer index to the next, at least classes * inner. 0
   * means the smallest distance. Padding is neither read nor written. After a call in place, the
   * padding of the gradient therefore still holds logits: the flag LOSS_CLEAR_PADDING sets it to 0, for
   * a matrix product that reads whole rows of the gradient.
   */
  size_t row_stride;
  /**
   * The layout is (rows / inner, classes, inner): for images (N, C, H, W), inner is H * W, and
   * row n * inner + i is pixel i of image n. 0 means 1.
   */
  size_t inner;
  /**
   * Output, per row: log(sum(exp(logits))) of the logits after temperature, softcap and class_bias; 0
   * where the row does not count.
   */
  double *lse;
  /**
   * Output, per row: the entropy of the softmax of the logits after temperature, softcap and
   * class_bias, in nats; 0 where the row does not count.
   */
  double *entropy;
  /**
   * Output, per row: the class of the largest logit after temperature, softcap and class_bias, and the
   * first such class if several are equal; the class of the first NaN if a logit is NaN; 0 where the row
   * does not count.
   */
  int64_t *argmax;
  /**
   * One number per class (classes elements), added to the logits after temperature and softcap, to both
   * models' logits where there are two. NULL means that none is added. -INFINITY leaves the class out:
   * its probability is 0 whatever its logit is. Label smoothing still expects it, at a loss of INFINITY, unless
   * its class weight is 0.
   */
  const double *class_bias;
  /**
   * The index targets (tokens, lists) as 32-bit numbers: the argument that has them as 64-bit numbers is then NULL.
   * `ignore_index` holds for them as well. NULL: the argument has them.
   */
  const int32_t *target_i32;
  /**
   * The distance from one row of soft targets, or of a teacher's logits, to the next, in elements, where it is not that
   * of the logits: at least classes, or classes * inner where inner > 1. 0: row_stride.
   */
  size_t target_stride;
  /**
   * Reserved: must be 0.
   */
  uint64_t reserved[2];
} loss_class_options_f64;

/**
 * Options of losses over sequences: how a sequence counts, and how frames and labels lie. NULL in place of the struct
 * means the defaults, and so does a struct of zeros.
 */
typedef struct loss_sequence_options {
  /**
   * LOSS_LENGTH_SUM (0), LOSS_LENGTH_MEAN, LOSS_LENGTH_TOKENS or LOSS_LENGTH_CONSTANT.
   */
  uint32_t normalization;
  /**
   * Reserved: must be 0.
   */
  uint32_t reserved0;
  /**
   * By what LOSS_LENGTH_CONSTANT divides: finite, above 0. With all others 0.
   */
  double length;
  /**
   * The distance from the first frame of a sequence to that of the next, in elements, of the input and its gradient. 0:
   * max_time * time_stride. What is between frames is neither read nor written.
   */
  size_t batch_stride;
  /**
   * The distance from one frame of a sequence to the next, in elements. 0: classes. Where it is batch * classes and
   * batch_stride is classes, the layout is (max_time, batch, classes).
   */
  size_t time_stride;
  /**
   * The distance from the labels of a sequence to those of the next. 0: they follow each other without a gap.
   */
  size_t target_stride;
  /**
   * Reserved: must be 0.
   */
  uint64_t reserved[4];
} loss_sequence_options;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/* Runtime: version, errors, instruction sets, threads ------------------------------------------ */

/**
 * Bytes of `workspace` in the options with which loss_linear_token_log_prob_backward_bf16_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
 * or 1 for loss_linear_token_log_prob_backward_bf16_f32, which is enough for both.
 * Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_token_log_prob_workspace_bf16_f32(size_t batch,
                                                     size_t seq_len,
                                                     size_t dim,
                                                     size_t vocab,
                                                     uint32_t gradient,
                                                     const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_token_log_prob_backward_f16_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
 * or 1 for loss_linear_token_log_prob_backward_f16_f32, which is enough for both.
 * Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_token_log_prob_workspace_f16_f32(size_t batch,
                                                    size_t seq_len,
                                                    size_t dim,
                                                    size_t vocab,
                                                    uint32_t gradient,
                                                    const struct loss_options_f32 *options);

/**
 * A short text for a status code. It is a static string and never NULL, even for unknown codes.
 */
LOSS_API const char *loss_status_string(int32_t status);

/**
 * A sentence about the last error of a loss_ function on this thread; it names the argument and the
 * row. The string is empty if there was no error, and valid until the next error on this thread.
 */
LOSS_API const char *loss_last_error(void);

/**
 * The version of the library, "major.minor.patch".
 */
LOSS_API const char *loss_version(void);

/**
 * The instruction set in use: "avx512", "avx2", "neon" or "scalar". The environment variable
 * LOSS_ISA, which is read at the first call, can select a simpler one. Results do not depend on the
 * instruction set.
 */
LOSS_API const char *loss_isa(void);

/**
 * Sets the largest number of threads for calls whose options do not set it, the calling thread
 * included. 1 means that no thread is started. 0 means the default: the environment variable
 * LOSS_NUM_THREADS, or without it the number of cores that this process may use. Results do not
 * depend on the number of threads.
 */
LOSS_API loss_status loss_set_num_threads(uint32_t threads);

/**
 * The number of threads that loss_set_num_threads has set, or the default.
 */
LOSS_API uint32_t loss_num_threads(void);

/**
 * Lends the host's threads to the library: from now on, large calls run their tasks through
 * `function`, and the library uses no threads of its own. `function` gets `ctx` as its first argument;
 * its argument `tasks` is at most the number of threads of the call. If `function` is NULL, the library
 * uses its built-in thread pool again. A call that has begun keeps the function with which it began.
 *
 * `function` must return normally, without longjmp or an exception. Results are right even if it does
 * not run each task exactly once: the caller runs the tasks that were left out, a task that is run twice
 * or too late does nothing, and if `function` returns early, the call waits for the tasks that have
 * begun.
 */
LOSS_API loss_status loss_set_executor(loss_parallel_for *function, void *ctx);

/* Regression ----------------------------------------------------------------------------------- */

/**
 * Mean squared error.
 *
 * l = (x − t)², value = Σ w·l / Σ w.  ∂l/∂x = 2(x − t),  ∂²l/∂x² = 2.
 *
 * For regression whose errors are about normally distributed. It is sensitive to outliers.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.2.5.
 */
LOSS_API
loss_status loss_mse_f32(const float *pred,
                         const float *target,
                         size_t n,
                         const struct loss_options_f32 *options,
                         double *value,
                         float *grad);

/**
 * Mean squared error, double precision: see loss_mse_f32.
 */
LOSS_API
loss_status loss_mse_f64(const double *pred,
                         const double *target,
                         size_t n,
                         const struct loss_options_f64 *options,
                         double *value,
                         double *grad);

/**
 * Mean squared error, bfloat16: see loss_mse_f32.
 */
LOSS_API
loss_status loss_mse_bf16(const loss_bf16 *pred,
                          const loss_bf16 *target,
                          size_t n,
                          const struct loss_options_f32 *options,
                          double *value,
                          loss_bf16 *grad);

/**
 * Mean squared error, bfloat16, the gradient float: see loss_mse_f32.
 */
LOSS_API
loss_status loss_mse_bf16_f32(const loss_bf16 *pred,
                              const loss_bf16 *target,
                              size_t n,
                              const struct loss_options_f32 *options,
                              double *value,
                              float *grad);

/**
 * Mean squared error, binary16: see loss_mse_f32.
 */
LOSS_API
loss_status loss_mse_f16(const loss_f16 *pred,
                         const loss_f16 *target,
                         size_t n,
                         const struct loss_options_f32 *options,
                         double *value,
                         loss_f16 *grad);

/**
 * Mean squared error, binary16, the gradient float: see loss_mse_f32.
 */
LOSS_API
loss_status loss_mse_f16_f32(const loss_f16 *pred,
                             const loss_f16 *target,
                             size_t n,
                             const struct loss_options_f32 *options,
                             double *value,
                             float *grad);

/**
 * Mean squared error of rows.
 *
 * l = (1/dim)·Σ_j (x_j − t_j)² over a row, value = Σ w·l / Σ w.  ∂l/∂x_j = 2(x_j − t_j)/dim, ∂²l/∂x_j² = 2/dim.
 *
 * For targets that are rows: the noise, the velocity or the sample that a diffusion model predicts, an image, an
 * embedding. Weight and mask are per row, so that a weight by the noise level or an absent sample is one number. Without
 * them the value is that of `loss_mse`. The mean of weighted rows divides by Σ w, with LOSS_MEAN_ROWS by the number of
 * rows, as weighted losses of diffusion models do. A row without elements has the loss 0.
 *
 * Arguments:
 *   pred, target  input, (rows, dim)
 *   rows, dim     sizes; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: J. Ho et al., Denoising diffusion probabilistic models, arXiv:2006.11239, section 3.4.
 */
LOSS_API
loss_status loss_mse_rows_f32(const float *pred,
                              const float *target,
                              size_t rows,
                              size_t dim,
                              const struct loss_options_f32 *options,
                              double *value,
                              float *grad);

/**
 * Mean squared error of rows, double precision: see loss_mse_rows_f32.
 */
LOSS_API
loss_status loss_mse_rows_f64(const double *pred,
                              const double *target,
                              size_t rows,
                              size_t dim,
                              const struct loss_options_f64 *options,
                              double *value,
                              double *grad);

/**
 * Mean squared error of rows, bfloat16: see loss_mse_rows_f32.
 */
LOSS_API
loss_status loss_mse_rows_bf16(const loss_bf16 *pred,
                               const loss_bf16 *target,
                               size_t rows,
                               size_t dim,
                               const struct loss_options_f32 *options,
                               double *value,
                               loss_bf16 *grad);

/**
 * Mean squared error of rows, bfloat16, the gradient float: see loss_mse_rows_f32.
 */
LOSS_API
loss_status loss_mse_rows_bf16_f32(const loss_bf16 *pred,
                                   const loss_bf16 *target,
                                   size_t rows,
                                   size_t dim,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad);

/**
 * Mean squared error of rows, binary16: see loss_mse_rows_f32.
 */
LOSS_API
loss_status loss_mse_rows_f16(const loss_f16 *pred,
                              const loss_f16 *target,
                              size_t rows,
                              size_t dim,
                              const struct loss_options_f32 *options,
                              double *value,
                              loss_f16 *grad);

/**
 * Mean squared error of rows, binary16, the gradient float: see loss_mse_rows_f32.
 */
LOSS_API
loss_status loss_mse_rows_f16_f32(const loss_f16 *pred,
                                  const loss_f16 *target,
                                  size_t rows,
                                  size_t dim,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * Root mean squared error.
 *
 * value = √(Σ w·(x − t)² / Σ w).  ∂value/∂x = w·(x − t) / (value · Σ w), and 0 where the value is 0.
 *
 * The mean squared error in the units of the target. The root is taken of the whole mean, so that
 * the reduction is LOSS_MEAN alone, `losses` and `sums` hold squared errors, and `hessian` is refused. Value and
 * gradient are right for errors of any size, even where the squares are out of range: `losses` and `sums` are then
 * infinite or 0.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: R. J. Hyndman, A. B. Koehler, Another look at measures of forecast accuracy,
 * International Journal of Forecasting 22, 2006, section 2.1.
 */
LOSS_API
loss_status loss_rmse_f32(const float *pred,
                          const float *target,
                          size_t n,
                          const struct loss_options_f32 *options,
                          double *value,
                          float *grad);

/**
 * Root mean squared error, double precision: see loss_rmse_f32.
 */
LOSS_API
loss_status loss_rmse_f64(const double *pred,
                          const double *target,
                          size_t n,
                          const struct loss_options_f64 *options,
                          double *value,
                          double *grad);

/**
 * Absolute error.
 *
 * l = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t), and 0 at the kink x = t.  ∂²l/∂x² = 0.
 *
 * For regression with outliers: every error has a gradient of the same size, and the best prediction is the median of
 * the targets.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.1.
 */
LOSS_API
loss_status loss_l1_f32(const float *pred,
                        const float *target,
                        size_t n,
                        const struct loss_options_f32 *options,
                        double *value,
                        float *grad);

/**
 * Absolute error, double precision: see loss_l1_f32.
 */
LOSS_API
loss_status loss_l1_f64(const double *pred,
                        const double *target,
                        size_t n,
                        const struct loss_options_f64 *options,
                        double *value,
                        double *grad);

/**
 * Absolute error, bfloat16: see loss_l1_f32.
 */
LOSS_API
loss_status loss_l1_bf16(const loss_bf16 *pred,
                         const loss_bf16 *target,
                         size_t n,
                         const struct loss_options_f32 *options,
                         double *value,
                         loss_bf16 *grad);

/**
 * Absolute error, bfloat16, the gradient float: see loss_l1_f32.
 */
LOSS_API
loss_status loss_l1_bf16_f32(const loss_bf16 *pred,
                             const loss_bf16 *target,
                             size_t n,
                             const struct loss_options_f32 *options,
                             double *value,
                             float *grad);

/**
 * Absolute error, binary16: see loss_l1_f32.
 */
LOSS_API
loss_status loss_l1_f16(const loss_f16 *pred,
                        const loss_f16 *target,
                        size_t n,
                        const struct loss_options_f32 *options,
                        double *value,
                        loss_f16 *grad);

/**
 * Absolute error, binary16, the gradient float: see loss_l1_f32.
 */
LOSS_API
loss_status loss_l1_f16_f32(const loss_f16 *pred,
                            const loss_f16 *target,
                            size_t n,
                            const struct loss_options_f32 *options,
                            double *value,
                            float *grad);

/**
 * Smooth L1 loss.
 *
 * l = q²/(2β) + (a − q), a = |x − t|, q = min(a, β), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)·min(a/β, 1).  ∂²l/∂x² = 1/β
 * where a < β, else 0.
 *
 * For regression with outliers, such as the sides of boxes: squared for errors below β = `beta`, beyond it the
 * absolute error less ½β. It is the Huber loss divided by β, so that no error has a gradient of more than 1, whatever
 * β is. A subnormal β counts as the least normal `double`.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   beta          β: finite, above 0; 0: 1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (beta, options).
 *
 * Reference: R. Girshick, Fast R-CNN, arXiv:1504.08083, section 2.3.
 */
LOSS_API
loss_status loss_smooth_l1_f32(const float *pred,
                               const float *target,
                               size_t n,
                               double beta,
                               const struct loss_options_f32 *options,
                               double *value,
                               float *grad);

/**
 * Smooth L1 loss, double precision: see loss_smooth_l1_f32.
 */
LOSS_API
loss_status loss_smooth_l1_f64(const double *pred,
                               const double *target,
                               size_t n,
                               double beta,
                               const struct loss_options_f64 *options,
                               double *value,
                               double *grad);

/**
 * Smooth L1 loss, bfloat16: see loss_smooth_l1_f32.
 */
LOSS_API
loss_status loss_smooth_l1_bf16(const loss_bf16 *pred,
                                const loss_bf16 *target,
                                size_t n,
                                double beta,
                                const struct loss_options_f32 *options,
                                double *value,
                                loss_bf16 *grad);

/**
 * Smooth L1 loss, bfloat16, the gradient float: see loss_smooth_l1_f32.
 */
LOSS_API
loss_status loss_smooth_l1_bf16_f32(const loss_bf16 *pred,
                                    const loss_bf16 *target,
                                    size_t n,
                                    double beta,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad);

/**
 * Smooth L1 loss, binary16: see loss_smooth_l1_f32.
 */
LOSS_API
loss_status loss_smooth_l1_f16(const loss_f16 *pred,
                               const loss_f16 *target,
                               size_t n,
                               double beta,
                               const struct loss_options_f32 *options,
                               double *value,
                               loss_f16 *grad);

/**
 * Smooth L1 loss, binary16, the gradient float: see loss_smooth_l1_f32.
 */
LOSS_API
loss_status loss_smooth_l1_f16_f32(const loss_f16 *pred,
                                   const loss_f16 *target,
                                   size_t n,
                                   double beta,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad);

/**
 * Huber loss.
 *
 * l = ½q² + δ·(a − q), a = |x − t|, q = min(a, δ).  ∂l/∂x = x − t where a < δ, else δ·sign(x − t).  ∂²l/∂x² = 1 where
 * a < δ, else 0.
 *
 * For regression with outliers: squared for errors below δ = `delta`, linear beyond, so that no error has a
 * gradient of more than δ. With a large δ it is half the squared error, and divided by a small δ about the absolute error.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   delta         δ: finite, above 0; 0: 1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (delta, options).
 *
 * Reference: P. J. Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964,
 * section 1.
 */
LOSS_API
loss_status loss_huber_f32(const float *pred,
                           const float *target,
                           size_t n,
                           double delta,
                           const struct loss_options_f32 *options,
                           double *value,
                           float *grad);

/**
 * Huber loss, double precision: see loss_huber_f32.
 */
LOSS_API
loss_status loss_huber_f64(const double *pred,
                           const double *target,
                           size_t n,
                           double delta,
                           const struct loss_options_f64 *options,
                           double *value,
                           double *grad);

/**
 * Huber loss, bfloat16: see loss_huber_f32.
 */
LOSS_API
loss_status loss_huber_bf16(const loss_bf16 *pred,
                            const loss_bf16 *target,
                            size_t n,
                            double delta,
                            const struct loss_options_f32 *options,
                            double *value,
                            loss_bf16 *grad);

/**
 * Huber loss, bfloat16, the gradient float: see loss_huber_f32.
 */
LOSS_API
loss_status loss_huber_bf16_f32(const loss_bf16 *pred,
                                const loss_bf16 *target,
                                size_t n,
                                double delta,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/**
 * Huber loss, binary16: see loss_huber_f32.
 */
LOSS_API
loss_status loss_huber_f16(const loss_f16 *pred,
                           const loss_f16 *target,
                           size_t n,
                           double delta,
                           const struct loss_options_f32 *options,
                           double *value,
                           loss_f16 *grad);

/**
 * Huber loss, binary16, the gradient float: see loss_huber_f32.
 */
LOSS_API
loss_status loss_huber_f16_f32(const loss_f16 *pred,
                               const loss_f16 *target,
                               size_t n,
                               double delta,
                               const struct loss_options_f32 *options,
                               double *value,
                               float *grad);

/**
 * Pseudo-Huber loss.
 *
 * l = δ²·(H − 1), H = √(1 + ((x − t)/δ)²), value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/H,  ∂²l/∂x² = 1/H³.
 *
 * For regression with outliers: about ½(x − t)² for errors well below δ = `delta` and δ·|x − t| for those beyond, as
 * the Huber loss, but with derivatives of every order. No error has a gradient of more than δ. Nothing cancels near 0,
 * and no square overflows. An infinite error has an infinite loss, the derivative ±δ and the second derivative 0. A subnormal δ counts as the least normal `double`.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   delta         δ: finite, above 0; 0: 1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (delta, options).
 *
 * Reference: R. Hartley, A. Zisserman, Multiple View Geometry in Computer Vision, 2003, appendix 6.8.
 */
LOSS_API
loss_status loss_pseudo_huber_f32(const float *pred,
                                  const float *target,
                                  size_t n,
                                  double delta,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * Pseudo-Huber loss, double precision: see loss_pseudo_huber_f32.
 */
LOSS_API
loss_status loss_pseudo_huber_f64(const double *pred,
                                  const double *target,
                                  size_t n,
                                  double delta,
                                  const struct loss_options_f64 *options,
                                  double *value,
                                  double *grad);

/**
 * Log-cosh loss.
 *
 * l = log cosh(x − t), value = Σ w·l / Σ w.  ∂l/∂x = tanh(x − t),  ∂²l/∂x² = 1 − tanh²(x − t).
 *
 * For regression with outliers: about ½(x − t)² for small errors and |x − t| − log 2 for large ones, so that no error
 * has a gradient of more than 1. It is smooth, and the second derivative is above 0 as long as it does not underflow.
 * There is no cancellation: loss and derivatives have their digits near 0 as well. An infinite error has an infinite
 * loss, the derivative ±1 and the second derivative 0.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: P. Chen, G. Chen, S. Zhang, Log hyperbolic cosine loss improves variational auto-encoder, 2019.
 */
LOSS_API
loss_status loss_log_cosh_f32(const float *pred,
                              const float *target,
                              size_t n,
                              const struct loss_options_f32 *options,
                              double *value,
                              float *grad);

/**
 * Log-cosh loss, double precision: see loss_log_cosh_f32.
 */
LOSS_API
loss_status loss_log_cosh_f64(const double *pred,
                              const double *target,
                              size_t n,
                              const struct loss_options_f64 *options,
                              double *value,
                              double *grad);

/**
 * Fair loss.
 *
 * l = c²·(u − log(1 + u)), u = |x − t|/c, value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/(1 + u),  ∂²l/∂x² = 1/(1 + u)².
 *
 * For regression with outliers: about ½(x − t)² for errors well below `c`, beyond it growing less than the absolute
 * error times c. No error has a gradient of more than c. It is the robust loss whose second derivative is above 0
 * everywhere and falls no faster than a square. Nothing cancels near 0. An infinite error has an infinite loss, the
 * derivative ±c and the second derivative 0. A subnormal c counts as the least normal `double`.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   c             finite, above 0; 0: 1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (c, options).
 *
 * Reference: Z. Zhang, Parameter estimation techniques: a tutorial with application to conic fitting, INRIA RR-2676,
 * 1995, section on M-estimators.
 */
LOSS_API
loss_status loss_fair_f32(const float *pred,
                          const float *target,
                          size_t n,
                          double c,
                          const struct loss_options_f32 *options,
                          double *value,
                          float *grad);

/**
 * Fair loss, double precision: see loss_fair_f32.
 */
LOSS_API
loss_status loss_fair_f64(const double *pred,
                          const double *target,
                          size_t n,
                          double c,
                          const struct loss_options_f64 *options,
                          double *value,
                          double *grad);

/**
 * General robust loss.
 *
 * l = (b/α)·(B^(α/2) − 1), b = 2 − α, B = 1 + z²/b, z = (x − t)/c, value = Σ w·l / Σ w.  ∂l/∂x = (z/c)·B^(α/2 − 1),
 * ∂²l/∂x² = (1/c²)·B^(α/2 − 2)·(1 + (α − 1)·z²/b). In the limits: α = 2: l = ½z², α = 0: l = log(1 + ½z²), α = −∞: l =
 * 1 − e^(−½z²).
 *
 * For regression with outliers of any kind: α = `alpha` says how little they count, from the squared error (2) over
 * the pseudo-Huber loss divided by δ² (1), the Cauchy loss (0, the default) and the Geman-McClure loss (−2) to the
 * Welsch loss (−INFINITY). `c` is the size of errors from which on they count less; near 0 all of them are ½z². With α
 * < 1 the gradient of large errors falls towards 0, and the second derivative is negative there. α may be −INFINITY or
 * any finite number up to 2; α and c are constants here.
 *
 * An infinite error has the loss b/|α| with derivatives 0 if α < 0; else the loss is infinite, the derivative 0 (α <
 * 1), ±1/c (α = 1) or infinite, and the second derivative 0, except 1/c² for α = 2. A subnormal c counts as the least normal `double`.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   alpha         α: at most 2, or -INFINITY
 *   c             finite, above 0; 0: 1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (alpha, c, options).
 *
 * Reference: J. Barron, A general and adaptive robust loss function, arXiv:1701.03077, equation 8.
 */
LOSS_API
loss_status loss_general_robust_f32(const float *pred,
                                    const float *target,
                                    size_t n,
                                    double alpha,
                                    double c,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad);

/**
 * General robust loss, double precision: see loss_general_robust_f32.
 */
LOSS_API
loss_status loss_general_robust_f64(const double *pred,
                                    const double *target,
                                    size_t n,
                                    double alpha,
                                    double c,
                                    const struct loss_options_f64 *options,
                                    double *value,
                                    double *grad);

/**
 * Error to a power.
 *
 * l = a^p, a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = p·sign(x − t)·a^(p − 1),  ∂²l/∂x² = p·(p − 1)·a^(p − 2), and 0 at
 * x = t unless p = 2.
 *
 * For regression between the absolute error and the squared one (1 < p < 2, less sensitive to outliers than the
 * square), or with more weight on the largest errors (p > 2). p = `p` has no default; use loss_l1 for p = 1 and
 * loss_mse for p = 2, which are faster. The second derivative grows without limit near x = t if p < 2; at x = t it
 * counts as 0, so that it stays finite. Powers that are below the normal numbers of the type are 0.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   p             the power: finite, above 1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (p, options).
 *
 * Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.2.
 */
LOSS_API
loss_status loss_lp_f32(const float *pred,
                        const float *target,
                        size_t n,
                        double p,
                        const struct loss_options_f32 *options,
                        double *value,
                        float *grad);

/**
 * Error to a power, double precision: see loss_lp_f32.
 */
LOSS_API
loss_status loss_lp_f64(const double *pred,
                        const double *target,
                        size_t n,
                        double p,
                        const struct loss_options_f64 *options,
                        double *value,
                        double *grad);

/**
 * Quantile loss.
 *
 * l = max(−q·(x − t), (1 − q)·(x − t)), value = Σ w·l / Σ w.  ∂l/∂x = −q where x < t, 1 − q where x > t, and 0 at the kink
 * x = t.  ∂²l/∂x² = 0.
 *
 * For quantile regression, also called pinball loss: the best prediction is the q-quantile of the targets, q =
 * `quantile`. A prediction that is too low costs q per unit, one that is too high 1 − q. Two quantiles, such as 0.05
 * and 0.95, give an interval. At q = ½ it is half the absolute error.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   quantile      q: in (0, 1); 0: 0.5
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (quantile, options).
 *
 * Reference: R. Koenker, G. Bassett, Regression quantiles, Econometrica 46, 1978, section 3.
 */
LOSS_API
loss_status loss_quantile_f32(const float *pred,
                              const float *target,
                              size_t n,
                              double quantile,
                              const struct loss_options_f32 *options,
                              double *value,
                              float *grad);

/**
 * Quantile loss, double precision: see loss_quantile_f32.
 */
LOSS_API
loss_status loss_quantile_f64(const double *pred,
                              const double *target,
                              size_t n,
                              double quantile,
                              const struct loss_options_f64 *options,
                              double *value,
                              double *grad);

/**
 * Expectile loss.
 *
 * l = v·(x − t)², v = τ where x < t, else 1 − τ, value = Σ w·l / Σ w.  ∂l/∂x = 2v·(x − t),  ∂²l/∂x² = 2v.
 *
 * For regression that wants a value off the mean, smoothly: the best prediction is the τ-expectile of the targets, τ =
 * `tau`, to the mean what a quantile is to the median. A prediction that is too low costs τ of its square, one that is
 * too high 1 − τ. At τ = ½ it is half the squared error. The second derivative at x = t is 2(1 − τ): a Newton step
 * needs one that is not 0.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   tau           τ: in (0, 1); 0: 0.5
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (tau, options).
 *
 * Reference: W. Newey, J. Powell, Asymmetric least squares estimation and testing, Econometrica 55, 1987, section 2.
 */
LOSS_API
loss_status loss_expectile_f32(const float *pred,
                               const float *target,
                               size_t n,
                               double tau,
                               const struct loss_options_f32 *options,
                               double *value,
                               float *grad);

/**
 * Expectile loss, double precision: see loss_expectile_f32.
 */
LOSS_API
loss_status loss_expectile_f64(const double *pred,
                               const double *target,
                               size_t n,
                               double tau,
                               const struct loss_options_f64 *options,
                               double *value,
                               double *grad);

/**
 * Epsilon-insensitive loss.
 *
 * l = max(0, a − ε), a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t) where a > ε, else 0, at the kink a = ε as
 * well.  ∂²l/∂x² = 0.
 *
 * For support-vector regression: errors of up to ε = `epsilon` cost nothing, and larger ones are penalised as the
 * absolute error is. Without such a margin (ε = 0) it is loss_l1; 0 stands for the default here.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   epsilon       ε: finite, above 0; 0: 0.1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
 *
 * Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
 * section 1.2.
 */
LOSS_API
loss_status loss_epsilon_insensitive_f32(const float *pred,
                                         const float *target,
                                         size_t n,
                                         double epsilon,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Epsilon-insensitive loss, double precision: see loss_epsilon_insensitive_f32.
 */
LOSS_API
loss_status loss_epsilon_insensitive_f64(const double *pred,
                                         const double *target,
                                         size_t n,
                                         double epsilon,
                                         const struct loss_options_f64 *options,
                                         double *value,
                                         double *grad);

/**
 * Squared epsilon-insensitive loss.
 *
 * l = e², e = max(0, |x − t| − ε), value = Σ w·l / Σ w.  ∂l/∂x = 2·sign(x − t)·e.  ∂²l/∂x² = 2 where |x − t| > ε, else 0,
 * at |x − t| = ε as well.
 *
 * For support-vector regression with squared errors: those of up to ε = `epsilon` cost nothing, and of larger ones the
 * square of what exceeds ε. Without such a margin (ε = 0) it is loss_mse; 0 stands for the default here.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   epsilon       ε: finite, above 0; 0: 0.1
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
 *
 * Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
 * section 1.2, of whose loss it is the square.
 */
LOSS_API
loss_status loss_squared_epsilon_insensitive_f32(const float *pred,
                                                 const float *target,
                                                 size_t n,
                                                 double epsilon,
                                                 const struct loss_options_f32 *options,
                                                 double *value,
                                                 float *grad);

/**
 * Squared epsilon-insensitive loss, double precision: see loss_squared_epsilon_insensitive_f32.
 */
LOSS_API
loss_status loss_squared_epsilon_insensitive_f64(const double *pred,
                                                 const double *target,
                                                 size_t n,
                                                 double epsilon,
                                                 const struct loss_options_f64 *options,
                                                 double *value,
                                                 double *grad);

/**
 * Mean absolute percentage error, as a ratio.
 *
 * l = |x − t|/m, m = max(|t|, ε), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)/m, and 0 at the kink x = t.  ∂²l/∂x² = 0.
 *
 * For regression whose errors count in proportion to the target, such as forecasts of demand; times 100 it is in
 * percent. Predictions that are too low cost at most 1 if both numbers are positive, those that are too high have no
 * limit, so that the best prediction lies below the median. ε = `epsilon` is the least size that a target counts with:
 * near 0 slopes are as large as 1/ε, ten million by default. An ε of 1 suits counts. An infinite target has, of a
 * finite prediction, the loss 1 and the derivative 0. A subnormal ε counts as the least normal `double`.
 *
 * Arguments:
 *   pred, target  input, n elements
 *   n             number of elements; 0 is allowed
 *   epsilon       ε: finite, above 0; 0: 1e-7
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
 *
 * Reference: A. de Myttenaere et al., Mean absolute percentage error for regression models, arXiv:1605.02541, section
 * 2.
 */
LOSS_API
loss_status loss_mape_f32(const float *pred,
                          const float *target,
                          size_t n,
                          double epsilon,
                          const struct loss_options_f32 *options,
                          double *value,
                          float *grad);

/**
 * Mean absolute percentage error, as a ratio, double precision: see loss_mape_f32.
 */
LOSS_API
loss_status loss_mape_f64(const double *pred,
                          const double *target,
                          size_t n,
                          double epsilon,
                          const struct loss_options_f64 *options,
                          double *value,
                          double *grad);

/**
 * Mean squared logarithmic error.
 *
 * l = D², D = log((1 + x)/(1 + t)), value = Σ w·l / Σ w.  ∂l/∂x = 2D/(1 + x),  ∂²l/∂x² = 2(1 − D)/(1 + x)².
 *
 * For regression of counts and amounts that span orders of magnitude: ratios of predictions to targets decide, not
 * differences. Both x and t must be above −1, and are usually not negative. The gradient vanishes for predictions that
 * are far too large, and the second derivative is negative where D > 1. D has its digits for numbers that are near
 * each other and for those that are far apart. At x = −1 the loss is infinite and the derivative −∞; below, and for t
 * below −1, all is NaN. An infinite x has an infinite loss with derivatives 0.
 *
 * Arguments:
 *   pred, target  input, n elements, above 0: any number above −1 is allowed
 *   n             number of elements; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: C. Tofallis, A better measure of relative prediction accuracy for model selection and model estimation,
 * Journal of the Operational Research Society 66, 2015; without the 1, which admits zeros.
 */
LOSS_API
loss_status loss_msle_f32(const float *pred,
                          const float *target,
                          size_t n,
                          const struct loss_options_f32 *options,
                          double *value,
                          float *grad);

/**
 * Mean squared logarithmic error, double precision: see loss_msle_f32.
 */
LOSS_API
loss_status loss_msle_f64(const double *pred,
                          const double *target,
                          size_t n,
                          const struct loss_options_f64 *options,
                          double *value,
                          double *grad);

/**
 * Negative log-likelihood of a Poisson distribution, by the logarithm of its rate.
 *
 * l = e^x − t·x.  ∂l/∂x = e^x − t,  ∂²l/∂x² = e^x.
 *
 * For counts: visits, defects, claims. x is any number, and e^x the rate, the expected count; t is a count, or any number
 * from 0 on. Errors are measured against the square root of the rate, as counts scatter, and not all alike. A count of 0
 * leaves t·x out, also where x is −∞. Where e^x is out of range the loss is ∞, whatever the count.
 *
 * With the flag LOSS_FULL the term log Γ(t + 1) = log t!, on which no derivative depends, is added: exact for every t ≥ 0,
 * whole or not, and NaN for t < 0.
 *
 * Arguments:
 *   log_rate  input, n elements
 *   target    input, n elements, above 0: 0 is allowed too
 *   n         number of elements; 0 is allowed
 *   options   NULL: defaults
 *   value     output, one number; NULL: not wanted
 *   grad      output, in the layout of log_rate: dvalue/dlog_rate; may be log_rate; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
 */
LOSS_API
loss_status loss_poisson_nll_log_f32(const float *log_rate,
                                     const float *target,
                                     size_t n,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad);

/**
 * Negative log-likelihood of a Poisson distribution, by the logarithm of its rate, double precision: see loss_poisson_nll_log_f32.
 */
LOSS_API
loss_status loss_poisson_nll_log_f64(const double *log_rate,
                                     const double *target,
                                     size_t n,
                                     const struct loss_options_f64 *options,
                                     double *value,
                                     double *grad);

/**
 * Negative log-likelihood of a Poisson distribution.
 *
 * l = x − t·log(x + ε).  ∂l/∂x = 1 − t/(x + ε),  ∂²l/∂x² = t/(x + ε)².
 *
 * For counts, from a model whose output x is the rate, the expected count, itself: 0 or above. t is a count, or any number
 * from 0 on. A model of log-rates has `loss_poisson_nll_log`, which needs no ε and has smaller gradients at small rates.
 *
 * ε = `epsilon` keeps the logarithm finite at a rate of 0, and is lost in rounding at larger rates. An ε below the smallest
 * normal number of `double` counts as that. A count of 0 contributes x alone; with any other count a rate below −ε gives
 * NaN. At x = ∞ the loss is ∞. With the flag LOSS_FULL the term log Γ(t + 1) = log t!, on which no derivative depends, is
 * added: exact for every t ≥ 0, whole or not, and NaN for t < 0.
 *
 * Arguments:
 *   rate, target  input, n elements, above 0: 0 is allowed too
 *   n             number of elements; 0 is allowed
 *   epsilon       ε: finite, above 0; 0: 1e-8
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of rate: dvalue/drate; may be rate; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
 *
 * Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
 */
LOSS_API
loss_status loss_poisson_nll_f32(const float *rate,
                                 const float *target,
                                 size_t n,
                                 double epsilon,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * Negative log-likelihood of a Poisson distribution, double precision: see loss_poisson_nll_f32.
 */
LOSS_API
loss_status loss_poisson_nll_f64(const double *rate,
                                 const double *target,
                                 size_t n,
                                 double epsilon,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad);

/**
 * Deviance of a gamma distribution, by the logarithm of its mean.
 *
 * l = e^u − 1 − u, u = log t − x.  ∂l/∂x = 1 − e^u,  ∂²l/∂x² = e^u.
 *
 * For targets above 0 whose scatter grows with their size: sums insured, durations, prices. x is any number, and e^x the
 * mean; t is above 0. The error counts by the ratio t/e^x alone, whatever the size of both. It is half the unit
 * deviance: never below 0, and 0 where the prediction is the target. A shape of the distribution would be a factor only.
 *
 * There is no cancellation: the loss and its first derivative have their digits near 0 as well, as far as x has them. A
 * target of 0 has an infinite loss and the derivative 1; one below 0 gives NaN.
 *
 * Arguments:
 *   log_mean  input, n elements
 *   target    input, n elements, above 0
 *   n         number of elements; 0 is allowed
 *   options   NULL: defaults
 *   value     output, one number; NULL: not wanted
 *   grad      output, in the layout of log_mean: dvalue/dlog_mean; may be log_mean; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
 */
LOSS_API
loss_status loss_gamma_deviance_log_f32(const float *log_mean,
                                        const float *target,
                                        size_t n,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        float *grad);

/**
 * Deviance of a gamma distribution, by the logarithm of its mean, double precision: see loss_gamma_deviance_log_f32.
 */
LOSS_API
loss_status loss_gamma_deviance_log_f64(const double *log_mean,
                                        const double *target,
                                        size_t n,
                                        const struct loss_options_f64 *options,
                                        double *value,
                                        double *grad);

/**
 * Deviance of a Tweedie distribution, by the logarithm of its mean.
 *
 * l = e^((2−p)x)·φ(u), u = log t − x.  ∂l/∂x = e^((2−p)x) − t·e^((1−p)x), ∂²l/∂x² = (2−p)·e^((2−p)x) + (p−1)·t·e^((1−p)x).
 * φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
 *
 * For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
 * year: p = `power` between 1 and 2 is a sum of a random number of gamma distributions. p = 1 is the Poisson
 * distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. x is any number, and e^x the mean. It is half the
 * unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and at 2, and p is a
 * constant.
 *
 * There is no cancellation: the loss and its first derivative have their digits near u = 0 as well, as far as x has them,
 * and nothing overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
 * e^((2−p)x)/(2−p), and infinite for p ≥ 2; the derivative is e^((2−p)x). A target below 0 gives NaN. For p > 2 the loss is
 * not convex where t < e^x·(p − 2)/(p − 1).
 *
 * Arguments:
 *   log_mean  input, n elements
 *   target    input, n elements, above 0: 0 is allowed too
 *   n         number of elements; 0 is allowed
 *   power     p: finite, at least 1; 0: 1.5
 *   options   NULL: defaults
 *   value     output, one number; NULL: not wanted
 *   grad      output, in the layout of log_mean: dvalue/dlog_mean; may be log_mean; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (power, options).
 *
 * Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
 * distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).
 */
LOSS_API
loss_status loss_tweedie_deviance_log_f32(const float *log_mean,
                                          const float *target,
                                          size_t n,
                                          double power,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          float *grad);

/**
 * Deviance of a Tweedie distribution, by the logarithm of its mean, double precision: see loss_tweedie_deviance_log_f32.
 */
LOSS_API
loss_status loss_tweedie_deviance_log_f64(const double *log_mean,
                                          const double *target,
                                          size_t n,
                                          double power,
                                          const struct loss_options_f64 *options,
                                          double *value,
                                          double *grad);

/**
 * Deviance of a Tweedie distribution.
 *
 * l = x^(2−p)·φ(u), u = log(t/x).  ∂l/∂x = x^(−p)·(x − t), ∂²l/∂x² = x^(−p)·((1−p) + p·t/x).
 * φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
 *
 * For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
 * year, from a model whose output x is the mean itself, above 0. p = `power` between 1 and 2 is a sum of a random number of
 * gamma distributions. p = 1 is the Poisson distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. It
 * is half the unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and
 * at 2, and p is a constant. A model of the logarithm of the mean has `loss_tweedie_deviance_log`, which is convex for p ≤ 2; this
 * one is not where p·t < (p − 1)·x.
 *
 * There is no cancellation: the loss and its first derivative have their digits near x = t as well, and nothing
 * overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
 * x^(2−p)/(2−p), and infinite for p ≥ 2; the derivative is x^(1−p). A mean of 0 has an infinite loss and the derivative −∞
 * unless the target is 0. A mean or a target below 0 gives NaN.
 *
 * Arguments:
 *   mean     input, n elements, above 0
 *   target   input, n elements, above 0: 0 is allowed too
 *   n        number of elements; 0 is allowed
 *   power    p: finite, at least 1; 0: 1.5
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of mean: dvalue/dmean; may be mean; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (power, options).
 *
 * Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
 * distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).
 */
LOSS_API
loss_status loss_tweedie_deviance_f32(const float *mean,
                                      const float *target,
                                      size_t n,
                                      double power,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad);

/**
 * Deviance of a Tweedie distribution, double precision: see loss_tweedie_deviance_f32.
 */
LOSS_API
loss_status loss_tweedie_deviance_f64(const double *mean,
                                      const double *target,
                                      size_t n,
                                      double power,
                                      const struct loss_options_f64 *options,
                                      double *value,
                                      double *grad);

/**
 * Negative log-likelihood of a Gaussian.
 *
 * l = v^β·½(log v + r²/v), r = mean − target, v = max(var, ε).
 * ∂l/∂mean = v^β·r/v,  ∂l/∂var = v^β·½(1 − r²/v)/v, where v^β is treated as a constant, also for var < ε.
 *
 * For regression that predicts its own uncertainty: a mean and a variance per element. Large errors at a small variance
 * are penalised most, and a large variance by its logarithm. With β = `beta` = 0, the likelihood itself, elements with
 * a large variance have small gradients, and a mean that fits badly may stay so; β = ½ is a good weight against that, β = 1
 * gives the mean the gradient of half a squared error. The weight v^β is not differentiated, as in the paper of
 * Seitzer et al.
 *
 * ε = `epsilon` keeps the variance away from 0; the gradient by a variance below ε is that at ε, not 0, so that the variance
 * can recover. An ε below the smallest normal number of `double` counts as that. With the flag LOSS_FULL the term
 * v^β·½·log 2π, on which no gradient depends, is added. Both gradients follow the options: `upstream`, weights,
 * LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   mean       input, n elements
 *   var        input, n elements, above 0
 *   target     input, n elements
 *   n          number of elements; 0 is allowed
 *   beta       β: finite, not negative
 *   epsilon    ε: finite, above 0; 0: 1e-6
 *   options    NULL: defaults
 *   value      output, one number; NULL: not wanted
 *   grad_mean  output, in the layout of mean: dvalue/dmean; may be mean; NULL: not wanted
 *   grad_var   output, in the layout of var: dvalue/dvar; may be var; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (beta, epsilon, options).
 *
 * References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
 * IEEE International Conference on Neural Networks, 1994; M. Seitzer et al., On the pitfalls of heteroscedastic uncertainty
 * estimation with probabilistic neural networks, arXiv:2203.09168, section 4.
 */
LOSS_API
loss_status loss_gaussian_nll_f32(const float *mean,
                                  const float *var,
                                  const float *target,
                                  size_t n,
                                  double beta,
                                  double epsilon,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad_mean,
                                  float *grad_var);

/**
 * Negative log-likelihood of a Gaussian, double precision: see loss_gaussian_nll_f32.
 */
LOSS_API
loss_status loss_gaussian_nll_f64(const double *mean,
                                  const double *var,
                                  const double *target,
                                  size_t n,
                                  double beta,
                                  double epsilon,
                                  const struct loss_options_f64 *options,
                                  double *value,
                                  double *grad_mean,
                                  double *grad_var);

/**
 * Negative log-likelihood of a Gaussian, by the logarithm of its variance.
 *
 * l = ½(s + r²·e^−s), r = mean − target, s = log_var.
 * ∂l/∂mean = r·e^−s,  ∂l/∂log_var = ½(1 − r²·e^−s).
 *
 * For regression that predicts its own uncertainty, from a model whose second output is any number: its exponential is
 * the variance. It needs neither a softplus nor a smallest variance. `loss_gaussian_nll` takes the variance itself, and
 * has a weight for elements of large variance.
 *
 * Terms are made of r·e^(−s/2) and its square, not of e^−s and r², which may be out of range before them. They are 0 where
 * r is 0, whatever s is; at s = −∞ the loss is +∞ for every other r. With the flag LOSS_FULL the term ½·log 2π, on which no gradient depends, is
 * added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two
 * inputs.
 *
 * Arguments:
 *   mean, log_var, target  input, n elements
 *   n                      number of elements; 0 is allowed
 *   options                NULL: defaults
 *   value                  output, one number; NULL: not wanted
 *   grad_mean              output, in the layout of mean: dvalue/dmean; may be mean; NULL: not wanted
 *   grad_log_var           output, in the layout of log_var: dvalue/dlog_var; may be log_var; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
 * IEEE International Conference on Neural Networks, 1994; A. Kendall, Y. Gal, What uncertainties do we need in Bayesian
 * deep learning for computer vision?, arXiv:1703.04977, section 3.
 */
LOSS_API
loss_status loss_gaussian_nll_log_f32(const float *mean,
                                      const float *log_var,
                                      const float *target,
                                      size_t n,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad_mean,
                                      float *grad_log_var);

/**
 * Negative log-likelihood of a Gaussian, by the logarithm of its variance, double precision: see loss_gaussian_nll_log_f32.
 */
LOSS_API
loss_status loss_gaussian_nll_log_f64(const double *mean,
                                      const double *log_var,
                                      const double *target,
                                      size_t n,
                                      const struct loss_options_f64 *options,
                                      double *value,
                                      double *grad_mean,
                                      double *grad_log_var);

/**
 * Negative log-likelihood of a Laplace distribution.
 *
 * l = log b + |r|/b, r = loc − target, b = max(scale, ε).
 * ∂l/∂loc = sign(r)/b, and 0 at r = 0,  ∂l/∂scale = (1 − |r|/b)/b, also for scale < ε.
 *
 * For regression that predicts its own uncertainty and has outliers: a location and a scale per element. The best
 * location is the median of the targets, and the best scale their mean absolute error. No element has a gradient by the
 * location of more than 1/b, however far its target is.
 *
 * ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε is that at ε, not 0, so that the scale can
 * recover. An ε below the smallest normal number of `double` counts as that. With the flag LOSS_FULL the term log 2, on
 * which no gradient depends, is added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is
 * no Hessian, as there are two inputs.
 *
 * Arguments:
 *   loc         input, n elements
 *   scale       input, n elements, above 0
 *   target      input, n elements
 *   n           number of elements; 0 is allowed
 *   epsilon     ε: finite, above 0; 0: 1e-6
 *   options     NULL: defaults
 *   value       output, one number; NULL: not wanted
 *   grad_loc    output, in the layout of loc: dvalue/dloc; may be loc; NULL: not wanted
 *   grad_scale  output, in the layout of scale: dvalue/dscale; may be scale; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
 *
 * Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
 * arXiv:1703.04977, section 3.
 */
LOSS_API
loss_status loss_laplace_nll_f32(const float *loc,
                                 const float *scale,
                                 const float *target,
                                 size_t n,
                                 double epsilon,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad_loc,
                                 float *grad_scale);

/**
 * Negative log-likelihood of a Laplace distribution, double precision: see loss_laplace_nll_f32.
 */
LOSS_API
loss_status loss_laplace_nll_f64(const double *loc,
                                 const double *scale,
                                 const double *target,
                                 size_t n,
                                 double epsilon,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad_loc,
                                 double *grad_scale);

/**
 * Negative log-likelihood of a Laplace distribution, by the logarithm of its scale.
 *
 * l = s + |r|·e^−s, r = loc − target, s = log_scale.
 * ∂l/∂loc = sign(r)·e^−s, and 0 at r = 0,  ∂l/∂log_scale = 1 − |r|·e^−s.
 *
 * For regression that predicts its own uncertainty and has outliers, from a model whose second output is any number: its
 * exponential is the scale. It needs neither a softplus nor a smallest scale. `loss_laplace_nll` takes the scale itself.
 *
 * |r|·e^−s is formed by e^(−s/2) twice, as e^−s may be out of range before it. It is 0 where r is 0, whatever s is; at s =
 * −∞ the loss is +∞ for every other r. With the flag LOSS_FULL the term log 2, on which no gradient depends, is
 * added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two
 * inputs.
 *
 * Arguments:
 *   loc, log_scale, target  input, n elements
 *   n                       number of elements; 0 is allowed
 *   options                 NULL: defaults
 *   value                   output, one number; NULL: not wanted
 *   grad_loc                output, in the layout of loc: dvalue/dloc; may be loc; NULL: not wanted
 *   grad_log_scale          output, in the layout of log_scale: dvalue/dlog_scale; may be log_scale; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
 * arXiv:1703.04977, section 3.
 */
LOSS_API
loss_status loss_laplace_nll_log_f32(const float *loc,
                                     const float *log_scale,
                                     const float *target,
                                     size_t n,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad_loc,
                                     float *grad_log_scale);

/**
 * Negative log-likelihood of a Laplace distribution, by the logarithm of its scale, double precision: see loss_laplace_nll_log_f32.
 */
LOSS_API
loss_status loss_laplace_nll_log_f64(const double *loc,
                                     const double *log_scale,
                                     const double *target,
                                     size_t n,
                                     const struct loss_options_f64 *options,
                                     double *value,
                                     double *grad_loc,
                                     double *grad_log_scale);

/**
 * Negative log-likelihood of Student's t-distribution.
 *
 * l = log b + ½(ν + 1)·log(1 + k²/ν), k = (loc − target)/b, b = max(scale, ε).
 * ∂l/∂loc = (ν + 1)·k/(ν + k²)/b,  ∂l/∂scale = ν·(1 − k²)/(ν + k²)/b, also for scale < ε.
 *
 * For regression that predicts its own uncertainty and has outliers that tell nothing: a location and a scale per
 * element. ν = `df`, the degrees of freedom, says how heavy the tails are: 1 is the Cauchy distribution, 3 to 10 are usual,
 * and a large ν is the Gaussian. The gradient by the location falls again beyond |k| = √ν, so that a target far away has
 * hardly any; the one by the scale approaches −ν/b there.
 *
 * ν must be given, as a default would hide the choice. Outside of 2^−126 to 2^126 (double: 2^−1022 to 2^1022) it counts as
 * the nearest of these, but in the constant term. ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε
 * is that at ε, not 0, so that the scale can recover. An ε below the smallest normal number of `double` counts as that. With
 * the flag LOSS_FULL the term ½·log νπ + log Γ(ν/2) − log Γ((ν + 1)/2), on which no gradient depends, is added. Both
 * gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   loc         input, n elements
 *   scale       input, n elements, above 0
 *   target      input, n elements
 *   n           number of elements; 0 is allowed
 *   df          ν: finite, above 0
 *   epsilon     ε: finite, above 0; 0: 1e-6
 *   options     NULL: defaults
 *   value       output, one number; NULL: not wanted
 *   grad_loc    output, in the layout of loc: dvalue/dloc; may be loc; NULL: not wanted
 *   grad_scale  output, in the layout of scale: dvalue/dscale; may be scale; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (df, epsilon, options).
 *
 * Reference: K. L. Lange, R. J. A. Little, J. M. G. Taylor, Robust statistical modeling using the t distribution, Journal of
 * the American Statistical Association 84, 1989, section 2.
 */
LOSS_API
loss_status loss_student_t_nll_f32(const float *loc,
                                   const float *scale,
                                   const float *target,
                                   size_t n,
                                   double df,
                                   double epsilon,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad_loc,
                                   float *grad_scale);

/**
 * Negative log-likelihood of Student's t-distribution, double precision: see loss_student_t_nll_f32.
 */
LOSS_API
loss_status loss_student_t_nll_f64(const double *loc,
                                   const double *scale,
                                   const double *target,
                                   size_t n,
                                   double df,
                                   double epsilon,
                                   const struct loss_options_f64 *options,
                                   double *value,
                                   double *grad_loc,
                                   double *grad_scale);

/* Two classes ---------------------------------------------------------------------------------- */

/**
 * Hinge loss.
 *
 * l = max(0, 1 − t·x).  ∂l/∂x = −t where t·x < 1, else 0, at the kink t·x = 1 as well.  ∂²l/∂x² = 0.
 *
 * For maximum-margin classification: x is a score, t is −1 or 1. With the flag
 * LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves
 * its score out: l = 1, whatever x is.
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: C. Cortes, V. Vapnik, Support-vector networks, Machine Learning 20, 1995, section 3.
 */
LOSS_API
loss_status loss_hinge_f32(const float *pred,
                           const float *target,
                           size_t n,
                           const struct loss_options_f32 *options,
                           double *value,
                           float *grad);

/**
 * Hinge loss, double precision: see loss_hinge_f32.
 */
LOSS_API
loss_status loss_hinge_f64(const double *pred,
                           const double *target,
                           size_t n,
                           const struct loss_options_f64 *options,
                           double *value,
                           double *grad);

/**
 * Binary cross-entropy of probabilities.
 *
 * l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), with t·(1 − ε) + ε/2 in place of t.
 * ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².
 *
 * x is a probability, t a target in [0, 1]. ε = `label_smoothing` draws targets towards ½, as in Keras. The clamps are
 * PyTorch's. For a model that ends in a sigmoid, use loss_bce_logits on the numbers before the sigmoid: it is exact
 * and needs no clamps.
 *
 * An x outside [0, 1] is not an error (PyTorch refuses it): value and derivatives are NaN, because one of the
 * two logarithms is NaN. A target of 0 or 1, without smoothing, leaves out one logarithm. If this is the one that is
 * NaN, value and derivatives follow the other one: against t = 1, an x that rounding left just above 1 has the loss
 * −log x and the derivative −1/x.
 *
 * Arguments:
 *   prob, target     input, n elements, in [0, 1]
 *   n                number of elements; 0 is allowed
 *   label_smoothing  ε: in [0, 1]
 *   options          NULL: defaults
 *   value            output, one number; NULL: not wanted
 *   grad             output, in the layout of prob: dvalue/dprob; may be prob; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (label_smoothing, options).
 *
 * Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
 */
LOSS_API
loss_status loss_bce_f32(const float *prob,
                         const float *target,
                         size_t n,
                         double label_smoothing,
                         const struct loss_options_f32 *options,
                         double *value,
                         float *grad);

/**
 * Binary cross-entropy of probabilities, double precision: see loss_bce_f32.
 */
LOSS_API
loss_status loss_bce_f64(const double *prob,
                         const double *target,
                         size_t n,
                         double label_smoothing,
                         const struct loss_options_f64 *options,
                         double *value,
                         double *grad);

/**
 * Binary cross-entropy of logits.
 *
 * l = (1 − t)·softplus(x) + p·t·softplus(−x), softplus(x) = log(1 + e^x), with t·(1 − ε) + ε/2 in place of t.
 * ∂l/∂x = (1 − t)·σ(x) − p·t·σ(−x),  ∂²l/∂x² = (1 − t + p·t)·σ(x)·σ(−x).
 *
 * x is a logit, t a target in [0, 1]. p = `pos_weight` multiplies the loss of positive targets; the ratio of
 * negative to positive targets in the data balances the two. ε = `label_smoothing` draws targets towards ½ before
 * that, as in Keras. The loss is exact for logits of any size.
 *
 * Arguments:
 *   logits           input, n elements
 *   target           input, n elements, in [0, 1]
 *   n                number of elements; 0 is allowed
 *   pos_weight       finite, above 0; 0: 1
 *   label_smoothing  ε: in [0, 1]
 *   options          NULL: defaults
 *   value            output, one number; NULL: not wanted
 *   grad             output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (pos_weight, label_smoothing, options).
 *
 * Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
 */
LOSS_API
loss_status loss_bce_logits_f32(const float *logits,
                                const float *target,
                                size_t n,
                                double pos_weight,
                                double label_smoothing,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/**
 * Binary cross-entropy of logits, double precision: see loss_bce_logits_f32.
 */
LOSS_API
loss_status loss_bce_logits_f64(const double *logits,
                                const double *target,
                                size_t n,
                                double pos_weight,
                                double label_smoothing,
                                const struct loss_options_f64 *options,
                                double *value,
                                double *grad);

/**
 * Binary cross-entropy of logits, bfloat16: see loss_bce_logits_f32.
 */
LOSS_API
loss_status loss_bce_logits_bf16(const loss_bf16 *logits,
                                 const loss_bf16 *target,
                                 size_t n,
                                 double pos_weight,
                                 double label_smoothing,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 loss_bf16 *grad);

/**
 * Binary cross-entropy of logits, bfloat16, the gradient float: see loss_bce_logits_f32.
 */
LOSS_API
loss_status loss_bce_logits_bf16_f32(const loss_bf16 *logits,
                                     const loss_bf16 *target,
                                     size_t n,
                                     double pos_weight,
                                     double label_smoothing,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad);

/**
 * Binary cross-entropy of logits, binary16: see loss_bce_logits_f32.
 */
LOSS_API
loss_status loss_bce_logits_f16(const loss_f16 *logits,
                                const loss_f16 *target,
                                size_t n,
                                double pos_weight,
                                double label_smoothing,
                                const struct loss_options_f32 *options,
                                double *value,
                                loss_f16 *grad);

/**
 * Binary cross-entropy of logits, binary16, the gradient float: see loss_bce_logits_f32.
 */
LOSS_API
loss_status loss_bce_logits_f16_f32(const loss_f16 *logits,
                                    const loss_f16 *target,
                                    size_t n,
                                    double pos_weight,
                                    double label_smoothing,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad);

/**
 * Squared hinge loss.
 *
 * l = max(0, 1 − t·x)².  ∂l/∂x = −2t·max(0, 1 − t·x),  ∂²l/∂x² = 2t² where t·x < 1, else 0, at t·x = 1 as well.
 *
 * For maximum-margin classification with a smooth derivative, and with a larger loss than that of the hinge for
 * elements far on the wrong side: x is a score, t is −1 or 1. With the flag LOSS_BINARY_TARGETS the targets are 0 and
 * 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x is.
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: Y. Tang, Deep learning using linear support vector machines, arXiv:1306.0239, section 2.
 */
LOSS_API
loss_status loss_squared_hinge_f32(const float *pred,
                                   const float *target,
                                   size_t n,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad);

/**
 * Squared hinge loss, double precision: see loss_squared_hinge_f32.
 */
LOSS_API
loss_status loss_squared_hinge_f64(const double *pred,
                                   const double *target,
                                   size_t n,
                                   const struct loss_options_f64 *options,
                                   double *value,
                                   double *grad);

/**
 * Perceptron loss.
 *
 * l = max(0, −t·x).  ∂l/∂x = −t where t·x ≤ 0, else 0.  ∂²l/∂x² = 0.
 *
 * For online learning of linear models: x is a score, t is −1 or 1. Elements on the right side, however near the
 * border, have no loss; the hinge loss also asks for a margin. With the flag LOSS_BINARY_TARGETS the targets are 0 and
 * 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 0, whatever x is.
 *
 * At the kink t·x = 0 the derivative is −t, not 0 as at the kinks of the other losses: that is the update rule of the
 * perceptron. A linear model whose weights begin at 0 has only scores of 0, and would never move otherwise.
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with
 * perceptron algorithms, EMNLP 2002, section 2.
 */
LOSS_API
loss_status loss_perceptron_f32(const float *pred,
                                const float *target,
                                size_t n,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/**
 * Perceptron loss, double precision: see loss_perceptron_f32.
 */
LOSS_API
loss_status loss_perceptron_f64(const double *pred,
                                const double *target,
                                size_t n,
                                const struct loss_options_f64 *options,
                                double *value,
                                double *grad);

/**
 * Hinge loss of distances.
 *
 * l = x for t = 1, max(0, m − x) for t = −1.
 * ∂l/∂x = 1 for t = 1; for t = −1 it is −1 where x < m, else 0, at the kink x = m as well.  ∂²l/∂x² = 0.
 *
 * For embeddings of pairs: x is the distance of a pair, t is 1 if its members belong together, −1 if they do not.
 * Similar pairs are drawn together, others pushed apart until their distance is m = `margin`. With the flag
 * LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these.
 *
 * A distance is not checked: a negative x has a negative loss for t = 1. A target that is neither 1 nor −1 has the sum
 * of both branches, x + max(0, m − x), which is max(x, m), as in PyTorch.
 *
 * Arguments:
 *   pred     input, n elements: distances
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   margin   m: finite, above 0; 0: 1
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (margin, options).
 *
 * Reference: R. Hadsell, S. Chopra, Y. LeCun, Dimensionality reduction by learning an invariant mapping, CVPR 2006,
 * section 2.1.
 */
LOSS_API
loss_status loss_hinge_embedding_f32(const float *pred,
                                     const float *target,
                                     size_t n,
                                     double margin,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad);

/**
 * Hinge loss of distances, double precision: see loss_hinge_embedding_f32.
 */
LOSS_API
loss_status loss_hinge_embedding_f64(const double *pred,
                                     const double *target,
                                     size_t n,
                                     double margin,
                                     const struct loss_options_f64 *options,
                                     double *value,
                                     double *grad);

/**
 * Modified Huber loss.
 *
 * l = max(0, 1 − t·x)² where t·x ≥ −1, else −4t·x.  ∂l/∂x = −2t·min(max(0, 1 − t·x), 2),  ∂²l/∂x² = 2t² where
 * −1 ≤ t·x < 1, else 0.
 *
 * For maximum-margin classification with outliers: the squared hinge loss that continues as a straight line, so that
 * no element has a gradient of more than 4. x is a score, t is −1 or 1. With the flag LOSS_BINARY_TARGETS the targets
 * are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x
 * is. The best score for elements of which a share p is positive is 2p − 1, so that (1 + min(max(x, −1), 1))/2
 * estimates p.
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: T. Zhang, Solving large scale linear prediction problems using stochastic gradient descent algorithms,
 * ICML 2004.
 */
LOSS_API
loss_status loss_modified_huber_f32(const float *pred,
                                    const float *target,
                                    size_t n,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad);

/**
 * Modified Huber loss, double precision: see loss_modified_huber_f32.
 */
LOSS_API
loss_status loss_modified_huber_f64(const double *pred,
                                    const double *target,
                                    size_t n,
                                    const struct loss_options_f64 *options,
                                    double *value,
                                    double *grad);

/**
 * Logistic loss of signed targets.
 *
 * l = log(1 + e^(−t·x)).  ∂l/∂x = −t·σ(−t·x),  ∂²l/∂x² = t²·σ(t·x)·σ(−t·x).
 *
 * For classification with targets of −1 and 1: x is a logit. It is the binary cross-entropy of logits for the target
 * (1 + t)/2. With the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. The loss is exact for
 * logits of any size: far on the wrong side it is −t·x. A target between −1 and 1 scales the logit, so that it is no
 * probability of the classes: for these use loss_bce_logits. A target of 0 on the scale from −1 to 1 leaves its logit
 * out: l = log 2, whatever x is.
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
 * Annals of Statistics 28, 2000, section 4.
 */
LOSS_API
loss_status loss_soft_margin_f32(const float *pred,
                                 const float *target,
                                 size_t n,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * Logistic loss of signed targets, double precision: see loss_soft_margin_f32.
 */
LOSS_API
loss_status loss_soft_margin_f64(const double *pred,
                                 const double *target,
                                 size_t n,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad);

/**
 * Exponential loss.
 *
 * l = ½(1 + t)·e^−x + ½(1 − t)·e^x, which is e^(−t·x) for t = ±1.
 * ∂l/∂x = −½(1 + t)·e^−x + ½(1 − t)·e^x,  ∂²l/∂x² = l.
 *
 * For boosting, as AdaBoost does: x is a score, half the logit, so that the probability is σ(2x). t is −1 or 1, or
 * between them: the loss is linear in t. With the flag LOSS_BINARY_TARGETS the targets are in [0, 1] and stand for 2t
 * − 1. One element far on the wrong side has nearly all of the gradient: the losses with a logarithm bear wrong
 * targets better.
 *
 * Loss and derivatives are infinite where e^|x| overflows, beyond |x| = 88 for float and 709 for double. An
 * exponential whose coefficient is 0 is left out.
 *
 * Arguments:
 *   pred     input, n elements
 *   target   input, n elements, −1 or 1
 *   n        number of elements; 0 is allowed
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
 * Annals of Statistics 28, 2000, section 4.
 */
LOSS_API
loss_status loss_exponential_f32(const float *pred,
                                 const float *target,
                                 size_t n,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * Exponential loss, double precision: see loss_exponential_f32.
 */
LOSS_API
loss_status loss_exponential_f64(const double *pred,
                                 const double *target,
                                 size_t n,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad);

/**
 * Poly-1 binary cross-entropy of logits.
 *
 * l = C + ε·(1 − p_t), C = (1 − t)·softplus(x) + t·softplus(−x), 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
 * ∂l/∂x = σ(x) − t + ε·(1 − 2t)·σ(x)·σ(−x),  ∂²l/∂x² = σ(x)·σ(−x)·(1 + ε·(1 − 2t)·(1 − 2σ(x))).
 *
 * The binary cross-entropy is the sum of (1 − p_t)^j/j over j = 1, 2, …, where p_t is the probability of the target;
 * this loss has 1 + ε, ε = `epsilon`, in place of the first coefficient. x is a logit, t a target in [0, 1]. With ε
 * above 0 elements that are nearly right count more than they do in the cross-entropy, with ε below 0 they count less.
 * Loss and gradient are exact for logits of any size, and for all ε, also near −1, where they vanish with the square
 * of 1 − p_t.
 *
 * ε = 0 stands for the default; for a loss without the term call loss_bce_logits.
 *
 * Arguments:
 *   logits   input, n elements
 *   target   input, n elements, in [0, 1]
 *   n        number of elements; 0 is allowed
 *   epsilon  ε: finite, at least -1; 0: 2
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
 *
 * Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
 * arXiv:2204.12511, section 4.
 */
LOSS_API
loss_status loss_poly1_bce_logits_f32(const float *logits,
                                      const float *target,
                                      size_t n,
                                      double epsilon,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad);

/**
 * Poly-1 binary cross-entropy of logits, double precision: see loss_poly1_bce_logits_f32.
 */
LOSS_API
loss_status loss_poly1_bce_logits_f64(const double *logits,
                                      const double *target,
                                      size_t n,
                                      double epsilon,
                                      const struct loss_options_f64 *options,
                                      double *value,
                                      double *grad);

/**
 * Focal loss of logits.
 *
 * l = α_t·m^γ·C, C = (1 − t)·softplus(x) + t·softplus(−x), m = 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
 * ∂l/∂x = α_t·m^γ·(γρC + σ(x) − t), ρ = m'/m, m' = (1 − 2t)·W, W = σ(x)·σ(−x).
 * ∂²l/∂x² = α_t·m^γ·(γ(γ − 1)·ρ²C + γρ·(1 − 2σ(x))·C + 2γρ·(σ(x) − t) + W).
 *
 * For two classes of which one is rare, as in detection: C is the binary cross-entropy, and the weight m^γ, γ =
 * `gamma`, leaves little of elements that are nearly right, of which there are many. x is a logit, t a target in [0,
 * 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha` balances the classes; 0 switches it off: α_t = 1. Torchvision's
 * default is α = 0.25.
 *
 * The paper divides the sum by the number of positive targets: use LOSS_SUM, and divide. m is not formed by a
 * subtraction, so that elements that are confidently right have their digits. An infinite logit on the right side has
 * the loss 0, on the wrong side an infinite one with the derivative ±α_t. Very small γ are no problem: no power of m
 * is divided by m. The second derivative of elements that are confidently wrong is below 0.
 *
 * Arguments:
 *   logits   input, n elements
 *   target   input, n elements, in [0, 1]
 *   n        number of elements; 0 is allowed
 *   alpha    α, 0 switches it off: in [0, 1)
 *   gamma    γ: finite, above 0; 0: 2
 *   options  NULL: defaults
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (alpha, gamma, options).
 *
 * Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3 and appendix B.
 */
LOSS_API
loss_status loss_sigmoid_focal_f32(const float *logits,
                                   const float *target,
                                   size_t n,
                                   double alpha,
                                   double gamma,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad);

/**
 * Focal loss of logits, double precision: see loss_sigmoid_focal_f32.
 */
LOSS_API
loss_status loss_sigmoid_focal_f64(const double *logits,
                                   const double *target,
                                   size_t n,
                                   double alpha,
                                   double gamma,
                                   const struct loss_options_f64 *options,
                                   double *value,
                                   double *grad);

/**
 * Focal loss of logits, bfloat16: see loss_sigmoid_focal_f32.
 */
LOSS_API
loss_status loss_sigmoid_focal_bf16(const loss_bf16 *logits,
                                    const loss_bf16 *target,
                                    size_t n,
                                    double alpha,
                                    double gamma,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    loss_bf16 *grad);

/**
 * Focal loss of logits, bfloat16, the gradient float: see loss_sigmoid_focal_f32.
 */
LOSS_API
loss_status loss_sigmoid_focal_bf16_f32(const loss_bf16 *logits,
                                        const loss_bf16 *target,
                                        size_t n,
                                        double alpha,
                                        double gamma,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        float *grad);

/**
 * Focal loss of logits, binary16: see loss_sigmoid_focal_f32.
 */
LOSS_API
loss_status loss_sigmoid_focal_f16(const loss_f16 *logits,
                                   const loss_f16 *target,
                                   size_t n,
                                   double alpha,
                                   double gamma,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   loss_f16 *grad);

/**
 * Focal loss of logits, binary16, the gradient float: see loss_sigmoid_focal_f32.
 */
LOSS_API
loss_status loss_sigmoid_focal_f16_f32(const loss_f16 *logits,
                                       const loss_f16 *target,
                                       size_t n,
                                       double alpha,
                                       double gamma,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad);

/**
 * Focal loss of probabilities.
 *
 * l = α_t·m^γ·C, C = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), m = (1 − t)·x + t·(1 − x).
 * ∂l/∂x = α_t·m^(γ − 1)·(γ·(1 − 2t)·C + m·C'),
 * ∂²l/∂x² = α_t·m^(γ − 2)·(γ(γ − 1)·(1 − 2t)²·C + 2γ·(1 − 2t)·m·C' + m²·C'').
 *
 * For two classes of which one is rare, where a model gives only probabilities: C is the binary cross-entropy of
 * loss_bce, with its clamps and derivatives C' and C'', and the weight m^γ, γ = `gamma`, leaves little of elements
 * that are nearly right. x is a probability, t a target in [0, 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha`
 * balances the classes; 0 switches it off: α_t = 1. For a model that ends in a sigmoid, use loss_sigmoid_focal on the
 * numbers before the sigmoid.
 *
 * Where m is 0 the loss and its derivatives are 0; the second derivative would be infinite there for γ below 1. An x
 * outside [0, 1] is not an error: value and derivatives are NaN as for loss_bce, but 0 where rounding left x just
 * beyond a target of 0 or 1.
 *
 * Arguments:
 *   prob, target  input, n elements, in [0, 1]
 *   n             number of elements; 0 is allowed
 *   alpha         α, 0 switches it off: in [0, 1)
 *   gamma         γ: finite, above 0; 0: 2
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad          output, in the layout of prob: dvalue/dprob; may be prob; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (alpha, gamma, options).
 *
 * Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
 */
LOSS_API
loss_status loss_focal_f32(const float *prob,
                           const float *target,
                           size_t n,
                           double alpha,
                           double gamma,
                           const struct loss_options_f32 *options,
                           double *value,
                           float *grad);

/**
 * Focal loss of probabilities, double precision: see loss_focal_f32.
 */
LOSS_API
loss_status loss_focal_f64(const double *prob,
                           const double *target,
                           size_t n,
                           double alpha,
                           double gamma,
                           const struct loss_options_f64 *options,
                           double *value,
                           double *grad);

/**
 * Asymmetric loss of logits.
 *
 * l = t·q^γ₊·S + (1 − t)·f(k), S = −log p, f(k) = −k^γ₋·log(1 − k), p = σ(x), q = 1 − p, k = max(p − s, 0).
 * ∂l/∂x = −t·q^γ₊·(γ₊·p·S + q) + (1 − t)·f'(k)·pq,
 * ∂²l/∂x² = t·q^γ₊·p·(γ₊²·p·S − γ₊·q·S + (2γ₊ + 1)·q) + (1 − t)·(f''(k)·p²q² + f'(k)·pq·(q − p)), 0 where p ≤ s.
 *
 * For many labels per sample, of which few are present: a focal loss with an exponent of its own for negative targets,
 * γ₋ = `gamma_neg`, and for positive targets, γ₊ = `gamma_pos`. Negatives whose probability is at most s = `shift`,
 * which may be wrong labels or are learned already, have no loss and no gradient. x is a logit, t a target in [0, 1].
 * The authors' own defaults are γ₊ = 1, γ₋ = 4, s = 0.05, and they sum (LOSS_SUM). The weights p^γ are differentiated,
 * as in the paper.
 *
 * Neither 1 − p nor, for s = 0, k is formed by a subtraction; with s above 0, k has the digits that p − s leaves. An
 * infinite logit on the wrong side has for t = 1 the loss ∞ and the derivative −1; for t = 0 and s = 0 ∞ and 1, and
 * with s above 0 −(1 − s)^γ₋·log s and 0: confident negatives count as wrong labels. γ₋ = 0, which the argument cannot
 * say, is loss_bce_logits if γ₊ and s are 0 too.
 *
 * Arguments:
 *   logits     input, n elements
 *   target     input, n elements, in [0, 1]
 *   n          number of elements; 0 is allowed
 *   gamma_pos  γ₊: finite, not negative
 *   gamma_neg  γ₋: finite, above 0; 0: 4
 *   shift      s: in [0, 1)
 *   options    NULL: defaults
 *   value      output, one number; NULL: not wanted
 *   grad       output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (gamma_pos, gamma_neg, shift, options).
 *
 * Reference: T. Ridnik et al., Asymmetric loss for multi-label classification, arXiv:2009.14119, section 2.
 */
LOSS_API
loss_status loss_asymmetric_bce_logits_f32(const float *logits,
                                           const float *target,
                                           size_t n,
                                           double gamma_pos,
                                           double gamma_neg,
                                           double shift,
                                           const struct loss_options_f32 *options,
                                           double *value,
                                           float *grad);

/**
 * Asymmetric loss of logits, double precision: see loss_asymmetric_bce_logits_f32.
 */
LOSS_API
loss_status loss_asymmetric_bce_logits_f64(const double *logits,
                                           const double *target,
                                           size_t n,
                                           double gamma_pos,
                                           double gamma_neg,
                                           double shift,
                                           const struct loss_options_f64 *options,
                                           double *value,
                                           double *grad);

/* Many classes --------------------------------------------------------------------------------- */

/**
 * Softmax cross-entropy with class indices.
 *
 * l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  lse = log Σ_c e^z_c.
 * ∂l/∂z_c = (A + 2·w_y·ζ·lse)·p_c − a_c,  p = softmax(z), a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c,
 * A = Σ a_c.  ∂²l/∂z_c² = A·p(1 − p) + 2·w_y·ζ·(p² + lse·p(1 − p)).
 *
 * z are the logits after temperature, softcap and class_bias, y the target, K the number of classes, w the class
 * weights, ε the label smoothing, ζ the z-loss. A class_bias of τ·log π_c, π the frequencies of the classes, is
 * logit adjustment, with τ = 1 balanced softmax; −∞ leaves a class out. This is the loss of classifiers and language models. The mean is
 * PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. The gradient at the
 * target is formed without the cancellation in p − 1, and the loss of a confident row without the cancellation
 * in lse − z_y.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   class_options  all except target_stride, which is refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * References: J. S. Bridle, Probabilistic interpretation of feedforward classification network
 * outputs, 1990; label smoothing: C. Szegedy et al., arXiv:1512.00567, section 7; z-loss:
 * A. Chowdhery et al., PaLM, arXiv:2204.02311, section 5; softcap: Gemma 2, arXiv:2408.00118,
 * section 2; class_bias: A. Menon et al., arXiv:2007.07314, section 4.
 */
LOSS_API
loss_status loss_cross_entropy_f32(const float *logits,
                                   const int64_t *target,
                                   size_t rows,
                                   size_t classes,
                                   const struct loss_class_options_f32 *class_options,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad);

/**
 * Softmax cross-entropy with class indices, double precision: see loss_cross_entropy_f32.
 */
LOSS_API
loss_status loss_cross_entropy_f64(const double *logits,
                                   const int64_t *target,
                                   size_t rows,
                                   size_t classes,
                                   const struct loss_class_options_f64 *class_options,
                                   const struct loss_options_f64 *options,
                                   double *value,
                                   double *grad);

/**
 * Softmax cross-entropy with class indices, bfloat16: see loss_cross_entropy_f32.
 */
LOSS_API
loss_status loss_cross_entropy_bf16(const loss_bf16 *logits,
                                    const int64_t *target,
                                    size_t rows,
                                    size_t classes,
                                    const struct loss_class_options_f32 *class_options,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    loss_bf16 *grad);

/**
 * Softmax cross-entropy with class indices, bfloat16, the gradient float: see loss_cross_entropy_f32.
 */
LOSS_API
loss_status loss_cross_entropy_bf16_f32(const loss_bf16 *logits,
                                        const int64_t *target,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_class_options_f32 *class_options,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        float *grad);

/**
 * Softmax cross-entropy with class indices, binary16: see loss_cross_entropy_f32.
 */
LOSS_API
loss_status loss_cross_entropy_f16(const loss_f16 *logits,
                                   const int64_t *target,
                                   size_t rows,
                                   size_t classes,
                                   const struct loss_class_options_f32 *class_options,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   loss_f16 *grad);

/**
 * Softmax cross-entropy with class indices, binary16, the gradient float: see loss_cross_entropy_f32.
 */
LOSS_API
loss_status loss_cross_entropy_f16_f32(const loss_f16 *logits,
                                       const int64_t *target,
                                       size_t rows,
                                       size_t classes,
                                       const struct loss_class_options_f32 *class_options,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad);

/**
 * Focal loss of many classes, with class indices.
 *
 * l = w_y·A^γ·Q,  Q = lse − z_y, A = 1 − p_y, lse = log Σ_c e^z_c, p = softmax(z).
 * ∂l/∂z_c = w_y·A^γ·(1 + γ·p_y·ρ)·(p_c − [c = y]),  ρ = Q/A, and 1 where A is 0.
 * ∂²l/∂z_c² = w_y·(g''·(p_c − [c = y])² + A^γ·(1 + γ·p_y·ρ)·p_c(1 − p_c)),
 * g'' = γ·A^(γ − 1)·p_y·(2 + (γ − 1)·p_y·ρ − Q).
 *
 * For classes of which some are rare or hard: Q is the cross-entropy of loss_cross_entropy, and the weight A^γ, γ
 * = `gamma`, leaves little of rows that are nearly right. z are the logits after temperature and softcap, y the
 * target, w the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
 * ignore_index, not a division by the sum of A^γ. Label smoothing and z-loss are refused: the loss is a function
 * of Q alone.
 *
 * A is not formed by a subtraction that cancels, so that rows that are confidently right have their digits, and no
 * power of A is divided by A, so that a small γ is no problem. A target whose logit is −∞ has an infinite loss and
 * the gradient of the cross-entropy. The second derivative of rows that are confidently wrong is below 0 at the
 * target. There is no α as one factor for all classes: Keras's default of 0.25 makes its loss a quarter of this
 * one. For a weight per class use class_weight.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   gamma          γ: finite, above 0; 0: 2
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (gamma, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
 */
LOSS_API
loss_status loss_focal_cross_entropy_f32(const float *logits,
                                         const int64_t *target,
                                         size_t rows,
                                         size_t classes,
                                         double gamma,
                                         const struct loss_class_options_f32 *class_options,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Focal loss of many classes, with class indices, double precision: see loss_focal_cross_entropy_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_f64(const double *logits,
                                         const int64_t *target,
                                         size_t rows,
                                         size_t classes,
                                         double gamma,
                                         const struct loss_class_options_f64 *class_options,
                                         const struct loss_options_f64 *options,
                                         double *value,
                                         double *grad);

/**
 * Focal loss of many classes, with class indices, bfloat16: see loss_focal_cross_entropy_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_bf16(const loss_bf16 *logits,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t classes,
                                          double gamma,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          loss_bf16 *grad);

/**
 * Focal loss of many classes, with class indices, bfloat16, the gradient float: see loss_focal_cross_entropy_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_bf16_f32(const loss_bf16 *logits,
                                              const int64_t *target,
                                              size_t rows,
                                              size_t classes,
                                              double gamma,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              float *grad);

/**
 * Focal loss of many classes, with class indices, binary16: see loss_focal_cross_entropy_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_f16(const loss_f16 *logits,
                                         const int64_t *target,
                                         size_t rows,
                                         size_t classes,
                                         double gamma,
                                         const struct loss_class_options_f32 *class_options,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         loss_f16 *grad);

/**
 * Focal loss of many classes, with class indices, binary16, the gradient float: see loss_focal_cross_entropy_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_f16_f32(const loss_f16 *logits,
                                             const int64_t *target,
                                             size_t rows,
                                             size_t classes,
                                             double gamma,
                                             const struct loss_class_options_f32 *class_options,
                                             const struct loss_options_f32 *options,
                                             double *value,
                                             float *grad);

/**
 * Generalized cross-entropy with class indices.
 *
 * l = w_y·(1 − p_y^q)/q,  p = softmax(z).
 * ∂l/∂z_c = w_y·p_y^q·(p_c − [c = y]),
 * ∂²l/∂z_c² = w_y·p_y^q·(p_c(1 − p_c) − q·(p_c − [c = y])²).
 *
 * For labels of which some are wrong: between the cross-entropy, which this is near q = 0, and half of the sum of
 * |p_c − [c = y]|, which it is for q = 1. The loss is at most 1/q, and a row counts the less in the gradient the
 * less probable its target is. q = `q`; z are the logits after temperature and softcap, y the target, w the class
 * weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. Label
 * smoothing and z-loss are refused: the loss is a function of p_y alone.
 *
 * The loss is formed from Q = lse − z_y, the cross-entropy of loss_cross_entropy, as −expm1(−q·Q)/q: neither a
 * confident row nor a small q costs digits. A target whose logit is −∞ has the loss 1/q and the gradient 0, as has
 * one that is so improbable that p_y^q is 0 in double precision: such a row learns nothing.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   q              in (0, 1]; 0: 0.7
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (q, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: Z. Zhang, M. Sabuncu, Generalized cross entropy loss for training deep neural networks with noisy
 * labels, arXiv:1805.07836, section 3.2.
 */
LOSS_API
loss_status loss_generalized_cross_entropy_f32(const float *logits,
                                               const int64_t *target,
                                               size_t rows,
                                               size_t classes,
                                               double q,
                                               const struct loss_class_options_f32 *class_options,
                                               const struct loss_options_f32 *options,
                                               double *value,
                                               float *grad);

/**
 * Generalized cross-entropy with class indices, double precision: see loss_generalized_cross_entropy_f32.
 */
LOSS_API
loss_status loss_generalized_cross_entropy_f64(const double *logits,
                                               const int64_t *target,
                                               size_t rows,
                                               size_t classes,
                                               double q,
                                               const struct loss_class_options_f64 *class_options,
                                               const struct loss_options_f64 *options,
                                               double *value,
                                               double *grad);

/**
 * Generalized cross-entropy with class indices, bfloat16: see loss_generalized_cross_entropy_f32.
 */
LOSS_API
loss_status loss_generalized_cross_entropy_bf16(const loss_bf16 *logits,
                                                const int64_t *target,
                                                size_t rows,
                                                size_t classes,
                                                double q,
                                                const struct loss_class_options_f32 *class_options,
                                                const struct loss_options_f32 *options,
                                                double *value,
                                                loss_bf16 *grad);

/**
 * Generalized cross-entropy with class indices, bfloat16, the gradient float: see loss_generalized_cross_entropy_f32.
 */
LOSS_API
loss_status loss_generalized_cross_entropy_bf16_f32(const loss_bf16 *logits,
                                                    const int64_t *target,
                                                    size_t rows,
                                                    size_t classes,
                                                    double q,
                                                    const struct loss_class_options_f32 *class_options,
                                                    const struct loss_options_f32 *options,
                                                    double *value,
                                                    float *grad);

/**
 * Generalized cross-entropy with class indices, binary16: see loss_generalized_cross_entropy_f32.
 */
LOSS_API
loss_status loss_generalized_cross_entropy_f16(const loss_f16 *logits,
                                               const int64_t *target,
                                               size_t rows,
                                               size_t classes,
                                               double q,
                                               const struct loss_class_options_f32 *class_options,
                                               const struct loss_options_f32 *options,
                                               double *value,
                                               loss_f16 *grad);

/**
 * Generalized cross-entropy with class indices, binary16, the gradient float: see loss_generalized_cross_entropy_f32.
 */
LOSS_API
loss_status loss_generalized_cross_entropy_f16_f32(const loss_f16 *logits,
                                                   const int64_t *target,
                                                   size_t rows,
                                                   size_t classes,
                                                   double q,
                                                   const struct loss_class_options_f32 *class_options,
                                                   const struct loss_options_f32 *options,
                                                   double *value,
                                                   float *grad);

/**
 * Poly-1 cross-entropy with class indices.
 *
 * l = w_y·(Q + ε·(1 − p_y)),  Q = lse − z_y, lse = log Σ_c e^z_c, p = softmax(z).
 * ∂l/∂z_c = w_y·(1 + ε·p_y)·(p_c − [c = y]),
 * ∂²l/∂z_c² = w_y·((1 + ε·p_y)·p_c(1 − p_c) − ε·p_y·(p_c − [c = y])²).
 *
 * The cross-entropy Q is the sum of (1 − p_y)^j/j over j = 1, 2, …; this loss has 1 + ε, ε = `epsilon`, in place
 * of the first coefficient. With ε above 0 rows that are nearly right count more than they do in the
 * cross-entropy, with ε below 0 they count less. z are the logits after temperature and softcap, y the target, w
 * the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index.
 * Label smoothing and z-loss are refused: the loss is a function of Q alone.
 *
 * Loss and gradient keep their digits for all ε, also near −1, where the loss vanishes with the square of 1 − p_y:
 * there it is (1 + ε)·(1 − p_y) and a second term that is not below 0. The symmetric cross-entropy α·CE + β·RCE,
 * with A₀ < 0 for log 0, is α times this loss with ε = −β·A₀/α.
 *
 * ε = 0 stands for the default; for a loss without the term call loss_cross_entropy.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   epsilon        ε: finite, at least -1; 0: 2
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (epsilon, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
 * arXiv:2204.12511, section 4; Y. Wang et al., Symmetric cross entropy for robust learning with noisy labels,
 * arXiv:1908.06112, section 3.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_f32(const float *logits,
                                         const int64_t *target,
                                         size_t rows,
                                         size_t classes,
                                         double epsilon,
                                         const struct loss_class_options_f32 *class_options,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Poly-1 cross-entropy with class indices, double precision: see loss_poly1_cross_entropy_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_f64(const double *logits,
                                         const int64_t *target,
                                         size_t rows,
                                         size_t classes,
                                         double epsilon,
                                         const struct loss_class_options_f64 *class_options,
                                         const struct loss_options_f64 *options,
                                         double *value,
                                         double *grad);

/**
 * Poly-1 cross-entropy with class indices, bfloat16: see loss_poly1_cross_entropy_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_bf16(const loss_bf16 *logits,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t classes,
                                          double epsilon,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          loss_bf16 *grad);

/**
 * Poly-1 cross-entropy with class indices, bfloat16, the gradient float: see loss_poly1_cross_entropy_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_bf16_f32(const loss_bf16 *logits,
                                              const int64_t *target,
                                              size_t rows,
                                              size_t classes,
                                              double epsilon,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              float *grad);

/**
 * Poly-1 cross-entropy with class indices, binary16: see loss_poly1_cross_entropy_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_f16(const loss_f16 *logits,
                                         const int64_t *target,
                                         size_t rows,
                                         size_t classes,
                                         double epsilon,
                                         const struct loss_class_options_f32 *class_options,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         loss_f16 *grad);

/**
 * Poly-1 cross-entropy with class indices, binary16, the gradient float: see loss_poly1_cross_entropy_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_f16_f32(const loss_f16 *logits,
                                             const int64_t *target,
                                             size_t rows,
                                             size_t classes,
                                             double epsilon,
                                             const struct loss_class_options_f32 *class_options,
                                             const struct loss_options_f32 *options,
                                             double *value,
                                             float *grad);

/**
 * Taylor cross-entropy with class indices.
 *
 * l = w_y·Σ_i A^i/i for i from 1 to n,  A = 1 − p_y, p = softmax(z).
 * ∂l/∂z_c = w_y·(1 − A^n)·(p_c − [c = y]),
 * ∂²l/∂z_c² = w_y·((1 − A^n)·p_c(1 − p_c) − n·A^(n − 1)·p_y·(p_c − [c = y])²).
 *
 * For labels of which some are wrong: the first n = `order` terms of the cross-entropy −log p_y. n = 1 is half of
 * the sum of |p_c − [c = y]|, and a large n is near the cross-entropy. The loss is at most 1 + 1/2 + … + 1/n. z
 * are the logits after temperature and softcap, y the target, w the class weights. The mean is Σ w·l / Σ w·w_y
 * with row weights w, without the rows whose y is ignore_index. Label smoothing and z-loss are refused: the loss
 * is a function of p_y alone.
 *
 * A is not formed by a subtraction that cancels, and 1 − A^n is p_y times the sum of A^i for i below n: neither a
 * confident row nor one that is confidently wrong costs digits. A target whose logit is −∞ has the largest loss
 * and the gradient 0.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   order          an integer: in [1, 64]; 0: 2
 *   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (order, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: L. Feng et al., Can cross entropy loss be robust to label noise?, IJCAI 2020, section 3.
 */
LOSS_API
loss_status loss_taylor_cross_entropy_f32(const float *logits,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t classes,
                                          double order,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          float *grad);

/**
 * Taylor cross-entropy with class indices, double precision: see loss_taylor_cross_entropy_f32.
 */
LOSS_API
loss_status loss_taylor_cross_entropy_f64(const double *logits,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t classes,
                                          double order,
                                          const struct loss_class_options_f64 *class_options,
                                          const struct loss_options_f64 *options,
                                          double *value,
                                          double *grad);

/**
 * Taylor cross-entropy with class indices, bfloat16: see loss_taylor_cross_entropy_f32.
 */
LOSS_API
loss_status loss_taylor_cross_entropy_bf16(const loss_bf16 *logits,
                                           const int64_t *target,
                                           size_t rows,
                                           size_t classes,
                                           double order,
                                           const struct loss_class_options_f32 *class_options,
                                           const struct loss_options_f32 *options,
                                           double *value,
                                           loss_bf16 *grad);

/**
 * Taylor cross-entropy with class indices, bfloat16, the gradient float: see loss_taylor_cross_entropy_f32.
 */
LOSS_API
loss_status loss_taylor_cross_entropy_bf16_f32(const loss_bf16 *logits,
                                               const int64_t *target,
                                               size_t rows,
                                               size_t classes,
                                               double order,
                                               const struct loss_class_options_f32 *class_options,
                                               const struct loss_options_f32 *options,
                                               double *value,
                                               float *grad);

/**
 * Taylor cross-entropy with class indices, binary16: see loss_taylor_cross_entropy_f32.
 */
LOSS_API
loss_status loss_taylor_cross_entropy_f16(const loss_f16 *logits,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t classes,
                                          double order,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          loss_f16 *grad);

/**
 * Taylor cross-entropy with class indices, binary16, the gradient float: see loss_taylor_cross_entropy_f32.
 */
LOSS_API
loss_status loss_taylor_cross_entropy_f16_f32(const loss_f16 *logits,
                                              const int64_t *target,
                                              size_t rows,
                                              size_t classes,
                                              double order,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              float *grad);

/**
 * Softmax cross-entropy with target distributions.
 *
 * l = Σ_c a_c·(lse − z_c) + W·ζ·lse²,  a_c = w_c·((1 − ε)·t_c + ε/K),  W = Σ_c w_c·t_c.
 * ∂l/∂z_c = (A + 2Wζ·lse)·p_c − a_c,  A = Σ a_c;  ∂²l/∂z_c² = A·p(1 − p) + 2Wζ·(p² + lse·p(1 − p)).
 *
 * For mixed labels and for soft labels of a teacher. z are the logits after temperature, softcap and
 * class_bias, t the targets, K the number of classes, w the class weights, ε the label smoothing, ζ the z-loss,
 * lse = log Σ_c e^z_c, p = softmax(z). A one-hot target gives the value of loss_cross_entropy. Targets need not add up to 1; the mean
 * divides by Σ w·W with row weights w. `target_prob` has the layout of the logits, including their row stride.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   class_options  all except ignore_index and target_i32, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (class_options, options).
 *
 * References: those of loss_cross_entropy; G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge
 * in a neural network, arXiv:1503.02531, section 2.
 */
LOSS_API
loss_status loss_cross_entropy_soft_f32(const float *logits,
                                        const float *target_prob,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_class_options_f32 *class_options,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        float *grad);

/**
 * Softmax cross-entropy with target distributions, double precision: see loss_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_cross_entropy_soft_f64(const double *logits,
                                        const double *target_prob,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_class_options_f64 *class_options,
                                        const struct loss_options_f64 *options,
                                        double *value,
                                        double *grad);

/**
 * Softmax cross-entropy with target distributions, bfloat16: see loss_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_cross_entropy_soft_bf16(const loss_bf16 *logits,
                                         const loss_bf16 *target_prob,
                                         size_t rows,
                                         size_t classes,
                                         const struct loss_class_options_f32 *class_options,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         loss_bf16 *grad);

/**
 * Softmax cross-entropy with target distributions, bfloat16, the gradient float: see loss_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_cross_entropy_soft_bf16_f32(const loss_bf16 *logits,
                                             const loss_bf16 *target_prob,
                                             size_t rows,
                                             size_t classes,
                                             const struct loss_class_options_f32 *class_options,
                                             const struct loss_options_f32 *options,
                                             double *value,
                                             float *grad);

/**
 * Softmax cross-entropy with target distributions, binary16: see loss_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_cross_entropy_soft_f16(const loss_f16 *logits,
                                        const loss_f16 *target_prob,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_class_options_f32 *class_options,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        loss_f16 *grad);

/**
 * Softmax cross-entropy with target distributions, binary16, the gradient float: see loss_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_cross_entropy_soft_f16_f32(const loss_f16 *logits,
                                            const loss_f16 *target_prob,
                                            size_t rows,
                                            size_t classes,
                                            const struct loss_class_options_f32 *class_options,
                                            const struct loss_options_f32 *options,
                                            double *value,
                                            float *grad);

/**
 * Focal loss of many classes, with target distributions.
 *
 * l = Σ_c τ_c·A_c^γ·Q_c,  Q_c = lse − z_c, A_c = 1 − p_c, p = softmax(z), τ_c = w_c·t_c.
 * ∂l/∂z_c = p_c·S − s_c,  s_c = τ_c·A_c^γ·(1 + γ·p_c·Q_c/A_c), S = Σ s_c.
 * ∂²l/∂z_c² = p_c·A_c·S + p_c²·(B − b_c) + A_c²·b_c,
 * b_c = τ_c·γ·A_c^(γ − 1)·p_c·(2 + (γ − 1)·p_c·Q_c/A_c − Q_c), B = Σ b_c.
 *
 * For mixed labels, smoothed labels and votes of several people: of each class the loss of
 * loss_focal_cross_entropy, γ = `gamma`, weighted by the targets t. z are the logits after temperature and
 * softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
 * mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
 * themselves.
 *
 * Everything is in double precision. Q_c/A_c is 1 where A_c is 0, and b_c is 0 there. The minimum is not at p = t:
 * a focal loss prefers probabilities that are less confident than its targets.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   gamma          γ: finite, above 0; 0: 2
 *   class_options  all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (gamma, class_options, options).
 *
 * Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
 */
LOSS_API
loss_status loss_focal_cross_entropy_soft_f32(const float *logits,
                                              const float *target_prob,
                                              size_t rows,
                                              size_t classes,
                                              double gamma,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              float *grad);

/**
 * Focal loss of many classes, with target distributions, double precision: see loss_focal_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_soft_f64(const double *logits,
                                              const double *target_prob,
                                              size_t rows,
                                              size_t classes,
                                              double gamma,
                                              const struct loss_class_options_f64 *class_options,
                                              const struct loss_options_f64 *options,
                                              double *value,
                                              double *grad);

/**
 * Focal loss of many classes, with target distributions, bfloat16: see loss_focal_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_soft_bf16(const loss_bf16 *logits,
                                               const loss_bf16 *target_prob,
                                               size_t rows,
                                               size_t classes,
                                               double gamma,
                                               const struct loss_class_options_f32 *class_options,
                                               const struct loss_options_f32 *options,
                                               double *value,
                                               loss_bf16 *grad);

/**
 * Focal loss of many classes, with target distributions, bfloat16, the gradient float: see loss_focal_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_soft_bf16_f32(const loss_bf16 *logits,
                                                   const loss_bf16 *target_prob,
                                                   size_t rows,
                                                   size_t classes,
                                                   double gamma,
                                                   const struct loss_class_options_f32 *class_options,
                                                   const struct loss_options_f32 *options,
                                                   double *value,
                                                   float *grad);

/**
 * Focal loss of many classes, with target distributions, binary16: see loss_focal_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_soft_f16(const loss_f16 *logits,
                                              const loss_f16 *target_prob,
                                              size_t rows,
                                              size_t classes,
                                              double gamma,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              loss_f16 *grad);

/**
 * Focal loss of many classes, with target distributions, binary16, the gradient float: see loss_focal_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_focal_cross_entropy_soft_f16_f32(const loss_f16 *logits,
                                                  const loss_f16 *target_prob,
                                                  size_t rows,
                                                  size_t classes,
                                                  double gamma,
                                                  const struct loss_class_options_f32 *class_options,
                                                  const struct loss_options_f32 *options,
                                                  double *value,
                                                  float *grad);

/**
 * Poly-1 cross-entropy with target distributions.
 *
 * l = Σ_c τ_c·(Q_c + ε·(1 − p_c)),  Q_c = lse − z_c, p = softmax(z), τ_c = w_c·t_c.
 * ∂l/∂z_c = p_c·S − τ_c·(1 + ε·p_c),  S = Σ τ_c·(1 + ε·p_c).
 * ∂²l/∂z_c² = p_c(1 − p_c)·S + p_c²·(B − b_c) + (1 − p_c)²·b_c,  b_c = −ε·τ_c·p_c, B = Σ b_c.
 *
 * For mixed labels, smoothed labels and votes of several people: of each class the loss of
 * loss_poly1_cross_entropy, ε = `epsilon`, weighted by the targets t. z are the logits after temperature and
 * softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
 * mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
 * themselves.
 *
 * Everything is in double precision. ε = 0 stands for the default; for a loss without the term call
 * loss_cross_entropy_soft.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   epsilon        ε: finite, at least -1; 0: 2
 *   class_options  all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (epsilon, class_options, options).
 *
 * Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
 * arXiv:2204.12511, section 4.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_soft_f32(const float *logits,
                                              const float *target_prob,
                                              size_t rows,
                                              size_t classes,
                                              double epsilon,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              float *grad);

/**
 * Poly-1 cross-entropy with target distributions, double precision: see loss_poly1_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_soft_f64(const double *logits,
                                              const double *target_prob,
                                              size_t rows,
                                              size_t classes,
                                              double epsilon,
                                              const struct loss_class_options_f64 *class_options,
                                              const struct loss_options_f64 *options,
                                              double *value,
                                              double *grad);

/**
 * Poly-1 cross-entropy with target distributions, bfloat16: see loss_poly1_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_soft_bf16(const loss_bf16 *logits,
                                               const loss_bf16 *target_prob,
                                               size_t rows,
                                               size_t classes,
                                               double epsilon,
                                               const struct loss_class_options_f32 *class_options,
                                               const struct loss_options_f32 *options,
                                               double *value,
                                               loss_bf16 *grad);

/**
 * Poly-1 cross-entropy with target distributions, bfloat16, the gradient float: see loss_poly1_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_soft_bf16_f32(const loss_bf16 *logits,
                                                   const loss_bf16 *target_prob,
                                                   size_t rows,
                                                   size_t classes,
                                                   double epsilon,
                                                   const struct loss_class_options_f32 *class_options,
                                                   const struct loss_options_f32 *options,
                                                   double *value,
                                                   float *grad);

/**
 * Poly-1 cross-entropy with target distributions, binary16: see loss_poly1_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_soft_f16(const loss_f16 *logits,
                                              const loss_f16 *target_prob,
                                              size_t rows,
                                              size_t classes,
                                              double epsilon,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              loss_f16 *grad);

/**
 * Poly-1 cross-entropy with target distributions, binary16, the gradient float: see loss_poly1_cross_entropy_soft_f32.
 */
LOSS_API
loss_status loss_poly1_cross_entropy_soft_f16_f32(const loss_f16 *logits,
                                                  const loss_f16 *target_prob,
                                                  size_t rows,
                                                  size_t classes,
                                                  double epsilon,
                                                  const struct loss_class_options_f32 *class_options,
                                                  const struct loss_options_f32 *options,
                                                  double *value,
                                                  float *grad);

/**
 * Cross-entropy of probabilities with target distributions.
 *
 * l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
 *
 * The textbook form, for models that give probabilities. For logits, use loss_cross_entropy_soft. Classes with
 * t = 0 contribute exactly 0, whatever x is there. The mean divides by Σ w·Σ_c t_c with row weights w, which is
 * Σ w if the targets are distributions.
 *
 * Arguments:
 *   prob, target_prob  input, (rows, classes), in [0, 1]
 *   rows, classes      sizes; 0 is allowed
 *   options            NULL: defaults
 *   value              output, one number; NULL: not wanted
 *   grad               output, in the layout of prob: dvalue/dprob; may be prob; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.
 */
LOSS_API
loss_status loss_cross_entropy_prob_f32(const float *prob,
                                        const float *target_prob,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        float *grad);

/**
 * Cross-entropy of probabilities with target distributions, double precision: see loss_cross_entropy_prob_f32.
 */
LOSS_API
loss_status loss_cross_entropy_prob_f64(const double *prob,
                                        const double *target_prob,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f64 *options,
                                        double *value,
                                        double *grad);

/**
 * Cross-entropy of probabilities with target distributions, bfloat16: see loss_cross_entropy_prob_f32.
 */
LOSS_API
loss_status loss_cross_entropy_prob_bf16(const loss_bf16 *prob,
                                         const loss_bf16 *target_prob,
                                         size_t rows,
                                         size_t classes,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         loss_bf16 *grad);

/**
 * Cross-entropy of probabilities with target distributions, bfloat16, the gradient float: see loss_cross_entropy_prob_f32.
 */
LOSS_API
loss_status loss_cross_entropy_prob_bf16_f32(const loss_bf16 *prob,
                                             const loss_bf16 *target_prob,
                                             size_t rows,
                                             size_t classes,
                                             const struct loss_options_f32 *options,
                                             double *value,
                                             float *grad);

/**
 * Cross-entropy of probabilities with target distributions, binary16: see loss_cross_entropy_prob_f32.
 */
LOSS_API
loss_status loss_cross_entropy_prob_f16(const loss_f16 *prob,
                                        const loss_f16 *target_prob,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        loss_f16 *grad);

/**
 * Cross-entropy of probabilities with target distributions, binary16, the gradient float: see loss_cross_entropy_prob_f32.
 */
LOSS_API
loss_status loss_cross_entropy_prob_f16_f32(const loss_f16 *prob,
                                            const loss_f16 *target_prob,
                                            size_t rows,
                                            size_t classes,
                                            const struct loss_options_f32 *options,
                                            double *value,
                                            float *grad);

/**
 * Negative log-likelihood of log-probabilities with class indices.
 *
 * l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.
 *
 * x are log-probabilities (as from loss_log_softmax), y the target, K the number of classes, w the class weights,
 * ε the label smoothing. The mean is PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
 * ignore_index. Temperature, softcap, class_bias, z-loss, `lse` and `entropy` are refused: they are for logits,
 * and log-probabilities are already normalised.
 *
 * Arguments:
 *   log_prob       input, (rows, classes), logarithms of probabilities, or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   class_options  all except target_stride, which is refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 5.5.
 */
LOSS_API
loss_status loss_nll_f32(const float *log_prob,
                         const int64_t *target,
                         size_t rows,
                         size_t classes,
                         const struct loss_class_options_f32 *class_options,
                         const struct loss_options_f32 *options,
                         double *value,
                         float *grad);

/**
 * Negative log-likelihood of log-probabilities with class indices, double precision: see loss_nll_f32.
 */
LOSS_API
loss_status loss_nll_f64(const double *log_prob,
                         const int64_t *target,
                         size_t rows,
                         size_t classes,
                         const struct loss_class_options_f64 *class_options,
                         const struct loss_options_f64 *options,
                         double *value,
                         double *grad);

/**
 * Negative log-likelihood of log-probabilities with class indices, bfloat16: see loss_nll_f32.
 */
LOSS_API
loss_status loss_nll_bf16(const loss_bf16 *log_prob,
                          const int64_t *target,
                          size_t rows,
                          size_t classes,
                          const struct loss_class_options_f32 *class_options,
                          const struct loss_options_f32 *options,
                          double *value,
                          loss_bf16 *grad);

/**
 * Negative log-likelihood of log-probabilities with class indices, bfloat16, the gradient float: see loss_nll_f32.
 */
LOSS_API
loss_status loss_nll_bf16_f32(const loss_bf16 *log_prob,
                              const int64_t *target,
                              size_t rows,
                              size_t classes,
                              const struct loss_class_options_f32 *class_options,
                              const struct loss_options_f32 *options,
                              double *value,
                              float *grad);

/**
 * Negative log-likelihood of log-probabilities with class indices, binary16: see loss_nll_f32.
 */
LOSS_API
loss_status loss_nll_f16(const loss_f16 *log_prob,
                         const int64_t *target,
                         size_t rows,
                         size_t classes,
                         const struct loss_class_options_f32 *class_options,
                         const struct loss_options_f32 *options,
                         double *value,
                         loss_f16 *grad);

/**
 * Negative log-likelihood of log-probabilities with class indices, binary16, the gradient float: see loss_nll_f32.
 */
LOSS_API
loss_status loss_nll_f16_f32(const loss_f16 *log_prob,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             const struct loss_class_options_f32 *class_options,
                             const struct loss_options_f32 *options,
                             double *value,
                             float *grad);

/**
 * Softmax.
 *
 * out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature, softcap and
 * class_bias.
 *
 * Turns logits into probabilities. A logit of −∞ gives 0; a row in which all logits are −∞ gives NaN.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; NULL: defaults
 *   out            output, in the input's layout; may be the input
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (class_options).
 *
 * Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
 * outputs, 1990.
 */
LOSS_API
loss_status loss_softmax_f32(const float *logits,
                             size_t rows,
                             size_t classes,
                             const struct loss_class_options_f32 *class_options,
                             float *out);

/**
 * Softmax, double precision: see loss_softmax_f32.
 */
LOSS_API
loss_status loss_softmax_f64(const double *logits,
                             size_t rows,
                             size_t classes,
                             const struct loss_class_options_f64 *class_options,
                             double *out);

/**
 * Softmax, bfloat16: see loss_softmax_f32.
 */
LOSS_API
loss_status loss_softmax_bf16(const loss_bf16 *logits,
                              size_t rows,
                              size_t classes,
                              const struct loss_class_options_f32 *class_options,
                              loss_bf16 *out);

/**
 * Softmax, bfloat16, the gradient float: see loss_softmax_f32.
 */
LOSS_API
loss_status loss_softmax_bf16_f32(const loss_bf16 *logits,
                                  size_t rows,
                                  size_t classes,
                                  const struct loss_class_options_f32 *class_options,
                                  float *out);

/**
 * Softmax, binary16: see loss_softmax_f32.
 */
LOSS_API
loss_status loss_softmax_f16(const loss_f16 *logits,
                             size_t rows,
                             size_t classes,
                             const struct loss_class_options_f32 *class_options,
                             loss_f16 *out);

/**
 * Softmax, binary16, the gradient float: see loss_softmax_f32.
 */
LOSS_API
loss_status loss_softmax_f16_f32(const loss_f16 *logits,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_class_options_f32 *class_options,
                                 float *out);

/**
 * Logarithm of softmax.
 *
 * out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature, softcap and
 * class_bias.
 *
 * Turns logits into log-probabilities, without the underflow of log(softmax(z)).
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; NULL: defaults
 *   out            output, in the input's layout; may be the input
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (class_options).
 *
 * Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
 * outputs, 1990.
 */
LOSS_API
loss_status loss_log_softmax_f32(const float *logits,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_class_options_f32 *class_options,
                                 float *out);

/**
 * Logarithm of softmax, double precision: see loss_log_softmax_f32.
 */
LOSS_API
loss_status loss_log_softmax_f64(const double *logits,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_class_options_f64 *class_options,
                                 double *out);

/**
 * Logarithm of softmax, bfloat16: see loss_log_softmax_f32.
 */
LOSS_API
loss_status loss_log_softmax_bf16(const loss_bf16 *logits,
                                  size_t rows,
                                  size_t classes,
                                  const struct loss_class_options_f32 *class_options,
                                  loss_bf16 *out);

/**
 * Logarithm of softmax, bfloat16, the gradient float: see loss_log_softmax_f32.
 */
LOSS_API
loss_status loss_log_softmax_bf16_f32(const loss_bf16 *logits,
                                      size_t rows,
                                      size_t classes,
                                      const struct loss_class_options_f32 *class_options,
                                      float *out);

/**
 * Logarithm of softmax, binary16: see loss_log_softmax_f32.
 */
LOSS_API
loss_status loss_log_softmax_f16(const loss_f16 *logits,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_class_options_f32 *class_options,
                                 loss_f16 *out);

/**
 * Logarithm of softmax, binary16, the gradient float: see loss_log_softmax_f32.
 */
LOSS_API
loss_status loss_log_softmax_f16_f32(const loss_f16 *logits,
                                     size_t rows,
                                     size_t classes,
                                     const struct loss_class_options_f32 *class_options,
                                     float *out);

/**
 * Backward pass of softmax.
 *
 * grad_c = p_c·(d_c − D)/T,  D = Σ_k p_k·d_k / Σ_k p_k.
 *
 * From a gradient by probabilities to the gradient by logits: p are the probabilities of loss_softmax, d a gradient by
 * them, such as that of an overlap loss for segmentation, T the temperature of the class options. With LOSS_ACCUMULATE
 * the result is added to the gradient of another loss by the same logits.
 *
 * Probabilities add up to 1 only to the last digit, so D is divided by their sum. In double precision each d is taken
 * less that of the class with the largest p, so that a constant added to all d changes nothing: equal d give exactly 0.
 * Where the logits were capped, multiply the result by the slope of the cap: it is not known from probabilities.
 *
 * A class with a probability of 0 counts for nothing, whatever its d, NaN as well. One infinite d gives the limit of the formula,
 * several have no limit: their row is NaN, as is a row with another NaN, or with finite d
 * whose difference is out of the range of `double`.
 *
 * Arguments:
 *   prob           input, (rows, classes), in [0, 1], or as row_stride and inner of class_options say: the output of loss_softmax
 *   grad_prob      input, (rows, classes), or as row_stride and inner of class_options say: the gradient by them
 *   rows, classes  sizes; 0 is allowed
 *   class_options  temperature: that of loss_softmax; row_stride, inner; all others are refused; NULL: defaults
 *   options        LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, threads, upstream, weight, mask; all others are refused; NULL: defaults
 *   grad           output, in their layout; may be prob or grad_prob
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (class_options, options).
 *
 * Reference: J. S. Bridle, Training stochastic model recognition algorithms as networks can lead to maximum mutual
 * information estimation of parameters, 1990, section 3.
 */
LOSS_API
loss_status loss_softmax_backward_f32(const float *prob,
                                      const float *grad_prob,
                                      size_t rows,
                                      size_t classes,
                                      const struct loss_class_options_f32 *class_options,
                                      const struct loss_options_f32 *options,
                                      float *grad);

/**
 * Backward pass of softmax, double precision: see loss_softmax_backward_f32.
 */
LOSS_API
loss_status loss_softmax_backward_f64(const double *prob,
                                      const double *grad_prob,
                                      size_t rows,
                                      size_t classes,
                                      const struct loss_class_options_f64 *class_options,
                                      const struct loss_options_f64 *options,
                                      double *grad);

/**
 * Margin loss of many classes, by Weston and Watkins.
 *
 * l = (w_y/K)·Σ_{c≠y} max(0, m + z_c − z_y)^p.  ∂l/∂z_c = (w_y/K)·p·max(0, m + z_c − z_y)^(p−1) where
 * m + z_c − z_y > 0, else 0; ∂l/∂z_y is minus the sum of these.  ∂²l/∂z_c² = 2w_y/K where m + z_c − z_y > 0, else 0, for
 * p = 2; ∂²l/∂z_y² is the sum of these; 0 for p = 1.
 *
 * z are scores of K classes, y the target, w the class weights. Each wrong class that comes within the margin m of the
 * right one costs. The sum is divided by K, all classes, with every reduction, and the weight stands outside the power,
 * both as in PyTorch. PyTorch's mean divides by the number of rows: LOSS_MEAN_ROWS; LOSS_MEAN divides by the sum of the
 * weights. At the kink m + z_c = z_y a class counts as outside the margin. With one class the loss is 0. A NaN anywhere in a
 * row makes its loss and its derivatives NaN; PyTorch's loss of such a row is finite.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   p              an integer: in [1, 2]; 0: 1
 *   margin         m: finite; 0: 1
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (p, margin, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: J. Weston, C. Watkins, Support vector machines for multi-class pattern recognition, ESANN 1999, section 3.
 */
LOSS_API
loss_status loss_multi_margin_f32(const float *scores,
                                  const int64_t *target,
                                  size_t rows,
                                  size_t classes,
                                  double p,
                                  double margin,
                                  const struct loss_class_options_f32 *class_options,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * Margin loss of many classes, by Weston and Watkins, double precision: see loss_multi_margin_f32.
 */
LOSS_API
loss_status loss_multi_margin_f64(const double *scores,
                                  const int64_t *target,
                                  size_t rows,
                                  size_t classes,
                                  double p,
                                  double margin,
                                  const struct loss_class_options_f64 *class_options,
                                  const struct loss_options_f64 *options,
                                  double *value,
                                  double *grad);

/**
 * Hinge loss of many classes, by Crammer and Singer.
 *
 * l = w_y·max(0, m + max_{c≠y} z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class where
 * l > 0, else 0.  ∂²l/∂z_c² = 0.
 *
 * z are scores, y the target, w the class weights. Only the largest of the wrong classes costs, where it comes within the
 * margin m of the right one; of equal ones the lowest has the derivative. At the kink l = 0 the derivatives are 0. With one
 * class the loss is 0. A NaN anywhere in a row makes its loss and its derivatives NaN.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   margin         m: finite, above 0; 0: 1
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (margin, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: K. Crammer, Y. Singer, On the algorithmic implementation of multiclass kernel-based vector machines, Journal
 * of Machine Learning Research 2, 2001, section 3.
 */
LOSS_API
loss_status loss_multiclass_hinge_f32(const float *scores,
                                      const int64_t *target,
                                      size_t rows,
                                      size_t classes,
                                      double margin,
                                      const struct loss_class_options_f32 *class_options,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad);

/**
 * Hinge loss of many classes, by Crammer and Singer, double precision: see loss_multiclass_hinge_f32.
 */
LOSS_API
loss_status loss_multiclass_hinge_f64(const double *scores,
                                      const int64_t *target,
                                      size_t rows,
                                      size_t classes,
                                      double margin,
                                      const struct loss_class_options_f64 *class_options,
                                      const struct loss_options_f64 *options,
                                      double *value,
                                      double *grad);

/**
 * Hinge loss of many classes whose rival is never below 0, as Keras has it.
 *
 * l = w_y·max(0, m + max(0, max_{c≠y} z_c) − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class
 * where l > 0 and its score is above 0, else 0.  ∂²l/∂z_c² = 0.
 *
 * z are scores, y the target, w the class weights. Keras takes the largest of (1 − y)·z, in which the entry of the right class
 * is 0. So the right class is also held against 0, where all wrong scores are negative: another function than
 * loss_multiclass_hinge. Of equal wrong scores the lowest has the derivative; at the kinks the derivatives are 0. With one
 * class l = w_y·max(0, m − z_y). A NaN anywhere in a row makes its loss and its derivatives NaN.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   margin         m: finite, above 0; 0: 1
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (margin, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: the loss CategoricalHinge of Keras 3; the margin of K. Crammer, Y. Singer, On the algorithmic implementation of
 * multiclass kernel-based vector machines, Journal of Machine Learning Research 2, 2001, section 3.
 */
LOSS_API
loss_status loss_categorical_hinge_f32(const float *scores,
                                       const int64_t *target,
                                       size_t rows,
                                       size_t classes,
                                       double margin,
                                       const struct loss_class_options_f32 *class_options,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad);

/**
 * Hinge loss of many classes whose rival is never below 0, as Keras has it, double precision: see loss_categorical_hinge_f32.
 */
LOSS_API
loss_status loss_categorical_hinge_f64(const double *scores,
                                       const int64_t *target,
                                       size_t rows,
                                       size_t classes,
                                       double margin,
                                       const struct loss_class_options_f64 *class_options,
                                       const struct loss_options_f64 *options,
                                       double *value,
                                       double *grad);

/**
 * Perceptron loss of many classes.
 *
 * l = w_y·(max_c z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest class where l > 0, else 0.
 * ∂²l/∂z_c² = 0.
 *
 * z are scores, y the target, w the class weights. A row whose right class has the largest score costs nothing; its gradient
 * is 0, also where another class has an equal score, so that scores that are all equal do not learn: start from others. Of
 * equal largest wrong classes the lowest has the derivative. With one class the loss is 0. A NaN anywhere in a row makes its
 * loss and its derivatives NaN.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: M. Collins, Discriminative training methods for hidden Markov models, EMNLP 2002, section 2.
 */
LOSS_API
loss_status loss_multiclass_perceptron_f32(const float *scores,
                                           const int64_t *target,
                                           size_t rows,
                                           size_t classes,
                                           const struct loss_class_options_f32 *class_options,
                                           const struct loss_options_f32 *options,
                                           double *value,
                                           float *grad);

/**
 * Perceptron loss of many classes, double precision: see loss_multiclass_perceptron_f32.
 */
LOSS_API
loss_status loss_multiclass_perceptron_f64(const double *scores,
                                           const int64_t *target,
                                           size_t rows,
                                           size_t classes,
                                           const struct loss_class_options_f64 *class_options,
                                           const struct loss_options_f64 *options,
                                           double *value,
                                           double *grad);

/**
 * Sparsemax loss: the loss of a softmax's sparse twin.
 *
 * l = ½·Σ_{c∈S} (z_c² − τ²) + ½ − z_y,  S the classes with z_c > τ, Σ_{c∈S} (z_c − τ) = 1.
 * ∂l/∂z_c = p_c − [c = y], p_c = max(0, z_c − τ).  ∂²l/∂z_c² = 1 − 1/|S| where c is in S, else 0.
 *
 * z are scores, y the target. p is the distribution nearest to z, the sparsemax: it adds up to 1, and only the classes of S
 * have a part in it. l is convex, at least 0, and exactly 0 where z_y is at least 1 above all others; there S is y alone. It
 * is formed as ½·((1 − p_y)² + Σ_{c≠y} p_c²) + max(0, τ − z_y), in which nothing cancels, from scores less the largest. There is no
 * sorting: τ grows from the lowest that it can be until S no longer shrinks. Where a score lies at τ it counts as outside of
 * S. A score of −∞ has the probability 0, and as the target the loss +∞; +∞, or −∞ alone, has no limit and gives NaN. A NaN
 * anywhere in a row makes its loss and its derivatives NaN. There are no class weights.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   class_options  ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: A. Martins, R. Astudillo, From softmax to sparsemax, ICML 2016, arXiv:1602.02068, sections 2.2 and 3.2; the
 * iteration of C. Michelot, A finite algorithm for finding the projection of a point onto the canonical simplex of R^n,
 * Journal of Optimization Theory and Applications 50, 1986.
 */
LOSS_API
loss_status loss_sparsemax_f32(const float *scores,
                               const int64_t *target,
                               size_t rows,
                               size_t classes,
                               const struct loss_class_options_f32 *class_options,
                               const struct loss_options_f32 *options,
                               double *value,
                               float *grad);

/**
 * Sparsemax loss: the loss of a softmax's sparse twin, double precision: see loss_sparsemax_f32.
 */
LOSS_API
loss_status loss_sparsemax_f64(const double *scores,
                               const int64_t *target,
                               size_t rows,
                               size_t classes,
                               const struct loss_class_options_f64 *class_options,
                               const struct loss_options_f64 *options,
                               double *value,
                               double *grad);

/**
 * Binary cross-entropy of several labels per row.
 *
 * l = (1/K)·Σ_c w_c·((1 − t_c)·softplus(x_c) + p_c·t_c·softplus(−x_c)),  softplus(x) = log(1 + e^x).
 * ∂l/∂x_c = (w_c/K)·((1 − t_c)·σ(x_c) − p_c·t_c·σ(−x_c)),  ∂²l/∂x_c² = (w_c/K)·(1 − t_c + p_c·t_c)·σ(x_c)·σ(−x_c).
 *
 * x are logits of K labels that do not exclude each other, t their targets in [0, 1]: tags, diseases, objects in a picture.
 * w = `class_weight` of the class options weighs labels, p = `pos_weight` multiplies the loss of positive targets, which
 * balances labels that are rare: the ratio of negative to positive targets of each. Either may be NULL, which means 1. Without
 * both, the mean is that of `loss_bce_logits` over all elements. It is exact for logits of any size, and of `float` logits it
 * is computed in double precision.
 *
 * LOSS_MEAN divides by Σ w of the rows, as PyTorch does; class weights are in the loss alone.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride of class_options says
 *   target         input, (rows, classes), in [0, 1], or as row_stride of class_options says
 *   pos_weight     input, classes elements, above 0: what multiplies the loss of positive targets, 0 is allowed; NULL: not given
 *   rows, classes  sizes; 0 is allowed
 *   class_options  class_weight, row_stride, target_stride; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (class_options, options).
 *
 * Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
 */
LOSS_API
loss_status loss_multilabel_soft_margin_f32(const float *logits,
                                            const float *target,
                                            const float *pos_weight,
                                            size_t rows,
                                            size_t classes,
                                            const struct loss_class_options_f32 *class_options,
                                            const struct loss_options_f32 *options,
                                            double *value,
                                            float *grad);

/**
 * Binary cross-entropy of several labels per row, double precision: see loss_multilabel_soft_margin_f32.
 */
LOSS_API
loss_status loss_multilabel_soft_margin_f64(const double *logits,
                                            const double *target,
                                            const double *pos_weight,
                                            size_t rows,
                                            size_t classes,
                                            const struct loss_class_options_f64 *class_options,
                                            const struct loss_options_f64 *options,
                                            double *value,
                                            double *grad);

/**
 * Ordinal regression by ranks: CORAL.
 *
 * l = Σ_{c < K−1} w_c·(t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
 * ∂l/∂z_c = w_c·(σ(z_c) − t_c),  ∂²l/∂z_c² = w_c·σ(z_c)·σ(−z_c).
 *
 * For K ordered classes: ages, ratings, grades. A row has K − 1 logits, of which z_c answers whether its class y is above c; the
 * predicted class is the number of those that are positive. A network of CORAL has one score and K − 1 biases, so that its
 * answers never contradict each other; the loss does not ask for that. w = `class_weight` of the class options has the
 * K − 1 importances of these questions; NULL: 1.
 *
 * `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN divides by the weights of rows alone. Of `float` logits the
 * loss is computed in double precision.
 *
 * Arguments:
 *   logits         input, (rows, classes - 1), or as row_stride of class_options says
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; rows may be 0, classes are at least 2
 *   class_options  class_weight (classes - 1), ignore_index, target_i32, row_stride; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: W. Cao, V. Mirjalili, S. Raschka, Rank consistent ordinal regression for neural networks, arXiv:1901.07884,
 * section 3.
 */
LOSS_API
loss_status loss_coral_f32(const float *logits,
                           const int64_t *target,
                           size_t rows,
                           size_t classes,
                           const struct loss_class_options_f32 *class_options,
                           const struct loss_options_f32 *options,
                           double *value,
                           float *grad);

/**
 * Ordinal regression by ranks: CORAL, double precision: see loss_coral_f32.
 */
LOSS_API
loss_status loss_coral_f64(const double *logits,
                           const int64_t *target,
                           size_t rows,
                           size_t classes,
                           const struct loss_class_options_f64 *class_options,
                           const struct loss_options_f64 *options,
                           double *value,
                           double *grad);

/**
 * Ordinal regression by conditional ranks: CORN.
 *
 * l = Σ_{c ≤ min(y, K−2)} (t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
 * ∂l/∂z_c = σ(z_c) − t_c for these c, else 0,  ∂²l/∂z_c² = σ(z_c)·σ(−z_c) for these, else 0.
 *
 * For K ordered classes, of a row with K − 1 logits: σ(z_c) is the probability that the class y is above c if it is above
 * c − 1. A row decides from the lowest class upwards, until the answer is no. The probability of y > c is then the product of
 * σ(z_0) to σ(z_c), which never rises, whatever the logits are: unlike CORAL, nothing is asked of the network. Logits beyond a row's
 * decisions are not read, and their derivatives are 0.
 *
 * `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN divides by the decisions made, Σ w·min(y + 1, K − 1),
 * as the authors' program does; LOSS_MEAN_ROWS divides by rows. Of `float` logits the loss is computed in double precision.
 *
 * Arguments:
 *   logits         input, (rows, classes - 1), or as row_stride of class_options says
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; rows may be 0, classes are at least 2
 *   class_options  ignore_index, target_i32, row_stride; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: X. Shi, W. Cao, S. Raschka, Deep neural networks for rank-consistent ordinal regression based on conditional
 * probabilities, arXiv:2111.08851, section 3.
 */
LOSS_API
loss_status loss_corn_f32(const float *logits,
                          const int64_t *target,
                          size_t rows,
                          size_t classes,
                          const struct loss_class_options_f32 *class_options,
                          const struct loss_options_f32 *options,
                          double *value,
                          float *grad);

/**
 * Ordinal regression by conditional ranks: CORN, double precision: see loss_corn_f32.
 */
LOSS_API
loss_status loss_corn_f64(const double *logits,
                          const int64_t *target,
                          size_t rows,
                          size_t classes,
                          const struct loss_class_options_f64 *class_options,
                          const struct loss_options_f64 *options,
                          double *value,
                          double *grad);

/**
 * Ordinal regression by cumulative logits: the proportional odds model.
 *
 * l = −log(σ(b) − σ(a)),  b = z_y or ∞ for y = K − 1, a = z_{y−1} or −∞ for y = 0.
 * ∂l/∂b = −σ(−b) − r, ∂l/∂a = σ(a) + r, r = 1/(e^(b−a) − 1);  ∂²l/∂z² = σ(z)·σ(−z) + r·(1 + r) for both; by all other z 0.
 *
 * For K ordered classes: σ(z_c) is the probability that the class y is at most c, so that the K − 1 logits of a row must rise.
 * In McCullagh's model z_c is a threshold θ_c less a score, θ_0 < θ_1 < …; gradients by thresholds are sums over rows, that by the
 * score is minus the sum over a row. A row is about the one or two logits beside its class; others are not read, and
 * their derivatives are 0. Where b = a, both finite, the probability is 0 and the loss ∞; where b is below a everything of the two is NaN, and so
 * is the loss.
 *
 * No difference of probabilities is formed: l = softplus(−b) + softplus(a) − log(1 − e^−(b−a)), of terms that are at least 0, so
 * that improbable classes and narrow ones have all their digits. `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN
 * divides by the weights of rows. Of `float` logits the loss is computed in double precision.
 *
 * Arguments:
 *   logits         input, (rows, classes - 1), rising over each row, or as row_stride of class_options says
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; rows may be 0, classes are at least 2
 *   class_options  ignore_index, target_i32, row_stride; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: P. McCullagh, Regression models for ordinal data, Journal of the Royal Statistical Society B 42, 1980, section 2.
 */
LOSS_API
loss_status loss_cumulative_link_f32(const float *logits,
                                     const int64_t *target,
                                     size_t rows,
                                     size_t classes,
                                     const struct loss_class_options_f32 *class_options,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad);

/**
 * Ordinal regression by cumulative logits: the proportional odds model, double precision: see loss_cumulative_link_f32.
 */
LOSS_API
loss_status loss_cumulative_link_f64(const double *logits,
                                     const int64_t *target,
                                     size_t rows,
                                     size_t classes,
                                     const struct loss_class_options_f64 *class_options,
                                     const struct loss_options_f64 *options,
                                     double *value,
                                     double *grad);

/**
 * Margin loss of rows with several right classes.
 *
 * l = (1/K)·Σ_{j listed} Σ_{i not listed} max(0, 1 + z_i − z_j).  ∂l/∂z_i = (1/K)·(number of listed j with 1 + z_i − z_j > 0) where
 * i is not listed; ∂l/∂z_j = −(1/K)·(number of i, not listed, with 1 + z_i − z_j > 0) where j is listed.  ∂²l/∂z_c² = 0.
 *
 * z are scores of K classes. The target of a row is a list of its right classes: `classes` entries, of which those before
 * the first −1 count, and those behind it are not looked at. The lists follow each other, whatever the layout of the
 * scores is. Each pair of a right and a wrong class costs where the wrong one
 * comes within a margin of 1 of the right one. A class that is listed twice counts twice, as in PyTorch. An empty list, and
 * one of all classes, has the loss 0. At the kink 1 + z_i = z_j a pair does not count. Each entry of a list before its end
 * is checked, except in masked rows. The steps of a row are the pairs of classes and entries of the list: for lists that are
 * short beside K. The derivatives in place are found from the ranks of the listed scores, which takes the cube of the
 * length of the list at worst. A NaN anywhere in a row makes its loss and its derivatives NaN. There are neither class weights
 * nor an index to ignore.
 *
 * Arguments:
 *   scores         input, (rows, classes), or as row_stride and inner of class_options say
 *   target         input, (rows, classes) indices: those of a row before its first -1 are each in [0, classes); those of masked rows are not looked at
 *   rows, classes  sizes; 0 is allowed
 *   class_options  target_i32, row_stride, inner; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: torch.nn.functional.multilabel_margin_loss; the margin of J. Weston, C. Watkins, Support vector machines for
 * multi-class pattern recognition, ESANN 1999, section 3.
 */
LOSS_API
loss_status loss_multilabel_margin_f32(const float *scores,
                                       const int64_t *target,
                                       size_t rows,
                                       size_t classes,
                                       const struct loss_class_options_f32 *class_options,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad);

/**
 * Margin loss of rows with several right classes, double precision: see loss_multilabel_margin_f32.
 */
LOSS_API
loss_status loss_multilabel_margin_f64(const double *scores,
                                       const int64_t *target,
                                       size_t rows,
                                       size_t classes,
                                       const struct loss_class_options_f64 *class_options,
                                       const struct loss_options_f64 *options,
                                       double *value,
                                       double *grad);

/* Distributions -------------------------------------------------------------------------------- */

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities.
 *
 * l = Σ_c t_c·(log t_c − x_c) over a row, x log-probabilities.  ∂l/∂x_c = −t_c,  ∂²l/∂x_c² = 0.
 *
 * The loss of a row is the sum over its classes, and is then reduced over rows: LOSS_MEAN is PyTorch's
 * "batchmean". Classes with t = 0 contribute exactly 0, even where x is −∞ or NaN.
 *
 * Arguments:
 *   log_pred       input, (rows, classes), logarithms of probabilities
 *   target         input, (rows, classes), in [0, 1]
 *   rows, classes  sizes; 0 is allowed
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
 * Statistics 22, 1951, section 2.
 */
LOSS_API
loss_status loss_kl_div_f32(const float *log_pred,
                            const float *target,
                            size_t rows,
                            size_t classes,
                            const struct loss_options_f32 *options,
                            double *value,
                            float *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, double precision: see loss_kl_div_f32.
 */
LOSS_API
loss_status loss_kl_div_f64(const double *log_pred,
                            const double *target,
                            size_t rows,
                            size_t classes,
                            const struct loss_options_f64 *options,
                            double *value,
                            double *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, bfloat16: see loss_kl_div_f32.
 */
LOSS_API
loss_status loss_kl_div_bf16(const loss_bf16 *log_pred,
                             const loss_bf16 *target,
                             size_t rows,
                             size_t classes,
                             const struct loss_options_f32 *options,
                             double *value,
                             loss_bf16 *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, bfloat16, the gradient float: see loss_kl_div_f32.
 */
LOSS_API
loss_status loss_kl_div_bf16_f32(const loss_bf16 *log_pred,
                                 const loss_bf16 *target,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, binary16: see loss_kl_div_f32.
 */
LOSS_API
loss_status loss_kl_div_f16(const loss_f16 *log_pred,
                            const loss_f16 *target,
                            size_t rows,
                            size_t classes,
                            const struct loss_options_f32 *options,
                            double *value,
                            loss_f16 *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target probabilities, binary16, the gradient float: see loss_kl_div_f32.
 */
LOSS_API
loss_status loss_kl_div_f16_f32(const loss_f16 *log_pred,
                                const loss_f16 *target,
                                size_t rows,
                                size_t classes,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities.
 *
 * l = Σ_c e^t_c·(t_c − x_c) over a row, both log-probabilities.  ∂l/∂x_c = −e^t_c,  ∂²l/∂x_c² = 0.
 *
 * For targets that are given as log-probabilities: a target whose probability underflows keeps its digits. A
 * target of −∞ contributes exactly 0, whatever x is there. The loss of a row is the sum over its classes, and is then
 * reduced over rows: LOSS_MEAN is PyTorch's "batchmean".
 *
 * Arguments:
 *   log_pred, log_target  input, (rows, classes), logarithms of probabilities
 *   rows, classes         sizes; 0 is allowed
 *   options               NULL: defaults
 *   value                 output, one number; NULL: not wanted
 *   grad                  output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
 * Statistics 22, 1951, section 2.
 */
LOSS_API
loss_status loss_kl_div_log_target_f32(const float *log_pred,
                                       const float *log_target,
                                       size_t rows,
                                       size_t classes,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, double precision: see loss_kl_div_log_target_f32.
 */
LOSS_API
loss_status loss_kl_div_log_target_f64(const double *log_pred,
                                       const double *log_target,
                                       size_t rows,
                                       size_t classes,
                                       const struct loss_options_f64 *options,
                                       double *value,
                                       double *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, bfloat16: see loss_kl_div_log_target_f32.
 */
LOSS_API
loss_status loss_kl_div_log_target_bf16(const loss_bf16 *log_pred,
                                        const loss_bf16 *log_target,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        loss_bf16 *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, bfloat16, the gradient float: see loss_kl_div_log_target_f32.
 */
LOSS_API
loss_status loss_kl_div_log_target_bf16_f32(const loss_bf16 *log_pred,
                                            const loss_bf16 *log_target,
                                            size_t rows,
                                            size_t classes,
                                            const struct loss_options_f32 *options,
                                            double *value,
                                            float *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, binary16: see loss_kl_div_log_target_f32.
 */
LOSS_API
loss_status loss_kl_div_log_target_f16(const loss_f16 *log_pred,
                                       const loss_f16 *log_target,
                                       size_t rows,
                                       size_t classes,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       loss_f16 *grad);

/**
 * Kullback-Leibler divergence of log-probabilities from target log-probabilities, binary16, the gradient float: see loss_kl_div_log_target_f32.
 */
LOSS_API
loss_status loss_kl_div_log_target_f16_f32(const loss_f16 *log_pred,
                                           const loss_f16 *log_target,
                                           size_t rows,
                                           size_t classes,
                                           const struct loss_options_f32 *options,
                                           double *value,
                                           float *grad);

/**
 * Kullback-Leibler divergence of probabilities from target probabilities.
 *
 * l = Σ_c t_c·(log t_c − log x_c) over a row, both probabilities.
 * ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
 *
 * Classes with t = 0 contribute exactly 0, whatever x is there. Where x = 0 and t > 0 the divergence is infinite.
 * The loss of a row is the sum over its classes, and is then reduced over rows.
 *
 * Arguments:
 *   pred, target   input, (rows, classes), in [0, 1]
 *   rows, classes  sizes; 0 is allowed
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
 * Statistics 22, 1951, section 2.
 */
LOSS_API
loss_status loss_kl_div_prob_f32(const float *pred,
                                 const float *target,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, double precision: see loss_kl_div_prob_f32.
 */
LOSS_API
loss_status loss_kl_div_prob_f64(const double *pred,
                                 const double *target,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad);

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, bfloat16: see loss_kl_div_prob_f32.
 */
LOSS_API
loss_status loss_kl_div_prob_bf16(const loss_bf16 *pred,
                                  const loss_bf16 *target,
                                  size_t rows,
                                  size_t classes,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  loss_bf16 *grad);

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, bfloat16, the gradient float: see loss_kl_div_prob_f32.
 */
LOSS_API
loss_status loss_kl_div_prob_bf16_f32(const loss_bf16 *pred,
                                      const loss_bf16 *target,
                                      size_t rows,
                                      size_t classes,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad);

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, binary16: see loss_kl_div_prob_f32.
 */
LOSS_API
loss_status loss_kl_div_prob_f16(const loss_f16 *pred,
                                 const loss_f16 *target,
                                 size_t rows,
                                 size_t classes,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 loss_f16 *grad);

/**
 * Kullback-Leibler divergence of probabilities from target probabilities, binary16, the gradient float: see loss_kl_div_prob_f32.
 */
LOSS_API
loss_status loss_kl_div_prob_f16_f32(const loss_f16 *pred,
                                     const loss_f16 *target,
                                     size_t rows,
                                     size_t classes,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad);

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1.
 *
 * l = Σ_c t_c·(log t_c − x_c) + e^x_c − t_c over a row, x logarithms.  ∂l/∂x_c = e^x_c − t_c,  ∂²l/∂x_c² = e^x_c.
 *
 * For masses, counts and other numbers from 0 on, of which neither t nor e^x has to add up to 1 over a row: the divergence
 * of KL for measures, and half the deviance of a Poisson distribution. Every term is at least 0, and 0 exactly where e^x = t,
 * so that a row is 0 only where all of it agrees. Of two distributions it is `loss_kl_div`, whose derivative leaves out e^x.
 *
 * There is no cancellation: loss and first derivative have their digits where e^x is near t as well, as far as x has them.
 * A class with t = 0 contributes e^x alone, 0 where x is −∞; one with t > 0 is infinite there. A target below 0 gives NaN. The
 * loss of a row is the sum over its classes, and is then reduced over rows.
 *
 * Arguments:
 *   log_pred       input, (rows, classes): logarithms
 *   target         input, (rows, classes), above 0: 0 is allowed too
 *   rows, classes  sizes; 0 is allowed
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: I. Csiszár, Why least squares and maximum entropy? An axiomatic approach to inference for linear inverse
 * problems, Annals of Statistics 19, 1991, section 1.
 */
LOSS_API
loss_status loss_kl_div_generalized_f32(const float *log_pred,
                                        const float *target,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        float *grad);

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, double precision: see loss_kl_div_generalized_f32.
 */
LOSS_API
loss_status loss_kl_div_generalized_f64(const double *log_pred,
                                        const double *target,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f64 *options,
                                        double *value,
                                        double *grad);

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, bfloat16: see loss_kl_div_generalized_f32.
 */
LOSS_API
loss_status loss_kl_div_generalized_bf16(const loss_bf16 *log_pred,
                                         const loss_bf16 *target,
                                         size_t rows,
                                         size_t classes,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         loss_bf16 *grad);

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, bfloat16, the gradient float: see loss_kl_div_generalized_f32.
 */
LOSS_API
loss_status loss_kl_div_generalized_bf16_f32(const loss_bf16 *log_pred,
                                             const loss_bf16 *target,
                                             size_t rows,
                                             size_t classes,
                                             const struct loss_options_f32 *options,
                                             double *value,
                                             float *grad);

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, binary16: see loss_kl_div_generalized_f32.
 */
LOSS_API
loss_status loss_kl_div_generalized_f16(const loss_f16 *log_pred,
                                        const loss_f16 *target,
                                        size_t rows,
                                        size_t classes,
                                        const struct loss_options_f32 *options,
                                        double *value,
                                        loss_f16 *grad);

/**
 * Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, binary16, the gradient float: see loss_kl_div_generalized_f32.
 */
LOSS_API
loss_status loss_kl_div_generalized_f16_f32(const loss_f16 *log_pred,
                                            const loss_f16 *target,
                                            size_t rows,
                                            size_t classes,
                                            const struct loss_options_f32 *options,
                                            double *value,
                                            float *grad);

/**
 * Jensen-Shannon divergence of two softmaxes.
 *
 * l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
 * ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
 * ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.
 *
 * For generalised knowledge distillation. Near β = 0, loss and gradient approach β·KL(q‖p) and its gradient; near
 * β = 1, (1 − β)·KL(p‖q) and its gradient. 0 ≤ l ≤ log 2. No term is negative and no term cancels another one, so l
 * keeps its digits for every β, and also where the models nearly agree. The teacher is constant: there is no
 * gradient by its logits. A class whose probability underflows in both models adds exactly 0; a class whose
 * probability underflows in one model only adds its limit. `temperature`, `softcap` and `class_bias` of the class options
 * transform the logits of both models. There is no factor T².
 *
 * Arguments:
 *   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes                   sizes; 0 is allowed
 *   beta                            β: in (0, 1)
 *   class_options                   temperature, softcap, class_bias, row_stride, target_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults
 *   options                         NULL: defaults
 *   value                           output, one number; NULL: not wanted
 *   grad                            output, in the layout of student_logits: dvalue/dstudent_logits; may be student_logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (beta, class_options, options).
 *
 * Reference: R. Agarwal et al., On-policy distillation of language models, arXiv:2306.13649,
 * section 2; J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
 * Information Theory 37, 1991.
 */
LOSS_API
loss_status loss_js_div_f32(const float *student_logits,
                            const float *teacher_logits,
                            size_t rows,
                            size_t classes,
                            double beta,
                            const struct loss_class_options_f32 *class_options,
                            const struct loss_options_f32 *options,
                            double *value,
                            float *grad);

/**
 * Jensen-Shannon divergence of two softmaxes, double precision: see loss_js_div_f32.
 */
LOSS_API
loss_status loss_js_div_f64(const double *student_logits,
                            const double *teacher_logits,
                            size_t rows,
                            size_t classes,
                            double beta,
                            const struct loss_class_options_f64 *class_options,
                            const struct loss_options_f64 *options,
                            double *value,
                            double *grad);

/**
 * Jensen-Shannon divergence of two softmaxes, bfloat16: see loss_js_div_f32.
 */
LOSS_API
loss_status loss_js_div_bf16(const loss_bf16 *student_logits,
                             const loss_bf16 *teacher_logits,
                             size_t rows,
                             size_t classes,
                             double beta,
                             const struct loss_class_options_f32 *class_options,
                             const struct loss_options_f32 *options,
                             double *value,
                             loss_bf16 *grad);

/**
 * Jensen-Shannon divergence of two softmaxes, bfloat16, the gradient float: see loss_js_div_f32.
 */
LOSS_API
loss_status loss_js_div_bf16_f32(const loss_bf16 *student_logits,
                                 const loss_bf16 *teacher_logits,
                                 size_t rows,
                                 size_t classes,
                                 double beta,
                                 const struct loss_class_options_f32 *class_options,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * Jensen-Shannon divergence of two softmaxes, binary16: see loss_js_div_f32.
 */
LOSS_API
loss_status loss_js_div_f16(const loss_f16 *student_logits,
                            const loss_f16 *teacher_logits,
                            size_t rows,
                            size_t classes,
                            double beta,
                            const struct loss_class_options_f32 *class_options,
                            const struct loss_options_f32 *options,
                            double *value,
                            loss_f16 *grad);

/**
 * Jensen-Shannon divergence of two softmaxes, binary16, the gradient float: see loss_js_div_f32.
 */
LOSS_API
loss_status loss_js_div_f16_f32(const loss_f16 *student_logits,
                                const loss_f16 *teacher_logits,
                                size_t rows,
                                size_t classes,
                                double beta,
                                const struct loss_class_options_f32 *class_options,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/* Language models and distillation ------------------------------------------------------------- */

/**
 * Causal language modelling: softmax cross-entropy with the next token.
 *
 * l_(b,t) = cross-entropy of logits (b, t) with tokens (b, t + 1), for t < seq_len − 1.
 * ∂l/∂z as in loss_cross_entropy; 0 at the last position of each sequence.
 *
 * The loss of GPT-like models. Nothing is copied or shifted: the function compares each position with the
 * next token, and the last position of each sequence does not count and is never read. A row is a position:
 * weights, mask and the outputs of the options have batch·seq_len entries, and an entry belongs to the position
 * that predicts, not to the token that is predicted. A sequence of one token has nothing to predict.
 *
 * The options mean what they mean in loss_cross_entropy: ignore_index for padding (a position does not count
 * if its next token is ignore_index), row_stride for padded vocabularies, `sums` for the perplexity
 * exp(loss / weight) of many batches.
 *
 * Arguments:
 *   logits         input, (batch, seq_len, vocab), or as row_stride and inner of class_options say
 *   tokens         input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore; those of masked positions are not looked at
 *   batch          sizes; 0 is allowed
 *   seq_len        sizes; 0 is allowed, and 1 leaves nothing to predict
 *   vocab          sizes; 0 is allowed
 *   class_options  all except target_stride, which is refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (tokens).
 *
 * Reference: A. Radford, K. Narasimhan, T. Salimans, I. Sutskever, Improving language understanding by
 * generative pre-training, 2018, equation 1.
 */
LOSS_API
loss_status loss_causal_lm_f32(const float *logits,
                               const int64_t *tokens,
                               size_t batch,
                               size_t seq_len,
                               size_t vocab,
                               const struct loss_class_options_f32 *class_options,
                               const struct loss_options_f32 *options,
                               double *value,
                               float *grad);

/**
 * Causal language modelling: softmax cross-entropy with the next token, double precision: see loss_causal_lm_f32.
 */
LOSS_API
loss_status loss_causal_lm_f64(const double *logits,
                               const int64_t *tokens,
                               size_t batch,
                               size_t seq_len,
                               size_t vocab,
                               const struct loss_class_options_f64 *class_options,
                               const struct loss_options_f64 *options,
                               double *value,
                               double *grad);

/**
 * Causal language modelling: softmax cross-entropy with the next token, bfloat16: see loss_causal_lm_f32.
 */
LOSS_API
loss_status loss_causal_lm_bf16(const loss_bf16 *logits,
                                const int64_t *tokens,
                                size_t batch,
                                size_t seq_len,
                                size_t vocab,
                                const struct loss_class_options_f32 *class_options,
                                const struct loss_options_f32 *options,
                                double *value,
                                loss_bf16 *grad);

/**
 * Causal language modelling: softmax cross-entropy with the next token, bfloat16, the gradient float: see loss_causal_lm_f32.
 */
LOSS_API
loss_status loss_causal_lm_bf16_f32(const loss_bf16 *logits,
                                    const int64_t *tokens,
                                    size_t batch,
                                    size_t seq_len,
                                    size_t vocab,
                                    const struct loss_class_options_f32 *class_options,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad);

/**
 * Causal language modelling: softmax cross-entropy with the next token, binary16: see loss_causal_lm_f32.
 */
LOSS_API
loss_status loss_causal_lm_f16(const loss_f16 *logits,
                               const int64_t *tokens,
                               size_t batch,
                               size_t seq_len,
                               size_t vocab,
                               const struct loss_class_options_f32 *class_options,
                               const struct loss_options_f32 *options,
                               double *value,
                               loss_f16 *grad);

/**
 * Causal language modelling: softmax cross-entropy with the next token, binary16, the gradient float: see loss_causal_lm_f32.
 */
LOSS_API
loss_status loss_causal_lm_f16_f32(const loss_f16 *logits,
                                   const int64_t *tokens,
                                   size_t batch,
                                   size_t seq_len,
                                   size_t vocab,
                                   const struct loss_class_options_f32 *class_options,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad);

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits.
 *
 * x = hidden · weightᵀ + bias,  l = A·lse − Σ_c a_c z_c + W·ζ·lse²,  z = softcap(x/T) + class_bias.
 *
 * grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the rows.
 *
 * G = ∂value/∂x, and everything else is as in loss_cross_entropy for the logits x: all class options but those of a matrix
 * of logits, all reductions, weights and outputs. The logits of a few rows at a time are in the workspace, at least
 * those of 64 rows or of all; a larger one, up to what the query says, saves time. No result depends on its size, on threads or
 * on the instruction set: sums over dim and over classes are chains of 256 fused multiply-adds in the type of the
 * arrays, sums over rows chains of 64, and the sums of the chains are added in order, to the bias where there is one.
 * Without a workspace the status is LOSS_ERROR_NULL_POINTER, with fewer bytes than the query has for one thread
 * LOSS_ERROR_SIZE.
 *
 * A row that does not count is left out of the products: its hidden state may hold anything and its gradient is 0, as
 * is that of a row that weighs 0. Otherwise 0·∞ in a product is NaN. There is no second derivative.
 *
 * Arguments:
 *   hidden              input, (rows, dim)
 *   weight              input, (classes, dim)
 *   bias                input, classes elements: NULL: none
 *   target              input, rows indices: each in [0, classes) or the index to ignore
 *   rows, dim, classes  sizes; 0 is allowed
 *   class_options       all except row_stride, inner and target_stride, which are refused; NULL: defaults
 *   options             with a workspace, see loss_linear_cross_entropy_workspace_f32; hessian is refused
 *   value               output, one number; NULL: not wanted
 *   grad_hidden         output, in the layout of hidden: dvalue/dhidden; NULL: not wanted
 *   grad_weight         output, in the layout of weight: dvalue/dweight; NULL: not wanted
 *   grad_bias           output, classes elements: dvalue/dbias; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
 */
LOSS_API
loss_status loss_linear_cross_entropy_f32(const float *hidden,
                                          const float *weight,
                                          const float *bias,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t dim,
                                          size_t classes,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          float *grad_hidden,
                                          float *grad_weight,
                                          float *grad_bias);

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, double precision: see loss_linear_cross_entropy_f32.
 */
LOSS_API
loss_status loss_linear_cross_entropy_f64(const double *hidden,
                                          const double *weight,
                                          const double *bias,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t dim,
                                          size_t classes,
                                          const struct loss_class_options_f64 *class_options,
                                          const struct loss_options_f64 *options,
                                          double *value,
                                          double *grad_hidden,
                                          double *grad_weight,
                                          double *grad_bias);

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, bfloat16: see loss_linear_cross_entropy_f32.
 */
LOSS_API
loss_status loss_linear_cross_entropy_bf16(const loss_bf16 *hidden,
                                           const loss_bf16 *weight,
                                           const loss_bf16 *bias,
                                           const int64_t *target,
                                           size_t rows,
                                           size_t dim,
                                           size_t classes,
                                           const struct loss_class_options_f32 *class_options,
                                           const struct loss_options_f32 *options,
                                           double *value,
                                           loss_bf16 *grad_hidden,
                                           loss_bf16 *grad_weight,
                                           loss_bf16 *grad_bias);

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, bfloat16, the gradient float: see loss_linear_cross_entropy_f32.
 */
LOSS_API
loss_status loss_linear_cross_entropy_bf16_f32(const loss_bf16 *hidden,
                                               const loss_bf16 *weight,
                                               const loss_bf16 *bias,
                                               const int64_t *target,
                                               size_t rows,
                                               size_t dim,
                                               size_t classes,
                                               const struct loss_class_options_f32 *class_options,
                                               const struct loss_options_f32 *options,
                                               double *value,
                                               float *grad_hidden,
                                               float *grad_weight,
                                               float *grad_bias);

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, binary16: see loss_linear_cross_entropy_f32.
 */
LOSS_API
loss_status loss_linear_cross_entropy_f16(const loss_f16 *hidden,
                                          const loss_f16 *weight,
                                          const loss_f16 *bias,
                                          const int64_t *target,
                                          size_t rows,
                                          size_t dim,
                                          size_t classes,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          loss_f16 *grad_hidden,
                                          loss_f16 *grad_weight,
                                          loss_f16 *grad_bias);

/**
 * Linear layer and softmax cross-entropy, without a matrix of logits, binary16, the gradient float: see loss_linear_cross_entropy_f32.
 */
LOSS_API
loss_status loss_linear_cross_entropy_f16_f32(const loss_f16 *hidden,
                                              const loss_f16 *weight,
                                              const loss_f16 *bias,
                                              const int64_t *target,
                                              size_t rows,
                                              size_t dim,
                                              size_t classes,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              double *value,
                                              float *grad_hidden,
                                              float *grad_weight,
                                              float *grad_bias);

/**
 * Bytes of `workspace` in the options with which loss_linear_cross_entropy_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_cross_entropy_workspace_f32(size_t rows,
                                               size_t dim,
                                               size_t classes,
                                               uint32_t gradient,
                                               const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_cross_entropy_f64 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_cross_entropy_workspace_f64(size_t rows,
                                               size_t dim,
                                               size_t classes,
                                               uint32_t gradient,
                                               const struct loss_options_f64 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_cross_entropy_bf16 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_cross_entropy_workspace_bf16(size_t rows,
                                                size_t dim,
                                                size_t classes,
                                                uint32_t gradient,
                                                const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_cross_entropy_bf16_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_cross_entropy_workspace_bf16_f32(size_t rows,
                                                    size_t dim,
                                                    size_t classes,
                                                    uint32_t gradient,
                                                    const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_cross_entropy_f16 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_cross_entropy_workspace_f16(size_t rows,
                                               size_t dim,
                                               size_t classes,
                                               uint32_t gradient,
                                               const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_cross_entropy_f16_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_cross_entropy_workspace_f16_f32(size_t rows,
                                                   size_t dim,
                                                   size_t classes,
                                                   uint32_t gradient,
                                                   const struct loss_options_f32 *options);

/**
 * Log-probabilities of tokens under a language model.
 *
 * log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c.
 *
 * lse = log Σ_c e^z_c, p = softmax(z), y the token that a position scores: with `shift` 0 its own, with 1 the next one, as
 * in loss_causal_lm, where the last position of a sequence does not count. z are the logits after temperature, softcap and
 * class bias; other libraries cap first and divide then, for which `softcap` is their cap divided by the temperature.
 *
 * With `entropy` a position is computed in double precision: the last bits of lse, log_prob and the sums may then differ from
 * those of a call without it. Where numbers of two calls are compared (the ratio of a policy to an older one), ask for
 * the same outputs in both.
 *
 * The sum over a sequence is that of doubles, before any is rounded. Positions that do not count (mask, ignore_index,
 * the last one) have 0 in all outputs. A preference or policy loss takes these numbers, and
 * loss_token_log_prob_backward takes its derivatives back to the logits, so that no second array is as large as they are.
 *
 * Arguments:
 *   logits                 input, (batch, seq_len, vocab), or as row_stride of class_options says
 *   tokens                 input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, vocab  sizes; 0 is allowed
 *   shift                  0 or 1: 1: a position scores the next token, 0: its own
 *   class_options          ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; NULL: defaults
 *   options                threads, mask; all others are refused; NULL: defaults
 *   log_prob               output, (batch, seq_len) elements; NULL: not wanted
 *   lse, entropy           output, (batch, seq_len) doubles; NULL: not wanted
 *   sequence_log_prob      output, batch doubles: the sum of log_prob; NULL: not wanted
 *   sequence_tokens        output, batch numbers: positions that count; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (tokens).
 *
 * Reference: R. Rafailov et al., Direct Preference Optimization: Your Language Model is Secretly a Reward Model, 2023,
 * section 4 (sums over sequences).
 */
LOSS_API
loss_status loss_token_log_prob_f32(const float *logits,
                                    const int64_t *tokens,
                                    size_t batch,
                                    size_t seq_len,
                                    size_t vocab,
                                    uint32_t shift,
                                    const struct loss_class_options_f32 *class_options,
                                    const struct loss_options_f32 *options,
                                    float *log_prob,
                                    double *lse,
                                    double *entropy,
                                    double *sequence_log_prob,
                                    int64_t *sequence_tokens);

/**
 * Log-probabilities of tokens under a language model, double precision: see loss_token_log_prob_f32.
 */
LOSS_API
loss_status loss_token_log_prob_f64(const double *logits,
                                    const int64_t *tokens,
                                    size_t batch,
                                    size_t seq_len,
                                    size_t vocab,
                                    uint32_t shift,
                                    const struct loss_class_options_f64 *class_options,
                                    const struct loss_options_f64 *options,
                                    double *log_prob,
                                    double *lse,
                                    double *entropy,
                                    double *sequence_log_prob,
                                    int64_t *sequence_tokens);

/**
 * Log-probabilities of tokens under a language model, bfloat16: see loss_token_log_prob_f32.
 */
LOSS_API
loss_status loss_token_log_prob_bf16(const loss_bf16 *logits,
                                     const int64_t *tokens,
                                     size_t batch,
                                     size_t seq_len,
                                     size_t vocab,
                                     uint32_t shift,
                                     const struct loss_class_options_f32 *class_options,
                                     const struct loss_options_f32 *options,
                                     float *log_prob,
                                     double *lse,
                                     double *entropy,
                                     double *sequence_log_prob,
                                     int64_t *sequence_tokens);

/**
 * Log-probabilities of tokens under a language model, binary16: see loss_token_log_prob_f32.
 */
LOSS_API
loss_status loss_token_log_prob_f16(const loss_f16 *logits,
                                    const int64_t *tokens,
                                    size_t batch,
                                    size_t seq_len,
                                    size_t vocab,
                                    uint32_t shift,
                                    const struct loss_class_options_f32 *class_options,
                                    const struct loss_options_f32 *options,
                                    float *log_prob,
                                    double *lse,
                                    double *entropy,
                                    double *sequence_log_prob,
                                    int64_t *sequence_tokens);

/**
 * Backward pass of the log-probabilities of tokens.
 *
 * grad_c = g·([c = y] − p_c) − h·p_c·(log p_c + H).
 *
 * g is d_log_prob of the position plus d_sequence of its sequence, h its d_entropy, each 0 where it is NULL; p = softmax(z),
 * y the token that the position scores, H the entropy. One of the three must be there. The derivatives by z then go through class bias, softcap and
 * temperature to the logits. p·log p is 0 at p = 0. A position that does not count, or of which g and h are 0, has the
 * gradient 0, whatever its logits are.
 *
 * `lse` and `entropy` are those of loss_token_log_prob. Each may be NULL, and is then found by one more pass over the row.
 * Only positions with an entropy term use them: without one the gradient is that of the cross-entropy with weights −g, and
 * has its bits.
 *
 * Arguments:
 *   logits                 input, (batch, seq_len, vocab), or as row_stride of class_options says
 *   tokens                 input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, vocab  sizes; 0 is allowed
 *   shift                  0 or 1: that of loss_token_log_prob
 *   lse, entropy           input, (batch, seq_len) doubles: that of loss_token_log_prob; NULL: found again
 *   d_log_prob, d_entropy  input, (batch, seq_len): NULL: 0
 *   d_sequence             input, batch doubles: by sequence_log_prob; NULL: 0
 *   class_options          ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; NULL: defaults
 *   options                LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, threads, upstream, mask; all others are refused; NULL: defaults
 *   grad                   output, in the layout of logits; may be logits
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (tokens).
 *
 * Reference: R. J. Williams, J. Peng, Function Optimization Using Connectionist Reinforcement Learning Algorithms, 1991,
 * section 3 (the gradient of the entropy).
 */
LOSS_API
loss_status loss_token_log_prob_backward_f32(const float *logits,
                                             const int64_t *tokens,
                                             size_t batch,
                                             size_t seq_len,
                                             size_t vocab,
                                             uint32_t shift,
                                             const double *lse,
                                             const double *entropy,
                                             const float *d_log_prob,
                                             const float *d_entropy,
                                             const double *d_sequence,
                                             const struct loss_class_options_f32 *class_options,
                                             const struct loss_options_f32 *options,
                                             float *grad);

/**
 * Backward pass of the log-probabilities of tokens, double precision: see loss_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_token_log_prob_backward_f64(const double *logits,
                                             const int64_t *tokens,
                                             size_t batch,
                                             size_t seq_len,
                                             size_t vocab,
                                             uint32_t shift,
                                             const double *lse,
                                             const double *entropy,
                                             const double *d_log_prob,
                                             const double *d_entropy,
                                             const double *d_sequence,
                                             const struct loss_class_options_f64 *class_options,
                                             const struct loss_options_f64 *options,
                                             double *grad);

/**
 * Backward pass of the log-probabilities of tokens, bfloat16: see loss_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_token_log_prob_backward_bf16(const loss_bf16 *logits,
                                              const int64_t *tokens,
                                              size_t batch,
                                              size_t seq_len,
                                              size_t vocab,
                                              uint32_t shift,
                                              const double *lse,
                                              const double *entropy,
                                              const float *d_log_prob,
                                              const float *d_entropy,
                                              const double *d_sequence,
                                              const struct loss_class_options_f32 *class_options,
                                              const struct loss_options_f32 *options,
                                              loss_bf16 *grad);

/**
 * Backward pass of the log-probabilities of tokens, bfloat16, the gradient float: see loss_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_token_log_prob_backward_bf16_f32(const loss_bf16 *logits,
                                                  const int64_t *tokens,
                                                  size_t batch,
                                                  size_t seq_len,
                                                  size_t vocab,
                                                  uint32_t shift,
                                                  const double *lse,
                                                  const double *entropy,
                                                  const float *d_log_prob,
                                                  const float *d_entropy,
                                                  const double *d_sequence,
                                                  const struct loss_class_options_f32 *class_options,
                                                  const struct loss_options_f32 *options,
                                                  float *grad);

/**
 * Backward pass of the log-probabilities of tokens, binary16: see loss_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_token_log_prob_backward_f16(const loss_f16 *logits,
                                             const int64_t *tokens,
                                             size_t batch,
                                             size_t seq_len,
                                             size_t vocab,
                                             uint32_t shift,
                                             const double *lse,
                                             const double *entropy,
                                             const float *d_log_prob,
                                             const float *d_entropy,
                                             const double *d_sequence,
                                             const struct loss_class_options_f32 *class_options,
                                             const struct loss_options_f32 *options,
                                             loss_f16 *grad);

/**
 * Backward pass of the log-probabilities of tokens, binary16, the gradient float: see loss_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_token_log_prob_backward_f16_f32(const loss_f16 *logits,
                                                 const int64_t *tokens,
                                                 size_t batch,
                                                 size_t seq_len,
                                                 size_t vocab,
                                                 uint32_t shift,
                                                 const double *lse,
                                                 const double *entropy,
                                                 const float *d_log_prob,
                                                 const float *d_entropy,
                                                 const double *d_sequence,
                                                 const struct loss_class_options_f32 *class_options,
                                                 const struct loss_options_f32 *options,
                                                 float *grad);

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits.
 *
 * x = hidden · weightᵀ + bias,  log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c,  z = softcap(x/T) + class_bias.
 *
 * Everything is as in loss_token_log_prob for the logits x, with its bits; only the sum over a sequence may differ from it in
 * the last digit of a double. Logits are those of loss_linear_cross_entropy: made for 64 to 256 positions at a time in the
 * workspace, with the same bits for any size of it, number of threads and instruction set. So log_prob is −loss of that
 * function, if both are asked for the entropy or neither is.
 *
 * A preference or policy loss takes these numbers, and loss_linear_token_log_prob_backward takes its derivatives back to
 * hidden states and weights. Positions that do not count (mask, ignore_index, the last one of a shifted sequence) have 0 in
 * all outputs, and their hidden states may hold anything.
 *
 * Arguments:
 *   hidden                      input, (batch, seq_len, dim)
 *   weight                      input, (vocab, dim)
 *   bias                        input, vocab elements: NULL: none
 *   tokens                      input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, dim, vocab  sizes; 0 is allowed
 *   shift                       0 or 1: 1: a position scores the next token, 0: its own
 *   class_options               ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; NULL: defaults
 *   options                     threads, mask, with a workspace, see loss_linear_token_log_prob_workspace_f32; all others are refused
 *   log_prob                    output, (batch, seq_len) elements; NULL: not wanted
 *   lse, entropy                output, (batch, seq_len) doubles; NULL: not wanted
 *   sequence_log_prob           output, batch doubles: the sum of log_prob; NULL: not wanted
 *   sequence_tokens             output, batch numbers: positions that count; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (tokens).
 *
 * Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
 */
LOSS_API
loss_status loss_linear_token_log_prob_f32(const float *hidden,
                                           const float *weight,
                                           const float *bias,
                                           const int64_t *tokens,
                                           size_t batch,
                                           size_t seq_len,
                                           size_t dim,
                                           size_t vocab,
                                           uint32_t shift,
                                           const struct loss_class_options_f32 *class_options,
                                           const struct loss_options_f32 *options,
                                           float *log_prob,
                                           double *lse,
                                           double *entropy,
                                           double *sequence_log_prob,
                                           int64_t *sequence_tokens);

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits, double precision: see loss_linear_token_log_prob_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_f64(const double *hidden,
                                           const double *weight,
                                           const double *bias,
                                           const int64_t *tokens,
                                           size_t batch,
                                           size_t seq_len,
                                           size_t dim,
                                           size_t vocab,
                                           uint32_t shift,
                                           const struct loss_class_options_f64 *class_options,
                                           const struct loss_options_f64 *options,
                                           double *log_prob,
                                           double *lse,
                                           double *entropy,
                                           double *sequence_log_prob,
                                           int64_t *sequence_tokens);

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits, bfloat16: see loss_linear_token_log_prob_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_bf16(const loss_bf16 *hidden,
                                            const loss_bf16 *weight,
                                            const loss_bf16 *bias,
                                            const int64_t *tokens,
                                            size_t batch,
                                            size_t seq_len,
                                            size_t dim,
                                            size_t vocab,
                                            uint32_t shift,
                                            const struct loss_class_options_f32 *class_options,
                                            const struct loss_options_f32 *options,
                                            float *log_prob,
                                            double *lse,
                                            double *entropy,
                                            double *sequence_log_prob,
                                            int64_t *sequence_tokens);

/**
 * Linear layer and log-probabilities of tokens, without a matrix of logits, binary16: see loss_linear_token_log_prob_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_f16(const loss_f16 *hidden,
                                           const loss_f16 *weight,
                                           const loss_f16 *bias,
                                           const int64_t *tokens,
                                           size_t batch,
                                           size_t seq_len,
                                           size_t dim,
                                           size_t vocab,
                                           uint32_t shift,
                                           const struct loss_class_options_f32 *class_options,
                                           const struct loss_options_f32 *options,
                                           float *log_prob,
                                           double *lse,
                                           double *entropy,
                                           double *sequence_log_prob,
                                           int64_t *sequence_tokens);

/**
 * Bytes of `workspace` in the options with which loss_linear_token_log_prob_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
 * or 1 for loss_linear_token_log_prob_backward_f32, which is enough for both.
 * Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_token_log_prob_workspace_f32(size_t batch,
                                                size_t seq_len,
                                                size_t dim,
                                                size_t vocab,
                                                uint32_t gradient,
                                                const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_token_log_prob_f64 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
 * or 1 for loss_linear_token_log_prob_backward_f64, which is enough for both.
 * Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_token_log_prob_workspace_f64(size_t batch,
                                                size_t seq_len,
                                                size_t dim,
                                                size_t vocab,
                                                uint32_t gradient,
                                                const struct loss_options_f64 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_token_log_prob_bf16 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
 * or 1 for loss_linear_token_log_prob_backward_bf16, which is enough for both.
 * Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_token_log_prob_workspace_bf16(size_t batch,
                                                 size_t seq_len,
                                                 size_t dim,
                                                 size_t vocab,
                                                 uint32_t gradient,
                                                 const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_linear_token_log_prob_f16 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
 * or 1 for loss_linear_token_log_prob_backward_f16, which is enough for both.
 * Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_linear_token_log_prob_workspace_f16(size_t batch,
                                                size_t seq_len,
                                                size_t dim,
                                                size_t vocab,
                                                uint32_t gradient,
                                                const struct loss_options_f32 *options);

/**
 * Backward pass of a linear layer and log-probabilities of tokens.
 *
 * grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the positions.
 *
 * G = ∂/∂x is the gradient of loss_token_log_prob_backward by the logits x = hidden · weightᵀ + bias, with its bits: from
 * d_log_prob, d_entropy and d_sequence, each 0 where it is NULL. The logits of 64 to 256 positions at a time are made again
 * in the workspace, with the bits that they had in loss_linear_token_log_prob, and products are added up in the order of
 * loss_linear_cross_entropy. From d_log_prob alone, of which none is 0, the gradients are those of that function with
 * LOSS_SUM and the weights −d_log_prob, to the bit.
 *
 * `lse` and `entropy` spare a pass over each row where there is d_entropy, as in loss_token_log_prob_backward. LOSS_ACCUMULATE
 * adds to all gradients that are given. A position that does not count, or of which all derivatives are 0, is left out of
 * the products: its hidden state may hold anything and its gradient is 0. Otherwise 0·∞ in a product is NaN. There is no
 * second derivative.
 *
 * Arguments:
 *   hidden                      input, (batch, seq_len, dim)
 *   weight                      input, (vocab, dim)
 *   bias                        input, vocab elements: NULL: none
 *   tokens                      input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
 *   batch, seq_len, dim, vocab  sizes; 0 is allowed
 *   shift                       0 or 1: that of loss_linear_token_log_prob
 *   lse, entropy                input, (batch, seq_len) doubles: that of loss_linear_token_log_prob; NULL: found again
 *   d_log_prob, d_entropy       input, (batch, seq_len): NULL: 0
 *   d_sequence                  input, batch doubles: by sequence_log_prob; NULL: 0
 *   class_options               ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; NULL: defaults
 *   options                     LOSS_ACCUMULATE, upstream, threads, mask, with a workspace, see loss_linear_token_log_prob_workspace_f32; all others are refused
 *   grad_hidden                 output, in the layout of hidden; NULL: not wanted
 *   grad_weight                 output, in the layout of weight; NULL: not wanted
 *   grad_bias                   output, vocab elements; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
 * LOSS_ERROR_TARGET (tokens).
 *
 * Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
 */
LOSS_API
loss_status loss_linear_token_log_prob_backward_f32(const float *hidden,
                                                    const float *weight,
                                                    const float *bias,
                                                    const int64_t *tokens,
                                                    size_t batch,
                                                    size_t seq_len,
                                                    size_t dim,
                                                    size_t vocab,
                                                    uint32_t shift,
                                                    const double *lse,
                                                    const double *entropy,
                                                    const float *d_log_prob,
                                                    const float *d_entropy,
                                                    const double *d_sequence,
                                                    const struct loss_class_options_f32 *class_options,
                                                    const struct loss_options_f32 *options,
                                                    float *grad_hidden,
                                                    float *grad_weight,
                                                    float *grad_bias);

/**
 * Backward pass of a linear layer and log-probabilities of tokens, double precision: see loss_linear_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_backward_f64(const double *hidden,
                                                    const double *weight,
                                                    const double *bias,
                                                    const int64_t *tokens,
                                                    size_t batch,
                                                    size_t seq_len,
                                                    size_t dim,
                                                    size_t vocab,
                                                    uint32_t shift,
                                                    const double *lse,
                                                    const double *entropy,
                                                    const double *d_log_prob,
                                                    const double *d_entropy,
                                                    const double *d_sequence,
                                                    const struct loss_class_options_f64 *class_options,
                                                    const struct loss_options_f64 *options,
                                                    double *grad_hidden,
                                                    double *grad_weight,
                                                    double *grad_bias);

/**
 * Backward pass of a linear layer and log-probabilities of tokens, bfloat16: see loss_linear_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_backward_bf16(const loss_bf16 *hidden,
                                                     const loss_bf16 *weight,
                                                     const loss_bf16 *bias,
                                                     const int64_t *tokens,
                                                     size_t batch,
                                                     size_t seq_len,
                                                     size_t dim,
                                                     size_t vocab,
                                                     uint32_t shift,
                                                     const double *lse,
                                                     const double *entropy,
                                                     const float *d_log_prob,
                                                     const float *d_entropy,
                                                     const double *d_sequence,
                                                     const struct loss_class_options_f32 *class_options,
                                                     const struct loss_options_f32 *options,
                                                     loss_bf16 *grad_hidden,
                                                     loss_bf16 *grad_weight,
                                                     loss_bf16 *grad_bias);

/**
 * Backward pass of a linear layer and log-probabilities of tokens, bfloat16, the gradient float: see loss_linear_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_backward_bf16_f32(const loss_bf16 *hidden,
                                                         const loss_bf16 *weight,
                                                         const loss_bf16 *bias,
                                                         const int64_t *tokens,
                                                         size_t batch,
                                                         size_t seq_len,
                                                         size_t dim,
                                                         size_t vocab,
                                                         uint32_t shift,
                                                         const double *lse,
                                                         const double *entropy,
                                                         const float *d_log_prob,
                                                         const float *d_entropy,
                                                         const double *d_sequence,
                                                         const struct loss_class_options_f32 *class_options,
                                                         const struct loss_options_f32 *options,
                                                         float *grad_hidden,
                                                         float *grad_weight,
                                                         float *grad_bias);

/**
 * Backward pass of a linear layer and log-probabilities of tokens, binary16: see loss_linear_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_backward_f16(const loss_f16 *hidden,
                                                    const loss_f16 *weight,
                                                    const loss_f16 *bias,
                                                    const int64_t *tokens,
                                                    size_t batch,
                                                    size_t seq_len,
                                                    size_t dim,
                                                    size_t vocab,
                                                    uint32_t shift,
                                                    const double *lse,
                                                    const double *entropy,
                                                    const float *d_log_prob,
                                                    const float *d_entropy,
                                                    const double *d_sequence,
                                                    const struct loss_class_options_f32 *class_options,
                                                    const struct loss_options_f32 *options,
                                                    loss_f16 *grad_hidden,
                                                    loss_f16 *grad_weight,
                                                    loss_f16 *grad_bias);

/**
 * Backward pass of a linear layer and log-probabilities of tokens, binary16, the gradient float: see loss_linear_token_log_prob_backward_f32.
 */
LOSS_API
loss_status loss_linear_token_log_prob_backward_f16_f32(const loss_f16 *hidden,
                                                        const loss_f16 *weight,
                                                        const loss_f16 *bias,
                                                        const int64_t *tokens,
                                                        size_t batch,
                                                        size_t seq_len,
                                                        size_t dim,
                                                        size_t vocab,
                                                        uint32_t shift,
                                                        const double *lse,
                                                        const double *entropy,
                                                        const float *d_log_prob,
                                                        const float *d_entropy,
                                                        const double *d_sequence,
                                                        const struct loss_class_options_f32 *class_options,
                                                        const struct loss_options_f32 *options,
                                                        float *grad_hidden,
                                                        float *grad_weight,
                                                        float *grad_bias);

/**
 * Knowledge distillation: the divergence of a student from its teacher.
 *
 * l = T²·Σ_c a_c·(log q_c − log p_c) + W·ζ·lse²,  p = softmax(student/T), q = softmax(teacher/T).
 * ∂l/∂x_c = T·(A·p_c − a_c) + 2Wζ·lse·p_c/T,  A = Σ a_c.
 * ∂²l/∂x_c² = (A + 2Wζ·lse/T²)·p(1 − p) + 2Wζ·p²/T².
 *
 * T is the temperature; with the factor T², the size of the gradient does not depend on T. a is w∘q with class
 * weights w. Without class weights a is q, and l = T²·KL(q‖p) if there is no z-loss. The teacher is constant: there
 * is no gradient by its logits. Label smoothing ε replaces q by (1 − ε)·q + ε/K. A softcap caps the logits of both
 * models after the temperature, then class_bias is added to both. ζ is the z-loss of the student, and W = Σ w_c q_c (1 without class weights) is the
 * weight of a row in the mean. The outputs lse, entropy and argmax describe the student. Use mask to leave out rows:
 * there is no ignore_index.
 *
 * Arguments:
 *   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes                   sizes; 0 is allowed
 *   temperature                     T: finite, above 0
 *   class_options                   all except temperature, ignore_index and target_i32, which are refused; NULL: defaults
 *   options                         NULL: defaults
 *   value                           output, one number; NULL: not wanted
 *   grad                            output, in the layout of student_logits: dvalue/dstudent_logits; may be student_logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (temperature, class_options, options).
 *
 * Reference: G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network,
 * arXiv:1503.02531, section 2.
 */
LOSS_API
loss_status loss_distillation_f32(const float *student_logits,
                                  const float *teacher_logits,
                                  size_t rows,
                                  size_t classes,
                                  double temperature,
                                  const struct loss_class_options_f32 *class_options,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * Knowledge distillation: the divergence of a student from its teacher, double precision: see loss_distillation_f32.
 */
LOSS_API
loss_status loss_distillation_f64(const double *student_logits,
                                  const double *teacher_logits,
                                  size_t rows,
                                  size_t classes,
                                  double temperature,
                                  const struct loss_class_options_f64 *class_options,
                                  const struct loss_options_f64 *options,
                                  double *value,
                                  double *grad);

/**
 * Knowledge distillation: the divergence of a student from its teacher, bfloat16: see loss_distillation_f32.
 */
LOSS_API
loss_status loss_distillation_bf16(const loss_bf16 *student_logits,
                                   const loss_bf16 *teacher_logits,
                                   size_t rows,
                                   size_t classes,
                                   double temperature,
                                   const struct loss_class_options_f32 *class_options,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   loss_bf16 *grad);

/**
 * Knowledge distillation: the divergence of a student from its teacher, bfloat16, the gradient float: see loss_distillation_f32.
 */
LOSS_API
loss_status loss_distillation_bf16_f32(const loss_bf16 *student_logits,
                                       const loss_bf16 *teacher_logits,
                                       size_t rows,
                                       size_t classes,
                                       double temperature,
                                       const struct loss_class_options_f32 *class_options,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad);

/**
 * Knowledge distillation: the divergence of a student from its teacher, binary16: see loss_distillation_f32.
 */
LOSS_API
loss_status loss_distillation_f16(const loss_f16 *student_logits,
                                  const loss_f16 *teacher_logits,
                                  size_t rows,
                                  size_t classes,
                                  double temperature,
                                  const struct loss_class_options_f32 *class_options,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  loss_f16 *grad);

/**
 * Knowledge distillation: the divergence of a student from its teacher, binary16, the gradient float: see loss_distillation_f32.
 */
LOSS_API
loss_status loss_distillation_f16_f32(const loss_f16 *student_logits,
                                      const loss_f16 *teacher_logits,
                                      size_t rows,
                                      size_t classes,
                                      double temperature,
                                      const struct loss_class_options_f32 *class_options,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad);

/* Sequences ------------------------------------------------------------------------------------ */

/**
 * Connectionist temporal classification, of logits.
 *
 * L = −log Σ_paths Π_t p_t(path_t),  p = softmax(logits) of each frame.  dL/dx_{t,c} = p_t(c) − Γ_t(c).
 *
 * A path names a class per frame; the paths of a sequence are those that give its labels when neighbours that are equal
 * are made one and blanks are removed then. Γ_t(c) is the share of the paths that are at class c in frame t. For speech,
 * handwriting and all other sequences of which only the order of the labels is known: there are as many frames as labels
 * at least, and one more for each label that equals the one before it. The softmax is part of the function; its digits and
 * those of Γ are of double precision in both types.
 *
 * Labels are one sequence after the other, or padded: `target_stride` of `sequence_options` is then the distance from one
 * sequence to the next, and what is behind the labels of a sequence is not read. Frames are (batch, max_time, classes), or
 * as time_stride and batch_stride say: for (max_time, batch, classes) they are batch * classes and classes. Frames behind
 * the input length of a sequence are not read; their gradient is 0.
 *
 * Rows are sequences, with weight, mask and losses of `options`. normalization of `sequence_options` says how a sequence
 * counts: its loss as it is, divided by its number of labels (at least 1), by a constant, or the sum of losses divided by the
 * number of all labels. PyTorch's mean is LOSS_LENGTH_MEAN with LOSS_MEAN.
 *
 * A sequence without a path (too few frames, or every path has a probability of 0) has the loss +∞ and the gradient 0;
 * with the flag LOSS_ZERO_INFINITY the loss is 0. It weighs as much as any other. Without labels the loss is that of blanks
 * alone. A logit of −∞ is a probability of 0, one of +∞ is the whole of its frame. NaN in a frame, or a frame of −∞ or of
 * several +∞, gives NaN in its sequence. A sequence that is masked is not read, except its lengths. There is no second
 * derivative.
 *
 * It needs a workspace. Without one the status is LOSS_ERROR_NULL_POINTER, with fewer bytes than the query has for one thread
 * LOSS_ERROR_SIZE. Threads share the sequences, and no result depends on their number or on the workspace.
 *
 * Arguments:
 *   logits                    input, (batch, max_time, classes), or as strides of sequence_options say
 *   targets                   input, indices one sequence after the other, sum target_lengths of them: each in [0, classes); none of them blank; with target_stride of sequence_options as that says
 *   input_lengths             input, batch lengths: each in [0, max_time]; NULL: all max_time
 *   target_lengths            input, batch lengths: none negative; NULL: all target_stride of sequence_options
 *   batch, max_time, classes  sizes; 0 is allowed
 *   blank                     an index in [0, classes): the class of no label
 *   sequence_options          normalization and strides; NULL: defaults
 *   options                   with a workspace, see loss_ctc_workspace_f32; hessian is refused
 *   value                     output, one number; NULL: not wanted
 *   grad                      output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (sequence_options, options) or
 * LOSS_ERROR_TARGET (targets, blank).
 *
 * Reference: A. Graves et al., Connectionist temporal classification: labelling unsegmented sequence data with recurrent
 * neural networks, ICML 2006, sections 4.1 and 4.2.
 */
LOSS_API
loss_status loss_ctc_f32(const float *logits,
                         const int64_t *targets,
                         const int64_t *input_lengths,
                         const int64_t *target_lengths,
                         size_t batch,
                         size_t max_time,
                         size_t classes,
                         int64_t blank,
                         const struct loss_sequence_options *sequence_options,
                         const struct loss_options_f32 *options,
                         double *value,
                         float *grad);

/**
 * Connectionist temporal classification, of logits, double precision: see loss_ctc_f32.
 */
LOSS_API
loss_status loss_ctc_f64(const double *logits,
                         const int64_t *targets,
                         const int64_t *input_lengths,
                         const int64_t *target_lengths,
                         size_t batch,
                         size_t max_time,
                         size_t classes,
                         int64_t blank,
                         const struct loss_sequence_options *sequence_options,
                         const struct loss_options_f64 *options,
                         double *value,
                         double *grad);

/**
 * Bytes of `workspace` in the options with which loss_ctc_f32 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_ctc_workspace_f32(size_t batch,
                              size_t max_time,
                              size_t max_target,
                              size_t classes,
                              uint32_t gradient,
                              const struct loss_options_f32 *options);

/**
 * Bytes of `workspace` in the options with which loss_ctc_f64 uses all its threads: those of the options, or of the
 * process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
 * or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
 * less when an argument rises.
 */
LOSS_API
size_t loss_ctc_workspace_f64(size_t batch,
                              size_t max_time,
                              size_t max_target,
                              size_t classes,
                              uint32_t gradient,
                              const struct loss_options_f64 *options);

/**
 * Connectionist temporal classification, of logarithms of probabilities.
 *
 * L = −log Σ_paths Π_t e^(log_prob_{t, path_t}).  dL/dlog_prob_{t,c} = −Γ_t(c).
 *
 * As loss_ctc without its softmax, for models that give log-probabilities. The derivative is exact, whether or not the
 * numbers of a frame are normalised. PyTorch's is p_t(c) − Γ_t(c) instead, which is right only where a log_softmax comes before
 * it: the derivative by the logits before that is the same.
 *
 * Only the blank and the labels of a sequence are read: any other class may hold NaN, and has the gradient 0. Among those, −∞
 * is a probability of 0, and NaN or +∞ gives NaN. The loss may be below 0 where the numbers are not normalised. The workspace
 * is that of loss_ctc: see loss_ctc_workspace_f32.
 *
 * Arguments:
 *   log_prob                  input, (batch, max_time, classes), logarithms of probabilities, or as strides of sequence_options say
 *   targets                   input, indices one sequence after the other, sum target_lengths of them: each in [0, classes); none of them blank; with target_stride of sequence_options as that says
 *   input_lengths             input, batch lengths: each in [0, max_time]; NULL: all max_time
 *   target_lengths            input, batch lengths: none negative; NULL: all target_stride of sequence_options
 *   batch, max_time, classes  sizes; 0 is allowed
 *   blank                     an index in [0, classes): the class of no label
 *   sequence_options          normalization and strides; NULL: defaults
 *   options                   with a workspace, see loss_ctc_workspace_f32; hessian is refused
 *   value                     output, one number; NULL: not wanted
 *   grad                      output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (sequence_options, options) or
 * LOSS_ERROR_TARGET (targets, blank).
 *
 * Reference: A. Graves et al., Connectionist temporal classification: labelling unsegmented sequence data with recurrent
 * neural networks, ICML 2006, sections 4.1 and 4.2.
 */
LOSS_API
loss_status loss_ctc_log_prob_f32(const float *log_prob,
                                  const int64_t *targets,
                                  const int64_t *input_lengths,
                                  const int64_t *target_lengths,
                                  size_t batch,
                                  size_t max_time,
                                  size_t classes,
                                  int64_t blank,
                                  const struct loss_sequence_options *sequence_options,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * Connectionist temporal classification, of logarithms of probabilities, double precision: see loss_ctc_log_prob_f32.
 */
LOSS_API
loss_status loss_ctc_log_prob_f64(const double *log_prob,
                                  const int64_t *targets,
                                  const int64_t *input_lengths,
                                  const int64_t *target_lengths,
                                  size_t batch,
                                  size_t max_time,
                                  size_t classes,
                                  int64_t blank,
                                  const struct loss_sequence_options *sequence_options,
                                  const struct loss_options_f64 *options,
                                  double *value,
                                  double *grad);

/* Preferences ---------------------------------------------------------------------------------- */

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
 * A row is a pair. chosen and rejected are log-probabilities of whole answers, sums over their tokens, ref_chosen and
 * ref_rejected those of the reference model. Without a reference both are NULL, and without lengths, by which the scores are
 * divided, both of these are. Lengths are data: nothing is said about 0. With LOSS_PREFERENCE_SIGMOID, β = 1 and neither
 * reference nor lengths, chosen and rejected may be the scores of a reward model (Bradley-Terry).
 *
 * β = `beta`, m = `margin`, ε = `label_smoothing`, τ = `tau`. A number that a kind has no use for must be 0: m belongs to
 * SIGMOID, HINGE, EXO, ROBUST, DISCOPOP and APO_DOWN, ε to SIGMOID (at most ½), ROBUST (below ½) and EXO (below 1, 0: 1e-3),
 * τ to DISCOPOP (0: 0.05). The margin is subtracted after the multiplication by β: the γ of the SimPO paper, not γ/β.
 *
 * ORPO needs mean log-probabilities, so lengths, and no reference; a score of 0 or above, which no model gives, is NaN. Its
 * share of the likelihood is a cross-entropy, of another call. IPO and SPPO divide by lengths where there are some.
 *
 * All is computed in double, also for float arrays. Both gradients follow the options: `upstream`, weights,
 * LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   kind                            one of the constants LOSS_PREFERENCE_…, see above
 *   chosen, rejected                input, pairs elements, logarithms of probabilities
 *   ref_chosen, ref_rejected        input, pairs elements, logarithms of probabilities: of the reference model, both or none; NULL: 0
 *   chosen_length, rejected_length  input, pairs elements, above 0: both or none; NULL: 1
 *   pairs                           number of elements; 0 is allowed
 *   beta                            β: finite, above 0; 0: 0.1
 *   label_smoothing                 ε, of some kinds, see above: in [0, 1)
 *   margin                          m, of some kinds, see above: finite
 *   tau                             τ, of one kind, see above: finite, not negative
 *   options                         NULL: defaults
 *   value                           output, one number; NULL: not wanted
 *   grad_chosen                     output, in the layout of chosen: dvalue/dchosen; may be chosen; NULL: not wanted
 *   grad_rejected                   output, in the layout of rejected: dvalue/drejected; may be rejected; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (kind, beta, label_smoothing, margin, tau, options).
 *
 * References: DPO: R. Rafailov et al., arXiv:2305.18290, equation 7; SLiC: Y. Zhao et al., arXiv:2305.10425; RSO: T. Liu et
 * al., arXiv:2309.06657; IPO: M. G. Azar et al., arXiv:2310.12036, equation 17; EXO: H. Ji et al., arXiv:2402.00856, equation
 * 16; NCA: H. Chen et al., arXiv:2402.05369; robust DPO: S. Ray Chowdhury et al., arXiv:2403.00409; BCO: S. Jung et al.,
 * arXiv:2404.04656; SPPO: Y. Wu et al., arXiv:2405.00675, equation 4.7; APO: K. D'Oosterlinck et al., arXiv:2408.06266,
 * equations 7 and 8; DiscoPOP: C. Lu et al., arXiv:2406.08414, equation 5; ORPO: J. Hong et al., arXiv:2403.07691, equations
 * 4 and 7; CPO: H. Xu et al., arXiv:2401.08417, equation 3; SimPO: Y. Meng et al., arXiv:2405.14734.
 */
LOSS_API
loss_status loss_preference_f32(uint32_t kind,
                                const float *chosen,
                                const float *rejected,
                                const float *ref_chosen,
                                const float *ref_rejected,
                                const float *chosen_length,
                                const float *rejected_length,
                                size_t pairs,
                                double beta,
                                double label_smoothing,
                                double margin,
                                double tau,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad_chosen,
                                float *grad_rejected);

/**
 * Losses of preferences: a chosen and a rejected answer per pair, double precision: see loss_preference_f32.
 */
LOSS_API
loss_status loss_preference_f64(uint32_t kind,
                                const double *chosen,
                                const double *rejected,
                                const double *ref_chosen,
                                const double *ref_rejected,
                                const double *chosen_length,
                                const double *rejected_length,
                                size_t pairs,
                                double beta,
                                double label_smoothing,
                                double margin,
                                double tau,
                                const struct loss_options_f64 *options,
                                double *value,
                                double *grad_chosen,
                                double *grad_rejected);

/**
 * Losses of single answers that are desirable or not.
 *
 * l is a function of r = log_prob − ref_log_prob, with other coefficients where the answer is desirable and where it is not.
 * LOSS_UNPAIRED_KTO: λ·σ(−β·(r − z)) if desirable, λ′·σ(β·(r − z)) if not.
 * LOSS_UNPAIRED_BCO: λ·softplus(−(β·r − z)) if desirable, λ′·softplus(β·r − z) if not.
 * ∂l/∂log_prob = ∓λ·β·σ(u)·σ(−u) with u = β·(r − z) for KTO,  ∓λ·β·σ(∓u) with u = β·r − z for BCO.
 *
 * A row is an answer. log_prob is the log-probability of a whole answer, a sum over its tokens, ref_log_prob that of the
 * reference model (NULL: 0), and desirable a byte per answer, 0 or not.
 *
 * β = `beta`, λ = `desirable_weight`, λ′ = `undesirable_weight`: they multiply the loss, not the denominator of the mean.
 * z = `shift` is a constant, of which no derivative is taken. KTO expects an estimate of the divergence from the reference
 * there: the mean of log_prob − ref_log_prob over answers to other prompts, at least 0, so that a negative shift is refused
 * (the caller takes the larger of the mean and 0). BCO expects a running mean of β·r. With z = 0 KTO is the unpaired form of
 * APO-zero. To leave a class out, use the mask.
 *
 * All is computed in double, also for float arrays.
 *
 * Arguments:
 *   kind                one of the constants LOSS_UNPAIRED_…, see above
 *   log_prob            input, n elements, logarithms of probabilities
 *   ref_log_prob        input, n elements, logarithms of probabilities: of the reference model; NULL: 0
 *   desirable           input, n bytes: 0 where an answer is not desirable
 *   n                   number of elements; 0 is allowed
 *   beta                β: finite, above 0; 0: 0.1
 *   shift               z, of KTO not negative: finite
 *   desirable_weight    λ: finite, above 0; 0: 1
 *   undesirable_weight  λ′: finite, above 0; 0: 1
 *   options             NULL: defaults
 *   value               output, one number; NULL: not wanted
 *   grad                output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (kind, beta, shift, desirable_weight, undesirable_weight, options).
 *
 * References: K. Ethayarajh et al., KTO: model alignment as prospect theoretic optimization, arXiv:2402.01306, equation 7;
 * S. Jung et al., Binary classifier optimization for large language model alignment, arXiv:2404.04656.
 */
LOSS_API
loss_status loss_preference_unpaired_f32(uint32_t kind,
                                         const float *log_prob,
                                         const float *ref_log_prob,
                                         const uint8_t *desirable,
                                         size_t n,
                                         double beta,
                                         double shift,
                                         double desirable_weight,
                                         double undesirable_weight,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Losses of single answers that are desirable or not, double precision: see loss_preference_unpaired_f32.
 */
LOSS_API
loss_status loss_preference_unpaired_f64(uint32_t kind,
                                         const double *log_prob,
                                         const double *ref_log_prob,
                                         const uint8_t *desirable,
                                         size_t n,
                                         double beta,
                                         double shift,
                                         double desirable_weight,
                                         double undesirable_weight,
                                         const struct loss_options_f64 *options,
                                         double *value,
                                         double *grad);

/* Vectors and metric learning ------------------------------------------------------------------ */

/**
 * Triplet loss: the distance to a sample alike is less than to one that is not, by a margin.
 *
 * l = max(0, m + D(a, p) − D(a, n)), D(x, y) = ‖x − y + ε‖_p over a row.  With δ = x − y + ε,
 * ∂D/∂x = sign(δ)·(|δ|/D)^(p − 1) = −∂D/∂y. The derivatives are 0 at the kink l = 0 as well.
 *
 * For embeddings: rows of anchors a, positives p and negatives n, and a norm ‖·‖_p: Euclid's for p = 2, the
 * sum of sizes for p = 1, the largest size for p = INFINITY, where the first of equal sizes has the derivative.
 * With the flag LOSS_SWAP, D(p, n) takes the place of D(a, n) where it is less. Points that coincide have no
 * direction: where D is 0, so is its derivative. ε is added to each difference, which gives such points a
 * direction; PyTorch has ε = 1e-6, but 0 is better. Distances may have any size, also where their powers are
 * out of range. Where l is infinite, the derivative by an infinite difference may be NaN. There is no
 * Hessian, as there are three inputs.
 *
 * Arguments:
 *   anchor, positive, negative  input, (rows, dim)
 *   rows, dim                   sizes; 0 is allowed
 *   margin                      m: finite, above 0; 0: 1
 *   p                           of the norm: at least 1, or INFINITY; 0: 2
 *   epsilon                     ε: finite, not negative
 *   options                     NULL: defaults
 *   value                       output, one number; NULL: not wanted
 *   grad_anchor                 output, in the layout of anchor: dvalue/danchor; may be anchor; NULL: not wanted
 *   grad_positive               output, in the layout of positive: dvalue/dpositive; may be positive; NULL: not wanted
 *   grad_negative               output, in the layout of negative: dvalue/dnegative; may be negative; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (margin, p, epsilon, options).
 *
 * References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
 * arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
 * convolutional neural networks, BMVC 2016, section 3 (the swap).
 */
LOSS_API
loss_status loss_triplet_f32(const float *anchor,
                             const float *positive,
                             const float *negative,
                             size_t rows,
                             size_t dim,
                             double margin,
                             double p,
                             double epsilon,
                             const struct loss_options_f32 *options,
                             double *value,
                             float *grad_anchor,
                             float *grad_positive,
                             float *grad_negative);

/**
 * Triplet loss: the distance to a sample alike is less than to one that is not, by a margin, double precision: see loss_triplet_f32.
 */
LOSS_API
loss_status loss_triplet_f64(const double *anchor,
                             const double *positive,
                             const double *negative,
                             size_t rows,
                             size_t dim,
                             double margin,
                             double p,
                             double epsilon,
                             const struct loss_options_f64 *options,
                             double *value,
                             double *grad_anchor,
                             double *grad_positive,
                             double *grad_negative);

/**
 * Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not.
 *
 * l = max(0, m + cos(a, n) − cos(a, p)), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
 * ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink l = 0 as well.
 *
 * For embeddings whose lengths do not count: rows of anchors a, positives p and negatives n; it is the triplet loss of the
 * distances 1 − cos, which are in [0, 2]. With the flag LOSS_SWAP, cos(p, n) takes the place of cos(a, n) where it is
 * greater. A vector of zeros has the cosine 0 to any other, and that cosine has no gradient. Norms may have any size, also
 * where their squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no
 * Hessian, as there are three inputs.
 *
 * Arguments:
 *   anchor, positive, negative  input, (rows, dim)
 *   rows, dim                   sizes; 0 is allowed
 *   margin                      m: finite, above 0; 0: 1
 *   options                     NULL: defaults
 *   value                       output, one number; NULL: not wanted
 *   grad_anchor                 output, in the layout of anchor: dvalue/danchor; may be anchor; NULL: not wanted
 *   grad_positive               output, in the layout of positive: dvalue/dpositive; may be positive; NULL: not wanted
 *   grad_negative               output, in the layout of negative: dvalue/dnegative; may be negative; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (margin, options).
 *
 * References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
 * arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
 * convolutional neural networks, BMVC 2016, section 3 (the swap).
 */
LOSS_API
loss_status loss_triplet_cosine_f32(const float *anchor,
                                    const float *positive,
                                    const float *negative,
                                    size_t rows,
                                    size_t dim,
                                    double margin,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad_anchor,
                                    float *grad_positive,
                                    float *grad_negative);

/**
 * Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not, double precision: see loss_triplet_cosine_f32.
 */
LOSS_API
loss_status loss_triplet_cosine_f64(const double *anchor,
                                    const double *positive,
                                    const double *negative,
                                    size_t rows,
                                    size_t dim,
                                    double margin,
                                    const struct loss_options_f64 *options,
                                    double *value,
                                    double *grad_anchor,
                                    double *grad_positive,
                                    double *grad_negative);

/**
 * Contrastive loss: pairs that are alike coincide, others are apart by a margin.
 *
 * l = ½·D² for t = 1, ½·max(0, m − D)² for t = −1, D = ‖x − y‖ over a row.
 * ∂l/∂x = x − y for t = 1, −(m − D)·(x − y)/D for t = −1 where D < m, else 0; ∂l/∂y = −∂l/∂x.
 *
 * x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the flag
 * LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these. (The paper has Y = 0 for pairs that are alike.) A row
 * with any other target has the loss 0. Pairs that are not alike but coincide have no direction: their loss is ½·m²
 * and their gradient 0. Distances may have any size, also where their squares are out of range. Where
 * a pair is alike and l is infinite, so may be its gradient. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   target          input, rows elements, −1 or 1
 *   rows, dim       sizes; 0 is allowed
 *   margin          m: finite, above 0; 0: 1
 *   options         NULL: defaults
 *   value           output, one number; NULL: not wanted
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (margin, options).
 *
 * Reference: R. Hadsell et al., Dimensionality reduction by learning an invariant mapping, CVPR 2006, section 2.1.
 */
LOSS_API
loss_status loss_contrastive_f32(const float *input1,
                                 const float *input2,
                                 const float *target,
                                 size_t rows,
                                 size_t dim,
                                 double margin,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad_input1,
                                 float *grad_input2);

/**
 * Contrastive loss: pairs that are alike coincide, others are apart by a margin, double precision: see loss_contrastive_f32.
 */
LOSS_API
loss_status loss_contrastive_f64(const double *input1,
                                 const double *input2,
                                 const double *target,
                                 size_t rows,
                                 size_t dim,
                                 double margin,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad_input1,
                                 double *grad_input2);

/**
 * Distance of pairs of vectors by a norm.
 *
 * l = ‖x − y + ε‖_p over a row.  With δ = x − y + ε, ∂l/∂x = sign(δ)·(|δ|/l)^(p − 1) = −∂l/∂y.
 *
 * For pairs that should coincide, and as a part of losses of one's own: the derivative by each distance is then the
 * `weight` of its row. The norm ‖·‖_p is Euclid's for p = 2, the sum of sizes for p = 1, the largest size for p = INFINITY,
 * where the first of equal sizes has the derivative. Vectors that coincide have no direction: the derivative is 0
 * there. ε is added to each difference, which gives such vectors a direction; PyTorch has ε = 1e-6, but 0 is better.
 * Distances may have any size, also where their powers are out of range. Where l is infinite, the derivative by an
 * infinite difference may be NaN. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   rows, dim       sizes; 0 is allowed
 *   p               of the norm: at least 1, or INFINITY; 0: 2
 *   epsilon         ε: finite, not negative
 *   options         NULL: defaults
 *   value           output, one number; NULL: not wanted
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (p, epsilon, options).
 *
 * Reference: M. Deza, E. Deza, Encyclopedia of Distances, section 5.2 (l_p-metrics);
 * torch.nn.functional.pairwise_distance with ε = 1e-6.
 */
LOSS_API
loss_status loss_pairwise_distance_f32(const float *input1,
                                       const float *input2,
                                       size_t rows,
                                       size_t dim,
                                       double p,
                                       double epsilon,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad_input1,
                                       float *grad_input2);

/**
 * Distance of pairs of vectors by a norm, double precision: see loss_pairwise_distance_f32.
 */
LOSS_API
loss_status loss_pairwise_distance_f64(const double *input1,
                                       const double *input2,
                                       size_t rows,
                                       size_t dim,
                                       double p,
                                       double epsilon,
                                       const struct loss_options_f64 *options,
                                       double *value,
                                       double *grad_input1,
                                       double *grad_input2);

/**
 * Cosine distance: how far two vectors are from pointing in one direction.
 *
 * l = 1 − cos(x, y), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
 * ∂l/∂x = cos·x/‖x‖² − y/(‖x‖·‖y‖), and likewise by y.
 *
 * x and y are rows of embeddings, or of predictions and targets; lengths do not count. Without `grad_input2` y is a
 * constant. The cosine similarity is 1 − l; Keras's loss of that name is l − 1. A vector of zeros has the distance 1 to
 * any other, and the gradient of its row is 0. Where both vectors have nearly the same direction, l is formed without
 * cancellation for `double`, and with an error of at most 2⁻⁴⁹ for `float`. Norms may have any size, also where their
 * squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no Hessian, as
 * there are two inputs.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   rows, dim       sizes; 0 is allowed
 *   options         NULL: defaults
 *   value           output, one number; NULL: not wanted
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: G. Salton et al., A vector space model for automatic indexing, Communications of the ACM 18(11), 1975 (the
 * cosine of two vectors as their similarity); torch.nn.functional.cosine_similarity is 1 − l.
 */
LOSS_API
loss_status loss_cosine_distance_f32(const float *input1,
                                     const float *input2,
                                     size_t rows,
                                     size_t dim,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad_input1,
                                     float *grad_input2);

/**
 * Cosine distance: how far two vectors are from pointing in one direction, double precision: see loss_cosine_distance_f32.
 */
LOSS_API
loss_status loss_cosine_distance_f64(const double *input1,
                                     const double *input2,
                                     size_t rows,
                                     size_t dim,
                                     const struct loss_options_f64 *options,
                                     double *value,
                                     double *grad_input1,
                                     double *grad_input2);

/**
 * Cosine embedding loss: pairs that are alike point in one direction, others do not.
 *
 * l = 1 − cos(x, y) for t = 1, max(0, cos(x, y) − m) for t = −1, cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
 * ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink cos = m as well.
 *
 * x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the
 * flag LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these. A row with any other target has
 * the loss 0. A vector of zeros has the cosine 0 to any other, and the gradient of its row is 0. (PyTorch
 * adds 1e-12 to squared norms, and gives such a vector a gradient of about 1e6.) Where both vectors
 * have nearly the same direction, 1 − cos is formed without cancellation for `double`, and with an error of at
 * most 2⁻⁴⁹ for `float`. Norms may have any size, also where their squares are out of range. A vector with an infinite element has no direction: with a target of ±1
 * its row is NaN. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   input1, input2  input, (rows, dim)
 *   target          input, rows elements, −1 or 1
 *   rows, dim       sizes; 0 is allowed
 *   margin          m: in [-1, 1]
 *   options         NULL: defaults
 *   value           output, one number; NULL: not wanted
 *   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
 *   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (margin, options).
 *
 * Reference: J. Bromley et al., Signature verification using a Siamese time delay neural network, NIPS 1993
 * (targets for the cosine of two embeddings); with the margin of torch.nn.functional.cosine_embedding_loss.
 */
LOSS_API
loss_status loss_cosine_embedding_f32(const float *input1,
                                      const float *input2,
                                      const float *target,
                                      size_t rows,
                                      size_t dim,
                                      double margin,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      float *grad_input1,
                                      float *grad_input2);

/**
 * Cosine embedding loss: pairs that are alike point in one direction, others do not, double precision: see loss_cosine_embedding_f32.
 */
LOSS_API
loss_status loss_cosine_embedding_f64(const double *input1,
                                      const double *input2,
                                      const double *target,
                                      size_t rows,
                                      size_t dim,
                                      double margin,
                                      const struct loss_options_f64 *options,
                                      double *value,
                                      double *grad_input1,
                                      double *grad_input2);

/**
 * Margin ranking loss.
 *
 * l = max(0, m − t·(first − second)).
 * ∂l/∂first = −t where m − t·(first − second) > 0, else 0, at the kink as well,  ∂l/∂second = −∂l/∂first.
 *
 * For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1, by m = `margin`.
 * With the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1
 * to 1 leaves its pair out: l = max(0, m), whatever the scores are.
 *
 * Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   first, second  input, n elements
 *   target         input, n elements, −1 or 1
 *   n              number of elements; 0 is allowed
 *   margin         m: finite
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad_first     output, in the layout of first: dvalue/dfirst; may be first; NULL: not wanted
 *   grad_second    output, in the layout of second: dvalue/dsecond; may be second; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (margin, options).
 *
 * Reference: R. Herbrich, T. Graepel, K. Obermayer, Large margin rank boundaries for ordinal regression, Advances in Large
 * Margin Classifiers, 2000, chapter 7.
 */
LOSS_API
loss_status loss_margin_ranking_f32(const float *first,
                                    const float *second,
                                    const float *target,
                                    size_t n,
                                    double margin,
                                    const struct loss_options_f32 *options,
                                    double *value,
                                    float *grad_first,
                                    float *grad_second);

/**
 * Margin ranking loss, double precision: see loss_margin_ranking_f32.
 */
LOSS_API
loss_status loss_margin_ranking_f64(const double *first,
                                    const double *second,
                                    const double *target,
                                    size_t n,
                                    double margin,
                                    const struct loss_options_f64 *options,
                                    double *value,
                                    double *grad_first,
                                    double *grad_second);

/**
 * Logistic loss of pairs.
 *
 * l = softplus(−t·(first − second)), softplus(x) = log(1 + e^x).
 * ∂l/∂first = −t·σ(−t·(first − second)),  ∂l/∂second = −∂l/∂first.
 *
 * For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1. It is the
 * negative log-likelihood of a choice that falls on the first with probability σ(first − second): the loss of RankNet
 * for given pairs, and of reward models that learn from preferences (with t = 1, first the chosen answer's score). With
 * the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1
 * leaves its pair out: l = log 2, whatever the scores are.
 *
 * The loss is exact for differences of any size. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE.
 * There is no Hessian, as there are two inputs.
 *
 * Arguments:
 *   first, second  input, n elements
 *   target         input, n elements, −1 or 1
 *   n              number of elements; 0 is allowed
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad_first     output, in the layout of first: dvalue/dfirst; may be first; NULL: not wanted
 *   grad_second    output, in the layout of second: dvalue/dsecond; may be second; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: C. Burges et al., Learning to rank using gradient descent, International Conference on Machine Learning,
 * 2005, section 3.
 */
LOSS_API
loss_status loss_pair_logistic_f32(const float *first,
                                   const float *second,
                                   const float *target,
                                   size_t n,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad_first,
                                   float *grad_second);

/**
 * Logistic loss of pairs, double precision: see loss_pair_logistic_f32.
 */
LOSS_API
loss_status loss_pair_logistic_f64(const double *first,
                                   const double *second,
                                   const double *target,
                                   size_t n,
                                   const struct loss_options_f64 *options,
                                   double *value,
                                   double *grad_first,
                                   double *grad_second);

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target.
 *
 * l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·(u_y − m),
 * lse = log Σ_c e^z_c. ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c),  p = softmax(z),
 * a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c.
 *
 * For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
 * vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`. The target has to be ahead
 * of all others by the margin. ε, ζ and w are those of loss_cross_entropy: label smoothing, z-loss and class weights, of
 * logits with their margin, as are lse, entropy and argmax; the class of the largest cosine is argmax of loss_softmax. A
 * class_bias is added to z. The mean is Σ w·l / Σ w·w_y with row weights w.
 *
 * No cosine is held to [−1, 1]: what is beyond by rounding makes a difference of that size. Infinities have the limits of
 * logits. Without a margin it is loss_cross_entropy with a temperature of 1/s; a `margin` of 0 is the default. For vectors,
 * normalise them first; the gradient of the cosines goes back through that. There is no Hessian.
 *
 * Arguments:
 *   cosine         input, (rows, classes), in [-1, 1], or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   scale          s: finite, above 0; 0: 64
 *   margin         m: finite, above 0; 0: 0.35
 *   class_options  all except temperature, softcap and target_stride, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of cosine: dvalue/dcosine; may be cosine; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (scale, margin, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: H. Wang et al., CosFace: large margin cosine loss for deep face recognition, arXiv:1801.09414, section 3.
 */
LOSS_API
loss_status loss_cosface_f32(const float *cosine,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             double scale,
                             double margin,
                             const struct loss_class_options_f32 *class_options,
                             const struct loss_options_f32 *options,
                             double *value,
                             float *grad);

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, double precision: see loss_cosface_f32.
 */
LOSS_API
loss_status loss_cosface_f64(const double *cosine,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             double scale,
                             double margin,
                             const struct loss_class_options_f64 *class_options,
                             const struct loss_options_f64 *options,
                             double *value,
                             double *grad);

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, bfloat16: see loss_cosface_f32.
 */
LOSS_API
loss_status loss_cosface_bf16(const loss_bf16 *cosine,
                              const int64_t *target,
                              size_t rows,
                              size_t classes,
                              double scale,
                              double margin,
                              const struct loss_class_options_f32 *class_options,
                              const struct loss_options_f32 *options,
                              double *value,
                              loss_bf16 *grad);

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, bfloat16, the gradient float: see loss_cosface_f32.
 */
LOSS_API
loss_status loss_cosface_bf16_f32(const loss_bf16 *cosine,
                                  const int64_t *target,
                                  size_t rows,
                                  size_t classes,
                                  double scale,
                                  double margin,
                                  const struct loss_class_options_f32 *class_options,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, binary16: see loss_cosface_f32.
 */
LOSS_API
loss_status loss_cosface_f16(const loss_f16 *cosine,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             double scale,
                             double margin,
                             const struct loss_class_options_f32 *class_options,
                             const struct loss_options_f32 *options,
                             double *value,
                             loss_f16 *grad);

/**
 * CosFace: cross-entropy of cosines, with a margin for that of the target, binary16, the gradient float: see loss_cosface_f32.
 */
LOSS_API
loss_status loss_cosface_f16_f32(const loss_f16 *cosine,
                                 const int64_t *target,
                                 size_t rows,
                                 size_t classes,
                                 double scale,
                                 double margin,
                                 const struct loss_class_options_f32 *class_options,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target.
 *
 * l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·ψ(u_y),
 * ψ(u) = cos(arccos u + m) = u·cos m − √(1 − u²)·sin m for u > −cos m, else u − m·sin m, lse = log Σ_c e^z_c.
 * ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c), at the target times ψ',  p = softmax(z),
 * a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c,  ψ' = cos m + u·sin m/√(1 − u²) for u > −cos m, else 1.
 *
 * For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
 * vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`, in radians. The target has
 * to be ahead of all others although its angle counts as larger by the margin. ε, ζ and w are those of
 * loss_cross_entropy: label smoothing, z-loss and class weights, of logits with their margin, as are lse, entropy and
 * argmax; the class of the largest cosine is argmax of loss_softmax. A class_bias is added to z. The mean is
 * Σ w·l / Σ w·w_y with row weights w.
 *
 * ψ jumps at u = −cos m, where the angle plus m is π: as published. There its derivative is 1. √(1 − u²) is formed as
 * √((1 − u)(1 + u)), and is at least 1e-6 where it divides, so that the derivative is finite at u = 1; PyTorch's of arccos
 * is not. A cosine of the target beyond ±1, by rounding, counts as ±1. Infinite cosines of other classes have the limits of
 * logits. For vectors, normalise them first; the gradient of the cosines goes back through that. There is no Hessian.
 *
 * Arguments:
 *   cosine         input, (rows, classes), in [-1, 1], or as row_stride and inner of class_options say
 *   target         input, rows indices: each in [0, classes) or the index to ignore
 *   rows, classes  sizes; 0 is allowed
 *   scale          s: finite, above 0; 0: 64
 *   margin         m, in radians: in (0, pi); 0: 0.5
 *   class_options  all except temperature, softcap and target_stride, which are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of cosine: dvalue/dcosine; may be cosine; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (scale, margin, class_options, options) or
 * LOSS_ERROR_TARGET (target).
 *
 * Reference: J. Deng et al., ArcFace: additive angular margin loss for deep face recognition, arXiv:1801.07698, section 2.
 */
LOSS_API
loss_status loss_arcface_f32(const float *cosine,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             double scale,
                             double margin,
                             const struct loss_class_options_f32 *class_options,
                             const struct loss_options_f32 *options,
                             double *value,
                             float *grad);

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, double precision: see loss_arcface_f32.
 */
LOSS_API
loss_status loss_arcface_f64(const double *cosine,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             double scale,
                             double margin,
                             const struct loss_class_options_f64 *class_options,
                             const struct loss_options_f64 *options,
                             double *value,
                             double *grad);

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, bfloat16: see loss_arcface_f32.
 */
LOSS_API
loss_status loss_arcface_bf16(const loss_bf16 *cosine,
                              const int64_t *target,
                              size_t rows,
                              size_t classes,
                              double scale,
                              double margin,
                              const struct loss_class_options_f32 *class_options,
                              const struct loss_options_f32 *options,
                              double *value,
                              loss_bf16 *grad);

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, bfloat16, the gradient float: see loss_arcface_f32.
 */
LOSS_API
loss_status loss_arcface_bf16_f32(const loss_bf16 *cosine,
                                  const int64_t *target,
                                  size_t rows,
                                  size_t classes,
                                  double scale,
                                  double margin,
                                  const struct loss_class_options_f32 *class_options,
                                  const struct loss_options_f32 *options,
                                  double *value,
                                  float *grad);

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, binary16: see loss_arcface_f32.
 */
LOSS_API
loss_status loss_arcface_f16(const loss_f16 *cosine,
                             const int64_t *target,
                             size_t rows,
                             size_t classes,
                             double scale,
                             double margin,
                             const struct loss_class_options_f32 *class_options,
                             const struct loss_options_f32 *options,
                             double *value,
                             loss_f16 *grad);

/**
 * ArcFace: cross-entropy of cosines, with a margin for the angle of the target, binary16, the gradient float: see loss_arcface_f32.
 */
LOSS_API
loss_status loss_arcface_f16_f32(const loss_f16 *cosine,
                                 const int64_t *target,
                                 size_t rows,
                                 size_t classes,
                                 double scale,
                                 double margin,
                                 const struct loss_class_options_f32 *class_options,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad);

/* Generative models ---------------------------------------------------------------------------- */

/**
 * Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE.
 *
 * l = ½·Σ_j (μ_j² + e^s_j − 1 − s_j) over a row = KL(N(μ, e^s) ‖ N(0, 1)).
 * ∂l/∂μ = μ,  ∂l/∂s = ½·(e^s − 1).
 *
 * s is the logarithm of the variance. The sum of this loss and a reconstruction loss is the negative evidence
 * lower bound; `upstream` is the β of a β-VAE. e^s − 1 − s is formed without cancellation near s = 0. Both gradients
 * follow the options: `upstream`, weights, LOSS_ACCUMULATE. `hessian` is refused, because there are two inputs and one
 * array for it.
 *
 * Arguments:
 *   mu, log_var   input, (rows, dim)
 *   rows, dim     sizes; 0 is allowed
 *   options       NULL: defaults
 *   value         output, one number; NULL: not wanted
 *   grad_mu       output, in the layout of mu: dvalue/dmu; may be mu; NULL: not wanted
 *   grad_log_var  output, in the layout of log_var: dvalue/dlog_var; may be log_var; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (options).
 *
 * Reference: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, appendix B.
 */
LOSS_API
loss_status loss_vae_kl_f32(const float *mu,
                            const float *log_var,
                            size_t rows,
                            size_t dim,
                            const struct loss_options_f32 *options,
                            double *value,
                            float *grad_mu,
                            float *grad_log_var);

/**
 * Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE, double precision: see loss_vae_kl_f32.
 */
LOSS_API
loss_status loss_vae_kl_f64(const double *mu,
                            const double *log_var,
                            size_t rows,
                            size_t dim,
                            const struct loss_options_f64 *options,
                            double *value,
                            double *grad_mu,
                            double *grad_log_var);

/**
 * Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own.
 *
 * l = Σ_j max(½(e^u_j − 1 − u_j) + ½(μ_j − m_j)²·e^−v_j, λ),  u = s − v.  Without λ it is KL(N(μ, e^s) ‖ N(m, e^v)).
 * ∂l/∂μ = (μ − m)·e^−v,  ∂l/∂s = ½(e^u − 1); both are 0 where the term is at most λ > 0.
 *
 * For models whose prior is not the standard Gaussian: conditional and hierarchical VAEs, world models, variational weights.
 * s = `log_var` and v = `prior_log_var` are logarithms of variances. Without a mean m = `prior_mu` and without v, both of
 * which may be NULL, m = 0 and v = 0: a call without them and with λ = 0 is loss_vae_kl. The prior is constant: there is no
 * gradient by m and v.
 *
 * λ = `free_bits` (in nats, not bits) is the part of each element's divergence that costs nothing: elements at or below λ
 * have no gradient, so that they are not pressed to the prior early in training. It clips each element of each sample; the
 * paper clips the mean over the batch, per group of elements.
 *
 * Terms are made of (μ − m)·e^(−v/2) and its square, not of e^−v and (μ − m)², which may be out of range before them, and
 * e^u − 1 − u is formed without cancellation near u = 0. The part of the means is 0 where μ = m, also at v = −∞, and where
 * v = +∞. At v = s = ±∞ the divergence has no limit and is NaN. Both gradients follow the options: `upstream`, weights,
 * LOSS_ACCUMULATE. `hessian` is refused, because there are two inputs and one array for it.
 *
 * Arguments:
 *   mu, log_var    input, (rows, dim)
 *   prior_mu       input, (rows, dim): m; NULL: 0
 *   prior_log_var  input, (rows, dim): v; NULL: 0
 *   rows, dim      sizes; 0 is allowed
 *   free_bits      λ: finite, not negative
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad_mu        output, in the layout of mu: dvalue/dmu; may be mu; NULL: not wanted
 *   grad_log_var   output, in the layout of log_var: dvalue/dlog_var; may be log_var; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (free_bits, options).
 *
 * References: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, section 2; free bits: D. P. Kingma
 * et al., Improving variational inference with inverse autoregressive flow, arXiv:1606.04934, appendix C.8.
 */
LOSS_API
loss_status loss_gaussian_kl_f32(const float *mu,
                                 const float *log_var,
                                 const float *prior_mu,
                                 const float *prior_log_var,
                                 size_t rows,
                                 size_t dim,
                                 double free_bits,
                                 const struct loss_options_f32 *options,
                                 double *value,
                                 float *grad_mu,
                                 float *grad_log_var);

/**
 * Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own, double precision: see loss_gaussian_kl_f32.
 */
LOSS_API
loss_status loss_gaussian_kl_f64(const double *mu,
                                 const double *log_var,
                                 const double *prior_mu,
                                 const double *prior_log_var,
                                 size_t rows,
                                 size_t dim,
                                 double free_bits,
                                 const struct loss_options_f64 *options,
                                 double *value,
                                 double *grad_mu,
                                 double *grad_log_var);

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
 * Rows are elements, the real batch first: weight, mask, losses and hessian of the options have n_real + n_fake
 * entries. Each batch has its own mean, over its own weights (LOSS_MEAN) or its own rows (LOSS_MEAN_ROWS).
 * LOSS_SUM adds up both batches, and so does `sums`. A batch may be empty and then adds 0: with n_fake = 0, a call
 * gives value and sums of the real batch only. For Wasserstein critics the caller must apply the Lipschitz constraint
 * (clipping, gradient penalty).
 *
 * Arguments:
 *   kind         one of the constants LOSS_GAN_…, see above
 *   real_logits  input, n_real elements: logits or scores of real samples
 *   n_real       number of elements; 0 is allowed
 *   fake_logits  input, n_fake elements: logits or scores of generated samples
 *   n_fake       number of elements; 0 is allowed
 *   options      NULL: defaults
 *   value        output, one number; NULL: not wanted
 *   grad_real    output, in the layout of real_logits: dvalue/dreal_logits; may be real_logits; NULL: not wanted
 *   grad_fake    output, in the layout of fake_logits: dvalue/dfake_logits; may be fake_logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (kind, options).
 *
 * References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1; X. Mao et
 * al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye, Geometric GAN,
 * arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 17; M. Arjovsky et al.,
 * Wasserstein GAN, arXiv:1701.07875, section 3.
 */
LOSS_API
loss_status loss_gan_discriminator_f32(uint32_t kind,
                                       const float *real_logits,
                                       size_t n_real,
                                       const float *fake_logits,
                                       size_t n_fake,
                                       const struct loss_options_f32 *options,
                                       double *value,
                                       float *grad_real,
                                       float *grad_fake);

/**
 * Objective of the discriminator (critic) of a GAN, double precision: see loss_gan_discriminator_f32.
 */
LOSS_API
loss_status loss_gan_discriminator_f64(uint32_t kind,
                                       const double *real_logits,
                                       size_t n_real,
                                       const double *fake_logits,
                                       size_t n_fake,
                                       const struct loss_options_f64 *options,
                                       double *value,
                                       double *grad_real,
                                       double *grad_fake);

/**
 * Objective of the generator of a GAN.
 *
 * value = mean over the fake batch of g(x), x the discriminator's logits or scores.
 * LOSS_GAN_MINIMAX: g = log(1 − σ(x)) = −softplus(x).  LOSS_GAN_NON_SATURATING: g = −log σ(x) = softplus(−x).
 * LOSS_GAN_LEAST_SQUARES: g = ½(x − 1)².  LOSS_GAN_HINGE, LOSS_GAN_WASSERSTEIN: g = −x.
 * ∂value/∂x = g′(x)/n_fake.
 *
 * A row is one element. The minimax objective has a small gradient where the discriminator recognises the
 * generated samples. The non-saturating objective has its largest gradient there, and is the usual choice.
 *
 * Arguments:
 *   kind         one of the constants LOSS_GAN_…, see above
 *   fake_logits  input, n_fake elements: logits or scores of generated samples
 *   n_fake       number of elements; 0 is allowed
 *   options      NULL: defaults
 *   value        output, one number; NULL: not wanted
 *   grad_fake    output, in the layout of fake_logits: dvalue/dfake_logits; may be fake_logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (kind, options).
 *
 * References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1 and section
 * 3; X. Mao et al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye,
 * Geometric GAN, arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 18; M. Arjovsky
 * et al., Wasserstein GAN, arXiv:1701.07875, section 3.
 */
LOSS_API
loss_status loss_gan_generator_f32(uint32_t kind,
                                   const float *fake_logits,
                                   size_t n_fake,
                                   const struct loss_options_f32 *options,
                                   double *value,
                                   float *grad_fake);

/**
 * Objective of the generator of a GAN, double precision: see loss_gan_generator_f32.
 */
LOSS_API
loss_status loss_gan_generator_f64(uint32_t kind,
                                   const double *fake_logits,
                                   size_t n_fake,
                                   const struct loss_options_f64 *options,
                                   double *value,
                                   double *grad_fake);

/* Penalties, and several losses as one --------------------------------------------------------- */

/**
 * L1 penalty (lasso).
 *
 * value = λ·Σ |x_i|.
 * ∂value/∂x = λ·sign(x), exactly 0 at x = 0.  ∂²value/∂x² = 0.
 *
 * For sparse parameters. With LOSS_ACCUMULATE the gradient is added to the gradient of a loss. A penalty is a sum:
 * options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
 *
 * Arguments:
 *   param    input, n elements
 *   n        number of elements; 0 is allowed
 *   lambda   λ: finite, not negative
 *   options  NULL: defaults; see above
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (lambda, options).
 *
 * Reference: R. Tibshirani, Regression shrinkage and selection via the lasso, Journal of the Royal
 * Statistical Society B 58, 1996, section 1.
 */
LOSS_API
loss_status loss_l1_penalty_f32(const float *param,
                                size_t n,
                                double lambda,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/**
 * L1 penalty (lasso), double precision: see loss_l1_penalty_f32.
 */
LOSS_API
loss_status loss_l1_penalty_f64(const double *param,
                                size_t n,
                                double lambda,
                                const struct loss_options_f64 *options,
                                double *value,
                                double *grad);

/**
 * L2 penalty (ridge, weight decay).
 *
 * value = λ·Σ x_i².
 * ∂value/∂x = 2λ·x,  ∂²value/∂x² = 2λ.
 *
 * For small parameters. With LOSS_ACCUMULATE the gradient is added to the gradient of a loss. There is no factor
 * ½: λ = d/2 has the effect of the weight decay d of an optimiser. A penalty is a sum:
 * options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
 *
 * Arguments:
 *   param    input, n elements
 *   n        number of elements; 0 is allowed
 *   lambda   λ: finite, not negative
 *   options  NULL: defaults; see above
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (lambda, options).
 *
 * Reference: A. E. Hoerl, R. W. Kennard, Ridge regression: biased estimation for nonorthogonal
 * problems, Technometrics 12, 1970.
 */
LOSS_API
loss_status loss_l2_penalty_f32(const float *param,
                                size_t n,
                                double lambda,
                                const struct loss_options_f32 *options,
                                double *value,
                                float *grad);

/**
 * L2 penalty (ridge, weight decay), double precision: see loss_l2_penalty_f32.
 */
LOSS_API
loss_status loss_l2_penalty_f64(const double *param,
                                size_t n,
                                double lambda,
                                const struct loss_options_f64 *options,
                                double *value,
                                double *grad);

/**
 * Elastic net penalty: L1 and L2 at once.
 *
 * value = λ₁·Σ |x_i| + λ₂·Σ x_i².
 * ∂value/∂x = λ₁·sign(x) + 2λ₂·x, exactly 0 at x = 0.  ∂²value/∂x² = 2λ₂.
 *
 * λ₁ is `l1`, λ₂ is `l2`. For sparse parameters that belong together in groups. With LOSS_ACCUMULATE the gradient
 * is added to the gradient of a loss. A penalty is a sum:
 * options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
 *
 * Arguments:
 *   param    input, n elements
 *   n        number of elements; 0 is allowed
 *   l1       λ₁: finite, not negative
 *   l2       λ₂: finite, not negative
 *   options  NULL: defaults; see above
 *   value    output, one number; NULL: not wanted
 *   grad     output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (l1, l2, options).
 *
 * Reference: H. Zou, T. Hastie, Regularization and variable selection via the elastic net, Journal of
 * the Royal Statistical Society B 67, 2005, section 2.
 */
LOSS_API
loss_status loss_elastic_net_penalty_f32(const float *param,
                                         size_t n,
                                         double l1,
                                         double l2,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Elastic net penalty: L1 and L2 at once, double precision: see loss_elastic_net_penalty_f32.
 */
LOSS_API
loss_status loss_elastic_net_penalty_f64(const double *param,
                                         size_t n,
                                         double l1,
                                         double l2,
                                         const struct loss_options_f64 *options,
                                         double *value,
                                         double *grad);

/**
 * Group lasso penalty.
 *
 * value = λ·√dim·Σ_g ‖x_g‖, ‖x_g‖ = √(Σ x²) over the elements of a group.
 * ∂value/∂x = λ·√dim·x/‖x_g‖, exactly 0 where ‖x_g‖ = 0.  ∂²value/∂x² = λ·√dim·(1 − x²/‖x_g‖²)/‖x_g‖, there 0 too.
 *
 * For parameters that are needed together or not at all: a row of `param` is a group x_g, for example all weights of an
 * input. √dim gives λ the same meaning for groups of any size; groups of another size are another call. With
 * LOSS_ACCUMULATE the gradient is added to the gradient of a loss. A penalty is a sum: options.reduction is 0 or LOSS_SUM;
 * weight, mask and losses are per group, and a weight multiplies √dim.
 *
 * Norms may have any size, also where their squares are out of range. An infinite element makes the value infinite: if it
 * is the only one of its group, its derivative is ±λ·√dim; of several infinite elements the derivatives depend on how fast
 * each grows, and are NaN. Those of finite elements in the group are 0, and so are all second derivatives. Where one
 * element is nearly the whole norm, its second derivative is nearly 0, with an error of about 2⁻⁵⁰ (`float`) or 2⁻¹⁰⁰
 * (`double`) times λ·√dim/‖x_g‖. λ = 0 turns the penalty off, also against infinity and NaN.
 *
 * Arguments:
 *   param        input, (groups, dim)
 *   groups, dim  sizes; 0 is allowed
 *   lambda       λ: finite, not negative
 *   options      NULL: defaults; see above
 *   value        output, one number; NULL: not wanted
 *   grad         output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (lambda, options).
 *
 * Reference: M. Yuan, Y. Lin, Model selection and estimation in regression with grouped variables, Journal of the Royal
 * Statistical Society B 68, 2006, section 2.
 */
LOSS_API
loss_status loss_group_lasso_penalty_f32(const float *param,
                                         size_t groups,
                                         size_t dim,
                                         double lambda,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Group lasso penalty, double precision: see loss_group_lasso_penalty_f32.
 */
LOSS_API
loss_status loss_group_lasso_penalty_f64(const double *param,
                                         size_t groups,
                                         size_t dim,
                                         double lambda,
                                         const struct loss_options_f64 *options,
                                         double *value,
                                         double *grad);

/**
 * Confidence penalty: the negative entropy of a softmax.
 *
 * l = λ·Σ_c p_c·log p_c = −λ·H,  p = softmax(logits), H the entropy of the row.
 * ∂l/∂z_c = λ·p_c·(log p_c + H).  ∂²l/∂z_c² = λ·p_c·(1 − p_c + (log p_c + H)·(1 − 2p_c)).
 *
 * Added to a cross-entropy with LOSS_ACCUMULATE, it keeps a classifier from being overconfident; added to the loss of a
 * policy, it is the entropy bonus that keeps the policy exploring. −λ·log(classes) ≤ l ≤ 0. Unlike other penalties it is a
 * mean over rows, and follows `reduction`, weights and mask as losses do. λ = 0 turns it off: loss and derivatives are 0,
 * also where logits are infinite or NaN. To reward confidence, as in the minimisation of entropy, negate `upstream` and the
 * value.
 *
 * A class whose probability is 0 adds 0, and its gradient is 0. The loss is a sum of terms of one sign, formed from
 * differences to the largest logit, so that it keeps its digits for confident rows, where it is near 0, and so does the
 * gradient where all classes are nearly equally likely. `temperature`, `softcap` and `class_bias` of the class options
 * transform the logits.
 *
 * Arguments:
 *   logits         input, (rows, classes), or as row_stride and inner of class_options say
 *   rows, classes  sizes; 0 is allowed
 *   lambda         λ: finite, not negative
 *   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults
 *   options        NULL: defaults
 *   value          output, one number; NULL: not wanted
 *   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
 * LOSS_ERROR_INVALID_ARGUMENT (lambda, class_options, options).
 *
 * Reference: G. Pereyra et al., Regularizing neural networks by penalizing confident output distributions,
 * arXiv:1701.06548, section 3.
 */
LOSS_API
loss_status loss_entropy_penalty_f32(const float *logits,
                                     size_t rows,
                                     size_t classes,
                                     double lambda,
                                     const struct loss_class_options_f32 *class_options,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     float *grad);

/**
 * Confidence penalty: the negative entropy of a softmax, double precision: see loss_entropy_penalty_f32.
 */
LOSS_API
loss_status loss_entropy_penalty_f64(const double *logits,
                                     size_t rows,
                                     size_t classes,
                                     double lambda,
                                     const struct loss_class_options_f64 *class_options,
                                     const struct loss_options_f64 *options,
                                     double *value,
                                     double *grad);

/**
 * Confidence penalty: the negative entropy of a softmax, bfloat16: see loss_entropy_penalty_f32.
 */
LOSS_API
loss_status loss_entropy_penalty_bf16(const loss_bf16 *logits,
                                      size_t rows,
                                      size_t classes,
                                      double lambda,
                                      const struct loss_class_options_f32 *class_options,
                                      const struct loss_options_f32 *options,
                                      double *value,
                                      loss_bf16 *grad);

/**
 * Confidence penalty: the negative entropy of a softmax, bfloat16, the gradient float: see loss_entropy_penalty_f32.
 */
LOSS_API
loss_status loss_entropy_penalty_bf16_f32(const loss_bf16 *logits,
                                          size_t rows,
                                          size_t classes,
                                          double lambda,
                                          const struct loss_class_options_f32 *class_options,
                                          const struct loss_options_f32 *options,
                                          double *value,
                                          float *grad);

/**
 * Confidence penalty: the negative entropy of a softmax, binary16: see loss_entropy_penalty_f32.
 */
LOSS_API
loss_status loss_entropy_penalty_f16(const loss_f16 *logits,
                                     size_t rows,
                                     size_t classes,
                                     double lambda,
                                     const struct loss_class_options_f32 *class_options,
                                     const struct loss_options_f32 *options,
                                     double *value,
                                     loss_f16 *grad);

/**
 * Confidence penalty: the negative entropy of a softmax, binary16, the gradient float: see loss_entropy_penalty_f32.
 */
LOSS_API
loss_status loss_entropy_penalty_f16_f32(const loss_f16 *logits,
                                         size_t rows,
                                         size_t classes,
                                         double lambda,
                                         const struct loss_class_options_f32 *class_options,
                                         const struct loss_options_f32 *options,
                                         double *value,
                                         float *grad);

/**
 * Weighted sum of several losses.
 *
 * total = Σ w_i·L_i.
 * ∂total/∂L_i = w_i.
 *
 * For several tasks on shared parameters. The gradients come from the tasks' own calls: pass the
 * address of w_i as `upstream` of task i.
 * Set LOSS_ACCUMULATE where a task writes to an array that another task has written before. Values and weights are
 * double in the functions of both types, because every value and every `upstream` is double. A weight of exactly 0
 * leaves its task out, even if its value is infinite or NaN. Weights may be negative.
 *
 * Arguments:
 *   values   input, n doubles: values of losses: L
 *   weights  input, n doubles: w
 *   n        number of elements; 0 is allowed
 *   total    output, one number; must not be NULL
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE or
 * LOSS_ERROR_OVERLAP.
 *
 * Reference: R. Caruana, Multitask learning, Machine Learning 28, 1997, section 2.
 */
LOSS_API loss_status loss_combine_f32(const double *values, const double *weights, size_t n, double *total);

/**
 * Weighted sum of several losses, double precision: see loss_combine_f32.
 */
LOSS_API loss_status loss_combine_f64(const double *values, const double *weights, size_t n, double *total);

/**
 * Several losses weighted by learned uncertainties.
 *
 * total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
 * ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.
 *
 * s_i = log σ_i² is the logarithm of the variance of task i, a trained parameter. c_i is a constant: in the
 * paper ½ for regression by squares and 1 for classification. Where `coefficients` is NULL, all c_i are 1.
 *
 * `d_values` holds the `upstream` of each task. Call this function once with the values of all tasks, then each
 * task for its gradients, with LOSS_ACCUMULATE where a task writes to an array that another task has written before.
 * Values, their derivatives and the coefficients are double in the functions of both types, because every value and
 * every `upstream` is double. s and the derivatives by s are arrays of the function's type; the derivatives are
 * written, never accumulated.
 *
 * A coefficient or an e^(−s) of exactly 0 leaves L_i out, even if L_i is infinite or NaN. L_i = 0 adds nothing,
 * even where e^(−s) is infinite. A product is right wherever it is in range, even where its e^(−s) is out of range.
 *
 * Arguments:
 *   values        input, n doubles: values of losses: L
 *   log_vars      input, n elements: logarithms of variances: s
 *   coefficients  input, n doubles: c; NULL: 1
 *   n             number of elements; 0 is allowed
 *   total         output, one number; NULL: not wanted
 *   d_values      output, in the layout of values; may be values
 *   d_log_vars    output, in the layout of log_vars; may be log_vars
 *
 * Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE or
 * LOSS_ERROR_OVERLAP.
 *
 * Reference: A. Kendall, Y. Gal, R. Cipolla, Multi-task learning using uncertainty to weigh losses for
 * scene geometry and semantics, CVPR 2018, arXiv:1705.07115, section 3.2.
 */
LOSS_API
loss_status loss_combine_uncertainty_f32(const double *values,
                                         const float *log_vars,
                                         const double *coefficients,
                                         size_t n,
                                         double *total,
                                         double *d_values,
                                         float *d_log_vars);

/**
 * Several losses weighted by learned uncertainties, double precision: see loss_combine_uncertainty_f32.
 */
LOSS_API
loss_status loss_combine_uncertainty_f64(const double *values,
                                         const double *log_vars,
                                         const double *coefficients,
                                         size_t n,
                                         double *total,
                                         double *d_values,
                                         double *d_log_vars);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LOSS_H */
