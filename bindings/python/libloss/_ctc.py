"""Connectionist temporal classification: sequences of which only the order of labels is known."""

from __future__ import annotations

from ctypes import addressof
from typing import Any, Optional

import numpy as np

from ._arrays import Array, Memory, Output, address, contiguous_input, differentiated, memory, output
from ._call import _Call, _check_accumulate, _index, _indices, _one_of, number
from ._library import FUNCTIONS, ZERO_INFINITY, check
from ._results import Result
from ._structures import SequenceOptions
from ._workspace import query, workspace

_QUERIES = query("ctc", 4, half=False)

#: How a sequence counts: the numbers of LOSS_LENGTH_SUM and its relatives.
NORMALIZATIONS = {"sum": 0, "mean": 1, "tokens": 2, "constant": 3}


def _labels(targets: Any, batch: int) -> tuple[Memory, int, int]:
    """The labels, the distance from one sequence to the next (0: none is given), and the most of a sequence."""
    array = memory("targets", targets)
    if len(array.shape) == 1:
        return _indices(("targets", array), array.shape), 0, array.shape[0]
    if len(array.shape) != 2 or array.shape[0] != batch:
        raise ValueError(
            f"targets has shape {tuple(array.shape)}, expected (labels of all sequences,) or ({batch}, max_target)"
        )
    return _indices(("targets", array), array.shape), array.shape[1], array.shape[1]


def _lengths(name: str, given: Any, batch: int) -> Optional[Memory]:
    if given is None:
        return None
    lengths = _indices((name, given), (batch,), ": lengths, one per sequence")
    return lengths.converted("int64") if lengths.dtype == "int32" else lengths


def _check_labels(found: int, lengths: Optional[Memory], batch: int) -> None:
    """The library cannot know how long the array of labels is."""
    if lengths is None:
        if batch == 1 or found == 0:
            return
        raise ValueError("target_lengths is missing: it says how many of the targets each sequence has")
    of_each: list[int] = lengths.array.tolist()
    # What else is wrong with a length the library says.
    if min(of_each, default=0) >= 0 and sum(of_each) != found:
        raise ValueError(f"targets has {found} labels, expected {sum(of_each)}: the sum of target_lengths")


def _ctc(
    loss: str,
    x: tuple[str, Any],
    targets: Array,
    input_lengths: Optional[Array] = None,
    target_lengths: Optional[Array] = None,
    *,
    blank: int = 0,
    time_first: bool = False,
    normalization: str = "sum",
    length: Optional[float] = None,
    zero_infinity: bool = False,
    grad: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> Result:
    name, given = x
    if accumulate:
        _check_accumulate(grad)
    a = differentiated(name, given)
    if len(a.shape) != 3:
        expected = "(max_time, batch, classes)" if time_first else "(batch, max_time, classes)"
        raise ValueError(f"{name} has shape {tuple(a.shape)}, expected {expected}")
    a = contiguous_input(name, a, a.dtype, a.shape)
    max_time, batch, classes = a.shape if time_first else (a.shape[1], a.shape[0], a.shape[2])
    labels, stride, most = _labels(targets, batch)
    if labels.dtype == "int32":
        labels = labels.converted("int64")
    of_input, of_target = (
        _lengths("input_lengths", input_lengths, batch),
        _lengths("target_lengths", target_lengths, batch),
    )
    if stride == 0:
        _check_labels(labels.size, of_target, batch)
        # A stride of all of them says how many the only sequence has.
        stride = labels.size if of_target is None else 0
    sequences = SequenceOptions()
    sequences.normalization = _one_of("normalization", normalization, NORMALIZATIONS)
    sequences.target_stride = stride
    if length is not None:
        sequences.length = number("length", length)
    if time_first:
        sequences.time_stride, sequences.batch_stride = batch * classes, classes
    if of_target is None and stride == 0:
        # No sequence has labels: there is no length to read.
        of_target = memory("target_lengths", np.zeros(batch, np.int64))
    call = _Call(a.dtype, (batch,), accumulate=accumulate, **common)
    if zero_infinity:
        call.options.flags |= ZERO_INFINITY
    g = output("grad", grad, a.dtype, a.shape)
    options, value = call.last
    size = _QUERIES[a.dtype, a.dtype](batch, max_time, most, classes, int(g is not None), options)
    call.options.workspace, call.options.workspace_size = workspace(size)
    check(
        FUNCTIONS[loss, a.dtype](
            a.address,
            labels.address,
            address(of_input),
            address(of_target),
            batch,
            max_time,
            classes,
            _index("blank", blank),
            addressof(sequences),
            options,
            value,
            address(g),
        )
    )
    return call.result(g, None)


def ctc(
    logits: Array,
    targets: Array,
    input_lengths: Optional[Array] = None,
    target_lengths: Optional[Array] = None,
    *,
    blank: int = 0,
    time_first: bool = False,
    normalization: str = "sum",
    length: Optional[float] = None,
    zero_infinity: bool = False,
    grad: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> Result:
    """Connectionist temporal classification of logits.

    L = −log Σ_paths Π_t p_t(path_t), p = softmax(logits) of each frame.

    Args:
        logits: (batch, max_time, classes), float32 or float64; with `time_first` (max_time, batch, classes).
        targets: labels, int64 or int32: (batch, max_target), or one sequence after the other in one axis.
        input_lengths: (batch,): frames of each sequence that count; None: all.
        target_lengths: (batch,): labels of each sequence; None: all that `targets` has.
        blank: the class of no label.
        normalization: "sum": the loss of a sequence as it is; "mean": divided by its number of labels, at least 1;
            "tokens": the sum of losses is divided by the number of all labels; "constant": divided by `length`.
        zero_infinity: a sequence that has no path has the loss 0, not +∞. Its gradient is 0 in both cases.
        grad: output, in the shape of the logits; may be the logits.
        accumulate: adds to `grad`.
        reduction, weight, mask, losses, upstream, threads: as in all losses; a row is a sequence.

    See loss_ctc in loss.h.
    """
    return _ctc(
        "ctc",
        ("logits", logits),
        targets,
        input_lengths,
        target_lengths,
        blank=blank,
        time_first=time_first,
        normalization=normalization,
        length=length,
        zero_infinity=zero_infinity,
        grad=grad,
        accumulate=accumulate,
        **common,
    )


def ctc_log_prob(
    log_prob: Array,
    targets: Array,
    input_lengths: Optional[Array] = None,
    target_lengths: Optional[Array] = None,
    *,
    blank: int = 0,
    time_first: bool = False,
    normalization: str = "sum",
    length: Optional[float] = None,
    zero_infinity: bool = False,
    grad: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> Result:
    """Connectionist temporal classification of logarithms of probabilities.

    L = −log Σ_paths Π_t e^log_prob. The gradient is the derivative by `log_prob`, whether or not a frame is normalised.

    Args:
        log_prob: (batch, max_time, classes), float32 or float64; with `time_first` (max_time, batch, classes).

    All other arguments are those of `ctc`. See loss_ctc_log_prob in loss.h.
    """
    return _ctc(
        "ctc_log_prob",
        ("log_prob", log_prob),
        targets,
        input_lengths,
        target_lengths,
        blank=blank,
        time_first=time_first,
        normalization=normalization,
        length=length,
        zero_infinity=zero_infinity,
        grad=grad,
        accumulate=accumulate,
        **common,
    )
