import tracemalloc

import numpy as np
import pytest

from cnnkit.layers import Layer, Linear, ReLU, Sequential
from cnnkit.training.meter import HighWater, Meter, Stopwatch

MIB = 1 << 20


class Hands:
    """A clock that moves when somebody turns its hands."""

    now = 0.0

    def __call__(self):
        return self.now


class Slow(Layer):
    """Takes a known time each way, before and after the layer inside."""

    def __init__(self, hands, forth, back, inside=None):
        self.hands, self.forth, self.back, self.inside = hands, forth, back, inside

    def forward(self, x):
        self.hands.now += self.forth / 2
        y = x + 1 if self.inside is None else self.inside(x)
        self.hands.now += self.forth / 2
        return y

    def backward(self, dy):
        self.hands.now += self.back
        return dy if self.inside is None else self.inside.backward(dy)


class Hungry(Layer):
    """Needs some memory on its way, and keeps some."""

    def __init__(self, needs=0, keeps=0, back=0):
        self.needs, self.keep, self.back = needs, keeps, back

    def forward(self, x):
        np.ones(self.needs, np.uint8)
        self.cache = {"list": [(np.ones(self.keep, np.uint8),)]}
        return x

    def backward(self, dy):
        np.ones(self.back, np.uint8)
        return dy


def test_time_goes_to_the_layer_that_runs():
    hands = Hands()
    inner = Slow(hands, 3, 5)
    outer = Slow(hands, 10, 20, inner)
    last = Slow(hands, 7, 1)
    meter = Meter(Sequential(outer, last))
    meter.forward(np.ones((2, 3)), Stopwatch("cpu", hands))
    meter.backward(np.ones((2, 3)))
    got = {
        (layer, way): meter.book[id(layer), way]
        for layer in (outer, inner, last)
        for way in ("forward", "backward")
    }
    assert [got[layer, "forward"] for layer in (outer, inner, last)] == [10, 3, 7]
    assert [got[layer, "backward"] for layer in (outer, inner, last)] == [20, 5, 1]
    assert sum(meter.book.values()) == hands.now == 46
    assert [each.layer for each in meter.crossed] == [inner, outer, last, meter.model]


def test_memory_goes_to_the_layer_that_fetches_it():
    first, second, third = Hungry(needs=MIB), Hungry(keeps=2 * MIB), Hungry(back=3 * MIB)
    meter = Meter(Sequential(first, second, third))
    x = np.ones((2, 3))
    with HighWater() as water:
        meter.forward(x, water)
        meter.backward(x)
    book = {
        (layer, way): meter.book[id(layer), way]
        for layer in (first, second, third)
        for way in ("forward", "backward")
    }
    near = {key: round(spent / MIB, 2) for key, spent in book.items()}
    assert near == {
        (first, "forward"): 1,
        (first, "backward"): 0,
        (second, "forward"): 2,
        (second, "backward"): 0,
        (third, "forward"): 0,
        (third, "backward"): 3,
    }
    assert water.highest / MIB == pytest.approx(5, abs=0.05)
    assert not tracemalloc.is_tracing()


def test_of_a_block_s_stretches_the_largest_counts():
    class Block(Layer):
        def __init__(self):
            self.inside = Hungry(needs=4 * MIB)

        def forward(self, x):
            np.ones(MIB, np.uint8)
            y = self.inside(x)
            np.ones(2 * MIB, np.uint8)
            return y

    meter = Meter(block := Block())
    with HighWater() as water:
        meter.forward(np.ones((2, 3)), water)
    spent = [meter.book[id(layer), "forward"] / MIB for layer in (block, block.inside)]
    assert spent == pytest.approx([2, 4], abs=0.05)


def test_memory_that_is_watched_already_stays_watched():
    tracemalloc.start()
    try:
        with HighWater():
            pass
        assert tracemalloc.is_tracing()
    finally:
        tracemalloc.stop()


def test_what_is_kept_counts_once_and_for_the_first():
    rng = np.random.default_rng(0)
    net = Sequential(ReLU(), Linear(3, 5, rng=rng), Hungry(keeps=100), Hungry(needs=100))
    net[3].table = np.ones(1000)  # was there before
    meter = Meter(net)
    x = np.ones((2, 3), np.float32)
    meter.forward(x[:], Stopwatch("cpu"))
    kept = meter.kept()
    assert [kept[id(layer)] for layer in net] == [2 * 3 * 4, 2 * 3 * 4, 100, 0]
    shared = Meter(Sequential(Linear(3, 5, rng=0), Hungry()))
    shared.forward(x, Stopwatch("cpu"))
    shared.model[1].cache = [shared.model[0].recall()]
    assert [shared.kept()[id(layer)] for layer in shared.model] == [2 * 3 * 4, 0]
