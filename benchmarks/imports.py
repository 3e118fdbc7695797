"""How long an import takes, next to NumPy's, each in a process of its own."""

import subprocess
import sys

from benchmarks.harness import Options, chosen, take_turns
from benchmarks.report import Goal, Report, Row

NUMPY = "import numpy"
IN_USE = "import numpy, for parts in use"
"""The package loads nothing before it is used; this is what its parts then cost."""

STATEMENTS = {
    "cnnkit": ("import cnnkit", NUMPY),
    "functional": ("import cnnkit.functional", IN_USE),
    "layers, training": ("import cnnkit.layers, cnnkit.models, cnnkit.training", IN_USE),
}
LIMIT = 1.3


def run(options: Options) -> Report:
    """Start interpreters that import, in turns."""
    names = chosen(STATEMENTS, options)
    rivals = {name: _starter(STATEMENTS[name][0]) for name in names}
    rivals |= {"numpy": _starter(NUMPY), "nothing": _starter("pass")}
    least = 3 if options.quick else 25
    seconds = 0 if options.quick else options.seconds
    times = take_turns(rivals, seconds=seconds, least=least)
    report = Report("Imports in a fresh interpreter", goals=[Goal(NUMPY, worst=LIMIT)])
    report.rows = [Row(name, STATEMENTS[name][1], times[name], times["numpy"]) for name in names]
    start = times["nothing"].median
    report.notes.append(f"Of each figure, {start * 1e3:.0f} ms are the start of the interpreter.")
    return report


def _starter(statement: str):
    def start() -> None:
        subprocess.run([sys.executable, "-c", statement], check=True)

    return start
