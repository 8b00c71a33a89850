"""The linear layer with log-probabilities of tokens, beside the functions of logits and beside PyTorch."""

import numpy as np
import pytest

import libloss

GENERATOR = np.random.default_rng(7)
HIDDEN = GENERATOR.standard_normal((2, 5, 12))
WEIGHT = GENERATOR.standard_normal((9, 12)) * 0.5
BIAS = GENERATOR.standard_normal(9)
TOKENS = GENERATOR.integers(9, size=(2, 5))
TOKENS[1, 3] = -100
MASK = np.array([[1, 1, 0, 1, 1], [1, 1, 1, 1, 1]], bool)
OUTPUTS = {"lse": True, "entropy": True, "sequence_log_prob": True, "sequence_tokens": True}


def layer(dtype):
    """Multiples of a quarter, so that logits are exact."""
    return [np.round(4 * x).astype(dtype) / dtype(4) for x in (HIDDEN, WEIGHT, BIAS)]


def test_the_numbers_are_those_of_the_logits(dtype):
    hidden, weight, bias = layer(dtype)
    for options in ({}, {"shift": False, "mask": MASK}, {"temperature": 1.5, "softcap": 4.0, "class_bias": bias}):
        got = libloss.linear_token_log_prob(hidden, weight, TOKENS, bias, **OUTPUTS, **options)
        expected = libloss.token_log_prob(hidden @ weight.T + bias, TOKENS, **OUTPUTS, **options)
        for name, a, b in zip(got._fields, got, expected):
            assert a.dtype == b.dtype and a.shape == b.shape
            if name == "sequence_log_prob":
                # Added up in another order.
                np.testing.assert_allclose(a, b, rtol=1e-15)
            else:
                np.testing.assert_array_equal(a, b)
    alone = libloss.linear_token_log_prob(hidden, weight, TOKENS.astype(np.int32))
    np.testing.assert_array_equal(alone.log_prob, libloss.token_log_prob(hidden @ weight.T, TOKENS).log_prob)
    assert alone.lse is None and alone.sequence_tokens is None


def test_gradients_are_products_of_that_by_the_logits(dtype):
    hidden, weight, bias = layer(dtype)
    given = {
        "d_log_prob": GENERATOR.standard_normal((2, 5)).astype(dtype),
        "d_entropy": GENERATOR.standard_normal((2, 5)).astype(dtype),
        "d_sequence": np.array([0.5, -2.0]),
        "mask": MASK,
    }
    found = libloss.linear_token_log_prob(hidden, weight, TOKENS, bias, lse=True, entropy=True, mask=MASK)
    by_logits = libloss.token_log_prob_backward(hidden @ weight.T + bias, TOKENS, **given)
    by_logits, rows = by_logits.reshape(10, 9).astype(np.float64), hidden.reshape(10, 12).astype(np.float64)
    # Sums of at most 10 products, of sizes below 100.
    tolerance = {"rtol": 1e-4, "atol": 1e-4} if dtype == np.float32 else {"rtol": 1e-12, "atol": 1e-13}
    for known in ({}, {"lse": found.lse, "entropy": found.entropy}):
        got = libloss.linear_token_log_prob_backward(hidden, weight, TOKENS, bias, grad_bias=True, **given, **known)
        np.testing.assert_allclose(got.grad_hidden.reshape(10, 12), by_logits @ weight, **tolerance)
        np.testing.assert_allclose(got.grad_weight, by_logits.T @ rows, **tolerance)
        np.testing.assert_allclose(got.grad_bias, by_logits.sum(0), **tolerance)
    twice = libloss.linear_token_log_prob_backward(
        hidden, weight, TOKENS, bias, grad_hidden=None, grad_weight=got.grad_weight.copy(), accumulate=True, **given
    )
    np.testing.assert_allclose(twice.grad_weight, 2 * got.grad_weight, rtol=1e-5, atol=1e-5)
    assert twice.grad_hidden is None and twice.grad_bias is None
    half = libloss.linear_token_log_prob_backward(hidden, weight, TOKENS, bias, upstream=0.5, **given)
    np.testing.assert_allclose(half.grad_weight, 0.5 * got.grad_weight, rtol=1e-5, atol=1e-6)


