"""The linear layer with its cross-entropy, beside the cross-entropy of the logits and beside PyTorch."""

import numpy as np
import pytest

import libloss

GENERATOR = np.random.default_rng(5)
HIDDEN = GENERATOR.standard_normal((70, 12))
WEIGHT = GENERATOR.standard_normal((33, 12)) * 0.5
BIAS = GENERATOR.standard_normal(33)
TARGET = GENERATOR.integers(33, size=70)


def test_everything_is_that_of_the_logits(dtype):
    hidden, weight, bias = (x.astype(dtype) for x in (HIDDEN, WEIGHT, BIAS))
    options = {"label_smoothing": 0.1, "z_loss": 1e-3, "softcap": 20.0, "lse": True, "entropy": True, "argmax": True, "losses": True}
    grads = {"grad_hidden": True, "grad_weight": True, "grad_bias": True}
    got = libloss.linear_cross_entropy(hidden, weight, TARGET, bias, **grads, **options)
    logits = HIDDEN.astype(dtype).astype(np.float64) @ weight.astype(np.float64).T + bias
    expected = libloss.cross_entropy(logits, TARGET, grad=True, **options)
    tolerance = {"rtol": 2e-5 if dtype == np.float32 else 1e-12, "atol": 2e-6 if dtype == np.float32 else 1e-13}
    np.testing.assert_allclose(got.value, expected.value, **tolerance)
    for a, b in ((got.losses, expected.losses), (got.lse, expected.lse), (got.entropy, expected.entropy)):
        np.testing.assert_allclose(a, b, **tolerance)
    np.testing.assert_array_equal(got.argmax, expected.argmax)
    np.testing.assert_allclose(got.grad_hidden, expected.grad @ weight, **tolerance)
    np.testing.assert_allclose(got.grad_weight, expected.grad.T @ hidden, **tolerance)
    np.testing.assert_allclose(got.grad_bias, expected.grad.sum(0), **tolerance)
    assert got.sums == expected.sums or abs(got.sums.loss - expected.sums.loss) < 1e-3


def test_what_is_not_wanted_is_none():
    got = libloss.linear_cross_entropy(HIDDEN, WEIGHT, TARGET.astype(np.int32))
    assert got.value == libloss.linear_cross_entropy(HIDDEN, WEIGHT, TARGET, threads=1).value
    assert got[1:5] == (None, None, None, None) and got.lse is None and got.sums.rows == 70


def test_arrays_that_are_there(dtype):
    hidden, weight = HIDDEN.astype(dtype), WEIGHT.astype(dtype)
    grad = np.ones_like(weight)
    first = libloss.linear_cross_entropy(hidden, weight, TARGET, grad_weight=True).grad_weight
    got = libloss.linear_cross_entropy(hidden, weight, TARGET, grad_weight=grad, accumulate=True)
    assert got.grad_weight is grad
    np.testing.assert_allclose(grad, first + 1, rtol=1e-5)
    none = libloss.linear_cross_entropy(hidden[:0], weight, TARGET[:0], grad_weight=True)
    assert none.value == 0.0 and not none.grad_weight.any()


def test_what_is_wrong_is_said():
    with pytest.raises(ValueError, match=r"weight has shape \(33, 11\), expected \(classes, 12\)"):
        libloss.linear_cross_entropy(HIDDEN, WEIGHT[:, 1:].copy(), TARGET)
    with pytest.raises(ValueError, match="hidden has shape"):
        libloss.linear_cross_entropy(HIDDEN[0], WEIGHT, TARGET)
    with pytest.raises(TypeError, match="weight has dtype float32"):
        libloss.linear_cross_entropy(HIDDEN, WEIGHT.astype(np.float32), TARGET)
    with pytest.raises(libloss.Error, match=r"target\[69\] = 33"):
        libloss.linear_cross_entropy(HIDDEN, WEIGHT, np.append(TARGET[:-1], 33))
    with pytest.raises(libloss.Error, match="overlaps"):
        libloss.linear_cross_entropy(HIDDEN, WEIGHT, TARGET, grad_hidden=HIDDEN)


