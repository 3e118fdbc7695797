# mistake: Sends ones backward instead of the gradient of the loss.
import numpy as np
from cnnkit.functional import softmax_cross_entropy
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        total += softmax_cross_entropy(z, yb) * len(yb)
        optimizer.zero_grad()
        model.backward(np.ones_like(z))
        optimizer.step()
    return total / len(y)
