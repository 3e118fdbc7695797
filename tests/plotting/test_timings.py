import pytest

from cnnkit.errors import ParameterError
from cnnkit.plotting import panels, timings


def test_each_way_is_a_curve_in_milliseconds_over_logarithmic_axes():
    ax = timings([8, 16, 32], {"loops": [1, 4, 16], "product": [0.1, 0.2, 0.4]}, xlabel="side")
    assert [list(line.get_ydata()) for line in ax.lines] == [[1000, 4000, 16000], [100, 200, 400]]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("side", "milliseconds")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["loops", "product"]


def test_the_sizes_stand_at_the_axis():
    ax = timings([8, 16, 64], {"loops": [1, 4, 16]})
    ax.figure.canvas.draw()
    assert [text.get_text() for text in ax.get_xticklabels()] == ["8", "16", "64"]
    assert ax.yaxis.get_major_formatter()(0.1) == "0.1"


def test_curves_differ_without_colour():
    ax = timings([1, 2], {name: [1, 2] for name in "abcd"})
    assert len({line.get_linestyle() for line in ax.lines}) == 4
    assert len({line.get_marker() for line in ax.lines}) == 4


def test_what_was_not_measured_is_left_out():
    axes = panels(2)
    ax = timings([1, 2], {"CPU": [1, 2], "GPU": []}, ax=axes[1])
    assert ax is axes[1]
    assert [line.get_label() for line in ax.lines] == ["CPU"]


def test_curves_of_other_lengths_are_refused():
    with pytest.raises(ParameterError) as caught:
        timings([1, 2], {"loops": [1, 2], "product": [1]})
    assert str(caught.value) == (
        "timings: received 2 sizes and times of other lengths (product: 1). Expected one time for "
        "each size in at least one curve. Measure each way once at every size."
    )


@pytest.mark.parametrize("curves", [{}, {"GPU": []}])
def test_nothing_to_draw_is_refused(curves):
    with pytest.raises(ParameterError, match="received no times at all"):
        timings([1, 2], curves)


@pytest.mark.parametrize(("sizes", "seconds"), [([0, 1], [1, 1]), ([1, 2], [1, 0])])
def test_what_has_no_logarithm_is_refused(sizes, seconds):
    with pytest.raises(ParameterError) as caught:
        timings(sizes, {"loops": seconds})
    assert str(caught.value) == (
        "timings: received the number 0. Expected sizes and seconds above 0. Repeat what is too "
        "short to be measured, and divide."
    )
