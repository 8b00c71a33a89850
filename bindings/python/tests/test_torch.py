"""libloss.torch beside torch.nn.functional: values, gradients, and what autograd asks of a function."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import libloss  # noqa: E402
import libloss.torch as ours  # noqa: E402
from libloss._signatures import DRIVERS  # noqa: E402

F = torch.nn.functional
# Both sides round each of their terms; PyTorch's sums in float32 do so at every step as well.
TOLERANCE = {torch.float32: 2e-6, torch.float64: 1e-13}


# Those that are no losses.
BESIDE = {"TokenLogProbs", "ctc", "ctc_log_prob", "linear_cross_entropy", "linear_token_log_prob", "token_log_prob"}
# Losses that are not in libloss.torch, with the reason.
WITHOUT_AUTOGRAD = {
    "softmax": "has no value: PyTorch's own is differentiable",
    "log_softmax": "has no value: PyTorch's own is differentiable",
    "softmax_backward": "is a derivative, which PyTorch makes of its own softmax",
}


def test_every_loss_is_here_or_has_a_reason():
    assert BESIDE <= set(ours.__all__)
    assert sorted([*(set(ours.__all__) - BESIDE), *WITHOUT_AUTOGRAD]) == sorted(DRIVERS)
    assert all(callable(getattr(ours, name)) for name in ours.__all__)
    assert not any(hasattr(ours, name) for name in WITHOUT_AUTOGRAD)


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


def test_channels_last_and_transposed_logits_are_not_copied(real):
    target = torch.randint(0, 5, (2, 3, 4), generator=torch.Generator().manual_seed(2))
    images = normal(2, 5, 3, 4, dtype=real)
    last = images.contiguous(memory_format=torch.channels_last)
    for x in (images, last):
        both(lambda x: ours.cross_entropy(x, target, axis=1), lambda x: F.cross_entropy(x, target), [x])
    leaf = last.clone(memory_format=torch.preserve_format).requires_grad_(True)
    ours.cross_entropy(leaf, target, axis=1).backward()
    assert leaf.grad.stride() == leaf.stride()
    x = normal(5, 6, dtype=real)
    rows = torch.randint(0, 5, (6,), generator=torch.Generator().manual_seed(3))
    both(lambda x: ours.cross_entropy(x.t(), rows), lambda x: F.cross_entropy(x.t(), rows), [x])
    both(lambda x: ours.cross_entropy(x, rows, axis=0), lambda x: F.cross_entropy(x.t(), rows), [x])
    both(lambda x: ours.cross_entropy(x[:, :4], rows[:5] % 4), lambda x: F.cross_entropy(x[:, :4], rows[:5] % 4), [x])


def test_class_indices_may_have_32_bits():
    x = normal(4, 3, dtype=torch.float32)
    target = torch.tensor([0, -100, 2, 1])
    assert torch.equal(ours.cross_entropy(x, target.int()), ours.cross_entropy(x, target))
    assert torch.equal(ours.cross_entropy(x, target.int().repeat_interleave(2)[::2]), ours.cross_entropy(x, target))


def test_weights_are_broadcast_as_by_pytorch(real):
    x, t = normal(4, 5, dtype=real), normal(4, 5, dtype=real, seed=2)
    p, y = torch.sigmoid(x), torch.sigmoid(t)
    for shape in ((), (1,), (5,), (1, 5), (4, 1), (4, 5)):
        w = torch.rand(shape, generator=torch.Generator().manual_seed(3)).to(real)
        for reduction, theirs in (("mean_rows", "mean"), ("sum", "sum"), ("none", "none")):
            up = normal(4, 5, dtype=real, seed=4) if reduction == "none" else None
            both(
                lambda p: ours.bce(p, y, weight=w, reduction=reduction),
                lambda p: F.binary_cross_entropy(p, y, weight=w, reduction=theirs),
                [p],
                up,
            )
            both(
                lambda x: ours.bce_logits(x, y, weight=w, pos_weight=torch.tensor([2.0]), reduction=reduction),
                lambda x: F.binary_cross_entropy_with_logits(
                    x, y, weight=w, pos_weight=torch.tensor([2.0], dtype=real), reduction=theirs
                ),
                [x],
                up,
            )
    target = torch.tensor([0, 1, 2, 3])
    three = torch.tensor(3.0, dtype=real)
    both(lambda x: ours.cross_entropy(x, target, weight=three, reduction="sum"), lambda x: 3 * F.cross_entropy(x, target, reduction="sum"), [x])


def test_a_lazily_negated_tensor_is_read_as_it_is_meant():
    x = torch.complex(normal(4, dtype=torch.float64), normal(4, dtype=torch.float64, seed=2)).conj().imag
    assert x.is_neg()
    torch.testing.assert_close(ours.mse(x, torch.zeros(4).double()), (x**2).mean(), rtol=1e-14, atol=0)
    with pytest.raises(ValueError, match="pred is negated lazily"):
        libloss.mse(x, torch.zeros(4).double())


def test_constants_may_be_parameters_where_no_gradient_is_asked_for():
    x = normal(4, dtype=torch.float64)
    w = torch.nn.Parameter(torch.ones(4, dtype=torch.float64))
    with torch.no_grad():
        assert ours.mse(x, w, weight=w) == ours.mse(x, w.detach())


def test_a_subclass_without_memory_is_refused():
    class Wrapper(torch.Tensor):
        @staticmethod
        def __new__(cls, inner):
            return torch.Tensor._make_wrapper_subclass(cls, inner.shape, dtype=inner.dtype)

        @classmethod
        def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
            raise AssertionError(function)

    x = torch.ones(4)
    with pytest.raises(TypeError, match="pred is a Wrapper, whose numbers are elsewhere"):
        ours.mse(Wrapper(x), x)
    assert ours.mse(torch.nn.Parameter(x), x).item() == 0.0


def test_distributions(real):
    x, t = normal(6, 5, dtype=real), normal(6, 5, dtype=real, seed=2)
    log_p, q, log_q = torch.log_softmax(x, -1), torch.softmax(t, -1), torch.log_softmax(t, -1)
    both(lambda x: ours.cross_entropy_soft(x, q), lambda x: F.cross_entropy(x, q), [x])
    bias = normal(5, dtype=real, seed=3)
    both(lambda x: ours.cross_entropy_soft(x, q, class_bias=bias), lambda x: F.cross_entropy(x + bias, q), [x])
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


def test_entropy_penalty(real):
    x, rows = normal(6, 5, dtype=real), normal(6, dtype=real, seed=3)

    def plain(x):
        return -0.5 * torch.distributions.Categorical(logits=x / 2).entropy()

    both(lambda x: ours.entropy_penalty(x, 0.5, temperature=2.0), lambda x: plain(x).mean(), [x])
    both(lambda x: ours.entropy_penalty(x, 0.5, temperature=2.0, reduction="none"), plain, [x], rows)


def test_two_inputs(real):
    mu, log_var = normal(6, 5, dtype=real), normal(6, 5, dtype=real, seed=2)
    rows = normal(6, dtype=real, seed=3)

    def plain(mu, s):
        return 0.5 * (mu**2 + s.exp() - 1 - s).sum(-1)

    both(ours.vae_kl, lambda mu, s: plain(mu, s).mean(), [mu, log_var])
    both(lambda *x: ours.vae_kl(*x, reduction="none"), plain, [mu, log_var], rows)
    m, v = normal(6, 5, dtype=real, seed=5), normal(6, 5, dtype=real, seed=6)

    def beside_prior(mu, s):
        terms = torch.distributions.kl_divergence(
            torch.distributions.Normal(mu, (s / 2).exp()), torch.distributions.Normal(m, (v / 2).exp())
        )
        return terms.clamp(min=0.5).sum(-1)

    given = {"prior_mu": m, "prior_log_var": v, "free_bits": 0.5}
    both(lambda *x: ours.gaussian_kl(*x, **given), lambda *x: beside_prior(*x).mean(), [mu, log_var])
    both(lambda *x: ours.gaussian_kl(*x, **given, reduction="none"), beside_prior, [mu, log_var], rows)
    both(ours.gaussian_kl, lambda mu, s: plain(mu, s).mean(), [mu, log_var])
    with pytest.raises(ValueError, match="prior_mu requires a gradient"):
        ours.gaussian_kl(mu, log_var, prior_mu=m.clone().requires_grad_())
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


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_several_inputs_of_elements(real, reduction):
    mean, target = normal(4, 5, dtype=real), normal(4, 5, dtype=real, seed=2)
    var = normal(4, 5, dtype=real, seed=3).exp()
    up = normal(4, 5, dtype=real, seed=4) if reduction == "none" else None
    for full in (False, True):
        both(
            lambda m, v: ours.gaussian_nll(m, v, target, full=full, reduction=reduction),
            lambda m, v: F.gaussian_nll_loss(m, target, v, full=full, reduction=reduction),
            [mean, var],
            up,
        )


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_several_inputs_of_rows(real, reduction):
    vectors = [normal(6, 5, dtype=real, seed=seed) for seed in (1, 2, 3)]
    target = torch.tensor([1.0, -1.0, 1.0, -1.0, -1.0, 1.0], dtype=real)
    up = normal(6, dtype=real, seed=4) if reduction == "none" else None
    for swap in (False, True):
        both(
            lambda *rows: ours.triplet(*rows, margin=2.0, p=3.0, swap=swap, reduction=reduction),
            lambda *rows: F.triplet_margin_loss(*rows, margin=2.0, p=3.0, eps=0.0, swap=swap, reduction=reduction),
            vectors,
            up,
        )
    # PyTorch adds 1e-12 to squared norms, which is less than a rounding of these.
    pair = [16.0 * rows for rows in vectors[:2]]
    both(
        lambda *rows: ours.cosine_embedding(*rows, target, margin=-0.5, reduction=reduction),
        lambda *rows: F.cosine_embedding_loss(*rows, target, margin=-0.5, reduction=reduction),
        pair,
        up,
    )
    # Numbers per row, of which PyTorch forms the mean or the sum.
    reduced = {"mean": torch.mean, "sum": torch.sum, "none": lambda x: x}[reduction]
    for p in (1.0, 2.0, 3.0):
        both(
            lambda *rows: ours.pairwise_distance(*rows, p=p, reduction=reduction),
            lambda *rows: reduced(F.pairwise_distance(*rows, p=p, eps=0.0)),
            vectors[:2],
            up,
        )
    both(
        lambda *rows: ours.cosine_distance(*rows, reduction=reduction),
        lambda *rows: reduced(1 - F.cosine_similarity(*rows)),
        vectors[:2],
        up,
    )
    both(
        lambda *rows: ours.contrastive(*rows, target, margin=4.0, reduction=reduction),
        lambda x, y: reduced(
            (lambda d: torch.where(target > 0, d, torch.relu(4.0 - d)) ** 2 / 2)(F.pairwise_distance(x, y, eps=0.0))
        ),
        vectors[:2],
        up,
    )
    for swap in (False, True):
        both(
            lambda *rows: ours.triplet_cosine(*rows, margin=2.0, swap=swap, reduction=reduction),
            lambda *rows: F.triplet_margin_with_distance_loss(
                *rows,
                distance_function=lambda x, y: 1 - F.cosine_similarity(x, y),
                margin=2.0,
                swap=swap,
                reduction=reduction,
            ),
            vectors,
            up,
        )
    weight = torch.rand(6, generator=torch.Generator().manual_seed(5)).to(real)
    both(
        lambda *rows: ours.cosine_embedding(*rows, target, weight=weight, reduction="none"),
        lambda *rows: weight * F.cosine_embedding_loss(*rows, target, reduction="none"),
        pair,
        normal(6, dtype=real, seed=6),
    )


def test_several_tasks(real):
    values, s = normal(3, dtype=real).abs(), normal(3, dtype=real, seed=2)
    both(
        lambda *v: ours.combine(v, [1.0, 0.5, 2.0]),
        lambda *v: v[0] + 0.5 * v[1] + 2 * v[2],
        list(values),
    )
    both(ours.combine_uncertainty, lambda v, s: ((-s).exp() * v + 0.5 * s).sum(), [values, s])


def test_weights_count_without_reduction():
    x, t = normal(4, dtype=torch.float64), torch.zeros(4, dtype=torch.float64)
    w = torch.tensor([1.0, 0.0, 2.0, 3.0], dtype=torch.float64)
    both(lambda x: ours.mse(x, t, weight=w, reduction="none"), lambda x: w * x**2, [x], torch.ones(4))


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_rows_that_do_not_count_have_gradient_0_whatever_is_upstream(bad, compiled):
    """As a mean over sequences of which one is all padding has, and drops it: PyTorch's own is 0 there."""
    if compiled and not hasattr(torch.library, "custom_op"):
        pytest.skip("PyTorch before 2.4 compiles no losses")
    t = torch.tensor([[0, 2], [-100, 1]])
    mask, upstream = t >= 0, torch.tensor([[1.0, 2.0], [bad, 3.0]])
    x, y = normal(2, 2, 3, dtype=torch.float32), normal(2, 2, dtype=torch.float32)
    calls = [
        (x, lambda x: ours.cross_entropy(x, t, reduction="none")),
        (x, lambda x: ours.cross_entropy(x.transpose(1, 2), t, axis=1, reduction="none")),
        (x, lambda x: ours.cross_entropy(x, t.clamp(min=0), mask=mask, reduction="none")),
        (x, lambda x: ours.nll(x, t, weight=mask.float(), reduction="none")),
        (y, lambda x: ours.mse(x, torch.zeros_like(y), mask=mask, reduction="none")),
    ]
    for given, call in calls[: 3 if compiled else None]:
        torch._dynamo.reset() if compiled else None
        function = torch.compile(call, backend="aot_eager", fullgraph=True) if compiled else call
        leaf = given.clone().requires_grad_(True)
        function(leaf).backward(upstream)
        assert not leaf.grad[0].isnan().any() and torch.equal(leaf.grad[1, 0], torch.zeros_like(leaf.grad[1, 0])), call
        # A single factor of all rows reaches those that count.
        leaf = given.clone().requires_grad_(True)
        (bad * function(leaf).sum()).backward()
        assert torch.equal(leaf.grad[1, 0], torch.zeros_like(leaf.grad[1, 0])) and not leaf.grad[0, 0].isfinite().all()


