"""Things to move: each carries a picture for where nothing can run."""

from cnnkit.widgets.filter_sliders import FilterSliders, filter_sliders
from cnnkit.widgets.picture_slider import PictureSlider, picture_slider
from cnnkit.widgets.stepper import Stepper, stepper

__all__ = [
    "FilterSliders",
    "PictureSlider",
    "Stepper",
    "filter_sliders",
    "picture_slider",
    "stepper",
]
