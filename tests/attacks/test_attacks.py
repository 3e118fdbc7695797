"""No attack gains a point: each is graded in the sandbox, beside the same answers without it."""

import dataclasses
import json
import os
from html.parser import HTMLParser

import pytest

from attacks.cheats import ATTACKS, NONE, POINTS
from autograder.judging.answers import answers
from autograder.judging.notebook import grade
from autograder.judging.recovery import Bounds
from autograder.sandbox.bubblewrap import probe
from autograder.sandbox.image import default_policy
from cnnkit.checks import find

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("sandbox")]

BOUNDS = Bounds(cell=10.0, total=90.0, restarts=5)


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    found = probe()
    if not found.works:
        message = f"no sandbox here: {found.reason}"
        if os.environ.get("CNNKIT_REQUIRE_SANDBOX") == "1":
            pytest.fail(message)
        pytest.skip(message)
    masks = answers("01")
    return default_policy("01", mask_functions=masks, cache=tmp_path_factory.mktemp("cache"))


def unnamed(name):
    """The exercise without its list of mistakes: who has gained is seen from the points alone."""
    return dataclasses.replace(find(name), misconceptions=(), budget=6.0)


def graded(attack, policy):
    return grade(
        attack.notebook(),
        student="mallory",
        assignment="01",
        secret=b"secret" * 6,
        policy=policy,
        bounds=BOUNDS,
        lookup=unnamed,
    )


@pytest.fixture(scope="module")
def without(policy):
    return graded(NONE, policy)


def test_the_answers_alone_are_wrong_but_not_worthless(without):
    points = {findings.exercise: findings.points for findings in without.findings}
    assert 0 < sum(points.values()) < sum(POINTS.values())
    assert all(points[name] < POINTS[name] for name in POINTS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_nothing_is_gained(attack, policy, without):
    result = graded(attack, policy)
    honest = {findings.exercise: findings for findings in without.findings}
    for findings in result.findings:
        assert findings.points <= honest[findings.exercise].points, attack.tries
        won = [
            verdict.case.name
            for verdict, plain in zip(
                findings.verdicts, honest[findings.exercise].verdicts, strict=False
            )
            if verdict.passed and not plain.passed
        ]
        assert not won, attack.tries
    assert len(json.dumps(result.notebook["cells"])) < 2_000_000
    for cell in result.notebook["cells"]:
        for output in cell["outputs"]:
            assert not living(output.get("data", {}).get("text/html", ""))


def living(html):
    """Return what in a piece of HTML would run, load or link."""
    found = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag in ("script", "iframe", "svg", "form", "a", "object", "embed", "link"):
                found.append(tag)
            found.extend(name for name, _ in attrs if name.startswith("on"))

    parser = Parser()
    parser.feed(html)
    parser.close()
    return found


def test_living_html_is_recognised():
    assert living("<img src=x onerror='a()'><script>b()</script>") == ["onerror", "script"]
    assert living("&lt;img onerror=a()&gt;") == []


def test_there_are_many_attacks_and_each_says_what_it_tries():
    assert len(ATTACKS) >= 60
    assert len({attack.tries for attack in ATTACKS}) == len(ATTACKS)
    assert all(attack.cells or attack.after or attack.tags for attack in ATTACKS)
