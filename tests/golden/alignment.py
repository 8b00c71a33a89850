"""The cases of losses of preferences, in 50 digits, and by PyTorch's functions as the trainers of trl compose them."""

import torch
from mpmath import isnan, mp, mpf
from torch.nn.functional import logsigmoid

from common import EVERY_ROW_OPTION, INF, NAN, hide_masked, row_options, singles, uniform
from digits import solve
from formulas.alignment import (
    APO_DOWN,
    APO_ZERO,
    BCO,
    DISCOPOP,
    EXO,
    HINGE,
    IPO,
    KTO,
    NCA,
    ORPO,
    ROBUST,
    SIGMOID,
    SPPO,
    UNPAIRED_BCO,
    of_answer,
    of_scores,
)

NAMES = "sigmoid hinge ipo exo nca robust bco sppo apo_zero apo_down discopop orpo".split()
CONSTANTS = ("ref_chosen", "ref_rejected", "chosen_length", "rejected_length")
# Numbers of a kind that cases are tried with.
SMOOTHED, WITH_MARGIN = (SIGMOID, EXO, ROBUST), (SIGMOID, HINGE, EXO, ROBUST, DISCOPOP, APO_DOWN)


OF_PAIRS = ("beta", "label_smoothing", "margin", "tau")
OF_ANSWERS = ("beta", "shift", "desirable_weight", "undesirable_weight")


def numbers_of(case, names):
    return {name: case[name] for name in names if name in case}


def pair(rows, constants, case):
    (chosen,), (rejected,) = rows
    references = [numbers[0] for numbers in constants[:2]]
    lengths = [
        numbers[0] if key in case else mpf(1) for key, numbers in zip(CONSTANTS[2:], constants[2:])
    ]
    w, l = (chosen - references[0]) / lengths[0], (rejected - references[1]) / lengths[1]
    # A difference of equal infinities has no limit; losses of both scores do not form it.
    if isnan(w) or isnan(l) or (isnan(w - l) and case["kind"] not in (NCA, BCO, SPPO, APO_ZERO)):
        return mp.nan, [[mp.nan], [mp.nan]]
    loss, by_w, by_l = of_scores(case["kind"], w, l, **numbers_of(case, OF_PAIRS))
    return loss, [[by_w / lengths[0]], [by_l / lengths[1]]]


def pairs_in_pytorch(inputs, constants, case):
    """The losses of the pairs, as trl's trainers have them, with the margin and the label smoothing of the others."""
    kind, beta, margin = case["kind"], case.get("beta", 0.0) or 0.1, case.get("margin", 0.0)
    epsilon, tau = case.get("label_smoothing", 0.0), case.get("tau", 0.0) or 0.05
    lengths = [of if key in case else torch.ones_like(of) for key, of in zip(CONSTANTS[2:], constants[2:])]
    w, l = ((x - ref) / length for x, ref, length in zip(inputs, constants, lengths))
    delta = w - l
    x = beta * delta - margin
    if kind == EXO:
        epsilon = torch.tensor(epsilon or 1e-3, dtype=torch.float64)
    losses = {
        SIGMOID: lambda: -logsigmoid(x) * (1 - epsilon) - logsigmoid(-x) * epsilon,
        HINGE: lambda: torch.relu(1 - x),
        IPO: lambda: (delta - 1 / (2 * beta)) ** 2,
        EXO: lambda: x.sigmoid() * (logsigmoid(x) - (1 - epsilon).log()) + (-x).sigmoid() * (logsigmoid(-x) - epsilon.log()),
        NCA: lambda: -logsigmoid(beta * w) - 0.5 * logsigmoid(-beta * w) - 0.5 * logsigmoid(-beta * l),
        ROBUST: lambda: (-logsigmoid(x) * (1 - epsilon) + logsigmoid(-x) * epsilon) / (1 - 2 * epsilon),
        BCO: lambda: -logsigmoid(beta * w) - logsigmoid(-beta * l),
        SPPO: lambda: (w - 0.5 / beta) ** 2 + (l + 0.5 / beta) ** 2,
        APO_ZERO: lambda: 1 - (beta * w).sigmoid() + (beta * l).sigmoid(),
        APO_DOWN: lambda: (beta * w).sigmoid() + 1 - x.sigmoid(),
        DISCOPOP: lambda: -logsigmoid(x) * (1 - (x / tau).sigmoid()) + (-x).exp() * (x / tau).sigmoid(),
        ORPO: lambda: -beta * logsigmoid(delta - torch.log1p(-w.exp()) + torch.log1p(-l.exp())),
    }[kind]()
    return losses.squeeze(1)


