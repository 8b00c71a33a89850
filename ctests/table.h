/* Every loss, for C programs that visit all of them. Written by `cargo xtask gen` from the entries in losses. Do not edit. */
#ifndef TABLE_H
#define TABLE_H

/* visit(name) for each loss. */
#define LOSSES(visit) \
    visit(mse) \
    visit(mse_rows) \
    visit(rmse) \
    visit(l1) \
    visit(smooth_l1) \
    visit(huber) \
    visit(pseudo_huber) \
    visit(log_cosh) \
    visit(fair) \
    visit(general_robust) \
    visit(lp) \
    visit(quantile) \
    visit(expectile) \
    visit(epsilon_insensitive) \
    visit(squared_epsilon_insensitive) \
    visit(mape) \
    visit(msle) \
    visit(poisson_nll_log) \
    visit(poisson_nll) \
    visit(gamma_deviance_log) \
    visit(tweedie_deviance_log) \
    visit(tweedie_deviance) \
    visit(gaussian_nll) \
    visit(gaussian_nll_log) \
    visit(laplace_nll) \
    visit(laplace_nll_log) \
    visit(student_t_nll) \
    visit(hinge) \
    visit(bce) \
    visit(bce_logits) \
    visit(squared_hinge) \
    visit(perceptron) \
    visit(hinge_embedding) \
    visit(modified_huber) \
    visit(soft_margin) \
    visit(exponential) \
    visit(poly1_bce_logits) \
    visit(sigmoid_focal) \
    visit(focal) \
    visit(asymmetric_bce_logits) \
    visit(cross_entropy) \
    visit(focal_cross_entropy) \
    visit(generalized_cross_entropy) \
    visit(poly1_cross_entropy) \
    visit(taylor_cross_entropy) \
    visit(cross_entropy_soft) \
    visit(focal_cross_entropy_soft) \
    visit(poly1_cross_entropy_soft) \
    visit(cross_entropy_prob) \
    visit(nll) \
    visit(softmax) \
    visit(log_softmax) \
    visit(softmax_backward) \
    visit(multi_margin) \
    visit(multiclass_hinge) \
    visit(categorical_hinge) \
    visit(multiclass_perceptron) \
    visit(sparsemax) \
    visit(multilabel_soft_margin) \
    visit(coral) \
    visit(corn) \
    visit(cumulative_link) \
    visit(multilabel_margin) \
    visit(kl_div) \
    visit(kl_div_log_target) \
    visit(kl_div_prob) \
    visit(kl_div_generalized) \
    visit(js_div) \
    visit(causal_lm) \
    visit(distillation) \
    visit(preference) \
    visit(preference_unpaired) \
    visit(triplet) \
    visit(triplet_cosine) \
    visit(contrastive) \
    visit(pairwise_distance) \
    visit(cosine_distance) \
    visit(cosine_embedding) \
    visit(margin_ranking) \
    visit(pair_logistic) \
    visit(cosface) \
    visit(arcface) \
    visit(vae_kl) \
    visit(gaussian_kl) \
    visit(gan_discriminator) \
    visit(gan_generator) \
    visit(l1_penalty) \
    visit(l2_penalty) \
    visit(elastic_net_penalty) \
    visit(group_lasso_penalty) \
    visit(entropy_penalty) \
    visit(combine) \
    visit(combine_uncertainty)

/* visit(name, flag) for each flag that some losses have a use for, and others refuse. */
#define LOSS_FLAGS(visit) \
    visit(binary_targets, LOSS_BINARY_TARGETS) \
    visit(full, LOSS_FULL) \
    visit(swap, LOSS_SWAP)

