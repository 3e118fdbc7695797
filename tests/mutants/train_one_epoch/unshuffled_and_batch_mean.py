# mistake: Two at once: nothing is shuffled, and the mean is taken over batches.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    losses = []
    for xb, yb in batches(x, y, batch_size, None):
        optimizer.zero_grad()
        z = model.forward(xb)
        losses.append(softmax_cross_entropy(z, yb))
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return sum(losses) / len(losses)
