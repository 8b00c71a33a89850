"""What comes in and what goes out: kinds of arrays, layouts, and what is refused by name."""

import array
import importlib.util
import itertools
import pickle
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import libloss
from libloss._examples import arguments, positions
from libloss._signatures import DRIVERS

# Exact, so that what is computed of them can be compared with equality.
LOGITS = np.array([[2.0, 0.5, -1.0], [0.125, 0.25, 3.0]], np.float32)
TARGET = np.array([0, 1])


def refused(error, words, call):
    with pytest.raises(error, match=words):
        call()


def test_a_call_without_wishes_gives_the_value_alone():
    result = libloss.mse(LOGITS, LOGITS + 2)
    assert float(result) == result.value == 4.0
    assert result.grad is None and result.losses is None and result.hessian is None
    assert result.sums == (24.0, 6.0, 6)


def test_outputs_are_written_where_the_caller_says():
    grad = np.full_like(LOGITS, 7)
    result = libloss.cross_entropy(LOGITS, TARGET, grad=grad)
    assert result.grad is grad
    assert abs(grad.sum()) < 1e-6 and not (grad == 7).any()


def test_the_gradient_may_replace_the_input():
    logits = LOGITS.copy()
    apart = libloss.cross_entropy(logits, TARGET, grad=True).grad
    libloss.cross_entropy(logits, TARGET, grad=logits)
    assert (logits == apart).all()


def test_accumulate_adds():
    once = libloss.mse(LOGITS, LOGITS + 2, grad=True).grad
    grad = np.ones_like(LOGITS)
    libloss.mse(LOGITS, LOGITS + 2, grad=grad, accumulate=True)
    np.testing.assert_array_equal(grad, 1 + once)
    refused(ValueError, "accumulate", lambda: libloss.mse(LOGITS, LOGITS, grad=True, accumulate=True))
    refused(ValueError, "accumulate", lambda: libloss.mse(LOGITS, LOGITS, accumulate=True))


def test_classes_may_be_on_any_axis(dtype):
    images = np.random.default_rng(1).standard_normal((2, 3, 4, 5)).astype(dtype)
    target = np.random.default_rng(2).integers(0, 3, (2, 4, 5))
    a = libloss.cross_entropy(images, target, axis=1, grad=True, losses=True)
    last = np.ascontiguousarray(np.moveaxis(images, 1, -1))
    b = libloss.cross_entropy(last, target, grad=True, losses=True)
    assert a.losses.shape == (2, 4, 5)
    tolerance = 1e-6 if dtype == np.float32 else 1e-14
    np.testing.assert_allclose(a.grad, np.moveaxis(b.grad, -1, 1), rtol=0, atol=tolerance)
    np.testing.assert_allclose(a.losses, b.losses, rtol=0, atol=8 * tolerance)


def orders(shape, dtype):
    """The same numbers in C's order, and in memory of every order of axes."""
    x = np.random.default_rng(1).standard_normal(shape).astype(dtype)
    for order in itertools.permutations(range(x.ndim)):
        yield x, order, np.ascontiguousarray(x.transpose(order)).transpose(np.argsort(order))


@pytest.mark.parametrize("shape, axis", [((4, 3), -1), ((4, 3), 0), ((2, 3, 4), 1), ((2, 3, 4), -1), ((2, 1, 4), 1), ((2, 3, 4, 5), 1), ((2, 3, 1, 5), -1)])
def test_any_order_of_axes_that_the_library_can_walk_is_used_as_it_is(shape, axis, dtype):
    rows = tuple(n for i, n in enumerate(shape) if i != axis % len(shape))
    target = np.random.default_rng(2).integers(0, shape[axis], rows)
    weight = np.random.default_rng(3).random(rows).astype(dtype)
    used = 0
    for x, order, turned in orders(shape, dtype):
        soft = libloss.softmax(x, axis=axis).out
        same = np.ascontiguousarray(soft.transpose(order)).transpose(np.argsort(order))
        options = {"axis": axis, "weight": weight, "grad": True, "losses": True, "lse": True, "argmax": True}
        # The rows keep their order, and the classes lie before or behind some of the last axes.
        without = [i for i in order if i != axis % len(shape) and shape[i] > 1]
        try:
            a = libloss.cross_entropy(turned, target, **options)
        except ValueError as error:
            assert "logits is not contiguous" in str(error) and without != sorted(without)
            continue
        assert without == sorted(without)
        used += 1
        b = libloss.cross_entropy(x, target, **options)
        assert a.grad.shape == shape
        assert [step for n, step in zip(shape, a.grad.strides) if n > 1] == [step for n, step in zip(shape, turned.strides) if n > 1]
        tolerance = {"rtol": 0, "atol": 2e-6 if dtype == np.float32 else 1e-14}
        for left, right in zip(a, b):
            if left is not None:
                np.testing.assert_allclose(left, right, **tolerance)
        c, d = (libloss.cross_entropy_soft(y, s, **options) for y, s in ((turned, same), (x, soft)))
        np.testing.assert_allclose(c.grad, d.grad, **tolerance)
        np.testing.assert_allclose(libloss.softmax(turned, axis=axis).out, soft, **tolerance)
        copy = turned.copy(order="K")
        libloss.cross_entropy(copy, target, axis=axis, weight=weight, grad=copy)
        np.testing.assert_array_equal(copy, a.grad)
    assert used >= 2


