# way: The number of inputs of the first dense layer is computed, the dense part is built in a loop, and the padding is a layer of its own.
import numpy as np
from cnnkit import layers


def size(n, k, padding=0, stride=1):
    return (n + 2 * padding - k) // stride + 1


class LeNet5:
    def __init__(self, rng, side=28, classes=10):
        body = [layers.ZeroPad2d(2)]
        channels = 1
        side = side + 4
        for filters in (6, 16):
            body += [layers.Conv2d(channels, filters, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2)]
            side = size(size(side, 5), 2, stride=2)
            channels = filters
        body.append(layers.Flatten())
        widths = [channels * side * side, 120, 84, classes]
        for a, b in zip(widths[:-1], widths[1:]):
            body.append(layers.Linear(a, b, rng=rng))
            if b != classes:
                body.append(layers.ReLU())
        self.net = layers.Sequential(*body)

    def forward(self, x):
        return self.net.forward(x)

    def backward(self, dy):
        return self.net.backward(dy)

    def parameters(self):
        return self.net.parameters()
