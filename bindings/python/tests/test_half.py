"""Half precision: what a loss gives is what it gives for the same numbers in float32, the gradient rounded once."""

import numpy as np
import pytest

import libloss
from libloss._signatures import HALF, NUMBERS

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
@pytest.mark.parametrize("loss", sorted(HALF))
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


@pytest.mark.parametrize("loss", sorted(HALF))
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
