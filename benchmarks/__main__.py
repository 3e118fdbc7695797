"""``python -m benchmarks conv --json FILE``: measure, print a table, write JSON and pictures."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import benchmarks
from benchmarks.harness import Options
from benchmarks.report import Report

BUILD = Path("build/benchmarks")


def commands() -> dict[str, ModuleType]:
    """Return the modules of this package that have a function ``run``, by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(benchmarks.__path__))
    modules = {
        name: importlib.import_module(f"benchmarks.{name}") for name in names if name[0] != "_"
    }
    return {name: module for name, module in modules.items() if hasattr(module, "run")}


def parser(known: dict[str, ModuleType]) -> argparse.ArgumentParser:
    """Return the command line; each command's help is the first line of its module."""
    listed = "\n".join(f"  {name:10} {_first_line(module)}" for name, module in known.items())
    made = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"Measure the library next to its peers.\n\ncommands:\n{listed}\n"
        "  all        every one of these",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("command", choices=[*known, "all"], metavar="command")
    made.add_argument("--json", type=Path, metavar="FILE", help="where the figures go")
    made.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    made.add_argument("--device", choices=["cpu", "gpu"], default="cpu")
    made.add_argument("--seconds", type=float, default=1.0, help="for each row (default 1)")
    made.add_argument("--only", default="", metavar="TEXT", help="rows whose name holds this text")
    made.add_argument("--folder", type=Path, default=BUILD, help=f"for pictures (default {BUILD})")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or all."""
    known = commands()
    options = parser(known).parse_args(arguments)
    chosen = list(known) if options.command == "all" else [options.command]
    if options.json and options.command == "all":
        print("--json names one file: give it with one command", file=sys.stderr)
        return 2
    given = Options(options.quick, options.device, options.seconds, options.only, options.folder)
    for name in chosen:
        report: Report = known[name].run(given)
        report.print()
        report.write(options.json or options.folder / f"{name}.json")
    return 0


def _first_line(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
