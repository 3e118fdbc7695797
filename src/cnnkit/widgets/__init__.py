"""Things to move: each carries a picture for where nothing can run."""

from cnnkit.widgets.filter_sliders import FilterSliders, filter_sliders
from cnnkit.widgets.picture_slider import PictureSlider, picture_slider
from cnnkit.widgets.size_calculator import SizeCalculator, size_calculator
from cnnkit.widgets.stepper import Stepper, stepper
from cnnkit.widgets.volume_explorer import VolumeExplorer, volume_explorer

__all__ = [
    "FilterSliders",
    "PictureSlider",
    "SizeCalculator",
    "Stepper",
    "VolumeExplorer",
    "filter_sliders",
    "picture_slider",
    "size_calculator",
    "stepper",
    "volume_explorer",
]
