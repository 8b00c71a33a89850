//! Objective of the discriminator (critic) of a GAN.
//!
//! value = mean over the real batch of f(r) + mean over the fake batch of g(x), r and x logits or scores.
//! LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING: f = −log σ(r) = softplus(−r),  g = −log(1 − σ(x)) = softplus(x).
//! LOSS_GAN_LEAST_SQUARES: f = ½(r − 1)²,  g = ½x².
//! LOSS_GAN_HINGE: f = max(0, 1 − r),  g = max(0, 1 + x), derivative 0 at the kink.
//! LOSS_GAN_WASSERSTEIN: f = −r,  g = x.
//! ∂value/∂r = f′(r)/n_real,  ∂value/∂x = g′(x)/n_fake.
//!
//! Rows are elements, the real batch first: weight, mask, losses and hessian of the options have n_real + n_fake
//! entries. Each batch has its own mean, over its own weights (LOSS_MEAN) or its own rows (LOSS_MEAN_ROWS).
//! LOSS_SUM adds up both batches, and so does `sums`. A batch may be empty and then adds 0: with n_fake = 0, a call
//! gives value and sums of the real batch only. For Wasserstein critics the caller must apply the Lipschitz constraint
//! (clipping, gradient penalty).
//!
//! References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1; X. Mao et
//! al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye, Geometric GAN,
//! arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 17; M. Arjovsky et al.,
//! Wasserstein GAN, arXiv:1701.07875, section 3.
