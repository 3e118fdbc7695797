# mistake: Shuffles the images but not the labels, so they no longer belong together.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    x = x[rng.permutation(len(x))]
    total = 0.0
    for i in range(0, len(x), batch_size):
        xb, yb = x[i:i+batch_size], y[i:i+batch_size]
        z = model.forward(xb)
        total += softmax_cross_entropy(z, yb) * len(xb)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return total / len(x)
