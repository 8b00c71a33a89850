"""Times libloss and other libraries on the same arrays, alternately, in one process.

    peers.py --library target/release/libloss.so --out build/bench/peers.json

The others are PyTorch as it is, PyTorch with torch.compile, and JAX with Optax under jit, each
where it is installed. A process of its own for each number of threads, bound to as many cores. The memory
that a library frees stays with the process, so that none pays for new pages in each call.
"""

import argparse
import contextlib
import ctypes
import json
import os
import pathlib
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "8589934592",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
    "MALLOC_TOP_PAD_": "1073741824",
}
# XLA complains about slow compilation, which is not what is timed.
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3"}
TEMPERATURE = 2.0
MILLIONS_16 = 16 << 20

# Loss, rows, classes, label smoothing.
CASES = [
    ("mse", MILLIONS_16, 1, 0.0),
    ("hinge", MILLIONS_16, 1, 0.0),
    ("bce_logits", MILLIONS_16, 1, 0.0),
    ("cross_entropy", 1 << 20, 10, 0.0),
    ("cross_entropy", 16384, 1000, 0.0),
    ("cross_entropy", 512, 32000, 0.0),
    ("cross_entropy", 128, 128256, 0.0),
    ("cross_entropy", 512, 32000, 0.1),
    ("kl_div", 512, 32000, 0.0),
    ("distillation", 512, 32000, 0.0),
]

# Idle threads of the library that ran before keep spinning for some milliseconds.
SETTLE_SECONDS = 0.02
# Untimed calls after it: they wake the threads, and idle processors of a virtual machine.
WARM_CALLS = 3
ROUNDS = 9
# Sums and exponentials of float arrays, in whatever order each library forms them.
TOLERANCE = 2e-5


STRUCTURES = pathlib.Path(__file__).parents[1] / "bindings/python/libloss/_structures.py"
ClassOptions = runpy.run_path(str(STRUCTURES))["ClassOptions"]


def make_data(np, case):
    """Input and target of a case, the same in every run."""
    loss, rows, classes, _ = case
    random = np.random.default_rng(1)
    shape = rows if classes == 1 else (rows, classes)

    def normal():
        return random.standard_normal(shape, dtype=np.float32)

    def log_softmax(x):
        x = x - x.max(axis=1, keepdims=True)
        return x - np.log(np.exp(x).sum(axis=1, keepdims=True))

    x = normal()
    if loss == "cross_entropy":
        return x, random.integers(0, classes, rows)
    t = normal()
    if loss == "hinge":
        t = np.where(t > 0, np.float32(1), np.float32(-1))
    if loss == "bce_logits":
        t = (t > 0).astype(np.float32)
    if loss == "kl_div":
        x, t = log_softmax(x), np.exp(log_softmax(t))
    return x, t


class Libloss:
    """The library through ctypes; each mode is a function without arguments."""

    name = "libloss"

    def __init__(self, np, library, case, x, t):
        self.np = np
        loss, rows, classes, smoothing = case
        self.value = ctypes.c_double()
        self.x, self.t, self.grad, self.copy = x, t, np.empty_like(x), x.copy()
        self.options = ClassOptions(label_smoothing=smoothing)
        size = ctypes.c_size_t
        sizes = [size(rows)] if classes == 1 else [size(rows), size(classes)]
        middle = {
            "bce_logits": [ctypes.c_double(0.0)],
            "cross_entropy": [ctypes.byref(self.options)],
            "distillation": [ctypes.c_double(TEMPERATURE), None],
        }.get(loss, [])
        self.arguments = [*sizes, *middle, None, ctypes.byref(self.value)]
        self.function = getattr(library, f"loss_{loss}_f32")

    def call(self, x, grad):
        def pointer(array):
            return None if array is None else ctypes.c_void_p(array.ctypes.data)

        status = self.function(pointer(x), pointer(self.t), *self.arguments, pointer(grad))
        assert status == 0, status

    def modes(self):
        """Name, what is timed, and what comes before it."""

        def restore():
            ctypes.memmove(self.copy.ctypes.data, self.x.ctypes.data, self.x.nbytes)

        def nothing():
            pass

        return [
            ("value", lambda: self.call(self.x, None), nothing),
            ("gradient", lambda: self.call(self.x, self.grad), nothing),
            ("in_place", lambda: self.call(self.copy, self.copy), restore),
        ]

    def results(self):
        self.call(self.x, self.grad)
        return self.value.value, self.grad


