"""The products alone are as many as a convolution takes."""

import os

import numpy as np
from benchmarks.harness import Options
from benchmarks.shapes import QUICK, Shape

from benchmarks import limits


def test_a_row_for_every_shape(monkeypatch):
    monkeypatch.setattr(limits, "torch_or_none", lambda: None)
    monkeypatch.delenv("CNNKIT_THREADS", raising=False)
    report = limits.run(Options(quick=True))
    assert [row.name for row in report.rows] == [*QUICK]
    assert report.missing
    assert all(row.peer.median > 0 for row in report.rows)
    for shares in report.more["shares"].values():
        assert abs(sum(shares.values()) - 1) < 1e-9
    assert "CNNKIT_THREADS" not in os.environ


def test_the_products_are_those_of_the_shape(monkeypatch):
    asked = []
    monkeypatch.setattr(limits, "multiply", lambda xp, a, b, out: asked.append((a @ b).shape))
    monkeypatch.setattr(limits, "WIDTH", 100)
    monkeypatch.setattr(np, "matmul", lambda a, b: asked.append((a @ b).shape))
    limits.products_alone(Shape(4, 6, 7, 8, 3, groups=2))()  # 100 places in all
    assert asked == [(2, 4, 100), (2, 27, 100), (2, 27, 4)]
