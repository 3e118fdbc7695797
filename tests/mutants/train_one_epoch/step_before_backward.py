# mistake: step stands before backward, so each step uses the gradient of the batch before, and the last one is lost.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        total += softmax_cross_entropy(z, yb) * len(yb)
        optimizer.step()
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
    return total / len(y)
