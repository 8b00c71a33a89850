#!/usr/bin/env python3
"""Trains a small GPT-2 of `transformers` with libloss's linear head in place of its last layer and loss.

    pip install torch transformers
    pip install ./bindings/python
    python3 examples/finetune_gpt2.py [TEXT...] [--steps 200] [--vocab 50257] ...

The weights are random, the text is the documentation of this repository, and a token is a byte of it: nothing is
downloaded. The vocabulary still has the size of GPT-2's own, so that the last layer has the size of a real one.

Three runs, each in a process of its own, from one seed: with PyTorch's `linear` and `cross_entropy`, with
`libloss.torch.linear_cross_entropy`, and once more with PyTorch's from weights that are moved by a single rounding
each. The last one is the measure of the second: sums of float32 are rounded in another order there, and training
amplifies that as it amplifies any rounding. All three take some minutes on two processors; `--length 64` halves that.

Prints the three curves, the time and the peak memory of the training. Exits with 1 unless the loss falls by a quarter,
and libloss's curve is as near to PyTorch's as ten times what the moved weights make.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTORCH, LIBLOSS, MOVED = WAYS = "PyTorch", "libloss", "PyTorch, moved"
REQUIRED_FRACTION = 0.75
# Two runs that differ by rounding drift apart at random, so that the distance of one is known from that of another to
# an order of magnitude only.
DRIFT = 10.0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("text", nargs="*", type=Path, help="files to learn from; default: README.md and docs")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--batch", type=int, default=4, help="sequences of a step")
    parser.add_argument("--length", type=int, default=128, help="tokens of a sequence")
    parser.add_argument("--vocab", type=int, default=50257, help="at least 256")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    return parser.parse_args()


def text_of(given):
    paths = given.text or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    text = b"".join(path.read_bytes() for path in paths)
    if len(text) <= given.length:
        sys.exit(f"the text has {len(text)} bytes, and a sequence {given.length}")
    return text


def gpt2(given):
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(given.seed)
    config = GPT2Config(
        vocab_size=given.vocab,
        n_positions=given.length,
        n_embd=given.width,
        n_layer=given.layers,
        n_head=max(1, given.width // 32),
        bos_token_id=0,
        eos_token_id=0,
    )
    model = GPT2LMHeadModel(config).train()
    if given.way == MOVED:
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.copy_(torch.nextafter(parameter, torch.tensor(torch.inf)))
    return model


def loss_of_pytorch(hidden, weight, target):
    import torch.nn.functional as F

    return F.cross_entropy(F.linear(hidden, weight).flatten(0, 1), target.flatten())


def peak():
    """The largest memory of the process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def train(given, text):
    """The losses of one way, its seconds and MiB."""
    import torch

    import libloss.torch

    loss_of = libloss.torch.linear_cross_entropy if given.way == LIBLOSS else loss_of_pytorch
    text, model = torch.tensor(list(text)), gpt2(given)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    random = torch.Generator().manual_seed(given.seed)
    # Dropout draws from PyTorch's own numbers, the same for each way.
    torch.manual_seed(given.seed)
    losses, before, start = [], peak(), time.perf_counter()
    for _ in range(given.steps):
        places = torch.randint(len(text) - given.length, (given.batch,), generator=random)
        tokens = torch.stack([text[place : place + given.length + 1] for place in places])
        # What GPT2LMHeadModel does with labels, without its logits: the last layer shares the weight of the embedding.
        hidden = model.transformer(input_ids=tokens[:, :-1]).last_hidden_state
        loss = loss_of(hidden, model.lm_head.weight, tokens[:, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "seconds": time.perf_counter() - start, "peak": peak() - before}


def run(way, text):
    """One way in a process of its own, as peak memory is that of a process."""
    command = [sys.executable, __file__, *sys.argv[1:], "--way", way]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{way} failed")
    return json.loads(done.stdout)


def report(given, found):
    steps = sorted({1, *range(max(1, given.steps // 10), given.steps + 1, max(1, given.steps // 10)), given.steps})
    print(f"{'step':>5}" + "".join(f"{way:>16}" for way in WAYS))
    for step in steps:
        print(f"{step:5}" + "".join(f"{found[way]['losses'][step - 1]:16.6f}" for way in WAYS))
    print(f"\n{'':>16}{'seconds':>10}{'peak memory beyond the model':>32}")
    for way in (PYTORCH, LIBLOSS):
        print(f"{way:>16}{found[way]['seconds']:10.1f}{found[way]['peak']:28.0f} MiB")


def main():
    given = arguments()
    if given.vocab < 256:
        sys.exit("--vocab: a token is a byte, so that there are at least 256")
    if given.way is not None:
        print(json.dumps(train(given, sys.stdin.buffer.read())))
        return
    text = text_of(given)
    found = {way: run(way, text) for way in WAYS}
    report(given, found)
    curves = {way: found[way]["losses"] for way in WAYS}
    of_libloss, of_rounding = (
        max(abs(a - b) for a, b in zip(curves[way], curves[PYTORCH])) for way in (LIBLOSS, MOVED)
    )
    print(f"\nlargest difference from PyTorch: libloss {of_libloss:.1e}, moved weights {of_rounding:.1e}")
    # Short runs may not drift at all: a loss itself is a float32.
    if not of_libloss <= DRIFT * max(of_rounding, 2.0**-24 * max(curves[PYTORCH])):
        sys.exit(f"libloss is further from PyTorch than {DRIFT:.0f} times what a rounding of the weights makes")
    first, last = (sum(curves[LIBLOSS][at]) / len(curves[LIBLOSS][at]) for at in (slice(5), slice(-5, None)))
    if not last <= REQUIRED_FRACTION * first:
        sys.exit(f"the loss fell from {first:.3f} to {last:.3f} only")


if __name__ == "__main__":
    main()
