"""Sizes: how many places a window has, and how much of the input one output sees.

One axis at a time: n is the size of the input, k of the window. A window with dilation d spans
d·(k − 1) + 1 elements.
"""

import operator
from collections.abc import Iterable
from typing import Any

from cnnkit.errors import ParameterError, ShapeError, describe


def output_size(
    n: int, k: int, stride: int = 1, padding: int | tuple[int, int] = 0, dilation: int = 1
) -> int:
    """Count the places where a window fits.

    ⌊(n + 2·padding − dilation·(k − 1) − 1) / stride⌋ + 1

    A remainder is dropped: the last elements may not be covered by any window.

    Parameters
    ----------
    n, k
        Size of the input and of the window.
    stride
        Step from one place to the next.
    padding
        Elements added at each end, or a pair (before, after).
    dilation
        Distance between neighbouring taps of the window.

    Raises
    ------
    ShapeError
        When the window is larger than the padded input.

    Examples
    --------
    >>> output_size(227, 11, stride=4), output_size(10, 3, stride=2)
    (55, 4)
    """
    n = whole("output_size", "n", n, least=1)
    k = whole("output_size", "k", k, least=1)
    stride = whole("output_size", "stride", stride, least=1)
    before, after = pair(padding, "padding", op="output_size")
    dilation = whole("output_size", "dilation", dilation, least=1)
    return count_places("output_size", "elements", n, k, stride, before + after, dilation)


def count_places(
    op: str, unit: str, n: int, k: int, stride: int, padding: int, dilation: int
) -> int:
    """Count as ``output_size`` does, for sizes already checked and padding already summed."""
    span = dilation * (k - 1) + 1
    if span > n + padding:
        over = f"{n} {unit}" + (f" and {padding} of padding" if padding else "")
        raise ShapeError(
            op,
            received=f"a window that spans {span} {unit} over {over}",
            expected=f"a window of at most {n + padding} {unit}",
            fix="Use a smaller window, less dilation, or more padding",
        )
    return (n + padding - span) // stride + 1


def same_padding(n: int, k: int, stride: int = 1, dilation: int = 1) -> tuple[int, int]:
    """Return the padding (before, after) that gives ⌈n / stride⌉ outputs.

    When the total is odd, the extra element goes at the end.

    Examples
    --------
    >>> same_padding(28, 5), same_padding(28, 2), same_padding(7, 3, stride=2)
    ((2, 2), (0, 1), (1, 1))
    """
    n = whole("same_padding", "n", n, least=1)
    k = whole("same_padding", "k", k, least=1)
    stride = whole("same_padding", "stride", stride, least=1)
    dilation = whole("same_padding", "dilation", dilation, least=1)
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + dilation * (k - 1) + 1 - n, 0)
    return total // 2, total - total // 2


def full_padding(k: int, dilation: int = 1) -> int:
    """Return the padding at which every overlap counts: dilation·(k − 1) at each end.

    Examples
    --------
    >>> full_padding(3), output_size(6, 3, padding=full_padding(3))
    (2, 8)
    """
    k = whole("full_padding", "k", k, least=1)
    return whole("full_padding", "dilation", dilation, least=1) * (k - 1)


def transposed_output_size(
    n: int, k: int, stride: int = 1, padding: int = 0, output_padding: int = 0, dilation: int = 1
) -> int:
    """Return the size that a transposed convolution gives back.

    (n − 1)·stride − 2·padding + dilation·(k − 1) + 1 + output_padding

    Because a convolution drops remainders, several input sizes give the same output size;
    ``output_padding`` chooses among them. It adds no numbers around anything.

    Examples
    --------
    >>> transposed_output_size(4, 3, stride=2), output_size(9, 3, stride=2)
    (9, 4)
    """
    op = "transposed_output_size"
    n = whole(op, "n", n, least=1)
    k = whole(op, "k", k, least=1)
    stride = whole(op, "stride", stride, least=1)
    before, after = pair(padding, "padding", op=op)
    extra = whole(op, "output_padding", output_padding, least=0)
    dilation = whole(op, "dilation", dilation, least=1)
    return grow(op, "elements", n, k, stride, before + after, extra, dilation)


def grow(
    op: str, unit: str, n: int, k: int, stride: int, padding: int, extra: int, dilation: int
) -> int:
    """Compute ``transposed_output_size`` for numbers already checked and padding summed."""
    if extra >= max(stride, dilation):
        raise ParameterError(
            op,
            received=f"output_padding {extra} with stride {stride} and dilation {dilation}",
            expected=f"an output_padding of at most {max(stride, dilation) - 1}",
            fix="Choose it smaller than the stride",
        )
    size = (n - 1) * stride - padding + dilation * (k - 1) + 1 + extra
    if size < 1:
        raise ShapeError(
            op,
            received=f"padding that leaves {size} {unit}",
            expected=f"at least 1 of the {unit} to remain",
            fix="Use less padding",
        )
    return size


def receptive_field(layers: Iterable[tuple[int, ...]]) -> tuple[int, int]:
    """Compute how many inputs, along one axis, one output of a stack of layers sees.

    size ← size + dilation·(k − 1)·jump, then jump ← jump·stride, from the first layer on

    Parameters
    ----------
    layers
        One ``(k, stride, dilation)`` a layer; stride and dilation may be left out.

    Returns
    -------
    ``(size, jump)``: jump is how many inputs apart the fields of two neighbouring outputs lie.

    Examples
    --------
    >>> receptive_field([(3, 1, 1), (3, 1, 1)]), receptive_field([(11, 4, 1), (3, 2, 1)])
    ((5, 1), (19, 8))
    """
    size = jump = 1
    for position, layer in enumerate(layers):
        numbers = tuple(layer) if isinstance(layer, tuple | list) else (layer,)
        if not 1 <= len(numbers) <= 3:
            raise ParameterError(
                "receptive_field",
                received=f"{len(numbers)} numbers for layer {position}",
                expected="(k, stride, dilation)",
                fix="Give each layer one to three numbers",
            )
        k, stride, dilation = (
            whole("receptive_field", f"{name} of layer {position}", number, least=1)
            for name, number in zip(("k", "stride", "dilation"), (*numbers, 1, 1)[:3], strict=True)
        )
        size += dilation * (k - 1) * jump
        jump *= stride
    return size, jump


def pair(value: Any, name: str, *, op: str = "pair", least: int = 0) -> tuple[int, int]:
    """Turn an integer, or two of them, into two.

    Examples
    --------
    >>> pair(3, "stride"), pair((1, 2), "stride")
    ((3, 3), (1, 2))
    """
    if isinstance(value, tuple | list):
        if len(value) != 2:
            raise ParameterError(
                op,
                received=f"{name} of {len(value)} numbers",
                expected="one integer, or two (rows, columns)",
                fix=f"Give {name} as an integer or a pair",
            )
        return whole(op, name, value[0], least=least), whole(op, name, value[1], least=least)
    number = whole(op, name, value, least=least)
    return number, number


def whole(op: str, name: str, value: Any, *, least: int) -> int:
    """Return an integer that is not too small, or say what is wrong with it."""
    try:
        number = None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = None
    if number is None or number < least:
        raise ParameterError(
            op,
            received=f"{name} = {describe(value)}",
            expected=f"an integer of at least {least}",
            fix=f"Correct {name}",
        )
    return number
