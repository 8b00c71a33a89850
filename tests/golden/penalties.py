"""The cases of the penalties on parameters."""

import itertools

from common import INF, NAN, hide_masked, row_options, singles, uniform


def penalty(cases):
    """The cases of each of the three."""
    coefficients = itertools.cycle([0.5, 1e-4, 2.0, 0.01, 1.0, 0.3])

    def scalars():
        count = 2 if cases.loss == "elastic_net_penalty" else 1
        return list(itertools.islice(coefficients, count))

    def add(note, values, options=None, hessian=False):
        cases.add(note, hessian, n=len(values), input=values, scalars=scalars(), options=options)

    sizes = itertools.cycle([10, 3, 33, 7])
    for names in ((), ("sum",), ("weight",), ("mask",), ("upstream",), ("weight", "mask", "upstream")):
        note = " + ".join(names) or "default"
        generator = cases.generator(note)
        values = uniform(generator, next(sizes), -3, 3)
        options = row_options(generator, len(values), [name for name in names if name != "sum"])
        hide_masked(options, values)
        add(note, values, options, len(values) <= 10)
    add("100 parameters", uniform(cases.generator("100 parameters"), 100, -0.1, 0.1))
    add("one parameter", [-1.5], hessian=True)
    add("no parameters", [])
    add("zeros: derivative 0", [0.0, 0.0, 0.0], hessian=True)
    add("zeros among others", [0.0, 1.5, 0.0, -2.0, 0.0], {"weight": [1.0, 0.5, 2.0, 1.5, 0.0]}, True)
    add("tiny parameters", singles([1e-45, -1e-40, 1e-20, -1e-10]))
    add("large parameters", singles([1e4, -1e10, 1e15, -3.0]))
    add("all masked", [1.0, 2.0], {"mask": [0, 0]})
    add("weights of 0", [1.0, -2.0], {"weight": [0.0, 0.0]}, True)
    add("infinity", [1.0, -INF, 2.0])
    add("NaN", [1.0, NAN, -2.0])
    count = len(scalars())
    cases.add("coefficients of 0", n=3, input=[1.0, -2.0, 0.5], scalars=[0.0] * count)
    if count == 2:
        cases.add("no L1", True, n=3, input=[1.0, -2.0, 0.0], scalars=[0.0, 0.5])
        cases.add("no L2", True, n=3, input=[1.0, -2.0, 0.0], scalars=[0.5, 0.0])


l1_penalty = penalty
l2_penalty = penalty
elastic_net_penalty = penalty
