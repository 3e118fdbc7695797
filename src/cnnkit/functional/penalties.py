"""Penalties: what large weights cost, added to the loss."""

from cnnkit.backend import Array
from cnnkit.errors import ParameterError
from cnnkit.functional.arguments import operands, quiet


@quiet
def l1_penalty(w: Array, strength: float) -> float:
    """Punish weights by their size, so that many become exactly 0.

    penalty = strength · Σ |w|

    Examples
    --------
    >>> import numpy as np
    >>> l1_penalty(np.array([-1.0, 2.0]), 0.5)
    1.5
    """
    xp, w = operands("l1_penalty", w=w)
    return _strength("l1_penalty", strength) * float(xp.abs(w).sum())


@quiet
def l1_penalty_backward(w: Array, strength: float, dy: float = 1.0) -> Array:
    """Return the gradient of ``l1_penalty``: dy · strength · sign(w), 0 at 0.

    Examples
    --------
    >>> import numpy as np
    >>> l1_penalty_backward(np.array([-1.0, 0.0, 2.0]), 0.5)
    array([-0.5,  0. ,  0.5])
    """
    xp, w = operands("l1_penalty_backward", w=w)
    return xp.sign(w) * (float(dy) * _strength("l1_penalty_backward", strength))


@quiet
def l2_penalty(w: Array, strength: float) -> float:
    """Punish weights by their square, the large ones most: weight decay.

    penalty = ½ · strength · Σ w²

    With the ½, the gradient is strength · w.

    Examples
    --------
    >>> import numpy as np
    >>> l2_penalty(np.array([-1.0, 2.0]), 0.5)
    1.25
    """
    _, w = operands("l2_penalty", w=w)
    return 0.5 * _strength("l2_penalty", strength) * float((w * w).sum())


@quiet
def l2_penalty_backward(w: Array, strength: float, dy: float = 1.0) -> Array:
    """Return the gradient of ``l2_penalty``: dy · strength · w.

    Examples
    --------
    >>> import numpy as np
    >>> l2_penalty_backward(np.array([-1.0, 2.0]), 0.5)
    array([-0.5,  1. ])
    """
    _, w = operands("l2_penalty_backward", w=w)
    return w * (float(dy) * _strength("l2_penalty_backward", strength))


def _strength(op: str, strength: float) -> float:
    if not strength >= 0:
        raise ParameterError(
            op,
            received=f"strength = {strength}",
            expected="a number of at least 0",
            fix="Choose strength = 0 for no penalty",
        )
    return float(strength)
