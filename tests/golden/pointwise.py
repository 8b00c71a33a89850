"""The cases of the pointwise losses."""

import itertools

from common import (
    EVERY_ROW_OPTION,
    INF,
    NAN,
    QUICKSTART_PREDICTED,
    QUICKSTART_TRUE,
    hide_masked,
    row_options,
    singles,
    uniform,
)


def add_pointwise(cases, sample, **scalars):
    """The cases that every pointwise loss has; `sample(generator, count)` draws inputs and targets."""
    rmse = cases.loss == "rmse"
    sizes = itertools.cycle([7, 37, 16, 33, 5])
    for names, count in zip(EVERY_ROW_OPTION, sizes):
        if rmse and ("sum" in names or "mean_rows" in names):
            continue  # RMSE is a mean
        note = " + ".join(names) or "default: mean"
        generator = cases.generator(note)
        values, target = sample(generator, count)
        options = row_options(generator, count, names)
        hide_masked(options, values, target)
        cases.add(note, not rmse and count <= 16, n=count, input=values, target=target, options=options, **scalars)
    for note, count, options in [
        ("one element", 1, {}),
        ("no elements", 0, {}),
        ("all masked", 3, {"mask": [0, 0, 0]}),
        ("all masked, mean_rows", 3, {"mask": [0, 0, 0], "reduction": "mean_rows"}),
        ("weights sum to 0", 3, {"weight": [0.0, 0.0, 0.0]}),
        ("a weight of 0 still counts as a row", 3, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"}),
    ]:
        if rmse and "reduction" in options:
            continue
        values, target = sample(cases.generator(note), count)
        cases.add(note, n=count, input=values, target=target, options=options, **scalars)


def mse(cases):
    """The cases of mse and of rmse."""

    def sample(generator, count):
        return uniform(generator, count, -3, 3), uniform(generator, count, -3, 3)

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_pointwise(cases, sample)
    cases.add("equal: value and gradient 0", n=3, input=[1.5, -2.0, 0.0], target=[1.5, -2.0, 0.0])
    cases.add("one equal among others", n=3, input=[1.5, -2.0, 0.0], target=[1.5, 1.0, 0.25])
    cases.add(
        "very different sizes", n=4, input=singles([1e15, 1e-15, -3.0, 1e3]), target=singles([0.0, 0.0, 1e-3, 1e3])
    )
    cases.add("NaN", n=3, input=[1.0, NAN, 2.0], target=[0.5, 0.0, 0.0])
    if cases.loss == "mse":  # RMSE's derivative there is inf / inf
        cases.add("infinity", n=3, input=[1.0, -INF, 2.0], target=[0.5, 0.0, 0.0])


def huber(cases):
    def sample(generator, count):
        return uniform(generator, count, -3, 3), uniform(generator, count, -3, 3)

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_pointwise(cases, sample)
    for delta in (0.25, 1.5, 4.0):
        note = f"delta = {delta}"
        generator = cases.generator(note)
        values, target = sample(generator, 13)
        options = row_options(generator, 13, ("weight", "mask", "upstream"))
        hide_masked(options, values, target)
        cases.add(note, True, n=13, input=values, target=target, delta=delta, options=options)
    total = {"reduction": "sum"}
    cases.add("equal: value and gradient 0", n=3, input=[1.5, -2.0, 0.0], target=[1.5, -2.0, 0.0], delta=0.5)
    cases.add("at the kink", n=4, input=[1.0, -1.0, 2.5, -3.0], target=[0.0, 0.0, 1.5, -2.0], options=total)
    beside = [1.0 - 2**-24, 1.0 + 2**-23, -1.0 + 2**-24, -1.0 - 2**-23]
    cases.add("one float beside the kink", True, n=4, input=beside, target=[0.0] * 4, options=total)
    different = singles([1e15, 1e-15, -3.0, 1e3]), singles([0.0, 0.0, 1e-3, 1e3])
    cases.add("very different sizes", n=4, input=different[0], target=different[1])
    cases.add("a large delta: half the squared error", n=4, input=beside, target=[0.5] * 4, delta=1e30)
    cases.add("a small delta", n=3, input=[1.0, -2.0, 1e-30], target=[0.0, 0.0, 0.0], delta=1e-30, options=total)
    far = singles([1e20, -1e20])
    cases.add("large errors, a large delta", n=2, input=far, target=[0.0, 0.0], delta=1e15, options=total)
    cases.add("NaN", n=3, input=[1.0, NAN, 2.0], target=[0.5, 0.0, 0.0])
    cases.add("infinities: loss inf, gradient delta", n=3, input=[1.0, -INF, INF], target=[0.5, 0.0, 0.0], delta=0.5)


def hinge(cases):
    def signs(generator, count):
        return uniform(generator, count, -2, 2), [generator.choice([-1.0, 1.0]) for _ in range(count)]

    binary = {"binary_targets": True}
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE, options=binary)
    add_pointwise(cases, signs)
    for names in [(), ("sum", "weight", "upstream"), ("mean_rows", "mask")]:
        note = " + ".join(("binary targets", *names))
        generator = cases.generator(note)
        values, target = signs(generator, 17)
        target = [(sign + 1) / 2 for sign in target]
        options = {**row_options(generator, 17, names), **binary}
        hide_masked(options, values, target)
        cases.add(note, n=17, input=values, target=target, options=options)
    cases.add("at the kink: derivative 0", n=4, input=[1.0, -1.0, 1.0, -1.0], target=[1.0, -1.0, -1.0, 1.0])
    beside = [1.0 - 2**-24, 1.0 + 2**-23, -1.0 + 2**-24, -1.0 - 2**-23]
    cases.add(
        "one float beside the kink", n=4, input=beside, target=[1.0, 1.0, -1.0, -1.0], options={"reduction": "sum"}
    )
    cases.add("large", n=4, input=[1e6, -1e6, 1e6, -1e6], target=[1.0, 1.0, -1.0, -1.0])
    cases.add("NaN", n=3, input=[1.0, NAN, 2.0], target=[-1.0, 1.0, -1.0])
    cases.add("infinities", n=2, input=[INF, -INF], target=[1.0, -1.0])


