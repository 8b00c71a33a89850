"""The cases of several losses in one."""

from common import INF, NAN, singles, uniform


def combine(cases):
    for count in range(8):
        note = f"{count} losses"
        generator = cases.generator(note)
        cases.add(note, values=uniform(generator, count, 0, 5), weights=uniform(generator, count, 0, 2))
    for note, values, weights in [
        ("negative weights and values", [1.5, -2.0, 0.25], [-0.5, 1.0, -2.0]),
        ("weights that sum to 1", [1.5, 2.0, 0.25], [0.5, 0.375, 0.125]),
        ("a weight of 0 leaves infinity out", [1.5, INF, 0.25], [0.5, 0.0, 2.0]),
        ("a weight of 0 leaves NaN out", [NAN, 1.5, 0.25], [0.0, 0.5, -1.0]),
        ("all weights 0", [1.5, NAN, INF], [0.0, 0.0, 0.0]),
        ("an infinite loss", [1.5, INF], [0.5, 2.0]),
        ("an infinite loss, negative weight", [1.5, INF], [0.5, -2.0]),
        ("NaN", [1.5, NAN], [0.5, 1.0]),
        ("very different sizes", singles([1e15, 1e-15, 3.0]), singles([1e-15, 1e15, 0.1])),
        ("a sum that cancels", [2.0**40, 0.5, 2.0**40], [1.0, 0.25, -1.0]),
    ]:
        cases.add(note, values=values, weights=weights)


def combine_uncertainty(cases):
    for count in range(8):
        note = f"{count} losses"
        generator = cases.generator(note)
        values, log_vars = uniform(generator, count, 0, 5), uniform(generator, count, -2, 2)
        coefficients = uniform(generator, count, 0.25, 2.0) if count % 2 else None
        cases.add(note, values=values, log_vars=log_vars, coefficients=coefficients)
    for note, values, log_vars, coefficients in [
        ("coefficients of the paper", [1.5, 0.25], singles([0.3, -0.7]), [0.5, 1.0]),
        ("log variances of 0", [1.5, 0.25, 3.0], [0.0, 0.0, 0.0], None),
        ("log variances where the derivative is 0", [1.0, 2.0], [0.0, 0.0], [1.0, 0.5]),
        ("large log variances", [1.5, 0.25], [80.0, -80.0], None),
        ("log variances near 0", [1.0, 2.0, 0.5], singles([1e-6, -1e-6, 1e-40]), [1.0, 0.5, 2.0]),
        ("a coefficient of 0 leaves infinity out", [1.5, INF], singles([0.3, -0.7]), [0.5, 0.0]),
        ("a coefficient of 0 leaves NaN out", [NAN, 1.5], singles([0.3, -0.7]), [0.0, 0.5]),
        ("an infinite loss", [1.5, INF], singles([0.3, -0.7]), None),
        ("NaN", [1.5, NAN], singles([0.3, -0.7]), None),
        ("a negative loss", [-1.5, 0.25], singles([0.3, -0.7]), [0.5, 1.0]),
    ]:
        cases.add(note, values=values, log_vars=log_vars, coefficients=coefficients)
