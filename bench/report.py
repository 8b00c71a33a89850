"""Makes docs/benchmarks.md and docs/benchmarks.svg of what the benchmark measured on a processor with AVX-512, and
docs/benchmarks-ISA.md and .svg of what it did on one whose best instruction set is another.

    report.py build/bench docs README.md

reads losses.json, losses-avx2.json, peers.json and language.json in the first folder, of which only the first must
exist, and writes into the second. With AVX-512 and other libraries it also writes the times on README.md's first screen.
"""

import datetime
import os
import shutil
import subprocess
import sys
import tempfile

import language_tables
import plot
from processor import processor
from results import MODE_NAMES, MODES, SIZES, TORCH_GOALS, Results, case_name, size_name

LARGE = 4_000_000
# Of what the tables of large arrays have: a batch of a large vocabulary is not more.
TABLE_LARGE = 8 * 256_000
# Of the processors that the goals are for.
MAIN_ISA = "avx512"
TORCH = ("torch",)
PEER_NAMES = {"torch": "PyTorch", "torch_compile": "torch.compile", "jax": "JAX, Optax"}
PEER_GOALS = {"value": 1.5, "gradient": 2.5}
PLAIN_GOAL = 2.5
ELEMENTWISE_GOAL = 0.9
CROSS_ENTROPY_GOAL = 0.8
IN_CACHE_GOAL = 0.35  # nanoseconds per element
SMALL_CALL_GOAL = 60  # nanoseconds
THREADS_GOAL = 1.8
AVX2_GOAL = 0.7
SIZE_GOAL = 1.5  # million bytes
FIRST_CALL_GOAL = 2  # milliseconds
MOST_MISSES_LISTED = 25


class Goals:
    """Counts what reaches its goal. Tables show numbers alone; what was missed stands in a section at the end."""

    def __init__(self):
        self.groups = {}

    def judge(self, group, name, number, goal, format_, least=True, unit=""):
        """The number in words; `least`: it should be at least the goal, else at most."""
        met = number >= goal if least else number <= goal
        words = format(number, format_) + unit
        self.groups.setdefault(group, []).append((name, words, goal, met))
        return words

    def text(self):
        rows, listed = [], []
        for group, results in self.groups.items():
            missed = [result for result in results if not result[3]]
            rows.append([group, f"{len(results) - len(missed)} of {len(results)}"])
            # More than these are best read in their table.
            if not 0 < len(missed) <= MOST_MISSES_LISTED:
                continue
            same = len({goal for _, _, goal, _ in results}) == 1
            words = (f"{name}: {words}" + ("" if same else f" of {goal:g}") for name, words, goal, _ in missed)
            listed.append(f"- {group}. {'; '.join(words)}.\n")
        text = table(["goal", "met"], rows)
        if listed:
            text += f"\nThe figures that miss a goal, for goals with at most {MOST_MISSES_LISTED} such figures:\n\n"
            text += "".join(listed)
        return text


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def thread_name(threads):
    return "1 thread" if threads == 1 else f"{threads} threads"


def spread(result, unit):
    """Median and quartiles."""
    ns, q1, q3 = (result[k] / unit for k in ("ns", "q1", "q3"))
    return f"{ns:.3g} ({q1:.3g}–{q3:.3g})"


def cases_with_goals(results, system="libloss"):
    return [case for case in results.cases(system) if case in TORCH_GOALS]


def torch_ratios(peers, case, threads):
    """How many times faster each mode is, or None."""
    pairs = [(peers.best(TORCH, case, threads, m), peers.ns("libloss", case, threads, m)) for m in MODES]
    return [theirs / ours if theirs and ours else None for theirs, ours in pairs]


def torch_table(peers, goals):
    rows = []
    for case in cases_with_goals(peers):
        for threads in peers.threads():
            row = [case_name(case), threads]
            for mode, ratio, goal in zip(MODES, torch_ratios(peers, case, threads), TORCH_GOALS[case]):
                if ratio is None:
                    row.append("–")
                    continue
                name = f"{case_name(case)}, {MODE_NAMES[mode]}, {thread_name(threads)}"
                row.append(goals.judge("times faster than PyTorch", name, ratio, goal, ".2f"))
            rows.append(row)
    return table(["case", "threads", *(MODE_NAMES[m] for m in MODES)], rows)


