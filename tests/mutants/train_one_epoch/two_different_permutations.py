# mistake: Shuffles images and labels with two different permutations.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    xs = rng.permutation(x)
    ys = rng.permutation(y)
    total = 0.0
    for i in range(0, len(xs), batch_size):
        xb, yb = xs[i:i+batch_size], ys[i:i+batch_size]
        z = model.forward(xb)
        total += softmax_cross_entropy(z, yb) * len(xb)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return total / len(xs)
