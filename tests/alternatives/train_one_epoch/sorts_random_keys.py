# way: Orders the images by random keys, which gives another order than rng.permutation, and splits the index with np.split.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def one_step(model, optimizer, xb, yb):
    optimizer.zero_grad()
    z = model.forward(xb)
    loss = softmax_cross_entropy(z, yb)
    model.backward(softmax_cross_entropy_backward(z, yb))
    optimizer.step()
    return loss


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    index = np.argsort(rng.random(len(x)))
    cuts = range(batch_size, len(x), batch_size)
    parts = np.split(index, list(cuts))
    return sum(one_step(model, optimizer, x[p], y[p]) * len(p) for p in parts) / len(x)
