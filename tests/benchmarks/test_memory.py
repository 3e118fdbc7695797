"""Peak memory is measured in a process of its own."""

import sys

import pytest
from benchmarks.harness import Options

from benchmarks import memory


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has /proc")
def test_the_peak_of_a_small_convolution():
    report = memory.run(Options(quick=True, only="groups"))
    (row,) = report.rows
    images, maps, filters, bias = 2 * 4 * 81, 2 * 6 * 25, 6 * 2 * 9, 6
    assert row.peer.median == 2 * (images + maps + filters + bias) * 4
    assert row.ours.median < 4e6  # no im2col of everything, no leftovers of the first call


def test_elsewhere_it_says_so(monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "win32")
    report = memory.run(Options(quick=True))
    assert report.rows == []
    assert report.missing
