import matplotlib.pyplot as plt
import pytest

from cnnkit.errors import ParameterError
from cnnkit.plotting import matrix, panels
from cnnkit.plotting.figure import new_axes


def test_pyplot_knows_nothing_of_our_figures():
    plt.close("all")
    new_axes(), panels(2), matrix([[1]])
    assert plt.get_fignums() == []


def test_panels_stand_side_by_side():
    axes = panels(3, titles=["a", "b", "c"])
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    assert len({ax.figure for ax in axes}) == 1
    assert axes[0].figure.get_size_inches().tolist() == [9, 3]


def test_no_panels():
    with pytest.raises(ParameterError) as caught:
        panels(0)
    assert str(caught.value) == (
        "panels: received count=0. Expected a count of at least 1. Ask for one panel a picture."
    )


def test_too_few_titles():
    with pytest.raises(ParameterError) as caught:
        panels(3, titles=["a"])
    assert str(caught.value) == (
        "panels: received 1 titles for 3 panels. Expected one title a panel, or none. "
        "Make the list of titles as long as the count."
    )
