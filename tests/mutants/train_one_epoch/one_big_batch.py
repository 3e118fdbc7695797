# mistake: Uses all images at once: one step for the whole epoch, whatever the batch size.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    order = rng.permutation(len(x))
    z = model.forward(x[order])
    loss = softmax_cross_entropy(z, y[order])
    optimizer.zero_grad()
    model.backward(softmax_cross_entropy_backward(z, y[order]))
    optimizer.step()
    return loss
