"""libloss.torch.nn beside torch.nn: the modules of losses."""

import copy
import inspect
import pickle

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from libloss.torch import nn as ours  # noqa: E402

theirs = torch.nn

pytestmark = pytest.mark.filterwarnings("ignore:reduction. 'mean' divides the total loss")


def normal(*shape, seed=1):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


X, T, Y = normal(6, 5), normal(6, 5, seed=2), torch.sigmoid(normal(6, 5, seed=3))
V = normal(5, seed=4).exp()
SIGNS = torch.where(normal(6, 5, seed=5) > 0, 1.0, -1.0).double()
C = torch.tensor([0, 4, 3, 1, 3, 2])


def cosine_distance(first, second):
    return 1.0 - torch.cosine_similarity(first, second)


# Name, options, arguments.
MODULES = [
    ("L1Loss", {}, (X, T)),
    ("MSELoss", {}, (X, T)),
    ("SmoothL1Loss", {"beta": 0.5}, (X, T)),
    ("HuberLoss", {"delta": 0.5}, (X, T)),
    ("GaussianNLLLoss", {"full": True, "eps": 0.25}, (X, T, Y)),
    ("PoissonNLLLoss", {"log_input": False, "full": True, "eps": 0.25}, (Y, 3.0 * Y)),
    ("BCELoss", {"weight": V}, (Y, Y.flip(0))),
    ("BCEWithLogitsLoss", {"weight": V, "pos_weight": 1.0 / V}, (X, Y)),
    ("HingeEmbeddingLoss", {"margin": 0.5}, (X, SIGNS)),
    ("SoftMarginLoss", {}, (X, SIGNS)),
    ("MarginRankingLoss", {"margin": 0.5}, (X, T, SIGNS)),
    ("CosineEmbeddingLoss", {"margin": -0.25}, (16.0 * X, 16.0 * T, SIGNS[:, 0])),
    ("MultiLabelMarginLoss", {}, (X, torch.tensor([[0, 3, -1, 1, 1], [4, 0, 1, 2, 3], [-1] * 5] * 2))),
    ("MultiLabelSoftMarginLoss", {"weight": V}, (X, Y)),
    ("MultiMarginLoss", {"p": 2, "margin": 0.5, "weight": V}, (X, C)),
    ("TripletMarginLoss", {"margin": 2.0, "p": 3.0, "eps": 1e-3, "swap": True}, (X, T, Y)),
    ("TripletMarginWithDistanceLoss", {"distance_function": cosine_distance, "margin": 0.5, "swap": True}, (X, T, Y)),
    ("KLDivLoss", {"log_target": True}, (torch.log(Y), torch.log(Y.flip(0)))),
    ("NLLLoss", {"weight": V, "ignore_index": 3}, (X, C)),
    ("CrossEntropyLoss", {"weight": V, "ignore_index": 3, "label_smoothing": 0.1}, (X, C)),
]


def test_every_module_is_tested():
    # A layer as well, and a loss of sequences, with tests of their own.
    assert sorted(name for name, _, _ in MODULES) == sorted(set(ours.__all__) - {"LinearCrossEntropyLoss", "CTCLoss"})


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("name, options, arguments", MODULES, ids=[name for name, _, _ in MODULES])
def test_modules(name, options, arguments, reduction):
    results = []
    modules = [getattr(package, name) for package in (ours, theirs)]
    assert issubclass(*modules)
    assert inspect.signature(modules[0]) == inspect.signature(modules[1])
    for module in modules:
        loss = module(**options, reduction=reduction)
        x, *others = arguments
        x = x.clone().requires_grad_(True)
        value = loss(x, *others)
        value.sum().backward()
        results.append((value.detach(), x.grad, repr(loss), loss.state_dict()))
    for mine, reference in zip(*(result[:2] for result in results)):
        # Both compute in float64, and round some tens of terms.
        torch.testing.assert_close(mine, reference, rtol=1e-13, atol=1e-13)
    assert results[0][2] == results[1][2]
    assert results[0][3].keys() == results[1][3].keys()
    loss = modules[0](**options, reduction=reduction)
    for again in (copy.deepcopy(loss), pickle.loads(pickle.dumps(loss))):
        assert torch.equal(again(*arguments), loss(*arguments))


