"""The cases of the losses between two distributions, which take no class options."""

import itertools
import math

from common import (
    EVERY_ROW_OPTION,
    INF,
    QUICKSTART_LOGITS,
    QUICKSTART_TARGET_LOGITS,
    coarse,
    distributions,
    hide_masked,
    log_distributions,
    matrix,
    row_options,
    singles,
    softmax,
)


def add_distribution_cases(cases, draw_input, draw_target):
    """The cases that these losses share; both `draw` functions take a generator, rows and classes."""
    sizes = itertools.cycle([(4, 3), (5, 5), (3, 9), (2, 17)])

    def add(note, rows, classes, options, hessian=False):
        generator = cases.generator(note)
        values, target = draw_input(generator, rows, classes), draw_target(generator, rows, classes)
        options = row_options(generator, rows, options) if isinstance(options, tuple) else options
        hide_masked(options, values, target, width=classes)
        cases.add(note, hessian, rows=rows, classes=classes, input=values, target=target, options=options)

    for names, (rows, classes) in zip(EVERY_ROW_OPTION, sizes):
        add(" + ".join(names) or "default: mean", rows, classes, names, hessian=classes < 9)
    add("3 rows, 40 classes", 3, 40, ())
    add("one row", 1, 17, ())
    add("one class", 3, 1, ())
    add("no rows", 0, 4, ())
    add("all masked", 2, 3, {"mask": [0, 0]})
    add("all masked, mean_rows", 2, 3, {"mask": [0, 0], "reduction": "mean_rows"})
    add("weights sum to 0", 2, 3, {"weight": [0.0, 0.0]})


def cross_entropy_prob(cases):
    probabilities = [singles(row) for row in softmax(QUICKSTART_LOGITS)]
    targets = [singles(row) for row in softmax(QUICKSTART_TARGET_LOGITS)]
    cases.add_matrix("quickstart", probabilities, targets)
    add_distribution_cases(cases, distributions, distributions)
    zero = [[0.0, 0.25, 0.75], [0.5, 0.5, 0.0]]
    cases.add_matrix("p = 0 where y = 0: contributes 0", zero, [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0]])
    cases.add_matrix("p = 0 where y is not 0: loss inf, gradient -inf", zero, [[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]])
    cases.add_matrix("tiny probabilities", [singles([1e-30, 1e-7, 1.0])], [[0.25, 0.25, 0.5]])
    uneven = [singles([0.2, 0.3, 0.5]), singles([0.6, 0.3, 0.1])]
    for reduction in ("mean", "mean_rows"):
        note = f"targets that do not sum to 1, {reduction}"
        cases.add_matrix(note, uneven, [[0.5, 0.0, 0.25], [1.0, 1.0, 0.5]], options={"reduction": reduction})
    cases.add_matrix("all targets 0: value 0", uneven, [[0.0] * 3] * 2)
    cases.add_matrix("p = 1 at a one-hot target: loss 0", [[0.0, 1.0]], [[0.0, 1.0]])


def kl_div(cases):
    log_probabilities = [singles(map(math.log, row)) for row in softmax(QUICKSTART_LOGITS)]
    targets = [singles(row) for row in softmax(QUICKSTART_TARGET_LOGITS)]
    cases.add_matrix("quickstart", log_probabilities, targets)
    add_distribution_cases(cases, log_distributions, distributions)
    holes = [[-INF, -0.5, -1.0], [-0.25, -1.5, -INF]]
    cases.add_matrix("t = 0 contributes 0, also against -inf", holes, [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0]])
    cases.add_matrix("-inf where t is not 0: loss inf", holes, [[0.5, 0.0, 0.5], [1.0, 0.0, 0.0]])
    values = matrix(log_distributions(cases.generator("one-hot targets"), 2, 4), 4)
    cases.add_matrix("one-hot targets", values, [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
    cases.add_matrix("tiny targets", [[-1.0, -2.0, -3.0]], [singles([1e-30, 1e-10, 1.0])])
    note = "two blocks of 1024 classes"
    generator = cases.generator(note)
    target = [generator.choice([0.0, 0.0, 0.0, 0.00390625]) for _ in range(1060)]
    cases.add_matrix(note, [coarse(generator, 1060, 7)], [target])


def kl_div_log_target(cases):
    log_probabilities = [singles(map(math.log, row)) for row in softmax(QUICKSTART_LOGITS)]
    targets = [singles(map(math.log, row)) for row in softmax(QUICKSTART_TARGET_LOGITS)]
    cases.add_matrix("quickstart", log_probabilities, targets)
    add_distribution_cases(cases, log_distributions, log_distributions)
    holes = [[-INF, -0.5, -1.0], [-0.25, -1.5, -INF]]
    cases.add_matrix("target -inf contributes 0, also against -inf", holes, [[-INF, -0.75, -0.625], [0.0, -INF, -INF]])
    cases.add_matrix("-inf where the target is not: loss inf", holes, [[-0.75, -INF, -0.625], [0.0, -INF, -INF]])
    cases.add_matrix("tiny targets", [[-1.0, -2.0, -3.0]], [[-60.0, -25.0, 0.0]])


def masses(generator, rows, classes):
    """Numbers above 0 that add up to nothing in particular; the shares of a distribution come close to some."""
    return [4.0 * share for share in distributions(generator, rows, classes)]


def kl_div_generalized(cases):
    values = [singles(map(math.log, row)) for row in softmax(QUICKSTART_LOGITS)]
    targets = [singles(row) for row in softmax(QUICKSTART_TARGET_LOGITS)]
    cases.add_matrix("quickstart", values, targets)
    add_distribution_cases(cases, log_distributions, masses)
    holes = [[-INF, -0.5, -1.0], [-0.25, 1.5, -INF]]
    cases.add_matrix("t = 0 contributes e^x, 0 at -inf", holes, [[0.0, 0.5, 2.0], [1.0, 0.0, 0.0]])
    cases.add_matrix("-inf where t is not 0: loss inf, gradient -t", holes, [[0.5, 0.0, 0.5], [1.0, 0.0, 0.0]])
    cases.add_matrix("e^x = t: 0", [[0.0, 0.0, -INF]], [[1.0, 1.0, 0.0]])
    cases.add_matrix("far apart", [[-60.0, 3.0, 20.0]], [singles([1e10, 1e-30, 0.25])])
    near = [[0.0009765625, -0.00390625, 0.0], [0.0625, -0.125, 0.25]]
    cases.add_matrix("near each other", near, [[1.0, 1.0, 1.001953125], [1.0, 1.0, 1.0]])


def kl_div_prob(cases):
    probabilities = [singles(row) for row in softmax(QUICKSTART_LOGITS)]
    targets = [singles(row) for row in softmax(QUICKSTART_TARGET_LOGITS)]
    cases.add_matrix("quickstart", probabilities, targets)
    add_distribution_cases(cases, distributions, distributions)
    zero = [[0.0, 0.25, 0.75], [0.5, 0.5, 0.0]]
    cases.add_matrix("t = 0 contributes 0, also against p = 0", zero, [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0]])
    cases.add_matrix("p = 0 where t is not 0: loss inf, gradient -inf", zero, [[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]])
    cases.add_matrix("equal distributions: value 0", [[0.25, 0.25, 0.5]], [[0.25, 0.25, 0.5]])
    cases.add_matrix("tiny probabilities", [singles([1e-30, 1e-7, 1.0])], [[0.25, 0.25, 0.5]])
