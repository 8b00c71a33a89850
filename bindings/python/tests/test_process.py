"""Processes that Python makes of this one, after the library has started threads."""

import multiprocessing
import os

import numpy as np
import pytest

import libloss

ROWS, CLASSES = 64, 1000


def call():
    """Several tasks on several threads."""
    logits = np.sin(np.arange(ROWS * CLASSES, dtype=np.float32)).reshape(ROWS, CLASSES)
    target = np.arange(ROWS, dtype=np.int64) * 7 % CLASSES
    grad = np.empty_like(logits)
    value = libloss.cross_entropy(logits, target, grad=grad, threads=4)
    return float(value), grad.tobytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork, which this system does not have")
def test_a_forked_child_computes_the_same():
    expected = call()
    child = os.fork()
    if child == 0:
        os._exit(0 if call() == expected else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert call() == expected


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="fork")
def test_the_workers_of_a_process_pool_compute_the_same():
    expected = call()
    with multiprocessing.get_context("fork").Pool(3) as pool:
        found = [pool.apply_async(call) for _ in range(9)]
        assert all(result.get(timeout=60) == expected for result in found)
