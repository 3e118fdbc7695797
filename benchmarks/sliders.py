"""From a filter slider to the picture: what the page needs for one move, in Chromium."""

import base64
import json
import shutil
import statistics
from typing import Any

import numpy as np

from benchmarks.harness import Options, Sample, chosen
from benchmarks.report import Goal, Report, Row

FRAME = "50 ms"
SECONDS = 0.05
"""The goal: nineteen of twenty moves are on the screen within this time."""

SIDES = {
    "3 × 3 taps, 256 × 256": (3, 256),
    "5 × 5, 256 × 256": (5, 256),
    "7 × 7, 256 × 256": (7, 256),
}
MOVES = 100
ROUNDS = 10

# The widget's own script, with a model that answers as anywidget's does and tells nobody.
PAGE = """async ([script, state]) => {
  const open = (value) => {
    if (Array.isArray(value)) return value.map(open);
    if (value === null || typeof value !== "object") return value;
    if ("base64" in value) {
      const bytes = Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0));
      return new DataView(bytes.buffer);
    }
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, open(v)]));
  };
  const values = open(state);
  const model = {
    get: (name) => values[name],
    set: (name, value) => { values[name] = value; },
    on() {}, off() {}, save_changes() {},
  };
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  document.body.replaceChildren();
  widget.render({ model, el: document.body });
}"""

# Times from a key on a slider until the frame that shows the new picture has been handed over.
MOVE = """async (moves) => {
  const sliders = [...document.querySelectorAll("input[type=range]")];
  const shown = () => new Promise((done) =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  const times = [];
  for (let n = 0; n < moves; n++) {
    const slider = sliders[n % sliders.length];
    let drawn = 0;
    document.addEventListener("cnnkit:drawn", () => { drawn += 1; }, { once: true });
    const began = performance.now();
    const key = Math.floor(n / sliders.length) % 2 ? "ArrowLeft" : "ArrowRight";
    slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const end = await shown();
    if (drawn === 0) throw new Error("nothing was drawn");
    times.push((end - began) / 1000);
  }
  return times;
}"""


def run(options: Options) -> Report:
    """Move every slider in turn, and take the 95th percentile of each round."""
    report = Report("A move of a filter slider: 95th percentile", goals=[Goal(FRAME, worst=1.0)])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        report.missing.append("Chromium is not installed (Debian: apt install chromium).")
        return report
    from playwright.sync_api import sync_playwright

    rounds, moves = (2, 20) if options.quick else (ROUNDS, MOVES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name in chosen(SIDES, options):
            page.evaluate(PAGE, list(_widget(*SIDES[name])))
            times = [_percentile(page.evaluate(MOVE, moves)) for _ in range(rounds)]
            goal = Sample((SECONDS,) * rounds)
            report.rows.append(Row(name, FRAME, Sample(tuple(times)), goal))
        browser.close()
    report.notes.append(f"{rounds} rounds of {moves} moves; the screen's own frames are counted.")
    return report


def _widget(k: int, side: int) -> tuple[str, Any]:
    """Return a widget's script, and its state as plain data."""
    from cnnkit.widgets import filter_sliders

    rng = np.random.default_rng(0)
    w = rng.uniform(0.1, 1, (k, k)).round(1)  # no tap is skipped
    widget = filter_sliders({"noise": rng.uniform(size=(side, side))}, {"all taps": w})
    return str(widget._esm), json.loads(json.dumps(widget.get_state(), default=_plain))


def _plain(value: Any) -> Any:
    """Return what JSON does not know as something it knows: bytes as base64."""
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    return str(value)


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]
