"""A network described layer by layer, without a single weight or image in memory.

An `Outline` (a shape without numbers) travels through the network; each layer it crosses becomes a
row. So a network of any size can be described on any computer.
"""

from dataclasses import asdict, dataclass
from html import escape
from itertools import pairwise
from math import prod

import numpy as np

from cnnkit.errors import ParameterError
from cnnkit.layers.outline import Outline

COLUMNS = ("name", "kind", "output shape", "parameters", "MACs", "activations", "field")


@dataclass(frozen=True)
class Row:
    """One layer of a summary.

    Attributes
    ----------
    name, kind
        Dotted name in the network, and class.
    shape
        Shape of the output for one example.
    parameters
        Number of learned values.
    macs
        Multiply-accumulates for one example.
    activation
        Values of the output. Layers that could write over their input (activation functions,
        normalisation, dropout, sums, flattening) count 0.
    field
        Receptive field in pixels of the network's input, one number if it is square.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    macs: int
    activation: int
    field: int | tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """What `summary` returns: rows and totals, for one example.

    Attributes
    ----------
    input_shape
        Shape of one example.
    rows
        A `Row` for each layer, in the order in which they run.
    parameters, macs
        Totals; shared parameters count once.
    activations
        Values of the input and of all outputs that are counted in the rows.
    memory_forward
        Bytes of activations, in float32, that a forward pass needs at its peak when every result
        is dropped as soon as it was used.
    memory_training
        Bytes of activations that this library keeps until the backward pass: the input of each
        layer, once, and the masks of dropout.
    """

    input_shape: tuple[int, ...]
    rows: tuple[Row, ...]
    parameters: int
    macs: int
    activations: int
    memory_forward: int
    memory_training: int

    def blocks(self):
        """Return totals by the first part of the names, as a dict of dicts.

        >>> from cnnkit.models import vgg16
        >>> blocks = summary(vgg16(), (3, 224, 224)).blocks()
        >>> blocks["head"]["parameters"]
        123642856
        """
        totals = {}
        for row in self.rows:
            block = totals.setdefault(
                row.name.partition(".")[0], {"parameters": 0, "macs": 0, "activation": 0}
            )
            for name in block:
                block[name] += getattr(row, name)
        return totals

    def to_dict(self):
        """Return everything as plain dicts, lists and numbers."""
        data = asdict(self)
        data["rows"] = [asdict(row) for row in self.rows]
        return data

    def table(self):
        """Return the rows as lists of text, one entry a column."""
        return [
            [
                row.name,
                row.kind,
                _times(row.shape),
                f"{row.parameters:,}",
                f"{row.macs:,}",
                f"{row.activation:,}",
                _times(row.field),
            ]
            for row in self.rows
        ]

    def totals(self):
        """Return the totals as (name, text) pairs."""
        return [
            ("input", _times(self.input_shape)),
            ("parameters", f"{self.parameters:,} ({_mib(4 * self.parameters)} in float32)"),
            ("multiply-accumulates", f"{self.macs:,}"),
            ("activations", f"{self.activations:,} ({_mib(4 * self.activations)})"),
            ("memory, forward", f"{_mib(self.memory_forward)} an image"),
            ("memory, training", f"{_mib(self.memory_training)} an image"),
        ]

    def __str__(self):
        rows = [list(COLUMNS), *self.table()]
        widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
        lines = [
            "  ".join(
                text.ljust(width) if i < 3 else text.rjust(width)
                for i, (text, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in rows
        ]
        lines.insert(1, "-" * max(len(line) for line in lines))
        return "\n".join([*lines, "", *(f"{name}: {text}" for name, text in self.totals())])

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(text)}</td>" for text in row[:3])
            + "".join(f'<td style="text-align: right">{escape(text)}</td>' for text in row[3:])
            + "</tr>"
            for row in self.table()
        )
        totals = "".join(f"<li>{escape(name)}: {escape(text)}</li>" for name, text in self.totals())
        return (
            f"<table><caption>Layers, for one image</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table><ul>{totals}</ul>"
        )


def summary(model, input_shape):
    """Describe a network for inputs of one shape.

    Nothing is computed and no weight is drawn.

    Parameters
    ----------
    model
        A layer, most often a `Sequential`.
    input_shape
        Shape of one example, without N: (C, H, W).

    Returns
    -------
    Summary

    Raises
    ------
    ShapeError
        When a layer cannot take what the one before gives.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> print(summary(lenet5()[:3], (1, 28, 28)))
    name   kind       output shape  parameters     MACs  activations  field
    -----------------------------------------------------------------------
    conv1  Conv2d     6×28×28              156  117,600        4,704    5×5
    relu1  ReLU       6×28×28                0        0            0    5×5
    pool1  MaxPool2d  6×14×14                0        0        1,176    6×6
    <BLANKLINE>
    input: 1×28×28
    parameters: 156 (0.0 MiB in float32)
    multiply-accumulates: 117,600
    activations: 6,664 (0.0 MiB)
    memory, forward: 0.0 MiB an image
    memory, training: 0.0 MiB an image
    """
    if not input_shape or not all(isinstance(n, int | np.integer) and n > 0 for n in input_shape):
        raise ParameterError(
            "summary",
            received=f"input_shape={input_shape!r}",
            expected="the shape of one example, such as (3, 224, 224)",
            fix="Leave the number of images N out",
        )
    names = {id(layer): name for name, layer in model.named_layers().items()}
    rows, kept, peak, masks = [], {}, 0, 0

    def visit(layer, before, after):
        nonlocal peak, masks
        own = sum(p.size for p in layer.parameters()) if not layer.children() else 0
        rows.append(
            Row(
                name=names[id(layer)] or type(layer).__name__,
                kind=type(layer).__name__,
                shape=after.shape,
                parameters=own,
                macs=layer.macs(before.shape),
                activation=0 if layer.elementwise else after.size,
                field=_square(after.field),
            )
        )
        alive = {id(o): o for o in (before.memory, after, *before.held)}
        peak = max(peak, sum(o.size for o in alive.values()))
        if layer.keeps == "input":
            kept[id(before.memory)] = before.memory
        if layer.keeps == "mask":
            masks += after.size

    start = Outline.of(tuple(int(n) for n in input_shape))
    model.trace(start, visit)
    return Summary(
        input_shape=start.shape,
        rows=tuple(rows),
        parameters=sum(p.size for p in model.parameters()),
        macs=sum(row.macs for row in rows),
        activations=start.size + sum(row.activation for row in rows),
        memory_forward=4 * peak,
        memory_training=4 * sum(o.size for o in kept.values()) + masks,
    )


def activation_memory(shapes, dtype, training):
    """Return the bytes that the activations of a chain of layers take.

    In training all of them are kept for the backward pass; otherwise only two neighbours are alive
    at a time, and the largest such pair counts.

    Parameters
    ----------
    shapes
        Shapes of the input and of each layer's output, in order.
    dtype
        Data type of the activations.
    training
        Whether a backward pass will follow.

    >>> activation_memory([(3, 4, 4), (8, 4, 4), (8, 2, 2)], "float32", training=True)
    832
    >>> activation_memory([(3, 4, 4), (8, 4, 4), (8, 2, 2)], "float32", training=False)
    704
    """
    sizes = [prod(shape) for shape in shapes]
    alive = sum(sizes) if training else max(sum(pair) for pair in pairwise([*sizes, 0]))
    return alive * np.dtype(dtype).itemsize


def _square(field):
    return field[0] if field and len(set(field)) == 1 else tuple(field)


def _times(numbers):
    numbers = (numbers, numbers) if isinstance(numbers, int) else numbers
    return "×".join(str(n) for n in numbers)


def _mib(size):
    return f"{size / 2**20:.1f} MiB"
