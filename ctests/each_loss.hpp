// Every loss, for tests that visit all of them. Written by `cargo xtask gen` from losses/*.toml. Do not edit.
#ifndef EACH_LOSS_HPP
#define EACH_LOSS_HPP

#define EACH_POINTWISE_0(LOSS) LOSS(mse) LOSS(rmse) LOSS(hinge) LOSS(bce)

#define EACH_POINTWISE_1(LOSS) LOSS(huber) LOSS(bce_logits)

#define EACH_POINTWISE_2(LOSS) LOSS(gaussian_nll)

#define EACH_INDEX(LOSS) LOSS(cross_entropy) LOSS(nll)

#define EACH_SOFT(LOSS) LOSS(cross_entropy_soft)

#define EACH_ROWWISE(LOSS) LOSS(cross_entropy_prob) LOSS(kl_div) LOSS(kl_div_log_target) LOSS(kl_div_prob)

#define EACH_SOFTMAX(LOSS) LOSS(softmax) LOSS(log_softmax)

#define EACH_DIVERGENCE(LOSS) LOSS(js_div)

#define EACH_SEQUENCE(LOSS) LOSS(causal_lm)

#define EACH_TEACHER(LOSS) LOSS(distillation)

#define EACH_VECTORS(LOSS) LOSS(triplet) LOSS(cosine_embedding)

#define EACH_PAIR(LOSS) LOSS(vae_kl)

#define EACH_DISCRIMINATOR(LOSS) LOSS(gan_discriminator)

#define EACH_GENERATOR(LOSS) LOSS(gan_generator)

#define EACH_PENALTY_1(LOSS) LOSS(l1_penalty) LOSS(l2_penalty)

#define EACH_PENALTY_2(LOSS) LOSS(elastic_net_penalty)

#define EACH_COMBINE(LOSS) LOSS(combine)

#define EACH_UNCERTAINTY(LOSS) LOSS(combine_uncertainty)

#endif
