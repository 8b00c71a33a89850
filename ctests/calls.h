/*
 * A call of each loss with `arguments`, for a file that is compiled once for each element type.
 * Written by `cargo xtask gen` from the entries in losses. Do not edit.
 */
#ifndef CALLS_H
#define CALLS_H

#include "entry.h"
#include "real.h"

static loss_status TYPED(call_mse)(const arguments *a)
{
    return TYPED(loss_mse)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_mse_rows)(const arguments *a)
{
    return TYPED(loss_mse_rows)(a->inputs[0], a->targets[0], a->rows, a->classes, a->options, a->value,
                                a->gradients[0]);
}

static loss_status TYPED(call_rmse)(const arguments *a)
{
    return TYPED(loss_rmse)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_l1)(const arguments *a)
{
    return TYPED(loss_l1)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_smooth_l1)(const arguments *a)
{
    return TYPED(loss_smooth_l1)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                 a->gradients[0]);
}

static loss_status TYPED(call_huber)(const arguments *a)
{
    return TYPED(loss_huber)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                             a->gradients[0]);
}

static loss_status TYPED(call_pseudo_huber)(const arguments *a)
{
    return TYPED(loss_pseudo_huber)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                    a->gradients[0]);
}

static loss_status TYPED(call_log_cosh)(const arguments *a)
{
    return TYPED(loss_log_cosh)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_fair)(const arguments *a)
{
    return TYPED(loss_fair)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_general_robust)(const arguments *a)
{
    return TYPED(loss_general_robust)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->numbers[1], a->options,
                                      a->value, a->gradients[0]);
}

static loss_status TYPED(call_lp)(const arguments *a)
{
    return TYPED(loss_lp)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_quantile)(const arguments *a)
{
    return TYPED(loss_quantile)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                a->gradients[0]);
}

static loss_status TYPED(call_expectile)(const arguments *a)
{
    return TYPED(loss_expectile)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                 a->gradients[0]);
}

static loss_status TYPED(call_epsilon_insensitive)(const arguments *a)
{
    return TYPED(loss_epsilon_insensitive)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                           a->gradients[0]);
}

static loss_status TYPED(call_squared_epsilon_insensitive)(const arguments *a)
{
    return TYPED(loss_squared_epsilon_insensitive)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options,
                                                   a->value, a->gradients[0]);
}

static loss_status TYPED(call_mape)(const arguments *a)
{
    return TYPED(loss_mape)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_msle)(const arguments *a)
{
    return TYPED(loss_msle)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_poisson_nll_log)(const arguments *a)
{
    return TYPED(loss_poisson_nll_log)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_poisson_nll)(const arguments *a)
{
    return TYPED(loss_poisson_nll)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                   a->gradients[0]);
}

static loss_status TYPED(call_gamma_deviance_log)(const arguments *a)
{
    return TYPED(loss_gamma_deviance_log)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_tweedie_deviance_log)(const arguments *a)
{
    return TYPED(loss_tweedie_deviance_log)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                            a->gradients[0]);
}

static loss_status TYPED(call_tweedie_deviance)(const arguments *a)
{
    return TYPED(loss_tweedie_deviance)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                        a->gradients[0]);
}

static loss_status TYPED(call_gaussian_nll)(const arguments *a)
{
    return TYPED(loss_gaussian_nll)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->numbers[0], a->numbers[1],
                                    a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_gaussian_nll_log)(const arguments *a)
{
    return TYPED(loss_gaussian_nll_log)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->options, a->value,
                                        a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_laplace_nll)(const arguments *a)
{
    return TYPED(loss_laplace_nll)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->numbers[0], a->options,
                                   a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_laplace_nll_log)(const arguments *a)
{
    return TYPED(loss_laplace_nll_log)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->options, a->value,
                                       a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_student_t_nll)(const arguments *a)
{
    return TYPED(loss_student_t_nll)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->numbers[0], a->numbers[1],
                                     a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_hinge)(const arguments *a)
{
    return TYPED(loss_hinge)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_bce)(const arguments *a)
{
    return TYPED(loss_bce)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_bce_logits)(const arguments *a)
{
    return TYPED(loss_bce_logits)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->numbers[1], a->options,
                                  a->value, a->gradients[0]);
}

