"""The cases of the losses of generative models."""

import itertools

from common import EVERY_ROW_OPTION, INF, NAN, hide_masked, row_options, singles, uniform
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