def ratio_words(ratio):
    if ratio is None:
        return "–"
    return f"{ratio:.3g}" if ratio >= 1.0 else f"**{ratio:.2f}**"


def all_losses_table(peers):
    """Beside PyTorch alone: every loss, type and size."""
    rows, ratios = [], []
    for case in peers.cases():
        row = [case_name(case), case[1]]
        for threads in peers.threads():
            of_case = torch_ratios(peers, case, threads)
            ratios += [r for r in of_case if r]
            row.append(" / ".join(map(ratio_words, of_case)) if any(of_case) else "–")
        rows.append(row)
    faster = sum(r >= 1.0 for r in ratios)
    text = f"libloss is faster in {faster} of {len(ratios)}; where it is not, the number is bold.\n\n"
    head = ["case", "type", *(thread_name(t) for t in peers.threads())]
    return text + table(head, rows)


def peers_table(peers, goals):
    others = [s for s in peers.systems() if s != "libloss"]
    rows = []
    for case in cases_with_goals(peers):
        for threads in peers.threads():
            for mode, goal in PEER_GOALS.items():
                row = [case_name(case), threads, MODE_NAMES[mode]]
                for system in ["libloss", *others]:
                    found = peers.find(system, case, threads, mode)
                    row.append(spread(found, 1e6) if found else "–")
                best = peers.best(others, case, threads, mode)
                name = f"{case_name(case)}, {MODE_NAMES[mode]}, {thread_name(threads)}"
                ratio = best / peers.ns("libloss", case, threads, mode)
                group = "times faster than the fastest of the others"
                row.append(goals.judge(group, name, ratio, goal, ".2f"))
                rows.append(row)
    names = ["libloss", *(PEER_NAMES[s] for s in others), "fastest of the others / libloss"]
    return table(["case", "threads", "what", *names], rows)


def plain_table(results, goals):
    rows = []
    for case in cases_with_goals(results, "plain"):
        for threads in results.threads():
            for mode in ("value", "gradient"):
                ours = results.find("libloss", case, threads, mode)
                plain = results.find("plain", case, threads, mode)
                name = f"{case_name(case)}, {MODE_NAMES[mode]}, {thread_name(threads)}"
                ratio = plain["ns"] / ours["ns"]
                group = f"times faster than plain C: {PLAIN_GOAL}"
                words = goals.judge(group, name, ratio, PLAIN_GOAL, ".2f")
                row = [case_name(case), threads, MODE_NAMES[mode]]
                rows.append([*row, spread(ours, 1e6), spread(plain, 1e6), words])
    head = ["case", "threads", "what", "libloss", "plain C", "plain C / libloss"]
    return table(head, rows)


def floors_table(results):
    """The streaming kernels over the arrays of 4M floats, and exponentials."""
    kernels = [
        ("read one array", "gan_generator", "value"),
        ("read two", "mse", "value"),
        ("read one, write one", "gan_generator", "gradient"),
        ("the same with stores past the caches", "gan_generator", "gradient_streamed"),
        ("read two, write one", "mse", "gradient"),
        ("the same with stores past the caches", "mse", "gradient_streamed"),
        ("one array in place", "gan_generator", "in_place"),
        ("one array in place, read another", "mse", "in_place"),
    ]
    rows = []
    for name, loss, mode in kernels:
        row = [name]
        for threads in results.threads():
            found = results.find("floor", (loss, "f32", 4 << 20, 1, 0.0), threads, mode)
            row.append(f"{found['bytes'] / found['ns']:.1f} GB/s" if found else "–")
        rows.append(row)
    for type_name in ("f32", "f64"):
        row = [f"exponentials in cache, {type_name}"]
        for threads in results.threads():
            found = results.other("exp", threads=threads, type=type_name)
            row.append(f"{found[0]['ns']:.3f} ns" if found else "–")
        rows.append(row)
    return table(["", *(thread_name(t) for t in results.threads())], rows)


