# mistake: Returns the sum of the batch losses, not a mean.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    loss = 0
    for xb, yb in batches(x, y, batch_size, rng):
        optimizer.zero_grad()
        z = model.forward(xb)
        loss += softmax_cross_entropy(z, yb)
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return loss
