# way: A fixed number of full-batch steps with momentum.
import numpy as np
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.training import SGD


def overfit_ten(model, x, y):
    optimizer = SGD(model.parameters(), lr=0.02, momentum=0.9)
    losses = []
    for step in range(60):
        z = model.forward(x)
        losses.append(softmax_cross_entropy(z, y))
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(z, y))
        optimizer.step()
    return losses