def judge_fraction(results, goals, case, threads, mode):
    """The fraction of the floor, in words, where there is a goal for it."""
    fraction = results.fraction(case, threads, mode)
    if fraction is None:
        return "–"
    name = f"{case_name(case)} {case[1]}, {MODE_NAMES[mode]}, {thread_name(threads)}"
    if case[0] in results.elementwise() and case[2] == 4 << 20 and mode != "in_place":
        group = f"elementwise losses at 4M: at least {ELEMENTWISE_GOAL} of the floor"
        return goals.judge(group, name, fraction, ELEMENTWISE_GOAL, ".2f")
    if case[0] == "cross_entropy":
        group = f"cross-entropy: at least {CROSS_ENTROPY_GOAL} of the floor"
        return goals.judge(group, name, fraction, CROSS_ENTROPY_GOAL, ".2f")
    return f"{fraction:.2f}"


def large_table(results, goals, type_name, threads):
    rows = []
    for case in results.cases():
        elements = case[2] * case[3]
        if case[1] != type_name or elements < TABLE_LARGE:
            continue
        row = [case_name(case)]
        for mode in MODES:
            found = results.find("libloss", case, threads, mode)
            if not found:
                row.append("–")
                continue
            rate = f"{found['bytes'] / found['ns']:.1f} GB/s"
            fraction = judge_fraction(results, goals, case, threads, mode)
            row.append(f"{spread(found, elements)}; {rate}; {fraction}")
        rows.append(row)
    return table(["case", *(MODE_NAMES[m] for m in MODES)], rows)


def sizes_table(results, type_name, threads):
    """Nanoseconds per element by size, of losses of elements."""
    rows = []
    for loss in results.elementwise():
        for mode in MODES:
            found = [results.find("libloss", (loss, type_name, n, 1, 0.0), threads, mode) for n in SIZES]
            cells = [spread(r, n) if r else "–" for r, n in zip(found, SIZES)]
            rows.append([loss, MODE_NAMES[mode], *cells])
    return table(["loss", "what", *map(size_name, SIZES)], rows)


def small_rows_table(results):
    rows = []
    for case in results.cases():
        found = results.find("libloss", case, 1, "gradient")
        value = results.find("libloss", case, 1, "value")
        small = case[2] * case[3] < 1000 and (case[3] > 1 or results.layouts.get(case[0]) == "tasks")
        if small:
            cells = [spread(r, 1) if r else "–" for r in (value, found)]
            rows.append([case_name(case), case[1], *cells])
    return table(["case", "type", "value", "value, gradient"], rows)


def in_cache(results, goals):
    texts = []
    for rows, classes in ((64, 1000), (16, 8192)):
        found = results.find("libloss", ("cross_entropy", "f32", rows, classes, 0.0), 1, "gradient")
        if not found:
            return ""
        ns = found["ns"] / (rows * classes)
        text = f"{ns:.3f} ns per element"
        if results.head["isa"] == "avx512":
            group = f"cross-entropy in cache with AVX-512: at most {IN_CACHE_GOAL} ns per element"
            text = goals.judge(group, f"{rows} × {classes}", ns, IN_CACHE_GOAL, ".3f", False, " ns per element")
        texts.append(f"{rows} × {classes}: {text}")
    return f"Cross-entropy, value and gradient, 1 thread: {'; '.join(texts)}.\n"


