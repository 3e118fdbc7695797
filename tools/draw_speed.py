"""Draw the pictures of docs/speed.md: ``python tools/draw_speed.py``.

The first is a drawing; the second shows what this machine measures, in about half a minute.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnkit.functional.strips import SMALL_PRODUCT
from cnnkit.parallel import single_threaded_blas

IMAGES = Path(__file__).parents[1] / "docs" / "images"
COLOURS = {"pixel": "#cfe0ee", "zero": "#ffffff", "run": "#e69f00", "other": "#0072b2"}


def draw_runs() -> Figure:
    """Show the pixels of one tap in an image, and the same pixels as one run of memory."""
    figure = Figure(figsize=(8.4, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 2.6))
    _image(left)
    _memory(right)
    return figure


def _image(ax: Axes) -> None:
    """Draw a 4×4 image in its frame; tap (0, 0) of a 3×3 window meets the marked pixels."""
    for i, j in np.ndindex(6, 6):
        inside = 1 <= i <= 4 and 1 <= j <= 4
        met = i <= 3 and j <= 3
        _cell(ax, j, i, "pixel" if inside else "zero", met)
    ax.set(xlim=(-0.1, 6.1), ylim=(6.1, -0.1), aspect="equal")
    ax.set_title("an image in its frame of zeros,\nand what tap (0, 0) meets", fontsize=9)
    ax.axis("off")


def _memory(ax: Axes) -> None:
    """Draw memory as it is usually, and with shared zeros between the rows."""
    for line, (pitch, title) in enumerate(
        ((4, "usual: one short run for each row"), (5, "a zero between the rows: one long run"))
    ):
        top = 3.2 * line
        ax.text(0, top - 0.35, title, fontsize=9)
        for position in range(4 * pitch + (pitch == 5) * 6):
            row, column = divmod(position, pitch)
            if pitch == 4:
                kind, met = "pixel", row < 3 and column < 3
            else:
                kind = "pixel" if row >= 1 and column >= 1 and row <= 4 else "zero"
                met = position < 4 * pitch
            _cell(ax, position * 0.62, top, kind, met, width=0.62)
            if pitch == 5 and met and column == 4:
                ax.text(position * 0.62 + 0.31, top + 0.62, "×", ha="center", va="center")
    ax.text(0, 5.0, "×  computed and never looked at: this window wraps around", fontsize=9)
    ax.set(xlim=(-0.1, 16.5), ylim=(5.6, -0.9), aspect="equal")
    ax.axis("off")


def _cell(ax: Axes, x: float, y: float, kind: str, met: bool, width: float = 1.0) -> None:
    edge = {"edgecolor": "#777777", "linewidth": 0.6}
    ax.add_patch(matplotlib.patches.Rectangle((x, y), width, 1, facecolor=COLOURS[kind], **edge))
    if met:
        ax.add_patch(
            matplotlib.patches.Rectangle(
                (x, y), width, 1, facecolor="none", hatch="////", edgecolor=COLOURS["run"]
            )
        )


def draw_measured() -> Figure:
    """Measure copying, multiplying and fresh memory, each against what it depends on."""
    figure = Figure(figsize=(9.6, 3.2), layout="constrained")
    copying, multiplying, memory = figure.subplots(1, 3)
    with single_threaded_blas():
        _draw_copying(copying)
        _draw_multiplying(multiplying)
        _draw_memory(memory)
    return figure


def _draw_copying(ax: Axes) -> None:
    lengths = [4, 8, 16, 32, 64, 128, 256, 1024, 4096]
    rates = []
    for length in lengths:
        source = np.ones(((1 << 18) // length, length + 8), np.float32)
        target = np.empty((len(source), length), np.float32)
        seconds = _median(lambda target=target, source=source: _copy(target, source))
        rates.append(target.size / seconds / 1e9)
    ax.semilogx(lengths, rates, marker="o", color=COLOURS["other"], base=2)
    ax.set(
        title="copying", xlabel="numbers in a run", ylabel="10⁹ numbers a second", ylim=(0, None)
    )


def _copy(target: np.ndarray, source: np.ndarray) -> None:
    target[...] = source[:, : target.shape[1]]


def _draw_multiplying(ax: Axes) -> None:
    widths = [32, 64, 128, 256, 400, 512, 1024, 2048]
    for (f, k), marker in zip(((16, 144), (32, 288), (128, 1152)), "osv", strict=True):
        rates = []
        for width in widths:
            a, b = np.ones((f, k), np.float32), np.ones((k, width + 16), np.float32)[:, :width]
            out = np.empty((f, width), np.float32)
            seconds = _median(lambda a=a, b=b, out=out: np.matmul(a, b, out=out))
            rates.append(2 * f * k * width / seconds / 1e9)
        (line,) = ax.semilogx(widths, rates, marker=marker, label=f"{f} filters", base=2)
        if SMALL_PRODUCT // (f * k) > widths[0]:
            ax.axvline(SMALL_PRODUCT // (f * k), color=line.get_color(), linestyle=":")
    ax.set(title="multiplying", xlabel="columns of the product", ylim=(0, None))
    ax.set_ylabel("10⁹ operations a second")
    ax.legend(fontsize=8)


def _draw_memory(ax: Axes) -> None:
    import mmap

    sizes = [1 << bits for bits in range(16, 24)]
    fresh, kept = [], []
    for size in sizes:
        block = np.ones(size, np.uint8)
        kept.append(_median(lambda block=block: block.fill(1)) * 1e3)
        times = []
        for _ in range(9):  # straight from the operating system, past any store of old memory
            array = np.frombuffer(mmap.mmap(-1, size), np.uint8)
            start = time.perf_counter()
            array.fill(1)
            times.append(time.perf_counter() - start)
        fresh.append(statistics.median(times) * 1e3)
    megabytes = [size / (1 << 20) for size in sizes]
    ax.loglog(megabytes, fresh, marker="o", color=COLOURS["run"], label="fresh")
    ax.loglog(megabytes, kept, marker="s", color=COLOURS["other"], label="kept")
    ax.set(title="filling memory", xlabel="megabytes", ylabel="ms")
    ax.legend(fontsize=8)


def _median(call: Callable[[], object], seconds: float = 0.12) -> float:
    call()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    matplotlib.rcParams["svg.hashsalt"] = "cnnkit"
    draw_runs().savefig(IMAGES / "runs.svg", metadata={"Date": None})
    draw_measured().savefig(IMAGES / "speed.png", dpi=110)
