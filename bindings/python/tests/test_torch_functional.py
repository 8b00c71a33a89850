"""libloss.torch.functional beside torch.nn.functional: values, gradients, shapes, warnings and errors."""

import inspect
import warnings

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

import libloss.torch.functional as ours  # noqa: E402

theirs = torch.nn.functional
# PyTorch computes in float64 here. Ours rounds inputs' terms and the result to its own type: some roundings of each.
TOLERANCE = {torch.float32: 2e-6, torch.float64: 1e-13}
VERSION = tuple(int(number) for number in torch.__version__.split("+")[0].split(".")[:2])
REDUCTIONS = ["mean", "sum", "none"]
SHAPES = [(), (6,), (3, 4), (2, 3, 4)]

pytestmark = pytest.mark.filterwarnings("ignore:reduction. 'mean' divides the total loss")


@pytest.fixture(params=[torch.float32, torch.float64], ids=["f32", "f64"])
def real(request):
    return request.param


def normal(*shape, seed=1):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def signs(*shape, seed=5):
    return torch.where(normal(*shape, seed=seed) > 0, 1.0, -1.0)


def has(name, parameter):
    """Whether this version of PyTorch has an argument."""
    return parameter in inspect.signature(getattr(theirs, name)).parameters


def same(call, leaves, constants, real, upstream=None):
    """Holds value and gradients of `call(functions, **tensors)` to PyTorch's in float64."""
    results = []
    for functions, dtype in ((ours, real), (theirs, torch.float64)):
        # Both have the same numbers, which the type of ours can hold.
        tensors = {
            name: given.to(real).to(dtype, copy=True) if given.dtype.is_floating_point else given
            for name, given in {**leaves, **constants}.items()
        }
        inputs = [tensors[name].requires_grad_(True) for name in leaves]
        value = call(functions, **tensors)
        up = normal(*value.shape, seed=9).to(real).to(value.dtype)
        grads = torch.autograd.grad((value * up).sum(), inputs)
        results.append([value.detach(), *grads])
    assert results[0][0].dtype == real
    for mine, reference in zip(*results):
        torch.testing.assert_close(mine.double(), reference, rtol=TOLERANCE[real], atol=TOLERANCE[real])


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "name, options",
    [
        ("mse_loss", {}),
        ("l1_loss", {}),
        ("smooth_l1_loss", {}),
        ("smooth_l1_loss", {"beta": 0.5}),
        ("smooth_l1_loss", {"beta": 0.0}),
        ("smooth_l1_loss", {"beta": 0}),
        ("huber_loss", {}),
        ("huber_loss", {"delta": 0.5}),
    ],
)
def test_of_differences(real, name, options, shape, reduction):
    def call(functions, x, t):
        return getattr(functions, name)(x, t, reduction=reduction, **options)

    tensors = {"x": normal(*shape), "t": normal(*shape, seed=2)}
    same(call, {"x": tensors["x"]}, {"t": tensors["t"]}, real)
    same(call, {"t": tensors["t"]}, {"x": tensors["x"]}, real)
    same(call, tensors, {}, real)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("name", ["mse_loss", "l1_loss", "huber_loss"])
def test_weights_of_differences(real, name, reduction):
    if not has(name, "weight"):
        pytest.skip("this PyTorch has no weight here")
    weights = {"w": normal(3, 4, seed=3).abs(), "t": normal(3, 4, seed=2)}

    def call(functions, x, t, w):
        return getattr(functions, name)(x, t, reduction=reduction, weight=w)

    same(call, {"x": normal(3, 4)}, weights, real)
    # Against another shape PyTorch divides by the weights as they were.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same(call, {"x": normal(3, 1)}, {"w": weights["w"][:, :1], "t": weights["t"]}, real)
        same(call, {"x": normal(3, 4)}, {"w": weights["w"], "t": weights["t"][0]}, real)
    zero = torch.zeros(3, 4, dtype=real)
    value = getattr(ours, name)(zero + 1, zero, weight=zero)
    assert torch.equal(value.isnan(), getattr(theirs, name)(zero + 1, zero, weight=zero).isnan())
    with pytest.raises(ValueError, match="Weights and input must have the same size"):
        getattr(ours, name)(zero, zero, weight=zero[0])