def threads_table(results, goals):
    most = results.threads()[-1]
    rows = []
    for case in results.cases():
        if most == 1 or case[2] * case[3] < LARGE:
            continue
        for mode in ("value", "gradient"):
            one, all_ = (results.ns("libloss", case, t, mode) for t in (1, most))
            floors = [results.floor(case, t, mode) for t in (1, most)]
            if not one or not all_ or None in floors:
                continue
            words = f"{one / all_:.2f}"
            floor = f"{floors[0] / floors[1]:.2f}"
            # Where the goal's time is one that the machine can do at all.
            if one / THREADS_GOAL >= floors[1]:
                name = f"{case_name(case)} {case[1]}, {MODE_NAMES[mode]}"
                group = f"{most} threads: {THREADS_GOAL} times as fast as one, if the floor allows"
                words = goals.judge(group, name, one / all_, THREADS_GOAL, ".2f")
                floor = "–"
            rows.append([case_name(case), case[1], MODE_NAMES[mode], words, floor])
    return table(["case", "type", "what", f"{most} threads / 1 thread", "the floor, where memory is the limit"], rows)


def avx2_table(results, avx2, goals):
    rows = []
    for case in avx2.cases():
        for threads in avx2.threads():
            for mode in MODES:
                best = results.ns("libloss", case, threads, mode)
                less = avx2.ns("libloss", case, threads, mode)
                if not best or not less:
                    continue
                name = f"{case_name(case)}, {MODE_NAMES[mode]}, {thread_name(threads)}"
                group = f"AVX2: at least {AVX2_GOAL} of the speed with AVX-512"
                words = goals.judge(group, name, best / less, AVX2_GOAL, ".2f")
                rows.append([case_name(case), threads, MODE_NAMES[mode], words])
    return table(["case", "threads", "what", "AVX-512's time / AVX2's"], rows)


def stripped_bytes(path):
    """Size of the library without symbols, or None where that cannot be found out."""
    if not os.path.exists(path) or not shutil.which("strip"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "library")
        subprocess.run(["strip", "-o", copy, path], check=True)
        return os.path.getsize(copy)


def small_calls(results, goals):
    rows = []
    nothing = results.other("small", mode="nothing")
    for r in results.other("small"):
        words = "–"
        if r["mode"] != "nothing":
            above = r["ns"] - nothing[0]["ns"]
            group = f"small calls: at most {SMALL_CALL_GOAL} ns above a call that does nothing"
            unit = " ns above nothing"
            words = goals.judge(group, r["mode"], above, SMALL_CALL_GOAL, ".1f", False, unit)
        name = "loss_version(), which does nothing" if r["mode"] == "nothing" else r["mode"]
        rows.append([name, spread(r, 1) + " ns", words])
    for r in results.other("first"):
        group = f"loading: less than {FIRST_CALL_GOAL} ms"
        time = r["ns"] / 1e6
        words = goals.judge(group, r["mode"], time, FIRST_CALL_GOAL, ".2f", False, " ms")
        rows.append([r["mode"], spread(r, 1e6) + " ms", words])
    size = stripped_bytes(results.head["library"])
    if size:
        group = f"shared library: at most {SIZE_GOAL} MB"
        words = goals.judge(group, "stripped", size / 1e6, SIZE_GOAL, ".2f", False, " MB")
        rows.append(["size of the stripped shared library", "–", words])
    return table(["what", "median (quartiles)", "in short"], rows)


def heading(results, peers):
    head = results.head
    versions = [f"libloss {head['version']} ({head['isa']})"]
    versions += [f"C loops by {head['compiler']}"]
    names = {"torch": "PyTorch", "jax": "JAX", "optax": "Optax"}
    peer_versions = peers.head.get("versions", {})
    versions += [f"{names[key]} {peer_versions[key]}" for key in names if key in peer_versions]
    left_out = [
        f"{PEER_NAMES[name]} is missing in some cases ({reason})."
        for name, reason in peers.head.get("left_out", {}).items()
    ]
    if not peer_versions:
        left_out.append("There is no comparison with other libraries, as none was measured.")
    elif "torch" not in peer_versions or "optax" not in peer_versions:
        missing = "PyTorch" if "torch" not in peer_versions else "JAX with Optax"
        left_out.append(f"{missing} was not installed, and is not compared with.")
    date = datetime.date.today().isoformat()
    title = "Benchmarks" if head["isa"] == MAIN_ISA else f"Benchmarks, {head['isa'].upper()} alone"
    return f"""# {title}

Measured on {date} on {processor()}, {head["threads"]} cores; {"; ".join(versions)}.
Times are medians, with the quartiles in parentheses. "4M" is 4 · 2²⁰ elements, "512 × 32000" are rows and classes;
arrays are of `float` (f32) unless another type is named. The method, the goals, the cases that miss them, and the
reasons are [at the end](#how-it-is-measured).{"".join(" " + words for words in left_out)}
"""


