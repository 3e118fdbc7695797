"""Pictures: each function takes data and ``ax``, draws, and returns ``ax``.

Nothing is kept between calls and nothing is shown by itself: end a cell with
``show(ax, alt="…")``, which turns the figure into HTML with its alternative text.
"""

from cnnkit.plotting.figure import panels
from cnnkit.plotting.grids import feature_maps, filters, images
from cnnkit.plotting.history import history
from cnnkit.plotting.matrix import matrix, window
from cnnkit.plotting.places import places
from cnnkit.plotting.predictions import confusion_matrix, probability_bars
from cnnkit.plotting.profile import profile
from cnnkit.plotting.show import Picture, show
from cnnkit.plotting.signal import signal
from cnnkit.plotting.timings import timings

__all__ = [
    "Picture",
    "confusion_matrix",
    "feature_maps",
    "filters",
    "history",
    "images",
    "matrix",
    "panels",
    "places",
    "probability_bars",
    "profile",
    "show",
    "signal",
    "timings",
    "window",
]
