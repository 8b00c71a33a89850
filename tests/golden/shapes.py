"""Losses that take other arrays than one input and one target, made of what solve.py solves."""

import torch
from torch.nn import functional

from check import close
from losses import class_option, class_weights, transform
from solve import from_rows, solve, to_rows


def solve_sequence(case, hessian=False):
    """Causal language modelling: cross-entropy with the next token, and nothing to predict at the end."""
    batch, length, vocab = case["batch"], case["seq_len"], case["vocab"]
    tokens = torch.tensor(case["tokens"], dtype=torch.int64).view(batch, length)
    target = torch.full_like(tokens, class_option(case, "ignore_index"))
    target[:, :-1] = tokens[:, 1:]
    as_classes = {key: case[key] for key in ("note", "input", "options", "class_options") if key in case}
    as_classes |= {"rows": batch * length, "classes": vocab, "target": target.view(-1).tolist()}
    solved = solve("cross_entropy", as_classes, hessian)
    check_shifted(as_classes, tokens, solved)
    return case | {key: result for key, result in solved.items() if key not in as_classes}


def check_shifted(case, tokens, solved):
    """Asserts that the usual way, with logits and tokens shifted against each other, gives the same."""
    if "z_loss" in case.get("class_options", {}) or tokens.numel() == 0:
        return
    ignore_index = class_option(case, "ignore_index")
    masked = torch.tensor(case.get("options", {}).get("mask", [1] * tokens.numel())).view_as(tokens) == 0
    logits = transform(to_rows(case["input"], case), case).view(*tokens.shape, case["classes"])
    losses = functional.cross_entropy(
        logits[:, :-1].reshape(-1, case["classes"]),
        tokens[:, 1:].masked_fill(masked[:, :-1], ignore_index).reshape(-1),
        weight=class_weights(case),
        ignore_index=ignore_index,
        label_smoothing=class_option(case, "label_smoothing"),
        reduction="none",
    )
    if not losses.isnan().any():
        close("losses", torch.tensor(solved["losses"]).view_as(tokens)[:, :-1].reshape(-1), losses, case)


def solve_pair(case, hessian=False):
    """Two inputs that are both differentiated: side by side they are one."""
    rows, dim = case["rows"], case["dim"]
    halves = (torch.tensor(case[key]).view(rows, dim) for key in ("input", "target"))
    both = torch.cat(tuple(halves), 1).view(-1).tolist()
    joined = {key: case[key] for key in ("note", "rows", "options") if key in case}
    solved = solve("vae_kl", {**joined, "classes": 2 * dim, "input": both})
    d_input, d_target = torch.tensor(solved["grad"]).view(rows, 2 * dim).split(dim, 1)
    return {
        **case,
        "value": solved["value"],
        "grad": d_input.reshape(-1).tolist(),
        "grad_target": d_target.reshape(-1).tolist(),
        "losses": solved["losses"],
    }


def solve_mean_rows(case, hessian=False):
    """Rows of `dim` elements, of which a loss has the mean."""
    as_classes = {key: part for key, part in case.items() if key != "dim"} | {"classes": case["dim"]}
    solved = solve("mse_rows", as_classes, hessian)
    return case | {key: result for key, result in solved.items() if key not in as_classes}


def solve_discriminator(case, hessian=False):
    """Two batches, each with a reduction of its own; those of the options follow each other."""
    split = len(case["input"])
    real = solve("gan_real", one_batch(case, "input", slice(None, split)), hessian)
    fake = solve("gan_fake", one_batch(case, "target", slice(split, None)), hessian)
    result = {**case, "value": real["value"] + fake["value"], "grad": real["grad"], "grad_target": fake["grad"]}
    for key in ("losses", "hessian"):
        if key in real:
            result[key] = real[key] + fake[key]
    return result


def one_batch(case, key, rows):
    """The case of the batch under this key, whose part of the options is `rows`."""
    options = dict(case.get("options", {}))
    for name in ("weight", "mask"):
        if name in options:
            options[name] = options[name][rows]
    return {"note": case["note"], "kind": case["kind"], "input": case[key], "options": options}


def solve_combination(case, hessian=False):
    """A weighted sum of losses. A weight of 0 leaves its loss out, also one that is infinite or NaN."""
    weights, values = torch.tensor(case["weights"]), torch.tensor(case["values"])
    kept = weights != 0
    return {**case, "total": (weights[kept] * values[kept]).sum().item()}


def solve_uncertainty(case, hessian=False):
    """Losses weighted by c exp(-s); a coefficient of 0 leaves its loss out."""
    values = torch.tensor(case["values"]).requires_grad_()
    log_vars = torch.tensor(case["log_vars"]).requires_grad_()
    coefficients = torch.tensor(case.get("coefficients", [1.0] * len(values)))
    kept = coefficients != 0
    weights = coefficients[kept] * (-log_vars[kept]).exp()
    total = (weights * values[kept]).sum() + log_vars.sum() / 2
    d_values, d_log_vars = torch.autograd.grad(total, (values, log_vars))
    return {**case, "total": total.item(), "d_values": d_values.tolist(), "d_log_vars": d_log_vars.tolist()}


def solve_softmax_backward(case, hessian=False):
    """From a gradient by probabilities to that by logits; a probability of 0 leaves its class out."""
    p, d = (to_rows(case[key], case) for key in ("input", "target"))
    options = case.get("options", {})
    weights = torch.tensor(options.get("weight", [1.0] * case["rows"])) * options.get("upstream", 1.0)
    kept = torch.tensor(options.get("mask", [1] * case["rows"])).bool()
    mass = p.sum(1, keepdim=True)
    d = torch.where(p == 0, torch.zeros_like(d), d)
    of_formula = p * (d - (p * d).sum(1, keepdim=True) / mass)
    # PyTorch's own formula has no quotient: it is right where probabilities add up to 1.
    of_pytorch = torch.ops.aten._softmax_backward_data(d, p / mass, 1, p.dtype) * mass
    close("output", of_formula[kept], of_pytorch[kept], case)
    output = of_formula * weights[:, None] / class_option(case, "temperature")
    output[~kept] = 0.0
    return {**case, "output": from_rows(output, case)}


SOLVERS = {
    "softmax_backward": solve_softmax_backward,
    "causal_lm": solve_sequence,
    "vae_kl": solve_pair,
    "mse_rows": solve_mean_rows,
    "gan_discriminator": solve_discriminator,
    "combine": solve_combination,
    "combine_uncertainty": solve_uncertainty,
}
