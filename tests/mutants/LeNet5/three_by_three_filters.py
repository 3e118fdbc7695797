# mistake: The filters are 3×3 instead of 5×5.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Sequential):
    def __init__(self, rng):
        super().__init__(
            layers.Conv2d(1, 6, 3, padding=1, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 3, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
            layers.Linear(16 * 6 * 6, 120, rng=rng), layers.ReLU(),
            layers.Linear(120, 84, rng=rng), layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        )
