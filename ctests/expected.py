#!/usr/bin/env python3
"""Writes expected.h: values and gradients of the losses on the data of examples/quickstart.c.

    python3 ctests/expected.py > ctests/expected.h

Independent of the library: the textbook formula of each value in double precision, and its gradient
by a complex step, im f(x + ih) / h with h = 1e-100, which is exact to rounding and needs no formula.
"""

from cmath import exp, log, sqrt

TARGET = [1.0, 0.0, 1.0, 1.0]
PRED = [0.9, 0.1, 0.8, 0.7]
CLASS = [1, 0, 1, 1]
LOGITS = [0.2, 0.8, 0.9, 0.1, 0.3, 0.7, 0.4, 0.6]
OTHER_LOGITS = [0.3, 0.7, 0.8, 0.2, 0.4, 0.6, 0.5, 0.5]
POS_WEIGHT = 2.0
STEP = 1e-100


def rows(x):
    """Rows of two classes."""
    return [x[i : i + 2] for i in range(0, len(x), 2)]


def log_softmax(x):
    return [z - log(sum(map(exp, row))) for row in rows(x) for z in row]


def mean(terms):
    terms = list(terms)
    return sum(terms) / len(terms)


def mse(x):
    return mean((p - t) ** 2 for p, t in zip(x, TARGET))


def hinge(x):
    margins = (1 - (2 * t - 1) * p for p, t in zip(x, TARGET))
    return mean(m if m.real > 0 else 0 for m in margins)


def bce(x):
    return mean(-t * log(p) - (1 - t) * log(1 - p) for p, t in zip(x, TARGET))


def bce_logits(x):
    return mean(
        (1 - t) * log(1 + exp(z)) + POS_WEIGHT * t * log(1 + exp(-z)) for z, t in zip(x, TARGET)
    )


def nll(x):
    return mean(-row[y] for row, y in zip(rows(x), CLASS))


LOG_PROB = [z.real for z in log_softmax(LOGITS)]
PROB = [exp(z).real for z in LOG_PROB]
OTHER_LOG_PROB = [z.real for z in log_softmax(OTHER_LOGITS)]
OTHER_PROB = [exp(z).real for z in OTHER_LOG_PROB]
ROWS = len(CLASS)


def cross_entropy_of_logs(x):
    return sum(-t * z for z, t in zip(x, OTHER_PROB)) / ROWS


def kl_div(x):
    return sum(t * (log(t) - z) for z, t in zip(x, OTHER_PROB)) / ROWS


LOSSES = [
    ("MSE", mse, PRED),
    ("RMSE", lambda x: sqrt(mse(x)), PRED),
    ("HINGE", hinge, PRED),
    ("BCE", bce, PRED),
    ("BCE_LOGITS", bce_logits, PRED),
    ("CROSS_ENTROPY", lambda x: nll(log_softmax(x)), LOGITS),
    ("CROSS_ENTROPY_SOFT", lambda x: cross_entropy_of_logs(log_softmax(x)), LOGITS),
    ("CROSS_ENTROPY_PROB", lambda x: cross_entropy_of_logs(map(log, x)), PROB),
    ("NLL", nll, LOG_PROB),
    ("KL_DIV", kl_div, LOG_PROB),
    ("KL_DIV_PROB", lambda x: kl_div(map(log, x)), PROB),
]


def array(name, numbers):
    print(f"static const double {name}[{len(numbers)}] = {{")
    for row in rows(numbers):
        print("    " + " ".join(f"{number!r}," for number in row))
    print("};")


print("/* Written by expected.py; do not edit. */")
print("#ifndef EXPECTED_H\n#define EXPECTED_H\n")
for name, numbers in [
    ("TARGET", TARGET),
    ("PRED", PRED),
    ("LOGITS", LOGITS),
    ("LOG_PROB", LOG_PROB),
    ("PROB", PROB),
    ("OTHER_LOG_PROB", OTHER_LOG_PROB),
    ("OTHER_PROB", OTHER_PROB),
]:
    array(name, numbers)
for name, loss, at in LOSSES:
    gradient = [
        loss([x + STEP * 1j if k == i else x + 0j for k, x in enumerate(at)]).imag / STEP
        for i in range(len(at))
    ]
    print(f"\nstatic const double {name}_VALUE = {complex(loss(at)).real!r};")
    array(f"{name}_GRADIENT", gradient)
print("\n#endif")
