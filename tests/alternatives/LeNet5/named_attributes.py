# way: A subclass of Layer with one attribute for each layer, and every step written out in both directions.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Layer):
    def __init__(self, rng):
        self.conv1 = layers.Conv2d(1, 6, 5, padding=2, rng=rng)
        self.relu1 = layers.ReLU()
        self.pool1 = layers.MaxPool2d(2)
        self.conv2 = layers.Conv2d(6, 16, 5, rng=rng)
        self.relu2 = layers.ReLU()
        self.pool2 = layers.MaxPool2d(2)
        self.flat = layers.Flatten()
        self.fc1 = layers.Linear(400, 120, rng=rng)
        self.relu3 = layers.ReLU()
        self.fc2 = layers.Linear(120, 84, rng=rng)
        self.relu4 = layers.ReLU()
        self.fc3 = layers.Linear(84, 10, rng=rng)

    def forward(self, x):
        x = self.pool1(self.relu1(self.conv1(x)))
        x = self.pool2(self.relu2(self.conv2(x)))
        x = self.flat(x)
        x = self.relu3(self.fc1(x))
        x = self.relu4(self.fc2(x))
        return self.fc3(x)

    def backward(self, dy):
        d = self.fc3.backward(dy)
        d = self.fc2.backward(self.relu4.backward(d))
        d = self.fc1.backward(self.relu3.backward(d))
        d = self.flat.backward(d)
        d = self.conv2.backward(self.relu2.backward(self.pool2.backward(d)))
        d = self.conv1.backward(self.relu1.backward(self.pool1.backward(d)))
        return d