@pytest.mark.parametrize("name", ["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"])
def test_broadcasting_warns_where_pytorch_does(real, name):
    for left, right in [((3, 4), (4,)), ((4,), (3, 4)), ((3, 1), (1, 4)), ((3,), ())]:
        x, t = normal(*left).to(real), normal(*right, seed=2).to(real)
        said = []
        for functions in (ours, theirs):
            with pytest.warns(UserWarning, match="Using a target size") as record:
                getattr(functions, name)(x, t)
            said.append((str(record[0].message), record[0].filename))
        assert said[0] == said[1]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for reduction in REDUCTIONS:
                same(lambda f, x, t: getattr(f, name)(x, t, reduction=reduction), {"x": x, "t": t}, {}, real)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for functions in (ours, theirs):
            with pytest.raises(RuntimeError, match="must match"):
                getattr(functions, name)(normal(3), normal(4))


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("full", [False, True])
def test_gaussian_nll(real, reduction, full):
    def call(functions, x, t, v):
        return functions.gaussian_nll_loss(x, t, v, full, 0.25, reduction)

    for shape, of_variances in [((6,), (6,)), ((2, 3, 4), (2, 3)), ((2, 3, 4), (2, 3, 1)), ((2, 3, 4), (2, 3, 4))]:
        leaves = {"x": normal(*shape), "v": normal(*of_variances, seed=2).exp()}
        same(call, leaves, {"t": normal(*shape, seed=3)}, real)
        same(call, {**leaves, "t": normal(*shape, seed=3)}, {}, real)
    same(call, {"x": normal(3, 4), "v": normal(3, seed=2).exp()}, {"t": normal(4, seed=3)}, real)
    if VERSION >= (2, 15):
        same(
            lambda f, x, t: f.gaussian_nll_loss(x, t, 1.5, full=full, reduction=reduction),
            {"x": normal(3, 4)},
            {"t": normal(3, 4, seed=3)},
            real,
        )


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("full", [False, True])
def test_poisson_nll(real, reduction, shape, full):
    counts = torch.poisson(3.0 * normal(*shape, seed=2).abs(), generator=torch.Generator().manual_seed(3))
    for log_input, x in ((True, normal(*shape)), (False, normal(*shape).exp())):
        for eps in (1e-8, 0.25):
            same(
                lambda f, x, t: f.poisson_nll_loss(x, t, log_input, full, None, eps, None, reduction),
                {"x": x},
                {"t": counts},
                real,
            )
    if shape:
        same(lambda f, x, t: f.poisson_nll_loss(x, t, reduction=reduction), {"x": x}, {"t": counts[:1].long()}, real)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_two_classes(real, reduction, shape):
    x, y = normal(*shape), torch.sigmoid(normal(*shape, seed=2))
    weights = [(), shape, *([shape[-1:], (1,)] if shape else [])]
    same(lambda f, x, y: f.binary_cross_entropy(x, y, reduction=reduction), {"x": torch.sigmoid(x)}, {"y": y}, real)
    for of_weights in weights:
        w = normal(*of_weights, seed=3).exp()
        same(
            lambda f, x, y, w: f.binary_cross_entropy(x, y, weight=w, reduction=reduction),
            {"x": torch.sigmoid(x)},
            {"y": y, "w": w},
            real,
        )
        for of_positives in (None, *weights):
            p = None if of_positives is None else normal(*of_positives, seed=4).exp()
            for one in (None, w):
                constants = {"y": y, **({} if p is None else {"p": p}), **({} if one is None else {"w": one})}
                same(
                    lambda f, x, y, w=None, p=None: f.binary_cross_entropy_with_logits(
                        x, y, weight=w, pos_weight=p, reduction=reduction
                    ),
                    {"x": x},
                    constants,
                    real,
                )


