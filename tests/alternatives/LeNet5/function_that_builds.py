# way: Not a class but a function that builds and returns a Sequential with named layers.
import numpy as np
from cnnkit.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential


def LeNet5(rng):
    return Sequential(
        c1=Conv2d(1, 6, 5, padding="same", rng=rng), r1=ReLU(), s2=MaxPool2d(2),
        c3=Conv2d(6, 16, 5, rng=rng), r3=ReLU(), s4=MaxPool2d(2),
        flat=Flatten(),
        f5=Linear(400, 120, rng=rng), r5=ReLU(),
        f6=Linear(120, 84, rng=rng), r6=ReLU(),
        out=Linear(84, 10, rng=rng),
    )
