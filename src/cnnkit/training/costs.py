"""What the layers of a network cost: a table, its totals, and what follows from them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from html import escape
from typing import Any

from cnnkit.errors import ParameterError
from cnnkit.units import BYTES, SECONDS, in_unit, unit_for

LEFT = ("name", "kind", "output shape")  # columns of words


@dataclass(frozen=True)
class Cost:
    """What one layer costs in a training step, for the whole batch.

    Attributes
    ----------
    name, kind
        Dotted name in the network, and class.
    shape
        Shape of the output, N included.
    parameters
        Number of learned values.
    macs
        Multiply-accumulates of the forward pass; 0 where the layer does not tell.
    forward, backward
        Seconds, without those of the layers inside.
    kept
        Bytes of activations that the layer keeps for its backward pass. An array that an earlier
        layer keeps as well counts there.
    peak
        The most bytes that forward or backward, whichever takes more, had fetched at one time:
        results and what is needed on the way to them. None on a GPU, where it is not measured.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    macs: int
    forward: float
    backward: float
    kept: int
    peak: int | None

    @property
    def seconds(self) -> float:
        """Forward and backward together."""
        return self.forward + self.backward


@dataclass(frozen=True)
class Profile:
    """What `profile` returns: a row for each layer, and what no layer explains.

    Attributes
    ----------
    batch_shape, device, repeats
        What was run, where, and how many times.
    rows
        A `Cost` for each layer, in the order in which forward ran.
    between_forward, between_backward
        Seconds that passed outside of all rows, in the loops that call the layers.
    peak
        The most bytes that the step had fetched at one time, beyond network and batch; None on a
        GPU.
    """

    batch_shape: tuple[int, ...]
    device: str
    repeats: int
    rows: tuple[Cost, ...]
    between_forward: float
    between_backward: float
    peak: int | None

    @property
    def forward(self) -> float:
        """Seconds of the forward pass: the sum of the rows, and what lies between."""
        return sum(row.forward for row in self.rows) + self.between_forward

    @property
    def backward(self) -> float:
        """Seconds of the backward pass: the sum of the rows, and what lies between."""
        return sum(row.backward for row in self.rows) + self.between_backward

    @property
    def seconds(self) -> float:
        """Forward and backward together."""
        return self.forward + self.backward

    @property
    def kept(self) -> int:
        """Bytes of activations that wait for the backward pass when forward has ended."""
        return sum(row.kept for row in self.rows)

    @property
    def unexplained(self) -> float:
        """Share of the time, from 0 to 1, that belongs to no row."""
        return _share(self.between_forward + self.between_backward, self.seconds)

    def share(self, row: Cost) -> float:
        """Return a row's share of the time, from 0 to 1."""
        return _share(row.seconds, self.seconds)

    def grouped(self, depth: int = 1) -> "Profile":
        """Return the profile by blocks: rows whose names begin alike are added up.

        Parameters
        ----------
        depth
            How many parts of a name count: 1 makes "stage2" of "stage2.block1.conv1", and 2 makes
            "stage2.block1".

        Returns
        -------
        Profile
            The output shape of a block is that of its last layer, its peak the highest of its
            layers'.

        Examples
        --------
        >>> import numpy as np
        >>> from cnnkit.models import resnet8
        >>> from cnnkit.training import profile
        >>> found = profile(resnet8(), np.zeros((2, 3, 8, 8), np.float32), repeats=1)
        >>> [row.name for row in found.grouped().rows]
        ['conv1', 'bn1', 'relu1', 'stage1', 'stage2', 'stage3', 'pool', 'fc']
        """
        if not isinstance(depth, int) or depth < 1:
            raise ParameterError(
                "Profile.grouped",
                received=f"depth={depth!r}",
                expected="a whole number, 1 or more",
                fix="1 stands for the first part of the names",
            )
        blocks: dict[str, list[Cost]] = {}
        for row in self.rows:
            blocks.setdefault(".".join(row.name.split(".")[:depth]), []).append(row)
        return replace(self, rows=tuple(_together(name, rows) for name, rows in blocks.items()))

    @property
    def conclusion(self) -> str:
        """Where the time and the memory go, in one line."""
        if not self.rows or not self.seconds:
            return "No layer took any time."
        slow = max(self.rows, key=lambda row: row.seconds)
        said = f"{slow.name} takes {_percent(self.share(slow))} of the time"
        if self.kept:
            large = max(self.rows, key=lambda row: row.kept)
            who = "it" if large is slow else large.name
            said += f"; {who} keeps {_percent(large.kept / self.kept)} of the memory for backward"
        return said + "."

    @property
    def alt(self) -> str:
        """What there is to see in the picture of this profile, for those who cannot see it.

        Write ``show(plotting.profile(p), alt=p.alt)``.
        """
        seconds, kept = unit_for(SECONDS, self.seconds), unit_for(BYTES, self.kept)
        slow = sorted(self.rows, key=lambda row: -row.seconds)[:5]
        large = [row for row in sorted(self.rows, key=lambda row: -row.kept)[:5] if row.kept]
        said = (
            f"Bars from the first layer to the last, {len(self.rows)} in all. Longest in time, "
            f"forward and backward in {seconds[0]}: "
            + ", ".join(
                f"{row.name} {in_unit(seconds, row.forward)} and {in_unit(seconds, row.backward)}"
                for row in slow
            )
        )
        if large:
            said += f". Most memory kept for backward, in {kept[0]}: " + ", ".join(
                f"{row.name} {in_unit(kept, row.kept)}" for row in large
            )
        return f"{said}. {self.conclusion}"

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain dicts, lists and numbers."""
        data = asdict(self)
        data["rows"] = [asdict(row) for row in self.rows]
        return data

    def table(self) -> list[list[str]]:
        """Return the column heads and the rows as lists of text, one entry a column."""
        seconds = unit_for(SECONDS, max([row.seconds for row in self.rows], default=0))
        memory = unit_for(
            BYTES, max([max(row.kept, row.peak or 0) for row in self.rows], default=0)
        )
        head = [*LEFT, "parameters", "MACs"]
        head += [f"forward, {seconds[0]}", f"backward, {seconds[0]}", "share"]
        head += [f"kept, {memory[0]}", f"peak, {memory[0]}"]
        rows = [
            [
                row.name,
                row.kind,
                _times(row.shape),
                f"{row.parameters:,}",
                f"{row.macs:,}",
                in_unit(seconds, row.forward),
                in_unit(seconds, row.backward),
                _percent(self.share(row)),
                in_unit(memory, row.kept),
                "–" if row.peak is None else in_unit(memory, row.peak),
            ]
            for row in self.rows
        ]
        between = [in_unit(seconds, self.between_forward), in_unit(seconds, self.between_backward)]
        last = ["(between layers)", "", "", "", "", *between, _percent(self.unexplained), "", ""]
        return [head, *rows, last]

    def totals(self) -> list[tuple[str, str]]:
        """Return the totals as (name, text) pairs."""
        passes = "1 pass" if self.repeats == 1 else f"medians of {self.repeats} passes"
        return [
            ("batch", f"{_times(self.batch_shape)} ({self.device}, {passes})"),
            ("forward", _with_unit(SECONDS, self.forward)),
            ("backward", _with_unit(SECONDS, self.backward)),
            ("kept for backward", _with_unit(BYTES, self.kept)),
            *([] if self.peak is None else [("peak memory", _with_unit(BYTES, self.peak))]),
        ]

    def __str__(self):
        table = self.table()
        widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
        lines = [
            "  ".join(
                text.ljust(width) if i < len(LEFT) else text.rjust(width)
                for i, (text, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        ]
        lines.insert(1, "-" * max(len(line) for line in lines))
        totals = [f"{name}: {text}" for name, text in self.totals()]
        return "\n".join([*lines, "", *totals, "", self.conclusion])

    def _repr_html_(self):
        head, *rows = self.table()
        cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(text)}</td>" for text in row[: len(LEFT)])
            + "".join(
                f'<td style="text-align: right">{escape(text)}</td>' for text in row[len(LEFT) :]
            )
            + "</tr>"
            for row in rows
        )
        totals = "".join(f"<li>{escape(name)}: {escape(text)}</li>" for name, text in self.totals())
        return (
            "<table><caption>Time and memory of a training step, by layer</caption>"
            f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
            f"<ul>{totals}</ul><p><strong>{escape(self.conclusion)}</strong></p>"
        )


def _with_unit(units: Sequence[tuple[str, float]], amount: float) -> str:
    unit = unit_for(units, amount)
    return f"{in_unit(unit, amount)} {unit[0]}"


def _together(name: str, rows: Sequence[Cost]) -> Cost:
    """Add up the rows of a block; a layer that stands alone keeps its kind."""
    peaks = [row.peak for row in rows if row.peak is not None]
    return Cost(
        name=name,
        kind=rows[0].kind if len(rows) == 1 else f"{len(rows)} layers",
        shape=rows[-1].shape,
        parameters=sum(row.parameters for row in rows),
        macs=sum(row.macs for row in rows),
        forward=sum(row.forward for row in rows),
        backward=sum(row.backward for row in rows),
        kept=sum(row.kept for row in rows),
        peak=max(peaks, default=None),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _times(numbers: Sequence[int]) -> str:
    return "×".join(str(n) for n in numbers)