torch = pytest.importorskip("torch", reason="PyTorch is not installed")


def test_gradients_are_those_of_pytorch():
    import libloss.torch as ours

    inputs = [torch.from_numpy(x).clone() for x in (HIDDEN.reshape(7, 10, 12), WEIGHT, BIAS)]
    a, b = ([x.clone().requires_grad_() for x in inputs] for _ in range(2))
    target = torch.from_numpy(TARGET).reshape(7, 10)
    got = ours.linear_cross_entropy(a[0], a[1], target, a[2], label_smoothing=0.1)
    logits = torch.nn.functional.linear(b[0], b[1], b[2])
    expected = torch.nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(), label_smoothing=0.1)
    torch.testing.assert_close(got, expected)
    for x, y in zip(torch.autograd.grad(3 * got, a), torch.autograd.grad(3 * expected, b)):
        torch.testing.assert_close(x, y)
    frozen = ours.linear_cross_entropy(inputs[0], a[1], target)
    assert torch.autograd.grad(frozen, a[1])[0].shape == WEIGHT.shape
    (x,) = torch.autograd.grad(ours.linear_cross_entropy(a[0], a[1], target), a[0], create_graph=True)
    with pytest.raises(RuntimeError, match="a second time"):
        x.sum().backward()


@pytest.mark.parametrize("weighted", [False, True])
def test_without_reduction(weighted):
    import libloss.torch as ours

    inputs = [torch.from_numpy(x).clone() for x in (HIDDEN.reshape(7, 10, 12), WEIGHT, BIAS)]
    a, b = ([x.clone().requires_grad_() for x in inputs] for _ in range(2))
    target = torch.from_numpy(TARGET).reshape(7, 10)
    target[2, 3] = -100
    random = torch.Generator().manual_seed(1)
    w = torch.rand(7, 10, generator=random, dtype=torch.float64)
    upstream = torch.randn(7, 10, generator=random, dtype=torch.float64)
    got = ours.linear_cross_entropy(a[0], a[1], target, a[2], reduction="none", row_weight=w if weighted else None)
    logits = torch.nn.functional.linear(*b)
    expected = torch.nn.functional.cross_entropy(logits.movedim(-1, 1), target, reduction="none")
    expected = w * expected if weighted else expected
    torch.testing.assert_close(got, expected)
    for x, y in zip(torch.autograd.grad(got, a, upstream), torch.autograd.grad(expected, b, upstream)):
        torch.testing.assert_close(x, y)
    got = ours.linear_cross_entropy(a[0], a[1], target, reduction="none")
    (x,) = torch.autograd.grad(got.sum(), a[0], create_graph=True)
    with pytest.raises(RuntimeError, match="a second time"):
        x.sum().backward()


@pytest.mark.parametrize("reduction", ["mean", "none"])
def test_rows_that_do_not_count_have_gradient_0_whatever_is_upstream(reduction):
    import libloss.torch as ours

    hidden = torch.from_numpy(HIDDEN).clone().requires_grad_()
    target = torch.from_numpy(TARGET).clone()
    target[3] = -100
    mask = torch.arange(70) != 5
    value = ours.linear_cross_entropy(hidden, torch.from_numpy(WEIGHT), target, mask=mask, reduction=reduction)
    value.backward(torch.full_like(value, float("nan")))
    assert not hidden.grad[3].any() and not hidden.grad[5].any() and hidden.grad[0].isnan().all()


