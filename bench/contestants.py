"""The libraries that bench/peers.py compares, each as functions that compute a case, and their data."""

import ctypes
import math
import pathlib
import runpy
from typing import NamedTuple

TEMPERATURE, BETA, L1, L2 = 2.0, 0.3, 0.25, 0.5
NON_SATURATING = 1  # LOSS_GAN_NON_SATURATING
BATCH = 4  # sequences of a batch for causal_lm
REAL = {"f32": ctypes.c_float, "f64": ctypes.c_double}
# Sums, exponentials and differences of logarithms, in whatever order each library forms them.
TOLERANCE = {"f32": 2e-5, "f64": 1e-10}

BINDINGS = pathlib.Path(__file__).parents[1] / "bindings/python/libloss"
ClassOptions = runpy.run_path(str(BINDINGS / "_structures.py"))["ClassOptions"]
SHAPES = runpy.run_path(str(BINDINGS / "_signatures.py"))["SHAPES"]


class Case(NamedTuple):
    loss: str
    type: str
    rows: int
    classes: int = 1
    label_smoothing: float = 0.0

    @property
    def shape(self):
        return self.rows if self.classes == 1 else (self.rows, self.classes)

    @property
    def elements(self):
        return self.rows * self.classes


class Data:
    """Inputs of cases, the same in every run: what is normally distributed is made once and shared."""

    def __init__(self, np, most):
        self.np, self.most, self.normals = np, most, {}

    def normal(self, case, which):
        key = case.type, which
        if key not in self.normals:
            random = self.np.random.default_rng(which)
            self.normals[key] = random.standard_normal(self.most, dtype=REAL[case.type])
        return self.normals[key][: case.elements].reshape(case.shape)

    def log_distributions(self, case, which):
        x = self.normal(case, which)
        return x - self.np.log(self.np.exp(x).sum(axis=1, keepdims=True))

    def pair(self, case):
        """Input and target of a case; no target where the loss has none."""
        np, loss, shape = self.np, case.loss, SHAPES[case.loss]
        x = self.normal(case, 1)
        if shape in ("penalty", "softmax", "generator"):
            return x, None
        if shape == "discriminator":
            return x[: case.rows // 2], x[case.rows // 2 :]
        if shape in ("combine", "uncertainty"):
            values = np.abs(x).astype(np.float64)
            return values, self.normal(case, 2) if shape == "uncertainty" else values[::-1].copy()
        if shape in ("index", "sequence"):
            target = np.random.default_rng(2).integers(0, case.classes, case.rows)
            return self.log_distributions(case, 1) if loss == "nll" else x, target
        if shape in ("rowwise", "soft"):
            logarithms = loss in ("kl_div", "kl_div_log_target")
            x = x if shape == "soft" else self.log_distributions(case, 1)
            t = self.log_distributions(case, 2)
            x = x if shape == "soft" or logarithms else np.exp(x)
            return x, t if loss == "kl_div_log_target" else np.exp(t)
        t = self.normal(case, 2)
        if loss == "hinge":
            t = np.where(t > 0, x.dtype.type(1), x.dtype.type(-1))
        if loss in ("bce", "bce_logits"):
            t = (t > 0).astype(x.dtype)
        return 1 / (1 + np.exp(-x)) if loss == "bce" else x, t


def nothing():
    """Before a call that needs no preparation."""


class Libloss:
    """The library through ctypes; each mode is a function without arguments."""

    name = "libloss"

    def __init__(self, np, library, case, x, t):
        self.case, self.shape = case, SHAPES[case.loss]
        self.value = ctypes.c_double()
        self.options = ClassOptions(label_smoothing=case.label_smoothing)
        self.inputs = [x] if t is None else [x, t]
        # Of a GAN and a VAE both arrays are differentiated, of several tasks values and variances.
        count = 2 if self.shape in ("pair", "discriminator", "uncertainty") else 1
        self.grads = [np.empty_like(array) for array in self.inputs[:count]]
        self.copies = [array.copy() for array in self.inputs[:count]]
        self.function = getattr(library, f"loss_{case.loss}_{case.type}")
        self.has_value = self.shape != "softmax"
        self.has_gradient = self.shape != "combine"

    def call(self, inputs, grads):
        """A function that calls the library with these arrays, with arguments made beforehand."""

        def pointers(arrays):
            return [ctypes.c_void_p(array.ctypes.data) for array in arrays]

        case, size, number = self.case, ctypes.c_size_t, ctypes.c_double
        counts = [size(case.rows)] if case.classes == 1 else [size(case.rows), size(case.classes)]
        if self.shape == "sequence":
            counts = [size(BATCH), size(case.rows // BATCH), size(case.classes)]
        x = pointers(inputs)
        numbers = {
            "bce_logits": [0.0],
            "distillation": [TEMPERATURE],
            "js_div": [BETA],
            "l1_penalty": [L1],
            "l2_penalty": [L2],
            "elastic_net_penalty": [L1, L2],
        }.get(case.loss, [])
        options = [None]
        if self.shape in ("index", "sequence", "soft", "teacher", "divergence"):
            options = [ctypes.byref(self.options) if case.label_smoothing else None, None]
        value = [ctypes.byref(self.value)] if self.has_value else []
        outputs = pointers(grads) if grads else [None] * len(self.grads) * self.has_gradient
        arguments = [*x, *counts, *map(number, numbers), *options, *value, *outputs]
        if self.shape == "discriminator":
            halves = [x[0], size(len(inputs[0])), x[1], size(len(inputs[1]))]
            arguments = [ctypes.c_uint32(NON_SATURATING), *halves, None, *value, *outputs]
        if self.shape == "generator":
            arguments = [ctypes.c_uint32(NON_SATURATING), *arguments]
        if self.shape == "combine":
            arguments = [*x, *counts, *value]
        if self.shape == "uncertainty":
            arguments = [*x, None, *counts, *value, *outputs]
        function = self.function

        def run():
            status = function(*arguments)
            assert status == 0, status

        return run

    def restore(self):
        for copy, array in zip(self.copies, self.inputs):
            ctypes.memmove(copy.ctypes.data, array.ctypes.data, array.nbytes)

    def modes(self):
        """Name, what is timed, and what comes before it."""
        modes = []
        if self.has_value:
            modes.append(("value", self.call(self.inputs, None), nothing))
        if self.has_gradient:
            in_place = [*self.copies, *self.inputs[len(self.copies) :]]
            modes.append(("gradient", self.call(self.inputs, self.grads), nothing))
            modes.append(("in_place", self.call(in_place, self.copies), self.restore))
        return modes

    def results(self):
        """The value if there is one, and the gradients or the output."""
        self.call(self.inputs, self.grads if self.has_gradient else None)()
        return self.value.value if self.has_value else None, self.grads if self.has_gradient else []


# Losses that are not in torch_losses, each with the reason. A test compares both with losses/*.toml.
WITHOUT_TORCH = {}


def torch_losses(torch, label_smoothing):
    """Each loss as fast as PyTorch has it: of several ways to write one, the one that took least time."""
    f = torch.nn.functional

    def causal_lm(x, t):
        # A row's target is the next token; no copy of the logits without the last ones.
        after = f.pad(t.view(BATCH, -1)[:, 1:], (0, 1), value=-100)
        return f.cross_entropy(x, after.reshape(-1))

    def js_div(x, t):
        p, q = f.log_softmax(x, -1), f.log_softmax(t, -1)
        m = torch.logaddexp(q + math.log(BETA), p + math.log(1 - BETA))
        divergence = [f.kl_div(m, a, reduction="batchmean", log_target=True) for a in (q, p)]
        return BETA * divergence[0] + (1 - BETA) * divergence[1]

    def batch_mean(loss):
        return lambda x, t: loss(x, t).sum(-1).mean()

    return {
        "mse": f.mse_loss,
        "rmse": lambda x, t: f.mse_loss(x, t).sqrt(),
        "hinge": lambda x, t: f.relu(1 - x * t).mean(),
        "bce": f.binary_cross_entropy,
        "bce_logits": f.binary_cross_entropy_with_logits,
        "cross_entropy": lambda x, t: f.cross_entropy(x, t, label_smoothing=label_smoothing),
        "causal_lm": causal_lm,
        "cross_entropy_soft": f.cross_entropy,
        "cross_entropy_prob": batch_mean(lambda x, t: -t * x.log()),
        "nll": f.nll_loss,
        "kl_div": lambda x, t: f.kl_div(x, t, reduction="batchmean"),
        "kl_div_log_target": lambda x, t: f.kl_div(x, t, reduction="batchmean", log_target=True),
        "kl_div_prob": lambda x, t: f.kl_div(x.log(), t, reduction="batchmean"),
        "softmax": lambda x: f.softmax(x, -1),
        "log_softmax": lambda x: f.log_softmax(x, -1),
        "distillation": lambda x, t: TEMPERATURE**2
        * f.kl_div(
            f.log_softmax(x / TEMPERATURE, -1),
            f.softmax(t / TEMPERATURE, -1),
            reduction="batchmean",
        ),
        "js_div": js_div,
        "vae_kl": batch_mean(lambda m, s: 0.5 * (m.square() + s.exp() - s - 1)),
        "gan_discriminator": lambda r, x: -f.logsigmoid(r).mean() - f.logsigmoid(-x).mean(),
        "gan_generator": lambda x: -f.logsigmoid(x).mean(),
        "l1_penalty": lambda x: L1 * x.abs().sum(),
        "l2_penalty": lambda x: L2 * x.square().sum(),
        "elastic_net_penalty": lambda x: L1 * x.abs().sum() + L2 * x.square().sum(),
        "combine": lambda v, w: torch.dot(v, w),
        "combine_uncertainty": lambda v, s: ((-s).exp() * v + 0.5 * s).sum(),
    }


class Torch:
    """PyTorch: forward without a graph for the value, forward and backward for both."""

    def __init__(self, torch, ours, compiled):
        self.name = "torch_compile" if compiled else "torch"
        self.torch, self.ours = torch, ours
        self.loss = torch_losses(torch, ours.case.label_smoothing)[ours.case.loss]
        if compiled:
            torch._dynamo.reset()
            self.loss = torch.compile(self.loss)
        self.inputs = [torch.from_numpy(array) for array in ours.inputs]
        # A softmax is no loss: forward alone is what libloss has as well.
        count = len(ours.grads) if ours.has_value and ours.has_gradient else 0
        self.leaves = [tensor.detach().requires_grad_(True) for tensor in self.inputs[:count]]
        self.arguments = [*self.leaves, *self.inputs[count:]]

    def forward(self):
        with self.torch.no_grad():
            return self.loss(*self.inputs)

    def backward(self):
        for leaf in self.leaves:
            leaf.grad = None
        value = self.loss(*self.arguments)
        value.backward()
        return value

    def modes(self):
        if not self.ours.has_value:
            return [("gradient", self.forward, nothing)]
        gradient = [("gradient", self.backward, nothing)] if self.leaves else []
        return [("value", self.forward, nothing), *gradient]

    def results(self):
        first = self.forward()
        if not self.ours.has_value:
            return None, [first.numpy()]
        if not self.leaves:
            return first.item(), []
        first, second = first.item(), self.backward().item()
        assert abs(first - second) <= TOLERANCE[self.ours.case.type] * abs(first)
        return second, [leaf.grad.numpy() for leaf in self.leaves]


def jax_loss(jax, optax, case):
    def cross_entropy(x, t):
        one = optax.softmax_cross_entropy_with_integer_labels(x, t).mean()
        if case.label_smoothing == 0.0:
            return one
        all_classes = (jax.nn.logsumexp(x, axis=-1) - x.mean(axis=-1)).mean()
        return (1 - case.label_smoothing) * one + case.label_smoothing * all_classes

    return {
        "mse": lambda x, t: optax.squared_error(x, t).mean(),
        "hinge": lambda x, t: jax.nn.relu(1 - x * t).mean(),
        "bce_logits": lambda x, t: optax.sigmoid_binary_cross_entropy(x, t).mean(),
        "cross_entropy": cross_entropy,
        "kl_div": lambda x, t: optax.kl_divergence(x, t).mean(),
        "distillation": lambda x, t: TEMPERATURE**2
        * optax.kl_divergence(
            jax.nn.log_softmax(x / TEMPERATURE), jax.nn.softmax(t / TEMPERATURE)
        ).mean(),
    }[case.loss]


class Jax:
    """JAX with Optax, compiled."""

    name = "jax"

    def __init__(self, jax, optax, ours):
        loss = jax_loss(jax, optax, ours.case)
        self.x, self.t = map(jax.numpy.asarray, ours.inputs)
        self.value = jax.jit(loss)
        self.both = jax.jit(jax.value_and_grad(loss))

    def modes(self):
        def value():
            self.value(self.x, self.t).block_until_ready()

        def both():
            value, grad = self.both(self.x, self.t)
            value.block_until_ready()
            grad.block_until_ready()

        return [("value", value, nothing), ("gradient", both, nothing)]

    def results(self):
        value, grad = self.both(self.x, self.t)
        return float(value), [grad]


def check(np, ours, other):
    """Both must compute the same, or the comparison of their times means nothing."""
    case, tolerance = ours.case, TOLERANCE[ours.case.type]
    value, grads = ours.results()
    other_value, other_grads = other.results()
    assert len(grads) == len(other_grads)
    if ours.has_value:
        text = f"{case} {other.name}: {other_value}, libloss has {value}"
        assert abs(value - other_value) <= tolerance * abs(value), text
    for a, b in zip(grads, other_grads):
        a, b = a.ravel(), np.asarray(b).ravel()
        difference = np.linalg.norm(a - b) / np.linalg.norm(a)
        assert difference <= tolerance, f"{case} {other.name}: gradient differs by {difference}"