def torch_loss(torch, case):
    loss, _, _, smoothing = case
    f = torch.nn.functional
    return {
        "mse": f.mse_loss,
        "hinge": lambda x, t: (1 - x * t).clamp(min=0).mean(),
        "bce_logits": f.binary_cross_entropy_with_logits,
        "cross_entropy": lambda x, t: f.cross_entropy(x, t, label_smoothing=smoothing),
        "kl_div": lambda x, t: f.kl_div(x, t, reduction="batchmean"),
        "distillation": lambda x, t: TEMPERATURE**2
        * f.kl_div(
            f.log_softmax(x / TEMPERATURE, -1),
            f.softmax(t / TEMPERATURE, -1),
            reduction="batchmean",
        ),
    }[loss]


class Torch:
    """PyTorch: forward without a graph for the value, forward and backward for both."""

    def __init__(self, torch, case, x, t, compiled):
        self.name = "torch_compile" if compiled else "torch"
        self.torch = torch
        self.loss = torch_loss(torch, case)
        if compiled:
            torch._dynamo.reset()
            self.loss = torch.compile(self.loss)
        self.x, self.t = torch.from_numpy(x), torch.from_numpy(t)
        self.leaf = self.x.detach().requires_grad_(True)

    def forward(self):
        with self.torch.no_grad():
            return self.loss(self.x, self.t)

    def backward(self):
        self.leaf.grad = None
        value = self.loss(self.leaf, self.t)
        value.backward()
        return value

    def modes(self):
        return [
            ("value", self.forward, lambda: None),
            ("gradient", self.backward, lambda: None),
        ]

    def results(self):
        first = self.forward().item()
        second = self.backward().item()
        assert abs(first - second) <= TOLERANCE * abs(first)
        return second, self.leaf.grad.numpy()


def jax_loss(jax, optax, case):
    loss, _, _, smoothing = case

    def cross_entropy(x, t):
        one = optax.softmax_cross_entropy_with_integer_labels(x, t).mean()
        if smoothing == 0.0:
            return one
        all_classes = (jax.nn.logsumexp(x, axis=-1) - x.mean(axis=-1)).mean()
        return (1 - smoothing) * one + smoothing * all_classes

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
    }[loss]


class Jax:
    """JAX with Optax, compiled."""

    name = "jax"

    def __init__(self, jax, optax, case, x, t):
        loss = jax_loss(jax, optax, case)
        self.x, self.t = jax.numpy.asarray(x), jax.numpy.asarray(t)
        self.value = jax.jit(loss)
        self.both = jax.jit(jax.value_and_grad(loss))

    def modes(self):
        def value():
            self.value(self.x, self.t).block_until_ready()

        def both():
            value, grad = self.both(self.x, self.t)
            value.block_until_ready()
            grad.block_until_ready()

        return [("value", value, lambda: None), ("gradient", both, lambda: None)]

    def results(self):
        import numpy

        value, grad = self.both(self.x, self.t)
        return float(value), numpy.asarray(grad)


def check(np, case, ours, other):
    value, grad = ours.results()
    other_value, other_grad = other.results()
    difference = abs(value - other_value) / abs(value)
    assert difference <= TOLERANCE, f"{case} {other.name}: {other_value}, libloss has {value}"
    a, b = grad.ravel(), np.asarray(other_grad).ravel()
    difference = np.linalg.norm(a - b) / np.linalg.norm(a)
    assert difference <= TOLERANCE, f"{case} {other.name}: gradient differs by {difference}"


def contestants_of(np, library, modules, case, x, t, left_out):
    """Those that compute the same as libloss. One that fails to compile is left out, and named."""
    ours = Libloss(np, library, case, x, t)
    makers = []
    if "torch" in modules:
        torch = modules["torch"]
        makers.append(("torch", lambda: Torch(torch, case, x, t, False)))
        makers.append(("torch_compile", lambda: Torch(torch, case, x, t, True)))
    if "optax" in modules:
        makers.append(("jax", lambda: Jax(modules["jax"], modules["optax"], case, x, t)))
    all_of_them = [ours]
    for name, maker in makers:
        try:
            other = maker()
            check(np, case, ours, other)
            all_of_them.append(other)
        except AssertionError:
            raise
        except Exception as error:  # whatever a compiler may raise
            reason = str(error).strip().splitlines() or [""]
            left_out[name] = f"{type(error).__name__}: {reason[0][:200]}"
            print(f"{case} {name} left out: {left_out[name]}", file=sys.stderr)
    return all_of_them


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def time_case(case, threads, contestants):
    entries = [
        (contestant.name, *mode, []) for contestant in contestants for mode in contestant.modes()
    ]
    for _ in range(ROUNDS):
        for _, _, run, prepare, samples in entries:
            time.sleep(SETTLE_SECONDS)
            for _ in range(WARM_CALLS):
                prepare()
                run()
            prepare()
            samples.append(seconds(run))
    loss, rows, classes, smoothing = case
    for name, mode, _, _, samples in entries:
        quarters = statistics.quantiles(samples, n=4, method="inclusive")
        first, median, third = (1e9 * q for q in quarters)
        yield {
            "system": name,
            "mode": mode,
            "threads": threads,
            "ns": median,
            "q1": first,
            "q3": third,
            "loss": loss,
            "type": "f32",
            "rows": rows,
            "classes": classes,
            "label_smoothing": smoothing,
        }


