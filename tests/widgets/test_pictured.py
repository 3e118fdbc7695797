import numpy as np
import pytest

from cnnkit.widgets import stepper
from cnnkit.widgets.pictured import Pictured


def test_the_picture_stands_beside_what_the_page_runs():
    widget = stepper(np.eye(4), np.ones((2, 2)))
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"] == widget.picture()._repr_html_()
    assert data["text/plain"] == repr(widget.picture())


def test_a_widget_without_a_picture_says_so():
    with pytest.raises(NotImplementedError, match="Pictured draws its own picture"):
        Pictured()._repr_mimebundle_()
