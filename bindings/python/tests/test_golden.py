"""Every loss against tests/golden: values, gradients and per-row outputs from PyTorch in float64.

The layouts and options of the cases go through the Python layer, so that an option that is lost on the
way shows.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import libloss
from libloss import _library
from libloss._signatures import ARGUMENTS, DRIVERS, GRADIENTS, NUMBERS

GOLDEN = Path(__file__).resolve().parents[3] / "tests" / "golden"
KINDS = {"kind": _library.KINDS, "kind LOSS_PREFERENCE": _library.PREFERENCES, "kind LOSS_UNPAIRED": _library.UNPAIRED}
# As in tests/common/call.rs: an elementary function and half a dozen roundings in float32.
TOLERANCE = {np.float32: 4e-7, np.float64: 1e-13}
# A case is a sum of terms, of which the largest loss, weight or factor sets the scale of rounding;
# what cancels in a sum is not known to a test that has its result alone. The Rust tests know the
# scale of every term and hold the kernels to it; here what counts is that nothing was mixed up.
SLACK = 100.0
# Arrays that may be absent.
OPTIONAL = ("prior_mu", "prior_log_var", "ref_chosen", "ref_rejected", "chosen_length", "rejected_length", "ref_log_prob")
COMMON = ("reduction", "binary_targets", "full", "swap", "upstream")


def cases():
    for name in DRIVERS:
        path = GOLDEN / f"{name}.json"
        if not path.exists():
            continue
        for number, case in enumerate(json.loads(path.read_text())["cases"]):
            yield pytest.param(name, case, id=f"{name}-{number}")


def floats(numbers, dtype):
    return np.array([float(x) for x in numbers], dtype)


def laid_out(flat, case, shape, dtype):
    """(outer, classes, inner) with the classes at axis 1, or rows that are apart, as in the case."""
    options = case.get("class_options", {})
    stride = options.get("row_stride", 0)
    a = flat if isinstance(flat, np.ndarray) else floats(flat, dtype)
    # The axes before this one are rows, which `stride` elements are between.
    axis = 1 if options.get("inner", 0) > 1 else len(shape) - 1
    if not stride or 0 in shape:
        return a.reshape(shape)
    steps = []
    for first, lengths in ((1, shape[axis:]), (stride, shape[:axis])):
        group = [first]
        for length in lengths[:0:-1]:
            group.append(group[-1] * length)
        steps = group[::-1] + steps
    return np.ndarray(shape, a.dtype, a, 0, tuple(step * a.itemsize for step in steps))


def closest(actual, expected, dtype, what):
    expected = floats(expected, np.float64)
    actual = np.asarray(actual, np.float64).ravel()
    assert actual.shape == expected.shape, what
    # A number out of the type's range is infinite there, or next to its largest.
    out = np.isfinite(expected) & (np.abs(expected) > np.finfo(dtype).max)
    assert np.all(np.sign(actual[out]) == np.sign(expected[out])), what
    assert np.all(np.abs(actual[out]) >= np.finfo(dtype).max / 2), what
    actual, expected = actual[~out], expected[~out]
    finite = np.abs(expected[np.isfinite(expected)])
    scale = max(1.0, finite.max(initial=0.0))
    np.testing.assert_allclose(
        actual, expected, rtol=0, atol=SLACK * TOLERANCE[dtype] * scale, err_msg=what
    )


def combined(name, case, dtype):
    values = [float(x) for x in case["values"]]
    if name == "combine":
        result = libloss.combine(values, [float(x) for x in case["weights"]])
    else:
        coefficients = case.get("coefficients")
        result = libloss.combine_uncertainty(
            values,
            floats(case["log_vars"], dtype),
            coefficients=coefficients and [float(x) for x in coefficients],
            d_values=True,
            d_log_vars=True,
        )
        closest(result.d_values, case["d_values"], dtype, "d_values")
        closest(result.d_log_vars, case["d_log_vars"], dtype, "d_log_vars")
    closest([result.total], [case["total"]], dtype, "total")


def class_shape(case):
    options = case.get("class_options", {})
    inner = options.get("inner", 0) or 1
    if "vocab" in case:
        batch, seq_len, vocab = case["batch"], case["seq_len"], case["vocab"]
        if inner > 1:
            assert inner == seq_len
            return (batch, vocab, seq_len), (batch, seq_len), 1
        return (batch, seq_len, vocab), (batch, seq_len), -1
    rows, classes = case["rows"], case["classes"]
    if inner > 1:
        return (rows // inner, classes, inner), (rows // inner, inner), 1
    return (rows, classes), (rows,), -1


def arrays_of(name, case, array):
    """The arrays that the function takes, by the names of its arguments."""
    holds, inputs = ARGUMENTS[name], list(GRADIENTS[name].values()) or list(ARGUMENTS[name])
    targets = [key for key, what in holds.items() if isinstance(what, str) and what not in KINDS and key not in inputs]
    # Older files have the second of two inputs as the target.
    numbers = case.get("inputs") or [case["input"], case.get("target")]
    given = {key: array(flat) for key, flat in zip(inputs, numbers)}
    for key in targets:
        if holds[key] == "bytes":
            given[key] = np.array(case[key], np.uint8)
        elif holds[key] in ("index", "list"):
            given[key] = np.array(case["tokens" if "tokens" in case else "target"], np.int64)
        else:
            given[key] = array(case["target"], rows=holds[key].startswith("row "))
    return given


def numbers_of(name, case):
    """The loss's own numbers, by name or in the order of the arguments. 0 is C's word for a default."""
    by_name = {key: case[key] for key in NUMBERS[name] if key in case}
    given = dict(zip(NUMBERS[name], case["scalars"])) if "scalars" in case else by_name
    return {key: float(number) for key, number in given.items() if number or key in ARGUMENTS[name]}


@pytest.mark.parametrize("name, case", list(cases()))
def test_golden(name, case, dtype):
    if "values" in case:
        return combined(name, case, dtype)
    function = getattr(libloss, name)
    accepted = function.__kwdefaults__ or {}
    options = {}
    axis_shape = rows_shape = None
    over_classes = "class_options" in case or "argmax" in accepted
    if over_classes:
        axis_shape, rows_shape, axis = class_shape(case)
        if "axis" in accepted:
            options["axis"] = axis
        for key, given in case.get("class_options", {}).items():
            if key in ("class_weight", "class_bias"):
                options[key] = floats(given, dtype)
            elif key not in ("row_stride", "inner"):
                options[key] = given
    elif "rows" in case:
        axis_shape = (case["rows"], case.get("classes", case.get("dim")))
        rows_shape = (case["rows"],)

    def array(flat, rows=False):
        a = floats(flat, dtype)
        return laid_out(a, case, axis_shape, dtype) if axis_shape and not rows else a

    given = arrays_of(name, case, array)
    for key, what in ARGUMENTS[name].items():
        if what == "index":
            given[key] = given[key].reshape(rows_shape)
        if what == "list":
            given[key] = given[key].reshape(*rows_shape, case["classes"])
        if what in KINDS:
            given[key] = list(KINDS[what])[case["kind"]]
    if rows_shape is None:
        inputs = [given[key] for key in GRADIENTS[name].values()]
        rows_shape = (sum(x.size for x in inputs),) if DRIVERS[name] == "discriminator" else inputs[0].shape
    given.update(numbers_of(name, case))
    if isinstance(case.get("pos_weight"), list):
        options["pos_weight"] = floats(case["pos_weight"], dtype)
    for key in OPTIONAL:
        if key in case:
            options[key] = array(case[key])
    common = case.get("options", {})
    for key in COMMON:
        if key in common:
            options[key] = common[key]
    if "weight" in common:
        options["weight"] = floats(common["weight"], dtype).reshape(rows_shape)
    if "mask" in common:
        options["mask"] = np.array(common["mask"], np.uint8).reshape(rows_shape)
    for key in ("lse", "entropy", "argmax", "losses", "hessian"):
        if key in case and key in accepted:
            options[key] = True
    gradients = GRADIENTS[name]
    result = function(**given, **options, **dict.fromkeys(gradients, True))
    if not gradients:
        output = result if name == "softmax_backward" else result.out
        compare_matrix(output, case["output"], case, axis_shape, dtype, "output")
    else:
        closest([result.value], [case["value"]], dtype, "value")
        grads = result.grads if len(gradients) > 1 else (result.grad,)
        expected = case.get("grads") or [case[key] for key in ("grad", "grad_target") if key in case]
        assert len(expected) in (0, len(grads))
        for grad, key, by in zip(grads, gradients, expected):
            compare_matrix(grad, by, case, axis_shape, dtype, key)
    for key in ("losses", "lse", "entropy"):
        if options.get(key) is True:
            closest(getattr(result, key), case[key], dtype, key)
    if options.get("hessian"):
        compare_matrix(result.hessian, case["hessian"], case, axis_shape, dtype, "hessian")
    if options.get("argmax") is True:
        assert result.argmax.ravel().tolist() == case["argmax"]


def compare_matrix(actual, expected, case, shape, dtype, what):
    flat = floats(expected, np.float64)
    if shape:
        flat = laid_out(flat, case, shape, np.float64)
    closest(actual, flat.ravel(), dtype, what)
