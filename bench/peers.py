"""Times libloss and other libraries on the same arrays, alternately, in one process.

    peers.py --library target/release/libloss.so --out build/bench/peers.json
    peers.py --library target/release/libloss.so --check    only whether PyTorch computes the same, on small sizes

The others are PyTorch as it is, PyTorch with torch.compile, and JAX with Optax under jit, each
where it is installed; the latter two for a few cases only, as they compile for seconds. A process of its own for each
number of threads, bound to as many cores. The memory that a library frees stays with the process, so that none pays
for new pages in each call.
"""

import argparse
import contextlib
import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

from contestants import DRIVERS, ROWS, Case, Data, Jax, Libloss, Torch, check, is_of_tasks, nothing
from results import TORCH_GOALS

MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "8589934592",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
    "MALLOC_TOP_PAD_": "1073741824",
}
# What the arrays of the largest case take, with what others keep of them.
HEAP = 3 << 30
# XLA complains about slow compilation, which is not what is timed.
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3"}

# Beside all the others: those with goals. Whatever else there is, beside PyTorch as it is.
COMPILED_CASES = [Case(*case) for case in TORCH_GOALS]
# Of the library's benchmark (losses.c): tasks, and rows of classes.
TASKS = 16
SMALL_ROWS, LARGE_ROWS = (1, 10), (128, 32000)
# Small, in the caches, from memory.
SIZES = (16, 1 << 16, 4 << 20)
CROSS_ENTROPY_SIZES = (
    *(SMALL_ROWS, (64, 1000), (16, 8192)),
    *((1 << 20, 10), (16384, 1000), (512, 32000), (128, 128256), (8, 256000)),
)
# Below this size a call of libloss uses the thread of the caller alone.
SEVERAL_THREADS = 1 << 14

# Idle threads of the library that ran before keep spinning for some milliseconds, where there are several.
SETTLE_SECONDS = 0.02
# Untimed calls after it: they wake the threads, and idle processors of a virtual machine. Fewer where one takes long.
WARM_CALLS = 3
WARM_SECONDS = 0.01
# Small calls are timed together: what starts and stops a clock would count, and what ends a rest.
SHORTEST_SAMPLE = 1e-3
ROUNDS, ROUNDS_BESIDE_PYTORCH_ALONE = 9, 5


def cases_of(loss):
    if is_of_tasks(loss):
        sizes = [(TASKS,)]
    elif loss not in ROWS:
        sizes = [(n,) for n in SIZES]
    elif loss == "cross_entropy":
        sizes = [*CROSS_ENTROPY_SIZES, (512, 32000, 0.1)]
    elif DRIVERS[loss] == "sequence":
        sizes = [LARGE_ROWS]  # a sequence of one token has nothing to predict
    else:
        sizes = [SMALL_ROWS, LARGE_ROWS]
    return [Case(loss, type_name, *size) for type_name in ("f32", "f64") for size in sizes]


def all_cases(threads, only):
    """Every loss, type and size; small ones with one thread only."""
    for loss in DRIVERS:
        if not only or only in loss:
            yield from (c for c in cases_of(loss) if threads == 1 or c.elements >= SEVERAL_THREADS)


def contestants_of(np, library, modules, case, arrays, left_out):
    """Those that compute the same as libloss. One that fails to compile is left out, and named."""
    ours = Libloss(np, library, case, arrays)
    makers = []
    if "torch" in modules:
        makers.append(("torch", lambda: Torch(modules["torch"], ours, False)))
    if "torch" in modules and case in COMPILED_CASES:
        makers.append(("torch_compile", lambda: Torch(modules["torch"], ours, True)))
    if "optax" in modules and case in COMPILED_CASES:
        makers.append(("jax", lambda: Jax(modules["jax"], modules["optax"], ours)))
    all_of_them = [ours]
    for name, maker in makers:
        try:
            other = maker()
            check(np, ours, other)
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


