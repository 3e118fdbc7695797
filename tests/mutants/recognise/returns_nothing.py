# mistake: Computes the classes and does not return them.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy_backward
from cnnkit.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from cnnkit.training import SGD, batches, normal, predict
from cnnkit.training.augment import shift


def network(rng):
    return Sequential(
        Conv2d(1, 6, 5, padding=2, rng=rng),
        ReLU(),
        MaxPool2d(2),
        Conv2d(6, 16, 5, rng=rng),
        ReLU(),
        MaxPool2d(2),
        Flatten(),
        Linear(400, 84, rng=rng),
        ReLU(),
        Linear(84, 10, rng=rng, init=normal(0.01)),
    )


def epoch(model, optimizer, x, y, rng):
    for xb, yb in batches(x, y, 32, rng):
        scores = model.forward(xb)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(scores, yb))
        optimizer.step()


def recognise(x_train, y_train, x, rng):
    model = network(rng)
    optimizer = SGD(model.parameters(), lr=0.03, momentum=0.9)
    for _ in range(1):
        epoch(model, optimizer, shift(x_train, rng), y_train, rng)
    classes = predict(model, x)
    print(classes[:5])
