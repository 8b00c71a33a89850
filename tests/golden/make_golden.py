"""Writes the golden values: one <loss>.json beside this script for each loss.

    pip install torch==2.15.0
    python3 tests/golden/make_golden.py [LOSS ...]

README.md has the schema. losses.py says what each loss means, solve.py and shapes.py make a case's results
of it and check.py compares them with PyTorch's own. digits.py does all of it for losses of several inputs, whose
formulas are beside their cases; the other scripts have the cases. exact.py compares what
was written with 60-digit arithmetic.
"""

import json
import math
import os
import pathlib
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

# Otherwise PyTorch and MKL choose other instructions, and get other last digits, on other processors.
os.environ["ATEN_CPU_CAPABILITY"] = "default"
os.environ["MKL_CBWR"] = "COMPATIBLE"

# ruff: noqa: E402 (the two above are read when PyTorch is loaded)
import torch

import classes
import combinations
import distributions
import generative
import likelihoods
import metric
import models
import penalties
import pointwise
import regression
from common import Cases

LOSSES = {
    "mse": pointwise.mse,
    "rmse": pointwise.mse,
    "huber": pointwise.huber,
    "gaussian_nll": likelihoods.gaussian_nll,
    "hinge": pointwise.hinge,
    "bce": pointwise.bce,
    "bce_logits": pointwise.bce_logits,
    "cross_entropy": classes.cross_entropy,
    "cross_entropy_soft": classes.cross_entropy_soft,
    "nll": classes.nll,
    "softmax": classes.activation,
    "log_softmax": classes.activation,
    "cross_entropy_prob": distributions.cross_entropy_prob,
    "kl_div": distributions.kl_div,
    "kl_div_log_target": distributions.kl_div_log_target,
    "kl_div_prob": distributions.kl_div_prob,
    "causal_lm": models.causal_lm,
    "distillation": models.distillation,
    "js_div": models.js_div,
    "vae_kl": generative.vae_kl,
    "gan_discriminator": generative.gan_discriminator,
    "gan_generator": generative.gan_generator,
    "l1_penalty": penalties.penalty,
    "l2_penalty": penalties.penalty,
    "elastic_net_penalty": penalties.penalty,
    "triplet": metric.triplet,
    "cosine_embedding": metric.cosine_embedding,
    "combine": combinations.combine,
    "combine_uncertainty": combinations.combine_uncertainty,
    "log_cosh": regression.log_cosh,
}


def plain(value):
    """What JSON can write: NaN and infinities as strings, and no negative zero."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value + 0.0 if math.isfinite(value) else repr(value)
    return value


def main():
    assert torch.backends.cpu.get_cpu_capability() == "DEFAULT"
    version = torch.__version__.split("+")[0]  # without the build, such as "+cpu"
    for loss in sys.argv[1:] or LOSSES:
        cases = Cases(loss)
        LOSSES[loss](cases)
        notes = [case["note"] for case in cases.solved]
        assert len(set(notes)) == len(notes), f"{loss}: two cases with the same note"
        lines = ",\n".join(json.dumps(plain(case), allow_nan=False, separators=(",", ": ")) for case in cases.solved)
        path = pathlib.Path(__file__).with_name(f"{loss}.json")
        path.write_text(f'{{"torch": "{version}", "cases": [\n{lines}\n]}}\n', encoding="utf-8")
        print(f"{path.name}: {len(notes)} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
