# mistake: Shuffles the images inside each batch, but the batches are always made of the same images in the same order.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total = 0.0
    for start in range(0, len(x), batch_size):
        stop = min(start + batch_size, len(x))
        pick = start + rng.permutation(stop - start)
        z = model.forward(x[pick])
        total += softmax_cross_entropy(z, y[pick]) * len(pick)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, y[pick]))
        optimizer.step()
    return total / len(x)
