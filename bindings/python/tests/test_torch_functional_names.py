"""libloss.torch.functional beside torch.nn.functional: names, arguments, and what is refused."""

import inspect

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import libloss.torch.functional as ours  # noqa: E402

theirs = torch.nn.functional


@pytest.mark.parametrize("name", ours.__all__)
def test_signatures(name):
    if not hasattr(theirs, name):
        pytest.skip("this PyTorch has no function of this name")
    of = [list(inspect.signature(getattr(functions, name)).parameters.values()) for functions in (ours, theirs)]
    # A PyTorch before 2.15 lacks weights.
    mine = [p for p in of[0] if p.name in {q.name for q in of[1]} or p.name != "weight"]
    assert [(p.name, p.default, p.kind) for p in mine] == [(p.name, p.default, p.kind) for p in of[1]]


X, T, C = torch.ones(3, 4), torch.ones(3, 4), torch.tensor([0, 1, 2])


@pytest.mark.parametrize(
    "error, words, call",
    [
        (ValueError, 'use reduction="mean", "sum" or "none"', lambda: ours.mse_loss(X, T, size_average=False)),
        (ValueError, "reduce are deprecated", lambda: ours.cross_entropy(X, C, reduce=False)),
        (ValueError, "foo is not a valid value for reduction", lambda: ours.mse_loss(X, T, reduction="foo")),
        (ValueError, "batchmean is not a valid value", lambda: ours.huber_loss(X, T, reduction="batchmean")),
        (TypeError, "target: expected a torch.Tensor, got float", lambda: ours.mse_loss(X, 1.0)),
        (TypeError, "half precision is not supported yet", lambda: ours.multi_margin_loss(X.half(), C)),
        (ValueError, "target requires a gradient", lambda: ours.soft_margin_loss(X, T.clone().requires_grad_(True))),
        (ValueError, "weight requires a gradient", lambda: ours.binary_cross_entropy(X, T, X.clone().requires_grad_(True))),
        (ValueError, "pos_weight requires a gradient", lambda: ours.binary_cross_entropy_with_logits(X, T, pos_weight=X[0].clone().requires_grad_(True))),
        (ValueError, "that is different to the input size", lambda: ours.binary_cross_entropy(X, T[0])),
        (ValueError, "must be the same as input size", lambda: ours.binary_cross_entropy_with_logits(X, T[0])),
        (TypeError, "target has dtype int64", lambda: ours.binary_cross_entropy_with_logits(X, T.long())),
        (TypeError, "target has dtype float64", lambda: ours.binary_cross_entropy(X, T.double())),
        (RuntimeError, "all elements of input should be between 0 and 1", lambda: ours.binary_cross_entropy(2 * X, T)),
        (RuntimeError, "all elements of input should be between 0 and 1", lambda: ours.binary_cross_entropy(X * float("nan"), T)),
        (ValueError, "weight has shape", lambda: ours.binary_cross_entropy(X[0], T[0], weight=X)),
        (RuntimeError, "must match", lambda: ours.binary_cross_entropy_with_logits(X, T, pos_weight=torch.ones(3))),
        (ValueError, "pos_weight has shape", lambda: ours.binary_cross_entropy_with_logits(X[0], T[0], pos_weight=X)),
        (ValueError, "delta", lambda: ours.huber_loss(X, T, delta=0.0)),
        (ValueError, "beta", lambda: ours.smooth_l1_loss(X, T, beta=-1.0)),
        (ValueError, "var has negative entry", lambda: ours.gaussian_nll_loss(X, T, -X)),
        (ValueError, "var is of incorrect size", lambda: ours.gaussian_nll_loss(X, T, torch.ones(4))),
        (ValueError, "eps = 0: libloss needs", lambda: ours.gaussian_nll_loss(X, T, X, eps=0)),
        (ValueError, "eps = 0: libloss needs", lambda: ours.poisson_nll_loss(X, T, log_input=False, eps=0)),
        (ValueError, "margin = 0: libloss needs", lambda: ours.hinge_embedding_loss(X, T, margin=0)),
        (RuntimeError, "expand", lambda: ours.soft_margin_loss(X[0], T)),
        (RuntimeError, "should have same dimension", lambda: ours.margin_ranking_loss(X, X, T[0])),
        (RuntimeError, "1D target tensor expects 2D input", lambda: ours.cosine_embedding_loss(X[0], X[0], T[0])),
        (RuntimeError, "multi-target not supported", lambda: ours.cosine_embedding_loss(X, X, T)),
        (ValueError, "margin", lambda: ours.cosine_embedding_loss(X, X, T[:, 0], margin=2.0)),
        (ValueError, "margin must be greater than 0, got 0", lambda: ours.triplet_margin_loss(X, X, X, margin=0)),
        (ValueError, "must be greater than 0, got 0", lambda: ours.triplet_margin_with_distance_loss(X, X, X, margin=0)),
        (ValueError, "p = 0.5", lambda: ours.triplet_margin_loss(X, X, X, p=0.5)),
        (RuntimeError, "same number of dimensions", lambda: ours.triplet_margin_loss(X, X[0], X)),
        (ValueError, "weight requires a gradient", lambda: ours.multilabel_soft_margin_loss(X, T, torch.ones(4).requires_grad_(True))),
        (RuntimeError, "inconsistent target size", lambda: ours.multilabel_margin_loss(X, torch.zeros(3, 3, dtype=torch.int64))),
        (RuntimeError, "Expected non-empty vector or matrix", lambda: ours.multilabel_margin_loss(X[:, :0], C[:0])),
        (ValueError, r"target\[1\] = 4", lambda: ours.multilabel_margin_loss(X, torch.tensor([[0, 4, -1, -1]] * 3))),
        (ValueError, "only p == 1 and p == 2 supported", lambda: ours.multi_margin_loss(X, C, p=3)),
        (ValueError, "weight must be one-dimensional", lambda: ours.multi_margin_loss(X, C, weight=X)),
        (RuntimeError, "Expected non-empty vector or matrix", lambda: ours.multi_margin_loss(X.expand(2, 3, 4), C)),
        (ValueError, r"target\[1\] = -100", lambda: ours.multi_margin_loss(X, torch.tensor([0, -100, 0]))),
        (RuntimeError, "Integral inputs not supported", lambda: ours.kl_div(X, T.long(), reduction="sum")),
        (RuntimeError, "ignore_index is not supported", lambda: ours.cross_entropy(X, T, ignore_index=1)),
        (RuntimeError, "Expected floating point type for target", lambda: ours.cross_entropy(X, T.long())),
        (TypeError, "target has dtype float32", lambda: ours.cross_entropy(X, T[:, 0].clone())),
        (ValueError, r"target\[1\] = 9", lambda: ours.cross_entropy(X, torch.tensor([0, 9, 0]))),
        (ValueError, "target has shape", lambda: ours.cross_entropy(X, C[:2])),
        (ValueError, "class_weight has shape", lambda: ours.nll_loss(X, C, weight=torch.ones(3))),
        (ValueError, "label_smoothing", lambda: ours.cross_entropy(X, C, label_smoothing=1.5)),
        (ValueError, "foo is not a valid value for reduction", lambda: ours.linear_cross_entropy(X, X, C, reduction="foo")),
        (RuntimeError, "input with dimensionality 1 or 2, got 3", lambda: ours.linear_cross_entropy(X[None], X, C)),
        (RuntimeError, "linear_weight with dimensionality at least 2, got 1", lambda: ours.linear_cross_entropy(X, X[0], C)),
        (RuntimeError, r"expected equal input and linear_weight last", lambda: ours.linear_cross_entropy(X, X[:, 1:], C)),
        (RuntimeError, r"expected linear_bias shape \(3,\), got \(4,\)", lambda: ours.linear_cross_entropy(X, X, C, linear_bias=X[0])),
        (RuntimeError, r"requires batched input, \(N, 4\)", lambda: ours.linear_cross_entropy(X[0], X[None], C[0])),
        (RuntimeError, "ignore_index cannot be specified", lambda: ours.linear_cross_entropy(X, X, torch.ones(3, 3), ignore_index=-1)),
        (ValueError, r"target\[2\] = 3", lambda: ours.linear_cross_entropy(X, X, C + 1)),
        (ValueError, r"target has shape \(2,\), expected \(3,\)", lambda: ours.linear_cross_entropy(X, X, C[:2])),
        (TypeError, "weight has dtype float32, expected float16", lambda: ours.linear_cross_entropy(X.half(), X, C)),
        (RuntimeError, "log_probs has 1 axes", lambda: ours.ctc_loss(X[0], C, C, C)),
        (RuntimeError, "input_lengths must be integral", lambda: ours.ctc_loss(X, C, torch.tensor([3.0]), torch.tensor([3]))),
        (AttributeError, "has no novel_loss: use that of torch.nn.functional", lambda: ours.novel_loss),
    ],
)
def test_refusals(error, words, call):
    with pytest.raises(error, match=words):
        call()


def test_every_loss_of_pytorch_is_here_or_refused():
    names = [name for name in dir(theirs) if name.endswith("_loss") and not name.startswith("_")]
    names += ["kl_div", "cross_entropy", "linear_cross_entropy", "binary_cross_entropy", "binary_cross_entropy_with_logits"]
    assert all(name in vars(ours) for name in names)
    assert ours.relu is theirs.relu and ours.pairwise_distance is theirs.pairwise_distance
