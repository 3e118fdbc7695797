"""The convolutions that are measured: layers of well-known networks, and what is rare in them."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.functional.window import Window


@dataclass(frozen=True)
class Shape:
    """One layer: images, their channels and size, filters and how they walk."""

    n: int
    c: int
    h: int
    f: int
    k: int | tuple[int, int]
    padding: int | tuple[int, int] = 0
    stride: int = 1
    dilation: int = 1
    groups: int = 1

    @property
    def settings(self) -> dict[str, Any]:
        """Keyword arguments of ``conv2d``, ours and PyTorch's."""
        return {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }

    @property
    def window(self) -> Window:
        """The geometry."""
        over = {"padding": self.padding, "stride": self.stride, "dilation": self.dilation}
        return Window.over("benchmark", (self.h, self.h), self.k, **over)

    @property
    def products(self) -> int:
        """Multiplications of one pass; forward and backward are three."""
        w = self.f * self.c // self.groups * math.prod(self.window.k)
        return self.n * w * math.prod(self.window.places)

    def arrays(self, seed: int = 0) -> tuple[np.ndarray, ...]:
        """Draw dy, x, w, b in float32."""
        rng = np.random.default_rng(seed)
        shapes = (
            (self.n, self.f, *self.window.places),
            (self.n, self.c, self.h, self.h),
            (self.f, self.c // self.groups, *self.window.k),
            (self.f,),
        )
        return tuple(rng.standard_normal(shape, dtype=np.float32) for shape in shapes)


SHAPES = {
    "lenet1": Shape(128, 1, 28, 6, 5, 2),
    "lenet2": Shape(128, 6, 14, 16, 5),
    "res16": Shape(128, 16, 32, 16, 3, 1),
    "res32": Shape(128, 32, 16, 32, 3, 1),
    "res64": Shape(128, 64, 8, 64, 3, 1),
    "vgg64": Shape(16, 64, 56, 64, 3, 1),
    "1x1": Shape(64, 64, 28, 128, 1),
    "stride2": Shape(128, 16, 32, 32, 3, 1, 2),
    "stem7": Shape(8, 3, 224, 64, 7, 3, 2),
    "1x1 stride2": Shape(32, 64, 56, 128, 1, 0, 2),
    "depthwise": Shape(32, 64, 28, 64, 3, 1, groups=64),
    "groups4": Shape(32, 64, 28, 64, 3, 1, groups=4),
    "dilated": Shape(16, 32, 56, 32, 3, 2, dilation=2),
    "one image": Shape(1, 64, 56, 64, 3, 1),
    "tiny": Shape(4, 16, 32, 16, 3, 1),
    "alex5": Shape(16, 64, 27, 192, 5, 2),
    "deep256": Shape(16, 256, 14, 256, 3, 1),
    "even4": Shape(32, 64, 32, 128, 4, 1, 2),
    "row7": Shape(16, 64, 17, 64, (1, 7), (0, 3)),
    "cifar": Shape(128, 3, 32, 16, 3, 1),
}

QUICK = {
    "small": Shape(2, 3, 8, 4, 3, 1),
    "small groups": Shape(2, 4, 9, 6, 3, 1, 2, groups=2),
}