def test_weights_of_positives_may_be_0(real):
    x, y = normal(3, 4).to(real), (normal(3, 4, seed=2) > 0).to(real)
    for p in (torch.zeros((), dtype=real), torch.tensor([0.0, 1.0, 2.0, 100.0], dtype=real)):
        same(
            lambda f, x, y, p: f.binary_cross_entropy_with_logits(x, y, pos_weight=p),
            {"x": x},
            {"y": y, "p": p},
            real,
        )


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_signed_targets(real, reduction, shape):
    x, y, t = normal(*shape), normal(*shape, seed=2), signs(*shape)
    for margin in (1.0, 0.5):
        same(
            lambda f, x, t: f.hinge_embedding_loss(x, t, margin, reduction=reduction), {"x": x.abs()}, {"t": t}, real
        )
    same(lambda f, x, t: f.soft_margin_loss(x, t, reduction=reduction), {"x": x}, {"t": t}, real)
    for margin in (0, 0.5, -0.5):
        for target in (t, t.long()):
            same(
                lambda f, x, y, t: f.margin_ranking_loss(x, y, t, margin, reduction=reduction),
                {"x": x, "y": y},
                {"t": target},
                real,
            )
    if shape:
        same(lambda f, x, t: f.hinge_embedding_loss(x, t, reduction=reduction), {"x": x}, {"t": t[:1].long()}, real)
        same(lambda f, x, t: f.soft_margin_loss(x, t, reduction=reduction), {"x": x}, {"t": t[:1].long()}, real)
        same(
            lambda f, x, y, t: f.margin_ranking_loss(x, y, t, reduction=reduction),
            {"x": x, "y": y[:1]},
            {"t": t},
            real,
        )


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_vectors(real, reduction):
    # PyTorch adds 1e-12 to squared norms, which is less than a rounding of these.
    x, y, z = (16.0 * normal(6, 5, seed=seed) for seed in (1, 2, 3))
    t = signs(6)
    pairs = [(x, y, t), (x, y, t.long()), (x[0], y[0], t[0]), (x, y[:1], t), (x[:1], y[:1], t), (x, y, t[:1])]
    for first, second, target in pairs:
        same(
            lambda f, x, y, t: f.cosine_embedding_loss(x, y, t, -0.25, reduction=reduction),
            {"x": first, "y": second},
            {"t": target},
            real,
        )
    for options in ({}, {"margin": 20.0, "p": 1.0, "swap": True}, {"margin": 9.0, "p": 3.0, "eps": 0.0}):
        batches = x.reshape(2, 3, 5), y.reshape(2, 3, 5), z[:1].unsqueeze(0)
        for shapes in [(x, y, z), (x[0], y[0], z[0]), batches, (x, y[:1], z)]:
            same(
                lambda f, x, y, z: f.triplet_margin_loss(x, y, z, reduction=reduction, **options),
                dict(zip("xyz", shapes)),
                {},
                real,
            )


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("swap", [False, True])
def test_triplets_with_a_distance(real, swap, reduction):
    x, y, z = (16.0 * normal(6, 5, seed=seed) for seed in (1, 2, 3))
    # One number per row, one per element, one in all.
    distances = [
        None,
        lambda a, b: (a - b).abs().amax(-1),
        lambda a, b: 16.0 * (1.0 - torch.cosine_similarity(a, b)),
        lambda a, b: (a - b) ** 2,
        lambda a, b: (a - b).norm(),
    ]
    for distance in distances:
        same(
            lambda f, x, y, z: f.triplet_margin_with_distance_loss(
                x, y, z, distance_function=distance, margin=9.0, swap=swap, reduction=reduction
            ),
            {"x": x, "y": y, "z": z},
            {},
            real,
        )


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("p", [1, 2])
@pytest.mark.parametrize("margin", [1.0, 0, -0.5, 2.5])
def test_multi_margin(real, margin, p, reduction):
    x, w = normal(6, 5), normal(5, seed=2).exp()
    # Equal scores: with a margin of 0 they are no loss.
    x[0, 1] = x[0, 0]
    for rows, target in [(x, torch.tensor([0, 4, 3, 1, 3, 2])), (x[0], torch.tensor(0)), (x[0], torch.tensor([1]))]:
        for weights in ({}, {"w": w}):
            same(
                lambda f, x, t, w=None: f.multi_margin_loss(x, t, p, margin, w, reduction=reduction),
                {"x": rows},
                {"t": target, **weights},
                real,
            )


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_multilabel_margin(real, reduction):
    x = normal(4, 5)
    # What is behind the first -1 does not count, a repeated class does.
    lists = torch.tensor([[0, 2, -1, 1, 3], [3, -1, -1, -1, -1], [-1, 0, 1, 2, 3], [1, 1, 4, -1, 0]])
    for scores, target in [(x, lists), (x[0], lists[0])]:
        same(
            lambda f, x, t: f.multilabel_margin_loss(x, t, reduction=reduction), {"x": scores}, {"t": target}, real
        )


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_multilabel_soft_margin(real, reduction):
    x, y = normal(2, 6, 5), torch.sigmoid(normal(2, 6, 5, seed=2))
    labels = (y > 0.5).long()
    weights = [None, normal(5, seed=3).exp(), normal(6, 5, seed=3).exp(), normal(6, 1, seed=3).exp()]
    cases = [(x, y, None), (x[0, 0], y[0, 0], weights[1]), (x[0], labels[0], weights[1]), (x[0], y[0, :1], weights[1])]
    cases += [(x, labels, weight) for weight in weights]
    for rows, target, weight in cases:
        same(
            lambda f, x, t, w=None: f.multilabel_soft_margin_loss(x, t, w, reduction=reduction),
            {"x": rows},
            {"t": target, **({} if weight is None else {"w": weight})},
            real,
        )


