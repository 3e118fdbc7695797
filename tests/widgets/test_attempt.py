import warnings

import numpy as np
import pytest

from cnnkit.functional import correlate2d
from cnnkit.widgets.attempt import attempt

IMAGE = np.arange(20.0).reshape(4, 5) / 20
TAPS = np.array([[1.0, 0.0], [0.0, -1.0]])


def test_the_right_numbers_agree():
    tried = attempt(correlate2d, IMAGE, TAPS)
    assert tried.agrees
    assert tried.says.startswith("The same numbers as in the preview, in 0.")
    np.testing.assert_allclose(tried.values, correlate2d(IMAGE, TAPS))


def test_lists_are_as_good():
    assert attempt(lambda x, w: correlate2d(x, w).tolist(), IMAGE, TAPS).agrees


def off_by_one(x, w):
    z = correlate2d(x, w)
    z[2, 1] += 0.5
    return z


def raises(x, w):
    raise IndexError("index 5 is out of bounds")


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (
            off_by_one,
            "Other numbers than in the preview: the largest difference is 0.5, at row 2, column 1.",
        ),
        (lambda x, w: x, "It returned 4 × 5 numbers. The window has 3 × 4 places."),
        (lambda x, w: None, "What came back is None. Does the function end with return?"),
        (lambda x, w: "text", "What came back is 'text', not an array of numbers."),
        (
            lambda x, w: 3.0,
            "What came back has the shape (). A picture has rows and columns.",
        ),
        (
            lambda x, w: correlate2d(x, w) * np.nan,
            "Not finite: 12 of the 12 numbers that came back are infinite or no numbers at all.",
        ),
        (
            raises,
            "It stopped with IndexError: index 5 is out of bounds. "
            'Line 31: raise IndexError("index 5 is out of bounds")',
        ),
    ],
)
def test_what_went_wrong_is_told(function, says):
    tried = attempt(function, IMAGE, TAPS)
    assert tried.says == says
    assert not tried.agrees


def test_what_is_not_written_is_not_an_error():
    def unwritten(x, w):
        raise NotImplementedError

    assert attempt(unwritten, IMAGE, TAPS).says == "Not written yet."


def test_an_interrupt_stops_the_function_and_nothing_else():
    def endless(x, w):
        raise KeyboardInterrupt

    assert attempt(endless, IMAGE, TAPS).says == "Stopped before it was done."


def test_it_neither_prints_nor_warns_nor_changes_its_inputs(capsys):
    def noisy(x, w):
        print("hello")
        warnings.warn("careful", stacklevel=1)
        x[:], w[:] = 0, 0
        return np.zeros((3, 4))

    image, taps = IMAGE.copy(), TAPS.copy()
    assert not attempt(noisy, image, taps).agrees
    assert capsys.readouterr() == ("", "")
    np.testing.assert_array_equal(image, IMAGE)
    np.testing.assert_array_equal(taps, TAPS)