def preference(cases):
    def add(note, kind, chosen, rejected, smooth=False, pytorch=True, options=None, **others):
        case = {"note": f"{NAMES[kind]}: {note}", "kind": kind, "n": len(chosen), "inputs": [chosen, rejected]}
        case |= {key: part for key, part in {**others, "options": options}.items() if part}
        of_pytorch = pairs_in_pytorch if pytorch else None
        cases.solved.append(solve(pair, case, smooth, of_pytorch, CONSTANTS))

    def random(note, kind, n, names, given=(True, True), **numbers):
        generator = cases.generator(f"{NAMES[kind]}: {note}")
        chosen, rejected = (uniform(generator, n, -30, -0.5) for _ in range(2))
        references = [uniform(generator, n, -30, -0.5) for _ in range(2)]
        lengths = [[float(generator.randint(1, 12)) for _ in range(n)] for _ in range(2)]
        options = row_options(generator, n, names)
        hide_masked(options, chosen, rejected, *references, *lengths)
        arrays = dict(zip(CONSTANTS, (references if given[0] else []) + (lengths if given[1] else [])))
        if not given[0]:
            arrays = dict(zip(CONSTANTS[2:], lengths)) if given[1] else {}
        # Without a kink at any pair, which none of these numbers hits.
        add(note, kind, chosen, rejected, "mask" not in options, True, options, **arrays, **numbers)

    for kind in range(12):
        # Odds are of probabilities, so of means and without a reference.
        usual = (False, True) if kind == ORPO else (True, False)
        for names in EVERY_ROW_OPTION[: 8 if kind in (SIGMOID, SPPO) else 3]:
            random(" + ".join(names) or "default: mean", kind, 5, names, usual)
        random("beta", kind, 4, ("weight",), usual, beta=0.75)
        if kind != ORPO:
            random("lengths", kind, 4, (), (True, True), beta=2.0)
            random("neither reference nor lengths", kind, 4, (), (False, False))
            random("lengths alone", kind, 4, ("upstream",), (False, True), beta=2.5)
        if kind in WITH_MARGIN:
            random("margin", kind, 4, (), usual, margin=0.5, beta=0.25)
            random("a negative margin", kind, 4, (), usual, margin=-1.5)
        if kind in SMOOTHED:
            for epsilon in (0.1, 0.25, 0.45):
                random(f"label smoothing {epsilon}", kind, 4, ("sum",), usual, label_smoothing=epsilon)
    random("label smoothing 1/2", SIGMOID, 4, (), label_smoothing=0.5)
    random("label smoothing 0.9", EXO, 4, (), label_smoothing=0.9)
    random("label smoothing 1e-6", EXO, 4, (), label_smoothing=1e-6)
    for tau in (0.25, 1.0, 3.0):
        random(f"tau {tau}", DISCOPOP, 6, (), beta=0.5, tau=tau)
    random("of a reward model", SIGMOID, 6, ("mask",), (False, False), beta=1.0)

    for kind in range(12):
        if kind != ORPO:
            # Nothing has been learned yet: the policy is the reference.
            same = singles([-12.5, -3.25, -88.0])
            other = singles([-14.0, -2.5, -61.5])
            references = dict(zip(CONSTANTS, (same, other)))
            add("the policy is the reference", kind, same, other, kind != HINGE, True, **references)
        far = singles([-1e4, -1.0, -3e3, -0.5])
        add("confident pairs", kind, far, far[::-1], pytorch=kind not in (EXO, DISCOPOP, ORPO))
        add("NaN in a chosen answer", kind, [NAN, -1.0], [-2.0, -3.0], pytorch=False)
        add("NaN in a rejected answer", kind, [-1.5, -1.0], [-2.0, NAN], pytorch=False)
        add("impossible answers", kind, [-INF, -1.0, -INF], [-2.0, -INF, -INF], pytorch=False)
        add("no pairs", kind, [], [], pytorch=False)
    add("all masked", SIGMOID, [NAN, NAN], [-1.0, NAN], False, False, {"mask": [0, 0]})
    add("weights sum to 0", SIGMOID, [-1.0, -2.0], [-1.5, NAN], False, False, {"weight": [0.0, 0.0]})
    add("at the kink: derivative 0", HINGE, [-1.0, -1.0], [-2.0, -3.0], pytorch=False, beta=1.0)
    # log(999) is the default's minimum: pairs near it, and at it as nearly as float32 can be.
    steps = (0.0, 1e-6, -1e-6, 1e-3, -1e-3, 0.125, -0.125, 0.49, 0.51)
    for epsilon, minimum in ((None, 6.906754778648554), (0.25, 1.0986122886681098), (0.75, -1.0986122886681098)):
        chosen = singles(minimum - 8 + step for step in steps)
        note = f"near the minimum, label smoothing {epsilon or 'as it is'}"
        add(note, EXO, chosen, [-8.0] * len(steps), True, False, beta=1.0, label_smoothing=epsilon)
    add("probabilities of nearly 1", ORPO, singles([-1e-9, -1e-30, -0.5]), singles([-0.5, -1e-9, -1e-20]), True, False)
    add("no probabilities", ORPO, [0.0, 1.5, -1.0], [-1.0, -1.0, 0.0], pytorch=False)


