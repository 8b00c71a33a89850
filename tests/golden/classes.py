"""The cases of the losses over classes with logits or log probabilities, and of softmax."""

import functools
import itertools
import math

from common import (
    EVERY_ROW_OPTION,
    INF,
    NAN,
    QUICKSTART_CLASSES,
    QUICKSTART_LOGITS,
    QUICKSTART_TARGET_LOGITS,
    Cases,
    coarse,
    distributions,
    hide_masked,
    log_distributions,
    matrix,
    row_options,
    singles,
    softmax,
    sparse,
    uniform,
)
from losses import ALONE, CLASS_DEFAULTS, INDEX_TARGETS, MAPPED, MAPPED_SOFT, MARGINS, TEACHERS

CLASS_OPTIONS = ("class_weight", "ignore_index", "label_smoothing", "temperature", "softcap", "z_loss", "layout")


def class_options(generator, names, classes, layout):
    """The class options of the given names; `layout` is what "layout" stands for."""
    every = {
        "class_weight": {"class_weight": uniform(generator, classes, 0.2, 2.0)},
        "ignore_index": {"ignore_index": -1},
        "label_smoothing": {"label_smoothing": 0.1},
        "temperature": {"temperature": 2.0},
        "softcap": {"softcap": 5.0},
        "z_loss": {"z_loss": 1e-2},
        "layout": layout,
    }
    chosen = {}
    for name in names:
        chosen |= every[name]
    return chosen


def logits_of(generator, rows, classes):
    return uniform(generator, rows * classes, -4.0, 4.0)


def classes_of(generator, rows, classes):
    return [generator.randrange(classes) for _ in range(rows)]


NUMBERS = {
    "focal_cross_entropy": ("gamma", [2.0, 0.5, 1.0, 3.5]),
    "generalized_cross_entropy": ("q", [0.7, 0.1, 0.5, 1.0]),
    "poly1_cross_entropy": ("epsilon", [2.0, -1.0, -0.5, 1.0]),
    "taylor_cross_entropy": ("order", [2, 1, 3, 7]),
}


def scalars_of(generator, loss):
    """The argument that the losses with a teacher have, and those that are functions of the cross-entropy."""
    if loss in MAPPED | MAPPED_SOFT:
        name, choices = NUMBERS[loss.removesuffix("_soft")]
        return {name: generator.choice(choices)}
    if loss == "distillation":
        return {"temperature": generator.choice([1.0, 2.0, 4.0, 0.5])}
    if loss in ALONE:
        return {"scalars": [generator.choice([0.5, 0.01, 2.0])]}
    return {"beta": generator.choice([0.1, 0.5, 0.9, 0.001])} if loss == "js_div" else {}


def add_class_case(cases, note, rows, classes, names, row_names, layout, hessian=False):
    """A random case of a loss over classes with the given options.

    Index targets get a row that is ignored; rows that are not read hold NaN.
    """
    generator = cases.generator(note)
    draw = log_distributions if cases.loss == "nll" else logits_of
    values = draw(generator, rows, classes)
    options = row_options(generator, rows, row_names)
    chosen = class_options(generator, names, classes, layout)
    if cases.loss in INDEX_TARGETS:
        target = classes_of(generator, rows, classes)
        if rows > 2:
            ignored = generator.randrange(rows)
            target[ignored] = chosen.get("ignore_index", CLASS_DEFAULTS["ignore_index"])
            values[ignored * classes : (ignored + 1) * classes] = [NAN] * classes
        hide_masked(options, values, width=classes)
    elif cases.loss in ALONE:
        target = None
        hide_masked(options, values, width=classes)
    else:
        draw = logits_of if cases.loss in TEACHERS else functools.partial(distributions, low=0.01)
        target = draw(generator, rows, classes)
        hide_masked(options, values, target, width=classes)
        target = matrix(target, classes)
    scalars = scalars_of(generator, cases.loss)
    cases.add_matrix(note, matrix(values, classes), target, hessian, options, chosen, **scalars)


