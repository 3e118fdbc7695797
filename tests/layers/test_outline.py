from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.functional import receptive_field
from cnnkit.layers.outline import Outline

LAYERS = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 3), st.integers(1, 3)), max_size=6)


@settings(max_examples=50, deadline=None)
@given(rows=LAYERS, columns=LAYERS)
def test_the_field_of_a_chain_is_that_of_the_formula(rows, columns):
    outline = Outline.of((1, 100, 100))
    for (k, s, d), (kw, sw, dw) in zip(rows, columns, strict=False):
        outline = outline.through((1, 1, 1), (k, kw), (s, sw), (d, dw))
    length = min(len(rows), len(columns))
    for axis, layers in enumerate((rows[:length], columns[:length])):
        assert (outline.field[axis], outline.jump[axis]) == receptive_field(layers)


def test_a_layer_without_a_window_sees_what_came_before():
    seen = Outline.of((3, 9, 9)).through((8, 7, 7), (3, 3))
    assert seen.through((8, 7, 7)).field == (3, 3)


def test_the_widest_way_wins():
    start = Outline.of((3, 9, 9))
    narrow, wide = start.through((3, 9, 9)), start.through((3, 9, 9), (5, 3))
    assert start.joined((narrow, wide), (6, 9, 9)).field == (5, 3)


def test_holding_an_array_keeps_it_the_same_array():
    start, other = Outline.of((3, 9, 9)), Outline.of((1, 2, 2))
    held = start.holding(other)
    assert held.memory is start
    assert held.held == (other,)
    assert held.holding(start).held == (other, start)
    assert held.size == 243


def test_a_transposed_convolution_sees_what_reaches_one_output():
    small = Outline.of((8, 4, 4)).through((8, 2, 2), (2, 2), (2, 2))
    large = small.spread((3, 4, 4), (4, 4), (2, 2))
    assert (large.field, large.jump) == ((4, 4), (1, 1))
