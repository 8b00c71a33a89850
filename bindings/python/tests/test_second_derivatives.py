"""A second derivative is right or refused, by whichever way it is asked for; it is never left out."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from torch.autograd import functional  # noqa: E402

import libloss.torch as ours  # noqa: E402
from losses_of_torch import problem, reductions  # noqa: E402

F = torch.nn.functional
REFUSED = "cannot be differentiated a second time"
# Linear in its inputs: its second derivative is 0, and right.
CURVED = [name for name in ours._functions.__all__ if name != "combine"]
CASES = [(name, reduction) for name in CURVED for reduction in reductions(name)]


@pytest.mark.parametrize("name, reduction", [(name, reduction) for name in ours._functions.__all__ for reduction in reductions(name)])
def test_first_derivatives(name, reduction):
    function, inputs = problem(name, reduction)
    assert torch.autograd.gradcheck(function, inputs)


@pytest.mark.parametrize("name, reduction", CASES)
def test_second_derivatives_are_refused(name, reduction):
    function, inputs = problem(name, reduction)
    with pytest.raises(RuntimeError, match=REFUSED):
        torch.autograd.gradgradcheck(function, inputs)


def test_a_weighted_sum_has_second_derivatives():
    function, inputs = problem("combine")
    assert torch.autograd.gradgradcheck(function, inputs)


@pytest.mark.parametrize("name, reduction", CASES)
def test_a_gradient_penalty_is_refused_for_each_input(name, reduction):
    """The loss is on the way to the input by itself as well, so that a term could be left out unseen."""
    function, inputs = problem(name, reduction)
    for input in inputs:
        value = function(*inputs).sum()
        grads = torch.autograd.grad(value, inputs, create_graph=True)
        total = function(*inputs).sum() + sum(grad.pow(2).sum() for grad in grads)
        with pytest.raises(RuntimeError, match=REFUSED):
            torch.autograd.grad(total, input, retain_graph=True)
        with pytest.raises(RuntimeError, match=REFUSED):
            total.backward(inputs=[input], retain_graph=True)
        with pytest.raises(RuntimeError, match=REFUSED):
            total.backward()


def mse(seed=1):
    random = torch.Generator().manual_seed(seed)
    x = torch.randn(4, generator=random, dtype=torch.float64, requires_grad=True)
    t = torch.randn(4, generator=random, dtype=torch.float64)
    return x, (lambda x: ours.mse(x, t)), (lambda x: F.mse_loss(x, t))


def test_the_input_may_come_from_a_model():
    layer = torch.nn.Linear(5, 3).double()
    logits = layer(torch.ones(2, 5, dtype=torch.float64))
    value = ours.cross_entropy(logits, torch.tensor([0, 2]))
    grads = torch.autograd.grad(value, list(layer.parameters()), create_graph=True)
    penalty = sum(grad.pow(2).sum() for grad in grads)
    for parameter in layer.parameters():
        with pytest.raises(RuntimeError, match=REFUSED):
            torch.autograd.grad(penalty, parameter, retain_graph=True)


@pytest.mark.filterwarnings("ignore:Using backward")
def test_backward_that_makes_a_graph():
    x, ours_of, _ = mse()
    ours_of(x).backward(create_graph=True)
    grad, x.grad = x.grad, None
    with pytest.raises(RuntimeError, match=REFUSED):
        grad.pow(2).sum().backward()


@pytest.mark.parametrize("name", ["hessian", "hvp", "vhp"])
def test_functions_of_second_order(name):
    x, ours_of, _ = mse()
    vectors = [] if name == "hessian" else [torch.ones_like(x)]
    with pytest.raises(RuntimeError, match=REFUSED):
        getattr(functional, name)(ours_of, x, *vectors)
    if name == "hessian":
        with pytest.raises(RuntimeError):
            functional.hessian(ours_of, x, vectorize=True)
        with pytest.raises(RuntimeError):
            functional.hessian(ours_of, x, vectorize=True, outer_jacobian_strategy="forward-mode")


def test_a_product_with_the_jacobian_is_right():
    """It is a derivative by the upstream derivative, which the gradient is linear in."""
    x, ours_of, plain = mse()
    v = torch.tensor([1.0, -2.0, 0.5, 3.0], dtype=torch.float64)
    for found, expected in zip(functional.jvp(ours_of, x, v), functional.jvp(plain, x, v)):
        torch.testing.assert_close(found, expected, rtol=1e-14, atol=1e-15)
    with pytest.raises(RuntimeError, match=REFUSED):
        torch.autograd.grad(functional.jvp(ours_of, x, v, create_graph=True)[1], x)


def test_a_derivative_by_the_upstream_derivative_is_right():
    x, ours_of, plain = mse()
    for reference in (plain, ours_of):
        upstream = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
        (grad,) = torch.autograd.grad(reference(x), x, upstream, create_graph=True)
        (found,) = torch.autograd.grad(grad.pow(2).sum(), upstream, retain_graph=True)
        if reference is plain:
            expected = found
    torch.testing.assert_close(found, expected, rtol=1e-14, atol=0)
    with pytest.raises(RuntimeError, match=REFUSED):
        torch.autograd.grad(grad.pow(2).sum(), x)


def test_two_losses_one_after_the_other():
    """The upstream derivative of one is the gradient of the other."""
    x, ours_of, plain = mse()
    gradients = []
    for first in (ours_of, plain):
        value = first(x).pow(3)
        gradients.append(torch.autograd.grad(value, x, create_graph=first is ours_of)[0])
    torch.testing.assert_close(gradients[0].detach(), gradients[1], rtol=1e-14, atol=0)
    with pytest.raises(RuntimeError, match=REFUSED):
        torch.autograd.grad(gradients[0].sum(), x)


def test_a_first_derivative_has_no_graph():
    x, ours_of, _ = mse()
    ours_of(x).backward()
    assert not x.grad.requires_grad and x.grad.grad_fn is None
    value = ours_of(x)
    value.backward(retain_graph=True)
    assert not x.grad.requires_grad


@pytest.mark.parametrize("vectorize", [False, True])
def test_jacobians(vectorize):
    x = torch.randn(4, 3, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    target = torch.tensor([0, 1, 2, 0])
    for reduction in ("none", "mean"):
        found = functional.jacobian(lambda x: ours.cross_entropy(x, target, reduction=reduction), x, vectorize=vectorize)
        expected = functional.jacobian(lambda x: F.cross_entropy(x, target, reduction=reduction), x)
        torch.testing.assert_close(found, expected, rtol=1e-13, atol=1e-15)


def transforms():
    func = pytest.importorskip("torch.func", reason="PyTorch before 2.0")
    x = torch.ones(4, dtype=torch.float64)
    return {
        "grad": lambda f: func.grad(f)(x),
        "jacrev": lambda f: func.jacrev(f)(x),
        "jacfwd": lambda f: func.jacfwd(f)(x),
        "hessian": lambda f: func.hessian(f)(x),
        "vjp": lambda f: func.vjp(f, x),
        "jvp": lambda f: func.jvp(f, (x,), (x,)),
        "vmap": lambda f: func.vmap(f)(torch.ones(3, 4, dtype=torch.float64)),
        "functionalize": lambda f: func.functionalize(f)(x),
    }


@pytest.mark.parametrize("name", ["grad", "jacrev", "jacfwd", "hessian", "vjp", "jvp", "vmap", "functionalize"])
def test_transforms_are_refused_by_name(name):
    _, ours_of, _ = mse()
    with pytest.raises(RuntimeError, match="pred is inside a transform of torch.func"):
        transforms()[name](ours_of)


def test_a_transformed_target_is_refused():
    func = pytest.importorskip("torch.func", reason="PyTorch before 2.0")
    x = torch.ones(4)
    with pytest.raises(RuntimeError, match="target is inside a transform"):
        func.vmap(lambda t: ours.mse(x, t))(torch.ones(3, 4))
    with pytest.raises(RuntimeError, match="weight is inside a transform"):
        func.vmap(lambda w: ours.mse(x, x, weight=w))(torch.ones(3, 4))


def test_forward_mode_is_refused():
    forward_ad = torch.autograd.forward_ad
    x = torch.ones(4)
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(x, x)
        with pytest.raises(RuntimeError, match="pred has a tangent"):
            ours.mse(dual, x)
        with pytest.raises(RuntimeError, match="target has a tangent"):
            ours.mse(x, dual)
        assert ours.mse(x, x).item() == 0.0