def add_class_cases(cases, names):
    """The cases that every loss over classes has; `names` are the class options that it takes."""
    sizes = itertools.cycle([(4, 3), (5, 5), (3, 9)])
    for row_names, (rows, classes) in zip(EVERY_ROW_OPTION, sizes):
        note = " + ".join(row_names) or "default: mean"
        add_class_case(cases, note, rows, classes, (), row_names, {}, hessian=rows == 4)
    for name in names:
        if name == "layout":
            add_class_case(cases, "inner = 3", 6, 4, ("layout",), (), {"inner": 3}, hessian=True)
            add_class_case(cases, "row_stride = 45", 2, 40, ("layout",), (), {"row_stride": 45})
        else:
            add_class_case(cases, name, 5, 6, (name,), (), {}, hessian=True)
    row_names = itertools.cycle([("weight",), ("sum", "mask"), ("upstream",), ("mean_rows", "weight", "mask"), ()])
    layouts = itertools.cycle([{"inner": 4}, {"row_stride": 7}, {"inner": 2}])
    for pair in itertools.combinations(names, 2):
        add_class_case(cases, " with ".join(pair), 4, 4, pair, next(row_names), next(layouts))
    everything = ("weight", "mask", "upstream")
    add_class_case(cases, "everything, inner = 3", 6, 4, names, everything, {"inner": 3}, hessian=True)
    add_class_case(cases, "everything, row_stride = 6", 6, 4, names, everything, {"row_stride": 6}, hessian=True)
    add_class_case(cases, "everything, mean_rows", 6, 4, names, ("mean_rows", *everything), {"inner": 2})
    rows = 7 if cases.loss in INDEX_TARGETS else 4
    add_class_case(cases, f"{rows} rows, 40 classes", rows, 40, (), (), {})
    add_class_case(cases, "one row", 1, 33, (), (), {})
    add_class_case(cases, "one class: loss 0", 4, 1, (), (), {})


def add_bias_cases(cases, hessian=True, **scalars):
    """Biases alone and behind the other transformations, and a class that is left out by one."""

    def add(note, class_options, bias=None, hessian=hessian):
        generator = cases.generator(note)
        logits = matrix(logits_of(generator, 6, 5), 5)
        class_options = {"class_bias": bias or uniform(generator, 5, -2.0, 1.0), **class_options}
        target = None
        if cases.loss in INDEX_TARGETS:
            target = classes_of(generator, 6, 4)
        elif cases.loss in TEACHERS:
            target = matrix(logits_of(generator, 6, 5), 5)
        elif cases.loss == "cross_entropy_soft":
            target = [[*row, 0.0] for row in matrix(distributions(generator, 6, 4), 4)]
        cases.add_matrix(note, logits, target, hessian, class_options=class_options, **scalars)

    both = {"softcap": 3.0} if "temperature" in scalars else {"temperature": 2.0, "softcap": 3.0}
    add("class_bias", {})
    add("class_bias, inner = 3", {"inner": 3})
    add("class_bias behind the other transformations", both)
    add("class_bias behind the other transformations, inner = 2", {**both, "inner": 2})
    add("a class_bias of -inf leaves the class out", {}, [0.0, 0.5, -0.25, 0.0, -INF], False)


LARGE = [
    [100.0, -100.0, 0.0, 50.0],
    [-100.0, 99.0, 98.0, -100.0],
    [1e4, -1e4, 0.0, 9999.0],
    [-1e4, -1e4, -1e4, -9999.0],
]
CONFIDENT = [[9.25, 0.0, 0.0], singles([-3.1, 6.2, -4.3]), singles([-12.0, -11.5, 0.5])]
TIES = [[1.5] * 5, [0.0, 2.0, -1.0, 2.0, 2.0]]
HOLES = [[0.5, -INF, 1.25, -0.75], [-INF, -INF, 2.0, -INF], singles([0.1, 0.2, 0.3, -INF])]
PADDED = [[0.5, 1.5, 1.25, -INF, -INF], [-0.5, 0.25, 2.0, -INF, -INF]]