METHOD = """`make bench` measures again and writes this file, of which only the section "Where the limits are" is
written by hand.

The contestants of a case are timed alternately, call by call, in the same process, with equal numbers of threads,
each thread bound to a core of its own. Where an array has 16 MB or more, the caches are filled with other memory
before each call, so that a call does not wait until the results of the call before are written. Before anything is
timed, value and gradient are compared with plain formulas in double precision. They must have the same bits in place,
on one thread and on all, and, for smaller arrays, with every instruction set. Results of other libraries must agree.

The *floor* of a case is the shortest time that the machine needs, measured in the same rounds: the time of loops that
only read and write arrays of the same size, with ordinary or with non-temporal stores, whichever are faster; or, for
losses over rows of logits, the time of the exponentials, if it is longer. GB/s count each array that must be read or
written once.
"""

PEERS_METHOD = """PyTorch means its eager mode; `torch.compile` has a column of its own. The other libraries compute
the value without a graph, or forward and backward pass. They have no gradient in place, so "in place" is compared
with their value and gradient. With several threads there are 20 ms of rest before each timed call, because idle threads of one library
spin and would slow down the next one, and up to three calls that are not timed. Freed memory stays with the process,
which has allocated all that it needs before anything is timed. If a loss can be written in several ways in PyTorch,
the fastest way is timed.
"""

ALL_LOSSES_METHOD = """Times faster than PyTorch's eager mode: value / value and gradient / in place. Both libraries
are called from Python, libloss through ctypes, which takes most of the time of a call of 16 elements; several such
calls are timed together. Sizes for which libloss uses one thread are measured with one thread only. Softmax is not a
loss: there, the figure in the place of the gradient is for the output.

"""


def sections(results, avx2, peers, language, goals):
    """Title and text of each section: times first, then how they were measured, then goals."""
    with_torch = peers and any(s in peers.systems() for s in TORCH)
    if len(peers.systems()) > 1:
        yield "Beside other libraries, milliseconds", peers_table(peers, goals)
    if with_torch:
        yield "How many times faster than PyTorch", torch_table(peers, goals)
        yield "Every loss beside PyTorch", ALL_LOSSES_METHOD + all_losses_table(peers)
    yield from language_tables.sections(language, table)
    text = (
        "Loops by hand, one after the other, with OpenMP, `-Ofast -march=native`: "
        "[plain.c](../bench/plain.c). Milliseconds.\n\n"
    )
    yield "Plain C", text + plain_table(results, goals)
    yield "Small calls, loading", small_calls(results, goals)
    yield "Small rows", "Nanoseconds per call, 1 thread.\n\n" + small_rows_table(results)
    yield "In the caches", in_cache(results, goals)
    for type_name in ("f32", "f64"):
        for threads in results.threads():
            text = (
                "Nanoseconds per element. A small call always uses one thread, and is measured with one thread "
                "only.\n\n"
            )
            yield f"By size, {type_name}, {thread_name(threads)}", text + sizes_table(results, type_name, threads)
    for type_name in ("f32", "f64"):
        for threads in results.threads():
            text = "Nanoseconds per element; rate; fraction of [the floor](#how-it-is-measured).\n\n"
            text += large_table(results, goals, type_name, threads)
            yield f"All losses, {type_name}, large arrays, {thread_name(threads)}", text
    yield "What the machine can do", "Arrays of 4M floats.\n\n" + floors_table(results)
    yield "Threads", threads_table(results, goals)
    if avx2 and avx2.head["isa"] == "avx2" and results.head["isa"] == "avx512":
        text = "The same program with `LOSS_ISA=avx2`, f32, large arrays.\n\n"
        yield "AVX2 on the same machine", text + avx2_table(results, avx2, goals)
    yield "How it is measured", METHOD + ("\n" + PEERS_METHOD if with_torch else "")
    yield "Goals", goals.text()
    yield "Where the limits are", limits(results.head["isa"])


