"""Losses under torch.autocast, beside PyTorch's own there."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import libloss.torch as losses  # noqa: E402
import libloss.torch.functional as ours  # noqa: E402

theirs = torch.nn.functional
# Both compute in float32 from the same numbers: some roundings of some tens of terms. A gradient is then rounded to
# bfloat16.
VALUE = 2e-6
GRADIENT = 2.0**-8

pytestmark = pytest.mark.filterwarnings("ignore:reduction. 'mean' divides the total loss")


def normal(*shape, seed=1):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


WEIGHT, INPUT = normal(5, 7, seed=2), normal(6, 7)
C = torch.tensor([0, 4, 3, -100, 3, 2])
T, P = normal(6, 5, seed=3), torch.sigmoid(normal(6, 5, seed=4))
Q, V = torch.softmax(normal(6, 5, seed=5), -1), normal(5, seed=6).exp()
SIGNS = torch.where(T > 0, 1.0, -1.0)

# Of what a layer gives, in bfloat16 under autocast.
LOSSES = {
    "cross_entropy": lambda f, x: f.cross_entropy(x, C, weight=V, label_smoothing=0.1),
    "cross_entropy of probabilities": lambda f, x: f.cross_entropy(x, Q),
    "mse_loss": lambda f, x: f.mse_loss(x, T),
    "mse_loss of half": lambda f, x: f.mse_loss(x, T.bfloat16()),
    "l1_loss": lambda f, x: f.l1_loss(x, T, reduction="sum"),
    "huber_loss": lambda f, x: f.huber_loss(x, T),
    "nll_loss": lambda f, x: f.nll_loss(torch.log_softmax(x, -1), C),
    "binary_cross_entropy_with_logits": lambda f, x: f.binary_cross_entropy_with_logits(x, P, pos_weight=V),
    "binary_cross_entropy": lambda f, x: f.binary_cross_entropy(torch.sigmoid(x), P),
    "kl_div": lambda f, x: f.kl_div(torch.log_softmax(x, -1), Q, reduction="batchmean"),
    "soft_margin_loss": lambda f, x: f.soft_margin_loss(x, SIGNS),
    "margin_ranking_loss": lambda f, x: f.margin_ranking_loss(x, T, SIGNS),
    "triplet_margin_loss": lambda f, x: f.triplet_margin_loss(x, T, 2 * T),
    "multi_margin_loss": lambda f, x: f.multi_margin_loss(x, C.clamp(min=0)),
    "poisson_nll_loss": lambda f, x: f.poisson_nll_loss(x, P),
}


def step(functions, call, compiled=False):
    """A layer under autocast, its loss, and the gradients by what the layer has given and by its weight."""
    weight = WEIGHT.clone().requires_grad_(True)
    loss = torch.compile(call, backend="aot_eager", fullgraph=True) if compiled else call
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = torch.nn.functional.linear(INPUT, weight)
        value = loss(functions, x)
    return value.detach(), *torch.autograd.grad(value, [x, weight])


@pytest.mark.parametrize("compiled", [False, True], ids=["eager", "compiled"])
@pytest.mark.parametrize("name", LOSSES)
def test_what_pytorch_does(name, compiled):
    if compiled and not hasattr(torch.library, "custom_op"):
        pytest.skip("PyTorch before 2.4 compiles no losses")
    if compiled:
        torch._dynamo.reset()
    mine, reference = (step(functions, LOSSES[name], compiled) for functions in (ours, theirs))
    assert mine[0].dtype == reference[0].dtype == torch.float32
    assert mine[1].dtype == reference[1].dtype == torch.bfloat16
    assert mine[2].dtype == reference[2].dtype == torch.float32
    torch.testing.assert_close(mine[0], reference[0], rtol=VALUE, atol=VALUE)
    torch.testing.assert_close(mine[1], reference[1], rtol=GRADIENT, atol=1e-6)
    # A sum of six products of such gradients.
    torch.testing.assert_close(mine[2], reference[2], rtol=2 * GRADIENT, atol=2 * GRADIENT * by_size(reference[1]))


def by_size(gradient):
    return float(INPUT.abs().max() * gradient.float().abs().max() * len(INPUT))


@pytest.mark.skipif(not hasattr(torch.library, "custom_op"), reason="PyTorch before 2.4 compiles no losses")
@pytest.mark.parametrize("name", ["cross_entropy", "mse_loss", "kl_div", "binary_cross_entropy_with_logits"])
def test_a_compiled_program_with_autocast_in_it(name):
    grads = []
    for functions in (ours, theirs):

        def program(weight):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                return LOSSES[name](functions, torch.nn.functional.linear(INPUT, weight))

        torch._dynamo.reset()
        weight = WEIGHT.clone().requires_grad_(True)
        value = torch.compile(program, backend="aot_eager", fullgraph=True)(weight)
        assert value.dtype == torch.float32
        grads.append(torch.autograd.grad(value, weight)[0])
    # Sums of six products of gradients in bfloat16.
    torch.testing.assert_close(*grads, rtol=2 * GRADIENT, atol=2 * GRADIENT * float(grads[1].abs().max()))


@pytest.mark.parametrize("bias", [None, normal(5, seed=7)], ids=["", "bias"])
def test_the_linear_head(bias):
    if not hasattr(theirs, "linear_cross_entropy"):
        pytest.skip("this PyTorch has no linear_cross_entropy")
    results = []
    for functions in (ours, theirs):
        weight, layer = WEIGHT.clone().requires_grad_(True), torch.eye(7, requires_grad=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = theirs.linear(INPUT, layer)
            assert hidden.dtype == torch.bfloat16
            value = functions.linear_cross_entropy(hidden, weight, C, linear_bias=bias)
        assert value.dtype == torch.float32
        results.append([value.detach(), *torch.autograd.grad(value, [hidden, weight])])
    assert [x.dtype for x in results[0]] == [x.dtype for x in results[1]]
    # PyTorch rounds weight, logits and their gradients to bfloat16, libloss only the gradient by the hidden states:
    # errors of some 2^-8 of the size of a logit, and as much of each product of the gradients.
    size = float((INPUT @ WEIGHT.T).abs().max())
    for mine, reference in zip(*results):
        torch.testing.assert_close(mine.float(), reference.float(), rtol=4 * GRADIENT, atol=4 * GRADIENT * size)
    # Of the numbers as they arrive it is the loss in float32.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        value = ours.linear_cross_entropy(INPUT.bfloat16(), WEIGHT, C, linear_bias=bias)
    assert torch.equal(value, ours.linear_cross_entropy(INPUT.bfloat16().float(), WEIGHT, C, linear_bias=bias))
    if not hasattr(torch.library, "custom_op"):
        return

    def program(x, weight):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return ours.linear_cross_entropy(x, weight, C, linear_bias=bias)

    torch._dynamo.reset()
    leaves = INPUT.bfloat16().requires_grad_(True), WEIGHT.clone().requires_grad_(True)
    compiled = torch.compile(program, backend="aot_eager", fullgraph=True)(*leaves)
    assert torch.equal(compiled, value)
    expected = torch.autograd.grad(program(*leaves), leaves)
    for mine, reference in zip(torch.autograd.grad(compiled, leaves), expected):
        assert torch.equal(mine, reference) and mine.dtype == reference.dtype


def test_functions_with_names_of_libloss():
    x, t = INPUT.bfloat16().requires_grad_(True), normal(6, 7, seed=8).bfloat16()
    tokens = torch.tensor([[0, 3, 6, 2, 1, 5]])
    calls = [
        lambda x, t: losses.log_cosh(x, t, weight=t.abs()),
        lambda x, t: losses.distillation(x, t, 2.0),
        lambda x, t: losses.vae_kl(x, t),
        lambda x, t: losses.cross_entropy(x, tokens[0], class_weight=t[0].abs()),
        lambda x, t: losses.token_log_prob(x.unsqueeze(0), tokens).log_prob.sum(),
        lambda x, t: losses.linear_token_log_prob(x.unsqueeze(0), t, tokens % 6).log_prob.sum(),
        lambda x, t: losses.combine([x[0, 0], x[1, 2]], [1.0, 2.0]),
    ]
    for call in calls:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            value = call(x, t)
        expected = call(y := x.detach().float().requires_grad_(True), t.float())
        assert value.dtype == torch.float32 and torch.equal(value, expected)
        (mine,), (reference,) = torch.autograd.grad(value, x), torch.autograd.grad(expected, y)
        assert mine.dtype == torch.bfloat16 and torch.equal(mine, reference.bfloat16())


@pytest.mark.parametrize(
    "call",
    [
        lambda f, x, t, p, v: f.gaussian_nll_loss(x, t, p),
        lambda f, x, t, p, v: f.multilabel_soft_margin_loss(x, p, weight=v),
    ],
    ids=["gaussian_nll_loss", "multilabel_soft_margin_loss"],
)
def test_what_pytorch_leaves_in_half_precision(call):
    x, *others = (given.bfloat16() for given in (normal(6, 5, seed=9), T, P, V))
    x.requires_grad_(True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        value = call(ours, x, *others)
        assert call(theirs, x, *others).dtype == torch.bfloat16
    y = x.detach().double().requires_grad_(True)
    reference = call(theirs, y, *(given.double() for given in others))
    assert value.dtype == torch.float32
    torch.testing.assert_close(value.double(), reference, rtol=VALUE, atol=VALUE)
    (mine,), (expected,) = torch.autograd.grad(value, x), torch.autograd.grad(reference, y)
    assert mine.dtype == torch.bfloat16
    torch.testing.assert_close(mine.double(), expected, rtol=GRADIENT, atol=1e-6)


def test_what_autocast_leaves_alone():
    x, t = normal(4, 3).double(), normal(4, 3, seed=2).double()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert losses.mse(x, t).dtype == torch.float64
        with torch.autocast("cpu", enabled=False), pytest.raises(TypeError, match="half precision is not supported yet"):
            losses.log_cosh(x.bfloat16(), t.bfloat16())
        assert losses.mse(x.half(), t.half()).dtype == torch.float32
    assert losses.mse(x.half(), t.half()).dtype == torch.float16

