"""Writes the golden values: one <loss>.json beside this script for each loss.

    pip install torch==2.15.0
    python3 tests/golden/make_golden.py [LOSS ...]

README.md has the schema. The results of a loss of single elements are made by elements.py from its formula in
formulas/; its cases are the function of its name in the file of its family, and standard.py has those that all have.
For the others losses.py says what each loss means, solve.py and shapes.py make a case's results of it and check.py
compares them with PyTorch's own, and digits.py does all of it for rows of vectors, whose formulas are beside their
cases; exact.py compares what was written with 60-digit arithmetic.
"""

import importlib
import json
import math
import os
import pathlib
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the source tree

# Otherwise PyTorch and MKL choose other instructions, and get other last digits, on other processors.
os.environ["ATEN_CPU_CAPABILITY"] = "default"
os.environ["MKL_CBWR"] = "COMPATIBLE"
# Of formulas/.
sys.path.insert(0, str(pathlib.Path(__file__).parents[2]))

# ruff: noqa: E402 (what is above comes before)
import torch

import alignment
import classes
import combinations
import cosines
import decisions
import distributions
import generative
import margins
import metric
import models
import penalties
import regression
import sequences
from common import Cases
from formulas import ELEMENTS

LOSSES = {
    "rmse": regression.mse,
    "mse_rows": regression.mse_rows,
    "cross_entropy": classes.cross_entropy,
    "focal_cross_entropy": classes.focal_cross_entropy,
    "generalized_cross_entropy": classes.generalized_cross_entropy,
    "poly1_cross_entropy": classes.poly1_cross_entropy,
    "taylor_cross_entropy": classes.taylor_cross_entropy,
    "cross_entropy_soft": classes.cross_entropy_soft,
    "focal_cross_entropy_soft": classes.focal_cross_entropy_soft,
    "poly1_cross_entropy_soft": classes.poly1_cross_entropy_soft,
    "nll": classes.nll,
    "multi_margin": margins.multi_margin,
    "multiclass_hinge": margins.multiclass_hinge,
    "categorical_hinge": margins.categorical_hinge,
    "multiclass_perceptron": margins.multiclass_perceptron,
    "sparsemax": margins.sparsemax,
    "multilabel_margin": margins.multilabel_margin,
    "softmax": classes.activation,
    "log_softmax": classes.activation,
    "softmax_backward": classes.softmax_backward,
    "cross_entropy_prob": distributions.cross_entropy_prob,
    "kl_div": distributions.kl_div,
    "kl_div_log_target": distributions.kl_div_log_target,
    "kl_div_prob": distributions.kl_div_prob,
    "kl_div_generalized": distributions.kl_div_generalized,
    "multilabel_soft_margin": decisions.multilabel_soft_margin_cases,
    "coral": decisions.coral_cases,
    "corn": decisions.corn_cases,
    "cumulative_link": decisions.cumulative_link_cases,
    "causal_lm": models.causal_lm,
    "distillation": models.distillation,
    "ctc": sequences.ctc,
    "js_div": models.js_div,
    "entropy_penalty": penalties.entropy_penalty,
    "vae_kl": generative.vae_kl,
    "gaussian_kl": generative.gaussian_kl,
    "gan_discriminator": generative.gan_discriminator,
    "gan_generator": generative.gan_generator,
    "preference": alignment.preference,
    "preference_unpaired": alignment.preference_unpaired,
    "triplet": metric.triplet,
    "triplet_cosine": metric.triplet_cosine,
    "contrastive": metric.contrastive,
    "pairwise_distance": metric.pairwise_distance,
    "cosine_distance": metric.cosine_distance,
    "cosine_embedding": metric.cosine_embedding,
    "cosface": cosines.cosface_cases,
    "arcface": cosines.arcface_cases,
    "group_lasso_penalty": penalties.group_lasso_penalty,
    "combine": combinations.combine,
    "combine_uncertainty": combinations.combine_uncertainty,
}
# Those of a loss in formulas/ are the function of its name in the file of its family.
for element in ELEMENTS.values():
    LOSSES[element.name] = getattr(importlib.import_module(element.family), element.name)


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
