"""What the programs of the benchmark measured, and the numbers that follow from it."""

import json
import os

MODES = ("value", "gradient", "in_place")
MODE_NAMES = {"value": "value", "gradient": "value, gradient", "in_place": "in place"}
# How many elements their arrays have.
SIZES = (16, 1 << 10, 1 << 16, 1 << 20, 4 << 20)
# Times faster than PyTorch's eager mode: value, value and gradient, in place.
TORCH_GOALS = {
    ("mse", "f32", 4 << 20, 1, 0.0): (1.7, 3, 3.5),
    ("hinge", "f32", 4 << 20, 1, 0.0): (5, 8, 10),
    ("bce_logits", "f32", 4 << 20, 1, 0.0): (10, 12, 12),
    ("cross_entropy", "f32", 1 << 20, 10, 0.0): (15, 20, 20),
    ("cross_entropy", "f32", 16384, 1000, 0.0): (1.8, 2.4, 3),
    ("cross_entropy", "f32", 512, 32000, 0.0): (2, 3, 3.5),
    ("cross_entropy", "f32", 128, 128256, 0.0): (1.7, 2.7, 3.4),
    ("cross_entropy", "f32", 512, 32000, 0.1): (2, 4, 4.5),
    ("kl_div", "f32", 128, 32000, 0.0): (8, 8, 8),
    ("distillation", "f32", 128, 32000, 0.0): (6, 6, 6),
}
# Losses of logits need an exponential an element; the floor of those of two models' is two.
EXPONENTIALS = {
    "cross_entropy": 1,
    "causal_lm": 1,
    "focal_cross_entropy": 1,
    "generalized_cross_entropy": 1,
    "poly1_cross_entropy": 1,
    "taylor_cross_entropy": 1,
    "cross_entropy_soft": 1,
    "focal_cross_entropy_soft": 1,
    "poly1_cross_entropy_soft": 1,
    "softmax": 1,
    "log_softmax": 1,
    "distillation": 2,
    "js_div": 2,
    "entropy_penalty": 1,
}


def size_name(n):
    for unit, name in ((1 << 20, "M"), (1 << 10, "k")):
        if n >= unit and n % unit == 0:
            return f"{n // unit}{name}"
    return str(n)


def case_name(case):
    loss, type_name, rows, classes, smoothing = case
    if classes == 1:
        return f"{loss} {size_name(rows)}"
    size = f"{size_name(rows) if rows == 1 << 20 else rows} × {classes}"
    return f"{loss} {size}" + (f", smoothing {smoothing:g}" if smoothing else "")


class Results:
    """Results by system, case, threads and mode."""

    def __init__(self, path):
        self.head, self.by_key, self.others, self.layouts = {}, {}, [], {}
        if not path or not os.path.exists(path):
            return
        with open(path, encoding="utf-8") as file:
            self.head = json.load(file)
        for r in self.head.pop("results"):
            if "rows" not in r:
                self.others.append(r)
                continue
            case = (r["loss"], r["type"], r["rows"], r["classes"], r["label_smoothing"])
            self.by_key[r["system"], case, r["threads"], r["mode"]] = r
            # The library's own benchmark says it (bench.h).
            if "layout" in r:
                self.layouts[r["loss"]] = r["layout"]

    def __bool__(self):
        return bool(self.by_key)

    def find(self, system, case, threads, mode):
        return self.by_key.get((system, case, threads, mode))

    def ns(self, system, case, threads, mode):
        """Median nanoseconds of a call, or None."""
        found = self.find(system, case, threads, mode)
        return found["ns"] if found else None

    def elementwise(self):
        """The losses whose arrays are single elements, in the order of the header."""
        return [loss for loss, layout in self.layouts.items() if layout in ("elements", "batches")]

    def cases(self, system="libloss"):
        return list(dict.fromkeys(key[1] for key in self.by_key if key[0] == system))

    def threads(self):
        return sorted({key[2] for key in self.by_key})

    def systems(self):
        return list(dict.fromkeys(key[0] for key in self.by_key))

    def other(self, system, **wanted):
        return [
            r
            for r in self.others
            if r["system"] == system and all(r.get(k) == v for k, v in wanted.items())
        ]

    def best(self, systems, case, threads, mode):
        """The shortest time of several systems; in place is a matter of libloss alone."""
        mode = "gradient" if mode == "in_place" else mode
        times = [self.ns(system, case, threads, mode) for system in systems]
        return min((t for t in times if t is not None), default=None)

    def streaming_floor(self, case, threads, mode):
        """The shortest time in which the machine can read and write the arrays of a call."""
        modes = [mode, "gradient_streamed"] if mode == "gradient" else [mode]
        times = [self.ns("floor", case, threads, m) for m in modes]
        return min((t for t in times if t is not None), default=None)

    def exponential_floor(self, case, threads):
        found = self.other("exp", threads=threads, type=case[1])
        if not found:
            return 0.0
        return EXPONENTIALS.get(case[0], 0) * found[0]["ns"] * case[2] * case[3]

    def floor(self, case, threads, mode):
        """The longer of what memory and what exponentials take."""
        streaming = self.streaming_floor(case, threads, mode)
        if streaming is None:
            return None
        return max(streaming, self.exponential_floor(case, threads))

    def fraction(self, case, threads, mode):
        """How much of what the machine can do a call reaches."""
        floor, time = self.floor(case, threads, mode), self.ns("libloss", case, threads, mode)
        return floor / time if floor and time else None