def test_derivatives_at_kinks(real):
    one, zero = torch.ones(3), torch.zeros(3)
    same(lambda f, x, t: f.l1_loss(x, t, reduction="sum"), {"x": one, "t": one}, {}, real)
    if VERSION < (2, 15):
        return  # an older clamp may have the other derivative at its bound
    same(lambda f, x, t: f.hinge_embedding_loss(x, t, reduction="sum"), {"x": one}, {"t": -one}, real)
    same(lambda f, x, y, t: f.margin_ranking_loss(x, y, t), {"x": one, "y": one}, {"t": one}, real)
    pair = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]])
    same(lambda f, x, y, t: f.cosine_embedding_loss(x, y, t), dict(zip("xy", pair)), {"t": -one[:1]}, real)
    rows = {"x": zero.reshape(1, 3), "y": zero.reshape(1, 3), "z": torch.tensor([[0.0, 0.0, 1.0]])}
    same(lambda f, x, y, z: f.triplet_margin_loss(x, y, z, eps=0.0), rows, {}, real)


@pytest.mark.parametrize("reduction", [*REDUCTIONS, "batchmean"])
@pytest.mark.parametrize("shape", SHAPES)
def test_kl_div(real, reduction, shape):
    x, t = -normal(*shape).abs(), normal(*shape, seed=2).abs()
    for log_target, target in ((False, t), (True, -t)):
        same(
            lambda f, x, t: f.kl_div(x, t, reduction=reduction, log_target=log_target), {"x": x}, {"t": target}, real
        )
    if shape:
        same(lambda f, x, t: f.kl_div(x, t, reduction=reduction), {"x": x}, {"t": t[:1]}, real)
        same(lambda f, x, t: f.kl_div(x, t, reduction=reduction), {"x": x[:1]}, {"t": t}, real)


def test_kl_div_warns_of_the_mean(real):
    x = torch.zeros(3, dtype=real)
    said = []
    for functions in (ours, theirs):
        with pytest.warns(UserWarning, match="batchmean") as record:
            functions.kl_div(x, x)
        said.append(str(record[0].message))
        assert record[0].filename == __file__ or functions is theirs
    assert said[0] == said[1]


CLASSES = [((5,), ()), ((6, 5), (6,)), ((2, 5, 3), (2, 3)), ((2, 5, 3, 4), (2, 3, 4))]


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape, rows", CLASSES)
@pytest.mark.parametrize("ignore_index", [-100, 1])
def test_class_indices(real, reduction, shape, rows, ignore_index):
    x = normal(*shape)
    c = torch.randint(0, 5, rows, generator=torch.Generator().manual_seed(2))
    if c.numel() > 1:
        c.view(-1)[1] = ignore_index
    w = normal(5, seed=3).exp()
    axis = 0 if len(shape) == 1 else 1
    for weight in ({}, {"w": w}):
        for smoothing in (0.0, 0.1):
            same(
                lambda f, x, c, w=None: f.cross_entropy(
                    x, c, w, None, ignore_index, None, reduction, label_smoothing=smoothing
                ),
                {"x": x},
                {"c": c, **weight},
                real,
            )
        same(
            lambda f, x, c, w=None: f.nll_loss(x, c, w, None, ignore_index, None, reduction),
            {"x": torch.log_softmax(x, axis)},
            {"c": c, **weight},
            real,
        )


