# way: Cuts the batches itself from a permutation, and clears the gradients after each step.
import numpy as np
from cnnkit import functional as F


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    n = x.shape[0]
    order = rng.permutation(n)
    losses, sizes = [], []
    optimizer.zero_grad()
    for start in range(0, n, batch_size):
        idx = order[start:start + batch_size]
        scores = model.forward(x[idx])
        losses.append(F.softmax_cross_entropy(scores, y[idx]))
        sizes.append(idx.size)
        dscores = F.softmax_cross_entropy_backward(scores, y[idx])
        model.backward(dscores)
        optimizer.step()
        optimizer.zero_grad()
    return float(np.average(losses, weights=sizes))
