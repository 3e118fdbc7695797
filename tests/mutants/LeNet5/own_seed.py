# mistake: Ignores the generator that it is given and draws all weights from seed 0.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Sequential):
    def __init__(self, rng):
        r = np.random.default_rng(0)
        super().__init__(
            layers.Conv2d(1, 6, 5, padding=2, rng=r), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=r), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
            layers.Linear(400, 120, rng=r), layers.ReLU(),
            layers.Linear(120, 84, rng=r), layers.ReLU(),
            layers.Linear(84, 10, rng=r),
        )
