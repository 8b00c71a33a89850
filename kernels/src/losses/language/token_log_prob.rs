//! Log-probabilities of tokens under a language model.
//!
//! log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c.
//!
//! lse = log Σ_c e^z_c, p = softmax(z), y the token that a position scores: with `shift` 0 its own, with 1 the next one, as
//! in loss_causal_lm, where the last position of a sequence does not count. z are the logits after temperature, softcap and
//! class bias; other libraries cap first and divide then, for which `softcap` is their cap divided by the temperature.
//!
//! With `entropy` a position is computed in double precision: the last bits of lse, log_prob and the sums may then differ from
//! those of a call without it. Where numbers of two calls are compared (the ratio of a policy to an older one), ask for
//! the same outputs in both.
//!
//! The sum over a sequence is that of doubles, before any is rounded. Positions that do not count (mask, ignore_index,
//! the last one) have 0 in all outputs. A preference or policy loss takes these numbers, and
//! loss_token_log_prob_backward takes its derivatives back to the logits, so that no second array is as large as they are.
//!
//! Reference: R. Rafailov et al., Direct Preference Optimization: Your Language Model is Secretly a Reward Model, 2023,
//! section 4 (sums over sequences).