def answer(rows, constants, case):
    ((log_prob,),), ((reference,), (desirable,)) = rows, constants
    r = log_prob - reference
    if isnan(r):
        return mp.nan, [[mp.nan]]
    loss, slope, _ = of_answer(case["kind"], r, desirable, **numbers_of(case, OF_ANSWERS))
    return loss, [[slope]]


def answers_in_pytorch(inputs, constants, case):
    (log_prob,), (reference, desirable) = inputs, constants
    beta, shift = case.get("beta", 0.0) or 0.1, case.get("shift", 0.0)
    r, good = log_prob - reference, desirable != 0
    if case["kind"] == KTO:
        losses = torch.where(good, 1 - (beta * (r - shift)).sigmoid(), 1 - (beta * (shift - r)).sigmoid())
    else:
        losses = torch.where(good, -logsigmoid(beta * r - shift), -logsigmoid(shift - beta * r))
    weights = torch.where(good, case.get("desirable_weight", 1.0), case.get("undesirable_weight", 1.0))
    return (weights * losses).squeeze(1)


def preference_unpaired(cases):
    def add(note, kind, log_prob, desirable, smooth=False, pytorch=True, options=None, **others):
        note = f"{('KTO', 'BCO')[kind]}: {note}"
        case = {"note": note, "kind": kind, "n": len(log_prob), "inputs": [log_prob], "desirable": desirable}
        case |= {key: part for key, part in {**others, "options": options}.items() if part}
        of_pytorch = answers_in_pytorch if pytorch else None
        cases.solved.append(solve(answer, case, smooth, of_pytorch, ("ref_log_prob", "desirable")))

    def random(note, kind, n, names, reference=True, **numbers):
        generator = cases.generator(f"{kind}: {note}")
        log_prob, of_reference = (uniform(generator, n, -30, -0.5) for _ in range(2))
        # Any byte but 0 is true.
        desirable = [generator.choice([0, 1, 0, 255]) for _ in range(n)]
        options = row_options(generator, n, names)
        hide_masked(options, log_prob, of_reference)
        arrays = {"ref_log_prob": of_reference} if reference else {}
        add(note, kind, log_prob, desirable, "mask" not in options, True, options, **arrays, **numbers)

    for kind in (KTO, UNPAIRED_BCO):
        for names in EVERY_ROW_OPTION:
            random(" + ".join(names) or "default: mean", kind, 6, names)
        random("without a reference", kind, 6, (), False)
        random("shift", kind, 6, ("weight",), shift=1.25)
        random("weights of classes", kind, 6, ("mean_rows",), desirable_weight=1.5, undesirable_weight=0.25, beta=0.5)
        add("confident answers", kind, singles([-1e4, -1e4, -0.5, -0.5]), [0, 1, 0, 1],
            ref_log_prob=singles([-1.0, -1.0, -3e3, -3e3]))
        add("impossible answers", kind, [-INF, -INF, -1.0, -1.0], [0, 1, 0, 1], pytorch=False,
            ref_log_prob=[-1.0, -1.0, -INF, -INF])
        add("NaN", kind, [NAN, -1.0, -1.0], [1, 0, 1], pytorch=False, ref_log_prob=[-1.0, -1.0, NAN])
        add("no answers", kind, [], [], pytorch=False)
        add("all masked", kind, [NAN, -1.0], [1, 0], False, False, {"mask": [0, 0]})
    random("a negative shift", UNPAIRED_BCO, 6, (), shift=-0.75)
