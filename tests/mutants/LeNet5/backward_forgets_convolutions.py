# mistake: backward stops at the flattening, so the convolutions never get a gradient.
import numpy as np
from cnnkit import layers


class LeNet5:
    def __init__(self, rng):
        self.convs = layers.Sequential(
            layers.Conv2d(1, 6, 5, padding=2, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
        )
        self.dense = layers.Sequential(
            layers.Linear(400, 120, rng=rng), layers.ReLU(),
            layers.Linear(120, 84, rng=rng), layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        )

    def forward(self, x):
        return self.dense(self.convs(x))

    def backward(self, dy):
        return self.dense.backward(dy)

    def parameters(self):
        return self.convs.parameters() + self.dense.parameters()
