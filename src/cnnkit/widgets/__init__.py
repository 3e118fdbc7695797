"""Things to move: each carries a picture for where nothing can run."""

from cnnkit.widgets.picture_slider import PictureSlider, picture_slider
from cnnkit.widgets.stepper import Stepper, stepper

__all__ = ["PictureSlider", "Stepper", "picture_slider", "stepper"]
