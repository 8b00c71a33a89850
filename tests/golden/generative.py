"""The cases of the losses of generative models."""

import itertools

import torch
from mpmath import isinf, isnan, mp, mpf

from common import EVERY_ROW_OPTION, INF, NAN, hide_masked, row_options, singles, uniform
from digits import solve
from losses import HINGE, LEAST_SQUARES, MINIMAX, NON_SATURATING, WASSERSTEIN


def vae_kl(cases):
    def add(note, rows, dim, options):
        generator = cases.generator(note)
        mu, log_var = uniform(generator, rows * dim, -3, 3), uniform(generator, rows * dim, -4, 2)
        options = row_options(generator, rows, options) if isinstance(options, tuple) else options
        hide_masked(options, mu, log_var, width=dim)
        cases.add(note, rows=rows, dim=dim, input=mu, target=log_var, options=options)

    sizes = itertools.cycle([(4, 3), (5, 10), (3, 1), (2, 33)])
    for names, (rows, dim) in zip(EVERY_ROW_OPTION, sizes):
        add(" + ".join(names) or "default: mean", rows, dim, names)
    add("one row of 100", 1, 100, ("upstream",))
    add("10 rows, mean_rows", 10, 3, ("mean_rows", "mask"))
    add("no rows", 0, 3, ())
    add("all masked", 2, 3, {"mask": [0, 0]})
    add("all masked, mean_rows", 2, 3, {"mask": [0, 0], "reduction": "mean_rows"})
    add("weights sum to 0", 2, 3, {"weight": [0.0, 0.0]})
    add("a weight of 0 still counts as a row", 3, 2, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"})

    def add_row(note, mu, log_var, options=None):
        cases.add(note, rows=1, dim=len(mu), input=singles(mu), target=singles(log_var), options=options)

    tiny = [1e-6, -1e-6, 1e-3, -1e-3, 1e-12, 1e-40]
    add_row("the standard normal distribution: value 0", [0.0] * 3, [0.0] * 3)
    add_row("log variances near 0", [0.0] * 6, tiny)
    add_row("means and log variances near 0", tiny, tiny[::-1])
    add_row("log variances around 1/8", [0.0] * 4, [0.124, 0.126, -0.124, -0.126])
    add_row("a variance of nearly 0", [0.5, -1.0], [-80.0, -20.0])
    add_row("a huge variance", [0.5], [80.0], {"upstream": 0.7})
    add_row("huge and tiny variances", [0.5, 0.0, 2.0], [80.0, -80.0, 0.0])
    add_row("large means", [1e4, -1e4, 300.0], [0.5, -0.5, 0.0])
    add_row("log variance -inf: loss inf, gradient -1/2", [0.5, 1.0], [-INF, 0.25])
    add_row("log variance inf", [0.5, 1.0], [INF, 0.25])
    add_row("an infinite mean", [-INF, 1.0], [0.5, 0.25])
    cases.add("NaN in a mean", rows=2, dim=1, input=[NAN, 0.5], target=[0.5, 0.25])
    cases.add("NaN in a log variance", rows=2, dim=1, input=[1.5, 0.5], target=[0.5, NAN])


def gaussian_kl_element(mu, s, m, v, free_bits):
    """The divergence of an element and its derivatives, or their limits."""
    if any(map(isnan, (mu, s, m, v))) or isnan(mu - m) or isnan(s - v):
        return [mp.nan] * 3
    u, distance = s - v, mu - m
    growth = mp.expm1(u)
    # The larger infinity is that of the exponential.
    excess = INF if isinf(u) else growth - u
    inverse = mp.exp(-v)
    by_mu = distance * inverse if distance != 0 and inverse != 0 else mpf(0)
    square = by_mu * distance if by_mu != 0 else mpf(0)
    term = (mpf(excess) + square) / 2
    return [free_bits, mpf(0), mpf(0)] if 0 < free_bits and term <= free_bits else [term, by_mu, growth / 2]


def gaussian_kl_row(rows, prior, case):
    free_bits = mpf(case.get("free_bits", 0))
    terms = [gaussian_kl_element(*numbers, free_bits) for numbers in zip(*rows, *prior)]
    loss, *derivatives = zip(*terms) if terms else ((), (), ())
    return mp.fsum(loss) if not any(map(isnan, loss)) else mp.nan, derivatives


def gaussian_kl_in_pytorch(inputs, prior, case):
    """The losses of the rows."""
    of = [torch.distributions.Normal(mean, (log_var / 2).exp()) for mean, log_var in (inputs, prior)]
    terms = torch.distributions.kl_divergence(*of)
    # The derivative of its maximum is a half at the kink, where no case is that asks for this.
    return terms.clamp(min=case.get("free_bits", 0.0)).sum(1)


def gaussian_kl(cases):
    keys = ("prior_mu", "prior_log_var")

    def add(note, rows, dim, inputs, prior=(None, None), free_bits=None, options=None, smooth=False, pytorch=True):
        case = {"note": note, "rows": rows, "dim": dim, "inputs": inputs, **dict(zip(keys, prior))}
        case |= {"free_bits": free_bits, "options": options}
        case = {key: part for key, part in case.items() if part is not None and part != {}}
        of_pytorch = gaussian_kl_in_pytorch if pytorch else None
        cases.solved.append(solve(gaussian_kl_row, case, smooth, of_pytorch, keys))

    def random(note, rows, dim, options, free_bits=None, given=(True, True)):
        generator = cases.generator(note)
        mu, log_var, m, v = (
            uniform(generator, rows * dim, *limits) for limits in ((-3, 3), (-4, 2), (-3, 3), (-2, 2))
        )
        options = row_options(generator, rows, options) if isinstance(options, tuple) else options
        hide_masked(options, mu, log_var, m, v, width=dim)
        prior = [array if has else None for array, has in zip((m, v), given)]
        counts = any(options.get("mask", [1])) and any(options.get("weight", [1]))
        add(note, rows, dim, [mu, log_var], prior, free_bits, options, "mask" not in options, counts)

    sizes = itertools.cycle([(4, 3), (5, 10), (3, 1), (2, 33)])
    for names, (rows, dim) in zip(EVERY_ROW_OPTION, sizes):
        random(" + ".join(names) or "default: mean", rows, dim, names)
    for names, (rows, dim) in zip(EVERY_ROW_OPTION[:6], sizes):
        random(f"free bits, {' + '.join(names) or 'mean'}", rows, dim, names, 0.75)
    random("one row of 100, free bits", 1, 100, ("upstream",), 0.125)
    random("free bits of nearly nothing", 3, 10, (), 1e-3)
    random("free bits above all", 3, 10, (), 1e6)
    random("without a prior", 4, 10, ("weight",), given=(False, False))
    random("without a prior, free bits", 4, 10, ("weight",), 0.5, given=(False, False))
    random("a prior without means", 4, 10, ("weight",), given=(False, True))
    random("a prior without variances", 4, 10, ("weight",), 0.25, given=(True, False))
    add("no rows", 0, 3, [[], []], ([], []), pytorch=False)
    random("all masked", 2, 3, {"mask": [0, 0]})
    random("all masked, mean_rows", 2, 3, {"mask": [0, 0], "reduction": "mean_rows"})
    random("weights sum to 0", 2, 3, {"weight": [0.0, 0.0]})
    random("a weight of 0 still counts as a row", 3, 2, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"})

    def one(note, mu, log_var, m, v, free_bits=None, options=None, smooth=True, pytorch=True):
        arrays = [singles(numbers) for numbers in (mu, log_var, m, v)]
        add(note, 1, len(mu), arrays[:2], arrays[2:], free_bits, options, smooth, pytorch)

    tiny = [1e-6, -1e-6, 1e-3, -1e-3, 1e-12, 1e-30]
    one("the prior itself: value 0", [0.5, -3.0], [0.25, -2.0], [0.5, -3.0], [0.25, -2.0])
    one("the prior itself, free bits", [0.5, -3.0], [0.25, -2.0], [0.5, -3.0], [0.25, -2.0], 0.5, smooth=False)
    one("near the prior", [x + 1 for x in tiny], [0.5 + x for x in tiny], [1.0] * 6, [0.5] * 6, pytorch=False)
    one("near the prior that is standard", tiny, tiny[::-1], [0.0] * 6, [0.0] * 6, pytorch=False)
    one("log variances around 1/8 apart", [0.0] * 4, [1.124, 1.126, 0.876, 0.874], [0.0] * 4, [1.0] * 4)
    kink = {"smooth": False, "pytorch": False}
    one("exactly at the kink: derivatives 0", [3.0, 2.5], [0.0, 0.0], [1.0, 1.0], [0.0] * 2, 2.0, **kink)
    one("just above free bits", [3.001], [0.0], [1.0], [0.0], 2.0)
    one("a variance of nearly 0", [0.5, -1.0], [-80.0, -20.0], [1.0, -1.0], [0.5, 0.25])
    # Of losses this large, differences of 50 digits have none of the derivative by the mean.
    large = {"smooth": False, "pytorch": False}
    one("a huge variance", [0.5], [70.0], [-1.0], [-9.5], options={"upstream": 0.7}, **large)
    one("the rounding of a difference of logarithms", [0.0], [60.25], [0.0], [-0.1], **large)
    one("a tiny variance of the prior", [1e-15, 0.0], [-60.0, -61.5], [0.0, 1e-14], [-61.0, -61.0])
    one("a huge variance of the prior", [1e15, 0.0], [60.0, 61.5], [0.0, 1e14], [61.0, 61.0])
    one("both variances huge, means far apart", [3e18, 1.0], [90.0, 0.5], [-1e18, 0.5], [91.0, 0.0])
    one("no exponential of f32: the prior's variance", [1e-20], [-100.5], [0.0], [-100.0], pytorch=False)
    limit = {"smooth": False, "pytorch": False}
    one("log variance -inf: loss inf, gradient -1/2", [0.5, 1.0], [-INF, 0.25], [0.5, 0.5], [0.0, 0.0], **limit)
    one("log variance inf", [0.5, 1.0], [INF, 0.25], [0.5, 0.5], [0.0, 0.0], **limit)
    one("an infinite mean", [-INF, 1.0], [0.5, 0.25], [0.5, 0.5], [0.0, 0.0], **limit)
    one("an infinite mean, a huge variance of the prior", [INF], [1000.0], [0.5], [1000.0], **limit)
    one("an infinite mean of the prior", [0.5, 1.0], [0.5, 0.25], [INF, 0.5], [0.0, 0.0], **limit)
    one("variance 0 of the prior, equal means", [0.5, 1.0], [0.5, 0.25], [0.5, 0.5], [-INF, 0.0], **limit)
    one("variance 0 of the prior, means apart", [0.75, 1.0], [0.5, 0.25], [0.5, 0.5], [-INF, 0.0], **limit)
    one("endless variance of the prior", [0.75, 1.0], [0.5, 0.25], [0.5, 0.5], [INF, 0.0], **limit)
    one("endless variance of the prior, an infinite mean", [INF, 1.0], [0.5, 0.25], [0.5, 0.5], [INF, 0.0], **limit)
    one("infinite loss above free bits", [0.5, 1.0], [-INF, 0.25], [0.5, 0.5], [0.0, 0.0], 1.0, **limit)
    one("variances of 0: NaN", [0.5, 1.0], [-INF, 0.25], [0.5, 0.5], [-INF, 0.0], **limit)
    one("two infinite means: NaN", [INF, 1.0], [0.5, 0.25], [INF, 0.5], [0.0, 0.0], **limit)
    for place, what in enumerate(("a mean", "a log variance", "a mean of the prior", "a log variance of the prior")):
        arrays = [[1.5, 0.5], [0.5, 0.25], [1.5, -0.5], [0.0, 0.75]]
        arrays[place][1] = NAN
        for free_bits in (None, 8.0):
            note = f"NaN in {what}" + (", free bits" if free_bits else "")
            add(note, 2, 1, arrays[:2], arrays[2:], free_bits, pytorch=False)


KINDS = {
    MINIMAX: "minimax",
    NON_SATURATING: "non-saturating",
    LEAST_SQUARES: "least squares",
    HINGE: "hinge",
    WASSERSTEIN: "Wasserstein",
}
SIZES = [(3, 5), (10, 1), (1, 10), (7, 7), (3, 33), (100, 3), (2, 4)]
LARGE = [1e4, -1e4, 50.0, -50.0, 0.0]
SMALL = singles([0.0, 1e-8, -1e-8, 1e-40, -1e-45])
KINK = [1.0, 1.0 - 2**-24, 1.0 + 2**-23, 0.0, -1.0]


def add_every_kind(cases, add):
    """Random cases: each kind with few options, and with some of the others."""
    always = [(), ("weight", "mask", "upstream")]
    others = itertools.cycle(names for names in EVERY_ROW_OPTION if names not in always)
    sizes = itertools.cycle(SIZES)
    for kind, name in KINDS.items():
        for names in (*always, *itertools.islice(others, 2)):
            add(f"{name}, {' + '.join(names) or 'default: mean'}", kind, next(sizes), names)


def gan_discriminator(cases):
    def add(note, kind, sizes, names):
        generator = cases.generator(note)
        scores = uniform(generator, sum(sizes), -3, 3)
        options = row_options(generator, sum(sizes), names)
        hide_masked(options, scores)
        add_scores(note, kind, scores[: sizes[0]], scores[sizes[0] :], options, sum(sizes) <= 10)

    def add_scores(note, kind, real, fake, options=None, hessian=False):
        cases.add(note, hessian, kind=kind, input=real, target=fake, options=options)

    add_every_kind(cases, add)
    for kind, name in KINDS.items():
        add_scores(f"{name}, large scores", kind, LARGE, LARGE[::-1])
        add_scores(f"{name}, infinite scores, right", kind, [INF, 1.0], [-INF, -1.0, 0.5])
    add_scores("minimax, infinite scores, wrong", MINIMAX, [-INF, 1.0], [INF, -1.0, 0.5])
    add_scores("hinge, infinite scores, wrong", HINGE, [-INF, 1.5], [INF, -1.0, 0.5])
    add_scores("minimax, scores around 0", MINIMAX, SMALL, SMALL[::-1])
    add_scores("hinge, at the kink: derivative 0", HINGE, KINK, [-x for x in KINK])
    real, fake = [0.5, -1.25, 2.0], [1.5, -0.25]
    add_scores("no fakes", NON_SATURATING, real, [])
    add_scores("no real samples", LEAST_SQUARES, [], fake, {"weight": [0.5, 2.0]})
    add_scores("no samples", HINGE, [], [])
    add_scores("all fakes masked", MINIMAX, real, [NAN, NAN], {"mask": [1, 0, 1, 0, 0]})
    hidden = {"mask": [0, 0, 0, 1, 1], "reduction": "mean_rows"}
    add_scores("all real samples masked, mean_rows", WASSERSTEIN, [NAN] * 3, fake, hidden)
    add_scores("all masked", LEAST_SQUARES, real, fake, {"mask": [0] * 5})
    add_scores("weights of the fakes sum to 0", NON_SATURATING, real, fake, {"weight": [0.5, 1.0, 1.5, 0.0, 0.0]})
    add_scores("NaN among the real samples", MINIMAX, [0.5, NAN], [1.0, 2.0])


def gan_generator(cases):
    def add(note, kind, sizes, names):
        generator = cases.generator(note)
        scores = uniform(generator, sizes[1], -3, 3)
        options = row_options(generator, sizes[1], names)
        hide_masked(options, scores)
        add_scores(note, kind, scores, options, sizes[1] <= 10)

    def add_scores(note, kind, scores, options=None, hessian=False):
        cases.add(note, hessian, kind=kind, input=scores, options=options)

    add_every_kind(cases, add)
    for kind, name in KINDS.items():
        add_scores(f"{name}, large scores", kind, LARGE)
        add_scores(f"{name}, one infinite score", kind, [INF, 1.0])
    add_scores("minimax, score -inf", MINIMAX, [-INF, 1.0])
    add_scores("non-saturating, score -inf", NON_SATURATING, [-INF, 1.0])
    add_scores("minimax, scores around 0", MINIMAX, SMALL)
    add_scores("non-saturating, scores around 0", NON_SATURATING, SMALL)
    add_scores("no samples", MINIMAX, [])
    add_scores("all masked", LEAST_SQUARES, [0.5, 1.5], {"mask": [0, 0]})
    add_scores("weights sum to 0", WASSERSTEIN, [0.5, 1.5], {"weight": [0.0, 0.0]})
    add_scores("NaN", NON_SATURATING, [0.5, NAN])
