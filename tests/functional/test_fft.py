"""Convolution through the frequencies is the convolution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ShapeError
from functional.properties import assert_close, drawn, full_text, normal, seeds

small = st.integers(1, 3)


@drawn
@given(
    st.tuples(small, small),
    st.tuples(small, small),
    st.tuples(*[st.integers(0, 2)] * 4),
    st.tuples(st.integers(1, 2), st.integers(1, 2)),
    st.integers(1, 2),
    st.sampled_from(["zero", "edge", "wrap"]),
    st.tuples(st.integers(5, 8), st.integers(5, 8)),
    seeds,
)
def test_it_is_conv2d(k, stride, pads, dilation, groups, mode, size, seed):
    x, w, b = normal(seed, (2, 2 * groups, *size), (3 * groups, 2, *k), (3 * groups,))
    settings = {
        "stride": stride,
        "padding": pads,
        "dilation": dilation,
        "groups": groups,
        "padding_mode": mode,
    }
    assert_close(F.conv2d_fft(x, w, b, **settings), F.conv2d(x, w, b, **settings))
    assert_close(F.conv2d_fft(x, w, **settings), F.conv2d(x, w, **settings))


def test_a_filter_as_large_as_the_image():
    x, w = normal(0, (1, 3, 31, 32), (2, 3, 31, 32))
    assert_close(F.conv2d_fft(x, w), (x * w[:, None]).sum(axis=(2, 3, 4)).T[:, :, None, None])


def test_errors_speak_of_conv2d_fft():
    with pytest.raises(ShapeError) as caught:
        F.conv2d_fft(np.zeros((1, 3, 8, 8)), np.zeros((4, 2, 3, 3)))
    assert full_text(caught.value) == (
        "conv2d_fft: received x with 3 channels and w for 2 channels. Expected w of shape "
        "(4, 3, 3, 3) for x of shape (1, 3, 8, 8). Make the second axis of w fit the second axis "
        "of x."
    )
