"""Prints kernels/src/math/coefficients.rs: the polynomials and constants in two parts.

The polynomials of e^x, log and log Gamma interpolate their functions at Chebyshev nodes (within a factor of two of
the minimax polynomial, far below half an ulp at the degrees used). That of log(1 + e), of which more is
left in the result, is fitted as it will be evaluated: with coefficients of the lane's type. Needs only mpmath:

    python3 kernels/coefficients.py | rustfmt --edition 2024 --config-path . > kernels/src/math/coefficients.rs
"""

from mpmath import chop, cos, euler, exp, log, loggamma, lu_solve, matrix, mp, mpf, pi, workprec, zeta

mp.dps = 60


def chebyshev_nodes(low, high, count):
    return [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def interpolate(function, low, high, degree):
    """Monomial coefficients, lowest first, of the interpolant at degree + 1 Chebyshev nodes."""
    nodes = chebyshev_nodes(low, high, degree + 1)
    powers = matrix([[node**j for j in range(degree + 1)] for node in nodes])
    return list(lu_solve(powers, matrix([function(node) for node in nodes])))


def fit_rounded(function, weight, low, high, degree, bits):
    """Monomial coefficients, lowest first, each a number of so many bits.

    Least squares of weight times error at Chebyshev nodes, which is near the minimax polynomial of that. After each
    coefficient is rounded, the higher ones are fitted anew and make good for most of it.
    """
    nodes = chebyshev_nodes(low, high, 4 * (degree + 1))
    rest = [function(node) for node in nodes]
    rounded = []
    for power in range(degree + 1):
        rows = matrix([[weight(node) * node**j for j in range(power, degree + 1)] for node in nodes])
        # Of more equations than unknowns lu_solve finds the least squares.
        lowest = lu_solve(rows, matrix([weight(node) * value for node, value in zip(nodes, rest)]))[0]
        with workprec(bits):
            rounded.append(+lowest)
        rest = [value - rounded[-1] * node**power for node, value in zip(nodes, rest)]
    return rounded


def exponential_tail(r):
    """(e^r - 1 - r) / r^2."""
    if abs(r) < mpf("1e-15"):
        return mpf(1) / 2 + r / 6
    return (exp(r) - 1 - r) / r**2


def logarithm_tail(z):
    """(log((1 + s) / (1 - s)) / s - 2) / z with z = s^2."""
    if z < mpf("1e-25"):
        return mpf(2) / 3 + 2 * z / 5
    s = z**mpf("0.5")
    return (log((1 + s) / (1 - s)) / s - 2) / z


def logarithm_1p_tail(e):
    """(e - log(1 + e)) / e^2."""
    if e < mpf("1e-25"):
        return mpf(1) / 2 - e / 3
    return (e - log(1 + e)) / e**2


def log_factorial_near_tail(s):
    """(log Gamma(2 + s) / (s (1 + s)) - 1 + gamma) / s."""
    if abs(s) < mpf("1e-25"):
        return (zeta(2) - 1) / 2 - 1 + euler
    quotient = euler if abs(1 + s) < mpf("1e-25") else loggamma(2 + s) / (s * (1 + s))
    return (quotient - 1 + euler) / s


def log_factorial_far_tail(z):
    """What Stirling's formula for log Gamma(v + 1/2) = v log v - v + log(2 pi) / 2 + ... leaves, times v, with z = 1 / v^2."""
    if z < mpf("1e-25"):
        return -mpf(1) / 24 + 7 * z / 2880
    v = 1 / z ** mpf("0.5")
    return (loggamma(v + mpf("0.5")) - v * (log(v) - 1) - log(2 * pi) / 2) * v


def rust(value):
    """A literal that rustfmt and clippy leave alone."""
    text = repr(float(chop(value)))
    mantissa, _, exponent = text.partition("e")
    return mantissa + (f"e{int(exponent)}" if exponent else "")


def polynomial(name, what, coefficients):
    print(f"    /// {what}, highest power first.")
    print(f"    const {name}: &'static [f64] = &[")
    for coefficient in reversed(coefficients):
        print(f"        {rust(coefficient)},")
    print("    ];")


def split(name, value, bits):
    """A number from 1/4 to 1, cut after so many bits behind the point, and what was cut off."""
    scale = mpf(2) ** bits
    high = mpf(int(value * scale)) / scale
    print(f"    const {name}: (f64, f64) = ({rust(high)}, {rust(value - high)});")


def main():
    print("//! Written by `python3 kernels/coefficients.py`, which derives every number. Do not edit.\n")
    print("#![allow(clippy::approx_constant)]\n")
    print("use super::Coefficients;")
    half_ln2 = log(mpf(2)) / 2 * (1 + mpf("1e-6"))
    largest_z = ((mpf(2) ** mpf("0.5") - 1) / (mpf(2) ** mpf("0.5") + 1)) ** 2 * (1 + mpf("1e-6"))
    mp.prec = 300
    # Lane, degrees of the polynomials, bits of a lane, bits left when multiplied by an exponent.
    for lane, exponential_degree, logarithm_degree, logarithm_1p_degree, near_degree, far_degree, bits, short in (
        ("f32", 4, 3, 8, 14, 3, 24, 15),
        ("f64", 9, 6, 20, 30, 11, 53, 41),
    ):
        print(f"\nimpl Coefficients for {lane} {{")
        polynomial(
            "EXPONENTIAL",
            "(e^r - 1 - r) / r^2 for |r| <= ln(2) / 2",
            interpolate(exponential_tail, -half_ln2, half_ln2, exponential_degree),
        )
        polynomial(
            "LOGARITHM",
            "(log((1 + s) / (1 - s)) / s - 2) / s^2, in s^2, for |s| <= (sqrt(2) - 1) / (sqrt(2) + 1)",
            interpolate(logarithm_tail, mpf(0), largest_z, logarithm_degree),
        )
        polynomial(
            "LOGARITHM_1P",
            "(e - log(1 + e)) / e^2 for 0 <= e <= 1",
            # The error counts e^2 times in log(1 + e): this is what it is beside the result.
            fit_rounded(logarithm_1p_tail, lambda e: e**2 / log(1 + e), mpf(0), mpf(1), logarithm_1p_degree, bits),
        )
        polynomial(
            "LOG_FACTORIAL_NEAR",
            "(log Gamma(2 + s) / (s (1 + s)) - 1 + gamma) / s for -1 <= s <= 3/2",
            interpolate(log_factorial_near_tail, mpf(-1), mpf("1.5"), near_degree),
        )
        polynomial(
            "LOG_FACTORIAL_FAR",
            "v (log Gamma(v + 1/2) - v log v + v - log(2 pi) / 2), in 1 / v^2, for v >= 3",
            interpolate(log_factorial_far_tail, mpf(0), mpf(1) / 9, far_degree),
        )
        split("LN_2", log(mpf(2)), bits)
        split("LN_2_SHORT", log(mpf(2)), short)
        # Of 24 bits 25 are behind the point: it is below 1/2.
        split("ONE_LESS_GAMMA", 1 - euler, bits + 1)
        print("}")


if __name__ == "__main__":
    main()
