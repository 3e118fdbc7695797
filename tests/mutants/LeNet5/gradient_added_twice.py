# mistake: backward calls the last layer twice, so its gradients are doubled.
import numpy as np
from cnnkit import layers


class LeNet5:
    def __init__(self, rng):
        self.layers = [
            layers.Conv2d(1, 6, 5, padding=2, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
            layers.Linear(400, 120, rng=rng), layers.ReLU(),
            layers.Linear(120, 84, rng=rng), layers.ReLU(),
            layers.Linear(84, 10, rng=rng),
        ]

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy):
        last = self.layers[-1]
        last.backward(dy)
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