static loss_status TYPED(call_squared_hinge)(const arguments *a)
{
    return TYPED(loss_squared_hinge)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_perceptron)(const arguments *a)
{
    return TYPED(loss_perceptron)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_hinge_embedding)(const arguments *a)
{
    return TYPED(loss_hinge_embedding)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                       a->gradients[0]);
}

static loss_status TYPED(call_modified_huber)(const arguments *a)
{
    return TYPED(loss_modified_huber)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_soft_margin)(const arguments *a)
{
    return TYPED(loss_soft_margin)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_exponential)(const arguments *a)
{
    return TYPED(loss_exponential)(a->inputs[0], a->targets[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_poly1_bce_logits)(const arguments *a)
{
    return TYPED(loss_poly1_bce_logits)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->options, a->value,
                                        a->gradients[0]);
}

static loss_status TYPED(call_sigmoid_focal)(const arguments *a)
{
    return TYPED(loss_sigmoid_focal)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->numbers[1], a->options,
                                     a->value, a->gradients[0]);
}

static loss_status TYPED(call_focal)(const arguments *a)
{
    return TYPED(loss_focal)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->numbers[1], a->options, a->value,
                             a->gradients[0]);
}

static loss_status TYPED(call_asymmetric_bce_logits)(const arguments *a)
{
    return TYPED(loss_asymmetric_bce_logits)(a->inputs[0], a->targets[0], a->n[0], a->numbers[0], a->numbers[1],
                                             a->numbers[2], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_cross_entropy)(const arguments *a)
{
    return TYPED(loss_cross_entropy)(a->inputs[0], a->index, a->rows, a->classes, a->class_options, a->options,
                                     a->value, a->gradients[0]);
}

static loss_status TYPED(call_focal_cross_entropy)(const arguments *a)
{
    return TYPED(loss_focal_cross_entropy)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->class_options,
                                           a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_generalized_cross_entropy)(const arguments *a)
{
    return TYPED(loss_generalized_cross_entropy)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0],
                                                 a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_poly1_cross_entropy)(const arguments *a)
{
    return TYPED(loss_poly1_cross_entropy)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->class_options,
                                           a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_taylor_cross_entropy)(const arguments *a)
{
    return TYPED(loss_taylor_cross_entropy)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0],
                                            a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_cross_entropy_soft)(const arguments *a)
{
    return TYPED(loss_cross_entropy_soft)(a->inputs[0], a->targets[0], a->rows, a->classes, a->class_options,
                                          a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_focal_cross_entropy_soft)(const arguments *a)
{
    return TYPED(loss_focal_cross_entropy_soft)(a->inputs[0], a->targets[0], a->rows, a->classes, a->numbers[0],
                                                a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_poly1_cross_entropy_soft)(const arguments *a)
{
    return TYPED(loss_poly1_cross_entropy_soft)(a->inputs[0], a->targets[0], a->rows, a->classes, a->numbers[0],
                                                a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_cross_entropy_prob)(const arguments *a)
{
    return TYPED(loss_cross_entropy_prob)(a->inputs[0], a->targets[0], a->rows, a->classes, a->options, a->value,
                                          a->gradients[0]);
}

static loss_status TYPED(call_nll)(const arguments *a)
{
    return TYPED(loss_nll)(a->inputs[0], a->index, a->rows, a->classes, a->class_options, a->options, a->value,
                           a->gradients[0]);
}

static loss_status TYPED(call_softmax)(const arguments *a)
{
    return TYPED(loss_softmax)(a->inputs[0], a->rows, a->classes, a->class_options, a->gradients[0]);
}

static loss_status TYPED(call_log_softmax)(const arguments *a)
{
    return TYPED(loss_log_softmax)(a->inputs[0], a->rows, a->classes, a->class_options, a->gradients[0]);
}

static loss_status TYPED(call_softmax_backward)(const arguments *a)
{
    return TYPED(loss_softmax_backward)(a->inputs[0], a->targets[0], a->rows, a->classes, a->class_options, a->options,
                                        a->gradients[0]);
}

static loss_status TYPED(call_multi_margin)(const arguments *a)
{
    return TYPED(loss_multi_margin)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->numbers[1],
                                    a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_multiclass_hinge)(const arguments *a)
{
    return TYPED(loss_multiclass_hinge)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->class_options,
                                        a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_categorical_hinge)(const arguments *a)
{
    return TYPED(loss_categorical_hinge)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->class_options,
                                         a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_multiclass_perceptron)(const arguments *a)
{
    return TYPED(loss_multiclass_perceptron)(a->inputs[0], a->index, a->rows, a->classes, a->class_options, a->options,
                                             a->value, a->gradients[0]);
}

static loss_status TYPED(call_sparsemax)(const arguments *a)
{
    return TYPED(loss_sparsemax)(a->inputs[0], a->index, a->rows, a->classes, a->class_options, a->options, a->value,
                                 a->gradients[0]);
}

static loss_status TYPED(call_multilabel_soft_margin)(const arguments *a)
{
    return TYPED(loss_multilabel_soft_margin)(a->inputs[0], a->targets[0], a->targets[1], a->rows, a->classes,
                                              a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_coral)(const arguments *a)
{
    return TYPED(loss_coral)(a->inputs[0], a->index, a->rows, a->classes + 1, a->class_options, a->options, a->value,
                             a->gradients[0]);
}

static loss_status TYPED(call_corn)(const arguments *a)
{
    return TYPED(loss_corn)(a->inputs[0], a->index, a->rows, a->classes + 1, a->class_options, a->options, a->value,
                            a->gradients[0]);
}

static loss_status TYPED(call_cumulative_link)(const arguments *a)
{
    return TYPED(loss_cumulative_link)(a->inputs[0], a->index, a->rows, a->classes + 1, a->class_options, a->options,
                                       a->value, a->gradients[0]);
}

static loss_status TYPED(call_multilabel_margin)(const arguments *a)
{
    return TYPED(loss_multilabel_margin)(a->inputs[0], a->list, a->rows, a->classes, a->class_options, a->options,
                                         a->value, a->gradients[0]);
}

static loss_status TYPED(call_kl_div)(const arguments *a)
{
    return TYPED(loss_kl_div)(a->inputs[0], a->targets[0], a->rows, a->classes, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_kl_div_log_target)(const arguments *a)
{
    return TYPED(loss_kl_div_log_target)(a->inputs[0], a->targets[0], a->rows, a->classes, a->options, a->value,
                                         a->gradients[0]);
}

static loss_status TYPED(call_kl_div_prob)(const arguments *a)
{
    return TYPED(loss_kl_div_prob)(a->inputs[0], a->targets[0], a->rows, a->classes, a->options, a->value,
                                   a->gradients[0]);
}

static loss_status TYPED(call_kl_div_generalized)(const arguments *a)
{
    return TYPED(loss_kl_div_generalized)(a->inputs[0], a->targets[0], a->rows, a->classes, a->options, a->value,
                                          a->gradients[0]);
}

static loss_status TYPED(call_js_div)(const arguments *a)
{
    return TYPED(loss_js_div)(a->inputs[0], a->targets[0], a->rows, a->classes, a->numbers[0], a->class_options,
                              a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_causal_lm)(const arguments *a)
{
    return TYPED(loss_causal_lm)(a->inputs[0], a->index, a->batch, a->rows / a->batch, a->classes, a->class_options,
                                 a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_distillation)(const arguments *a)
{
    return TYPED(loss_distillation)(a->inputs[0], a->targets[0], a->rows, a->classes, a->numbers[0], a->class_options,
                                    a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_preference)(const arguments *a)
{
    return TYPED(loss_preference)(a->kind, a->inputs[0], a->inputs[1], a->targets[0], a->targets[1], a->targets[2],
                                  a->targets[3], a->n[0], a->numbers[0], a->numbers[1], a->numbers[2], a->numbers[3],
                                  a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_preference_unpaired)(const arguments *a)
{
    return TYPED(loss_preference_unpaired)(a->kind, a->inputs[0], a->targets[0], a->bytes, a->n[0], a->numbers[0],
                                           a->numbers[1], a->numbers[2], a->numbers[3], a->options, a->value,
                                           a->gradients[0]);
}

static loss_status TYPED(call_triplet)(const arguments *a)
{
    return TYPED(loss_triplet)(a->inputs[0], a->inputs[1], a->inputs[2], a->rows, a->classes, a->numbers[0],
                               a->numbers[1], a->numbers[2], a->options, a->value, a->gradients[0], a->gradients[1],
                               a->gradients[2]);
}

static loss_status TYPED(call_triplet_cosine)(const arguments *a)
{
    return TYPED(loss_triplet_cosine)(a->inputs[0], a->inputs[1], a->inputs[2], a->rows, a->classes, a->numbers[0],
                                      a->options, a->value, a->gradients[0], a->gradients[1], a->gradients[2]);
}

static loss_status TYPED(call_contrastive)(const arguments *a)
{
    return TYPED(loss_contrastive)(a->inputs[0], a->inputs[1], a->targets[0], a->rows, a->classes, a->numbers[0],
                                   a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_pairwise_distance)(const arguments *a)
{
    return TYPED(loss_pairwise_distance)(a->inputs[0], a->inputs[1], a->rows, a->classes, a->numbers[0], a->numbers[1],
                                         a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_cosine_distance)(const arguments *a)
{
    return TYPED(loss_cosine_distance)(a->inputs[0], a->inputs[1], a->rows, a->classes, a->options, a->value,
                                       a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_cosine_embedding)(const arguments *a)
{
    return TYPED(loss_cosine_embedding)(a->inputs[0], a->inputs[1], a->targets[0], a->rows, a->classes, a->numbers[0],
                                        a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_margin_ranking)(const arguments *a)
{
    return TYPED(loss_margin_ranking)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->numbers[0], a->options,
                                      a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_pair_logistic)(const arguments *a)
{
    return TYPED(loss_pair_logistic)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->options, a->value,
                                     a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_cosface)(const arguments *a)
{
    return TYPED(loss_cosface)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->numbers[1],
                               a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_arcface)(const arguments *a)
{
    return TYPED(loss_arcface)(a->inputs[0], a->index, a->rows, a->classes, a->numbers[0], a->numbers[1],
                               a->class_options, a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_vae_kl)(const arguments *a)
{
    return TYPED(loss_vae_kl)(a->inputs[0], a->inputs[1], a->rows, a->classes, a->options, a->value, a->gradients[0],
                              a->gradients[1]);
}

static loss_status TYPED(call_gaussian_kl)(const arguments *a)
{
    return TYPED(loss_gaussian_kl)(a->inputs[0], a->inputs[1], a->targets[0], a->targets[1], a->rows, a->classes,
                                   a->numbers[0], a->options, a->value, a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_gan_discriminator)(const arguments *a)
{
    return TYPED(loss_gan_discriminator)(a->kind, a->inputs[0], a->n[0], a->inputs[1], a->n[1], a->options, a->value,
                                         a->gradients[0], a->gradients[1]);
}

static loss_status TYPED(call_gan_generator)(const arguments *a)
{
    return TYPED(loss_gan_generator)(a->kind, a->inputs[0], a->n[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_l1_penalty)(const arguments *a)
{
    return TYPED(loss_l1_penalty)(a->inputs[0], a->n[0], a->numbers[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_l2_penalty)(const arguments *a)
{
    return TYPED(loss_l2_penalty)(a->inputs[0], a->n[0], a->numbers[0], a->options, a->value, a->gradients[0]);
}

static loss_status TYPED(call_elastic_net_penalty)(const arguments *a)
{
    return TYPED(loss_elastic_net_penalty)(a->inputs[0], a->n[0], a->numbers[0], a->numbers[1], a->options, a->value,
                                           a->gradients[0]);
}

static loss_status TYPED(call_group_lasso_penalty)(const arguments *a)
{
    return TYPED(loss_group_lasso_penalty)(a->inputs[0], a->rows, a->classes, a->numbers[0], a->options, a->value,
                                           a->gradients[0]);
}

static loss_status TYPED(call_entropy_penalty)(const arguments *a)
{
    return TYPED(loss_entropy_penalty)(a->inputs[0], a->rows, a->classes, a->numbers[0], a->class_options, a->options,
                                       a->value, a->gradients[0]);
}

static loss_status TYPED(call_combine)(const arguments *a)
{
    return TYPED(loss_combine)(a->targets[0], a->targets[1], a->n[0], a->value);
}

static loss_status TYPED(call_combine_uncertainty)(const arguments *a)
{
    return TYPED(loss_combine_uncertainty)(a->inputs[0], a->inputs[1], a->targets[0], a->n[0], a->value,
                                           a->gradients[0], a->gradients[1]);
}

call_function *const TYPED(CALLS)[LOSS_COUNT] = {
    TYPED(call_mse),
    TYPED(call_mse_rows),
    TYPED(call_rmse),
    TYPED(call_l1),
    TYPED(call_smooth_l1),
    TYPED(call_huber),
    TYPED(call_pseudo_huber),
    TYPED(call_log_cosh),
    TYPED(call_fair),
    TYPED(call_general_robust),
    TYPED(call_lp),
    TYPED(call_quantile),
    TYPED(call_expectile),
    TYPED(call_epsilon_insensitive),
    TYPED(call_squared_epsilon_insensitive),
    TYPED(call_mape),
    TYPED(call_msle),
    TYPED(call_poisson_nll_log),
    TYPED(call_poisson_nll),
    TYPED(call_gamma_deviance_log),
    TYPED(call_tweedie_deviance_log),
    TYPED(call_tweedie_deviance),
    TYPED(call_gaussian_nll),
    TYPED(call_gaussian_nll_log),
    TYPED(call_laplace_nll),
    TYPED(call_laplace_nll_log),
    TYPED(call_student_t_nll),
    TYPED(call_hinge),
    TYPED(call_bce),
    TYPED(call_bce_logits),
    TYPED(call_squared_hinge),
    TYPED(call_perceptron),
    TYPED(call_hinge_embedding),
    TYPED(call_modified_huber),
    TYPED(call_soft_margin),
    TYPED(call_exponential),
    TYPED(call_poly1_bce_logits),
    TYPED(call_sigmoid_focal),
    TYPED(call_focal),
    TYPED(call_asymmetric_bce_logits),
    TYPED(call_cross_entropy),
    TYPED(call_focal_cross_entropy),
    TYPED(call_generalized_cross_entropy),
    TYPED(call_poly1_cross_entropy),
    TYPED(call_taylor_cross_entropy),
    TYPED(call_cross_entropy_soft),
    TYPED(call_focal_cross_entropy_soft),
    TYPED(call_poly1_cross_entropy_soft),
    TYPED(call_cross_entropy_prob),
    TYPED(call_nll),
    TYPED(call_softmax),
    TYPED(call_log_softmax),
    TYPED(call_softmax_backward),
    TYPED(call_multi_margin),
    TYPED(call_multiclass_hinge),
    TYPED(call_categorical_hinge),
    TYPED(call_multiclass_perceptron),
    TYPED(call_sparsemax),
    TYPED(call_multilabel_soft_margin),
    TYPED(call_coral),
    TYPED(call_corn),
    TYPED(call_cumulative_link),
    TYPED(call_multilabel_margin),
    TYPED(call_kl_div),
    TYPED(call_kl_div_log_target),
    TYPED(call_kl_div_prob),
    TYPED(call_kl_div_generalized),
    TYPED(call_js_div),
    TYPED(call_causal_lm),
    TYPED(call_distillation),
    TYPED(call_preference),
    TYPED(call_preference_unpaired),
    TYPED(call_triplet),
    TYPED(call_triplet_cosine),
    TYPED(call_contrastive),
    TYPED(call_pairwise_distance),
    TYPED(call_cosine_distance),
    TYPED(call_cosine_embedding),
    TYPED(call_margin_ranking),
    TYPED(call_pair_logistic),
    TYPED(call_cosface),
    TYPED(call_arcface),
    TYPED(call_vae_kl),
    TYPED(call_gaussian_kl),
    TYPED(call_gan_discriminator),
    TYPED(call_gan_generator),
    TYPED(call_l1_penalty),
    TYPED(call_l2_penalty),
    TYPED(call_elastic_net_penalty),
    TYPED(call_group_lasso_penalty),
    TYPED(call_entropy_penalty),
    TYPED(call_combine),
    TYPED(call_combine_uncertainty),
};

#endif