# Logits that overflow a naive exp, saturate or are -inf: note, logits, target classes, class options.
HARD_LOGITS = [
    ("large logits", LARGE, [0, 2, 3, 3], {}),
    ("large logits, wrong class", LARGE, [1, 0, 1, 0], {}),
    ("large logits, label smoothing", LARGE, [0, 2, 3, 3], {"label_smoothing": 0.1}),
    ("large logits, temperature", LARGE, [0, 2, 3, 3], {"temperature": 0.5}),
    ("large logits, softcap", LARGE, [0, 2, 3, 3], {"softcap": 30.0}),
    ("large logits, z-loss", LARGE, [0, 2, 3, 3], {"z_loss": 1e-2}),
    ("confident: losses around 1e-4", CONFIDENT, [0, 1, 2], {}),
    ("confident and wrong", CONFIDENT, [1, 2, 0], {}),
    ("equal logits: argmax is the lowest index", TIES, [3, 4], {}),
    ("-inf away from the target: probability 0, gradient 0", HOLES, [0, 2, 1], {}),
    ("-inf at a target: loss inf, gradient p - t", HOLES, [1, 2, 0], {}),
    ("-inf away from the target, temperature and z-loss", HOLES, [2, 2, 2], {"temperature": 2.0, "z_loss": 1e-2}),
    ("label smoothing reaches -inf: loss inf", HOLES, [0, 2, 1], {"label_smoothing": 0.1}),
    (
        "label smoothing, -inf only where the class weight is 0: loss finite",
        PADDED,
        [1, 0],
        {"label_smoothing": 0.1, "class_weight": [1.0, 0.5, 2.0, 0.0, 0.0]},
    ),
    ("softcap of -inf is -cap, with gradient 0", HOLES, [0, 1, 3], {"softcap": 5.0}),
]


def cross_entropy(cases):
    cases.add_matrix("quickstart", [singles(row) for row in QUICKSTART_LOGITS], QUICKSTART_CLASSES)
    add_class_cases(cases, CLASS_OPTIONS)
    for note, logits, target, options in HARD_LOGITS:
        cases.add_matrix(note, logits, target, class_options=options)
    cases.add_matrix("-inf, weights", HOLES, [0, 2, 1], options={"weight": [0.5, 2.0, 1.25], "upstream": 0.7})
    add_index_cases(cases, logits_of)
    short = [singles([0.3, -1.2, 2.4])]
    cases.add_matrix("a temperature that is no power of 2", short, [0], class_options={"temperature": 0.7})
    cases.add_matrix("label smoothing of 1: uniform targets", short, [0], class_options={"label_smoothing": 1.0})
    cases.add_matrix("NaN in one row", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [0, 2])
    note = "two blocks of 1024 classes"
    large = matrix(sparse(cases.generator(note), 2 * 1100, 7), 1100)
    large[0][1050], large[1][40], large[1][1099] = 7.5, 8.25, 6.5  # a maximum in either block
    cases.add_matrix(note, large, [1050, 1099])
    add_bias_cases(cases)


def add_index_cases(cases, draw):
    """Which rows are kept, and what is left when none is."""

    def add(note, target, options=None, class_options=None):
        values = matrix(draw(cases.generator(note), len(target), 4), 4)
        cases.add_matrix(note, values, target, options=options, class_options=class_options)

    add("all ignored: value 0", [-100, -100, -100])
    add("all ignored, mean_rows", [-100, -100, -100], {"reduction": "mean_rows"})
    add("all ignored, sum", [-100, -100, -100], {"reduction": "sum"})
    add("all masked or ignored", [1, -100, 2], {"mask": [0, 1, 0]})
    add("ignore_index is one of the classes", [0, 2, 1, 2, 3], class_options={"ignore_index": 2})
    smooth = {} if cases.loss in MARGINS else {"label_smoothing": 0.2}
    add("ignore_index 0", [0, 2, 1, 0, 3], {"reduction": "mean_rows"}, {"ignore_index": 0, **smooth})
    add("class weights of 0 at every target: value 0", [1, 1, 3], class_options={"class_weight": [1.0, 0.0, 2.0, 0.0]})
    zero_weight = {"class_weight": [1.0, 0.0, 2.0, 0.5]}
    add("a class weight of 0 still counts as a row", [1, 0, 3], {"reduction": "mean_rows"}, zero_weight)
    add("weights sum to 0", [1, 0, 3], {"weight": [0.0, 0.0, 0.0]})
    cases.add("no rows", rows=0, classes=4, input=[], target=[])


