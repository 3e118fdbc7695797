"""The result of one benchmark: rows against peers, as a table and as JSON."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.harness import Sample, cores_seen
from benchmarks.machine import describe_machine
from cnnkit.parallel import thread_count

ENOUGH = 0.75
"""Share of the cores that makes a measurement worth something."""


@dataclass(frozen=True)
class Row:
    """One thing measured for us and for a peer; a ratio below 1 is to our advantage.

    Attributes
    ----------
    peer
        None where the peer is not installed; then there is no ratio.
    goal
        What the ratio should be at most.
    """

    name: str
    against: str
    ours: Sample
    peer: Sample | None
    goal: float = math.inf

    @property
    def ratio(self) -> float:
        """Our median over the peer's."""
        return math.nan if self.peer is None else self.ours.median / self.peer.median

    @property
    def ratios(self) -> Sample:
        """Ours over the peer's, round by round: its quartiles are the spread of ``ratio``."""
        if self.peer is None or len(self.ours.values) != len(self.peer.values):
            return Sample((self.ratio,))
        pairs = zip(self.ours.values, self.peer.values, strict=True)
        return Sample(tuple(ours / peer for ours, peer in pairs))

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; ``low`` and ``high`` are quartiles."""
        found = {
            "name": self.name,
            "against": self.against,
            "ours": self.ours.median,
            "ours_low": self.ours.low,
            "ours_high": self.ours.high,
            "peer": None,
            "ratio": None,
            "spread": None,
            "goal": _finite(self.goal),
            "rounds": len(self.ours.values),
        }
        if self.peer is None:
            return found
        return found | {
            "peer": self.peer.median,
            "peer_low": self.peer.low,
            "peer_high": self.peer.high,
            "ratio": self.ratio,
            "spread": [self.ratios.low, self.ratios.high],
        }


@dataclass(frozen=True)
class Goal:
    """What the ratios against one peer should be at most: together, and each by itself."""

    against: str
    geomean: float = math.inf
    worst: float = math.inf


def geomean(values: Iterable[float]) -> float:
    """Return the geometric mean: the ratios 2 and 1/2 cancel out.

    Examples
    --------
    >>> geomean([2.0, 0.5])
    1.0
    """
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


@dataclass
class Report:
    """Everything that one benchmark found.

    Attributes
    ----------
    title
        One line above the table.
    unit, scale
        Of the figures in the table: ``value * scale`` is in ``unit``. JSON keeps the values.
    goals
        One for each peer that has one. The first peer gives the report's ``geomean`` and ``worst``.
    missing
        What was not there to be measured, in sentences.
    notes
        Anything else worth a line below the table.
    """

    title: str
    rows: list[Row] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    unit: str = "ms"
    scale: float = 1e3
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def peers(self) -> list[str]:
        """Return the peers that were measured, in the order of the goals, then of the rows."""
        wanted = [goal.against for goal in self.goals] + [row.against for row in self.rows]
        present = {row.against for row in self.rows if row.peer is not None}
        return [name for name in dict.fromkeys(wanted) if name in present]

    def summary(self, against: str) -> dict[str, float]:
        """Return the geometric mean of the ratios against a peer, and the worst of them."""
        rows = [row for row in self.rows if row.against == against and row.peer is not None]
        ratios = [row.ratio for row in rows]
        return {"geomean": geomean(ratios), "worst": max(ratios)}

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        peers = self.peers()
        first = self.summary(peers[0]) if peers else {"geomean": None, "worst": None}
        return {
            "title": self.title,
            "rows": [row.as_dict() for row in self.rows],
            **first,
            "peers": {name: self.summary(name) for name in peers},
            "goals": [
                {
                    "against": goal.against,
                    "geomean": _finite(goal.geomean),
                    "worst": _finite(goal.worst),
                }
                for goal in self.goals
            ],
            "missing": self.missing,
            "notes": self.notes,
            "machine": describe_machine(),
            "cores": {"least": min(cores_seen, default=None), "threads": thread_count()},
            **self.more,
        }

    def write(self, file: Path) -> None:
        """Write JSON; the file is never seen half written."""
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(file.name + ".part")
        draft.write_text(json.dumps(self.as_dict(), indent=1) + "\n", encoding="utf-8")
        draft.replace(file)

    def print(self, console: Console | None = None) -> None:
        """Print the table, and under it the means next to their goals."""
        console = console or Console()
        table = Table(title=self.title, caption="spread: quartiles", title_justify="left")
        table.add_column("row")
        table.add_column("against")
        for head in (f"ours, {self.unit}", f"peer, {self.unit}", "ratio", "spread"):
            table.add_column(head, justify="right")
        for row in self.rows:
            cells = [f"{row.ours.median * self.scale:.3g}", *["–"] * 3]
            if row.peer is not None:
                cells[1:3] = f"{row.peer.median * self.scale:.3g}", f"{row.ratio:.2f}"
                cells[3] = f"{row.ratios.low:.2f} – {row.ratios.high:.2f}"
            table.add_row(row.name, row.against, *cells)
        console.print(table)
        for name in self.peers():
            found = self.summary(name)
            line = f"against {name}: geometric mean {found['geomean']:.2f}"
            line += f", worst {found['worst']:.2f}"
            console.print(line + self._judged(name, found), highlight=False)
        for row in self.rows:
            if row.peer is not None and math.isfinite(row.goal):
                met = "met" if row.ratio <= row.goal else "not met"
                line = f"{row.name}: {row.ratio:.2f} (goal ≤ {row.goal:.3g}: {met})"
                console.print(line, highlight=False)
        for line in (*self.notes, *self.missing, *_warnings()):
            console.print(line, highlight=False, soft_wrap=True)

    def _judged(self, name: str, found: dict[str, float]) -> str:
        words = []
        for goal in self.goals:
            if goal.against != name:
                continue
            for what, limit in (("geomean", goal.geomean), ("worst", goal.worst)):
                if math.isfinite(limit):
                    met = "met" if found[what] <= limit else "not met"
                    words.append(f"{what} ≤ {limit:.3g}: {met}")
        return f" (goal: {'; '.join(words)})" if words else ""


def _warnings() -> list[str]:
    least, threads = min(cores_seen, default=math.inf), thread_count()
    if least >= ENOUGH * threads:
        return []
    return [
        f"Not a quiet run: at times the machine gave {least:.1f} of {threads} cores. Rivals whose "
        "threads wait in a loop then look slow, and all figures are worth little."
    ]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