def test_two_matrices_of_a_call_lie_alike():
    x = np.random.default_rng(1).standard_normal((4, 3))
    turned = np.asfortranarray(x)
    refused(ValueError, "target_prob has classes 1 elements apart, expected 4 like logits", lambda: libloss.cross_entropy_soft(turned, x))
    refused(ValueError, "grad has classes 4 elements apart, expected 1", lambda: libloss.cross_entropy(x, np.zeros(4, np.int64), grad=turned.copy("F")))
    one = np.zeros((2, 1, 2))
    wide = np.lib.stride_tricks.as_strided(np.zeros(8), (2, 1, 2), (32, 8, 16))
    refused(ValueError, "target_prob has (classes|rows)", lambda: libloss.cross_entropy_soft(one, wide, axis=1))


def test_sequences_of_any_order():
    x = np.random.default_rng(1).standard_normal((2, 5, 4))
    tokens = np.random.default_rng(2).integers(0, 4, (2, 5))
    expected = libloss.causal_lm(x, tokens, grad=True)
    for memory in ((2, 0, 1), (0, 2, 1)):
        turned = np.ascontiguousarray(x.transpose(memory)).transpose(np.argsort(memory))
        found = libloss.causal_lm(turned, tokens, grad=True)
        np.testing.assert_allclose(found.value, expected.value, rtol=1e-14)
        np.testing.assert_allclose(found.grad, expected.grad, rtol=0, atol=1e-15)


def test_overlapping_and_reversed_memory_is_refused():
    x = np.zeros((4, 3), np.float32)
    for odd in (x[::-1], x[:, ::-1], np.broadcast_to(x[0], (4, 3)), np.lib.stride_tricks.as_strided(x, (4, 3), (4, 4))):
        refused(ValueError, "logits is not contiguous", lambda: libloss.cross_entropy(odd, np.zeros(4, np.int64)))


def test_rows_may_be_apart():
    padded = np.random.default_rng(1).standard_normal((4, 2, 8)).astype(np.float32)
    before = padded.copy()
    logits = padded[..., :5]
    target = np.arange(8).reshape(4, 2) % 5
    apart = libloss.cross_entropy(logits, target, grad=True)
    together = libloss.cross_entropy(logits.copy(), target, grad=True)
    assert apart.value == together.value and apart.grad.strides == logits.strides
    np.testing.assert_array_equal(apart.grad, together.grad)
    libloss.cross_entropy(logits, target, grad=logits)
    np.testing.assert_array_equal(padded[..., :5], together.grad)
    np.testing.assert_array_equal(padded[..., 5:], before[..., 5:])


@pytest.mark.parametrize("name", [name for name in DRIVERS if name != "combine"])
def test_every_loss_names_a_wrong_dtype_and_a_gap(name):
    function = getattr(libloss, name)
    given = arguments(name, np.float32)
    code = function.__code__
    for position, argument in enumerate(code.co_varnames[: code.co_argcount]):
        wrong = list(given)
        if not isinstance(given[position], np.ndarray):
            continue
        # A dtype that no argument has: some losses take float16.
        wrong[position] = given[position].astype(np.int16)
        refused(TypeError, argument, lambda: function(*wrong))
        wide = np.repeat(given[position], 2, axis=-1)
        wrong[position] = wide[..., ::2]
        refused(ValueError, argument, lambda: function(*wrong))
        wrong[position] = list(given[position])
        refused(TypeError, argument, lambda: function(*wrong))


