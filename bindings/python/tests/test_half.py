"""Half precision: what a loss gives is what it gives for the same numbers in float32, the gradient rounded once."""

import numpy as np
import pytest

import libloss
from libloss._signatures import DRIVERS, HALF, NUMBERS

ELEMENTS = sorted(loss for loss in HALF if DRIVERS[loss] == "elementwise")
CLASSES = sorted(HALF - set(ELEMENTS))
WITHOUT_TARGETS = {"softmax", "log_softmax", "entropy_penalty"}
SOFT = {loss for loss in CLASSES if loss.endswith("_soft") or DRIVERS[loss] in ("teacher", "divergence", "row_sums")} - WITHOUT_TARGETS

try:
    import ml_dtypes
except ImportError:
    ml_dtypes = None

# NumPy knows bfloat16 by that package alone.
DTYPES = [np.dtype(np.float16)] + ([np.dtype(ml_dtypes.bfloat16)] if ml_dtypes else [])


def data(dtype, n=1000, seed=3):
    random = np.random.default_rng(seed)
    # Targets of all losses: probabilities.
    return random.normal(0, 2, n).astype(dtype), random.uniform(0, 1, n).astype(dtype)


def numbers(loss):
    return {name: 1.5 if name in ("gamma", "pos_weight", "beta", "delta") else 0.25 for name in NUMBERS[loss]}


def same(a, b):
    assert a.dtype == b.dtype and a.tobytes() == b.tobytes()


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("loss", ELEMENTS)
def test_results_are_those_of_float32(loss, dtype):
    x, t = data(dtype)
    function = getattr(libloss, loss)
    weight = np.linspace(0, 2, x.size, dtype=np.float32)
    for options in ({}, {"reduction": "sum", "upstream": 3e4}, {"weight": weight, "mask": np.arange(x.size) % 3 > 0}):
        options.update(numbers(loss))
        half = function(x, t, grad=True, losses=True, hessian=True, **options)
        whole = function(
            x.astype(np.float32), t.astype(np.float32), grad=True, losses=True, hessian=True, **options
        )
        assert half.value == whole.value and half.sums == whole.sums
        same(half.losses, whole.losses)
        same(half.hessian, whole.hessian)
        with np.errstate(over="ignore"):
            same(half.grad, whole.grad.astype(dtype))
        of_float = np.empty(x.size, np.float32)
        assert function(x, t, grad=of_float, **options).grad is of_float
        same(of_float, whole.grad)
        assert function(x, t, **options).value == whole.value


def matrices(loss, dtype, seed=5):
    """Logits and targets of sequences."""
    random = np.random.default_rng(seed)
    shape = 3, 7, 40
    if loss.endswith("_prob"):
        return [random.dirichlet(np.ones(40), shape[:2]).astype(dtype) for _ in range(2)]
    x = random.uniform(-1, 1, shape) * (1 if DRIVERS[loss] == "cosines" else 6)
    if loss in WITHOUT_TARGETS:
        return (x.astype(dtype),)
    if loss not in SOFT:
        return x.astype(dtype), random.integers(0, 40, shape[:2])
    t = random.normal(0, 2, shape) if loss in ("distillation", "js_div") else random.dirichlet(np.ones(40), shape[:2])
    return x.astype(dtype), t.astype(dtype)


def widened(arrays, of=np.float32):
    return [array.astype(of) if array.dtype != np.int64 else array for array in arrays]