def sample_of(run, prepare, threads):
    """Seconds of a call, of one that nothing else disturbs."""
    if threads > 1:
        time.sleep(SETTLE_SECONDS)
    warm = 0.0
    for _ in range(WARM_CALLS):
        prepare()
        once = seconds(run)
        warm += once
        if warm > WARM_SECONDS:
            break
    calls = max(1, int(SHORTEST_SAMPLE / once))
    if prepare is not nothing:
        total = 0.0
        for _ in range(calls):
            prepare()
            total += seconds(run)
        return total / calls
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return (time.perf_counter() - start) / calls


def time_case(case, threads, contestants):
    entries = [
        (contestant.name, *mode, []) for contestant in contestants for mode in contestant.modes()
    ]
    for _ in range(ROUNDS if case in COMPILED_CASES else ROUNDS_BESIDE_PYTORCH_ALONE):
        for _, _, run, prepare, samples in entries:
            samples.append(sample_of(run, prepare, threads))
    for name, mode, _, _, samples in entries:
        quarters = statistics.quantiles(samples, n=4, method="inclusive")
        first, median, third = (1e9 * q for q in quarters)
        times = {"ns": median, "q1": first, "q3": third}
        yield {"system": name, "mode": mode, "threads": threads, **times, **case._asdict()}


def warm_heap(np):
    """Gives the allocator all the pages that will be needed. As cases come and go it would ask for new ones now and then,
    and whoever gets those would wait for the kernel."""
    with contextlib.suppress(MemoryError):
        np.ones(HEAP, dtype=np.uint8)


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
        Libloss(np, library, Case("mse", "f32", x.size), [x, x]).call([x, x], None)()

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
    warm_heap(np)
    library = ctypes.CDLL(os.path.abspath(arguments.library))
    library.loss_set_num_threads(ctypes.c_uint32(arguments.threads))
    if "torch" in modules:
        modules["torch"].set_num_threads(arguments.threads)
    bind_threads(np, library, modules, cores)
    results, left_out = [], {}
    cases = list(all_cases(arguments.threads, arguments.only))
    data = Data(np, max(case.elements for case in cases))
    for case in cases:
        print(f"{arguments.threads} threads: {case}", file=sys.stderr, flush=True)
        contestants = contestants_of(np, library, modules, case, data.arrays(case), left_out)
        results.extend(time_case(case, arguments.threads, contestants))
    with open(arguments.out, "w", encoding="utf-8") as file:
        json.dump({"versions": versions, "left_out": left_out, "results": results}, file)


def check_all(arguments):
    """Every loss beside PyTorch once, so that no contestant is wrong by the time that it is timed."""
    modules, _ = import_modules()
    np, library = modules["numpy"], ctypes.CDLL(os.path.abspath(arguments.library))
    cases = [case for loss in DRIVERS for case in cases_of(loss) if not arguments.only or arguments.only in loss]
    small = [case for case in cases if case.elements <= 1 << 16]
    # Losses of rows have two sizes, and one of sequences a large one.
    alone = {case.loss for case in cases} - {case.loss for case in small}
    small += [Case(loss, type_name, 8, 100) for loss in sorted(alone) for type_name in ("f32", "f64")]
    data, left_out = Data(np, 1 << 16), {}
    for case in small:
        contestants_of(np, library, modules, case, data.arrays(case), left_out)
    if left_out:
        sys.exit(f"left out: {left_out}")
    print(f"{len(small)} cases of {len({case.loss for case in small})} losses are as PyTorch has them")


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
    parser.add_argument("--out")
    parser.add_argument("--check", action="store_true", help="only whether PyTorch computes the same, on small sizes")
    parser.add_argument("--only", help="losses whose name contains this")
    parser.add_argument("--threads", type=int, help="used by the program itself")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    if arguments.check:
        check_all(arguments)
        return
    if not arguments.out:
        parser.error("--out or --check is needed")
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