def test_the_gradient_is_that_of_the_cross_entropy(dtype):
    hidden, weight, bias = (x.astype(dtype) for x in (HIDDEN, WEIGHT, BIAS))
    weights = np.abs(GENERATOR.standard_normal((2, 5))).astype(dtype) + dtype(0.1)
    loss = libloss.linear_cross_entropy(
        hidden.reshape(10, 12),
        weight,
        TOKENS.reshape(10),
        bias,
        row_weight=weights.reshape(10),
        reduction="sum",
        losses=True,
        grad_hidden=True,
        grad_weight=True,
        grad_bias=True,
    )
    got = libloss.linear_token_log_prob(hidden, weight, TOKENS, bias, shift=False)
    np.testing.assert_array_equal(got.log_prob.reshape(10), 0.0 - loss.losses)
    grads = libloss.linear_token_log_prob_backward(
        hidden, weight, TOKENS, bias, shift=False, d_log_prob=-weights, grad_bias=True
    )
    np.testing.assert_array_equal(grads.grad_hidden.reshape(10, 12), loss.grad_hidden)
    np.testing.assert_array_equal(grads.grad_weight, loss.grad_weight)
    np.testing.assert_array_equal(grads.grad_bias, loss.grad_bias)


def test_what_is_wrong_is_said():
    with pytest.raises(ValueError, match=r"hidden has shape \(12,\), expected \(..., seq_len, dim\)"):
        libloss.linear_token_log_prob(HIDDEN[0, 0], WEIGHT, TOKENS)
    with pytest.raises(ValueError, match=r"weight has shape \(9, 11\), expected \(vocab, 12\)"):
        libloss.linear_token_log_prob(HIDDEN, WEIGHT[:, 1:].copy(), TOKENS)
    with pytest.raises(ValueError, match="tokens has shape"):
        libloss.linear_token_log_prob(HIDDEN, WEIGHT, TOKENS[:, 1:])
    with pytest.raises(ValueError, match="bias has shape"):
        libloss.linear_token_log_prob(HIDDEN, WEIGHT, TOKENS, BIAS[1:])
    beyond = TOKENS.copy()
    beyond[1, 4] = 9
    with pytest.raises(libloss.Error, match=r"tokens\[9\] = 9"):
        libloss.linear_token_log_prob(HIDDEN, WEIGHT, beyond)
    with pytest.raises(TypeError, match="d_sequence has dtype float32"):
        libloss.linear_token_log_prob_backward(HIDDEN, WEIGHT, TOKENS, d_sequence=np.zeros(2, np.float32))
    with pytest.raises(libloss.Error, match="one of them must be given"):
        libloss.linear_token_log_prob_backward(HIDDEN, WEIGHT, TOKENS)
    with pytest.raises(libloss.Error, match="nothing was asked for"):
        libloss.linear_token_log_prob_backward(
            HIDDEN, WEIGHT, TOKENS, d_sequence=np.zeros(2), grad_hidden=None, grad_weight=None
        )
    with pytest.raises(ValueError, match="accumulate"):
        libloss.linear_token_log_prob_backward(HIDDEN, WEIGHT, TOKENS, d_sequence=np.zeros(2), accumulate=True)
    with pytest.raises(libloss.Error, match="overlaps"):
        libloss.linear_token_log_prob_backward(HIDDEN, WEIGHT, TOKENS, d_sequence=np.zeros(2), grad_hidden=HIDDEN)


def test_sizes_may_be_0():
    got = libloss.linear_token_log_prob(HIDDEN[:0], WEIGHT, TOKENS[:0], **OUTPUTS)
    assert got.log_prob.shape == (0, 5) and got.sequence_tokens.shape == (0,)
    grads = libloss.linear_token_log_prob_backward(HIDDEN[:, :0], WEIGHT, TOKENS[:, :0], d_sequence=np.ones(2))
    assert grads.grad_hidden.shape == (2, 0, 12) and not grads.grad_weight.any()


