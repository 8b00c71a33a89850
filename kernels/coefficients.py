"""Prints kernels/src/math/coefficients.rs: the polynomials and the parts of ln 2.

The polynomials of e^x and log interpolate their functions at Chebyshev nodes (within a factor of two of
the minimax polynomial, far below half an ulp at the degrees used). That of log(1 + e), of which more is
left in the result, is fitted as it will be evaluated: with coefficients of the lane's type. Needs only mpmath:

    python3 kernels/coefficients.py | rustfmt --edition 2024 --config-path . > kernels/src/math/coefficients.rs
"""

from mpmath import chop, cos, exp, log, lu_solve, matrix, mp, mpf, pi, workprec

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


def split(name, bits):
    """ln 2 cut after so many bits, and what was cut off."""
    scale = mpf(2) ** bits
    high = mpf(int(log(mpf(2)) * scale)) / scale
    print(f"    const {name}: (f64, f64) = ({rust(high)}, {rust(log(mpf(2)) - high)});")


def main():
    print("//! Written by `python3 kernels/coefficients.py`, which derives every number. Do not edit.\n")
    print("#![allow(clippy::approx_constant)]\n")
    print("use super::Coefficients;")
    half_ln2 = log(mpf(2)) / 2 * (1 + mpf("1e-6"))
    largest_z = ((mpf(2) ** mpf("0.5") - 1) / (mpf(2) ** mpf("0.5") + 1)) ** 2 * (1 + mpf("1e-6"))
    mp.prec = 300
    # Lane, degrees of the three polynomials, bits of a lane, bits left when multiplied by an exponent.
    for lane, exponential_degree, logarithm_degree, logarithm_1p_degree, bits, short in (
        ("f32", 4, 3, 8, 24, 15),
        ("f64", 9, 6, 20, 53, 41),
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
        split("LN_2", bits)
        split("LN_2_SHORT", short)
        print("}")


if __name__ == "__main__":
    main()
