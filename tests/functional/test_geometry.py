"""Sizes against counting: every formula here is checked by laying windows out one by one."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import drawn, full_text

small = st.integers(1, 4)


def starts(n, k, stride, before, after, dilation):
    """List the places where a window that spans d(k − 1) + 1 elements fits."""
    span = dilation * (k - 1) + 1
    return [s for s in range(0, n + before + after, stride) if s + span <= n + before + after]


@drawn
@given(st.integers(1, 20), small, small, st.integers(0, 3), small)
def test_output_size_counts_places(n, k, stride, padding, dilation):
    places = starts(n, k, stride, padding, padding, dilation)
    if places:
        assert F.output_size(n, k, stride, padding, dilation) == len(places)
    else:
        with pytest.raises(ShapeError):
            F.output_size(n, k, stride, padding, dilation)


@drawn
@given(st.integers(1, 20), small, small, small)
def test_same_padding_gives_one_place_for_each_stride(n, k, stride, dilation):
    before, after = F.same_padding(n, k, stride, dilation)
    assert after - before in (0, 1)
    places = starts(n, k, stride, before, after, dilation)
    assert len(places) == -(-n // stride)
    if before + after:  # one element less would lose a place
        assert len(starts(n, k, stride, before, after - 1, dilation)) < len(places)


@drawn
@given(st.integers(1, 20), small, small)
def test_full_padding_counts_every_overlap(n, k, dilation):
    padding = F.full_padding(k, dilation)
    span = dilation * (k - 1) + 1
    assert F.output_size(n, k, padding=padding, dilation=dilation) == n + span - 1


@drawn
@given(st.integers(1, 8), small, small, st.integers(0, 2), st.integers(0, 3), small)
def test_transposed_output_size_leads_back(n, k, stride, padding, extra, dilation):
    assume(extra < stride)
    size = (n - 1) * stride - 2 * padding + dilation * (k - 1) + 1 + extra
    assume(size > 0)
    assert F.transposed_output_size(n, k, stride, padding, extra, dilation) == size
    assert F.output_size(size, k, stride, padding, dilation) == n


@drawn
@given(st.lists(st.tuples(small, st.integers(1, 3), st.integers(1, 3)), max_size=3))
def test_the_receptive_field_is_what_reaches_an_output(layers):
    size, jump = F.receptive_field(layers)
    # Two outputs side by side: collect the inputs that lead to each.
    reached = [{0}, {1}]
    for k, stride, dilation in reversed(layers):
        reached = [{p * stride + u * dilation for p in r for u in range(k)} for r in reached]
    assert max(reached[0]) - min(reached[0]) + 1 == size
    assert min(reached[1]) - min(reached[0]) == jump


def test_known_sizes():
    assert F.output_size(227, 11, stride=4) == 55
    assert F.output_size(10, 3, stride=2) == 4  # 4.5, and the half is dropped
    assert F.output_size(224, 11, stride=4, padding=2) == 55
    assert F.output_size(5, 3, padding=(1, 0)) == 4
    assert F.receptive_field([(3, 1, 1)] * 2) == (5, 1)
    assert F.receptive_field([(3,), (3,), (3,)]) == (7, 1)
    assert F.receptive_field([]) == (1, 1)
    assert F.receptive_field([[3, 2]]) == (3, 2)


def test_pair():
    assert F.pair(3, "stride") == (3, 3)
    assert F.pair([1, 2], "stride") == (1, 2)
    assert F.pair((np.int64(1), np.int32(2)), "stride") == (1, 2)


ERRORS = [
    (
        lambda: F.output_size(4, 5),
        ShapeError,
        "output_size: received a window that spans 5 elements over 4 elements. Expected a window "
        "of at most 4 elements. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.output_size(4, 4, padding=1, dilation=3),
        ShapeError,
        "output_size: received a window that spans 10 elements over 4 elements and 2 of padding. "
        "Expected a window of at most 6 elements. Use a smaller window, less dilation, or more "
        "padding.",
    ),
    (
        lambda: F.output_size(0, 1),
        ParameterError,
        "output_size: received n = 0. Expected an integer of at least 1. Correct n.",
    ),
    (
        lambda: F.output_size(4, 2, stride=0),
        ParameterError,
        "output_size: received stride = 0. Expected an integer of at least 1. Correct stride.",
    ),
    (
        lambda: F.output_size(4, 2.0),
        ParameterError,
        "output_size: received k = 2.0. Expected an integer of at least 1. Correct k.",
    ),
    (
        lambda: F.output_size(4, 2, padding=-1),
        ParameterError,
        "output_size: received padding = -1. Expected an integer of at least 0. Correct padding.",
    ),
    (
        lambda: F.same_padding(4, 2, dilation=0),
        ParameterError,
        "same_padding: received dilation = 0. Expected an integer of at least 1. Correct dilation.",
    ),
    (
        lambda: F.full_padding(None),
        ParameterError,
        "full_padding: received k = None. Expected an integer of at least 1. Correct k.",
    ),
    (
        lambda: F.transposed_output_size(4, 3, stride=2, output_padding=2),
        ParameterError,
        "transposed_output_size: received output_padding 2 with stride 2 and dilation 1. Expected "
        "an output_padding of at most 1. Choose it smaller than the stride.",
    ),
    (
        lambda: F.transposed_output_size(1, 2, padding=1),
        ShapeError,
        "transposed_output_size: received padding that leaves 0 elements. Expected at least 1 of "
        "the elements to remain. Use less padding.",
    ),
    (
        lambda: F.receptive_field([(3, 1, 1), (3, 0, 1)]),
        ParameterError,
        "receptive_field: received stride of layer 1 = 0. Expected an integer of at least 1. "
        "Correct stride of layer 1.",
    ),
    (
        lambda: F.receptive_field([(3, 1, 1, 1)]),
        ParameterError,
        "receptive_field: received 4 numbers for layer 0. Expected (k, stride, dilation). Give "
        "each layer one to three numbers.",
    ),
    (
        lambda: F.pair((1, 2, 3), "size"),
        ParameterError,
        "pair: received size of 3 numbers. Expected one integer, or two (rows, columns). Give size "
        "as an integer or a pair.",
    ),
    (
        lambda: F.pair("3", "size"),
        ParameterError,
        "pair: received size = '3'. Expected an integer of at least 0. Correct size.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
