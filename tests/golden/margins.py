"""The cases of the losses of margins between classes."""

import itertools

from classes import add_index_cases, classes_of, logits_of
from common import EVERY_ROW_OPTION, INF, NAN, hide_masked, matrix, row_options, singles, uniform
from losses import CLASS_DEFAULTS

WITHOUT_WEIGHTS = ("ignore_index", "layout")
OPTIONS = ("class_weight", *WITHOUT_WEIGHTS)


def add_case(cases, note, rows, classes, names, row_names, layout, numbers, hessian=False):
    """A random case; a row that is ignored and those that are masked hold NaN."""
    generator = cases.generator(note)
    values = uniform(generator, rows * classes, -2.0, 2.0)
    options = row_options(generator, rows, row_names)
    every = {
        "class_weight": {"class_weight": uniform(generator, classes, 0.2, 2.0)},
        "ignore_index": {"ignore_index": -1},
        "layout": layout,
    }
    chosen = {key: given for name in names for key, given in every[name].items()}
    target = classes_of(generator, rows, classes)
    if rows > 2:
        ignored = generator.randrange(rows)
        target[ignored] = chosen.get("ignore_index", CLASS_DEFAULTS["ignore_index"])
        values[ignored * classes : (ignored + 1) * classes] = [NAN] * classes
    hide_masked(options, values, width=classes)
    cases.add_matrix(note, matrix(values, classes), target, hessian, options, chosen, **numbers)


def add_cases(cases, names=OPTIONS, **numbers):
    """The cases that all have; `names` are the class options that the loss takes."""
    for row_names, (rows, classes) in zip(EVERY_ROW_OPTION, itertools.cycle([(4, 3), (5, 5), (3, 9)])):
        note = " + ".join(row_names) or "default: mean"
        add_case(cases, note, rows, classes, (), row_names, {}, {}, hessian=rows == 4)
        if numbers:
            add_case(cases, f"{note}, {numbers}", rows, classes, (), row_names, {}, numbers, hessian=rows == 4)
    row_names = itertools.cycle([("weight",), ("sum", "mask"), ("upstream",), ("mean_rows", "weight", "mask"), ()])
    layouts = itertools.cycle([{"inner": 4}, {"row_stride": 7}, {"inner": 2}])
    combinations = (*((name,) for name in names), *itertools.combinations(names, 2), names)
    for chosen in dict.fromkeys(combinations):
        for own in ({}, numbers) if numbers else ({},):
            note = " with ".join(chosen) + (f", {own}" if own else "")
            add_case(cases, note, 4, 4, chosen, next(row_names), next(layouts), own, hessian=True)
    everything = ("weight", "mask", "upstream")
    add_case(cases, "everything, inner = 3", 6, 4, names, everything, {"inner": 3}, numbers, hessian=True)
    add_case(cases, "everything, row_stride = 6", 6, 4, names, everything, {"row_stride": 6}, numbers, hessian=True)
    add_case(cases, "7 rows, 40 classes", 7, 40, (), (), {}, {})
    add_case(cases, "one row", 1, 33, (), (), {}, {})
    add_case(cases, "one class", 4, 1, (), (), {}, {})
    if "class_weight" in names:
        add_index_cases(cases, logits_of)
    else:
        cases.add("no rows", rows=0, classes=4, input=[], target=[])
    for place, right in ((0, 2), (1, 1), (2, 0)):
        row = [0.5, 1.25, 1.0]
        row[place] = NAN
        note = "NaN at the target" if place == right else f"NaN at class {place}"
        cases.add_matrix(f"{note}: a row of NaN", [row, [0.25, 0.5, -0.75]], [right, 2])
    cases.add_matrix("-inf away from the target", [[0.5, -INF, 1.25], [-INF, 0.25, -INF]], [0, 1])


def multi_margin(cases):
    add_cases(cases, p=2, margin=0.5)
    numbers = [singles([0.3, -1.2, 2.4, 0.25])]
    for p in (1, 2):
        for margin in (0.3, 2.5, -0.5):
            own = {"p": p, "margin": margin}
            cases.add_matrix(f"{own}", numbers, [0], hessian=True, **own)
        kink = [[1.5, 0.5, 0.25, 0.5]]
        cases.add_matrix(f"p = {p}: at the kink, derivative 0", kink, [0], hessian=True, p=p)
        cases.add_matrix(f"p = {p}: a rival of +inf", [[0.5, INF, -4.0]], [0], p=p)
        cases.add_matrix(f"p = {p}: a target of +inf", [[INF, 0.5, -4.0]], [0], p=p)