def test_a_shape_that_does_not_fit():
    refused(ValueError, r"target has shape \(3,\), expected \(2,\)", lambda: libloss.cross_entropy(LOGITS, np.arange(3)))
    refused(ValueError, "target has shape", lambda: libloss.mse(LOGITS, LOGITS[0]))
    refused(ValueError, "weight has shape", lambda: libloss.mse(LOGITS, LOGITS, weight=LOGITS[0]))
    refused(ValueError, "class_weight has shape", lambda: libloss.cross_entropy(LOGITS, TARGET, class_weight=LOGITS[0, :2]))
    refused(ValueError, "grad has shape", lambda: libloss.mse(LOGITS, LOGITS + 1, grad=LOGITS[0].copy()))
    refused(ValueError, "no axes", lambda: libloss.softmax(np.float32(1)))
    refused(ValueError, "axis = 2", lambda: libloss.softmax(LOGITS, axis=2))


def test_a_float_target_is_not_a_class_index():
    refused(TypeError, "target has dtype float32, expected int64", lambda: libloss.cross_entropy(LOGITS, LOGITS[:, 0].copy()))
    refused(TypeError, r"target has dtype int16, expected int64.*numpy.asarray\(…, numpy.int64\)", lambda: libloss.nll(LOGITS, TARGET.astype(np.int16)))
    refused(TypeError, "target has dtype uint64.*numpy.int64", lambda: libloss.nll(LOGITS, TARGET.astype(np.uint64)))


def test_class_indices_may_have_32_bits():
    target = TARGET.astype(np.int32)
    for function in (libloss.cross_entropy, libloss.nll, libloss.causal_lm):
        a, b = function(LOGITS, target, grad=True), function(LOGITS, TARGET, grad=True)
        assert a.value == b.value
        np.testing.assert_array_equal(a.grad, b.grad)
    assert libloss.cross_entropy(LOGITS, np.repeat(target, 2)[::2]).value == libloss.cross_entropy(LOGITS, TARGET).value
    refused(ValueError, r"target has shape \(1,\), expected \(2,\)", lambda: libloss.cross_entropy(LOGITS, target[:1]))
    refused(libloss.Error, r"target_i32\[0\] = -1", lambda: libloss.cross_entropy(LOGITS, target - 1))


def test_types_are_not_mixed():
    refused(TypeError, "target has dtype float64", lambda: libloss.mse(LOGITS, LOGITS.astype(np.float64)))
    refused(TypeError, "weight has dtype", lambda: libloss.mse(LOGITS, LOGITS, weight=LOGITS.astype(np.float64)))
    refused(TypeError, "mask has dtype int64", lambda: libloss.mse(LOGITS, LOGITS, mask=np.ones((2, 3), np.int64)))
    refused(TypeError, "pred has dtype >f4", lambda: libloss.mse(LOGITS.astype(">f4"), LOGITS))
    refused(TypeError, "masked array", lambda: libloss.mse(np.ma.array(LOGITS), LOGITS))
    refused(TypeError, "pred: expected an array, got str", lambda: libloss.mse("text", LOGITS))
    refused(TypeError, "pred: expected an array, got NoneType", lambda: libloss.mse(None, LOGITS))


def test_half_precision_is_not_there_for_all():
    half = LOGITS.astype(np.float16)
    words = "has dtype float16: half precision is not supported yet; convert to float32"
    refused(TypeError, "pred " + words, lambda: libloss.log_cosh(half, half))
    refused(TypeError, "target " + words, lambda: libloss.mse(LOGITS, half))
    refused(TypeError, "prob " + words, lambda: libloss.softmax_backward(half, half))
    refused(TypeError, "weight " + words, lambda: libloss.mse(LOGITS, LOGITS, weight=half))
    refused(TypeError, "grad " + words, lambda: libloss.mse(LOGITS, LOGITS, grad=half))


def test_placeholders_without_numbers_are_named():
    """Of libraries that need not be here: what tells is the name of a class and of its module."""
    for module, name, words in (
        ("jax._src.core", "Tracer", "pred is a JAX tracer, which has no numbers yet"),
        ("keras.src.backend", "KerasTensor", "pred is a KerasTensor, which has no numbers"),
        ("tensorflow.python.framework.ops", "SymbolicTensor", "pred is a SymbolicTensor, which has no numbers"),
    ):
        kind = type(name, (), {"__module__": module, "__array__": None})
        for given in (kind(), type("DynamicJaxprTracer", (kind,), {})()):
            refused(TypeError, words, lambda: libloss.mse(given, LOGITS))


