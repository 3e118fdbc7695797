"""A window that moves over an image: where it stops, and which pixels each tap then meets.

Convolution, pooling and im2col all walk the same way. Tap (u, v) of the window, taken at every
place (i, j) at once, meets the pixels (i·stride + u·dilation − top, j·stride + v·dilation − left):
a regular grid, that is a *slice* of the image. So each op is a short loop over the taps, and
moves whole slices. Pixels of the padding are never stored: at the borders the slices are cut to
what lies inside the image.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import EllipsisType
from typing import Any, NamedTuple

from cnnkit.errors import ParameterError
from cnnkit.functional.geometry import count_places, full_padding, pair, same_padding, whole

Slices = tuple[EllipsisType, slice, slice]


class Tap(NamedTuple):
    """One tap (u, v) of the window: ``y[tap.places]`` and the ``x[tap.pixels]`` it meets there."""

    u: int
    v: int
    places: Slices
    pixels: Slices


@dataclass(frozen=True)
class Window:
    """The geometry of one op, checked.

    Attributes
    ----------
    size, k, stride, dilation, places
        Pairs (rows, columns): of the image, of the window, of its steps, between its taps, and
        of the output.
    pads
        (left, right, top, bottom).
    """

    size: tuple[int, int]
    k: tuple[int, int]
    stride: tuple[int, int]
    dilation: tuple[int, int]
    pads: tuple[int, int, int, int]
    places: tuple[int, int]

    @classmethod
    def over(
        cls,
        op: str,
        size: tuple[int, ...],
        k: Any,
        *,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
    ) -> "Window":
        """Check the numbers a user gave and work out the number of places.

        Examples
        --------
        >>> Window.over("conv2d", (7, 9), 3, stride=2, padding="same").places
        (4, 5)
        """
        kh, kw = pair(k, "k", op=op, least=1)
        sh, sw = pair(stride, "stride", op=op, least=1)
        dh, dw = pair(dilation, "dilation", op=op, least=1)
        h, w = size
        pads = resolve_padding(op, padding, (h, w), (kh, kw), (sh, sw), (dh, dw))
        left, right, top, bottom = pads
        oh = count_places(op, "rows", h, kh, sh, top + bottom, dh)
        ow = count_places(op, "columns", w, kw, sw, left + right, dw)
        return cls((h, w), (kh, kw), (sh, sw), (dh, dw), pads, (oh, ow))

    def band(self, first: int, last: int) -> tuple["Window", slice]:
        """Return the window that gives rows first to last − 1 alone, and the pixel rows it needs.

        Examples
        --------
        >>> band, rows = Window.over("conv2d", (8, 8), 3, padding=1).band(0, 4)
        >>> band.size, band.pads, band.places, rows
        ((5, 8), (1, 1, 1, 0), (4, 8), slice(0, 5, None))
        """
        left, right, top, _ = self.pads
        start = first * self.stride[0] - top
        stop = (last - 1) * self.stride[0] - top + (self.k[0] - 1) * self.dilation[0] + 1
        low, high = min(max(start, 0), self.size[0]), max(0, min(stop, self.size[0]))
        high = max(low, high)
        pads = (left, right, low - start, stop - high)
        size, places = (high - low, self.size[1]), (last - first, self.places[1])
        return replace(self, size=size, pads=pads, places=places), slice(low, high)

    def rows(self) -> "Window":
        """Return the window as high as this one and one pixel wide, over the same image.

        Examples
        --------
        >>> Window.over("max_pool2d", (6, 8), (3, 2), stride=2).rows().places
        (2, 8)
        """
        return replace(
            self,
            k=(self.k[0], 1),
            stride=(self.stride[0], 1),
            dilation=(self.dilation[0], 1),
            pads=(0, 0, *self.pads[2:]),
            places=(self.places[0], self.size[1]),
        )

    def columns(self) -> "Window":
        """Return the window one pixel high that is left to be walked over what `rows` makes.

        Examples
        --------
        >>> Window.over("max_pool2d", (6, 8), (3, 2), stride=2).columns().size
        (2, 8)
        """
        return replace(
            self,
            size=(self.places[0], self.size[1]),
            k=(1, self.k[1]),
            stride=(1, self.stride[1]),
            dilation=(1, self.dilation[1]),
            pads=(*self.pads[:2], 0, 0),
        )

    def taps(self) -> Iterator[Tap]:
        """Yield the taps in row-major order, leaving out those that meet only padding.

        Examples
        --------
        >>> tap = next(Window.over("conv2d", (5, 5), 3, padding=1).taps())
        >>> tap.u, tap.v, tap.places[1], tap.pixels[1]
        (0, 0, slice(1, 5, None), slice(0, 4, 1))
        """
        left, _, top, _ = self.pads
        columns = self._meetings(1, left)
        for u, i, y in self._meetings(0, top):
            for v, j, x in columns:
                yield Tap(u, v, (..., i, j), (..., y, x))

    def _meetings(self, axis: int, before: int) -> list[tuple[int, slice, slice]]:
        """List (tap, places, pixels) along one axis."""
        n, k, step = self.size[axis], self.k[axis], self.stride[axis]
        found = []
        for tap in range(k):
            start = tap * self.dilation[axis] - before  # the pixel that place 0 meets
            low = max(0, -(start // step))
            high = min(self.places[axis], (n - 1 - start) // step + 1)
            if low < high:
                pixels = slice(start + low * step, start + (high - 1) * step + 1, step)
                found.append((tap, slice(low, high), pixels))
        return found


def resolve_padding(
    op: str,
    padding: Any,
    size: tuple[int, int],
    k: tuple[int, int],
    stride: tuple[int, int],
    dilation: tuple[int, int],
) -> tuple[int, int, int, int]:
    """Return (left, right, top, bottom) for any way to say padding.

    An integer; a pair (rows, columns); four numbers (left, right, top, bottom); ``"valid"``: none;
    ``"same"``: ⌈n / stride⌉ outputs, the extra at the end; ``"full"``: every overlap.
    """
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0, 0, 0
        if padding == "full":
            ph, pw = full_padding(k[0], dilation[0]), full_padding(k[1], dilation[1])
            return pw, pw, ph, ph
        if padding == "same":
            top, bottom = same_padding(size[0], k[0], stride[0], dilation[0])
            left, right = same_padding(size[1], k[1], stride[1], dilation[1])
            return left, right, top, bottom
    if isinstance(padding, tuple | list) and len(padding) == 4:
        left, right, top, bottom = (whole(op, "padding", p, least=0) for p in padding)
        return left, right, top, bottom
    if isinstance(padding, str) or (isinstance(padding, tuple | list) and len(padding) != 2):
        raise ParameterError(
            op,
            received=f"padding = {padding!r}",
            expected="an integer, (rows, columns), (left, right, top, bottom), 'valid', 'same' "
            "or 'full'",
            fix="Write padding in one of these ways",
        )
    ph, pw = pair(padding, "padding", op=op)
    return pw, pw, ph, ph