@pytest.mark.parametrize("name", ["cross_entropy", "nll_loss"])
def test_indices_of_other_dtypes_and_of_one_row(real, name):
    x, c = normal(6, 5).to(real), torch.tensor([0, 4, 3, 1, 3, 2])
    function, reference = getattr(ours, name), getattr(ours, name)(x, c)
    assert function(x, c.byte()) == reference == function(x, c.int())
    for reduction in REDUCTIONS:
        # PyTorch takes such a target as well, but has no gradient for it.
        value = function(x[0], c[1:2], reduction=reduction)
        if VERSION >= (2, 15):
            torch.testing.assert_close(value, getattr(theirs, name)(x[0], c[1:2], reduction=reduction))
        assert value == function(x[0], c[1], reduction=reduction)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape", [(5,), (6, 5), (2, 5, 3), (2, 5, 3, 4)])
def test_class_probabilities(real, reduction, shape):
    x, axis = normal(*shape), 0 if len(shape) == 1 else 1
    w = normal(5, seed=3).exp()
    for q in (torch.softmax(normal(*shape, seed=2), axis), normal(*shape, seed=2).abs()):
        for weight in ({}, {"w": w}):
            for smoothing in (0.0, 0.1):
                same(
                    lambda f, x, q, w=None: f.cross_entropy(x, q, w, reduction=reduction, label_smoothing=smoothing),
                    {"x": x},
                    {"q": q, **weight},
                    real,
                )


def test_other_layouts(real):
    c = torch.randint(0, 5, (2, 3, 4), generator=torch.Generator().manual_seed(2))
    images = normal(2, 5, 3, 4).to(real)
    q = torch.softmax(normal(2, 5, 3, 4, seed=2), 1).to(real)
    last = images.contiguous(memory_format=torch.channels_last)
    gaps = torch.cat([images, images], -1)[..., ::2]
    for x in (last, gaps, images.permute(0, 1, 3, 2).contiguous().permute(0, 1, 3, 2)):
        q_last = q.contiguous(memory_format=torch.channels_last)
        for target in (c, q, q_last, c.transpose(1, 2).contiguous().transpose(1, 2)):
            leaves = [x.detach().requires_grad_(True) for _ in range(2)]
            values = [functions.cross_entropy(leaf, target) for functions, leaf in zip((ours, theirs), leaves)]
            grads = [torch.autograd.grad(value, leaf)[0] for value, leaf in zip(values, leaves)]
            for mine, reference in (values, grads):
                torch.testing.assert_close(mine, reference, rtol=TOLERANCE[real], atol=TOLERANCE[real])
    x, t = normal(4, 6).to(real), normal(6, 4, seed=2).to(real)
    torch.testing.assert_close(ours.mse_loss(x.t(), t), theirs.mse_loss(x.t(), t), rtol=TOLERANCE[real], atol=0)
    torch.testing.assert_close(
        ours.mse_loss(x[:, ::2], t[:3].t()), theirs.mse_loss(x[:, ::2], t[:3].t()), rtol=TOLERANCE[real], atol=0
    )


