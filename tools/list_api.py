"""Write docs/api.md: every public name of the library, with its first line.

Run it after a public name has changed: ``python tools/list_api.py``.
"""

import importlib
import inspect
from pathlib import Path

PARTS = {
    "cnnkit": "The package itself",
    "cnnkit.functional": "Functions: arrays in, arrays out; each with its gradient",
    "cnnkit.layers": "Layers: they own parameters and remember one forward pass",
    "cnnkit.models": "Networks by the field's names, and their sizes",
    "cnnkit.training": "Training",
    "cnnkit.explain": "Looking inside a trained network",
    "cnnkit.datasets": "Data",
    "cnnkit.plotting": "Pictures",
    "cnnkit.widgets": "Things to move",
    "cnnkit.checks": "Checks",
    "cnnkit.gradcheck": "Is a backward the derivative of its forward?",
    "cnnkit.backend": "Devices",
    "cnnkit.errors": "Errors",
}
EXTRA = {"cnnkit": ("mine", "override")}
TARGET = Path(__file__).parents[1] / "docs" / "api.md"


def public(module) -> list[str]:
    """Return the public names of a module, in alphabetical order."""
    names = EXTRA.get(module.__name__) or getattr(module, "__all__", None)
    if names is None:
        names = [
            name
            for name, thing in vars(module).items()
            if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
        ]
    return sorted(names, key=str.lower)


def first_line(thing) -> str:
    """Return the first line of a docstring, fit for a table."""
    text = (inspect.getdoc(thing) or "").partition("\n")[0]
    return text.replace("|", "\\|")


def page() -> str:
    """Return the page."""
    lines = [
        "# The library on one page",
        "",
        "Made by `python tools/list_api.py`; a test compares. `help(name)` says more: shapes,",
        "errors, sources, and an example that is run.",
    ]
    for name, title in PARTS.items():
        module = importlib.import_module(name)
        lines += ["", f"## {title}: `{name}`", "", "| name | |", "|---|---|"]
        lines += [f"| `{item}` | {first_line(getattr(module, item))} |" for item in public(module)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
