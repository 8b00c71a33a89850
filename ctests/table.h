/* Every loss, for C tests that visit all of them. Written by `cargo xtask gen` from losses/*.toml. Do not edit. */
#ifndef TABLE_H
#define TABLE_H

/* visit(name, shape) for each loss. */
#define LOSS_TABLE(visit) \
    visit(mse, POINTWISE) \
    visit(rmse, POINTWISE) \
    visit(huber, POINTWISE_SCALAR) \
    visit(gaussian_nll, POINTWISE_SCALAR) \
    visit(hinge, POINTWISE) \
    visit(bce, POINTWISE) \
    visit(bce_logits, POINTWISE_SCALAR) \
    visit(cross_entropy, INDEX) \
    visit(cross_entropy_soft, SOFT) \
    visit(cross_entropy_prob, ROWWISE) \
    visit(nll, INDEX) \
    visit(softmax, SOFTMAX) \
    visit(log_softmax, SOFTMAX) \
    visit(kl_div, ROWWISE) \
    visit(kl_div_log_target, ROWWISE) \
    visit(kl_div_prob, ROWWISE) \
    visit(js_div, DIVERGENCE) \
    visit(causal_lm, SEQUENCE) \
    visit(distillation, TEACHER) \
    visit(triplet, VECTORS) \
    visit(cosine_embedding, VECTORS) \
    visit(vae_kl, PAIR) \
    visit(gan_discriminator, DISCRIMINATOR) \
    visit(gan_generator, GENERATOR) \
    visit(l1_penalty, PENALTY) \
    visit(l2_penalty, PENALTY) \
    visit(elastic_net_penalty, PENALTY_TWO) \
    visit(combine, COMBINE) \
    visit(combine_uncertainty, UNCERTAINTY)

#endif
