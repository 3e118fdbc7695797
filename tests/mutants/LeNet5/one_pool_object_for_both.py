# mistake: One pooling object stands in both places, so backward uses the second one's memory for the first.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Layer):
    def __init__(self, rng):
        self.conv1 = layers.Conv2d(1, 6, 5, padding=2, rng=rng)
        self.conv2 = layers.Conv2d(6, 16, 5, rng=rng)
        self.pool = layers.MaxPool2d(2)
        self.relu1, self.relu2, self.relu3, self.relu4 = [layers.ReLU() for _ in range(4)]
        self.flatten = layers.Flatten()
        self.fc1 = layers.Linear(400, 120, rng=rng)
        self.fc2 = layers.Linear(120, 84, rng=rng)
        self.fc3 = layers.Linear(84, 10, rng=rng)

    def order(self):
        return [self.conv1, self.relu1, self.pool, self.conv2, self.relu2, self.pool, self.flatten,
                self.fc1, self.relu3, self.fc2, self.relu4, self.fc3]

    def forward(self, x):
        for layer in self.order():
            x = layer.forward(x)
        return x

    def backward(self, dy):
        for layer in self.order()[::-1]:
            dy = layer.backward(dy)
        return dy
