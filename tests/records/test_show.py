import io

from rich.console import Console

from autograder.records.record import Marked, Record
from autograder.records.show import mistakes, table

RIGHT = Marked("corr1d", 2.0, 2.0)
UNWRITTEN = Marked("corr2d", 0.0, 4.0, "not-written-yet", "Not written yet.")


def record(*exercises, **more):
    options = {"status": "graded", **more}
    status = options.pop("status")
    return Record("ada", "01_x", status, "", "plain", exercises, **options)


def test_mistakes_in_one_line():
    assert mistakes(record(RIGHT)) == ""
    assert mistakes(record(UNWRITTEN)) == "not-written-yet"
    assert mistakes(record(RIGHT, UNWRITTEN)) == "corr2d: not-written-yet"
    unnamed = Marked("f", 0.5, 1.0, None, "NameError: g")
    assert mistakes(record(unnamed, Marked("g", 0.5, 1.0))) == "f: NameError: g, g: ?"
    assert mistakes(record(status="failed", reason="it died")) == "not graded: it died"


def test_a_table_of_all():
    out = io.StringIO()
    failed = record(status="failed", reason="it died")
    Console(file=out, width=90).print(table([record(RIGHT, UNWRITTEN), failed], {"ada": "tries"}))
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert lines == [
        "student who chapter score named mistake",
        "ada tries 01_x 2 of 6 corr2d: not-written-yet",
        "ada tries 01_x – not graded: it died",
    ]
