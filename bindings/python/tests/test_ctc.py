"""Connectionist temporal classification beside PyTorch's in double precision, and in plain Python."""

import numpy as np
import pytest

import libloss

GENERATOR = np.random.default_rng(8)
BATCH, TIME, CLASSES, BLANK = 5, 30, 7, 2
LOGITS = 3.0 * GENERATOR.standard_normal((BATCH, TIME, CLASSES))
FRAMES = np.array([30, 17, 25, 30, 9])
LABELS = np.array([6, 0, 3, 9, 1])
PADDED = GENERATOR.integers(3, 7, size=(BATCH, 9))
FLAT = np.concatenate([row[:n] for row, n in zip(PADDED, LABELS)])


def torch_loss(torch, x, reduction, zero_infinity=False):
    lp = x.transpose(0, 1).log_softmax(-1)
    return torch.nn.functional.ctc_loss(
        lp, torch.from_numpy(PADDED), torch.from_numpy(FRAMES), torch.from_numpy(LABELS), BLANK, reduction, zero_infinity
    )


def test_everything_is_that_of_pytorch(dtype):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    logits = LOGITS.astype(dtype)
    x = torch.from_numpy(logits.astype(np.float64)).requires_grad_()
    tolerance = {"rtol": 2e-7, "atol": 2e-7} if dtype == np.float32 else {"rtol": 1e-12, "atol": 1e-12}
    for reduction, normalization in (("mean", "mean"), ("sum", "sum")):
        expected = torch_loss(torch, x, reduction)
        (grad,) = torch.autograd.grad(expected, x)
        found = libloss.ctc(
            logits, PADDED, FRAMES, LABELS, blank=BLANK, normalization=normalization, reduction=reduction, grad=True, losses=True
        )
        np.testing.assert_allclose(found.value, expected.item(), **tolerance)
        np.testing.assert_allclose(found.grad, grad.numpy(), **tolerance)
        assert found.sums.rows == BATCH and found.grad.dtype == dtype
    each = torch_loss(torch, x, "none").detach().numpy()
    np.testing.assert_allclose(found.losses, each, **tolerance)
    found = libloss.ctc(logits, PADDED, FRAMES, LABELS, blank=BLANK, normalization="tokens")
    np.testing.assert_allclose(found.value, each.sum() / LABELS.sum(), rtol=1e-12 if dtype == np.float64 else 1e-6)
    found = libloss.ctc(logits, PADDED, FRAMES, LABELS, blank=BLANK, normalization="constant", length=4.0)
    np.testing.assert_allclose(found.value, each.mean() / 4, rtol=1e-12 if dtype == np.float64 else 1e-6)


def test_layouts_and_labels_make_no_difference(dtype):
    logits = LOGITS.astype(dtype)
    expected = libloss.ctc(logits, PADDED, FRAMES, LABELS, blank=BLANK, grad=True)
    time_first = np.ascontiguousarray(logits.transpose(1, 0, 2))
    for targets in (FLAT, PADDED, PADDED.astype(np.int32)):
        found = libloss.ctc(time_first, targets, FRAMES.astype(np.int32), LABELS, blank=BLANK, time_first=True, grad=True)
        assert found.value == expected.value
        np.testing.assert_array_equal(found.grad.transpose(1, 0, 2), expected.grad)
    inside = logits.copy()
    found = libloss.ctc(inside, FLAT, FRAMES, LABELS, blank=BLANK, grad=inside, threads=1)
    assert found.grad is inside
    np.testing.assert_array_equal(inside, expected.grad)
    libloss.ctc(logits, FLAT, FRAMES, LABELS, blank=BLANK, grad=inside, accumulate=True)
    np.testing.assert_allclose(inside, 2 * expected.grad, rtol=1e-6)


def test_log_probabilities(dtype):
    logits = LOGITS.astype(dtype)
    log_prob = (LOGITS.astype(dtype) - np.log(np.exp(LOGITS).sum(-1, keepdims=True))).astype(dtype)
    expected = libloss.ctc(logits, FLAT, FRAMES, LABELS, blank=BLANK, grad=True)
    found = libloss.ctc_log_prob(log_prob, FLAT, FRAMES, LABELS, blank=BLANK, grad=True)
    np.testing.assert_allclose(found.value, expected.value, rtol=1e-6)
    sums = found.grad.sum(-1, dtype=np.float64) * BATCH
    np.testing.assert_allclose(sums, -1.0 * (np.arange(TIME) < FRAMES[:, None]), atol=1e-6)


def test_lengths_may_be_left_out():
    whole = libloss.ctc(LOGITS, PADDED, blank=BLANK)
    assert whole.value == libloss.ctc(LOGITS, PADDED, np.full(BATCH, TIME), np.full(BATCH, 9), blank=BLANK).value
    one = libloss.ctc(LOGITS[:1], PADDED[0], blank=BLANK)
    assert one.value == libloss.ctc(LOGITS[:1], PADDED[:1], blank=BLANK).value
    blanks = libloss.ctc(LOGITS, PADDED[:, :0], blank=BLANK)
    assert blanks.value == libloss.ctc(LOGITS, FLAT[:0], blank=BLANK).value > 0
    assert libloss.ctc(LOGITS[:0], PADDED[:0]).value == 0


