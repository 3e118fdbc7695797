# way: ReLU stands after the max pooling, which gives the same numbers with a quarter of the work; flattening is a reshape.
import numpy as np
from cnnkit import layers


class LeNet5:
    def __init__(self, rng):
        self.features = layers.Sequential(
            layers.Conv2d(1, 6, (5, 5), padding=2, rng=rng),
            layers.MaxPool2d(2, stride=2),
            layers.ReLU(),
            layers.Conv2d(6, 16, (5, 5), rng=rng),
            layers.MaxPool2d(2, stride=2),
            layers.ReLU(),
        )
        self.head = layers.Sequential(
            layers.Linear(400, 120, rng=rng), layers.ReLU(),
            layers.Linear(120, 84, rng=rng), layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        )

    def forward(self, x):
        maps = self.features(x)
        self.maps_shape = maps.shape
        return self.head(maps.reshape(len(x), -1))      # (N, 16, 5, 5) -> (N, 400)

    __call__ = forward

    def backward(self, dy):
        d = self.head.backward(dy)
        return self.features.backward(d.reshape(self.maps_shape))

    def parameters(self):
        return self.features.parameters() + self.head.parameters()