def mapped(special):
    """The cases of a function of the cross-entropy, with its number where it is special."""

    def add(cases):
        name, choices = NUMBERS[cases.loss]
        names = tuple(name for name in CLASS_OPTIONS if name not in ("label_smoothing", "z_loss"))
        default = {name: choices[0]}
        cases.add_matrix("quickstart", [singles(row) for row in QUICKSTART_LOGITS], QUICKSTART_CLASSES, **default)
        add_class_cases(cases, names)
        for note, logits, target, options in HARD_LOGITS:
            if not {"label_smoothing", "z_loss"} & set(options):
                number = {name: cases.generator(note).choice(choices)}
                cases.add_matrix(note, logits, target, class_options=options, **number)
        for number in special:
            for note, logits, target in (
                ("confident", CONFIDENT, [0, 1, 2]),
                ("confident and wrong", CONFIDENT, [1, 2, 0]),
                ("-inf at a target", HOLES, [1, 2, 0]),
            ):
                cases.add_matrix(f"{note}, {name} = {number}", logits, target, hessian=note[0] == "c", **{name: number})
        short = [singles([0.3, -1.2, 2.4])]
        cases.add_matrix("temperature 0.7", short, [0], class_options={"temperature": 0.7}, **default)
        cases.add_matrix("NaN in one row", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [0, 2], **default)
        values = matrix(logits_of(cases.generator("weights"), 3, 4), 4)
        zero_weight = {"class_weight": [1.0, 0.0, 2.0, 0.5]}
        cases.add_matrix("all ignored: value 0", values, [-100, -100, -100], **default)
        cases.add_matrix("weights of 0", values, [1, 1, 1], class_options=zero_weight, **default)
        rows = {"options": {"reduction": "mean_rows"}, "class_options": zero_weight}
        cases.add_matrix("a weight of 0 is a row", values, [1, 0, 3], **rows, **default)
        cases.add("no rows", rows=0, classes=4, input=[], target=[], **default)
        note = "two blocks of 1024 classes"
        large = matrix(sparse(cases.generator(note), 2 * 1100, 7), 1100)
        large[0][1050], large[1][40], large[1][1099] = 7.5, 8.25, 6.5  # a maximum in either block
        cases.add_matrix(note, large, [1050, 1099], **default)

    return add


focal_cross_entropy = mapped([0.25, 2.0, 40.0])
generalized_cross_entropy = mapped([1e-6, 0.7, 1.0])
poly1_cross_entropy = mapped([-1.0, -0.999, 2.0, 30.0])
taylor_cross_entropy = mapped([1, 2, 16])


def mapped_soft(special):
    """The cases of the same with target distributions."""

    def add(cases):
        index_loss = cases.loss.removesuffix("_soft")
        name, choices = NUMBERS[index_loss]
        default = {name: choices[0]}
        targets = [singles(row) for row in softmax(QUICKSTART_TARGET_LOGITS)]
        cases.add_matrix("quickstart", [singles(row) for row in QUICKSTART_LOGITS], targets, **default)
        add_class_cases(cases, ("class_weight", "temperature", "softcap", "layout"))
        for note, logits, target, options in HARD_LOGITS:
            if not {"label_smoothing", "z_loss"} & set(options):
                number = {name: cases.generator(note).choice(choices)}
                distribution = [one_hot(index, len(row)) for index, row in zip(target, logits)]
                cases.add_matrix(f"one-hot, {note}", logits, distribution, class_options=options, **number)
                index_cases = Cases(index_loss)
                index_cases.add_matrix(note, logits, target, class_options=options, **number)
                for key in ("value", "grad", "losses", "lse", "entropy", "argmax"):
                    assert cases.solved[-1][key] == index_cases.solved[-1][key], f"{note}: {key}"
        for number in special:
            soft = [singles([0.9, 0.05, 0.05]), singles([0.25, 0.5, 0.25]), [0.0, 0.0, 1.0]]
            note = f"confident, {name} = {number}"
            cases.add_matrix(note, CONFIDENT, soft, hessian=True, **{name: number})
        logits = matrix(logits_of(cases.generator("sums"), 4, 5), 5)
        sums = [singles([0.5, 0.1, 0.0, 0.9, 0.3]), [0.0, 0.25, 0.0, 0.0, 0.0], [0.0] * 5, singles([0.2] * 5)]
        cases.add_matrix("targets that do not sum to 1", logits, sums, hessian=True, **default)
        weights = {"class_weight": singles([0.5, 1.0, 2.0, 0.7, 0.0])}
        cases.add_matrix("targets that do not sum to 1, weights", logits, sums, class_options=weights, **default)
        cases.add_matrix("all targets 0: value 0", logits[:2], [[0.0] * 5] * 2, **default)
        cases.add_matrix("all masked", logits[:2], sums[:2], options={"mask": [0, 0]}, **default)
        holes = [[0.5, -INF, 1.25], [-0.5, 0.25, -INF]]
        cases.add_matrix("-inf where the target is 0", holes, [[0.25, 0.0, 0.75], [0.5, 0.5, 0.0]], **default)
        cases.add_matrix("-inf where the target is not 0", holes, [[0.25, 0.5, 0.25], [0.5, 0.5, 0.0]], **default)
        nan = [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]]
        cases.add_matrix("NaN in one row", nan, [[0.25, 0.25, 0.5], [0.0, 0.5, 0.5]], **default)
        cases.add("no rows", rows=0, classes=4, input=[], target=[], **default)

    return add


