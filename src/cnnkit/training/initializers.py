"""How weights are first drawn: the rules that layers take as ``init=``.

Each is a function ``rule(shape, rng, dtype)``. `kaiming` is what the layers use by themselves.
"""

from cnnkit.layers.initial import fan_in, fan_out, kaiming, lecun, normal, ones, xavier, zeros

__all__ = ["fan_in", "fan_out", "kaiming", "lecun", "normal", "ones", "xavier", "zeros"]
