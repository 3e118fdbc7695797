# mistake: A ReLU follows the last dense layer, so no score can be negative.
import numpy as np
from cnnkit import layers


class LeNet5(layers.Sequential):
    def __init__(self, rng):
        parts = [
            layers.Conv2d(1, 6, 5, padding=2, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Conv2d(6, 16, 5, rng=rng), layers.ReLU(), layers.MaxPool2d(2),
            layers.Flatten(),
        ]
        for d_in, d_out in [(400, 120), (120, 84), (84, 10)]:
            parts.append(layers.Linear(d_in, d_out, rng=rng))
            parts.append(layers.ReLU())
        super().__init__(*parts)
