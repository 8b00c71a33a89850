"""Cases of regression."""

from common import INF, NAN, QUICKSTART_PREDICTED, QUICKSTART_TRUE, hide_masked, row_options, singles, uniform
from pointwise import add_pointwise


def log_cosh(cases):
    def sample(generator, count):
        return uniform(generator, count, -3, 3), uniform(generator, count, -3, 3)

    cases.add("quickstart", n=4, input=singles(QUICKSTART_PREDICTED), target=QUICKSTART_TRUE)
    add_pointwise(cases, sample)
    note = "every option"
    generator = cases.generator(note)
    values, target = sample(generator, 13)
    options = row_options(generator, 13, ("weight", "mask", "upstream"))
    hide_masked(options, values, target)
    cases.add(note, True, n=13, input=values, target=target, options=options)
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
