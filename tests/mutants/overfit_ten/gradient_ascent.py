# mistake: Adds the gradient instead of subtracting it, so the loss grows.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def overfit_ten(model, x, y):
    losses = []
    for _ in range(50):
        for p in model.parameters():
            p.grad = None
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, y))
        model.backward(softmax_cross_entropy_backward(z, y))
        for p in model.parameters():
            p.value = p.value + 0.01 * p.grad
    return losses
