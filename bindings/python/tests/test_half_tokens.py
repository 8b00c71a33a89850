"""Log-probabilities of tokens and the linear head in half precision: everything is that of float32, gradients rounded once."""

import numpy as np
import pytest

import libloss

try:
    import ml_dtypes
except ImportError:
    ml_dtypes = None

# NumPy knows bfloat16 by that package alone.
DTYPES = [np.dtype(np.float16)] + ([np.dtype(ml_dtypes.bfloat16)] if ml_dtypes else [])
MASK = np.array([[1, 1, 0, 1, 1], [1, 1, 1, 1, 0], [1, 0, 1, 1, 1]], bool)


def same(a, b):
    assert a.dtype == b.dtype and a.tobytes() == b.tobytes()


def arrays(dtype, *shapes, seed=11):
    random = np.random.default_rng(seed)
    half = [random.normal(0, 1, shape).astype(dtype) for shape in shapes]
    return half, [array.astype(np.float32) for array in half], random


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_tokens_of_logits(dtype):
    (x,), (wide,), random = arrays(dtype, (3, 5, 40))
    tokens = random.integers(0, 40, (3, 5))
    options = {"mask": MASK, "softcap": 30.0, "class_bias": np.linspace(-1, 1, 40, dtype=np.float32)}
    wanted = dict.fromkeys(("lse", "entropy", "sequence_log_prob", "sequence_tokens"), True)
    half, whole = (libloss.token_log_prob(logits, tokens, **wanted, **options) for logits in (x, wide))
    assert half.log_prob.dtype == np.float32
    for got, expected in zip(half, whole):
        same(got, expected)
    given = {
        "d_log_prob": random.normal(0, 1, (3, 5)).astype(np.float32),
        "d_entropy": random.normal(0, 1, (3, 5)).astype(np.float32),
        "d_sequence": random.normal(0, 1, 3),
        "lse": half.lse,
        "entropy": half.entropy,
    }
    expected = libloss.token_log_prob_backward(wide, tokens, **given, **options)
    got = libloss.token_log_prob_backward(x, tokens, **given, **options)
    same(got, expected.astype(dtype))
    of_float = np.empty(x.shape, np.float32)
    assert libloss.token_log_prob_backward(x, tokens, grad=of_float, **given, **options) is of_float
    same(of_float, expected)
    padded = np.zeros((3, 5, 48), dtype)
    padded[..., :40] = x
    same(np.ascontiguousarray(libloss.token_log_prob_backward(padded[..., :40], tokens, **given, **options)), got)
    copy = x.copy()
    assert libloss.token_log_prob_backward(copy, tokens, grad=copy, **given, **options) is copy
    same(copy, got)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_the_linear_head(dtype):
    layer, wide, random = arrays(dtype, (300, 20), (50, 20), (50,))
    target = random.integers(0, 50, 300)
    options = {"row_weight": np.linspace(0, 2, 300, dtype=np.float32), "label_smoothing": 0.1, "upstream": 3e3}
    wanted = dict.fromkeys(("grad_hidden", "grad_weight", "grad_bias", "losses", "lse", "argmax"), True)

    def of(arrays, **more):
        hidden, weight, bias = arrays
        return libloss.linear_cross_entropy(hidden, weight, target, bias, **{**wanted, **options, **more})

    half, whole = of(layer), of(wide)
    assert half.value == whole.value and half.sums == whole.sums
    for name in ("losses", "lse", "argmax"):
        same(getattr(half, name), getattr(whole, name))
    grads = ("grad_hidden", "grad_weight", "grad_bias")
    for name in grads:
        same(getattr(half, name), getattr(whole, name).astype(dtype))
    of_float = {name: np.empty(array.shape, np.float32) for name, array in zip(grads, layer)}
    of(layer, **of_float)
    for name in grads:
        same(of_float[name], getattr(whole, name))
    # One float gradient is enough to say so for all.
    mixed = of(layer, grad_weight=np.empty((50, 20), np.float32))
    same(mixed.grad_hidden, whole.grad_hidden)
    with pytest.raises(TypeError, match="grad_hidden has dtype .*: gradients have one dtype"):
        of(layer, grad_weight=np.empty((50, 20), np.float32), grad_hidden=np.empty((300, 20), dtype))
    with pytest.raises(TypeError, match="weight has dtype float32, expected"):
        libloss.linear_cross_entropy(layer[0], wide[1], target)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_tokens_of_the_linear_head(dtype):
    layer, wide, random = arrays(dtype, (3, 5, 12), (40, 12), (40,))
    tokens = random.integers(0, 40, (3, 5))
    wanted = dict.fromkeys(("lse", "entropy", "sequence_log_prob", "sequence_tokens"), True)
    half, whole = (
        libloss.linear_token_log_prob(hidden, weight, tokens, bias, mask=MASK, **wanted)
        for hidden, weight, bias in (layer, wide)
    )
    for got, expected in zip(half, whole):
        same(got, expected)
    given = {
        "d_log_prob": random.normal(0, 1, (3, 5)).astype(np.float32),
        "d_entropy": random.normal(0, 1, (3, 5)).astype(np.float32),
        "grad_bias": True,
        "mask": MASK,
    }
    half, whole = (
        libloss.linear_token_log_prob_backward(hidden, weight, tokens, bias, **given)
        for hidden, weight, bias in (layer, wide)
    )
    for got, expected in zip(half, whole):
        same(got, expected.astype(dtype))
    hidden, weight, bias = layer
    of_float = {name: np.empty(array.shape, np.float32) for name, array in zip(whole._fields, layer)}
    libloss.linear_token_log_prob_backward(hidden, weight, tokens, bias, **{**given, **of_float})
    for name, expected in zip(whole._fields, whole):
        same(of_float[name], expected)