def test_refusals():
    for arguments, options in [((False,), {}), ((), {"reduce": False}), ((None, True), {})]:
        with pytest.raises(ValueError, match="size_average and reduce are deprecated"):
            ours.MSELoss(*arguments, **options)
    with pytest.raises(ValueError, match="foo is not a valid value for reduction"):
        ours.CrossEntropyLoss(reduction="foo")
    ours.KLDivLoss(reduction="batchmean")
    names = getattr(theirs.modules.loss, "__all__", ["CTCLoss"])
    assert [name for name in names if name not in ours.__all__ and name != "NLLLoss2d"] == []
    with pytest.raises(AttributeError, match="has no NLLLoss2d"):
        ours.NLLLoss2d


def test_other_names_are_those_of_pytorch():
    assert ours.Linear is theirs.Linear and ours.Module is theirs.Module
    assert ours.functional.mse_loss is not theirs.functional.mse_loss
    # A layer, with a loss in its name.
    assert ours.AdaptiveLogSoftmaxWithLoss is theirs.AdaptiveLogSoftmaxWithLoss
    with pytest.raises(AttributeError, match="libloss.torch.nn has no CosFaceLoss$"):
        ours.CosFaceLoss


def test_functional_is_one_module_by_all_its_names():
    import libloss.torch
    import libloss.torch.functional as by_itself
    import libloss.torch.nn.functional as by_nn

    assert by_nn is by_itself is ours.functional is libloss.torch.functional
    with pytest.raises(ImportError):
        import libloss.torch.nn.init  # noqa: F401
    assert not hasattr(ours, "__path__") and not hasattr(by_itself, "__path__")


def test_a_subclass_has_its_own_constructor():
    class Scaled(ours.MSELoss):
        def __init__(self, factor):
            super().__init__(reduction="sum")
            self.factor = factor

        def forward(self, input, target):
            return self.factor * super().forward(input, target)

    assert Scaled(2.0)(X, T) == 2.0 * ours.MSELoss(reduction="sum")(X, T)


@pytest.mark.skipif(not hasattr(theirs, "LinearCrossEntropyLoss"), reason="PyTorch has no linear head")
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_the_linear_head(reduction):
    calls = [
        ((5, 4), {"bias": True, "weight": V[:4], "ignore_index": 3, "label_smoothing": 0.1}, X, C.clamp(max=3)),
        ((5, 4), {"options": torch.nn.LinearCrossEntropyOptions()}, X, C.clamp(max=3)),
        ((5, 4), {"bias": True}, X[0], C[0]),
        ((5, 4), {}, X, torch.softmax(T[:, :4], -1)),
        ((5, 4), {"out_features": (2, 3), "bias": True}, X, C.clamp(max=3)[:, None, None].expand(6, 2, 3)),
    ]
    for arguments, options, x, target in calls:
        results = []
        for package in (ours, theirs):
            torch.manual_seed(1)
            loss = package.LinearCrossEntropyLoss(*arguments, **options, reduction=reduction, dtype=torch.float64)
            leaves = [x.clone().requires_grad_(True), *loss.parameters()]
            value = loss(leaves[0], target)
            up = normal(*value.shape, seed=9)
            results.append((value.detach(), *torch.autograd.grad(value, leaves, up), repr(loss), [*loss.state_dict()]))
        *mine, words, state = results[0]
        for one, reference in zip(mine, results[1]):
            # Both compute in float64, and round some tens of terms.
            torch.testing.assert_close(one, reference, rtol=1e-13, atol=1e-13)
        assert (words, state) == results[1][-2:]
        assert isinstance(loss, theirs.LinearCrossEntropyLoss)
        assert inspect.signature(ours.LinearCrossEntropyLoss) == inspect.signature(theirs.LinearCrossEntropyLoss)
    with pytest.raises(ValueError, match="foo is not a valid value for reduction"):
        ours.LinearCrossEntropyLoss(5, 4, reduction="foo")
