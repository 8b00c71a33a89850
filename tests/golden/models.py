"""The cases of the losses of language models: with the next token, and with a teacher."""

import itertools

from classes import (
    CLASS_OPTIONS,
    CONFIDENT,
    HARD_LOGITS,
    HOLES,
    LARGE,
    PADDED,
    add_bias_cases,
    add_class_cases,
    class_options,
    logits_of,
)
from common import (
    EVERY_ROW_OPTION,
    INF,
    NAN,
    coarse,
    hide_masked,
    lay_out,
    matrix,
    row_options,
    singles,
    sparse,
    uniform,
)
from losses import CLASS_DEFAULTS


def add_sequences(cases, note, logits, tokens, hessian=False, options=None, class_options=None):
    """A case from a list of tokens for each sequence, and a row of logits for each token."""
    cases.add(
        note,
        hessian,
        batch=len(tokens),
        seq_len=len(tokens[0]),
        vocab=len(logits[0]),
        input=lay_out(logits, class_options),
        tokens=[token for sequence in tokens for token in sequence],
        options=options,
        class_options=class_options,
    )


def add_random_sequences(cases, note, shape, names=(), row_names=(), layout=None, hessian=False):
    """Random sequences, of which the first ignores its second token where it has three; unread rows hold NaN."""
    batch, length, vocab = shape
    generator = cases.generator(note)
    logits = logits_of(generator, batch * length, vocab)
    tokens = [[generator.randrange(vocab) for _ in range(length)] for _ in range(batch)]
    chosen = class_options(generator, names, vocab, layout)
    options = row_options(generator, batch * length, row_names)
    hide_masked(options, logits, width=vocab)
    rows = matrix(logits, vocab)
    rows[length - 1 :: length] = [[NAN] * vocab] * batch
    if length > 2:
        tokens[0][1] = chosen.get("ignore_index", CLASS_DEFAULTS["ignore_index"])
        rows[0] = [NAN] * vocab
    add_sequences(cases, note, rows, tokens, hessian, options, chosen)


def add_sequence(cases, note, rows, target, options=None, class_options=None):
    """One sequence that has these next tokens, and a last position that is not read."""
    unread = [NAN] * len(rows[0])
    if options:
        options = {**options, **{name: [*options[name], 1] for name in ("weight", "mask") if name in options}}
    add_sequences(cases, note, [*rows, unread], [[0, *target]], options=options, class_options=class_options)


def add_biased_sequences(cases, note, more):
    generator = cases.generator(note)
    logits = matrix(logits_of(generator, 8, 5), 5)
    tokens = [[generator.randrange(5) for _ in range(4)] for _ in range(2)]
    biased = {"class_bias": uniform(generator, 5, -2.0, 1.0), **more}
    add_sequences(cases, note, logits, tokens, True, class_options=biased)


def causal_lm(cases):
    add_random_sequences(cases, "batch 1", (1, 4, 5), hessian=True)
    sizes = itertools.cycle([(2, 3, 4), (3, 5, 10), (1, 10, 3), (2, 4, 5)])
    for row_names, shape in zip(EVERY_ROW_OPTION, sizes):
        note = " + ".join(row_names) or "default: mean"
        add_random_sequences(cases, note, shape, (), row_names, hessian=shape == (2, 3, 4))
    for name in CLASS_OPTIONS[:-1]:
        add_random_sequences(cases, name, (2, 3, 6), (name,), hessian=True)
    add_random_sequences(cases, "row_stride = 8: a padded vocabulary", (2, 4, 5), ("layout",), (), {"row_stride": 8})
    add_random_sequences(cases, "inner = seq_len", (2, 4, 5), ("layout",), (), {"inner": 4})
    everything = ("weight", "mask", "upstream")
    add_random_sequences(cases, "everything, row_stride = 7", (2, 5, 5), CLASS_OPTIONS, everything, {"row_stride": 7})
    add_random_sequences(cases, "everything, inner = seq_len", (3, 4, 5), CLASS_OPTIONS, everything, {"inner": 4})
    everything = ("mean_rows", *everything)
    add_random_sequences(cases, "everything, mean_rows", (2, 5, 4), CLASS_OPTIONS, everything, {"row_stride": 4})
    add_random_sequences(cases, "seq_len 1: nothing to predict", (3, 1, 4))
    add_random_sequences(cases, "seq_len 1, mean_rows", (1, 1, 10), (), ("mean_rows",))
    add_random_sequences(cases, "seq_len 33", (1, 33, 3))
    add_random_sequences(cases, "vocab 100", (1, 3, 100))
    add_random_sequences(cases, "vocab 1: loss 0", (2, 3, 1))
    cases.add("no sequences", batch=0, seq_len=3, vocab=4, input=[], tokens=[])
    add_biased_sequences(cases, "class_bias", {})
    add_biased_sequences(cases, "class_bias, inner = seq_len", {"inner": 4, "temperature": 2.0, "softcap": 3.0})
    cases.add("no tokens", batch=2, seq_len=0, vocab=4, input=[], tokens=[])
    add_ignored_tokens(cases)
    for note, rows, target, options in HARD_LOGITS:
        if not options:
            add_sequence(cases, note, rows, target)
    reached = {"label_smoothing": 0.1, "class_weight": [1.0, 0.5, 2.0, 0.0, 0.0]}
    add_sequence(cases, "label smoothing, -inf where the class weight is 0", PADDED, [1, 0], class_options=reached)
    tiny = [singles([1e-40, -1e-42, 0.25, 1e-45]), singles([1e-39] * 4), [0.0, 0.0, 0.0, 0.0]]
    add_sequence(cases, "subnormal logits", tiny, [0, 3, 1])
    add_sequence(cases, "NaN in one position", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [0, 2])
    note = "vocab 1500"
    large = matrix(sparse(cases.generator(note), 2 * 1500, 7), 1500)
    large[0][1450], large[1][40] = 7.5, 8.25  # clearly the maxima
    add_sequence(cases, note, large, [1450, 1499])