def bce(cases):
    def probabilities(generator, count):
        return uniform(generator, count, 0.02, 0.98), uniform(generator, count, 0.0, 1.0)

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_pointwise(cases, probabilities)
    hard = [1.0, 0.0, 1.0, 0.0]
    cases.add("p = 0 and 1, right: value 0", n=4, input=[1.0, 0.0, 1.0, 0.0], target=hard)
    cases.add("p = 0 and 1, wrong: the logarithm is clamped", n=4, input=[0.0, 1.0, 0.0, 1.0], target=hard)
    cases.add("p = 0 and 1, targets between", n=4, input=[0.0, 1.0, 0.0, 1.0], target=[0.25, 0.75, 0.5, 0.5])
    tiny = singles([1e-7, 1e-12, 1e-20, 1e-30])
    cases.add("p tiny, target 1", n=4, input=tiny, target=[1.0] * 4)
    cases.add("p tiny, target 0", n=4, input=tiny, target=[0.0] * 4)
    nearly_one = [1.0 - 2**-24, 1.0 - 2**-20, 1.0 - 2**-10, 0.75]
    cases.add("p nearly 1", n=8, input=nearly_one * 2, target=[1.0] * 4 + [0.0] * 4)
    cases.add("NaN", n=3, input=[0.25, NAN, 0.5], target=[1.0, 1.0, 0.0])


def bce_logits(cases):
    def logits(generator, count):
        return uniform(generator, count, -5, 5), uniform(generator, count, 0.0, 1.0)

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_pointwise(cases, logits)
    for names in [(), ("sum", "weight", "upstream"), ("mean_rows", "mask"), ("weight", "mask")]:
        note = " + ".join(("positive weight", *names))
        generator = cases.generator(note)
        values, target = logits(generator, 13)
        options = row_options(generator, 13, names)
        hide_masked(options, values, target)
        cases.add(note, True, n=13, input=values, target=target, pos_weight=3.0, options=options)
    note = "hard targets, positive weight below 1"
    values, target = logits(cases.generator(note), 19)
    cases.add(note, n=19, input=values, target=[float(round(number)) for number in target], pos_weight=0.3)
    large = [50.0, -50.0, 200.0, -200.0, 1e4, -1e4]
    for target in (0.0, 1.0, 0.5):
        cases.add(f"large logits, target {target:g}", n=6, input=large, target=[target] * 6)
        cases.add(
            f"large logits, target {target:g}, positive weight", n=6, input=large, target=[target] * 6, pos_weight=2.5
        )
    cases.add("around 0", n=5, input=singles([0.0, 1e-8, -1e-8, 1e-3, -1e-3]), target=[1.0, 1.0, 0.0, 0.0, 0.5])
    small = singles([-8.0, -12.0, -20.0, -40.0])
    cases.add("small losses", n=4, input=small, target=[0.0] * 4, options={"reduction": "sum"})
    cases.add("infinite logits, right: value 0", n=2, input=[INF, -INF], target=[1.0, 0.0])
    cases.add("infinite logits, wrong", n=3, input=[INF, -INF, 1.0], target=[0.0, 1.0, 1.0])
    cases.add("NaN", n=3, input=[1.0, NAN, 2.0], target=[1.0, 1.0, 0.0])
