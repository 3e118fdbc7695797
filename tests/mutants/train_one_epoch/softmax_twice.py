# mistake: Applies softmax to the scores before the loss, which applies it once more.
import numpy as np
from cnnkit.functional import softmax, softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        p = softmax(model.forward(xb))
        total += softmax_cross_entropy(p, yb) * len(yb)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(p, yb))
        optimizer.step()
    return total / len(y)
