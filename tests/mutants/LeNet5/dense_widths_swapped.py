# mistake: The dense layers have 84 and then 120 units instead of 120 and then 84.
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
            layers.Linear(400, 84, rng=rng),
            layers.ReLU(),
            layers.Linear(84, 120, rng=rng),
            layers.ReLU(),
            layers.Linear(120, 10, rng=rng),
        )
