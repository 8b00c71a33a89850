"""Cases of regression."""

import itertools
import math

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
from standard import add_options, drawn, standard


def around_zero(generator, count):
    return uniform(generator, count, -3, 3), uniform(generator, count, -3, 3)


def mse(cases):
    """The cases of mse and of rmse."""

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_options(cases, around_zero)
    cases.add("equal: value and gradient 0", n=3, input=[1.5, -2.0, 0.0], target=[1.5, -2.0, 0.0])
    cases.add("one equal among others", n=3, input=[1.5, -2.0, 0.0], target=[1.5, 1.0, 0.25])
    cases.add(
        "very different sizes", n=4, input=singles([1e15, 1e-15, -3.0, 1e3]), target=singles([0.0, 0.0, 1e-3, 1e3])
    )
    cases.add("NaN", n=3, input=[1.0, NAN, 2.0], target=[0.5, 0.0, 0.0])
    if cases.loss == "mse":  # RMSE's derivative there is inf / inf
        cases.add("infinity", n=3, input=[1.0, -INF, 2.0], target=[0.5, 0.0, 0.0])


def mse_rows(cases):
    def add(note, rows, dim, options, hessian=False):
        generator = cases.generator(note)
        x, t = uniform(generator, rows * dim, -3, 3), uniform(generator, rows * dim, -3, 3)
        options = row_options(generator, rows, options) if isinstance(options, tuple) else options
        hide_masked(options, x, t, width=dim)
        cases.add(note, hessian, rows=rows, dim=dim, input=x, target=t, options=options)

    sizes = itertools.cycle([(4, 3), (5, 10), (3, 1), (2, 33)])
    for names, (rows, dim) in zip(EVERY_ROW_OPTION, sizes):
        add(" + ".join(names) or "default: mean", rows, dim, names, hessian=dim < 9)
    add("one row of 100", 1, 100, ("upstream",))
    add("no rows", 0, 3, ())
    add("all masked", 2, 3, {"mask": [0, 0]})
    add("all masked, mean_rows", 2, 3, {"mask": [0, 0], "reduction": "mean_rows"})
    add("weights sum to 0", 2, 3, {"weight": [0.0, 0.0]})
    add("a weight of 0 still counts as a row", 3, 2, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"})
    add("one element per row", 5, 1, ("weight",), hessian=True)

    def rows_of(note, x, t, hessian=True):
        cases.add(note, hessian, rows=2, dim=2, input=singles(x), target=singles(t))

    rows_of("equal: value and gradient 0", [1.5, -2.0, 0.0, 3.0], [1.5, -2.0, 0.0, 3.0])
    rows_of("very different sizes", [1e15, 1e-15, -3.0, 1e3], [0.0, 0.0, 1e-3, 1e3])
    # Where autograd has a constant.
    rows_of("NaN", [1.0, NAN, 2.0, 0.5], [0.5, 0.0, 0.0, 0.25], hessian=False)
    rows_of("infinity", [1.0, -INF, 2.0, 0.5], [0.5, 0.0, 0.0, 0.25])


def huber(cases):
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_options(cases, around_zero)
    for delta in (0.25, 1.5, 4.0):
        every = ("weight", "mask", "upstream")
        drawn(cases, f"delta = {delta}", around_zero, 13, every, hessian=True, delta=delta)
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


def log_cosh(cases):
    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_options(cases, around_zero)
    drawn(cases, "every option", around_zero, 13, ("weight", "mask", "upstream"), hessian=True)
    total = {"reduction": "sum"}
    cases.add("equal: value and gradient 0", True, n=3, input=[1.5, -2.0, 0.0], target=[1.5, -2.0, 0.0])
    small = singles([1e-1, -1e-2, 1e-3, -1e-4, 1e-6, -1e-9, 1e-15])
    cases.add("small: half the square", True, n=7, input=small, target=[0.0] * 7, options=total)
    cases.add("one small", n=1, input=singles([1e-4]), target=[0.0])
    beside = [1.0, -1.0, 1.0 - 2**-24, 1.0 + 2**-23, -1.0 + 2**-24, -1.0 - 2**-23]
    cases.add("where the form of the formula changes", True, n=6, input=beside, target=[0.0] * 6, options=total)
    large = [5.0, -10.0, 20.0, -40.0, 1e2, -1e4]
    cases.add("large: the size less log 2", True, n=6, input=large, target=[0.0] * 6, options=total)
    different = singles([1e15, 1e-15, -3.0, 1e3]), singles([0.0, 0.0, 1e-3, 1e3])
    cases.add("very different sizes", n=4, input=different[0], target=different[1])
    cases.add("NaN", n=3, input=[1.0, NAN, 2.0], target=[0.5, 0.0, 0.0])
    infinite = [1.0, -INF, INF]
    cases.add("infinities: gradient 1, Hessian 0", True, n=3, input=infinite, target=[0.5, 0.0, 0.0], options=total)


def gaussian_nll(cases):
    def add(note, mean, variance, target, scalars=(0.0, 0.0), options=None, smooth=False, pytorch=True):
        case = {"note": note, "n": len(mean), "inputs": [mean, variance], "target": target, "scalars": list(scalars)}
        case |= {"options": options} if options else {}
        cases.add(**case, smooth=smooth, pytorch=pytorch)

    def random(note, count, options, scalars=(0.0, 0.0), low=0.2, high=3.0, **flags):
        generator = cases.generator(note)
        mean, target = (uniform(generator, count, -3, 3) for _ in range(2))
        variance = uniform(generator, count, low, high)
        options = (row_options(generator, count, options) if isinstance(options, tuple) else options) | flags
        # With beta, and below epsilon, derivatives are not those of the value.
        smooth = scalars[0] == 0 and low > (scalars[1] or 1e-6)
        hide_masked(options, mean, variance, target)
        add(note, mean, variance, target, scalars, options, smooth)

    sizes = itertools.cycle([7, 37, 16, 33, 5])
    for names, count in zip(EVERY_ROW_OPTION, sizes):
        random(" + ".join(names) or "default: mean", count, names)
    for names, count in zip([(), ("sum", "weight"), ("mean_rows", "mask", "upstream")], sizes):
        random(" + ".join(("full", *names)), count, names, full=True)
        random(" + ".join(("full, beta = 0.5", *names)), count, names, (0.5, 0.0), full=True)
    for beta, count in zip([0.25, 0.5, 1.0, 1.5, 3.0], sizes):
        random(f"beta = {beta}", count, ("weight",), (beta, 1e-3))
    for beta in (0.0, 0.5, 1.0):
        random(f"epsilon = 1.5, beta = {beta}: as many below as above", 24, ("upstream",), (beta, 1.5))
    random("one element", 1, ())
    add("no elements", [], [], [], pytorch=False)
    random("all masked", 2, {"mask": [0, 0]})
    random("all masked, mean_rows", 2, {"mask": [0, 0], "reduction": "mean_rows"})
    random("weights sum to 0", 2, {"weight": [0.0, 0.0]})
    random("a weight of 0 still counts as a row", 3, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"})

    errors = [0.0, 0.5, -0.5, 2.0, -3.0]
    flat, small, large = [1.0] * 5, singles([1e-5] * 5), singles([1e8] * 5)
    add("a variance of 1", errors, flat, [0.0] * 5)
    add("a variance of 1, full", errors, flat, [0.0] * 5, options={"full": True})
    add("a small variance", errors, small, [0.0] * 5)
    add("a large variance", errors, large, [0.0] * 5)
    # r^2 = v: the derivative by the variance is 0.
    add("at the best variance", [0.5, -2.0, 3.0], [0.25, 4.0, 9.0], [0.0] * 3)
    sum_ = {"reduction": "sum"}
    floor = [0.25, 0.25 - 2**-26, 0.25 + 2**-25, 0.125, 0.0]
    add("at epsilon and beside it", errors, floor, [0.25] * 5, (0.0, 0.25), sum_)
    add("at epsilon and beside it, beta = 0.5", errors, floor, [0.25] * 5, (0.5, 0.25), sum_)
    below = singles([0.0, 1e-7, 1e-20, 1e-40, 9e-7])
    add("below the default epsilon: the gradient at it", errors, below, [0.5] * 5)
    # PyTorch refuses a negative variance.
    add("a negative variance counts as epsilon", errors, [-1.0, -0.0, -1e30, -INF, -2.0], errors[::-1], pytorch=False)
    add("mean = target, a variance of 0", [1.5, 0.0], [0.0, 0.0], [1.5, 0.0])
    add("a large epsilon", errors, [1.0, 1e6, 1e10, 0.0, 3.0], [1.0] * 5, (0.0, 1e8), sum_)
    add("a small epsilon", [1.0, 1e-10], singles([1e-22, 0.0]), [1.0, 0.0], (0.0, 1e-20), sum_, pytorch=False)
    add("large errors", singles([1e15, -1e18]), flat[:2], [0.0, 0.0], options=sum_)
    add("large errors at a large variance", singles([1e25, -1e30]), singles([1e30, 1e38]), [0.0, 0.0], options=sum_)

    # PyTorch gives NaN for what is infinite.
    add("an infinite variance", [1.0, 0.5], [INF, 1.0], [1.0, 0.0], pytorch=False)
    for beta in (0.5, 1.0, 2.0):
        add(f"an infinite variance, beta = {beta}", [1.0, 0.5], [INF, INF], [1.0, 0.0], (beta, 0.0), pytorch=False)
    add("an infinite mean", [INF, -INF, 0.5], [1.0, 2.0, 1.0], [1.0, 0.0, 0.0], pytorch=False)
    add("an infinite mean, beta = 1", [INF, -INF, 0.5], [1.0, 2.0, 1.0], [1.0, 0.0, 0.0], (1.0, 0.0), pytorch=False)
    add("an infinite target", [1.0, 0.5], [1.0, 2.0], [INF, -INF], pytorch=False)
    for where, arrays in (
        ("the mean", ([1.0, NAN, 2.0], flat[:3], [0.5, 0.0, 0.0])),
        ("the variance", ([1.0, 0.0, 2.0], [1.0, NAN, 2.0], [0.5, 0.0, 0.0])),
        ("the target", ([1.0, 0.0, 2.0], flat[:3], [0.5, NAN, 0.0])),
    ):
        for beta in (0.0, 0.5):
            add(f"NaN in {where}, beta = {beta}", *arrays, (beta, 0.0), pytorch=False)


def l1(cases):
    standard(
        cases,
        kinks=[(1.5, 1.5), (-2.0, -2.0)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF), (0.5, -INF)],
    )


def smooth_l1(cases):
    standard(
        cases,
        numbers=[{"beta": 0.25}, {"beta": 4.0}],
        kinks=[(1.0, 0.0), (-1.0, 0.0), (2.5, 1.5)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    cases.add("a small beta", True, n=3, input=[1.0, -2.0, 0.0], target=[0.0, 0.0, 0.0], beta=singles([1e-30])[0])
    far = singles([1e20, -1e20])
    cases.add("large errors, a large beta", True, n=2, input=far, target=[0.0, 0.0], beta=singles([1e30])[0])


def quantile(cases):
    standard(
        cases,
        numbers=[{"quantile": 0.25}, {"quantile": 0.9}, {"quantile": 0.01}],
        kinks=[(1.5, 1.5), (-2.0, -2.0)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )


def expectile(cases):
    standard(
        cases,
        numbers=[{"tau": 0.25}, {"tau": 0.9}, {"tau": 0.01}],
        kinks=[(1.5, 1.5), (-2.0, -2.0)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )


def epsilon_insensitive(cases):
    # The default is no number of float32: beside it the type decides.
    standard(
        cases,
        base={"epsilon": 0.25},
        numbers=[{"epsilon": 0.5}, {"epsilon": 2.0}],
        kinks=[(0.25, 0.0), (-0.25, 0.0), (2.5, 2.25)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    within = [0.0, 0.0625, -0.0625, 0.5, -3.0]
    cases.add("the default", True, n=5, input=within, target=[0.0] * 5, options={"reduction": "sum"})


def squared_epsilon_insensitive(cases):
    # The default is no number of float32: beside it the type decides.
    standard(
        cases,
        base={"epsilon": 0.25},
        numbers=[{"epsilon": 0.5}, {"epsilon": 2.0}],
        kinks=[(0.25, 0.0), (-0.25, 0.0), (2.5, 2.25)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    within = [0.0, 0.0625, -0.0625, 0.5, -3.0]
    cases.add("the default", True, n=5, input=within, target=[0.0] * 5, options={"reduction": "sum"})


def pseudo_huber(cases):
    standard(
        cases,
        numbers=[{"delta": 0.25}, {"delta": 4.0}],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    far = singles([1e20, -1e30])
    cases.add("errors whose square is out of range", n=2, input=far, target=[0.0, 0.0], options={"reduction": "sum"})
    tiny = singles([1e-30])[0]
    cases.add("a small delta", True, n=3, input=[1.0, -2.0, 0.0], target=[0.0, 0.0, 0.0], delta=tiny)
    cases.add("a large delta", True, n=3, input=[1.0, -2.0, 0.0], target=[0.0, 0.0, 0.0], delta=singles([1e30])[0])


def fair(cases):
    # At 0.41 c the form of the formula changes; the third derivative has a step at 0.
    standard(
        cases,
        numbers=[{"c": 0.25}, {"c": 4.0}],
        kinks=[(0.41, 0.0), (-0.41, 0.0)],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    far = singles([1e20, -1e30])
    cases.add("errors whose square is out of range", n=2, input=far, target=[0.0, 0.0], options={"reduction": "sum"})
    tiny = singles([1e-30])[0]
    cases.add("a small c", True, n=3, input=[1.0, -2.0, 0.0], target=[0.0, 0.0, 0.0], c=tiny)
    cases.add("a large c", True, n=3, input=[1.0, -2.0, 0.0], target=[0.0, 0.0, 0.0], c=singles([1e30])[0])


def mape(cases):
    standard(
        cases,
        numbers=[{"epsilon": 1.0}, {"epsilon": 0.25}],
        kinks=[(1.5, 1.5), (-2.0, -2.0)],
        infinities=[(INF, 1.0), (-INF, 1.0), (0.5, INF), (0.5, -INF)],
    )
    zeros = [1.0, -2.0, 0.0, 1e-3]
    target = singles([0.0, 1e-9, 0.0, -1e-8])
    cases.add("targets of 0 and below epsilon", True, n=4, input=singles(zeros), target=target)


def msle(cases):
    standard(cases, ranges={"x": (0, 8), "t": (0, 8)}, infinities=[(INF, 1.0), (1.0, INF)])
    near = [1.0, 1 + 2**-23, 3.0, 1e4, 1e8]
    beside = [1 + 2**-23, 1.0, 3.0 + 2**-22, 1e4 + 2**-10, 1e8 + 8]
    total = {"reduction": "sum"}
    cases.add("nearly equal", True, n=5, input=singles(near), target=singles(beside), options=total)
    cases.add("equal: value and gradient 0", True, n=3, input=[1.5, 0.0, 1e4], target=[1.5, 0.0, 1e4])
    apart = [0.0, 1e4, 0.0, 1e30, 1e-30]
    others = [1e4, 0.0, 1e30, 0.0, 1e10]
    cases.add("far apart", True, n=5, input=singles(apart), target=singles(others), options=total)
    below = [-0.5, -0.75, 2**-24 - 1, 3.0]
    cases.add("below 0", True, n=4, input=below, target=[0.5, 2**-24 - 1, 3.0, -0.5], options=total)
    cases.add("the edge of the domain", True, n=2, input=[-1.0, 0.0], target=[0.0, -1.0], options=total)
    cases.add("beyond it", True, n=3, input=[-1.5, -2.0, 0.5], target=[0.5, -1.5, -1.25], options=total)


def lp(cases):
    standard(
        cases,
        base={"p": 1.5},
        numbers=[{"p": 1.25}, {"p": 2.0}, {"p": 2.5}, {"p": 4.0}],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    equal = [1.5, -2.0, 0.0]
    for p in (2.0, 3.0):
        cases.add(f"equal, p = {p:g}", True, n=3, input=equal, target=equal, p=p)
    errors = singles([1.0, -1.0, 0.5, 2.0, 1.125])
    cases.add("a large p", True, n=5, input=errors, target=[0.0] * 5, p=64.0, options={"reduction": "sum"})


def general_robust(cases):
    shapes = [-math.inf, -100.0, -2.0, 0.25, 1.0, 1.5, 2.0]
    standard(
        cases,
        numbers=[{"alpha": alpha, "c": 0.75} for alpha in shapes] + [{"c": 4.0}],
        infinities=[(INF, 0.0), (-INF, 1.0), (0.5, INF)],
    )
    errors = singles([0.0, 1e-6, -1e-3, 1.0, -40.0, 1e4])
    total = {"reduction": "sum"}
    for alpha in shapes:
        infinite = [(INF, 0.0), (-INF, 0.0)] if alpha != 2 else [(INF, 0.0)]
        columns = [list(column) for column in zip(*infinite)]
        more = {"alpha": alpha, "c": 0.5, "options": total}
        cases.add(f"infinities, alpha = {alpha:g}", True, n=len(infinite), input=columns[0], target=columns[1], **more)
        cases.add(f"any size, alpha = {alpha:g}", True, n=6, input=errors, target=[0.0] * 6, **more)
    for alpha in (2 - 2**-20, 2**-20, -(2.0**-20), -(2.0**40)):
        more = {"alpha": alpha, "options": total}
        cases.add(f"near a limit, alpha = {alpha:g}", True, n=6, input=errors, target=[0.0] * 6, **more)


# At infinities PyTorch has NaN, as 0 times an infinity or the difference of two.
NOT_INFINITE = {"infinities"}


def gaussian_nll_log(cases):
    standard(
        cases,
        ranges={"log_var": (-2, 2)},
        large={"log_var": [5.0, -10.0, 20.0, -40.0, 80.0]},
        infinities=[
            (INF, 0.0, 0.0),
            (1.0, 1.0, -INF),
            (1.0, INF, 0.0),
            (1.5, -INF, 1.5),
            (1.5, -INF, 1.0),
            (-INF, 80.0, 0.0),
        ],
        unlike_pytorch=NOT_INFINITE,
    )
    total = {"reduction": "sum"}
    # The square, and e^(-s) of float, would be out of range.
    far = [[1e25, -1e30, 1e-25], singles([115.0, 138.5, -115.5])]
    cases.add("far out", n=3, inputs=[singles(far[0]), far[1]], target=[0.0, 0.0, 0.0], options=total)
    # r^2 = e^s: the derivative by s is 0.
    cases.add("at the best variance", n=2, inputs=[[1.0, -0.5], [0.0, 0.0]], target=[0.0, 0.5], options=total)


def laplace_nll(cases):
    standard(
        cases,
        numbers=[{"epsilon": 0.25}],
        ranges={"scale": (0.5, 3.0)},
        kinks=[(1.5, 1.0, 1.5), (-2.0, 0.5, -2.0)],
        infinities=[(INF, 2.0, 1.0), (-INF, 1.0, 0.0), (1.0, 2.0, INF), (4.0, INF, 1.0)],
        # Below epsilon, where PyTorch has none.
        unlike_pytorch={"small scale", *NOT_INFINITE},
    )
    errors, total = [0.0, 0.5, -0.5, 2.0, -3.0], {"reduction": "sum"}
    below = {"smooth": False, "pytorch": False, "options": total}
    floor = [0.25, 0.25 - 2**-26, 0.25 + 2**-25, 0.125, 0.0]
    cases.add("at epsilon and beside it", n=5, inputs=[errors, floor], target=[0.25] * 5, epsilon=0.25, **below)
    negative = [-1.0, -0.0, -1e30, -INF, -2.0]
    cases.add(
        "a negative scale counts as epsilon", n=5, inputs=[errors, singles(negative)], target=errors[::-1], **below
    )
    cases.add("location = target, a scale of 0", n=2, inputs=[[1.5, 0.0], [0.0, 0.0]], target=[1.5, 0.0], **below)
    # |r| = b: the derivative by the scale is 0.
    cases.add("at the best scale", n=2, inputs=[[1.0, -3.0], [1.0, 2.0]], target=[0.0, -1.0], options=total)


def laplace_nll_log(cases):
    standard(
        cases,
        ranges={"log_scale": (-2, 2)},
        kinks=[(1.5, 1.0, 1.5), (-2.0, -1.0, -2.0)],
        large={"log_scale": [5.0, -10.0, 20.0, -40.0, 80.0]},
        infinities=[
            (INF, 0.0, 0.0),
            (1.0, 1.0, -INF),
            (1.0, INF, 0.0),
            (1.5, -INF, 1.5),
            (1.5, -INF, 1.0),
            (-INF, 80.0, 0.0),
        ],
        unlike_pytorch=NOT_INFINITE,
    )
    far = [[1e25, -1e30, 1e-25], singles([60.0, 70.0, -85.0])]
    options = {"reduction": "sum"}
    cases.add("far out", n=3, inputs=[singles(far[0]), far[1]], target=[0.0, 0.0, 0.0], options=options)


def student_t_nll(cases):
    standard(
        cases,
        base={"df": 3.0},
        numbers=[{"df": 1.0}, {"df": 0.5, "epsilon": 0.25}, {"df": 30.0}],
        ranges={"scale": (0.5, 3.0)},
        infinities=[(INF, 2.0, 1.0), (-INF, 1.0, 0.0), (1.0, 2.0, INF), (4.0, INF, 1.0)],
        # Below epsilon, where PyTorch has none.
        unlike_pytorch={"small scale", *NOT_INFINITE},
    )
    errors, total = [0.0, 0.5, -0.5, 2.0, -3.0], {"reduction": "sum"}
    below = {"smooth": False, "pytorch": False, "options": total, "df": 4.0}
    floor = [0.25, 0.25 - 2**-26, 0.25 + 2**-25, 0.125, 0.0]
    cases.add("at epsilon and beside it", n=5, inputs=[errors, floor], target=[0.25] * 5, epsilon=0.25, **below)
    negative = [-1.0, -0.0, -1e30, -INF, -2.0]
    cases.add(
        "a negative scale counts as epsilon", n=5, inputs=[errors, singles(negative)], target=errors[::-1], **below
    )
    # The square of k would be out of range, and 1 + k^2 / df is not.
    far = singles([1e15, -1e25, 1e30, 1e3])
    cases.add("far out", n=4, inputs=[far, [1.0] * 4], target=[0.0] * 4, df=2.0, options=total, pytorch=False)
    full = {"reduction": "sum", "full": True}
    for df in (2.0**-10, 0.5, 25.0, 1e6, 2.0**50):
        # Of a difference of two logarithms of factorials PyTorch has fewer digits the larger these are.
        more = {"df": df, "options": full, "pytorch": df < 1e3}
        cases.add(f"full, df = {df:g}", n=2, inputs=[[0.5, -1.0], [1.0, 2.0]], target=[0.0, 0.0], **more)


def poisson_nll_log(cases):
    standard(
        cases,
        large={"x": [5.0, -10.0, 20.0, -40.0, 80.0]},
        infinities=[(-INF, 0.0), (-INF, 2.0), (INF, 0.0), (INF, 3.0)],
        unlike_pytorch=NOT_INFINITE,
    )
    counts, logarithms = [0.0, 1.0, 2.0, 5.0, 12.0], singles([-1.5, 0.25, 0.5, 2.0, 2.25])
    cases.add("counts", True, n=5, input=logarithms, target=counts)
    full = {"reduction": "sum", "full": True}
    cases.add("counts, full", True, n=5, input=logarithms, target=counts, options=full)
    # Near its zeros, at 0 and 1, and where the form of log t! changes.
    whole = singles([1e-20, 1e-3, 0.5, 1.0 - 2**-24, 1.0 + 2**-23, 2.5, 2.5 + 2**-22, 170.0, 1e6])
    cases.add("full: logarithms of factorials", n=9, input=[0.0] * 9, target=whole, options=full)


def poisson_nll(cases):
    standard(
        cases,
        numbers=[{"epsilon": 0.25}],
        infinities=[(INF, 0.0), (INF, 3.0)],
        unlike_pytorch=NOT_INFINITE,
    )
    counts, rates = [0.0, 1.0, 2.0, 5.0, 12.0], singles([0.25, 0.5, 2.0, 8.0, 9.5])
    cases.add("counts", True, n=5, input=rates, target=counts)
    cases.add("counts, full", True, n=5, input=rates, target=counts, options={"reduction": "sum", "full": True})
    cases.add("a rate of 0", True, n=3, input=[0.0, 0.0, 0.0], target=[0.0, 1.0, 5.0])
    # PyTorch has NaN.
    cases.add("a rate below 0 without count", True, pytorch=False, n=2, input=[-0.5, -3.0], target=[0.0, 0.0])


def gamma_deviance_log(cases):
    standard(
        cases,
        large={"x": [5.0, -10.0, 20.0, -40.0, 80.0]},
        infinities=[(INF, 2.0), (-INF, 2.0), (1.0, 0.0), (1.0, INF)],
    )
    total = {"reduction": "sum"}
    cases.add("predictions that are right", True, n=2, input=[0.0, 0.0], target=[1.0, 1.0], options=total)
    near = singles([1e-3, -1e-4, 1e-7, -0.34, 0.35])
    cases.add("predictions that are nearly right", True, n=5, input=near, target=[1.0] * 5, options=total)
    far = singles([30.0, -30.0, 30.0, -30.0]), singles([1e13, 1e-13, 1e-13, 1e13])
    cases.add("very different sizes", True, n=4, input=far[0], target=far[1], options=total)


# 1 and 2 are branches, and beside them is what they are the limits of.
POWERS = [1.0, 1.0 + 2**-13, 1.25, 1.75, 2.0 - 2**-13, 2.0, 2.0 + 2**-13, 3.0, 8.0]
BESIDE = {"1": 1.0 + 2**-40, "2": 2.0 - 2**-40}


def tweedie_deviance_log(cases):
    standard(
        cases,
        numbers=[{"power": power} for power in POWERS],
        small={"x": [1e-1, -1e-2, 1e-3, -1e-4, 1e-6, -1e-9]},
        large={"x": [5.0, -10.0, 20.0, -40.0, 80.0]},
        infinities=[(INF, 2.0), (-INF, 2.0), (1.0, 0.0), (-INF, 0.0), (INF, 0.0), (1.0, INF)],
    )
    total = {"reduction": "sum"}
    for power in (1.0, 1.5, 2.0, 3.0):
        infinite = [INF, -INF, INF, 1.0], [2.0, 2.0, 0.0, INF]
        more = {"options": total, "power": power}
        cases.add(f"infinities, power = {power:g}", True, n=4, input=infinite[0], target=infinite[1], **more)
        cases.add(f"targets of 0, power = {power:g}", True, n=3, input=[0.5, -2.0, 3.0], target=[0.0] * 3, **more)
        far = singles([20.0, -20.0, 20.0, -20.0]), singles([1e8, 1e-8, 1e-8, 1e8])
        cases.add(f"very different sizes, power = {power:g}", True, n=4, input=far[0], target=far[1], **more)
        cases.add(f"right predictions, power = {power:g}", True, n=2, input=[0.0, 0.0], target=[1.0, 1.0], **more)
    near = singles([1e-3, -1e-4, 1e-7, -0.24, 0.26, 0.99, -1.01])
    cases.add("predictions that are nearly right", True, n=7, input=near, target=[1.0] * 7, options=total)
    for name, power in BESIDE.items():
        cases.add(f"power beside {name}", True, n=3, input=[0.75, -1.5, 2.0], target=[2.0, 1e-3, 40.0], options=total, power=power)


def tweedie_deviance(cases):
    standard(
        cases,
        numbers=[{"power": power} for power in POWERS],
        # The second derivative of a smaller one is beyond float.
        small={"x": [1e-1, 1e-3, 1e-7, 1e-12]},
        infinities=[(INF, 2.0), (1.0, 0.0), (1.0, INF)],
    )
    total = {"reduction": "sum"}
    for power in (1.0, 1.5, 2.0, 3.0):
        more = {"options": total, "power": power}
        cases.add(f"targets of 0, power = {power:g}", True, n=3, input=[0.5, 2.0, 30.0], target=[0.0] * 3, **more)
        cases.add(f"means of 0, power = {power:g}", True, n=2, input=[0.0, 0.0], target=[1.0, 2.5], **more)
        far = singles([1e6, 1e-6, 1e6, 1e-6]), singles([1e6, 1e-6, 1e-6, 1e6])
        cases.add(f"very different sizes, power = {power:g}", True, n=4, input=far[0], target=far[1], **more)
        cases.add(f"right predictions, power = {power:g}", True, n=2, input=[1.5, 30.0], target=[1.5, 30.0], **more)
    near = singles([1 + 1e-3, 1 - 1e-4, 1 + 1e-7, 0.75, 1.25, 0.49, 0.51, 2.0, 2.1])
    cases.add("predictions that are nearly right", True, n=9, input=near, target=[1.0] * 9, options=total)
    for name, power in BESIDE.items():
        cases.add(f"power beside {name}", True, n=3, input=[0.75, 1.5, 30.0], target=[2.0, 1e-3, 40.0], options=total, power=power)