def empty_calls():
    e, m, i, row = torch.empty(0), torch.empty(0, 5), torch.empty(0, dtype=torch.int64), torch.empty(0, 5)
    for reduction in REDUCTIONS:
        for name in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "hinge_embedding_loss", "soft_margin_loss"):
            yield name, reduction, (e, e), {}
        for name in ("poisson_nll_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits", "kl_div"):
            yield name, reduction, (e, e), {}
        yield "poisson_nll_loss", reduction, (e, e), {"full": True, "log_input": False}
        yield "binary_cross_entropy_with_logits", reduction, (m, m), {"pos_weight": torch.ones(5)}
        yield "gaussian_nll_loss", reduction, (e, e, e), {}
        yield "margin_ranking_loss", reduction, (e, e, e), {}
        yield "cosine_embedding_loss", reduction, (m, m, e), {}
        yield "triplet_margin_loss", reduction, (m, m, m), {}
        yield "triplet_margin_with_distance_loss", reduction, (m, m, m), {}
        yield "multilabel_soft_margin_loss", reduction, (m, m), {}
        yield "nll_loss", reduction, (m, i), {}
        yield "cross_entropy", reduction, (m, i), {}
        yield "cross_entropy", reduction, (m, i), {"weight": torch.ones(5), "label_smoothing": 0.1}
        yield "cross_entropy", reduction, (m, row), {}
        yield "cross_entropy", reduction, (torch.empty(2, 5, 0), torch.empty(2, 0, dtype=torch.int64)), {}
    yield "kl_div", "batchmean", (m, row), {}
    yield "kl_div", "batchmean", (torch.empty(3, 0), torch.empty(3, 0)), {}


@pytest.mark.parametrize("name, reduction, arguments, options", list(empty_calls()))
def test_empty_batches(name, reduction, arguments, options):
    results = []
    for functions in (ours, theirs):
        x, *others = arguments
        x = x.clone().requires_grad_(True)
        value = getattr(functions, name)(x, *others, reduction=reduction, **options)
        value.sum().backward()
        assert x.grad.shape == x.shape
        results.append(value.detach())
    torch.testing.assert_close(*results, rtol=0, atol=0, equal_nan=True)


def test_a_mean_of_nothing_that_counts_is_nan(real):
    x = normal(3, 5).to(real).requires_grad_(True)
    none = torch.full((3,), -100)
    some = torch.tensor([0, 1, -100])
    zero = torch.tensor([0.0, 0.0, 1.0, 1.0, 1.0], dtype=real)
    for call in (
        lambda f: f.cross_entropy(x, none),
        lambda f: f.cross_entropy(x, none, label_smoothing=0.1),
        lambda f: f.cross_entropy(x, some, weight=zero),
        lambda f: f.nll_loss(x, none),
        lambda f: f.nll_loss(x, some, weight=zero),
        lambda f: f.nll_loss(x, torch.full((3,), 7), ignore_index=7, weight=zero),
    ):
        assert call(ours).isnan() and call(theirs).isnan()
        # The gradient is 0, as PyTorch's is where all rows are ignored.
        assert not torch.autograd.grad(call(ours), x)[0].any()
    # A value of 0 is one where rows count.
    certain = torch.tensor([[0.0, -1e4]], dtype=real)
    assert ours.cross_entropy(certain, torch.tensor([0])) == 0.0


PROMOTED = {
    "mse_loss": 2, "l1_loss": 2, "smooth_l1_loss": 2, "huber_loss": 2, "poisson_nll_loss": 2, "gaussian_nll_loss": 3,
    "hinge_embedding_loss": 2, "soft_margin_loss": 2, "margin_ranking_loss": 3, "kl_div": 2, "triplet_margin_loss": 3,
}


@pytest.mark.parametrize("name, count", PROMOTED.items())
def test_dtypes_are_promoted_as_by_pytorch(name, count):
    one = torch.ones(2, 3)
    for position in range(count):
        for dtype in (torch.float64, torch.int64):
            if dtype == torch.int64 and (position != 1 or name in ("kl_div", "triplet_margin_loss")):
                continue
            arguments = [one.to(dtype) if i == position else one for i in range(count)]
            a, b = (getattr(functions, name)(*arguments) for functions in (ours, theirs))
            torch.testing.assert_close(a, b, rtol=2e-6, atol=2e-6)


def test_probabilities_and_cosines_of_other_dtypes():
    x, q = normal(6, 5), torch.softmax(normal(6, 5, seed=2), -1)
    for a, b, w in [(x.float(), q, None), (x, q.float(), None), (x.float(), q.float(), torch.ones(5).double())]:
        values = [functions.cross_entropy(a, b, weight=w) for functions in (ours, theirs)]
        torch.testing.assert_close(*values, rtol=2e-6, atol=0)
    t = signs(6)
    for a, b, c in [(x.float(), q, t), (x.float(), q.float(), t), (x, q, t.float()), (x, q, t.long())]:
        values = [functions.cosine_embedding_loss(a, b, c) for functions in (ours, theirs)]
        torch.testing.assert_close(*values, rtol=2e-6, atol=0)