def add_ignored_tokens(cases):
    """Which positions are kept, and what is left when none is."""

    def add(note, tokens, options=None, class_options=None):
        count = len(tokens) * len(tokens[0])
        logits = matrix(logits_of(cases.generator(note), count, 4), 4)
        add_sequences(cases, note, logits, tokens, options=options, class_options=class_options)

    add("the first token is ignored, and no target", [[-100, 1, 2], [-100, 0, 3]])
    add("padding at the end", [[1, 3, -100, -100], [2, 0, 1, -100]])
    add("all tokens but the first ignored: value 0", [[1, -100, -100], [2, -100, -100]])
    add("all masked or ignored", [[1, 0, 2], [3, -100, 1]], {"mask": [0, 0, 1, 1, 0, 1]})
    add("mask belongs to the position that predicts", [[1, 0, 2, 3]], {"mask": [1, 0, 1, 0]})
    add("ignore_index is one of the tokens", [[2, 2, 1, 3, 2], [0, 1, 2, 2, 0]], class_options={"ignore_index": 2})
    add("weights of positions that predict nothing", [[1, 0], [2, 3]], {"weight": [1.5, 100.0, 0.5, 100.0]})
    add("weights sum to 0", [[1, 0], [2, 3]], {"weight": [0.0, 1.0, 0.0, 1.0]})


def nudged(rows, step):
    """The logits with every other one moved by a multiple of `step`."""
    return [singles(x + step * ((3 * c) % 5 - 2) for c, x in enumerate(row)) for row in rows]


MODERATE = [singles([0.3, -1.2, 2.4, 0.7]), singles([-3.0, 1.1, 0.6, 4.5])]
FLOAT_APART = [[MODERATE[0][0] + 2**-24, *MODERATE[0][1:]], MODERATE[1]]
SUBNORMAL = [singles([1e-40, -1e-42, 0.25, 1e-45]), singles([1e-39] * 4)]
LACKING = [[0.5, -INF, 1.25], [-0.5, 0.25, -INF]]
WHOLE = [[1.5, 0.25, -0.75], [0.5, -1.0, 0.125]]
BOTH_HOLES = [[1.5, -INF, 0.25, -0.5], [-INF, -INF, -3.0, -INF], singles([0.7, -0.2, 1.3, -INF])]

# Logits of a student and a teacher: note, student, teacher.
HARD_PAIRS = [
    ("equal logits: value 0", MODERATE, MODERATE),
    ("logits that differ by a constant: value 0", [[0.5, 1.25, -2.0]], [[4.5, 5.25, 2.0]]),
    ("nearly equal logits", MODERATE, nudged(MODERATE, 0.01)),
    ("very nearly equal logits", MODERATE, nudged(MODERATE, 1e-4)),
    ("logits one float apart", MODERATE, FLOAT_APART),
    ("confident, the same class", CONFIDENT, [[8.0, 0.5, 0.25], singles([-2.0, 5.0, -1.0]), [-9.0, -10.5, 1.5]]),
    ("confident, other classes", CONFIDENT, [[0.5, 8.0, 0.25], singles([-2.0, -1.0, 5.0]), [1.5, -10.5, -9.0]]),
    ("large logits", LARGE, LARGE[::-1]),
    ("large logits, equal", LARGE, LARGE),
    ("-inf in both at the same classes: contributes 0", HOLES, BOTH_HOLES),
    ("-inf in the teacher only", WHOLE, LACKING),
    ("subnormal logits", SUBNORMAL, SUBNORMAL[::-1]),
    ("NaN in one row of the student", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], [[1.0, 2.0, 0.5], [0.5, 0.0, 1.0]]),
    ("NaN in one row of the teacher", [[1.0, 2.0, 0.5], [0.5, 0.0, 1.0]], [[0.25, 0.5, -0.75], [0.5, NAN, 1.0]]),
]