def numbers_of_classes(loss):
    special = {"order": 3, "scale": 16.0, "margin": 0.25, "temperature": 2.0, "lambda_": 0.5, "lambda": 0.5}
    return {name: special.get(name, 0.75) for name in NUMBERS[loss]}


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("loss", CLASSES)
def test_results_over_classes_are_those_of_float32(loss, dtype):
    arrays = matrices(loss, dtype)
    function, options = getattr(libloss, loss), numbers_of_classes(loss)
    if loss in ("softmax", "log_softmax"):
        half, whole = function(*arrays, argmax=True), function(*widened(arrays), argmax=True)
        same(half.out, whole.out.astype(dtype))
        same(half.argmax, whole.argmax)
        out = np.empty(arrays[0].shape, np.float32)
        same(function(*arrays, out=out).out, whole.out)
        return
    weight = np.linspace(0, 2, 21, dtype=np.float32).reshape(3, 7)
    for more in ({}, {"reduction": "sum", "upstream": 3e4}, {"weight": weight}):
        options.update(more)
        half = function(*arrays, grad=True, losses=True, **options)
        whole = function(*widened(arrays), grad=True, losses=True, **options)
        assert half.value == whole.value and half.sums == whole.sums
        same(half.losses, whole.losses)
        with np.errstate(over="ignore"):
            same(half.grad, whole.grad.astype(dtype))
        of_float = np.empty(arrays[0].shape, np.float32)
        assert function(*arrays, grad=of_float, **options).grad is of_float
        same(of_float, whole.grad)
        assert function(*arrays, **options).value == whole.value


def test_options_and_strides_over_classes():
    """Arrays of the options are float32, matrices may have gaps, and classes any axis."""
    random = np.random.default_rng(6)
    padded = random.normal(0, 2, (9, 48)).astype(np.float16)
    x, t = padded[:, :40], random.integers(0, 40, 9)
    options = {"class_weight": np.linspace(0, 2, 40, dtype=np.float32), "class_bias": np.linspace(-1, 1, 40, dtype=np.float32)}
    half = libloss.cross_entropy(x, t, grad=True, lse=True, entropy=True, hessian=True, **options)
    whole = libloss.cross_entropy(
        np.ascontiguousarray(x, np.float32), t, grad=True, lse=True, entropy=True, hessian=True, **options
    )
    assert half.value == whole.value and half.lse.dtype == half.entropy.dtype == half.hessian.dtype == np.float32
    same(np.ascontiguousarray(half.grad), whole.grad.astype(np.float16))
    same(np.ascontiguousarray(half.hessian), whole.hessian)
    images, classes = random.normal(0, 2, (2, 5, 4, 6)).astype(np.float16), random.integers(0, 5, (2, 4, 6))
    half, whole = (libloss.cross_entropy(y, classes, axis=1, grad=True) for y in (images, images.astype(np.float32)))
    assert half.value == whole.value
    same(half.grad, whole.grad.astype(np.float16))


@pytest.mark.parametrize("loss", [loss for loss in CLASSES if loss not in ("softmax", "log_softmax")])
def test_autograd_over_classes(loss):
    torch = pytest.importorskip("torch")
    ours = pytest.importorskip("libloss.torch")
    arrays, options = matrices(loss, np.dtype(np.float32)), numbers_of_classes(loss)
    for kind in (torch.float16, torch.bfloat16):
        x, *rest = (torch.from_numpy(a) if a.dtype == np.int64 else torch.from_numpy(a).to(kind) for a in arrays)
        padded = torch.nn.functional.pad(x, (0, 8))
        for strided in (False, True):
            if strided and loss in SOFT:
                continue  # matrices of one call have one layout, or no gaps
            for reduction in ("mean", "none"):
                half = (padded if strided else x).clone().requires_grad_()
                whole = x.float().requires_grad_()
                constants = [t if t.dtype == torch.int64 else t.float() for t in rest]
                got = getattr(ours, loss)(half[..., :40], *rest, reduction=reduction, **options)
                expected = getattr(ours, loss)(whole, *constants, reduction=reduction, **options)
                assert got.dtype == kind and torch.equal(got, expected.to(kind))
                # What would be 0 in float16 without a scale, of 2**12, is there.
                got.backward(torch.full_like(got, 4096.0))
                expected.backward(torch.full_like(expected, 4096.0))
                assert half.grad.dtype == kind
                assert torch.equal(half.grad[..., :40], whole.grad.to(kind))


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_in_place_and_accumulated(dtype):
    x, t = data(dtype)
    expected = libloss.mse(x, t, grad=True).grad
    grad = x.copy()
    libloss.mse(grad, t, grad=grad)
    same(grad, expected)
    old = data(dtype, seed=4)[0]
    whole = old.astype(np.float32)
    libloss.mse(x.astype(np.float32), t.astype(np.float32), grad=whole, accumulate=True)
    libloss.mse(x, t, grad=old, accumulate=True)
    same(old, whole.astype(dtype))