def test_a_last_token_has_gradient_0_whatever_is_upstream():
    x = normal(2, 3, 4, dtype=torch.float32).requires_grad_(True)
    losses = ours.causal_lm(x, torch.tensor([[0, 1, 2], [3, -100, 1]]), reduction="none")
    losses.backward(torch.full_like(losses, float("nan")))
    # A position is about the token after it.
    assert x.grad.isnan().all(-1).tolist() == [[True, True, False], [False, True, False]]
    assert torch.equal(x.grad[:, 2], torch.zeros(2, 4)) and torch.equal(x.grad[1, 0], torch.zeros(4))


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


def test_without_a_gradient_none_is_computed(monkeypatch):
    asked = []
    real = libloss._losses.mse
    monkeypatch.setattr(libloss._losses, "mse", lambda *a, **k: asked.append(k["grad"] is not False) or real(*a, **k))
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


def halves(*shape):
    """Two halves of one tensor: their elements lie between each other's."""
    return normal(*shape[:-1], 2 * shape[-1], dtype=torch.float64).chunk(2, -1)


@pytest.mark.parametrize(
    "call",
    [
        ours.vae_kl,
        ours.gaussian_kl,
        lambda x, y: ours.gaussian_nll_log(x, y, x.detach().flip(0)),
        lambda x, y: ours.mse(x, y.detach(), reduction="none"),
        lambda x, y: ours.mse(x, y.detach(), mask=y.detach() > 0, weight=x.detach().abs()),
        lambda x, y: ours.kl_div(x, y.detach().exp()),
        lambda x, y: ours.distillation(x, y.detach(), 2.0),
        lambda x, y: ours.distillation(x, y.detach().contiguous(), 2.0, reduction="none"),
        lambda x, y: ours.cross_entropy(x[..., ::2], torch.arange(12).reshape(3, 4)[:, ::2] % 3),
        lambda x, y: ours.cross_entropy(x, torch.zeros(3, 2, 2, dtype=torch.int64)[..., 0]),
        lambda x, y: ours.cross_entropy(x.transpose(0, 2), torch.zeros(5, 3, dtype=torch.int64), axis=1),
        lambda x, y: ours.multilabel_margin(x[0], torch.full((5, 2), -1).t()),
        lambda x, y: ours.causal_lm(x, torch.zeros(2, 3, dtype=torch.int64).t()),
        lambda x, y: ours.causal_lm(x[..., ::2], torch.zeros(3, 2, dtype=torch.int64)),
        lambda x, y: ours.pair_logistic(x, y, y.detach().sign()),
        lambda x, y: ours.gan_discriminator("hinge", x, y[0]),
        lambda x, y: ours.l2_penalty(x, 0.5),
        lambda x, y: ours.triplet(x, y, x.detach().flip(0)),
        lambda x, y: ours.token_log_prob(x[..., ::2], torch.zeros(2, 3, dtype=torch.int64).t()).log_prob,
        lambda x, y: ours.linear_token_log_prob(x, y[0], torch.zeros(2, 3, dtype=torch.int64).t(), y[0, :, 0]).log_prob,
        lambda x, y: ours.linear_cross_entropy(x, y[0], torch.zeros(2, 3, dtype=torch.int64).t(), y[0, :, 0]),
        lambda x, y: ours.combine_uncertainty(x[0, 0], y[:, 0, 0].expand(5, 3)[:, 0]),
    ],
)
def test_tensors_with_gaps_are_copied(call):
    results = []
    for make in (lambda x: x, lambda x: x.contiguous()):
        inputs = [make(x).detach().requires_grad_(True) for x in halves(3, 2, 5)]
        assert make(halves(3, 2, 5)[0]).is_contiguous() == (len(results) > 0)
        value = call(*inputs)
        grads = torch.autograd.grad(value.sum(), inputs, allow_unused=True)
        results.append([value.detach(), *(torch.zeros(()) if grad is None else grad for grad in grads)])
    for mine, reference in zip(*results):
        assert torch.equal(mine, reference)