def test_no_path():
    frames = np.array([3, 17, 25, 30, 9])
    found = libloss.ctc(LOGITS, FLAT, frames, LABELS, blank=BLANK, grad=True, losses=True)
    assert found.value == np.inf == found.losses[0] and not found.grad[0].any() and found.grad[1].any()
    zeroed = libloss.ctc(LOGITS, FLAT, frames, LABELS, blank=BLANK, grad=True, losses=True, zero_infinity=True)
    assert zeroed.losses[0] == 0 and zeroed.sums.weight == BATCH
    np.testing.assert_array_equal(zeroed.grad, found.grad)


@pytest.mark.parametrize(
    ("error", "words", "change"),
    [
        (ValueError, r"logits has shape \(30, 7\), expected \(batch, max_time, classes\)", {"logits": LOGITS[0]}),
        (ValueError, r"targets has shape \(4, 9\)", {"targets": PADDED[:4]}),
        (ValueError, "targets has 18 labels, expected 19", {"targets": FLAT[:-1]}),
        (ValueError, "target_lengths is missing", {"targets": FLAT, "target_lengths": None}),
        (ValueError, r"input_lengths has shape \(4,\), expected \(5,\): lengths", {"input_lengths": FRAMES[:4]}),
        (ValueError, r"^input_lengths\[0\] = 31 is not in \[0, 30\]", {"input_lengths": FRAMES + 1}),
        (ValueError, r"^target_lengths\[3\] = 10 is more than target_stride = 9", {"targets": PADDED, "target_lengths": LABELS + 1}),
        (ValueError, r"^target_lengths\[1\] = -1 is negative", {"targets": PADDED, "target_lengths": LABELS - 1}),
        (ValueError, r"^targets\[0\] = .* is not in \[0, 7\)", {"targets": FLAT + 7}),
        (ValueError, r"^targets\[0\] = 0 \(sequence 0, label 0\) is the blank", {"targets": FLAT * 0, "blank": 0}),
        (ValueError, r"^blank = 7 is not in \[0, 7\)", {"blank": 7}),
        (TypeError, "blank: expected an integer", {"blank": 1.0}),
        (ValueError, "normalization = 'labels' is not one of 'sum', 'mean', 'tokens', 'constant'", {"normalization": "labels"}),
        (ValueError, "length = 0 must be finite and above 0", {"normalization": "constant"}),
        (TypeError, "targets has dtype float64, expected int64", {"targets": FLAT * 1.0}),
        (ValueError, "logits is not contiguous", {"logits": LOGITS[:, :, ::-1]}),
        (ValueError, "accumulate adds to a gradient", {"accumulate": True}),
    ],
)
def test_refusals(error, words, change):
    arguments = {"logits": LOGITS, "targets": FLAT, "input_lengths": FRAMES, "target_lengths": LABELS, "blank": BLANK}
    with pytest.raises(error, match=words):
        libloss.ctc(**{**arguments, **change})


def test_autograd_is_that_of_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    import libloss.torch as ours

    frames, labels = torch.from_numpy(FRAMES), torch.from_numpy(LABELS)
    for reduction in ("mean", "sum", "none"):
        x = torch.from_numpy(LOGITS).requires_grad_()
        expected = torch_loss(torch, x, reduction)
        normalization = "mean" if reduction == "mean" else "sum"
        found = ours.ctc(
            x, torch.from_numpy(PADDED), frames, labels, blank=BLANK, normalization=normalization, reduction=reduction
        )
        upstream = torch.linspace(0.5, 2.0, BATCH, dtype=torch.float64)[: expected.numel()].reshape(expected.shape)
        grads = [torch.autograd.grad(value, x, upstream)[0] for value in (found, expected)]
        torch.testing.assert_close(found, expected)
        torch.testing.assert_close(*grads)
        functional = ours.functional.ctc_loss(
            x.transpose(0, 1).log_softmax(-1), torch.from_numpy(FLAT), FRAMES.tolist(), tuple(LABELS.tolist()), BLANK, reduction
        )
        torch.testing.assert_close(functional, expected)
        torch.testing.assert_close(torch.autograd.grad(functional, x, upstream)[0], grads[1])
        module = ours.nn.CTCLoss(BLANK, reduction)
        assert isinstance(module, torch.nn.CTCLoss)
        torch.testing.assert_close(module(x.transpose(0, 1).log_softmax(-1), torch.from_numpy(PADDED), frames, labels), expected)
    one = x[0].log_softmax(-1)
    alone = ours.functional.ctc_loss(one, torch.from_numpy(PADDED[0, :6]), torch.tensor(30), torch.tensor(6), BLANK)
    torch.testing.assert_close(alone, torch.nn.functional.ctc_loss(one, torch.from_numpy(PADDED[0, :6]), torch.tensor(30), torch.tensor(6), BLANK))
    half = ours.functional.ctc_loss(x.float().transpose(0, 1).log_softmax(-1), torch.from_numpy(FLAT), frames, labels, BLANK)
    assert half.dtype == torch.float32
    (first,) = torch.autograd.grad(ours.ctc(x, torch.from_numpy(FLAT), frames, labels, blank=BLANK), x, create_graph=True)
    with pytest.raises(RuntimeError, match="differentiated a second time"):
        first.sum().backward()


def test_without_a_path_the_gradient_is_0_where_pytorch_has_nan():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    import libloss.torch.functional as ours

    x = torch.zeros(2, 1, 3, dtype=torch.float64, requires_grad=True)
    labels, lengths = torch.tensor([1, 1]), (torch.tensor([2]), torch.tensor([2]))
    value = ours.ctc_loss(x.log_softmax(-1), labels, *lengths)
    assert value == float("inf") and not torch.autograd.grad(value, x)[0].any()
    assert ours.ctc_loss(x.log_softmax(-1), labels, *lengths, zero_infinity=True) == 0