def test_what_is_refused():
    x, t = data(np.float16)
    y = x.astype(np.float32)
    for words, call in (
        ("target has dtype float32, expected float16", lambda: libloss.mse(x, y)),
        ("target has dtype float16: half precision", lambda: libloss.mse(y, x)),
        ("weight has dtype float16: half precision", lambda: libloss.mse(x, t, weight=x)),
        ("losses has dtype float16: half precision", lambda: libloss.mse(x, t, losses=x.copy())),
        ("grad has dtype float64, expected float16", lambda: libloss.mse(x, t, grad=y.astype(np.float64))),
        ("pred has dtype float16: half precision is not supported yet", lambda: libloss.log_cosh(x, t)),
    ):
        with pytest.raises(TypeError, match=words):
            call()
    with pytest.raises(libloss.Error, match="grad overlaps"):
        libloss.mse(x[:10], t[:10], grad=x[:20].view(np.float32))


def test_tensors():
    torch = pytest.importorskip("torch")
    for kind, dtype in zip((torch.float16, torch.bfloat16), DTYPES):
        x, t = data(dtype)
        tensors = [torch.from_numpy(array.astype(np.float32)).to(kind) for array in (x, t)]
        grad = torch.empty_like(tensors[0])
        result = libloss.mse(*tensors, grad=grad)
        assert result.value == libloss.mse(x, t).value
        expected = libloss.mse(x, t, grad=True).grad.astype(np.float32)
        same(grad.float().numpy(), expected)


@pytest.mark.parametrize("loss", ELEMENTS)
def test_autograd(loss):
    torch = pytest.importorskip("torch")
    ours = pytest.importorskip("libloss.torch")
    for kind in (torch.float16, torch.bfloat16):
        x, t = (torch.from_numpy(array).to(kind) for array in data(np.dtype(np.float32)))
        for reduction in ("mean", "sum", "none"):
            half = x.clone().requires_grad_()
            whole = x.float().requires_grad_()
            weight = torch.linspace(0, 2, x.numel()).to(kind)
            got = getattr(ours, loss)(half, t, weight=weight, reduction=reduction, **numbers(loss))
            expected = getattr(ours, loss)(whole, t.float(), weight=weight.float(), reduction=reduction, **numbers(loss))
            assert got.dtype == kind
            assert torch.equal(got, expected.to(kind))
            # What would be 0 in float16 without a scale, of 2**12, is there.
            got.backward(torch.full_like(got, 4096.0))
            expected.backward(torch.full_like(expected, 4096.0))
            assert half.grad.dtype == kind
            assert torch.equal(half.grad, whole.grad.to(kind))


def test_modules_and_compiled_programs():
    torch = pytest.importorskip("torch")
    pytest.importorskip("libloss.torch")
    from libloss.torch import functional

    x, t = (torch.from_numpy(array).to(torch.bfloat16) for array in data(np.dtype(np.float32)))
    for name in ("mse_loss", "l1_loss", "huber_loss", "smooth_l1_loss", "binary_cross_entropy_with_logits"):
        half = x.clone().requires_grad_()
        got = getattr(functional, name)(half, t)
        got.backward()
        reference = x.double().requires_grad_()
        expected = getattr(torch.nn.functional, name)(reference, t.double())
        expected.backward()
        # The value and each gradient are rounded to 8 bits; the float gradient before that has an error of its own.
        torch.testing.assert_close(got.double(), expected, rtol=2**-8, atol=0)
        torch.testing.assert_close(half.grad.double(), reference.grad, rtol=2**-8, atol=1e-9)
    if not hasattr(torch, "compile") or not hasattr(torch.library, "custom_op"):
        return
    recorded = torch.compile(lambda a, b: functional.mse_loss(a, b), backend="aot_eager")
    half, eager = x.clone().requires_grad_(), x.clone().requires_grad_()
    recorded(half, t).backward()
    functional.mse_loss(eager, t).backward()
    assert torch.equal(half.grad, eager.grad)