def leaves(torch, kind, *shapes):
    random = torch.Generator().manual_seed(5)
    given = [torch.randn(shape, generator=random).to(kind) for shape in shapes]
    half = [tensor.clone().requires_grad_() for tensor in given]
    return half, [tensor.float().requires_grad_() for tensor in given], random


def check_gradients(torch, half, whole):
    for mine, expected in zip(half, whole):
        assert mine.grad.dtype == mine.dtype and torch.equal(mine.grad, expected.grad.to(mine.dtype))


@pytest.mark.parametrize("kind", ["float16", "bfloat16"])
@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("reduction", ["mean", "none"])
def test_the_linear_head_in_autograd(kind, reduction, compiled):
    torch = pytest.importorskip("torch")
    ours = pytest.importorskip("libloss.torch.functional")
    if compiled and not hasattr(torch, "compile"):
        pytest.skip("PyTorch before 2.0 has no torch.compile")
    kind = getattr(torch, kind)
    half, whole, random = leaves(torch, kind, (70, 16), (30, 16), (30,))
    target = torch.randint(30, (70,), generator=random)
    target[::9] = -100
    weight = torch.rand(30, generator=random).to(kind)

    def program(hidden, matrix, bias, weight):
        return ours.linear_cross_entropy(hidden, matrix, target, linear_bias=bias, weight=weight, reduction=reduction)

    run = torch.compile(program, fullgraph=True, backend="aot_eager") if compiled else program
    got, expected = run(*half, weight), program(*whole, weight.float())
    assert got.dtype == kind and torch.equal(got, expected.to(kind))
    # What would be 0 in float16 without a scale is there.
    upstream = torch.full(got.shape, 4096.0)
    got.backward(upstream.to(kind))
    expected.backward(upstream)
    check_gradients(torch, half, whole)


@pytest.mark.parametrize("kind", ["float16", "bfloat16"])
@pytest.mark.parametrize("entropy", [False, True])
def test_tokens_in_autograd(kind, entropy):
    torch = pytest.importorskip("torch")
    ours = pytest.importorskip("libloss.torch")
    kind = getattr(torch, kind)
    tokens = torch.arange(15).reshape(3, 5) % 30
    padded = [torch.nn.functional.pad(x.detach(), (0, 2)) for x in leaves(torch, kind, (3, 5, 30))[0]]
    for of, shapes in ((ours.token_log_prob, [(3, 5, 30)]), (ours.linear_token_log_prob, [(3, 5, 8), (30, 8), (30,)])):
        half, whole, _ = leaves(torch, kind, *shapes)

        def objective(first, *others):
            layer = (*others[:1], tokens, *others[1:]) if others else (tokens,)
            found = of(first, *layer, entropy=entropy)
            assert found.log_prob.dtype == torch.float32 and found.sequence_log_prob.dtype == torch.float64
            extra = 0.0 if found.entropy is None else 0.25 * found.entropy.sum()
            return found.sequence_log_prob.sum() + 2.0 * found.log_prob.sum() + extra

        got, expected = objective(*half), objective(*whole)
        assert torch.equal(got, expected)
        got.backward()
        expected.backward()
        check_gradients(torch, half, whole)
        if len(half) == 1:
            # Rows that are apart are not copied.
            strided = padded[0].requires_grad_()
            objective(strided[..., :30]).backward()
            assert torch.equal(strided.grad[..., :30], half[0].grad)


def test_a_model_of_bfloat16():
    """A layer whose parameters are bfloat16 learns, with gradients that PyTorch's optimizer takes."""
    torch = pytest.importorskip("torch")
    nn = pytest.importorskip("libloss.torch.nn")
    if not hasattr(nn, "LinearCrossEntropyLoss"):
        pytest.skip("PyTorch has no module of that name")
    torch.manual_seed(0)
    head = nn.LinearCrossEntropyLoss(16, 12).bfloat16()
    inner = torch.nn.Linear(8, 16).bfloat16()
    optimizer = torch.optim.SGD([*head.parameters(), *inner.parameters()], lr=0.5)
    x, target = torch.randn(64, 8).bfloat16(), torch.arange(64) % 12
    values = []
    for _ in range(8):
        optimizer.zero_grad()
        value = head(inner(x), target)
        value.backward()
        optimizer.step()
        values.append(value.item())
    assert all(parameter.grad.dtype == torch.bfloat16 for parameter in (*head.parameters(), *inner.parameters()))
    assert values[-1] < 0.95 * values[0]
