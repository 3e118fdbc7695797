"""The filter sliders are measured as a page shows them, and only if they draw."""

import json
import shutil
import subprocess
import sys

import pytest
from benchmarks.harness import Options

from benchmarks import sliders

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_row_for_every_filter(tmp_path):
    file = tmp_path / "sliders.json"
    command = [sys.executable, "-m", "benchmarks", "sliders", "--quick", "--json", str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = json.loads(file.read_text())
    assert [row["name"] for row in found["rows"]] == [*sliders.SIDES]
    assert all(0 < row["ours"] < 10 and row["peer"] == 0.05 for row in found["rows"])
    assert found["missing"] == []


def test_without_chromium_it_says_so(monkeypatch):
    monkeypatch.setattr(sliders.shutil, "which", lambda name: None)
    report = sliders.run(Options(quick=True))
    assert report.rows == []
    assert "Chromium is not installed" in report.missing[0]


def test_bytes_become_text():
    script, state = sliders._widget(3, 8)
    assert "export default" in script
    assert len(state["filters"][0]["taps"]) == 3
    assert state["pictures"][0]["pixels"]["base64"]