/* The elements of an array of loss_entry. */
#define LOSS_ENTRIES \
    {.name = "mse", .family = "regression", .driver = DRIVER_ELEMENTWISE, .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, \
     .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "mse_rows", .family = "regression", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "rmse", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "l1", .family = "regression", .driver = DRIVER_ELEMENTWISE, .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, \
     .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "smooth_l1", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{1, {1.5, 0}}}}, \
    {.name = "huber", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{1, {1.5, 0}}}}, \
    {.name = "pseudo_huber", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{1, {1.5, 0}}}}, \
    {.name = "log_cosh", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "fair", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{1, {1.5, 0}}}}, \
    {.name = "general_robust", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 2, .number = {{0, {-1.5, 0}}, {1, {0.75, 0}}}}, \
    {.name = "lp", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{1.5, {1.5, 2.5}}}}, \
    {.name = "quantile", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{0.5, {0.3, 0}}}}, \
    {.name = "expectile", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{0.5, {0.3, 0}}}}, \
    {.name = "epsilon_insensitive", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{0.1, {0.25, 0}}}}, \
    {.name = "squared_epsilon_insensitive", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{0.1, {0.25, 0}}}}, \
    {.name = "mape", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{0.0000001, {0.25, 0}}}}, \
    {.name = "msle", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "poisson_nll_log", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_FULL, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "poisson_nll", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_FULL, .inputs = 1, \
     .input = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{0.00000001, {0.25, 0}}}}, \
    {.name = "gamma_deviance_log", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "tweedie_deviance_log", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{1.5, {1, 2.5}}}}, \
    {.name = "tweedie_deviance", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{1.5, {1, 2.5}}}}, \
    {.name = "gaussian_nll", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_FULL, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .numbers = 2, .number = {{0, {0.5, 0}}, {0.000001, {0.25, 0}}}}, \
    {.name = "gaussian_nll_log", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_FULL, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "laplace_nll", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_FULL, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{0.000001, {0.25, 0}}}}, \
    {.name = "laplace_nll_log", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_FULL, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "student_t_nll", .family = "regression", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_FULL, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .numbers = 2, \
     .number = {{3.5, {3.5, 4.5}}, {0.000001, {0.25, 0}}}}, \
    {.name = "hinge", .family = "binary", .driver = DRIVER_ELEMENTWISE, .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, \
     .flags = LOSS_BINARY_TARGETS, .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "bce", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{0, {0, 0.125}}}}, \
    {.name = "bce_logits", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .numbers = 2, .number = {{1, {2.5, 0}}, {0, {0, 0.125}}}}, \
    {.name = "squared_hinge", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_BINARY_TARGETS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "perceptron", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_BINARY_TARGETS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "hinge_embedding", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_BINARY_TARGETS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}, \
     .numbers = 1, .number = {{1, {1.5, 0}}}}, \
    {.name = "modified_huber", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_BINARY_TARGETS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "soft_margin", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_BINARY_TARGETS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "exponential", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_BINARY_TARGETS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "poly1_bce_logits", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{2, {-1, 0}}}}, \
    {.name = "sigmoid_focal", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .numbers = 2, .number = {{0, {0.75, 0}}, {2, {0.5, 0}}}}, \
    {.name = "focal", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .numbers = 2, .number = {{0, {0.75, 0}}, {2, {0.5, 0}}}}, \
    {.name = "asymmetric_bce_logits", .family = "binary", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .numbers = 3, \
     .number = {{0, {1, 0}}, {4, {4, 0}}, {0, {0.05, 0}}}}, \
    {.name = "cross_entropy", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "focal_cross_entropy", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{2, {0.5, 0}}}}, \
    {.name = "generalized_cross_entropy", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{0.7, {1, 0}}}}, \
    {.name = "poly1_cross_entropy", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{2, {-1, 0}}}}, \
    {.name = "taylor_cross_entropy", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{2, {7, 0}}}}, \
    {.name = "cross_entropy_soft", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_DISTRIBUTION, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "focal_cross_entropy_soft", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_DISTRIBUTION, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{2, {0.5, 0}}}}, \
    {.name = "poly1_cross_entropy_soft", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_DISTRIBUTION, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{2, {-1, 0}}}}, \
    {.name = "cross_entropy_prob", .family = "classification", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "nll", .family = "classification", .driver = DRIVER_CLASS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_LOG_PROBABILITY, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "softmax", .family = "classification", .driver = DRIVER_SOFTMAX, .has = HAS_OUTPUT | HAS_CLASS_OPTIONS, \
     .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "log_softmax", .family = "classification", .driver = DRIVER_SOFTMAX, .has = HAS_OUTPUT | HAS_CLASS_OPTIONS, \
     .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "softmax_backward", .family = "classification", .driver = DRIVER_SOFTMAX_BACKWARD, \
     .has = HAS_OUTPUT | HAS_OPTIONS | HAS_CLASS_OPTIONS, .inputs = 1, \
     .input = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "multi_margin", .family = "classification", .driver = DRIVER_MARGIN, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 2, .number = {{1, {2, 0}}, {1, {0.75, 0}}}}, \
    {.name = "multiclass_hinge", .family = "classification", .driver = DRIVER_MARGIN, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{1, {0.75, 0}}}}, \
    {.name = "categorical_hinge", .family = "classification", .driver = DRIVER_MARGIN, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{1, {0.75, 0}}}}, \
    {.name = "multiclass_perceptron", .family = "classification", .driver = DRIVER_MARGIN, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "sparsemax", .family = "classification", .driver = DRIVER_MARGIN, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "multilabel_soft_margin", .family = "classification", .driver = DRIVER_DECISIONS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 2, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}, {DOMAIN_POSITIVE, EXTENT_CLASSES, 0, 1}}}, \
    {.name = "coral", .family = "classification", .driver = DRIVER_DECISIONS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "corn", .family = "classification", .driver = DRIVER_DECISIONS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "cumulative_link", .family = "classification", .driver = DRIVER_DECISIONS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_RISING, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "multilabel_margin", .family = "classification", .driver = DRIVER_MARGIN, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_LIST, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "kl_div", .family = "distributions", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, \
     .input = {{DOMAIN_LOG_PROBABILITY, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "kl_div_log_target", .family = "distributions", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, \
     .input = {{DOMAIN_LOG_PROBABILITY, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_LOG_PROBABILITY, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "kl_div_prob", .family = "distributions", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_PROBABILITY, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "kl_div_generalized", .family = "distributions", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 1, .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, \
     .targets = 1, .target = {{DOMAIN_POSITIVE, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "js_div", .family = "distributions", .driver = DRIVER_DIVERGENCE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, \
     .numbers = 1, .number = {{0.3, {0.25, 0.5}}}}, \
    {.name = "causal_lm", .family = "language", .driver = DRIVER_SEQUENCE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "distillation", .family = "language", .driver = DRIVER_TEACHER, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, .target = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, \
     .numbers = 1, .number = {{1.75, {2, 1}}}}, \
    {.name = "preference", .family = "alignment", .driver = DRIVER_PREFERENCE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_KIND | HAS_CHOICE, .inputs = 2, \
     .input = {{DOMAIN_LOG_PROBABILITY, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_LOG_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, \
     .targets = 4, \
     .target = {{DOMAIN_LOG_PROBABILITY, EXTENT_ELEMENTS, 0, 1}, {DOMAIN_LOG_PROBABILITY, EXTENT_ELEMENTS, 0, 1}, {DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 1}, {DOMAIN_POSITIVE, EXTENT_ELEMENTS, 0, 1}}, \
     .numbers = 1, .number = {{0.1, {0.5, 0}}}}, \
    {.name = "preference_unpaired", .family = "alignment", .driver = DRIVER_PREFERENCE_UNPAIRED, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_BYTES | HAS_KIND | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_LOG_PROBABILITY, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_LOG_PROBABILITY, EXTENT_ELEMENTS, 0, 1}}, .numbers = 4, \
     .number = {{0.1, {0.5, 0}}, {0, {0.25, 0}}, {1, {1.5, 0}}, {1, {0.75, 0}}}}, \
    {.name = "triplet", .family = "metric", .driver = DRIVER_VECTORS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_SWAP, .inputs = 3, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, \
     .numbers = 3, .number = {{1, {0.5, 0}}, {2, {3, 0}}, {0, {0.001, 0}}}}, \
    {.name = "triplet_cosine", .family = "metric", .driver = DRIVER_VECTORS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_SWAP, .inputs = 3, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, \
     .numbers = 1, .number = {{1, {0.5, 0}}}}, \
    {.name = "contrastive", .family = "metric", .driver = DRIVER_VECTORS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_BINARY_TARGETS, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_SIGN, EXTENT_ROWS, 0, 0}}, .numbers = 1, .number = {{1, {2.5, 0}}}}, \
    {.name = "pairwise_distance", .family = "metric", .driver = DRIVER_VECTORS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 2, \
     .number = {{2, {3, 0}}, {0, {0.001, 0}}}}, \
    {.name = "cosine_distance", .family = "metric", .driver = DRIVER_VECTORS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "cosine_embedding", .family = "metric", .driver = DRIVER_VECTORS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_BINARY_TARGETS, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_SIGN, EXTENT_ROWS, 0, 0}}, .numbers = 1, .number = {{0, {0.25, 0}}}}, \
    {.name = "margin_ranking", .family = "metric", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .flags = LOSS_BINARY_TARGETS, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{0, {0.25, 0}}}}, \
    {.name = "pair_logistic", .family = "metric", .driver = DRIVER_ELEMENTWISE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, .flags = LOSS_BINARY_TARGETS, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_SIGN, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "cosface", .family = "metric", .driver = DRIVER_COSINES, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_COSINE, EXTENT_MATRIX, 0, 0}}, .numbers = 2, .number = {{64, {16, 0}}, {0.35, {0.25, 0}}}}, \
    {.name = "arcface", .family = "metric", .driver = DRIVER_COSINES, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_INDEX | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_COSINE, EXTENT_MATRIX, 0, 0}}, .numbers = 2, .number = {{64, {16, 0}}, {0.5, {0.25, 0}}}}, \
    {.name = "vae_kl", .family = "generative", .driver = DRIVER_ROW_SUMS, .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS, \
     .inputs = 2, .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}}, \
    {.name = "gaussian_kl", .family = "generative", .driver = DRIVER_ROW_SUMS, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .targets = 2, \
     .target = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 1}, {DOMAIN_REAL, EXTENT_MATRIX, 0, 1}}, .numbers = 1, \
     .number = {{0, {0.125, 0}}}}, \
    {.name = "gan_discriminator", .family = "generative", .driver = DRIVER_DISCRIMINATOR, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_KIND, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "gan_generator", .family = "generative", .driver = DRIVER_GENERATOR, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_KIND, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}}, \
    {.name = "l1_penalty", .family = "penalties", .driver = DRIVER_PENALTY, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{0.75, {0.25, 1}}}}, \
    {.name = "l2_penalty", .family = "penalties", .driver = DRIVER_PENALTY, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .numbers = 1, .number = {{0.75, {0.25, 1}}}}, \
    {.name = "elastic_net_penalty", .family = "penalties", .driver = DRIVER_PENALTY, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .numbers = 2, .number = {{0.75, {0.25, 1}}, {0.25, {0.5, 0}}}}, \
    {.name = "group_lasso_penalty", .family = "penalties", .driver = DRIVER_GROUP_PENALTY, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{0.75, {0.25, 1}}}}, \
    {.name = "entropy_penalty", .family = "penalties", .driver = DRIVER_DIVERGENCE, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_OPTIONS | HAS_CLASS_OPTIONS | HAS_CHOICE, .inputs = 1, \
     .input = {{DOMAIN_REAL, EXTENT_MATRIX, 0, 0}}, .numbers = 1, .number = {{0.75, {0.25, 1}}}}, \
    {.name = "combine", .family = "penalties", .driver = DRIVER_COMBINE, .has = HAS_VALUE, .targets = 2, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 1, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 1, 0}}}, \
    {.name = "combine_uncertainty", .family = "penalties", .driver = DRIVER_UNCERTAINTY, \
     .has = HAS_VALUE | HAS_GRADIENT | HAS_CHOICE, .inputs = 2, \
     .input = {{DOMAIN_REAL, EXTENT_ELEMENTS, 1, 0}, {DOMAIN_REAL, EXTENT_ELEMENTS, 0, 0}}, .targets = 1, \
     .target = {{DOMAIN_REAL, EXTENT_ELEMENTS, 1, 1}}},

#endif
