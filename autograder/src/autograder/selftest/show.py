"""A selftest on the screen: how far it is, and what came of it."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.markup import escape

from autograder.progress import in_words
from autograder.selftest.trials import Result, Tried

if TYPE_CHECKING:
    from rich.console import Console

EVERY = 5.0
"""Seconds between two lines where nobody watches a moving one."""


@contextlib.contextmanager
def progress(out: "Console", what: str) -> Iterator[Callable[[Tried, float], None]]:
    """Hand over what is to be called after each trial, and show how far it is meanwhile."""
    count, told = 0, time.monotonic()
    with out.status(f"0 {what}") if out.is_terminal else contextlib.nullcontext() as line:

        def done(item: Tried, left: float) -> None:
            nonlocal count, told
            count += 1
            says = f"{count} {what}, about {in_words(left)} left"
            if line is not None:
                line.update(says)
            elif time.monotonic() - told > EVERY:
                told = time.monotonic()
                out.print(says)
            if item.fault:
                out.print(_line(item))

        yield done


def _line(item: Tried) -> str:
    return (
        f"[red]wrong[/red] {escape(item.trial.file)}, {item.trial.exercise}: {escape(item.fault)}"
    )


def text(result: Result) -> str:
    """Return the outcome in a few lines; the failures stand above, as they were found."""
    found = result.to_dict()
    right, stubs, wrong, others, judged = (
        found[kind] for kind in ("solutions", "releases", "mutants", "alternatives", "sandbox")
    )
    lines = [f"[yellow]missing[/yellow] {escape(what)}" for what in result.missing]
    lines += [
        f"solutions      {right['full']} of {right['total']} earn every point",
        f"releases       {stubs['zero']} of {stubs['total']} earn none",
        f"wrong answers  {wrong['rejected']} of {wrong['total']} rejected, {wrong['named']} named "
        f"({_catch_all(wrong['catch_all'])})",
        f"right answers  {others['passed']} of {others['total']} earn every point",
    ]
    if judged["total"]:
        lines.append(f"in the sandbox {judged['passed']} of {judged['total']} the same")
    if not result.tried:
        lines.append("There was nothing to try.")
    verdict = "clean" if result.clean else f"[red]not clean[/red]: {len(result.failures)} wrong"
    return "\n".join([*lines, f"selftest: {verdict}, in {in_words(result.seconds)}"])


def _catch_all(counts: dict[str, int]) -> str:
    told = ", ".join(f"{count} {name.replace('-', ' ')}" for name, count in counts.items())
    return f"with a name that fits much: {told}"
