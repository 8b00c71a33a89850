"""Cases of two classes."""

from common import INF, NAN, QUICKSTART_PREDICTED, QUICKSTART_TRUE, singles, uniform
from standard import add_binary_targets, add_options, drawn, standard

BINARY = {"binary_targets": True}


def hinge(cases):
    def signs(generator, count):
        return uniform(generator, count, -2, 2), [generator.choice([-1.0, 1.0]) for _ in range(count)]

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE, options=BINARY)
    add_options(cases, signs)
    add_binary_targets(cases, signs)
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
    add_options(cases, probabilities)
    for smoothing in (0.125, 1.0):
        note = f"label smoothing {smoothing:g}"
        drawn(cases, note, probabilities, 13, ("weight", "mask", "upstream"), hessian=True, label_smoothing=smoothing)
    hard = [1.0, 0.0, 1.0, 0.0]
    cases.add("p = 0 and 1, label smoothing", True, n=4, input=[0.0, 1.0, 1.0, 0.0], target=hard, label_smoothing=0.5)
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
    add_options(cases, logits)
    for names in [(), ("sum", "weight", "upstream"), ("mean_rows", "mask"), ("weight", "mask")]:
        note = " + ".join(("positive weight", *names))
        drawn(cases, note, logits, 13, names, hessian=True, pos_weight=3.0)
    for numbers in ({"label_smoothing": 0.125}, {"label_smoothing": 1.0}, {"label_smoothing": 0.25, "pos_weight": 3.0}):
        note = ", ".join(f"{name} = {number:g}" for name, number in numbers.items())
        drawn(cases, note, logits, 13, ("weight", "mask", "upstream"), hessian=True, **numbers)
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


def squared_hinge(cases):
    standard(
        cases,
        kinks=[(1.0, 1.0), (-1.0, -1.0)],
        infinities=[(INF, 1.0), (-INF, 1.0), (INF, -1.0), (-INF, -1.0)],
    )
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE, options=BINARY)
    cases.add("other targets", True, n=4, input=[0.25, 3.0, -1.0, 0.5], target=[2.0, 0.5, 0.0, 0.0])


def perceptron(cases):
    # The derivative at a score of 0 is -t; PyTorch has 0.
    standard(
        cases,
        kinks=[(0.0, 1.0), (0.0, -1.0)],
        infinities=[(INF, 1.0), (-INF, 1.0), (INF, -1.0), (-INF, -1.0)],
        unlike_pytorch={"at the kink"},
    )
    cases.add("other targets", True, n=3, input=[0.25, -3.0, -1.0], target=[2.0, 0.5, -0.5])


def hinge_embedding(cases):
    # The derivative at the kink is 0; PyTorch has -1.
    standard(
        cases,
        numbers=[{"margin": 0.5}, {"margin": 3.0}],
        kinks=[(1.0, -1.0)],
        infinities=[(INF, 1.0), (INF, -1.0), (-INF, -1.0)],
        unlike_pytorch={"at the kink"},
    )
    cases.add("other targets: both branches", True, n=4, input=[0.25, 3.0, -1.0, 2.0], target=[0.0, 0.5, -2.0, 3.0])
    cases.add("other targets at the kink", True, pytorch=False, n=2, input=[1.0, 1.0], target=[0.0, 0.5])
    cases.add("a negative distance", n=1, input=[-2.0], target=[1.0])


def modified_huber(cases):
    standard(
        cases,
        kinks=[(1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0)],
        infinities=[(INF, 1.0), (-INF, 1.0), (INF, -1.0), (-INF, -1.0)],
    )
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE, options=BINARY)
    cases.add("other targets", True, n=4, input=[0.25, 3.0, -1.0, 0.5], target=[2.0, 0.5, 2.0, 0.0])


def soft_margin(cases):
    # The exponential in PyTorch overflows.
    standard(
        cases,
        infinities=[(INF, 1.0), (-INF, 1.0), (INF, -1.0), (-INF, -1.0)],
        unlike_pytorch={"large", "infinities"},
    )
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE, options=BINARY)
    cases.add("other targets", True, n=4, input=[0.25, 3.0, -1.0, 0.5], target=[2.0, 0.5, -0.25, 0.0])
    for x in (-88.0, -90.0, -700.0, -720.0):
        cases.add(f"where others overflow, {x:g}", True, pytorch=False, n=1, input=[x], target=[1.0])


