"""Log-probabilities of tokens, beside the cross-entropy and beside PyTorch."""

import numpy as np
import pytest

import libloss

GENERATOR = np.random.default_rng(3)
LOGITS = GENERATOR.standard_normal((2, 5, 7)) * 3
TOKENS = GENERATOR.integers(7, size=(2, 5))
TOKENS[1, 3] = -100
MASK = np.array([[1, 1, 0, 1, 1], [1, 1, 1, 1, 1]], bool)


def test_the_numbers_are_those_of_the_cross_entropy(dtype):
    logits = LOGITS.astype(dtype)
    for shift, loss in ((True, libloss.causal_lm), (False, libloss.cross_entropy)):
        got = libloss.token_log_prob(logits, TOKENS, shift=shift, lse=True, entropy=True, mask=MASK)
        expected = loss(logits, TOKENS, losses=True, lse=True, entropy=True, mask=MASK)
        np.testing.assert_array_equal(got.log_prob, 0.0 - expected.losses)
        assert got.log_prob.dtype == dtype and got.lse.dtype == got.entropy.dtype == np.float64
        np.testing.assert_array_equal(got.lse.astype(dtype), expected.lse)
        np.testing.assert_array_equal(got.entropy.astype(dtype), expected.entropy)
        assert got.sequence_log_prob is None


def test_sequences_are_added_up():
    got = libloss.token_log_prob(LOGITS, TOKENS.astype(np.int32), sequence_log_prob=True, sequence_tokens=True)
    np.testing.assert_allclose(got.sequence_log_prob, got.log_prob.sum(axis=1), rtol=1e-14)
    np.testing.assert_array_equal(got.sequence_tokens, [4, 3])


def test_backward_in_place_and_added(dtype):
    logits = LOGITS.astype(dtype)
    given = {"d_log_prob": GENERATOR.standard_normal((2, 5)).astype(dtype), "d_sequence": np.array([0.5, -2.0])}
    grad = libloss.token_log_prob_backward(logits, TOKENS, **given)
    in_place = logits.copy()
    assert libloss.token_log_prob_backward(in_place, TOKENS, grad=in_place, **given) is in_place
    np.testing.assert_array_equal(in_place, grad)
    twice = libloss.token_log_prob_backward(logits, TOKENS, grad=grad.copy(), accumulate=True, **given)
    np.testing.assert_array_equal(twice, grad + grad)
    half = libloss.token_log_prob_backward(logits, TOKENS, upstream=0.5, **given)
    np.testing.assert_array_equal(half, grad * dtype(0.5))


def test_what_is_wrong_is_said():
    with pytest.raises(ValueError, match=r"logits has shape \(7,\)"):
        libloss.token_log_prob(LOGITS[0, 0], TOKENS[0, 0])
    with pytest.raises(ValueError, match="tokens has shape"):
        libloss.token_log_prob(LOGITS, TOKENS[:, 1:])
    with pytest.raises(TypeError, match="d_sequence has dtype float32"):
        libloss.token_log_prob_backward(LOGITS, TOKENS, d_sequence=np.zeros(2, np.float32))
    with pytest.raises(libloss.Error, match="one of them must be given"):
        libloss.token_log_prob_backward(LOGITS, TOKENS)
    with pytest.raises(ValueError, match="accumulate"):
        libloss.token_log_prob_backward(LOGITS, TOKENS, d_sequence=np.zeros(2), accumulate=True)


torch = pytest.importorskip("torch", reason="PyTorch is not installed")


def by_torch(logits, tokens, mask):
    log_p = torch.log_softmax(logits[:, :-1], -1)
    target = tokens[:, 1:]
    kept = mask[:, :-1] & (target != -100)
    picked = log_p.gather(-1, target.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    zero = torch.zeros((), dtype=logits.dtype)
    entropy = -(log_p.exp() * log_p).sum(-1)
    return torch.where(kept, picked, zero), torch.where(kept, entropy, zero)


def test_gradients_are_those_of_pytorch():
    import libloss.torch as ours

    tokens, mask = torch.from_numpy(TOKENS), torch.from_numpy(MASK)
    weights = torch.from_numpy(GENERATOR.standard_normal((2, 4)))
    a = torch.from_numpy(LOGITS).clone().requires_grad_()
    b = a.detach().clone().requires_grad_()
    got = ours.token_log_prob(a, tokens, mask=mask, entropy=True)
    log_prob, entropy = by_torch(b, tokens, mask)
    torch.testing.assert_close(got.log_prob[:, :-1], log_prob)
    torch.testing.assert_close(got.entropy[:, :-1], entropy)
    for mine, theirs in (
        ((got.log_prob[:, :-1] * weights).sum(), (log_prob * weights).sum()),
        ((got.entropy[:, :-1] * weights).sum(), (entropy * weights).sum()),
        (got.sequence_log_prob.square().sum(), log_prob.sum(1).square().sum()),
    ):
        (x,) = torch.autograd.grad(mine, a, retain_graph=True)
        (y,) = torch.autograd.grad(theirs, b, retain_graph=True)
        torch.testing.assert_close(x, y)
    assert got.sequence_tokens.tolist() == [3, 3]
    (x,) = torch.autograd.grad(got.sequence_log_prob.sum(), a, create_graph=True)
    with pytest.raises(RuntimeError, match="a second time"):
        (x.sum() + a.sum()).backward()


def test_a_graph_that_is_not_wanted_is_not_made():
    import libloss.torch as ours

    logits = torch.from_numpy(LOGITS).float()
    got = ours.token_log_prob(logits, torch.from_numpy(TOKENS), shift=False)
    assert got.entropy is None and not got.log_prob.requires_grad
    with pytest.raises(TypeError, match="tokens"):
        ours.token_log_prob(logits, TOKENS)


def test_gradients_by_differences():
    import libloss.torch as ours

    logits = torch.from_numpy(LOGITS).clone().requires_grad_()
    for options in ({}, {"temperature": 1.5, "softcap": 4.0}):
        function = lambda x: ours.token_log_prob(x, torch.from_numpy(TOKENS), entropy=True, **options)[:3]  # noqa: E731
        assert torch.autograd.gradcheck(function, (logits,))


def test_a_recorded_program_runs_it_as_it_is():
    import libloss.torch as ours

    if not hasattr(torch, "compiler"):
        pytest.skip("this PyTorch records no programs")
    tokens, logits = torch.from_numpy(TOKENS), torch.from_numpy(LOGITS)

    def objective(x):
        return (2 * ours.token_log_prob(x, tokens).sequence_log_prob).sum()

    a, b = (logits.clone().requires_grad_() for _ in range(2))
    torch.compile(objective, backend="eager")(a).backward()
    objective(b).backward()
    torch.testing.assert_close(a.grad, b.grad)