def import_modules():
    modules, versions = {}, {"python": sys.version.split()[0]}
    import importlib

    for name in ("numpy", "torch", "jax", "optax"):
        with contextlib.suppress(ImportError):
            modules[name] = importlib.import_module(name)
            versions[name] = modules[name].__version__
    return modules, versions


def bind_new_threads(start_pool, cores):
    """A core for each thread that `start_pool` makes, the first core being the caller's.

    A kernel may wake two threads on one core and be slow to notice, and nobody's time would mean
    anything.
    """
    before = set(os.listdir("/proc/self/task"))
    start_pool()
    made = sorted(set(os.listdir("/proc/self/task")) - before, key=int)
    for i, thread in enumerate(made, 1):
        os.sched_setaffinity(int(thread), {cores[i % len(cores)]})


def bind_threads(np, library, modules, cores):
    """Binds the threads of libloss, of PyTorch, and the caller. JAX's may use all the cores."""
    x = np.ones(1 << 20, dtype=np.float32)

    def libloss():
        Libloss(np, library, ("mse", x.size, 1, 0.0), x, x).call(x, None)

    bind_new_threads(libloss, cores)
    if "torch" in modules:
        tensor = modules["torch"].from_numpy(x)
        bind_new_threads(tensor.exp, cores)
    if "jax" in modules:
        modules["jax"].numpy.asarray(x).block_until_ready()
    os.sched_setaffinity(0, {cores[0]})


def run_child(arguments):
    """All cases with one number of threads."""
    cores = sorted(os.sched_getaffinity(0))[: arguments.threads]
    os.sched_setaffinity(0, cores)  # JAX makes a thread for each core that it may use
    modules, versions = import_modules()
    np = modules["numpy"]
    library = ctypes.CDLL(os.path.abspath(arguments.library))
    library.loss_set_num_threads(ctypes.c_uint32(arguments.threads))
    if "torch" in modules:
        modules["torch"].set_num_threads(arguments.threads)
    bind_threads(np, library, modules, cores)
    results, left_out = [], {}
    for case in CASES:
        if arguments.only and arguments.only not in case[0]:
            continue
        print(f"{arguments.threads} threads: {case}", file=sys.stderr, flush=True)
        x, t = make_data(np, case)
        contestants = contestants_of(np, library, modules, case, x, t, left_out)
        results.extend(time_case(case, arguments.threads, contestants))
    with open(arguments.out, "w", encoding="utf-8") as file:
        json.dump({"versions": versions, "left_out": left_out, "results": results}, file)


def run_parent(arguments):
    everything = {"results": [], "left_out": {}}
    cores = len(os.sched_getaffinity(0))
    for threads in sorted({1, cores}):
        with tempfile.TemporaryDirectory() as folder:
            part = os.path.join(folder, "part.json")
            command = [sys.executable, __file__, "--library", arguments.library]
            command += ["--out", part, "--threads", str(threads)]
            if arguments.only:
                command += ["--only", arguments.only]
            subprocess.run(command, check=True, env={**os.environ, **MEMORY, **QUIET})
            with open(part, encoding="utf-8") as file:
                one = json.load(file)
        everything["versions"] = one["versions"]
        everything["left_out"].update(one["left_out"])
        everything["results"] += one["results"]
    with open(arguments.out, "w", encoding="utf-8") as file:
        json.dump(everything, file, indent=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", help="losses whose name contains this")
    parser.add_argument("--threads", type=int, help="used by the program itself")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    if arguments.threads:
        run_child(arguments)
        return
    import importlib.util

    if not importlib.util.find_spec("numpy"):
        print("NumPy is not installed: no comparison with others", file=sys.stderr)
        return
    if not any(importlib.util.find_spec(name) for name in ("torch", "optax")):
        print("neither PyTorch nor JAX is installed: no comparison", file=sys.stderr)
        return
    run_parent(arguments)


if __name__ == "__main__":
    main()
