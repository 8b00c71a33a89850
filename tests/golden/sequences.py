"""Cases of connectionist temporal classification: PyTorch's, through log_softmax, in double precision."""

import numpy as np
import torch


def solve(note, logits, labels, frames, blank, reduction="mean", zero_infinity=False):
    """`logits` (batch, max_time, classes), `labels` a list per sequence."""
    x = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    lengths = [len(of_sequence) for of_sequence in labels]
    flat = torch.tensor([label for of_sequence in labels for label in of_sequence], dtype=torch.int64)
    arguments = flat, torch.tensor(frames), torch.tensor(lengths), blank

    def loss(reduction):
        log_prob = x.transpose(0, 1).log_softmax(-1)
        return torch.nn.functional.ctc_loss(log_prob, *arguments, reduction=reduction, zero_infinity=zero_infinity)

    value = loss(reduction)
    (grad,) = torch.autograd.grad(value, x)
    batch, max_time, classes = x.shape
    return {
        "note": note,
        "batch": batch,
        "max_time": max_time,
        "classes": classes,
        "input": x.detach().flatten().tolist(),
        "tokens": flat.tolist(),
        "input_lengths": list(frames),
        "target_lengths": lengths,
        "blank": blank,
        "options": {"reduction": reduction, "zero_infinity": zero_infinity},
        "value": value.item(),
        "losses": loss("none").detach().tolist(),
        "grad": grad.flatten().tolist(),
    }


def ctc(cases):
    generator = np.random.default_rng(21)

    def normal(*shape, size=2.0):
        return (size * generator.standard_normal(shape)).astype(np.float32).tolist()

    def add(note, *arguments, **options):
        cases.solved.append(solve(note, *arguments, **options))

    add("one frame, one label", normal(1, 1, 3), [[2]], [1], 0)
    add("one sequence", normal(1, 8, 4), [[1, 3, 2]], [8], 0)
    add("equal neighbours", normal(1, 9, 3), [[1, 1, 2, 2]], [9], 0)
    add("as many frames as the shortest path", normal(1, 6, 4), [[1, 1, 2, 3, 2]], [6], 0)
    add("blank in the middle of the classes", normal(2, 7, 5), [[0, 4, 3], [1]], [7, 5], 2)
    add("no labels", normal(2, 5, 4), [[], [1, 2]], [5, 4], 3)
    add("sum", normal(3, 10, 6), [[1, 2, 3], [5, 5], [4, 1, 4, 1]], [10, 7, 9], 0, reduction="sum")
    add("mean", normal(3, 10, 6), [[1, 2, 3], [5, 5], []], [10, 7, 9], 0)
    add("confident", normal(2, 12, 5, size=30.0), [[1, 2, 3, 4], [2, 2]], [12, 12], 0, reduction="sum")
    add("many labels", normal(2, 40, 7), [[1, 2, 3, 4, 5, 6] * 3, [6, 6, 1] * 5], [40, 33], 0)
    add("no path, made 0", normal(2, 4, 4), [[1, 1, 1], [2]], [4, 4], 0, zero_infinity=True)
    add("two classes", normal(2, 6, 2), [[1, 1], [1]], [6, 3], 0)
