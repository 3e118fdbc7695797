import re

import numpy as np
import pytest

from cnnkit.widgets import (
    FilterSliders,
    Im2colExplorer,
    PoolingExplorer,
    ReceptiveFieldExplorer,
    SizeCalculator,
    Stepper,
    VolumeExplorer,
    stepper,
)
from cnnkit.widgets.pictured import Pictured, script

WITH_GRID = (Im2colExplorer, PoolingExplorer, Stepper, VolumeExplorer)
OTHERS = (FilterSliders, ReceptiveFieldExplorer, SizeCalculator)


def test_the_picture_stands_beside_what_the_page_runs():
    widget = stepper(np.eye(4), np.ones((2, 2)))
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"] == widget.picture()._repr_html_()
    assert data["text/plain"] == repr(widget.picture())


def test_a_widget_without_a_picture_says_so():
    with pytest.raises(NotImplementedError, match="Pictured draws its own picture"):
        Pictured()._repr_mimebundle_()


@pytest.mark.parametrize("kind", WITH_GRID + OTHERS)
def test_a_widget_brings_all_of_its_script_and_style_once(kind):
    text = str(kind._esm)
    assert text.count("function make(") == text.count("function write(") == 1
    assert text.count("class Grid") == (kind in WITH_GRID)
    assert str(kind._css).count("\n.cnnkit-grid table") == (kind in WITH_GRID)
    assert text.count("export default") == 1


def test_shared_scripts_ask_for_nothing_else():
    assert not re.search(r"https?://|\bimport\b", script("grid"))
