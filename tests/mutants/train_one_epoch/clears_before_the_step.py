# mistake: zero_grad stands between backward and step, so the step has no gradient to use.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    loss_sum, seen = 0.0, 0
    for xb, yb in batches(x, y, batch_size, rng):
        z = model.forward(xb)
        loss_sum += softmax_cross_entropy(z, yb) * len(xb)
        seen += len(xb)
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.zero_grad()
        optimizer.step()
    return loss_sum / seen