def add_pairs(cases, draws):
    """The hard cases that both losses with a teacher have; `draws` are the values of their argument."""
    scalars = itertools.cycle(draws)
    for note, student, teacher in HARD_PAIRS:
        finite = all(abs(x) < 100 for row in student + teacher for x in row)
        cases.add_matrix(note, student, teacher, finite and len(student[0]) < 5, **next(scalars))
    cases.add_matrix("softcap of -inf is -cap", HOLES, PADDED_TEACHER, class_options={"softcap": 5.0}, **next(scalars))
    cases.add_matrix("all masked", MODERATE, MODERATE[::-1], options={"mask": [0, 0]}, **next(scalars))
    cases.add_matrix("weights sum to 0", MODERATE, MODERATE[::-1], options={"weight": [0.0, 0.0]}, **next(scalars))
    cases.add("no rows", rows=0, classes=4, input=[], target=[], **next(scalars))
    for classes in (10, 100):
        note = f"{classes} classes"
        generator = cases.generator(note)
        student, teacher = ([coarse(generator, classes, 4)] for _ in range(2))
        student[0][classes // 2] = 5.0  # clearly the maximum
        cases.add_matrix(note, student, teacher, **next(scalars))
    note = "1500 classes"
    generator = cases.generator(note)
    student = sparse(generator, 1500, 7)
    student[1450] = 7.5
    teacher = [x + generator.choice([-0.5, 0.25, 0.5]) for x in student]
    cases.add_matrix(note, [student], [teacher], **next(scalars))


PADDED_TEACHER = [[0.5, 1.5, -INF, 0.25], [-INF, 1.0, 2.0, 0.5], [-INF, -INF, 0.125, -INF]]


def distillation(cases):
    add_class_cases(cases, ("class_weight", "label_smoothing", "softcap", "z_loss", "layout"))
    add_pairs(cases, [{"temperature": t} for t in (1.0, 2.0, 4.0, 0.5)])
    cases.add_matrix("-inf in the student only: loss inf, gradient T (p - q)", LACKING, WHOLE, temperature=2.0)
    smooth = {"label_smoothing": 0.1}
    cases.add_matrix("label smoothing of -inf in the teacher", WHOLE, LACKING, temperature=2.0, class_options=smooth)
    note = "label smoothing reaches -inf in both: loss inf"
    cases.add_matrix(note, LACKING, LACKING, temperature=1.0, class_options=smooth)
    note = "label smoothing, -inf only where the class weight is 0: loss finite"
    padded = {**smooth, "class_weight": [1.0, 0.5, 2.0, 0.0, 0.0]}
    cases.add_matrix(note, PADDED, nudged(PADDED, 0.5), temperature=0.5, class_options=padded)
    uniform = {"label_smoothing": 1.0}
    cases.add_matrix(
        "label smoothing of 1: a uniform teacher", MODERATE, MODERATE, temperature=4.0, class_options=uniform
    )
    cases.add_matrix("a temperature that is no power of 2", MODERATE, MODERATE[::-1], True, temperature=0.7)
    cases.add_matrix("large logits, z-loss", LARGE, LARGE[::-1], temperature=2.0, class_options={"z_loss": 1e-2})
    zero = {"class_weight": [0.0, 0.0, 0.0, 0.0]}
    cases.add_matrix("class weights of 0: value 0", MODERATE, MODERATE[::-1], temperature=2.0, class_options=zero)
    add_bias_cases(cases, temperature=2.0)


def js_div(cases):
    add_class_cases(cases, ("temperature", "softcap", "layout"))
    add_pairs(cases, [{"beta": beta} for beta in (0.5, 0.1, 0.9, 0.001)])
    for beta in (0.1, 0.5, 0.9, 0.001):
        cases.add_matrix(f"beta = {beta:g}", MODERATE, MODERATE[::-1], True, beta=beta)
        disjoint = [[0.5, 1.25, -INF, -INF], [0.0, -INF, 1e4, -INF]], [[-INF, -INF, 0.25, 1.5], [-INF, 3.0, -INF, 2.0]]
        cases.add_matrix(f"disjoint supports, beta = {beta:g}", *disjoint, beta=beta)
    cases.add_matrix("-inf in the student only", LACKING, WHOLE, beta=0.5)
    add_bias_cases(cases, beta=0.3)
