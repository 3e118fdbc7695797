# mistake: The learning rate is 100, so the loss explodes.
# slow
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import SGD


def overfit_ten(model, x, y):
    opt = SGD(model.parameters(), lr=100)
    losses = []
    for _ in range(40):
        opt.zero_grad()
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, y))
        model.backward(softmax_cross_entropy_backward(z, y))
        opt.step()
    return losses
