# mistake: parameters() lists only the dense layers, so the optimizer never changes the filters.
import numpy as np
from cnnkit import layers


class LeNet5:
    def __init__(self, rng):
        self.convs = [
            layers.Conv2d(1, 6, 5, padding=2, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
        ]
        self.fc = [
            layers.Linear(400, 120, rng=rng), layers.ReLU(),
            layers.Linear(120, 84, rng=rng), layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        ]

    def forward(self, x):
        for l in self.convs + self.fc:
            x = l.forward(x)
        return x

    def backward(self, dy):
        for l in (self.convs + self.fc)[::-1]:
            dy = l.backward(dy)
        return dy

    def parameters(self):
        params = []
        for l in self.fc:
            params.extend(l.parameters())
        return params
