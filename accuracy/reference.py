"""Compares the double-double reference with mpmath, at 60 digits:

    target/release/loss-accuracy reference 300 | python3 accuracy/reference.py

Prints the largest relative error of each function, and fails where it is above 2^-85: then an error that is
measured against the reference is wrong by less than 2^-30 units in the last place of f64.
"""

import re
import struct
import sys

from mpmath import mp, mpf

mp.prec = 200
LIMIT = mpf(2) ** -85
# Below this nothing in the library is a number but 0.
SMALLEST = mpf(2) ** -1070


def number(bits):
    return struct.unpack("<d", struct.pack("<Q", int(bits, 16)))[0]


def softplus(x):
    return max(x, 0) + mp.log1p(mp.exp(-abs(x)))


def scaled(name, x):
    """e^(x/T), over the power of two in `exponents` below."""
    temperature = re.search(r"T = ([0-9.e-]+)", name)
    return mp.exp(x / mpf(float(temperature[1]))) if temperature else mp.exp(x)


EXPONENTS = {"exp_scaled, x = 1e6": 1442695, "exp_scaled, T = 1.7, x = 1e6": 848644}


def excess(x):
    with mp.workprec(3000):
        return mp.expm1(x) - x


def excess_of_logarithm(x):
    with mp.workprec(3000):
        return x - mp.log1p(x)


def log1mexp(x):
    with mp.workprec(3000):
        return mp.log(-mp.expm1(-x)) if x else -mp.inf


def log_factorial(x):
    with mp.workprec(3000):
        return mp.loggamma(x + 1)


FUNCTIONS = {
    "exp": mp.exp,
    "exp_of_negative": mp.exp,
    "expm1": mp.expm1,
    "expm1_pair, e^x - 1 - x": excess,
    "log": mp.log,
    "log_pair, sum of both": mp.log,
    "log1p, log1p_given": mp.log1p,
    "log1p_of_unit": mp.log1p,
    "excess_log1p": excess_of_logarithm,
    "log1mexp": log1mexp,
    "log1mexp, e^-x": lambda x: mp.exp(-x),
    "log1mexp, 1 - e^-x": lambda x: -mp.expm1(-x),
    "sigmoid(x)": lambda x: 1 / (1 + mp.exp(-x)),
    "sigmoid(-x)": lambda x: 1 / (1 + mp.exp(x)),
    "log(1 + e^-|x|)": lambda x: mp.log1p(mp.exp(-abs(x))),
    "softplus(x)": softplus,
    "softplus(-x)": lambda x: softplus(-x),
    "log_factorial": log_factorial,
    "tanh": mp.tanh,
    "tanh, 1 - tanh^2": lambda x: mp.sech(x) ** 2,
}


def exact(name, x):
    if name.startswith("exp_scaled"):
        return mp.ldexp(scaled(name, x), -EXPONENTS.get(name, 0))
    return FUNCTIONS[name](x)


def main():
    worst, counts = {}, {}
    for line in sys.stdin:
        name, *bits, power = line.rstrip("\n").split("\t")
        x, high, low = map(number, bits)
        # Infinities and NaN are held to the kernels' own, everywhere else to mpmath.
        if x != x or abs(x) == float("inf") or (name.startswith("log") and (x < 0 and "1p" not in name or x <= -1)):
            continue
        if name.startswith("log") and "1p" not in name and x == 0:
            continue
        if float(power) != float(power):
            sys.exit(f"{name}({x!r}) has no power of two")
        true = exact(name, mpf(x))
        got = mp.ldexp(mpf(high) + mpf(low), int(float(power)))
        tiny = abs(true) < SMALLEST and abs(got) < SMALLEST
        huge = abs(true) > mpf(2) ** 1030 and abs(got) > mpf(2) ** 1030
        error = mpf(0) if tiny or huge or true == got else abs(got - true) / abs(true)
        counts[name] = counts.get(name, 0) + 1
        if error >= worst.get(name, (mpf(-1),))[0]:
            worst[name] = (error, x)
    for name, (error, x) in worst.items():
        size = f"2^{float(mp.log(error, 2)):.1f}" if error else "0"
        print(f"{name}: {counts[name]} values, largest relative error {size} at {x!r}")
    failed = [name for name, (error, _) in worst.items() if not error <= LIMIT]
    if failed or not worst:
        sys.exit(f"the reference is not good to 2^-85: {', '.join(failed) or 'no values'}")


if __name__ == "__main__":
    main()
