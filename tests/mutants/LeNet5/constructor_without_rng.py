# mistake: The constructor takes no rng.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Sequential):
    def __init__(self):
        rng = np.random.default_rng()
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
            layers.Linear(120, 84, rng=rng),
            layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        )