focal_cross_entropy_soft = mapped_soft([0.25, 2.0, 40.0])
poly1_cross_entropy_soft = mapped_soft([-1.0, 2.0, 30.0])


def one_hot(index, classes):
    return [1.0 if other == index else 0.0 for other in range(classes)]


def add_one_hot(cases, note, logits, target, class_options):
    """One-hot targets, asserted to give the same as their index."""
    distribution = [one_hot(index, len(row)) for index, row in zip(target, logits)]
    cases.add_matrix(f"one-hot, {note}", logits, distribution, class_options=class_options)
    index_cases = Cases("cross_entropy")
    index_cases.add_matrix(note, logits, target, class_options=class_options)
    for key in ("value", "grad", "losses", "lse", "entropy", "argmax"):
        assert cases.solved[-1][key] == index_cases.solved[-1][key], f"{note}: {key}"


def cross_entropy_soft(cases):
    targets = [singles(row) for row in softmax(QUICKSTART_TARGET_LOGITS)]
    cases.add_matrix("quickstart", [singles(row) for row in QUICKSTART_LOGITS], targets)
    add_class_cases(cases, tuple(name for name in CLASS_OPTIONS if name != "ignore_index"))
    for hard in HARD_LOGITS:
        add_one_hot(cases, *hard)

    logits = matrix(logits_of(cases.generator("sums"), 4, 5), 5)
    sums = [singles([0.5, 0.1, 0.0, 0.9, 0.3]), [0.0, 0.25, 0.0, 0.0, 0.0], [0.0] * 5, singles([0.2] * 5)]
    note = "targets that do not sum to 1"
    cases.add_matrix(note, logits, sums, hessian=True)
    cases.add_matrix(f"{note}, mean_rows", logits, sums, options={"reduction": "mean_rows"})
    every = {"class_weight": singles([0.5, 1.0, 2.0, 0.7, 0.0]), "label_smoothing": 0.1, "z_loss": 1e-2}
    cases.add_matrix(f"{note}, class options", logits, sums, class_options=every)
    cases.add_matrix("all targets 0: value 0", logits[:2], [[0.0] * 5] * 2)
    cases.add_matrix("all masked", logits[:2], sums[:2], options={"mask": [0, 0]})
    cases.add_matrix("weights sum to 0", logits[:2], sums[:2], options={"weight": [0.0, 0.0]})
    holes = [[0.5, -INF, 1.25], [-0.5, 0.25, -INF]]
    cases.add_matrix("-inf where the target is 0", holes, [[0.25, 0.0, 0.75], [0.5, 0.5, 0.0]])
    cases.add_matrix("-inf where the target is not 0: loss inf", holes, [[0.25, 0.5, 0.25], [0.5, 0.5, 0.0]])
    cases.add_matrix("NaN in one row", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [[0.25, 0.25, 0.5], [0.0, 0.5, 0.5]])
    cases.add("no rows", rows=0, classes=4, input=[], target=[])
    note = "two blocks of 1024 classes"
    target = [0.0] * 1060
    target[3], target[1023], target[1024], target[1059] = 0.125, 0.25, 0.5, 0.125
    cases.add_matrix(note, [sparse(cases.generator(note), 1060, 7)], [target])
    add_bias_cases(cases)


