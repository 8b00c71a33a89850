"""Writes accuracy/src/constants.rs: python3 accuracy/constants.py > accuracy/src/constants.rs

needs mpmath."""

from mpmath import mp, mpf
mp.prec = 400
def dd(x):
    h = float(x); l = float(x - mpf(h)); return h, l
def lit(v):
    return repr(v)
print("//! Constants of the reference, written by `python3 accuracy/constants.py`. Do not edit.")
print()
print("/// 1/(k + 2)! as the sum of two numbers.")
print("pub const INVERSE_FACTORIALS: [(f64, f64); 22] = [")
for k in range(22):
    h,l = dd(1/mp.factorial(k+2)); print(f"    ({h!r}, {l!r}),")
print("];")
print()
print("/// 1/(2k + 1) as the sum of two numbers.")
print("pub const INVERSE_ODDS: [(f64, f64); 20] = [")
for k in range(20):
    h,l = dd(mpf(1)/(2*k+1)); print(f"    ({h!r}, {l!r}),")
print("];")
print()
h,l = dd(mp.log(2)); m = float(mp.log(2)-mpf(h)-mpf(l))
print("/// ln 2 as the sum of three numbers.")
print(f"pub const LN_2: [f64; 3] = [std::f64::consts::LN_2, {l!r}, {m!r}];")
print()
print("/// (-1)^k (zeta(k) - 1)/k from k = 2 on, as the sum of two numbers.")
print("pub const ZETA: [(f64, f64); 50] = [")
for k in range(2, 52):
    h,l = dd((-1)**k*(mp.zeta(k)-1)/k); print(f"    ({h!r}, {l!r}),")
print("];")
print()
print("/// Those of Stirling's series: B_2k/(2k(2k - 1)) from k = 1 on, as the sum of two numbers.")
print("pub const STIRLING: [(f64, f64); 16] = [")
for k in range(1, 17):
    h,l = dd(mp.bernoulli(2*k)/(2*k*(2*k-1))); print(f"    ({h!r}, {l!r}),")
print("];")
print()
print("/// 1 - gamma as the sum of two numbers; gamma is Euler's constant.")
print(f"pub const ONE_LESS_GAMMA: (f64, f64) = {dd(1-mp.euler)!r};")
print()
print("/// Half of log(2 pi) as the sum of two numbers.")
print(f"pub const HALF_LOG_TAU: (f64, f64) = {dd(mp.log(2*mp.pi)/2)!r};")
