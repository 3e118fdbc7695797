# mistake: Draws each batch at random with replacement, so some images come twice and others never.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    total, seen = 0.0, 0
    while seen < len(x):
        size = min(batch_size, len(x) - seen)
        pick = rng.integers(0, len(x), size)
        z = model.forward(x[pick])
        total += softmax_cross_entropy(z, y[pick]) * size
        seen += size
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, y[pick]))
        optimizer.step()
    return total / seen
