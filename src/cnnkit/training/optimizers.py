"""Optimizers: what one step does with the gradients.

The rules stand first as functions on plain arrays (`sgd_momentum_step`, `adam_step`). The classes
below apply the same rules to all parameters of a network, in place, and remember velocities and
moments. Weight decay acts on weights only: biases and the scales of batch normalisation have
``decay=False``. Frozen parameters, and those without a gradient, are passed by.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from cnnkit.backend import array_module, to_device, to_numpy
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.parts import change_rows


def sgd_momentum_step(w, dw, v, lr, momentum=0.9):
    """Do one step of gradient descent with momentum.

    v = momentum · v + dw, then w = w − lr · v

    Parameters
    ----------
    w, dw, v
        Weights, their gradient and their velocity, of one shape.
    lr
        Learning rate.
    momentum
        How much of the velocity is kept.

    Returns
    -------
    New arrays w and v.

    References
    ----------
    Sutskever et al., "On the Importance of Initialization and Momentum in Deep Learning", 2013.

    >>> import numpy as np
    >>> w, v = sgd_momentum_step(np.ones(2), np.ones(2), np.ones(2), lr=0.1, momentum=0.5)
    >>> print(w, v)
    [0.85 0.85] [1.5 1.5]
    """
    v = momentum * v + dw
    return w - lr * v, v


def adam_step(w, dw, m, v, t, lr, betas=(0.9, 0.999), eps=1e-8):
    """Do one step of Adam.

    m = β₁·m + (1 − β₁)·dw and v = β₂·v + (1 − β₂)·dw²;
    w = w − lr · m̂ / (√v̂ + eps) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ)

    Note that eps stands outside the root.

    Parameters
    ----------
    w, dw
        Weights and their gradient.
    m, v
        Running means of the gradient and of its square, both 0 at first.
    t
        Number of this step, from 1.

    Returns
    -------
    New arrays w, m and v.

    References
    ----------
    Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015.

    >>> import numpy as np
    >>> w, m, v = adam_step(np.ones(1), np.full(1, 5.0), np.zeros(1), np.zeros(1), t=1, lr=0.1)
    >>> print(w.round(6), m.round(6), v.round(6))
    [0.9] [0.5] [0.025]
    """
    xp = array_module(w=w, dw=dw)
    beta1, beta2 = betas
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw * dw
    correction1, correction2 = 1 - beta1**t, 1 - beta2**t
    return w - lr * (m / correction1) / (xp.sqrt(v / correction2) + eps), m, v


class Optimizer:
    """What all optimizers share: parameters, learning rate, state.

    Parameters
    ----------
    parameters
        A list of `Parameter`, or a layer whose parameters are taken.
    lr
        Learning rate; may be changed at any time.
    weight_decay
        λ of the penalty ½λ‖w‖², whose gradient is λw.
    """

    slots: tuple[str, ...] = ()

    def __init__(self, parameters: Any, lr: float, weight_decay: float = 0.0):
        if hasattr(parameters, "parameters"):
            parameters = parameters.parameters()
        self.parameters = list(parameters)
        self.lr = lr
        self.weight_decay = weight_decay
        self.steps = 0
        self._state: list[dict[str, Any]] = [{} for _ in self.parameters]
        who = type(self).__name__
        if not self.parameters:
            raise ParameterError(
                who,
                received="no parameters",
                expected="at least one",
                fix="Give model.parameters() of a model with layers that learn",
            )
        _check_range(who, "lr", lr, lr >= 0, "0 or more")
        _check_range(who, "weight_decay", weight_decay, weight_decay >= 0, "0 or more")

    def step(self) -> None:
        """Update every parameter that has a gradient."""
        self.steps += 1
        for parameter, state in zip(self.parameters, self._state, strict=True):
            if parameter.grad is None or not parameter.trainable:
                continue
            xp = array_module(value=parameter.value, gradient=parameter.grad)
            if not state:
                state.update((slot, xp.zeros_like(parameter.value)) for slot in self.slots)
            self.update(xp, parameter, parameter.grad, state)

    def update(self, xp: Any, parameter: Any, gradient: Any, state: dict[str, Any]) -> None:
        """Change ``parameter.value`` in place; subclasses define it."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Forget all gradients."""
        for parameter in self.parameters:
            parameter.grad = None

    def decayed(self, parameter: Any, gradient: Any) -> Any:
        """Return the gradient with that of the penalty added."""
        if self.weight_decay and parameter.decay:
            return gradient + self.weight_decay * parameter.value
        return gradient

    def state_dict(self) -> dict[str, Any]:
        """Return the rate, the step count and copies of all velocities and moments.

        Arrays stand under names such as "3.velocity", 3 being the parameter's place in the list.
        """
        arrays = {
            f"{i}.{slot}": to_numpy(array).copy()
            for i, state in enumerate(self._state)
            for slot, array in state.items()
        }
        return {"lr": self.lr, "steps": self.steps, **arrays}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what `state_dict` returned. Nothing is changed if it does not fit."""
        fresh: list[dict[str, Any]] = [{} for _ in self.parameters]
        for name, array in state.items():
            if name in ("lr", "steps"):
                continue
            place, _, slot = name.partition(".")
            if slot not in self.slots or int(place) >= len(self.parameters):
                raise ParameterError(
                    f"{type(self).__name__}.load_state_dict",
                    received=f"a state with {name}",
                    expected=f"{', '.join(self.slots) or 'no arrays'} for "
                    f"{len(self.parameters)} parameters",
                    fix="Load the state into the same kind of optimizer for the same network",
                )
            parameter = self.parameters[int(place)]
            if array.shape != parameter.shape:
                raise ShapeError(
                    f"{type(self).__name__}.load_state_dict",
                    received=f"{name} of shape {array.shape}",
                    expected=f"shape {parameter.shape}",
                    fix="Load the state into an optimizer for the same network",
                )
            fresh[int(place)][slot] = to_device(array.copy(), parameter.device)
        self.lr, self.steps, self._state = state["lr"], state["steps"], fresh

    def __repr__(self):
        return f"{type(self).__name__}({len(self.parameters)} parameters, lr={self.lr:g})"


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum and Nesterov's variant.

    v = momentum · v + g, then w = w − lr · v; with `nesterov` w = w − lr · (g + momentum · v).
    Weight decay adds λw to the gradient g.

    >>> import numpy as np
    >>> from cnnkit.layers import Linear
    >>> layer = Linear(2, 1, rng=0)
    >>> optimizer = SGD(layer.parameters(), lr=0.1, momentum=0.9)
    >>> y = layer(np.ones((1, 2), np.float32))
    >>> dx = layer.backward(np.ones((1, 1), np.float32))
    >>> optimizer.step()
    >>> float(layer.bias.value[0])
    -0.1...
    """

    slots = ("velocity",)

    def __init__(self, parameters, lr, momentum=0.0, nesterov=False, weight_decay=0.0):
        super().__init__(parameters, lr, weight_decay)
        _check_range("SGD", "momentum", momentum, 0 <= momentum < 1, "at least 0 and below 1")
        if nesterov and not momentum:
            raise ParameterError(
                "SGD",
                received="nesterov=True with momentum=0",
                expected="a momentum above 0",
                fix="Give momentum=0.9, or leave nesterov out",
            )
        self.momentum = momentum
        self.nesterov = nesterov
        if not momentum:
            self.slots = ()

    def update(self, xp, parameter, gradient, state):
        """Change ``parameter.value`` in place."""
        arrays = [parameter.value, self.decayed(parameter, gradient)]
        if self.momentum:
            arrays.append(state["velocity"])
        change_rows(xp, self.move, *arrays)

    def move(self, value, gradient, velocity=None):
        """Apply the rule to some rows of a parameter."""
        if velocity is not None:
            velocity *= self.momentum
            velocity += gradient
            gradient = gradient + self.momentum * velocity if self.nesterov else velocity
        value -= self.lr * gradient


