"""The threat model and the tests name each other."""

import re
from pathlib import Path

import autograder.sandbox

README = Path(autograder.sandbox.__file__).with_name("README.md")
HERE = Path(__file__).parent


def named_in(*names):
    texts = [HERE.joinpath(name).read_text(encoding="utf-8") for name in names]
    return {name for text in texts for name in re.findall(r"^ *def (test_\w+)", text, re.M)}


def test_every_line_of_the_threat_model_has_a_test():
    text = README.read_text(encoding="utf-8")
    table = text[text.index("## Threats") : text.index("## What is not stopped")]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 30
    assert [row for row in rows if "`test_" not in row] == []
    named = set(re.findall(r"`(test_\w+)`", text))
    assert named <= named_in("test_escapes.py", "test_limits.py", "test_image.py")


def test_every_attempt_has_a_line_in_the_threat_model():
    named = set(re.findall(r"`(test_\w+)`", README.read_text(encoding="utf-8")))
    assert named_in("test_escapes.py", "test_limits.py") - named == set()