def test_shapes_that_do_not_fit_are_refused():
    import libloss.torch as ours

    hidden, weight, target = (torch.from_numpy(x) for x in (HIDDEN, WEIGHT, TARGET))
    for words, call in (
        (r"target has shape \(69,\), expected \(70,\)", lambda: ours.linear_cross_entropy(hidden, weight, target[1:])),
        (r"mask has shape \(7, 10\)", lambda: ours.linear_cross_entropy(hidden, weight, target, mask=target.reshape(7, 10) > 0)),
        (r"hidden has no axes", lambda: ours.linear_cross_entropy(hidden[0, 0], weight, target)),
        (r"reduction = 'batch' is not one of", lambda: ours.linear_cross_entropy(hidden, weight, target, reduction="batch")),
        (r"row_weight requires a gradient", lambda: ours.linear_cross_entropy(hidden, weight, target, row_weight=hidden[:, 0].clone().requires_grad_())),
    ):
        with pytest.raises(ValueError, match=words):
            call()


@pytest.mark.skipif(not hasattr(torch.library, "custom_op"), reason="PyTorch before 2.4 compiles no losses")
@pytest.mark.parametrize("reduction", ["mean", "none"])
@pytest.mark.parametrize("options", [{}, {"softcap": 20.0, "z_loss": 1e-3, "label_smoothing": 0.1}])
def test_a_compiled_program(reduction, options):
    import libloss.torch as ours

    inputs = [torch.from_numpy(x).clone() for x in (HIDDEN.reshape(7, 10, 12), WEIGHT, BIAS)]
    target = torch.from_numpy(TARGET).reshape(7, 10).clone()
    target[1, 2] = -100
    random = torch.Generator().manual_seed(2)
    w = torch.rand(10, 7, generator=random, dtype=torch.float64).t()
    upstream = torch.randn(7, 10, generator=random, dtype=torch.float64)

    def program(hidden, weight, bias=None):
        value = ours.linear_cross_entropy(hidden, weight, target, bias, row_weight=w, reduction=reduction, **options)
        return (upstream * value).sum() if reduction == "none" else 3 * value

    for chosen in ((0, 1, 2), (0, 1)):
        for frozen in (None, 0, 1):
            results = []
            for call in (program, torch.compile(program, backend="aot_eager", fullgraph=True)):
                torch._dynamo.reset()
                leaves = [inputs[i].clone().requires_grad_(i != frozen) for i in chosen]
                value = call(*leaves)
                results.append([value.detach(), *torch.autograd.grad(value, [x for x in leaves if x.requires_grad])])
            for mine, reference in zip(*results):
                # Where the derivative is multiplied: by the library in the one, after it in the other.
                torch.testing.assert_close(mine, reference, rtol=1e-14, atol=1e-15)


@pytest.mark.skipif(not hasattr(torch.library, "custom_op"), reason="PyTorch before 2.4 compiles no losses")
def test_what_a_recorded_program_refuses():
    import libloss.torch as ours
    from torch.fx.experimental.proxy_tensor import make_fx

    hidden, weight, target = (torch.from_numpy(x) for x in (HIDDEN, WEIGHT, TARGET))
    recorded = make_fx(lambda x, w, t: ours.linear_cross_entropy(x, w, t), tracing_mode="fake")(hidden, weight, target)
    assert "libloss.linear_cross_entropy" in recorded.code
    assert torch.equal(recorded(hidden, weight, target), ours.linear_cross_entropy(hidden, weight, target))
    x = hidden.clone().requires_grad_()
    program = torch.compile(lambda x: ours.linear_cross_entropy(x, weight, target, row_weight=x[:, 0]), backend="aot_eager")
    with pytest.raises(Exception, match="row_weight requires a gradient"):
        program(x)
    with pytest.raises(RuntimeError, match="transform of torch.func"):
        torch.func.grad(lambda x: ours.linear_cross_entropy(x, weight, target))(hidden)
    program = torch.compile(lambda x: ours.linear_cross_entropy(x, weight, target), backend="aot_eager", fullgraph=True)
    with pytest.raises(libloss.Error, match=r"target\[0\] = 33"):
        target[0] = 33
        program(hidden)
