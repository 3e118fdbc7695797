# way: Computes the loss itself from the log-probabilities, image by image, and takes the mean of all of them at the end.
import numpy as np
from cnnkit.functional import softmax_cross_entropy_backward
from cnnkit.training import batches


def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    per_image = []
    iterator = batches(x, y, batch_size, rng)
    while True:
        try:
            xb, yb = next(iterator)
        except StopIteration:
            break
        z = model.forward(xb)
        shifted = z - z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        per_image.extend(-log_p[np.arange(len(yb)), yb])
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, yb))
        optimizer.step()
    return np.mean(per_image)
