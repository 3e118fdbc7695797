"""Peak memory of conv2d forward and backward, next to that of its own inputs and results."""

import json
import os
import subprocess
import sys

from benchmarks.harness import Options, Sample, chosen
from benchmarks.report import Goal, Report, Row
from benchmarks.shapes import QUICK, SHAPES, Shape

PEER = "the arrays themselves"
LIMIT = 1.5
SMALL = 16e6
"""Bytes of arrays below which the memory that every thread keeps outweighs them."""

MEASURE = """
import json, resource, sys
import numpy as np
from benchmarks.shapes import QUICK, SHAPES
from cnnkit import functional as F

def peak():
    with open("/proc/self/status") as status:
        lines = dict(line.split(":", 1) for line in status)
    return int(lines["VmHWM"].split()[0]) * 1024

small = (QUICK["small"], SHAPES["tiny"])
for shape in small:  # load everything that is loaded on first use
    dy, x, w, b = shape.arrays()
    F.conv2d(x, w, b, **shape.settings), F.conv2d_backward(dy, x, w, **shape.settings)
name = sys.argv[1]
shape = {**SHAPES, **QUICK}[name]
del dy, x, w, b
before = peak()
dy, x, w, b = shape.arrays()
y = F.conv2d(x, w, b, **shape.settings)
gradients = F.conv2d_backward(dy, x, w, **shape.settings)
arrays = [dy, x, w, b, y, *gradients]
print(json.dumps([peak() - before, sum(array.nbytes for array in arrays)]))
"""


def run(options: Options) -> Report:
    """Measure every shape in a process of its own: the peak that the system has seen."""
    report = Report("Peak memory, float32", goals=[Goal(PEER, worst=LIMIT)], unit="MB", scale=1e-6)
    if not sys.platform.startswith("linux"):
        report.missing.append("Only Linux tells a process its peak memory as /proc has it.")
        return report
    shapes = QUICK if options.quick else {n: s for n, s in SHAPES.items() if _counts(s)}
    for name in chosen(shapes, options):
        pairs = [_measured(name) for _ in range(1 if options.quick else 3)]
        ours, arrays = (Sample(tuple(values)) for values in zip(*pairs, strict=True))
        report.rows.append(Row(name, PEER, ours, arrays))
    report.notes.append(
        f"Shapes whose arrays take less than {SMALL / 1e6:.0f} MB are left out: there the memory "
        "that each thread keeps (8 MB at most) outweighs them."
    )
    return report


def _counts(shape: Shape) -> bool:
    return 2 * sum(array.nbytes for array in shape.arrays()) >= SMALL


def _measured(name: str) -> tuple[float, float]:
    command = [sys.executable, "-c", MEASURE, name]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    ours, arrays = json.loads(done.stdout)
    return float(ours), float(arrays)