def limits(isa):
    """Written by hand."""
    if isa != MAIN_ISA:
        return "In [the benchmarks with AVX-512](benchmarks.md#where-the-limits-are), which the goals are for.\n"
    with open(os.path.join(os.path.dirname(__file__), "notes.md"), encoding="utf-8") as file:
        return file.read().strip() + "\n"


def make_plot(results, peers):
    """Beside the other libraries, or where none was measured beside plain C."""
    source = peers if len(peers.systems()) > 1 else results
    others = [s for s in peers.systems() if s != "libloss"] or ["plain"]
    threads = source.threads()[-1]
    rows = []
    for case in cases_with_goals(source, others[0]):
        pairs = [
            (source.best(others, case, threads, m), source.ns("libloss", case, threads, m))
            for m in ("value", "gradient")
        ]
        rows.append((case_name(case), [a / b if a and b else None for a, b in pairs]))
    names = ", ".join(PEER_NAMES.get(s, "plain C") for s in others)
    title = "How many times faster than the fastest of the others is libloss?"
    subtitle = f"Others: {names}. f32, {thread_name(threads)}, {processor()}; dashed: equally fast."
    return plot.bars(title, subtitle, ("value", "value and gradient"), rows)


def first_screen(results, peers):
    """Three times for the README, or None where one was not measured."""
    times = []
    for rows, classes, threads in ((512, 32000, 1), (1 << 20, 10, peers.threads()[-1] if peers else 1)):
        case = ("cross_entropy", "f32", rows, classes, 0.0)
        found = [peers.ns(system, case, threads, "gradient") for system in ("libloss", "torch", "jax")]
        if None in found:
            return None
        ours, torch, jax = (f"{ns / 1e6:.2g} ms" for ns in found)
        name = case_name(case).replace("cross_entropy", "cross-entropy of")
        times.append(f"- **{ours}**: {name} logits, {thread_name(threads)}. PyTorch takes {torch}, JAX {jax}.\n")
    small = results.other("small", mode="mse, n = 16, value and gradient")
    if not small:
        return None
    times.append(f"- **{small[0]['ns']:.0f} ns**: mean squared error of 16 elements, the whole call.\n")
    where = f"Value and gradient in `float` on {processor()} ([all times](docs/benchmarks.md)):"
    return f"{where}\n\n{''.join(times)}"


def write_first_screen(path, times):
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split("<!-- times -->\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}<!-- times -->\n{times}<!-- /times -->\n" + rest.split("<!-- /times -->\n")[1])


def main():
    source, target, readme = sys.argv[1:4]
    results, avx2, peers = (
        Results(os.path.join(source, name))
        for name in ("losses.json", "losses-avx2.json", "peers.json")
    )
    language = language_tables.read(os.path.join(source, "language.json"))
    if not results:
        sys.exit(f"{source}/losses.json is missing or empty")
    body = "\n".join(f"## {title}\n\n{text}" for title, text in sections(results, avx2, peers, language, Goals()))
    isa = results.head["isa"]
    name = "benchmarks" if isa == MAIN_ISA else f"benchmarks-{isa}"
    with open(os.path.join(target, name + ".md"), "w", encoding="utf-8") as file:
        file.write(heading(results, peers))
        file.write(f"\n![libloss beside others]({name}.svg)\n\n{body}")
    with open(os.path.join(target, name + ".svg"), "w", encoding="utf-8") as file:
        file.write(make_plot(results, peers))
    times = first_screen(results, peers) if isa == MAIN_ISA else None
    if times:
        write_first_screen(readme, times)


if __name__ == "__main__":
    main()
