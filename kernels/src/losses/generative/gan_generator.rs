//! Objective of the generator of a GAN.
//!
//! value = mean over the fake batch of g(x), x the discriminator's logits or scores.
//! LOSS_GAN_MINIMAX: g = log(1 − σ(x)) = −softplus(x).  LOSS_GAN_NON_SATURATING: g = −log σ(x) = softplus(−x).
//! LOSS_GAN_LEAST_SQUARES: g = ½(x − 1)².  LOSS_GAN_HINGE, LOSS_GAN_WASSERSTEIN: g = −x.
//! ∂value/∂x = g′(x)/n_fake.
//!
//! A row is one element. The minimax objective has a small gradient where the discriminator recognises the
//! generated samples. The non-saturating objective has its largest gradient there, and is the usual choice.
//!
//! References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1 and section
//! 3; X. Mao et al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye,
//! Geometric GAN, arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 18; M. Arjovsky
//! et al., Wasserstein GAN, arXiv:1701.07875, section 3.