def nll(cases):
    log_probabilities = [singles(map(math.log, row)) for row in softmax(QUICKSTART_LOGITS)]
    cases.add_matrix("quickstart", log_probabilities, QUICKSTART_CLASSES)
    add_class_cases(cases, ("class_weight", "ignore_index", "label_smoothing", "layout"))
    add_index_cases(cases, log_distributions)
    holes = [[-0.5, -INF, -1.0], [-INF, -0.125, -2.5]]
    cases.add_matrix("-inf away from the target", holes, [0, 1])
    cases.add_matrix("-inf at a target: loss inf", holes, [1, 2])
    cases.add_matrix("label smoothing reaches -inf: loss inf", holes, [0, 1], class_options={"label_smoothing": 0.1})
    finite = {"label_smoothing": 0.1, "class_weight": [0.0, 0.0, 1.5]}
    cases.add_matrix("label smoothing, -inf only where the class weight is 0", holes, [2, 2], class_options=finite)
    cases.add_matrix("log probability 0: loss 0", [[0.0, -50.0, -60.0]], [0])
    note = "two blocks of 1024 classes"
    values = coarse(cases.generator(note), 1030, 7)
    cases.add_matrix(note, [values], [1027], class_options={"label_smoothing": 0.515})  # 0.0005 a class


def activation(cases):
    cases.add_matrix("quickstart", [singles(row) for row in QUICKSTART_LOGITS])

    def add(note, rows, classes, options=None):
        cases.add_matrix(note, matrix(logits_of(cases.generator(note), rows, classes), classes), class_options=options)

    add("default", 5, 7)
    add("3 rows, 40 classes", 3, 40)
    for name, options in [("temperature", {"temperature": 2.0}), ("softcap", {"softcap": 5.0})]:
        add(name, 4, 6, options)
        add(f"{name}, inner = 3", 6, 5, {**options, "inner": 3})
        add(f"{name}, row_stride = 7", 4, 5, {**options, "row_stride": 7})
    add("temperature with softcap", 4, 6, {"temperature": 0.5, "softcap": 3.0})
    add("inner = 2", 6, 5, {"inner": 2})
    add("row_stride = 45", 2, 40, {"row_stride": 45})
    add("one class", 3, 1)
    cases.add_matrix("large logits", LARGE)
    cases.add_matrix("large logits, temperature", LARGE, class_options={"temperature": 0.5})
    cases.add_matrix("large logits, softcap", LARGE, class_options={"softcap": 30.0})
    cases.add_matrix("confident", CONFIDENT)
    cases.add_matrix("equal logits: argmax is the lowest index", TIES)
    cases.add_matrix("-inf: probability 0", HOLES)
    cases.add_matrix("softcap of -inf is -cap", HOLES, class_options={"softcap": 5.0})
    cases.add("no rows", rows=0, classes=4, input=[])
    note = "two blocks of 1024 classes"
    draw = sparse if cases.loss == "softmax" else coarse
    cases.add_matrix(note, [draw(cases.generator(note), 1030, 7)])
    add_bias_cases(cases, hessian=False)


def softmax_backward(cases):
    def add(note, rows, classes, class_options=None, names=()):
        generator = cases.generator(note)
        prob = distributions(generator, rows, classes, low=0.01)
        grad_prob = uniform(generator, rows * classes, -2.0, 2.0)
        options = row_options(generator, rows, names)
        hide_masked(options, prob, grad_prob, width=classes)
        arrays = matrix(prob, classes), matrix(grad_prob, classes)
        cases.add_matrix(note, *arrays, options=options, class_options=class_options)

    add("default", 5, 7)
    add("3 rows, 40 classes", 3, 40)
    add("temperature", 4, 6, {"temperature": 2.0})
    add("inner = 3", 6, 5, {"inner": 3})
    add("row_stride = 45", 2, 40, {"row_stride": 45})
    for names in (("weight",), ("mask",), ("upstream",), ("weight", "mask", "upstream")):
        add(" + ".join(names), 4, 3, names=names)
    add("everything, inner = 2", 6, 4, {"inner": 2, "temperature": 0.5}, ("weight", "mask", "upstream"))
    add("one class: 0", 3, 1)
    note = "a probability of 0 leaves out its derivative"
    cases.add_matrix(note, [[0.25, 0.75, 0.0], [0.5, 0.0, 0.5]], [[1.0, -1.0, INF], [2.0, NAN, -3.0]])
    cases.add_matrix("equal derivatives: 0", [[0.25, 0.5, 0.25]], [[1.5, 1.5, 1.5]])
    cases.add("no rows", rows=0, classes=4, input=[], target=[])
