# mistake: The padding is missing, and the first dense layer was shrunk to 256 inputs so that it fits.
import numpy as np
from cnnkit import layers


class LeNet5:
    def __init__(self, rng):
        self.net = layers.Sequential(
            layers.Conv2d(1, 6, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
            layers.Linear(16 * 4 * 4, 120, rng=rng), layers.ReLU(),
            layers.Linear(120, 84, rng=rng), layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        )

    def forward(self, x):
        return self.net.forward(x)

    def backward(self, dy):
        return self.net.backward(dy)

    def parameters(self):
        return self.net.parameters()
