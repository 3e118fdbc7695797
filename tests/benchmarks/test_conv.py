"""The rivals compute the same, and the command runs with and without PyTorch."""

import json

import numpy as np
import pytest
from benchmarks.__main__ import main
from benchmarks.harness import Options
from benchmarks.shapes import QUICK, SHAPES, Shape

from benchmarks import conv, peers


@pytest.mark.parametrize("shape", [Shape(2, 3, 8, 4, 3, 1), Shape(2, 2, 9, 3, 4, 0, 2)])
@pytest.mark.parametrize("name", peers.CLASSICS)
def test_the_classics_compute_what_we_do(shape, name):
    arrays = shape.arrays()
    theirs = peers.CLASSICS[name](*arrays, stride=shape.stride, padding=shape.padding)
    for got, expected in zip(theirs, conv.ours(arrays, shape, "cpu")(), strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("shape", QUICK.values(), ids=QUICK)
def test_pytorch_computes_what_we_do(shape):
    torch = pytest.importorskip("torch", reason="PyTorch comes with `make bench`")
    arrays = shape.arrays()
    theirs = peers.torch_conv(torch, "cpu", arrays, shape.settings)()
    for got, expected in zip(theirs, conv.ours(arrays, shape, "cpu")(), strict=True):
        np.testing.assert_allclose(got.detach().numpy(), expected, rtol=1e-4, atol=1e-4)


def test_without_pytorch_the_command_says_what_is_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(conv, "torch_or_none", lambda: None)
    file = tmp_path / "conv.json"
    assert main(["conv", "--quick", "--json", str(file), "--folder", str(tmp_path)]) == 0
    assert "make bench" in capsys.readouterr().out
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["missing"] == [peers.NO_TORCH]
    assert {row["against"] for row in found["rows"]} == {*peers.CLASSICS}
    assert found["growth"]["images"]["sizes"] == [1, 2]
    assert (tmp_path / "conv_growth.png").stat().st_size > 1000


def test_only_leaves_out_other_rows_and_growth(monkeypatch, tmp_path):
    monkeypatch.setattr(conv, "torch_or_none", lambda: None)
    report = conv.run(Options(quick=True, only="groups", folder=tmp_path))
    assert report.rows == []  # the classics have no groups
    assert "growth" not in report.more


def test_there_are_twenty_shapes_of_all_kinds():
    assert len(SHAPES) == 20
    for attribute in ("stride", "dilation", "groups"):
        assert len({getattr(shape, attribute) for shape in SHAPES.values()}) > 1
    assert SHAPES["stem7"].window.places == (112, 112)
