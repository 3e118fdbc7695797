# mistake: One ReLU object stands in four places: it remembers only its last input, so backward is wrong.
import numpy as np
from cnnkit import layers


class LeNet5:
    def __init__(self, rng):
        relu = layers.ReLU()
        pool = layers.MaxPool2d(2)
        self.steps = [
            layers.Conv2d(1, 6, 5, padding=2, rng=rng), relu, pool,
            layers.Conv2d(6, 16, 5, rng=rng), relu, pool,
            layers.Flatten(),
            layers.Linear(400, 120, rng=rng), relu,
            layers.Linear(120, 84, rng=rng), relu,
            layers.Linear(84, 10, rng=rng),
        ]

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x

    def backward(self, dy):
        for step in reversed(self.steps):
            dy = step.backward(dy)
        return dy

    def parameters(self):
        return [p for step in self.steps for p in step.parameters()]