TRACED = """
import jax, libloss
x = jax.numpy.ones((2, 3))
assert libloss.mse(x, x).value == 0.0
for transform in (jax.jit, jax.grad, jax.vmap):
    try:
        transform(lambda x: libloss.mse(x, x).value)(x)
    except TypeError as error:
        assert str(error).startswith("pred is a JAX tracer"), error
    else:
        raise AssertionError(transform)
"""


@pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="JAX is not installed")
def test_tracers_of_jax():
    # In a process of its own: JAX starts threads, and other tests fork.
    subprocess.run([sys.executable, "-c", TRACED], check=True)


def test_what_is_read_only_is_read_and_not_written():
    constant = LOGITS.copy()
    constant.flags.writeable = False
    assert libloss.mse(constant, constant).value == 0
    refused(ValueError, "grad is read-only", lambda: libloss.mse(constant, LOGITS, grad=constant))
    refused(ValueError, "out is read-only", lambda: libloss.softmax(constant, out=constant))
    refused(ValueError, "losses is read-only", lambda: libloss.cross_entropy(LOGITS, TARGET, losses=constant[:, 0].copy().view().__class__(2, np.float32, bytes(8))))


def test_numbers_that_are_none():
    refused(TypeError, "temperature: expected a number", lambda: libloss.softmax(LOGITS, temperature="2"))
    refused(ValueError, "temperature = 0", lambda: libloss.softmax(LOGITS, temperature=0))
    refused(ValueError, "pos_weight = 0", lambda: libloss.bce_logits(LOGITS, LOGITS, pos_weight=0))
    refused(ValueError, "threads = -1", lambda: libloss.mse(LOGITS, LOGITS, threads=-1))
    refused(ValueError, "ignore_index", lambda: libloss.cross_entropy(LOGITS, TARGET, ignore_index=1 << 63))
    refused(ValueError, "reduction = 'batchmean'.*\"mean\"", lambda: libloss.kl_div(LOGITS, LOGITS, reduction="batchmean"))
    refused(TypeError, "reduction: expected a string", lambda: libloss.mse(LOGITS, LOGITS, reduction=LOGITS))
    refused(TypeError, "threads", lambda: libloss.mse(LOGITS, LOGITS, threads=False))
    refused(ValueError, "reduction = 'average'", lambda: libloss.mse(LOGITS, LOGITS, reduction="average"))
    refused(ValueError, "kind = 'gan'", lambda: libloss.gan_generator("gan", LOGITS))
    refused(TypeError, "kind", lambda: libloss.gan_generator(1, LOGITS))
    refused(TypeError, r"weights\[1\]", lambda: libloss.combine([1, 2], [1, "x"]))
    refused(TypeError, "values has dtype float32", lambda: libloss.combine(LOGITS[0], [1, 2, 3]))


def test_errors_of_the_library_keep_their_words():
    with pytest.raises(libloss.Error, match=r"^target\[1\] = 7 is not in \[0, 3\)") as caught:
        libloss.cross_entropy(LOGITS, np.array([0, 7]))
    assert caught.value.status == "LOSS_ERROR_TARGET" and isinstance(caught.value, ValueError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.status) == (str(caught.value), caught.value.status)
    refused(libloss.Error, "^label_smoothing = 2", lambda: libloss.cross_entropy(LOGITS, TARGET, label_smoothing=2))
    refused(libloss.Error, "overlaps", lambda: libloss.mse(LOGITS, LOGITS[::-1].copy(), grad=(g := LOGITS.copy()), losses=g))


def test_an_error_writes_nothing():
    grad = np.full_like(LOGITS, 7)
    refused(libloss.Error, "target", lambda: libloss.cross_entropy(LOGITS, np.array([0, 3]), grad=grad))
    assert (grad == 7).all()


def test_memory_of_others_is_used_as_it_is():
    numbers = array.array("d", [1.0, 2.0, 4.0])
    grad = array.array("d", [0.0, 0.0, 0.0])
    result = libloss.mse(numbers, memoryview(numbers), grad=grad)
    assert result.value == 0 and isinstance(result.grad, np.ndarray)
    libloss.mse(numbers, np.array([0.0, 0.0, 1.0]), grad=grad)
    np.testing.assert_allclose(list(grad), [2 / 3, 4 / 3, 2])

    class Interface:
        __array_interface__ = LOGITS.__array_interface__

    assert libloss.mse(Interface(), LOGITS + 2).value == 4.0


