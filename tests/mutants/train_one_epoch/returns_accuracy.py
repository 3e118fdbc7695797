# mistake: Returns the share of right answers instead of the mean loss.
import numpy as np
from cnnkit.functional import softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    right = 0
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        right += int((z.argmax(axis=1) == yb).sum())
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return right / len(y)