def test_weights_of_classes_may_have_gaps():
    x, c, gaps = normal(6, 5).float(), torch.tensor([0, 1, 2, 3, 4, 0]), torch.arange(1.0, 11.0)[::2]
    for weight in (gaps, torch.ones(1).expand(5)):
        for name in ("cross_entropy", "nll_loss", "multi_margin_loss"):
            # PyTorch 1.13 reads beside the gaps.
            mine = getattr(ours, name)(x, c, weight=weight)
            reference = getattr(theirs, name)(x, c, weight=weight.contiguous())
            torch.testing.assert_close(mine, reference, rtol=2e-6, atol=2e-6)


def test_one_row_of_scores_has_an_index_without_an_axis():
    x, c = normal(1, 5), torch.tensor(2)
    for reduction in REDUCTIONS:
        mine, reference = (f.multi_margin_loss(x, c, reduction=reduction) for f in (ours, theirs))
        torch.testing.assert_close(mine, reference, rtol=1e-13, atol=0)
    with pytest.raises(ValueError, match=r"target\[0\] = 9 is not in \[0, 5\)$"):
        ours.multi_margin_loss(x, torch.tensor([9]))


def test_a_weight_of_another_dtype_is_promoted():
    x, t = normal(3, 5).float(), (normal(3, 5, seed=2) > 0).float()
    for reduction in REDUCTIONS:
        values = [f.multilabel_soft_margin_loss(x, t, normal(5, seed=3), reduction=reduction) for f in (ours, theirs)]
        torch.testing.assert_close(*values, rtol=2e-6, atol=2e-6)


def test_tensors_without_memory_are_refused_with_a_sentence():
    for call in (
        lambda: ours.binary_cross_entropy(torch.rand(3, device="meta"), torch.rand(3)),
        lambda: ours.binary_cross_entropy(torch.rand(3), torch.rand(3, device="meta")),
        lambda: ours.mse_loss(torch.rand(3, 3).to_sparse(), torch.rand(3, 3)),
        lambda: ours.l1_loss(torch.rand(3, 3), torch.rand(3, 3).to_sparse()),
    ):
        with pytest.raises(TypeError, match="the tensor is not in the memory of the CPU, or is not dense"):
            call()


@pytest.mark.filterwarnings("ignore:Using a target size")
def test_compiled_programs_go_on_where_a_warning_would_be():
    if not hasattr(torch.library, "custom_op"):
        pytest.skip("PyTorch before 2.4 compiles no losses")
    from libloss.torch import nn

    x, y = normal(3, 5).log_softmax(1), normal(3, 5, seed=2).softmax(1)
    programs = (
        lambda x, y: ours.kl_div(x, y),
        lambda x, y: ours.mse_loss(x, y[:1]),
        lambda x, y: nn.KLDivLoss(reduction="sum")(x, y),
    )
    for program in programs:
        torch._dynamo.reset()
        compiled = torch.compile(program, backend="aot_eager", fullgraph=True)(x, y)
        torch.testing.assert_close(compiled, program(x, y), rtol=0, atol=0)


def test_compiled_programs(real):
    if not hasattr(torch.library, "custom_op"):
        pytest.skip("PyTorch before 2.4 compiles no losses")
    x, y = normal(6, 5).to(real), torch.sigmoid(normal(6, 5, seed=2)).to(real)
    c = torch.tensor([0, 1, 2, 3, 4, -100])
    w = torch.ones(5, dtype=real)

    def program(x):
        return (
            ours.mse_loss(x, y)
            + ours.cross_entropy(x, c, weight=w, label_smoothing=0.1)
            + ours.cross_entropy(x, y)
            + ours.binary_cross_entropy_with_logits(x, y, pos_weight=w)
            + ours.kl_div(x, y, reduction="batchmean")
        )

    plain, compiled = x.clone().requires_grad_(True), x.clone().requires_grad_(True)
    value = program(plain)
    torch._dynamo.reset()
    recorded = torch.compile(program, backend="aot_eager", fullgraph=True)(compiled)
    torch.testing.assert_close(recorded, value, rtol=0, atol=0)
    value.backward()
    recorded.backward()
    torch.testing.assert_close(compiled.grad, plain.grad, rtol=TOLERANCE[real], atol=TOLERANCE[real])


