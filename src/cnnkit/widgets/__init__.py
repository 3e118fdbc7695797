"""Things to move: each carries a picture for where nothing can run."""

from cnnkit.widgets.filter_sliders import FilterSliders, filter_sliders
from cnnkit.widgets.im2col_explorer import Im2colExplorer, im2col_explorer
from cnnkit.widgets.picture_slider import PictureSlider, picture_slider
from cnnkit.widgets.pooling_explorer import PoolingExplorer, pooling_explorer
from cnnkit.widgets.receptive_field_explorer import (
    ReceptiveFieldExplorer,
    receptive_field_explorer,
)
from cnnkit.widgets.size_calculator import SizeCalculator, size_calculator
from cnnkit.widgets.stepper import Stepper, stepper
from cnnkit.widgets.volume_explorer import VolumeExplorer, volume_explorer

__all__ = [
    "FilterSliders",
    "Im2colExplorer",
    "PictureSlider",
    "PoolingExplorer",
    "ReceptiveFieldExplorer",
    "SizeCalculator",
    "Stepper",
    "VolumeExplorer",
    "filter_sliders",
    "im2col_explorer",
    "picture_slider",
    "pooling_explorer",
    "receptive_field_explorer",
    "size_calculator",
    "stepper",
    "volume_explorer",
]