@pytest.mark.parametrize(
    "error, words, call",
    [
        (TypeError, "target has dtype float32", lambda x, t: ours.cross_entropy(x, x[:, 0].clone())),
        (TypeError, r"target has dtype int16, expected int64.*long\(\)", lambda x, t: ours.cross_entropy(x, t.short())),
        (TypeError, "scores has dtype bfloat16: half precision is not supported yet; convert to float32", lambda x, t: ours.multi_margin(x.bfloat16(), t)),
        (TypeError, "target has dtype float16: half precision", lambda x, t: ours.mse(x, x.half())),
        (TypeError, "target has dtype float32, expected bfloat16|by the package ml_dtypes", lambda x, t: libloss.mse(x.bfloat16(), x)),
        (TypeError, "logits has dtype complex64, expected float32", lambda x, t: ours.cross_entropy(x.cfloat(), t)),
        (ValueError, "target has shape", lambda x, t: ours.cross_entropy(x, t[:3])),
        (libloss.Error, r"target\[3\] = 7", lambda x, t: ours.cross_entropy(x, t + torch.tensor([0, 0, 0, 7]))),
        (ValueError, "target requires a gradient", lambda x, t: ours.mse(x, x.clone().requires_grad_(True))),
        (ValueError, "weight requires a gradient", lambda x, t: ours.mse(x, x, weight=x.clone().requires_grad_(True))),
        (TypeError, "pred: expected a torch.Tensor", lambda x, t: ours.mse(x.numpy(), x)),
        (ValueError, "class_weight requires a gradient", lambda x, t: ours.cross_entropy(x, t, class_weight=x[0].clone().requires_grad_(True))),
        (ValueError, "pos_weight requires a gradient", lambda x, t: ours.bce_logits(x, x, pos_weight=torch.ones((), requires_grad=True))),
        (ValueError, "temperature requires a gradient", lambda x, t: ours.distillation(x, x, torch.ones((), requires_grad=True))),
        (ValueError, r"weights\[1\] requires a gradient", lambda x, t: ours.combine([x.sum(), x.sum()], [1.0, torch.ones((), requires_grad=True)])),
        (ValueError, r"coefficients\[0\] requires a gradient", lambda x, t: ours.combine_uncertainty(x[0, :1].clone(), x[0, :1].clone(), coefficients=torch.ones(1, requires_grad=True))),
        (ValueError, "logits requires a gradient: libloss.torch", lambda x, t: libloss.softmax(x.clone().requires_grad_(True))),
        (ValueError, "grad requires a gradient: libloss.torch", lambda x, t: libloss.mse(x, x, grad=x.clone().requires_grad_(True))),
        (ValueError, "weight has shape", lambda x, t: ours.mse(x, x, weight=x[:, 0].clone())),
        (ValueError, "reduction = 'batchmean'.*\"mean\"", lambda x, t: ours.kl_div(x, x, reduction="batchmean")),
        (TypeError, "logits: the tensor is not in the memory of the CPU", lambda x, t: ours.cross_entropy(x.to_sparse(), t)),
        (TypeError, "logits", lambda x, t: ours.cross_entropy(x.to("meta"), t)),
    ],
)
def test_refusals_name_the_argument(error, words, call):
    with pytest.raises(error, match=words):
        call(normal(4, 3, dtype=torch.float32), torch.tensor([0, 1, 2, 0]))
