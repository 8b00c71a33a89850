"""libloss.torch beside torch.nn.functional: values, gradients, and what autograd asks of a function."""

import inspect

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import libloss  # noqa: E402
import libloss.torch as ours  # noqa: E402
from libloss._examples import arguments  # noqa: E402
from libloss._signatures import SHAPES  # noqa: E402

F = torch.nn.functional
# Both sides round each of their terms; PyTorch's sums in float32 do so at every step as well.
TOLERANCE = {torch.float32: 2e-6, torch.float64: 1e-13}


@pytest.fixture(params=[torch.float32, torch.float64], ids=["f32", "f64"])
def real(request):
    return request.param


def normal(*shape, dtype, seed=1):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def both(left, right, inputs, upstream=None):
    """Value and gradients of two functions of the same inputs."""
    results = []
    for function in (left, right):
        leaves = [input.clone().requires_grad_(True) for input in inputs]
        value = function(*leaves)
        (value if value.ndim == 0 and upstream is None else (value * upstream).sum()).backward()
        results.append((value.detach(), [leaf.grad for leaf in leaves]))
    (a, a_grads), (b, b_grads) = results
    tolerance = TOLERANCE[a.dtype]
    assert a.dtype == b.dtype
    torch.testing.assert_close(a, b, rtol=tolerance, atol=tolerance)
    for x, y in zip(a_grads, b_grads):
        torch.testing.assert_close(x, y, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_pointwise(real, reduction):
    x, t = normal(4, 5, dtype=real), normal(4, 5, dtype=real, seed=2)
    up = normal(4, 5, dtype=real, seed=3) if reduction == "none" else torch.tensor(1.5, dtype=real)
    p, y = torch.sigmoid(x), torch.sigmoid(t)
    both(lambda x: ours.mse(x, t, reduction=reduction), lambda x: F.mse_loss(x, t, reduction=reduction), [x], up)
    both(
        lambda x: ours.bce(x, y, reduction=reduction),
        lambda x: F.binary_cross_entropy(x, y, reduction=reduction),
        [p],
        up,
    )
    both(
        lambda x: ours.bce_logits(x, y, pos_weight=2.5, reduction=reduction),
        lambda x: F.binary_cross_entropy_with_logits(
            x, y, pos_weight=torch.tensor(2.5, dtype=real), reduction=reduction
        ),
        [x],
        up,
    )


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("shape, axis", [((6, 5), -1), ((2, 5, 3, 4), 1), ((5,), -1)])
def test_cross_entropy_and_nll(real, reduction, shape, axis):
    x = normal(*shape, dtype=real)
    rows = [length for position, length in enumerate(shape) if position != axis % len(shape)]
    target = torch.randint(0, 5, rows, generator=torch.Generator().manual_seed(2))
    if target.numel() > 1:
        target.view(-1)[1] = -100
    w = torch.rand(5, generator=torch.Generator().manual_seed(3)).to(real)
    up = normal(*rows, dtype=real, seed=4) if reduction == "none" else torch.tensor(-0.5, dtype=real)
    for options in ({}, {"label_smoothing": 0.1}):
        both(
            lambda x: ours.cross_entropy(x, target, axis=axis, class_weight=w, reduction=reduction, **options),
            lambda x: F.cross_entropy(x, target, weight=w, reduction=reduction, **options),
            [x],
            up,
        )
    both(
        lambda x: ours.nll(x, target, axis=axis, class_weight=w, reduction=reduction),
        lambda x: F.nll_loss(x, target, weight=w, reduction=reduction),
        [torch.log_softmax(x, axis)],
        up,
    )


def test_distributions(real):
    x, t = normal(6, 5, dtype=real), normal(6, 5, dtype=real, seed=2)
    log_p, q, log_q = torch.log_softmax(x, -1), torch.softmax(t, -1), torch.log_softmax(t, -1)
    both(lambda x: ours.cross_entropy_soft(x, q), lambda x: F.cross_entropy(x, q), [x])
    both(lambda x: ours.kl_div(x, q), lambda x: F.kl_div(x, q, reduction="batchmean"), [log_p])
    both(
        lambda x: ours.kl_div_log_target(x, log_q),
        lambda x: F.kl_div(x, log_q, reduction="batchmean", log_target=True),
        [log_p],
    )
    both(
        lambda x: ours.distillation(x, t, 2.0),
        lambda x: 4.0 * F.kl_div(torch.log_softmax(x / 2, -1), torch.softmax(t / 2, -1), reduction="batchmean"),
        [x],
    )


def test_causal_lm(real):
    x = normal(2, 4, 5, dtype=real)
    tokens = torch.randint(0, 5, (2, 4), generator=torch.Generator().manual_seed(2))
    both(
        lambda x: ours.causal_lm(x, tokens),
        lambda x: F.cross_entropy(x[:, :-1].reshape(-1, 5), tokens[:, 1:].reshape(-1)),
        [x],
    )


def test_two_inputs(real):
    mu, log_var = normal(6, 5, dtype=real), normal(6, 5, dtype=real, seed=2)
    rows = normal(6, dtype=real, seed=3)

    def plain(mu, s):
        return 0.5 * (mu**2 + s.exp() - 1 - s).sum(-1)

    both(ours.vae_kl, lambda mu, s: plain(mu, s).mean(), [mu, log_var])
    both(lambda *x: ours.vae_kl(*x, reduction="none"), plain, [mu, log_var], rows)
    both(
        lambda r, f: ours.gan_discriminator("minimax", r, f),
        lambda r, f: F.softplus(-r).mean() + F.softplus(f).mean(),
        [mu, log_var[:3]],
    )
    up = normal(45, dtype=real, seed=4)
    both(
        lambda r, f: ours.gan_discriminator("minimax", r, f, reduction="none"),
        lambda r, f: torch.cat([F.softplus(-r).ravel(), F.softplus(f).ravel()]),
        [mu, log_var[:3]],
        up,
    )


def test_several_tasks(real):
    values, s = normal(3, dtype=real).abs(), normal(3, dtype=real, seed=2)
    both(
        lambda *v: ours.combine(v, [1.0, 0.5, 2.0]),
        lambda *v: v[0] + 0.5 * v[1] + 2 * v[2],
        list(values),
    )
    both(ours.combine_uncertainty, lambda v, s: ((-s).exp() * v + 0.5 * s).sum(), [values, s])


def tensors(name, dtype):
    return [torch.from_numpy(x) if isinstance(x, np.ndarray) else x for x in arguments(name, dtype)]


def differentiable(name):
    return {"generator": [1], "discriminator": [1, 2], "pair": [0, 1], "uncertainty": [0, 1]}.get(SHAPES[name], [0])


@pytest.mark.parametrize("name", ours.__all__)
def test_gradcheck(name):
    given = tensors(name, np.float64)
    if isinstance(given[0], list):
        given[0] = torch.tensor(given[0], dtype=torch.float64)
    function = getattr(ours, name)
    where = differentiable(name)
    reductions = ["mean"]
    if "reduction" in inspect.signature(function).parameters:
        reductions = ["mean", "sum", "none"]
    for reduction in reductions:
        options = {"reduction": reduction} if len(reductions) > 1 else {}

        def call(*inputs):
            all_of_them = list(given)
            for position, input in zip(where, inputs):
                all_of_them[position] = input
            return function(*all_of_them, **options)

        inputs = [given[position].clone().requires_grad_(True) for position in where]
        assert torch.autograd.gradcheck(call, inputs)


def test_weights_count_without_reduction():
    x, t = normal(4, dtype=torch.float64), torch.zeros(4, dtype=torch.float64)
    w = torch.tensor([1.0, 0.0, 2.0, 3.0], dtype=torch.float64)
    both(lambda x: ours.mse(x, t, weight=w, reduction="none"), lambda x: w * x**2, [x], torch.ones(4))


def test_a_kept_graph_gives_the_same_again():
    x = normal(4, 3, dtype=torch.float64).requires_grad_(True)
    value = ours.cross_entropy(x, torch.tensor([0, 1, 2, 0]))
    value.backward(retain_graph=True)
    first = x.grad.clone()
    x.grad.zero_()
    value.backward(torch.tensor(3.0, dtype=torch.float64), retain_graph=True)
    torch.testing.assert_close(x.grad, 3 * first, rtol=0, atol=1e-15)
    x.grad.zero_()
    value.backward()
    torch.testing.assert_close(x.grad, first, rtol=0, atol=1e-15)
    with pytest.raises(RuntimeError, match="second time"):
        value.backward()


def test_no_second_derivative():
    x = normal(4, dtype=torch.float64).requires_grad_(True)
    (grad,) = torch.autograd.grad(ours.mse(x, torch.zeros(4, dtype=torch.float64)), x, create_graph=True)
    with pytest.raises(RuntimeError, match="cannot be differentiated a second time"):
        (x.sum() + grad.sum()).backward()


def test_without_a_gradient_none_is_computed(monkeypatch):
    asked = []
    real = libloss._losses.mse
    monkeypatch.setattr(libloss._losses, "mse", lambda *a, **k: asked.append(k["grad"]) or real(*a, **k))
    x = normal(4, dtype=torch.float32)
    assert not ours.mse(x, x).requires_grad
    with torch.no_grad():
        ours.mse(x.requires_grad_(True), x.detach())
    assert asked[0] is False
    assert ours.mse(x, x.detach()).requires_grad and asked[-1] is True


def test_tensors_are_used_where_they_are():
    x = normal(4, 3, dtype=torch.float32)
    grad = torch.zeros(4, 3)
    result = libloss.mse(x, torch.zeros(4, 3), grad=grad)
    assert result.grad.ctypes.data == grad.data_ptr()
    torch.testing.assert_close(grad, x / 6)
    mask = torch.tensor([True, False, True, True])
    assert libloss.cross_entropy(x, torch.zeros(4, dtype=torch.int64), mask=mask).sums.rows == 3


@pytest.mark.parametrize(
    "error, words, call",
    [
        (TypeError, "target has dtype float32", lambda x, t: ours.cross_entropy(x, x[:, 0].clone())),
        (TypeError, "target has dtype int16", lambda x, t: ours.cross_entropy(x, t.short())),
        (TypeError, "logits has dtype bfloat16", lambda x, t: ours.cross_entropy(x.bfloat16(), t)),
        (ValueError, "logits is not contiguous", lambda x, t: ours.cross_entropy(x[:, ::2], t)),
        (ValueError, "target has shape", lambda x, t: ours.cross_entropy(x, t[:3])),
        (libloss.Error, r"target\[3\] = 7", lambda x, t: ours.cross_entropy(x, t + torch.tensor([0, 0, 0, 7]))),
        (ValueError, "target requires a gradient", lambda x, t: ours.mse(x, x.clone().requires_grad_(True))),
        (ValueError, "weight requires a gradient", lambda x, t: ours.mse(x, x, weight=x.clone().requires_grad_(True))),
        (TypeError, "pred: expected a torch.Tensor", lambda x, t: ours.mse(x.numpy(), x)),
        (ValueError, "logits requires a gradient: libloss.torch", lambda x, t: libloss.softmax(x.clone().requires_grad_(True))),
        (TypeError, "logits", lambda x, t: ours.cross_entropy(x.to("meta"), t)),
    ],
)
def test_refusals_name_the_argument(error, words, call):
    with pytest.raises(error, match=words):
        call(normal(4, 3, dtype=torch.float32), torch.tensor([0, 1, 2, 0]))
