"""A policy is data: it comes back from JSON unchanged, and nonsense is refused."""

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.policy import Limits, Policy
from cnnkit.errors import ParameterError

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
mappings = st.dictionaries(words, words, max_size=3)


@settings(max_examples=40, deadline=None)
@given(
    read_only=mappings,
    texts=mappings,
    environment=mappings,
    masks=st.lists(words, max_size=3),
    unsafe=st.booleans(),
    memory=st.integers(1, 2**50),
)
def test_json_and_back(read_only, texts, environment, masks, unsafe, memory):
    policy = Policy(
        chapter="03",
        interpreter="/usr/bin/python3",
        read_only=read_only,
        texts=texts,
        environment=environment,
        masks=tuple(masks),
        unsafe=unsafe,
        limits=Limits(memory=memory),
    )
    assert Policy.from_json(policy.to_json()) == policy
    assert Policy.from_json(policy.to_json()).to_json() == policy.to_json()


def test_json_names_every_field():
    written = json.loads(Policy("03", "/usr/bin/python3").to_json())
    assert set(written) == {field.name for field in dataclasses.fields(Policy)}
    assert set(written["limits"]) == {field.name for field in dataclasses.fields(Limits)}


@pytest.mark.parametrize("change", [{"unsave": True}, {"limits": {"memroy": 1}}, {"chapter": None}])
def test_a_misspelt_policy_is_refused(change):
    raw = json.loads(Policy("03", "/usr/bin/python3").to_json()) | change
    if raw["chapter"] is None:
        del raw["chapter"]
    with pytest.raises(ParameterError) as caught:
        Policy.from_json(json.dumps(raw))
    assert str(caught.value) == (
        f"Policy.from_json: received the keys {', '.join(sorted(raw))}. Expected the fields of a "
        "Policy. Read only what Policy.to_json of this version wrote."
    )


@pytest.mark.parametrize("value", [0, -1, True, 1.5, "9", None])
def test_a_limit_is_a_positive_whole_number(value):
    with pytest.raises(ParameterError, match=r"Limits: received wall_seconds=.*above zero\.$"):
        Limits(wall_seconds=value)


def test_changes_make_a_new_policy():
    policy = Policy("03", "/usr/bin/python3")
    changed = policy.with_limits(files=7).with_files({"a/b.csv": "/srv/b.csv"})
    assert policy == Policy("03", "/usr/bin/python3")
    assert changed.limits == Limits(files=7)
    assert changed.read_only == {"/tmp/work/a/b.csv": "/srv/b.csv"}
