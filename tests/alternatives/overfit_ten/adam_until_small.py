# way: Adam in a while loop that ends as soon as the loss is below 0.05, or after 500 steps.
import numpy as np
from cnnkit import functional as F
from cnnkit.training import Adam


def overfit_ten(model, x, y):
    opt = Adam(model.parameters(), lr=2e-3)
    history = []
    while len(history) < 500:
        z = model.forward(x)
        history.append(F.softmax_cross_entropy(z, y))
        if history[-1] < 0.05:
            break
        opt.zero_grad()
        model.backward(F.softmax_cross_entropy_backward(z, y))
        opt.step()
    return history
