"""The command on training runs with and without PyTorch; every row is about the right size."""

import json

import pytest
from benchmarks.__main__ import main
from benchmarks.harness import Options

from benchmarks import peers, training

NAMES = [
    "lenet5",
    "resnet20",
    *("batch norm 16, 32×32", "batch norm 64, 8×8"),
    *("ReLU 16, 32×32", "ReLU 6, 28×28"),
    "residual sum",
    *("max pool", "average pool", "global pool"),
    *("dense 400 → 120", "loss"),
    *("SGD step", "Adam step", "data"),
]


def test_without_pytorch_it_prints_ours(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(training, "torch_or_none", lambda: None)
    file = tmp_path / "training.json"
    assert main(["training", "--quick", "--json", str(file), "--folder", str(tmp_path)]) == 0
    assert "make bench" in capsys.readouterr().out
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["missing"] == [peers.NO_TORCH]
    assert [row["name"] for row in found["rows"]] == NAMES
    assert all(row["ours"] > 0 and row["ratio"] is None for row in found["rows"])
    assert (found["geomean"], found["worst"]) == (None, None)
    assert found["growth"]["images"]["sizes"] == [8, 16]
    assert (tmp_path / "training_growth.png").stat().st_size > 1000


def test_next_to_pytorch_every_row_has_a_ratio(tmp_path):
    pytest.importorskip("torch", reason="PyTorch comes with `make bench`")
    for name in ("lenet5", "SGD", "data"):
        report = training.run(Options(quick=True, only=name, folder=tmp_path))
        (row,) = report.rows
        assert row.ratio > 0
        assert "growth" not in report.more


def test_the_two_steps_have_goals(monkeypatch):
    monkeypatch.setattr(training, "torch_or_none", lambda: None)
    monkeypatch.setattr(training, "rows", lambda n: {"lenet5": _nothing, "resnet20": _nothing})
    report = training.run(Options(seconds=0, only="net"))
    assert [(row.name, row.goal) for row in report.rows] == [("lenet5", 1.0), ("resnet20", 1.5)]


def _nothing(torch, device):
    return lambda: None, None
