"""The libraries that bench/peers.py compares, each as functions that compute a case, and their data."""

import ctypes
import math
import pathlib
import runpy
import sys
from typing import NamedTuple

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

# ruff: noqa: E402 (it is in the root of the project)
from formulas import ELEMENTS

NON_SATURATING = 1  # LOSS_GAN_NON_SATURATING
BATCH = 4  # sequences of a batch for causal_lm
REAL = {"f32": ctypes.c_float, "f64": ctypes.c_double}
# Sums, exponentials and differences of logarithms, in whatever order each library forms them.
TOLERANCE = {"f32": 2e-5, "f64": 1e-10}

BINDINGS = pathlib.Path(__file__).parents[1] / "bindings/python/libloss"
ClassOptions = runpy.run_path(str(BINDINGS / "_structures.py"))["ClassOptions"]
TABLES = runpy.run_path(str(BINDINGS / "_signatures.py"))
SIGNATURES, DRIVERS, ROWS, ARGUMENTS, NUMBERS, GRADIENTS = (
    TABLES[name] for name in ("SIGNATURES", "DRIVERS", "ROWS", "ARGUMENTS", "NUMBERS", "GRADIENTS")
)


def arrays_of(loss):
    """The arrays that a loss takes, with what they hold."""
    return {name: what for name, what in ARGUMENTS[loss].items() if isinstance(what, str) and not what.startswith("kind")}


def number_of(loss, name):
    """The loss's own number: that of tests where one must be given, else the default."""
    return ARGUMENTS[loss].get(name, NUMBERS[loss][name])


