"""Attacks on the exercise about pictures not seen yet: show them, find their labels, know them."""

import json
import os

import numpy as np
import pytest

from autograder import notebooks
from autograder.judging.answers import answers
from autograder.judging.notebook import grade
from autograder.judging.unseen import NOTE, held_back
from autograder.sandbox.bubblewrap import probe
from autograder.sandbox.image import default_policy
from cnnkit.checks import check
from judging.papers import answer_cell, check_cell, extra_cell, setup_cell

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("sandbox")]

WRONG = """
def recognise(x_train, y_train, x, rng):
    return np.full(len(x), y_train[0])
"""

SHOWS = """
import warnings
seen = []
def recognise(x_train, y_train, x, rng):
    seen.append(x)
    text = "SEEN " + str((255 * x[0]).astype(int).tolist())
    print(text)
    warnings.warn(text)
    if len(seen) > 1:
        raise ValueError(text)
    return np.full(len(x), y_train[0])
"""

SHOW_LATER = """
for pictures in globals().get("seen", []):
    print("SEEN", (255 * pictures[0]).astype(int).tolist())
"""

SEARCHES = """
import gc, sys
def recognise(x_train, y_train, x, rng):
    def found():
        frame = sys._getframe()
        while frame is not None:
            yield from frame.f_locals.values()
            frame = frame.f_back
        yield from gc.get_objects()
    for thing in list(found()):
        try:
            parts = [thing, *dict(getattr(thing, "kept", {})).values()]
        except Exception:
            parts = [thing]
        for part in parts:
            if type(part) is np.ndarray and part.shape == (len(x),) and part.dtype.kind == "i":
                return part
    return np.full(len(x), y_train[0])
"""

KNOWS = """
from cnnkit import datasets
data = datasets.fashion_mnist(subset="small")
def middle(picture, i=0, j=0):
    return picture[0, 4 + i : 24 + i, 4 + j : 24 + j].tobytes()
test = {middle(p): k for p, k in zip(data.x_test, data.y_test)}
train = {middle(p): k for p, k in zip(data.x_train, data.y_train)}
def recognise(x_train, y_train, x, rng):
    names = {train[middle(p)]: k for p, k in zip(x_train, y_train)}
    found = []
    for p in x:
        seen = [middle(p, i, j) for i in range(-2, 3) for j in range(-2, 3)]
        kinds = [test[m] for m in seen if m in test]
        found.append(names.get(kinds[0]) if kinds else y_train[0])
    return np.array(found)
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    found = probe()
    if not found.works:
        message = f"no sandbox here: {found.reason}"
        if os.environ.get("CNNKIT_REQUIRE_SANDBOX") == "1":
            pytest.fail(message)
        pytest.skip(message)
    masks = answers("10")
    return default_policy("10", mask_functions=masks, cache=tmp_path_factory.mktemp("cache"))


def graded(source, policy, after=""):
    cells = [setup_cell(), answer_cell("recognise", source), check_cell("recognise")]
    cells += [extra_cell(after)] if after else []
    return grade(
        notebooks.new(cells), student="eve", assignment="10", secret=b"s" * 32, policy=policy
    )


def test_pictures_are_not_carried_out(policy):
    result = graded(SHOWS, policy, SHOW_LATER)
    (findings,) = result.findings
    assert NOTE in findings.notes
    assert [verdict.outcome.kind for verdict in findings.verdicts] == ["returned", "raised"]
    text = json.dumps(result.notebook)
    assert "its message is not shown" in text
    outputs = [cell["outputs"] for cell in result.notebook["cells"]]
    assert "SEEN" not in json.dumps(outputs)
    assert findings.points == 0.0


def test_there_are_no_labels_to_be_found(policy):
    (findings,) = graded(SEARCHES, policy).findings
    assert {verdict.outcome.kind for verdict in findings.verdicts} == {"returned"}
    assert findings.points == 0.0


def test_whoever_knows_the_courses_pictures_knows_none_of_these(policy):
    namespace = {"np": np}
    exec(KNOWS, namespace)
    assert check("recognise", namespace["recognise"]).passed  # the student's own check is content
    (findings,) = graded(KNOWS, policy).findings
    assert findings.points == 0.0


def test_no_held_back_picture_lies_in_the_sandbox(policy):
    name = "held_back"
    assert not any(name in inside + outside for inside, outside in policy.read_only.items())
    assert len(held_back().x) == 500