def add_ties(cases, target):
    cases.add_matrix("ties: the lowest class", [[0.5, 2.0, 2.0, 1.0], [2.0, 1.0, 2.0, 0.5]], [0, 3])
    cases.add_matrix("all equal", [[1.5] * 5], [2])
    cases.add_matrix("a rival of +inf", [[0.5, INF, -4.0]], [0])
    cases.add_matrix("a target of +inf", [[INF, 0.5, -4.0]], [0])
    cases.add_matrix("all rivals below 0", [[0.5, -1.0, -0.25, -3.0]], [0])
    cases.add_matrix("at the kink, derivative 0", [target], [0])


def multiclass_hinge(cases):
    add_cases(cases, margin=0.5)
    add_ties(cases, [1.5, 0.5, 0.25, 0.5])


def categorical_hinge(cases):
    add_cases(cases, margin=0.5)
    add_ties(cases, [1.0, 0.0, -0.25, 0.0])
    cases.add_matrix("a rival of 0: no derivative", [[0.5, 0.0, -0.25]], [0])


def multiclass_perceptron(cases):
    add_cases(cases)
    add_ties(cases, [2.0, 1.0, 2.0, 2.0])


def sparsemax(cases):
    add_cases(cases, WITHOUT_WEIGHTS)
    cases.add_matrix("1 above all others: loss 0", [[1.0, 0.0, -3.0], [-2.0, 0.5, -0.75]], [0, 1])
    cases.add_matrix("all equal: every class has its share", [[1.5] * 5], [2])
    cases.add_matrix("large scores", [[1e4, -1e4, 9999.5], [-1e4, -1e4, -9999.75]], [0, 1])
    cases.add_matrix("-inf at the target: loss inf", [[0.5, -INF, 1.25]], [1])
    cases.add_matrix("all classes in the support", [singles([0.1, 0.2, 0.15, 0.05])], [3], hessian=True)


def multilabel_margin(cases):
    def add(note, scores, lists, **others):
        """Lists are filled up with -1, which may be followed by anything."""
        target = [entry for row, own in zip(scores, lists) for entry in [*own, *[-1] * len(row)][: len(row)]]
        cases.add_matrix(note, scores, target, **others)

    def drawn(note, rows, classes, most, row_names=(), class_options=None):
        generator = cases.generator(note)
        values = uniform(generator, rows * classes, -1.5, 1.5)
        options = row_options(generator, rows, row_names)
        hide_masked(options, values, width=classes)
        lists = [[generator.randrange(classes) for _ in range(generator.randint(0, most))] for _ in range(rows)]
        add(note, matrix(values, classes), lists, hessian=rows == 4, options=options, class_options=class_options)

    for row_names, (rows, classes) in zip(EVERY_ROW_OPTION, itertools.cycle([(4, 3), (5, 5), (3, 9)])):
        drawn(" + ".join(row_names) or "default: mean", rows, classes, 3, row_names)
    drawn("inner = 3", 6, 4, 2, ("weight",), {"inner": 3})
    drawn("row_stride = 7", 4, 5, 3, ("mask", "upstream"), {"row_stride": 7})
    drawn("7 rows, 40 classes", 7, 40, 6)
    drawn("long lists", 3, 40, 39)
    short = [singles([0.3, -0.7, 0.4, 0.25])]
    add("one listed", short, [[1]])
    add("a class twice counts twice", short, [[1, 3, 1]])
    add("none listed: loss 0", short, [[]])
    add("all listed: loss 0", short, [[2, 0, 3, 1]])
    add("what follows the end is not looked at", short, [[1, -1, 2, 3]])
    add("at the kink, derivative 0", [[0.5, 1.5, 0.25]], [[1]])
    add("equal scores", [[0.5, 0.5, 0.5, 0.5]], [[3, 0]])
    add("a listed class of +inf", [[INF, 0.5, -4.0]], [[0]])
    add("another class of +inf", [[0.5, INF, -4.0]], [[0]])
    add("-inf at another class", [[0.5, -INF, 0.25]], [[0]])
    add("NaN in one row", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [[0], [2]])
    add("NaN at a listed class", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [[1], [2]])
    cases.add("no rows", rows=0, classes=4, input=[], target=[])
