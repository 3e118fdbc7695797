"""The outline of an array: its shape and what it sees, without any numbers.

`Layer.trace` passes an outline through a network and tells a visitor about each layer it crosses.
That is how `cnnkit.models.summary` describes a network far too large for this computer.
"""

import dataclasses
from math import prod


@dataclasses.dataclass(frozen=True, eq=False)
class Outline:
    """An array that is not there.

    Attributes
    ----------
    shape : tuple of int
        For one example, so without N: (C, H, W), (C, L) or (D,).
    field : tuple of int
        Receptive field along each spatial axis of the network's input, in pixels.
    jump : tuple of int
        How many input pixels lie between two neighbours here.
    held : tuple of Outline
        Arrays that must stay alive meanwhile, such as the input of a residual shortcut.
    base : Outline or None
        The outline of the same array before something else was held beside it, else None.

    >>> image = Outline.of((3, 32, 32))
    >>> image.through((8, 16, 16), k=(3, 3), stride=(2, 2)).field
    (3, 3)
    """

    shape: tuple[int, ...]
    field: tuple[int, ...] = ()
    jump: tuple[int, ...] = ()
    held: tuple["Outline", ...] = dataclasses.field(default=(), repr=False)
    base: "Outline | None" = dataclasses.field(default=None, repr=False)

    @classmethod
    def of(cls, shape):
        """Return the outline of a network's input."""
        spatial = (1,) * (len(shape) - 1)
        return cls(tuple(shape), spatial, spatial)

    @property
    def size(self):
        """Number of values."""
        return prod(self.shape)

    @property
    def memory(self):
        """The outline that stands for this array in memory."""
        return self if self.base is None else self.base

    def through(self, shape, k=None, stride=None, dilation=None):
        """Return the outline behind a layer with window `k`; no window leaves the field alone."""
        field, jump = self.field, self.jump
        if k is not None and len(k) == len(field):
            stride = stride or (1,) * len(k)
            dilation = dilation or (1,) * len(k)
            field = tuple(
                f + (n - 1) * d * j for f, n, d, j in zip(field, k, dilation, jump, strict=True)
            )
            jump = tuple(j * s for j, s in zip(jump, stride, strict=True))
        return Outline(tuple(shape), field, jump, self.held)

    def spread(self, shape, k, stride):
        """Return the outline behind a transposed convolution.

        One output is reached from at most ⌈k / stride⌉ inputs along each axis; the jump is divided
        by the stride, and rounded down to 1 at least.
        """
        reached = tuple(-(-n // s) for n, s in zip(k, stride, strict=True))
        field = tuple(
            f + (n - 1) * j for f, n, j in zip(self.field, reached, self.jump, strict=True)
        )
        jump = tuple(max(1, j // s) for j, s in zip(self.jump, stride, strict=True))
        return Outline(tuple(shape), field, jump, self.held)

    def holding(self, *others):
        """Return the same array, with `others` kept alive beside it."""
        held = self.held + tuple(other.memory for other in others)
        return Outline(self.shape, self.field, self.jump, held, self.memory)

    def joined(self, others, shape):
        """Return the outline of a sum or a concatenation of `others`: the widest field wins."""
        field = tuple(max(fields) for fields in zip(*(o.field for o in others), strict=True))
        jump = tuple(max(jumps) for jumps in zip(*(o.jump for o in others), strict=True))
        return Outline(tuple(shape), field, jump, self.held)


def ignore(layer, before, after):
    """Visit nothing; the visitor of a trace that only wants the final outline."""
