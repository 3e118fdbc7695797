# mistake: Measures the loss of each batch after its step, so it is not the loss that was trained on.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
        total += softmax_cross_entropy(model.forward(xb), yb) * len(yb)
    return total / len(y)