def test_dlpack_is_read_without_a_copy():
    class Exporter:
        """A tensor that knows nothing but DLPack."""

        def __init__(self, held, device=(1, 0), **known):
            self.held, self.device, self.known = held, device, known

        def __dlpack__(self):
            return self.held.__dlpack__()

        def __dlpack_device__(self):
            return self.device

    from libloss._arrays import as_array

    view = as_array("x", Exporter(LOGITS))
    assert view.ctypes.data == LOGITS.ctypes.data and view.shape == LOGITS.shape
    turned = as_array("x", Exporter(LOGITS.T))
    assert turned.strides == LOGITS.T.strides
    assert libloss.mse(Exporter(LOGITS), Exporter(LOGITS + 2)).value == 4.0
    refused(TypeError, "pred: the tensor is not in the memory of the CPU", lambda: libloss.mse(Exporter(LOGITS, (2, 0)), LOGITS))
    refused(ValueError, "grad is read-only", lambda: libloss.mse(LOGITS, LOGITS + 1, grad=Exporter(LOGITS.copy())))
    refused(TypeError, "pred has dtype int16", lambda: libloss.mse(Exporter(np.zeros(3, np.int16)), LOGITS))
    for _ in range(1000):
        libloss.mse(Exporter(LOGITS), LOGITS)
    references = sys.getrefcount(LOGITS)
    libloss.mse(Exporter(LOGITS), LOGITS)
    assert sys.getrefcount(LOGITS) == references


def test_nothing_is_fine():
    for shape in ((0, 3), (2, 0), (0, 0)):
        empty = np.empty(shape, np.float32)
        assert libloss.mse(empty, empty, grad=True).grad.shape == shape
        assert libloss.kl_div(empty, empty, grad=True).grad.shape == shape
    assert libloss.cross_entropy(np.empty((0, 3), np.float32), np.empty(0, np.int64), grad=True).value == 0
    assert libloss.cross_entropy(LOGITS[0], np.array(1)).sums.rows == 1


def test_the_lock_is_released():
    """Another thread counts while a long call runs on one."""
    x = np.zeros(1 << 24, np.float32)
    counted = []
    started = threading.Event()

    def count():
        started.wait()
        begin, number = time.perf_counter(), 0
        while not counted:
            number += 1
            time.sleep(0)
        turns.append((number, time.perf_counter() - begin))

    turns = []
    thread = threading.Thread(target=count)
    thread.start()
    started.set()
    # The interpreter switches between its threads every 5 ms at most; a call that kept the lock would
    # let the other run a handful of times between two calls, not for as long as calls take.
    sys.setswitchinterval(10.0)
    try:
        for _ in range(5):
            libloss.bce_logits(x, x, threads=1)
    finally:
        counted.append(True)
        sys.setswitchinterval(0.005)
    thread.join()
    assert turns[0][0] > 100


def test_threads_and_versions():
    before = libloss.num_threads()
    libloss.set_num_threads(3)
    assert libloss.num_threads() == 3
    libloss.set_num_threads(0)
    assert libloss.num_threads() == before
    refused(ValueError, "threads", lambda: libloss.set_num_threads(-1))
    assert libloss.isa() in ("avx512", "avx2", "neon", "scalar")
    assert libloss.version() == libloss.__version__


def test_self_test():
    done = subprocess.run([sys.executable, "-m", "libloss"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(f"{len(DRIVERS)} passed, 0 failed\n")


def test_each_family_has_a_module():
    families = [module for module in vars(libloss).values() if getattr(module, "__name__", "").startswith("libloss.")]
    families = [module for module in families if not module.__name__.startswith("libloss._") and module.__name__ != "libloss.torch"]
    names = [name for module in families for name in module.__all__]
    assert sorted(names) == sorted(DRIVERS)
    for module in families:
        assert all(getattr(libloss, name) is getattr(module, name) for name in module.__all__)


def test_gradients_are_in_the_order_of_their_inputs():
    for name in DRIVERS:
        assert positions(name) == sorted(positions(name)), name


def test_every_function_says_what_it_does():
    for name in DRIVERS:
        text = getattr(libloss, name).__doc__
        assert "Args:" in text and "Returns:" in text
        for word in ("LOSS_", "NULL", "loss_", "class_options"):
            assert word not in text, f"{name}: {word}"
