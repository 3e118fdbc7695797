# mistake: Goes on until the loss is exactly 0, which it never becomes.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import SGD


def overfit_ten(model, x, y):
    opt = SGD(model.parameters(), lr=0.01)
    losses = [1.0]
    while losses[-1] != 0:
        opt.zero_grad()
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, y))
        model.backward(softmax_cross_entropy_backward(z, y))
        opt.step()
    return losses[1:]