torch = pytest.importorskip("torch", reason="PyTorch is not installed")


def inputs():
    return [torch.from_numpy(x).clone().requires_grad_() for x in (HIDDEN, WEIGHT, BIAS)]


def by_torch(hidden, weight, bias, tokens, mask):
    log_p = torch.log_softmax(torch.nn.functional.linear(hidden, weight, bias)[:, :-1], -1)
    target = tokens[:, 1:]
    kept = mask[:, :-1] & (target != -100)
    picked = log_p.gather(-1, target.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    zero = torch.zeros((), dtype=hidden.dtype)
    entropy = -(log_p.exp() * log_p).sum(-1)
    return torch.where(kept, picked, zero), torch.where(kept, entropy, zero)


def test_gradients_are_those_of_pytorch():
    import libloss.torch as ours

    tokens, mask = torch.from_numpy(TOKENS), torch.from_numpy(MASK)
    weights = torch.from_numpy(GENERATOR.standard_normal((2, 4)))
    a, b = inputs(), inputs()
    got = ours.linear_token_log_prob(a[0], a[1], tokens, a[2], mask=mask, entropy=True)
    log_prob, entropy = by_torch(*b, tokens, mask)
    torch.testing.assert_close(got.log_prob[:, :-1], log_prob)
    torch.testing.assert_close(got.entropy[:, :-1], entropy)
    for mine, theirs in (
        ((got.log_prob[:, :-1] * weights).sum(), (log_prob * weights).sum()),
        ((got.entropy[:, :-1] * weights).sum(), (entropy * weights).sum()),
        (got.sequence_log_prob.square().sum(), log_prob.sum(1).square().sum()),
    ):
        mine, theirs = (torch.autograd.grad(x, y, retain_graph=True) for x, y in ((mine, a), (theirs, b)))
        for x, y in zip(mine, theirs):
            torch.testing.assert_close(x, y)
    assert got.sequence_tokens.tolist() == [3, 3]
    (x,) = torch.autograd.grad(got.sequence_log_prob.sum(), a[1], create_graph=True)
    with pytest.raises(RuntimeError, match="a second time"):
        x.sum().backward()


def test_a_gradient_that_is_not_wanted_is_not_made():
    import libloss.torch as ours

    hidden, weight, _ = inputs()
    frozen = ours.linear_token_log_prob(hidden.detach(), weight, torch.from_numpy(TOKENS), shift=False)
    assert frozen.entropy is None and torch.autograd.grad(frozen.log_prob.sum(), weight)[0].shape == WEIGHT.shape
    none = ours.linear_token_log_prob(hidden.detach(), weight.detach(), torch.from_numpy(TOKENS))
    assert not none.log_prob.requires_grad
    turned = ours.linear_token_log_prob(hidden, weight.detach().T.contiguous().T, torch.from_numpy(TOKENS))
    torch.testing.assert_close(turned.log_prob, none.log_prob)
    with pytest.raises(TypeError, match="tokens"):
        ours.linear_token_log_prob(hidden, weight, TOKENS)


def test_gradients_by_differences():
    import libloss.torch as ours

    def function(hidden, weight, bias):
        options = {"temperature": 1.5, "softcap": 4.0}
        return ours.linear_token_log_prob(hidden, weight, torch.from_numpy(TOKENS), bias, entropy=True, **options)[:3]

    assert torch.autograd.gradcheck(function, inputs())


def test_a_recorded_program_runs_it_as_it_is():
    import libloss.torch as ours

    if not hasattr(torch, "compiler"):
        pytest.skip("this PyTorch records no programs")
    tokens = torch.from_numpy(TOKENS)

    def objective(hidden, weight, bias):
        return (2 * ours.linear_token_log_prob(hidden, weight, tokens, bias).sequence_log_prob).sum()

    a, b = inputs(), inputs()
    torch.compile(objective, backend="eager")(*a).backward()
    objective(*b).backward()
    for x, y in zip(a, b):
        torch.testing.assert_close(x.grad, y.grad)
