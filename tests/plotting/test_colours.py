import matplotlib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.plotting.colours import LINES, PLAIN, SIGNED, colours_for, ink_on, luminance


@pytest.mark.parametrize("name", [PLAIN, SIGNED])
def test_a_map_grows_steadily_lighter(name):
    light = [luminance(colour) for colour in matplotlib.colormaps[name](np.linspace(0, 1, 64))]
    assert all(np.diff(light) > 0)


def test_zero_is_grey_in_signed_data():
    map, limits = colours_for(np.array([-2.0, 0.5]))
    red, green, blue, _ = map(limits(0.0))
    assert max(red, green, blue) - min(red, green, blue) < 0.03


@pytest.mark.parametrize(
    ("x", "signed", "expected"),
    [
        ([1, 4], None, ("gray", 1, 4)),
        ([-1, 4], None, ("cividis", -4, 4)),
        ([-5, 4], None, ("cividis", -5, 5)),
        ([1, 4], True, ("cividis", -4, 4)),
        ([-5, 4], False, ("gray", -5, 4)),
        ([0, 0], None, ("gray", 0, 1)),
        ([3, 3], None, ("gray", 0, 3)),
        ([0, 0], True, ("cividis", -1, 1)),
        ([np.nan, 2, 1, np.inf], None, ("gray", 1, 2)),
        ([np.nan], None, ("gray", 0, 1)),
    ],
)
def test_limits(x, signed, expected):
    map, limits = colours_for(np.array(x, dtype=float), signed=signed)
    assert (map.name, limits.vmin, limits.vmax) == expected


@settings(max_examples=50)
@given(st.tuples(*[st.floats(0, 1)] * 3))
def test_ink_can_be_read_on_any_colour(colour):
    paper, ink = luminance(colour), luminance((0, 0, 0) if ink_on(colour) == "black" else (1, 1, 1))
    assert (max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) >= 4.5


def test_lines_differ_in_grey():
    from matplotlib.colors import to_rgb

    grey = sorted(luminance(to_rgb(colour)) for colour in LINES[:3])
    assert min(np.diff(grey)) > 0.03
