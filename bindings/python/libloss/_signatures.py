"""How ctypes calls each loss. Written by `cargo xtask gen` from losses.toml. Do not edit."""

# A letter an argument: pointer, size_t (n), double, uint32_t.
SIGNATURES = {
    "mse": "ppnppp",
    "rmse": "ppnppp",
    "hinge": "ppnppp",
    "bce": "ppnppp",
    "bce_logits": "ppndppp",
    "cross_entropy": "ppnnpppp",
    "causal_lm": "ppnnnpppp",
    "cross_entropy_soft": "ppnnpppp",
    "cross_entropy_prob": "ppnnppp",
    "nll": "ppnnpppp",
    "kl_div": "ppnnppp",
    "kl_div_log_target": "ppnnppp",
    "kl_div_prob": "ppnnppp",
    "softmax": "pnnpp",
    "log_softmax": "pnnpp",
    "distillation": "ppnndpppp",
    "js_div": "ppnndpppp",
    "vae_kl": "ppnnpppp",
    "gan_discriminator": "upnpnpppp",
    "gan_generator": "upnppp",
    "l1_penalty": "pndppp",
    "l2_penalty": "pndppp",
    "elastic_net_penalty": "pnddppp",
    "combine": "ppnp",
    "combine_uncertainty": "pppnppp",
}

# What a function takes: the shapes of losses.toml.
SHAPES = {
    "mse": "pointwise",
    "rmse": "pointwise",
    "hinge": "pointwise",
    "bce": "pointwise",
    "bce_logits": "pointwise",
    "cross_entropy": "index",
    "causal_lm": "sequence",
    "cross_entropy_soft": "soft",
    "cross_entropy_prob": "rowwise",
    "nll": "index",
    "kl_div": "rowwise",
    "kl_div_log_target": "rowwise",
    "kl_div_prob": "rowwise",
    "softmax": "softmax",
    "log_softmax": "softmax",
    "distillation": "teacher",
    "js_div": "divergence",
    "vae_kl": "pair",
    "gan_discriminator": "discriminator",
    "gan_generator": "generator",
    "l1_penalty": "penalty",
    "l2_penalty": "penalty",
    "elastic_net_penalty": "penalty",
    "combine": "combine",
    "combine_uncertainty": "uncertainty",
}

# The gradients of losses that have two.
GRADIENTS = {
    "vae_kl": ("grad_mu", "grad_log_var"),
    "gan_discriminator": ("grad_real", "grad_fake"),
}