def exponential(cases):
    standard(
        cases,
        large={"x": [5.0, -10.0, 20.0, -40.0, 80.0, -85.0]},
        infinities=[(INF, 1.0), (-INF, 1.0), (INF, -1.0), (-INF, -1.0)],
    )
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE, options=BINARY)
    soft = [0.0, 0.5, -0.5, 0.875, -0.25]
    cases.add("targets between", True, n=5, input=[1.0, -2.0, 0.5, 3.0, -1.5], target=soft)
    between = {**BINARY, "reduction": "sum"}
    cases.add("targets between 0 and 1", True, n=3, input=[1.0, -2.0, 0.5], target=[0.5, 0.75, 0.125], options=between)
    cases.add("beyond double", True, n=2, input=[-800.0, 800.0], target=[1.0, 1.0], options={"reduction": "sum"})


def poly1_bce_logits(cases):
    standard(
        cases,
        numbers=[{"epsilon": -0.5}, {"epsilon": 10.0}],
        ranges={"x": (-5, 5)},
        infinities=[(INF, 1.0), (-INF, 0.0), (-INF, 1.0), (INF, 0.0), (INF, 0.5)],
    )
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    right = {"n": 4, "input": [1.0, 4.0, -8.0, -12.0], "target": [1.0, 1.0, 0.0, 0.0]}
    cases.add("the least epsilon", True, **right, epsilon=-1.0, options={"reduction": "sum"})
    cases.add("nearly the least epsilon", True, **right, epsilon=-1.0 + 2**-20, options={"reduction": "sum"})


FOCAL = [{"alpha": 0.25}, {"alpha": 0.75, "gamma": 0.5}, {"gamma": 5.0}, {"gamma": 1.0}]
RIGHT_AND_WRONG = [(INF, 1.0), (-INF, 0.0), (-INF, 1.0), (INF, 0.0), (INF, 0.5)]


def sigmoid_focal(cases):
    standard(cases, numbers=FOCAL, ranges={"x": (-5, 5)}, infinities=RIGHT_AND_WRONG)
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    cases.add("infinities, alpha", n=2, input=[-INF, INF], target=[1.0, 0.0], alpha=0.25, options={"reduction": "sum"})
    right = {"n": 4, "input": [12.0, 17.0, -20.0, -30.0], "target": [1.0, 1.0, 0.0, 0.0]}
    cases.add("nearly right: where 1 - p_t has no digits", True, **right, options={"reduction": "sum"})
    cases.add("nearly right, a small gamma", True, **right, gamma=0.25, options={"reduction": "sum"})
    wrong = {"n": 4, "input": [-12.0, -17.0, 20.0, 30.0], "target": [1.0, 1.0, 0.0, 0.0]}
    cases.add("wrong: the Hessian is negative", True, **wrong, options={"reduction": "sum"})


def focal(cases):
    standard(cases, numbers=FOCAL)
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    hard = [1.0, 0.0, 1.0, 0.0]
    cases.add("p = 0 and 1, right: value 0", True, n=4, input=[1.0, 0.0, 1.0, 0.0], target=hard)
    cases.add("p = 0 and 1, wrong: the logarithm is clamped", n=4, input=[0.0, 1.0, 0.0, 1.0], target=hard)
    cases.add("p = 0 and 1, right, a small gamma", True, n=2, input=[1.0, 0.0], target=[1.0, 0.0], gamma=0.25)


def asymmetric_bce_logits(cases):
    paper = {"gamma_pos": 1.0, "gamma_neg": 4.0, "shift": singles([0.05])[0]}
    standard(
        cases,
        numbers=[paper, {"gamma_pos": 0.5}, {"gamma_neg": 1.0}, {"gamma_neg": 0.5, "shift": 0.25}],
        ranges={"x": (-5, 5)},
        infinities=RIGHT_AND_WRONG,
    )
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    total = {"reduction": "sum"}
    rows = {"n": 4, "input": [INF, -INF, -INF, INF], "target": [0.0, 0.0, 1.0, 1.0]}
    cases.add("infinities, shift", True, **rows, **paper, options=total)
    below = {"n": 4, "input": [-3.0, -10.0, 0.0, -1.0], "target": [0.0] * 4}
    cases.add("at most the shift: 0", True, **below, shift=0.5, options=total)
    large = {"n": 6, "input": [10.0, 20.0, 40.0, -10.0, -40.0, 100.0], "target": [0.0, 0.0, 0.0, 1.0, 1.0, 0.0]}
    cases.add("large, a small shift", True, **large, gamma_neg=2.0, shift=2.0**-30, options=total)
