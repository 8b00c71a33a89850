"""Losses in programs that PyTorch records: the same numbers, no break, and no second derivative in silence."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
if not hasattr(torch.library, "custom_op"):
    pytest.skip("PyTorch before 2.4 has no operators that Python can define", allow_module_level=True)

import libloss  # noqa: E402
import libloss.torch as ours  # noqa: E402
from losses_of_torch import problem, reductions  # noqa: E402


@pytest.fixture(autouse=True)
def nothing_compiled():
    torch._dynamo.reset()


def compiled(function, **options):
    # What is compiled runs as PyTorch's own kernels: no compiler of C++ is needed.
    return torch.compile(function, fullgraph=True, backend="aot_eager", **options)


def results(function, inputs):
    leaves = [input.detach().clone().requires_grad_(True) for input in inputs]
    output = function(*leaves)
    (output * 2).sum().backward()
    return [output.detach(), *(leaf.grad for leaf in leaves)]


@pytest.mark.parametrize("name", ours._functions.__all__)
def test_every_loss_compiles_into_one_graph(name):
    function, inputs = problem(name, "none" if reductions(name) != [None] else None)
    for found, expected in zip(results(compiled(function), inputs), results(function, inputs)):
        torch.testing.assert_close(found, expected, rtol=1e-15, atol=0)


class Model(torch.nn.Module):
    """A language model by its interface: loss and logits."""

    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(11, 8)
        self.head = torch.nn.Linear(8, 11)

    def forward(self, tokens, temperature=1.0):
        logits = self.head(self.embedding(tokens))
        return ours.causal_lm(logits, tokens, temperature=temperature), logits


def test_a_model_trains_with_any_batch_size():
    model = Model()
    fast = compiled(model, dynamic=True)
    for batch in (2, 3, 5):
        tokens = torch.randint(11, (batch, 6), generator=torch.Generator().manual_seed(batch))
        gradients = []
        for one in (model, fast):
            model.zero_grad()
            loss, _ = one(tokens, 1.0 + batch / 4)
            loss.backward()
            gradients.append((loss.detach(), model.head.weight.grad.clone()))
        torch.testing.assert_close(gradients[0], gradients[1], rtol=1e-6, atol=1e-8)


def test_a_second_derivative_is_refused():
    x = torch.randn(4, 3, requires_grad=True)
    target = torch.tensor([0, 1, 2, 0])

    def loss(x):
        return ours.cross_entropy(x, target)

    for backend in ("eager", "aot_eager"):
        function = torch.compile(loss, fullgraph=True, backend=backend)
        (grad,) = torch.autograd.grad(function(x), x, create_graph=True)
        with pytest.raises(RuntimeError, match="second time|double backward"):
            torch.autograd.grad(function(x) + grad.pow(2).sum(), x)


@pytest.mark.filterwarnings("ignore:Dynamo does not know")
@pytest.mark.parametrize("name, backend", [*((name, "aot_eager") for name in ("grad", "hessian", "vmap", "jvp")), ("jvp", "eager")])
def test_transforms_inside_and_outside_are_refused(name, backend):
    """An operator drops a tangent without a word; so its caller asks for them."""
    func, x, t = torch.func, torch.ones(4), torch.zeros(4)
    transforms = {
        "grad": lambda f, x: func.grad(f)(x),
        "hessian": lambda f, x: func.hessian(f)(x),
        "vmap": lambda f, x: func.vmap(f)(x.expand(3, 4)),
        "jvp": lambda f, x: func.jvp(f, (x,), (x,))[1],
    }
    inside = torch.compile(lambda x: transforms[name](lambda x: ours.mse(x, t), x), backend=backend)
    outside = torch.compile(lambda x: ours.mse(x, t), backend=backend)
    words = "inside a transform of torch.func|forward-mode"
    with pytest.raises(RuntimeError, match=words):
        inside(x)
    with pytest.raises(RuntimeError, match=words):
        transforms[name](outside, x)


def test_a_mode_of_dispatch_does_not_lose_a_tangent():
    from torch.utils.flop_counter import FlopCounterMode

    forward_ad, x = torch.autograd.forward_ad, torch.ones(4)
    with forward_ad.dual_level(), FlopCounterMode(display=False):
        with pytest.raises(RuntimeError, match="forward-mode"):
            ours.mse(forward_ad.make_dual(x, x), x)
    with FlopCounterMode(display=False), pytest.raises(RuntimeError, match="inside a transform"):
        torch.func.grad(lambda x: ours.mse(x, torch.zeros(4)))(x)


def test_what_is_wrong_is_said():
    x, target = torch.randn(4, 3), torch.tensor([0, 1, 2, 0])
    function = compiled(lambda x, target: ours.cross_entropy(x, target))
    with pytest.raises(ValueError, match="target has shape"):
        function(x, target[:3])
    with pytest.raises(libloss.Error, match=r"target\[3\] = 7"):
        function(x, torch.tensor([0, 1, 2, 7]))
    with pytest.raises(TypeError, match="half precision is not supported yet"):
        compiled(lambda x, target: ours.multi_margin(x, target))(x.bfloat16(), target)


def test_functions_without_autograd_run_between_two_graphs():
    x, t = torch.randn(4, 3), torch.randn(4, 3)

    def function(x):
        return (x * libloss.mse(2 * x, t, grad=True).value).sum() + torch.from_numpy(libloss.mse(x, t, grad=True).grad)

    torch.testing.assert_close(torch.compile(function, backend="aot_eager")(x), function(x))
    with pytest.raises(TypeError, match="pred is inside a transform of torch.func"):
        torch.func.vmap(lambda x: torch.tensor(libloss.mse(x, x).value))(x)


def test_other_recordings():
    x, target = torch.randn(4, 3), torch.tensor([0, 1, 2, 0])
    expected = ours.cross_entropy(x, target)

    class Loss(torch.nn.Module):
        def forward(self, x, target):
            return ours.cross_entropy(x, target)

    exported = torch.export.export(Loss(), (torch.zeros(4, 3), target)).module()
    assert torch.equal(exported(x, target), expected)
    from torch.fx.experimental.proxy_tensor import make_fx

    graph = make_fx(Loss())(torch.zeros(4, 3), target)
    assert torch.equal(graph(x, target), expected)


def test_a_mode_of_dispatch_sees_the_loss():
    from torch.utils._python_dispatch import TorchDispatchMode

    class Names(TorchDispatchMode):
        def __torch_dispatch__(self, function, types, args=(), kwargs=None):
            names.append(function.name())
            return function(*args, **(kwargs or {}))

    names = []
    x = torch.randn(4, requires_grad=True)
    with Names():
        value = ours.mse(x, torch.zeros(4))
        value.backward()
    assert "libloss::loss" in names and "libloss::gradients" in names
    torch.testing.assert_close(x.grad, x.detach() / 2)


def test_fake_and_symbolic_tensors_are_named():
    from torch._subclasses import FakeTensorMode

    with FakeTensorMode() as mode:
        fake = torch.zeros(4)
        assert type(ours.mse(fake, fake)) is type(fake)
    assert mode is not None
    with pytest.raises(TypeError, match="pred is a FakeTensor, which has no numbers"):
        libloss.mse(fake, fake)
    with pytest.raises(TypeError, match="pred is a FakeTensor, which has no numbers"):
        ours.mse(fake, fake)
    with pytest.raises(TypeError, match="pred is a proxy of torch.fx"):
        torch.fx.symbolic_trace(lambda x: libloss.mse(x, x))


def test_the_operators_are_well_formed():
    x, target = torch.randn(4, 3, requires_grad=True), torch.tensor([0, 1, 2, 0])
    arguments = "cross_entropy", [x], [target], "input logits\nconstant target\nword reduction none", [], []
    torch.library.opcheck(torch.ops.libloss.loss, arguments)
    arguments = "cross_entropy", [x.detach()], *arguments[2:]
    torch.library.opcheck(torch.ops.libloss.gradients, (torch.ones(4), [True], *arguments))
