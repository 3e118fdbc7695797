"""What a selftest says on the screen."""

import io
from pathlib import Path

from rich.console import Console

from autograder.selftest import show
from autograder.selftest.show import progress, text
from autograder.selftest.trials import Result, Trial, Tried

WRONG = Trial(Path(), "mutants", "corr1d", "tests/mutants/corr1d/[a].py")


def lines(result):
    out = io.StringIO()
    Console(file=out, width=120).print(text(result))
    return out.getvalue().splitlines()


def test_a_clean_one():
    tried = [Tried(WRONG, rejected=True, mistakes=("right-for-some-inputs", "filter-flipped"))]
    shown = lines(Result(tried=tried, missing=["tests/mutants/x: no answers there"], seconds=200))
    assert shown[0] == "missing tests/mutants/x: no answers there"
    assert (
        "wrong answers  1 of 1 rejected, 1 named (with a name that fits much: 1 right for some"
        in (shown[3])
    )
    assert shown[-1] == "selftest: clean, in 3 min"


def test_one_with_failures():
    shown = lines(Result(tried=[Tried(WRONG, "it earns all")], sampled=[Tried(WRONG)], seconds=3))
    assert "in the sandbox 1 of 1 the same" in shown
    assert shown[-1] == "selftest: not clean: 1 wrong, in 3 s"
    assert "There was nothing to try." in lines(Result())


def test_where_nobody_watches_a_line_comes_now_and_then(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(show, "EVERY", 0.0)
    with progress(Console(file=out, width=120), "tried") as done:
        done(Tried(WRONG), 42.0)
        done(Tried(WRONG, "it earns all"), 0.0)
    assert out.getvalue().splitlines() == [
        "1 tried, about 42 s left",
        "2 tried, about 1 s left",
        "wrong tests/mutants/corr1d/[a].py, corr1d: it earns all",
    ]


def test_on_a_terminal_one_line_moves():
    out = io.StringIO()
    with progress(Console(file=out, width=120, force_terminal=True), "tried") as done:
        done(Tried(WRONG), 42.0)
    assert "tried" in out.getvalue()
