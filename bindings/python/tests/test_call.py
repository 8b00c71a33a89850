"""What reaches the library: addresses, sizes, numbers and flags, in the order of the C function.

The functions are of losses that the library need not have, so that each combination of roles has a test.
"""

import ctypes

import numpy as np
import pytest

from libloss import _call
from libloss._structures import Frame

OPTIONS = Frame.value.offset - Frame.options.offset


@pytest.fixture
def passed(monkeypatch):
    """The arguments of the last call of a function that writes nothing."""
    calls = []

    def function(*arguments):
        calls.append(arguments)
        return 0

    for dtype in ("float32", "float64"):
        monkeypatch.setitem(_call.FUNCTIONS, ("another", dtype), function)
    return calls


def address(array):
    return array.ctypes.data


def flags_of(options):
    return ctypes.c_uint32.from_address(options + 4).value


def rows(*, seed=1):
    return np.random.default_rng(seed).standard_normal((4, 3))


def test_one_gradient_of_elements(passed, dtype):
    x, t, u = (rows(seed=seed).astype(dtype) for seed in (1, 2, 3))
    grad, losses = np.empty_like(x), np.empty_like(x)
    result = _call.single("another", (("x", x), ("t", t), ("u", u)), (0.5, 2.0), grad=grad, losses=losses)
    (arguments,) = passed
    options, value = arguments[6:8]
    assert arguments == (address(x), address(t), address(u), 12, 0.5, 2.0, options, value, address(grad))
    assert value - options == OPTIONS
    assert result.grad is grad and result.losses is losses and result.hessian is None


def test_one_gradient_of_rows(passed):
    x, t, label = rows(), rows(seed=2), np.zeros(4)
    arrays = ("x", x), ("t", t), ("label", label)
    result = _call.single("another", arrays, (), rows=("label",), leading=(3,), grad=True, reduction="none")
    (arguments,) = passed
    assert arguments[:6] == (3, address(x), address(t), address(label), 4, 3)
    assert result.grad.shape == (4, 3) and result.losses.shape == (4,)
    with pytest.raises(ValueError, match=r"label has shape \(4, 3\), expected \(4,\): one number per row"):
        _call.single("another", (("x", x), ("label", t)), (), rows=("label",))
    with pytest.raises(ValueError, match=r"t has shape \(4,\), expected \(4, 3\) like x"):
        _call.single("another", (("x", x), ("t", label)), (), rows=("label",))
    with pytest.raises(ValueError, match="x has no axes"):
        _call.single("another", (("x", np.array(1.0)),), (), rows=())


def test_several_gradients_of_elements(passed):
    x, y, t = rows(), rows(seed=2), rows(seed=3)
    grad = np.empty_like(y)
    gradients = (("grad_x", None), ("grad_y", grad))
    result = _call.several("another", (("x", x), ("y", y), ("t", t)), (0.5,), gradients)
    (arguments,) = passed
    assert arguments[:5] == (address(x), address(y), address(t), 12, 0.5)
    assert arguments[7:] == (None, address(grad))
    assert len(result.grads) == 2 and result.grads[0] is None and result.grads[1] is grad


def test_several_gradients_of_rows(passed):
    vectors = [(name, rows(seed=seed)) for seed, name in enumerate("apn")]
    label = np.ones(4)
    gradients = tuple((f"grad_{name}", True) for name, _ in vectors)
    result = _call.several("another", (*vectors, ("label", label)), (1.0, 2.0), gradients, rows=("label",), losses=True)
    (arguments,) = passed
    assert arguments[:8] == (*(address(array) for _, array in vectors), address(label), 4, 3, 1.0, 2.0)
    assert arguments[10:] == tuple(address(grad) for grad in result.grads)
    assert [grad.shape for grad in result.grads] == [(4, 3)] * 3 and result.losses.shape == (4,)
    with pytest.raises(ValueError, match=r"n has shape \(4,\), expected \(4, 3\) like a"):
        _call.several("another", (*vectors[:2], ("n", label)), (), gradients, rows=("label",))


@pytest.mark.parametrize(
    "options, flags",
    [({}, 0), ({"binary_targets": True}, 2), ({"full": True}, 4), ({"swap": True}, 8), ({"full": True, "swap": True}, 12)],
)
def test_flags(passed, monkeypatch, options, flags):
    seen = []
    monkeypatch.setitem(_call.FUNCTIONS, ("another", "float64"), lambda *arguments: seen.append(flags_of(arguments[-3])) or 0)
    x = rows()
    _call.single("another", (("x", x),), (), **options)
    _call.single("another", (("x", x),), (), grad=x.copy(), accumulate=True, **options)
    assert seen == [flags, flags | 1]


def test_accumulation_needs_arrays(passed):
    x = rows()
    inputs, grads = (("x", x), ("y", x)), np.zeros_like(x)
    for gradients in ((("a", None), ("b", None)), (("a", grads), ("b", True))):
        with pytest.raises(ValueError, match="accumulate adds to"):
            _call.several("another", inputs, (), gradients, accumulate=True)
    _call.several("another", inputs, (), (("a", grads), ("b", None)), accumulate=True)
    assert len(passed) == 1
