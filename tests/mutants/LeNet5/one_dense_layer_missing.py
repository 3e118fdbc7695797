# mistake: The dense layer with 84 units is missing: it goes from 120 straight to 10.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Sequential):
    def __init__(self, rng):
        super().__init__(
            layers.Conv2d(1, 6, 5, padding=2, rng=rng),
            layers.ReLU(),
            layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=rng),
            layers.ReLU(),
            layers.MaxPool2d(2),
            layers.Flatten(),
            layers.Linear(400, 120, rng=rng),
            layers.ReLU(),
            layers.Linear(120, 10, rng=rng),
        )
