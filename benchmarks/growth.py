"""The picture of growth: time against size, on axes where a power of the size is a line."""

from pathlib import Path
from typing import Any


def draw_growth(found: dict[str, dict[str, Any]], file: Path) -> Path:
    """Draw one panel for everything that grows; return where the picture is.

    Parameters
    ----------
    found
        By what grows: ``sizes``, and for each rival its seconds.
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import LogLocator, StrMethodFormatter

    figure = Figure(figsize=(4 * len(found), 3.2), layout="constrained")
    panels = figure.subplots(1, len(found), squeeze=False)[0]
    for ax, (axis, lines) in zip(panels, found.items(), strict=True):
        sizes = lines["sizes"]
        for marker, (name, seconds) in zip(
            "osv", ((name, line) for name, line in lines.items() if name != "sizes"), strict=False
        ):
            ax.loglog(sizes, [value * 1e3 for value in seconds], marker=marker, label=name)
        ax.set_xticks(sizes, [str(size) for size in sizes])
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        ax.minorticks_off()
        ax.grid(axis="y", alpha=0.3)
        ax.set_xlabel(axis)
        ax.set_ylabel("ms")
        ax.legend()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=120)
    return file