def head(rows, others=(), seed=1):
    """Hidden states, weight and bias of a layer with five classes."""
    return {
        "x": normal(*rows, 7, seed=seed),
        "layer": 0.5 * normal(5, *others, 7, seed=seed + 1),
        "bias": normal(5, *others, seed=seed + 2),
    }


def reference_head(functions, x, layer, bias, target, **options):
    """What PyTorch's documentation says of `linear_cross_entropy`, for a PyTorch that lacks it."""
    if functions is ours or hasattr(theirs, "linear_cross_entropy"):
        return functions.linear_cross_entropy(x, layer, target, linear_bias=bias, **options)
    logits = theirs.linear(x, layer.flatten(0, -2), None if bias is None else bias.flatten())
    return theirs.cross_entropy(logits.reshape(*x.shape[:-1], *layer.shape[:-1]), target, **options)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_linear_cross_entropy(real, smoothing, reduction):
    c, w = torch.tensor([0, 4, 3, 1, 3, 2]), normal(5, seed=4).exp()
    for weights in ({}, {"w": w}):
        for ignored in ({}, {"ignore_index": 3}, {"ignore_index": None}):
            options = {"reduction": reduction, "label_smoothing": smoothing, **ignored}
            if not hasattr(theirs, "linear_cross_entropy") and ignored.get("ignore_index", 0) is None:
                continue

            def call(functions, x, layer, t, bias=None, w=None):
                return reference_head(functions, x, layer, bias, t, weight=w, **options)

            leaves = head((6,))
            same(call, leaves, {"t": c, **weights}, real)
            leaves.pop("bias")
            same(call, leaves, {"t": c, **weights}, real)
            same(call, {"x": leaves["x"][0], "layer": leaves["layer"]}, {"t": c[1], **weights}, real)
            # One of both alone.
            same(call, {"x": leaves["x"]}, {"layer": leaves["layer"], "t": c, **weights}, real)
            same(call, {"layer": leaves["layer"]}, {"x": leaves["x"], "t": c, **weights}, real)


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_linear_cross_entropy_of_more(real, reduction):
    """Distributions as targets, and several logits per class and row."""
    w, q = normal(5, seed=4).exp(), torch.softmax(normal(6, 5, seed=5), -1)

    def call(functions, x, layer, bias, t, w=None):
        return reference_head(functions, x, layer, bias, t, weight=w, reduction=reduction, label_smoothing=0.1)

    same(call, head((6,)), {"t": q}, real)
    same(call, head((6,)), {"t": q, "w": w}, real)
    same(call, head(()), {"t": q[0]}, real)
    c = torch.tensor([[0, 4, 3], [1, -100, 2]])
    same(call, head((2,), (3,)), {"t": c, "w": w}, real)
    same(call, head((2,), (3, 2)), {"t": torch.stack([c, c.flip(0)], -1)}, real)
    same(call, head((2,), (3,)), {"t": torch.softmax(normal(2, 5, 3, seed=6), 1)}, real)


def test_linear_cross_entropy_of_nothing(real):
    x, layer = torch.zeros(2, 3, dtype=real, requires_grad=True), torch.ones(4, 3, dtype=real)
    value = ours.linear_cross_entropy(x, layer, torch.tensor([-100, -100]))
    assert value.isnan() and not torch.autograd.grad(value, x)[0].any()
    assert ours.linear_cross_entropy(x[:0], layer, torch.zeros(0, dtype=torch.int64)).isnan()
    none = ours.linear_cross_entropy(x[:0], layer, torch.zeros(0, dtype=torch.int64), reduction="sum")
    assert none == 0.0 and torch.autograd.grad(none, x, allow_unused=True)[0] is not None
    assert ours.linear_cross_entropy(x, layer, torch.tensor([-100, -100]), reduction="sum") == 0.0
