"""The samples by which PyTorch tests its own losses: value and gradient are the same.

They hold shapes, layouts, weights and options that nobody here has thought of.
"""

import warnings

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("expecttest", reason="PyTorch's own samples need it")
pytest.importorskip("torch.testing._internal.common_methods_invocations", reason="PyTorch's own samples")

import libloss.torch as ours  # noqa: E402
import libloss.torch.functional as functional  # noqa: E402
from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402

SAMPLES = {op.name.rpartition(".")[2]: op for op in op_db if op.name.startswith("nn.functional.")}
TOLERANCE = {torch.float32: 1e-5, torch.float64: 1e-12}


def mse_loss(x, t, reduction="mean", weight=None):
    return ours.mse(x, t, reduction=reduction, weight=weight)


def of_two_classes(function):
    def call(x, t, reduction="mean", **options):
        pos_weight = options.get("pos_weight")
        if pos_weight is not None and pos_weight.numel() > 1:
            return None  # one number, not one per class
        return function(x, t, reduction="mean_rows" if reduction == "mean" else reduction, **options)

    return call


def kl_div(x, t, reduction="mean", log_target=False):
    if reduction == "none" or x.ndim == 0:
        return None  # a loss per row, not one per class
    function = ours.kl_div_log_target if log_target else ours.kl_div
    divisor = {"mean": x.numel(), "batchmean": len(x), "sum": 1}[reduction]
    return function(x, t, reduction="sum") / divisor


def cross_entropy(x, t, weight=None, reduction="mean", ignore_index=-100, **options):
    options |= {"axis": 1 if x.ndim > 1 else 0, "class_weight": weight}
    if not t.is_floating_point():
        return ours.cross_entropy(x, t, reduction=reduction, ignore_index=ignore_index, **options)
    return ours.cross_entropy_soft(x, t, reduction="mean_rows" if reduction == "mean" else reduction, **options)


def nll_loss(x, t, weight=None, **options):
    return ours.nll(x, t.contiguous(), axis=1 if x.ndim > 1 else 0, class_weight=weight, **options)


OURS = {
    "mse_loss": mse_loss,
    "binary_cross_entropy": of_two_classes(ours.bce),
    "binary_cross_entropy_with_logits": of_two_classes(ours.bce_logits),
    "kl_div": kl_div,
    "cross_entropy": cross_entropy,
    "nll_loss": nll_loss,
}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["f32", "f64"])
@pytest.mark.parametrize("name", OURS)
def test_samples(name, dtype):
    compared = 0
    for sample in SAMPLES[name].sample_inputs("cpu", dtype, requires_grad=True):
        x = sample.input
        constants = [given.detach() for given in sample.args]
        options = {
            key: given.detach() if isinstance(given, torch.Tensor) else given for key, given in sample.kwargs.items()
        }
        found = OURS[name](x, *constants, **options)
        if found is None:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what PyTorch's kl_div will mean by "mean"
            expected = SAMPLES[name].op(x, *constants, **options)
        tolerance = {"rtol": TOLERANCE[dtype], "atol": TOLERANCE[dtype], "equal_nan": True}
        torch.testing.assert_close(found, expected, **tolerance)
        upstream = torch.rand_like(expected)
        grads = (torch.autograd.grad(value, x, upstream)[0] for value in (found, expected))
        torch.testing.assert_close(*grads, **tolerance)
        compared += 1
    assert compared >= 6


def below_log_softmax(function):
    return lambda x, *arguments, **options: function(x.log_softmax(-1), *arguments, **options)


def without_gradient(given):
    return given.detach() if isinstance(given, torch.Tensor) else given


def differentiated(*arguments):
    return [given for given in arguments if isinstance(given, torch.Tensor) and given.requires_grad]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["f32", "f64"])
@pytest.mark.parametrize("name", functional.__all__)
def test_samples_of_functions_with_the_names_of_pytorch(name, dtype):
    if name not in SAMPLES:
        pytest.skip("this PyTorch has no function of this name")
    function, compared = getattr(functional, name), 0
    theirs = SAMPLES[name].op
    if name == "ctc_loss":
        # PyTorch's derivative by log-probabilities is right only below a log_softmax.
        function, theirs = below_log_softmax(function), below_log_softmax(theirs)
    for sample in SAMPLES[name].sample_inputs("cpu", dtype, requires_grad=True):
        arguments, options = sample.args, sample.kwargs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of inputs that are broadcast, and of kl_div's "mean"
            try:
                found = function(sample.input, *arguments, **options)
            except ValueError as error:
                # A target or weight that cannot be differentiated by.
                assert "requires a gradient, which libloss does not give: detach it" in str(error)
                arguments = [without_gradient(given) for given in arguments]
                options = {key: without_gradient(given) for key, given in options.items()}
                found = function(sample.input, *arguments, **options)
            expected = theirs(sample.input, *arguments, **options)
        tolerance = {"rtol": TOLERANCE[dtype], "atol": TOLERANCE[dtype], "equal_nan": True}
        torch.testing.assert_close(found, expected, **tolerance)
        inputs = differentiated(sample.input, *arguments, *options.values())
        upstream = torch.rand_like(expected)
        for grads in zip(*(torch.autograd.grad(value, inputs, upstream) for value in (found, expected))):
            torch.testing.assert_close(*grads, **tolerance)
        compared += 1
    assert compared >= 4