def is_of_tasks(loss):
    """Several losses as one: a few numbers."""
    return "numbers" in ARGUMENTS[loss].values()


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

    def array(self, case, what, which, is_target):
        """Numbers of a domain."""
        np, domain = self.np, what.rpartition(" ")[2]
        if domain == "index":
            return np.random.default_rng(which).integers(0, case.classes, case.rows)
        if domain == "list":
            # Three classes per row, as many as a picture may show.
            lists = np.full((case.rows, case.classes), -1)
            lists[:, :3] = np.random.default_rng(which).integers(0, case.classes, (case.rows, 3))
            return lists
        x = self.normal(case, which)
        if what != domain:
            x = x[:, 0].copy()
        one = x.dtype.type(1)
        of_rows = case.loss in ROWS and what == domain
        if domain == "numbers":
            return np.abs(x).astype(np.float64)
        if domain == "bytes":
            return (x > 0).astype(np.uint8)
        if domain == "log_probability" and not of_rows:
            return -np.exp(x)
        if domain == "positive":
            return np.exp(x)
        if domain == "sign":
            return np.where(x > 0, one, -one)
        if domain == "log_probability" and of_rows:
            return self.log_distributions(case, which)
        if domain in ("probability", "distribution") and of_rows:
            return np.exp(self.log_distributions(case, which))
        if domain == "probability":
            return (x > 0).astype(x.dtype) if is_target else 1 / (1 + np.exp(-x))
        if domain == "cosine":
            return np.tanh(x)
        if domain == "rising":
            rows = x.reshape(-1, case.classes)
            steps = np.arange(case.classes) - 0.5 * case.classes
            return (0.5 * steps + 0.1 * np.tanh(rows)).reshape(x.shape).astype(x.dtype)
        assert domain == "real", what
        return x

    def arrays(self, case):
        """Inputs and targets of a case."""
        if DRIVERS[case.loss] == "discriminator":
            x = self.normal(case, 1)
            return [x[: case.rows // 2], x[case.rows // 2 :]]
        inputs = GRADIENTS[case.loss].values()
        holds = arrays_of(case.loss).items()
        return [self.array(case, what, which, name not in inputs) for which, (name, what) in enumerate(holds, 1)]


def nothing():
    """Before a call that needs no preparation."""


class Libloss:
    """The library through ctypes; each mode is a function without arguments."""

    name = "libloss"

    def __init__(self, np, library, case, inputs):
        self.case, self.driver = case, DRIVERS[case.loss]
        self.value = ctypes.c_double()
        self.options = ClassOptions(label_smoothing=case.label_smoothing)
        self.inputs = inputs
        self.has_value = self.driver not in ("softmax", "softmax_backward")
        names = list(arrays_of(case.loss))
        # A softmax and its backward pass have an output in the place of a gradient.
        outputs = GRADIENTS[case.loss].values() if self.has_value else names[:1]
        self.places = [names.index(name) for name in outputs]
        self.has_gradient = bool(self.places)
        self.grads = [np.empty_like(inputs[place]) for place in self.places]
        self.copies = [inputs[place].copy() for place in self.places]
        self.function = getattr(library, f"loss_{case.loss}_{case.type}")

    def sizes(self):
        case = self.case
        if self.driver == "discriminator":
            return [len(x) for x in self.inputs]
        if self.driver == "sequence":
            return [BATCH, case.rows // BATCH, case.classes]
        if self.driver == "decisions" and "index" in ARGUMENTS[case.loss].values():
            return [case.rows, case.classes + 1]  # between ordered classes are as many decisions
        return [case.rows, case.classes] if case.loss in ROWS else [case.rows]

    def call(self, inputs, grads):
        """A function that calls the library with these arrays, with arguments made beforehand."""
        case, letters = self.case, SIGNATURES[self.case.loss]

        def pointers(arrays):
            return [ctypes.c_void_p(array.ctypes.data) for array in arrays]

        value = [ctypes.byref(self.value)] if self.has_value else []
        outputs = pointers(grads) if grads else [None] * len(self.places)
        # Between inputs and outputs are the options, and constants that need not be given.
        options = [None] * (letters.count("p") - len(inputs) - len(value) - len(outputs))
        if case.label_smoothing:
            options[0] = ctypes.byref(self.options)
        inputs = pointers(inputs)
        if self.driver == "preference_unpaired":
            # Its constant is between its other arrays.
            inputs.insert(1, options.pop())
        of_letter = {
            "p": iter([*inputs, *options, *value, *outputs]),
            "n": map(ctypes.c_size_t, self.sizes()),
            "d": (ctypes.c_double(number_of(case.loss, name)) for name in NUMBERS[case.loss]),
            "u": iter([ctypes.c_uint32(NON_SATURATING if self.driver in ("discriminator", "generator") else 0)]),
        }
        arguments = [next(of_letter[letter]) for letter in letters]
        function = self.function

        def run():
            status = function(*arguments)
            assert status == 0, status

        return run

    def restore(self):
        for copy, place in zip(self.copies, self.places):
            ctypes.memmove(copy.ctypes.data, self.inputs[place].ctypes.data, copy.nbytes)

    def modes(self):
        """Name, what is timed, and what comes before it."""
        modes = []
        if self.has_value:
            modes.append(("value", self.call(self.inputs, None), nothing))
        if self.has_gradient:
            in_place = list(self.inputs)
            for copy, place in zip(self.copies, self.places):
                in_place[place] = copy
            modes.append(("gradient", self.call(self.inputs, self.grads), nothing))
            modes.append(("in_place", self.call(in_place, self.copies), self.restore))
        return modes

    def results(self):
        """The value if there is one, and the gradients or the output."""
        self.call(self.inputs, self.grads if self.has_gradient else None)()
        return self.value.value if self.has_value else None, self.grads if self.has_gradient else []


def numbers_of(loss):
    """The numbers of a loss of formulas/, by name."""
    return ELEMENTS[loss].given({name: number_of(loss, name) for name in NUMBERS[loss]})


# Losses that are neither in torch_losses nor in formulas/, each with the reason. A test holds both to losses/*.toml.
WITHOUT_TORCH = {}


def torch_losses(torch, label_smoothing):
    """Each loss as fast as PyTorch has it: of several ways to write one, the one that took least time."""
    f = torch.nn.functional
    temperature, beta = number_of("distillation", "temperature"), number_of("js_div", "beta")
    coefficient = number_of("entropy_penalty", "lambda_")
    lambda_of_groups = number_of("group_lasso_penalty", "lambda_")

    def contrastive(x, y, t):
        apart = f.pairwise_distance(x, y, eps=0.0)
        return (0.5 * torch.where(t == 1, apart, torch.relu(1 - apart)).square()).mean()

    def causal_lm(x, t):
        # A row's target is the next token; no copy of the logits without the last ones.
        after = f.pad(t.view(BATCH, -1)[:, 1:], (0, 1), value=-100)
        return f.cross_entropy(x, after.reshape(-1))

    def js_div(x, t):
        p, q = f.log_softmax(x, -1), f.log_softmax(t, -1)
        m = torch.logaddexp(q + math.log(beta), p + math.log(1 - beta))
        divergence = [f.kl_div(m, a, reduction="batchmean", log_target=True) for a in (q, p)]
        return beta * divergence[0] + (1 - beta) * divergence[1]

    def against_rival(margin, floor=-math.inf):
        def loss(x, t):
            rival = x.scatter(1, t[:, None], -math.inf).max(1).values.clamp(min=floor)
            return f.relu(margin + rival - x.gather(1, t[:, None]).squeeze(1)).mean()

        return loss

    def sparsemax(x, t):
        u = x - x.amax(1, keepdim=True)
        ordered = u.sort(1, descending=True).values
        sums, counts = ordered.cumsum(1), torch.arange(1, x.shape[1] + 1, dtype=x.dtype)
        support = (1 + counts * ordered > sums).sum(1, keepdim=True)
        threshold = (sums.gather(1, support - 1) - 1) / support
        squares = torch.where(u > threshold, u.square() - threshold.square(), 0.0).sum(1)
        return (0.5 * squares + 0.5 - u.gather(1, t[:, None]).squeeze(1)).mean()

    def above(x, t):
        """Whether a class is above each of the classes but the last."""
        return (t[:, None] > torch.arange(x.shape[1])).to(x.dtype)

    def corn(x, t):
        made = (torch.arange(x.shape[1]) <= t[:, None]).to(x.dtype)
        return (made * f.binary_cross_entropy_with_logits(x, above(x, t), reduction="none")).sum() / made.sum()

    def cumulative_link(x, t):
        ends = f.pad(x, (1, 1), value=math.inf)
        ends[:, 0] = -math.inf
        b, a = ends.gather(1, t[:, None] + 1), ends.gather(1, t[:, None])
        return (f.softplus(-b) + f.softplus(a) - torch.log(-torch.expm1(a - b))).mean()

    def of_cross_entropy(function):
        """A function of the cross-entropy."""
        return lambda x, t: function(f.cross_entropy(x, t, reduction="none")).mean()

    def of_cross_entropies(function):
        """The same of each class, weighted by the targets."""
        return lambda x, t: (t * function(-f.log_softmax(x, -1))).sum(-1).mean()

    def cosface(x, t):
        s, m = number_of("cosface", "scale"), number_of("cosface", "margin")
        moved = x.scatter_add(1, t[:, None], torch.full_like(t[:, None], -m, dtype=x.dtype))
        return f.cross_entropy(s * moved, t)

    def arcface(x, t):
        s, m = number_of("arcface", "scale"), number_of("arcface", "margin")
        u = x.gather(1, t[:, None])
        within = u * math.cos(m) - (1 - u.square()).clamp(min=1e-12).sqrt() * math.sin(m)
        own = torch.where(u > -math.cos(m), within, u - m * math.sin(m))
        return f.cross_entropy(s * x.scatter(1, t[:, None], own), t)

    gamma, q = number_of("focal_cross_entropy", "gamma"), number_of("generalized_cross_entropy", "q")
    epsilon = number_of("poly1_cross_entropy", "epsilon")
    order = int(number_of("taylor_cross_entropy", "order"))

    def batch_mean(loss):
        return lambda x, t: loss(x, t).sum(-1).mean()

    return {
        **{name: element.in_torch(torch, numbers_of(name)) for name, element in ELEMENTS.items()},
        "rmse": lambda x, t: f.mse_loss(x, t).sqrt(),
        "mse_rows": f.mse_loss,
        "cross_entropy": lambda x, t: f.cross_entropy(x, t, label_smoothing=label_smoothing),
        "causal_lm": causal_lm,
        "focal_cross_entropy": of_cross_entropy(lambda c: (1 - (-c).exp()) ** gamma * c),
        "generalized_cross_entropy": of_cross_entropy(lambda c: (1 - (-q * c).exp()) / q),
        "poly1_cross_entropy": of_cross_entropy(lambda c: c + epsilon * (1 - (-c).exp())),
        "taylor_cross_entropy": of_cross_entropy(
            lambda c: sum((1 - (-c).exp()) ** i / i for i in range(1, order + 1))
        ),
        "cosface": cosface,
        "arcface": arcface,
        "cross_entropy_soft": f.cross_entropy,
        "focal_cross_entropy_soft": of_cross_entropies(lambda c: (1 - (-c).exp()) ** gamma * c),
        "poly1_cross_entropy_soft": of_cross_entropies(lambda c: c + epsilon * (1 - (-c).exp())),
        "cross_entropy_prob": batch_mean(lambda x, t: -t * x.log()),
        "nll": f.nll_loss,
        "multi_margin": f.multi_margin_loss,
        "multilabel_margin": f.multilabel_margin_loss,
        "multiclass_hinge": against_rival(1.0),
        "categorical_hinge": against_rival(1.0, 0.0),
        "multiclass_perceptron": against_rival(0.0),
        "sparsemax": sparsemax,
        "multilabel_soft_margin": f.multilabel_soft_margin_loss,
        "coral": lambda x, t: f.binary_cross_entropy_with_logits(x, above(x, t), reduction="none").sum(-1).mean(),
        "corn": corn,
        "cumulative_link": cumulative_link,
        "kl_div": lambda x, t: f.kl_div(x, t, reduction="batchmean"),
        "kl_div_log_target": lambda x, t: f.kl_div(x, t, reduction="batchmean", log_target=True),
        "kl_div_prob": lambda x, t: f.kl_div(x.log(), t, reduction="batchmean"),
        "kl_div_generalized": batch_mean(lambda x, t: t * (t.log() - x) + x.exp() - t),
        "softmax": lambda x: f.softmax(x, -1),
        "log_softmax": lambda x: f.log_softmax(x, -1),
        "softmax_backward": lambda p, d: torch.ops.aten._softmax_backward_data(d, p, -1, p.dtype),
        "distillation": lambda x, t: temperature**2
        * f.kl_div(
            f.log_softmax(x / temperature, -1),
            f.softmax(t / temperature, -1),
            reduction="batchmean",
        ),
        "js_div": js_div,
        "entropy_penalty": lambda x: -coefficient * torch.distributions.Categorical(logits=x).entropy().mean(),
        "triplet": lambda a, p, n: f.triplet_margin_loss(a, p, n, eps=0.0),
        "triplet_cosine": lambda a, p, n: torch.relu(
            1 + f.cosine_similarity(a, n) - f.cosine_similarity(a, p)
        ).mean(),
        "contrastive": contrastive,
        "pairwise_distance": lambda x, y: f.pairwise_distance(x, y, eps=0.0).mean(),
        "cosine_distance": lambda x, y: (1 - f.cosine_similarity(x, y)).mean(),
        "cosine_embedding": f.cosine_embedding_loss,
        "group_lasso_penalty": lambda x: lambda_of_groups * x.shape[1] ** 0.5 * torch.linalg.vector_norm(x, dim=1).sum(),
        "vae_kl": batch_mean(lambda m, s: 0.5 * (m.square() + s.exp() - s - 1)),
        # Arrays that may be left out are left out here.
        "gaussian_kl": batch_mean(lambda m, s: 0.5 * (m.square() + s.exp() - s - 1)),
        "gan_discriminator": lambda r, x: -f.logsigmoid(r).mean() - f.logsigmoid(-x).mean(),
        "gan_generator": lambda x: -f.logsigmoid(x).mean(),
        "preference": lambda w, l: -f.logsigmoid(0.1 * (w - l)).mean(),
        "preference_unpaired": lambda x, d: torch.where(d != 0, -0.1 * x, 0.1 * x).sigmoid().mean(),
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
        places = ours.places if ours.has_value else []
        self.arguments = [
            tensor.detach().requires_grad_(True) if place in places else tensor
            for place, tensor in enumerate(self.inputs)
        ]
        self.leaves = [self.arguments[place] for place in places]

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
    temperature = number_of("distillation", "temperature")

    def cross_entropy(x, t):
        one = optax.softmax_cross_entropy_with_integer_labels(x, t).mean()
        if case.label_smoothing == 0.0:
            return one
        all_classes = (jax.nn.logsumexp(x, axis=-1) - x.mean(axis=-1)).mean()
        return (1 - case.label_smoothing) * one + case.label_smoothing * all_classes

    return {
        **{name: element.in_jax(jax, optax, numbers_of(name)) for name, element in ELEMENTS.items() if element.jax},
        "cross_entropy": cross_entropy,
        "kl_div": lambda x, t: optax.kl_divergence(x, t).mean(),
        "distillation": lambda x, t: temperature**2
        * optax.kl_divergence(
            jax.nn.log_softmax(x / temperature), jax.nn.softmax(t / temperature)
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
    case = ours.case
    # A derivative may be a sum over the classes, which others add up one by one: equal terms are all rounded the same way.
    tolerance = TOLERANCE[case.type] * max(1.0, case.classes / 1000)
    value, grads = ours.results()
    other_value, other_grads = other.results()
    assert len(grads) == len(other_grads)
    if ours.has_value:
        text = f"{case} {other.name}: {other_value}, libloss has {value}"
        assert abs(value - other_value) <= tolerance * abs(value), text
    for a, b in zip(grads, other_grads):
        a, b = a.ravel(), np.asarray(b).ravel()
        difference, size = np.linalg.norm(a - b), np.linalg.norm(a)
        assert difference <= tolerance * size, f"{case} {other.name}: gradient differs by {difference} of {size}"
