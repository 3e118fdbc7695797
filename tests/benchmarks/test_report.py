"""What a report computes, prints and writes."""

import io
import json

import pytest
from benchmarks.harness import Sample
from benchmarks.report import Goal, Report, Row, geomean
from rich.console import Console


def row(name, against, ours, peer):
    return Row(name, against, Sample(tuple(ours)), Sample(tuple(peer)))


def small_report():
    report = Report("Title", goals=[Goal("B", 1.2, 2.5)], missing=["No C here."], notes=["Note."])
    report.rows = [
        row("one", "A", [1.0, 2.0, 3.0], [4.0, 4.0, 4.0]),
        row("one", "B", [1.0, 2.0, 3.0], [1.0, 1.0, 1.0]),
        row("two", "B", [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]),
    ]
    return report


def test_a_ratio_compares_medians_and_spreads_by_round():
    one = row("one", "B", [2.0, 4.0, 9.0], [1.0, 4.0, 3.0])
    assert one.ratio == 4.0 / 3.0
    assert one.ratios.values == (2.0, 1.0, 3.0)
    assert one.as_dict()["spread"] == [1.5, 2.5]
    assert row("m", "tensors", [6.0], [3.0, 3.0]).ratios.values == (2.0,)


def test_the_geometric_mean():
    assert geomean([4.0, 1.0]) == pytest.approx(2.0)


def test_the_json_names_the_first_goal_s_peer(tmp_path):
    file = tmp_path / "made" / "report.json"
    small_report().write(file)
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["geomean"] == pytest.approx(1.0)
    assert found["worst"] == 2.0
    assert found["peers"]["A"] == {"geomean": pytest.approx(0.5), "worst": 0.5}
    assert found["goals"] == [{"against": "B", "geomean": 1.2, "worst": 2.5}]
    assert {"name", "ours", "peer", "ratio", "spread"} <= found["rows"][0].keys()
    assert found["rows"][0]["rounds"] == 3
    assert found["machine"]["threads"] >= 1
    assert found["machine"]["versions"]["numpy"]
    assert [path.name for path in file.parent.iterdir()] == ["report.json"]


def test_the_table_says_which_goals_are_met():
    out = io.StringIO()
    report = small_report()
    report.print(Console(file=out, width=200))
    text = out.getvalue()
    assert "against B: geometric mean 1.00, worst 2.00" in text
    assert "(goal: geomean ≤ 1.2: met; worst ≤ 2.5: met)" in text
    assert "against A: geometric mean 0.50, worst 0.50\n" in text
    assert "No C here." in text
    assert "Note." in text
    report.goals = [Goal("B", 0.5)]
    out.truncate(0)
    report.print(Console(file=out, width=200))
    assert "(goal: geomean ≤ 0.5: not met)" in out.getvalue()


def test_a_restless_machine_is_named(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "2")
    for cores, said in (([1.9, 1.0], True), ([1.9], False)):
        monkeypatch.setattr("benchmarks.report.cores_seen", cores)
        out = io.StringIO()
        small_report().print(Console(file=out, width=300))
        assert ("1.0 of 2 cores" in out.getvalue()) is said
        assert small_report().as_dict()["cores"] == {"least": min(cores), "threads": 2}


def test_a_report_without_rows_is_still_a_report(tmp_path):
    Report("Nothing").write(tmp_path / "empty.json")
    found = json.loads((tmp_path / "empty.json").read_text(encoding="utf-8"))
    assert (found["rows"], found["geomean"], found["worst"]) == ([], None, None)


def test_a_row_has_its_own_goal_and_may_lack_its_peer(tmp_path):
    report = Report("Title")
    one, other = Sample((3.0,)), Sample((2.0,))
    report.rows = [Row("met", "A", other, one, 1.0), Row("not", "A", one, other, 1.0)]
    report.rows += [Row("alone", "A", one, None, 1.0), Row("free", "A", one, one)]
    out = io.StringIO()
    report.print(Console(file=out, width=200))
    text = out.getvalue()
    assert "met: 0.67 (goal ≤ 1: met)\n" in text
    assert "not: 1.50 (goal ≤ 1: not met)\n" in text
    assert text.count("goal ≤") == 2
    assert "against A: geometric mean 1.00, worst 1.50" in text
    rows = {row["name"]: row for row in report.as_dict()["rows"]}
    assert [rows[name]["goal"] for name in ("met", "free")] == [1.0, None]
    assert (rows["alone"]["ours"], rows["alone"]["peer"], rows["alone"]["ratio"]) == (3, None, None)
