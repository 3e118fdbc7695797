# way: Plain gradient descent written out by hand: each parameter's value is changed directly.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward


def overfit_ten(model, x, y):
    lr = 0.05
    losses = []
    for _ in range(400):
        for p in model.parameters():
            p.grad = None
        scores = model.forward(x)
        losses.append(softmax_cross_entropy(scores, y))
        if losses[-1] < 0.03:
            break
        model.backward(softmax_cross_entropy_backward(scores, y))
        for p in model.parameters():
            p.value = p.value - lr * p.grad
    return np.array(losses)