class Adam(Optimizer):
    """Adam: a step for each weight, scaled by the running size of its gradient.

    Weight decay adds λw to the gradient before the moments see it; `AdamW` does it better.

    References
    ----------
    Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015.
    """

    slots = ("mean", "square")

    def __init__(self, parameters, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        super().__init__(parameters, lr, weight_decay)
        who = type(self).__name__
        _check_range(who, "betas", betas, all(0 <= b < 1 for b in betas), "at least 0 and below 1")
        _check_range(who, "eps", eps, eps > 0, "above 0")
        self.betas = betas
        self.eps = eps

    def update(self, xp, parameter, gradient, state):
        """Change ``parameter.value`` in place."""
        self.apply(xp, parameter.value, self.decayed(parameter, gradient), state)

    def apply(self, xp, value, gradient, state):
        """Apply the rule to a whole parameter."""
        change_rows(xp, partial(self.move, xp), value, gradient, state["mean"], state["square"])

    def move(self, xp, value, gradient, mean, square):
        """Apply the rule of `adam_step` to some rows of a parameter."""
        beta1, beta2 = self.betas
        mean *= beta1
        mean += (1 - beta1) * gradient
        square *= beta2
        square += (1 - beta2) * gradient * gradient
        root = xp.sqrt(square / (1 - beta2**self.steps))
        value -= self.lr / (1 - beta1**self.steps) * mean / (root + self.eps)


class AdamW(Adam):
    """Adam with decoupled weight decay: w shrinks by lr · λ · w beside Adam's step.

    References
    ----------
    Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019.
    """

    def __init__(self, parameters, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        super().__init__(parameters, lr, betas, eps, weight_decay)

    def update(self, xp, parameter, gradient, state):
        """Change ``parameter.value`` in place."""
        value = parameter.value
        if self.weight_decay and parameter.decay:
            value *= 1 - self.lr * self.weight_decay
        self.apply(xp, value, gradient, state)


def clip_gradients(parameters: Iterable[Any], limit: float) -> float:
    """Scale all gradients down together so that their common norm is at most `limit`.

    Parameters
    ----------
    parameters
        List of `Parameter`; those without a gradient are passed by.
    limit
        Largest norm allowed.

    Returns
    -------
    The norm before clipping.

    References
    ----------
    Pascanu et al., "On the Difficulty of Training Recurrent Neural Networks", 2013.
    """
    _check_range("clip_gradients", "limit", limit, limit > 0, "above 0")
    learning = [p for p in parameters if p.grad is not None]
    norm = sum(float((p.grad * p.grad).sum()) for p in learning) ** 0.5
    if norm > limit:
        for parameter in learning:
            parameter.grad = parameter.grad * (limit / norm)
    return norm


def _check_range(who, name, value, right, expected):
    if not right:
        raise ParameterError(
            who,
            received=f"{name}={value}",
            expected=f"{name} {expected}",
            fix="Look at the usual values in the docstring",
        )
