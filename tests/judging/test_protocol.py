"""Whatever arrives, the reader returns a tree or refuses; it never does anything else."""

import io
import json
import math
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.judging.protocol import DTYPES, HEAD, MAGIC, Limits, ProtocolError, decode, encode

SMALL = Limits(size=2**16, text=2**14, nodes=500, depth=8, characters=2**14)

dtypes = st.sampled_from(DTYPES).map(np.dtype)
shapes = arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
scalars = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=8)
)
leaves = scalars | arrays.arrays(dtypes, shapes)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(one, other):
    """Whether two trees are equal in value, kind, shape and number type, NaN included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and np.array_equal(one.view(f"V{one.itemsize}"), other.view(f"V{one.itemsize}"))
            if one.ndim and one.size
            else one.dtype == other.dtype and one.shape == other.shape
        )
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return one == other


def message(node, blocks=b""):
    """A message with any text in it, honest about its length."""
    text = node if isinstance(node, bytes) else json.dumps(node).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text + blocks


def refused(data, limits=None):
    with pytest.raises(ProtocolError) as caught:
        decode(data, limits)
    return str(caught.value)


@settings(max_examples=60)
@given(trees)
def test_what_is_written_is_read(tree):
    assert same(decode(encode(tree)), tree)


@settings(max_examples=30)
@given(trees, st.data())
def test_a_part_of_a_message_is_refused(tree, data):
    whole = encode(tree)
    at = data.draw(st.integers(0, len(whole) - 1))
    refused(whole[:at])


@settings(max_examples=30)
@given(trees, st.binary(min_size=1, max_size=20))
def test_more_than_a_message_is_refused(tree, rest):
    refused(encode(tree) + rest)


@settings(max_examples=60)
@given(trees, st.data())
def test_a_changed_message_is_read_or_refused(tree, data):
    changed = bytearray(encode(tree))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(changed))


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_noise_is_refused(noise):
    refused(noise)
    read_or_refuse(message(noise))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=15,
)
kinds = st.sampled_from(["l", "t", "d", "a", "x", "<f8", "|O", "|b1"])


@settings(max_examples=60)
@given(st.recursive(json_values | kinds, lambda i: st.lists(i, max_size=5)), st.binary(max_size=64))
def test_any_text_is_read_or_refused(node, blocks):
    read_or_refuse(message(node, blocks))


def read_or_refuse(data):
    try:
        tree = decode(data, SMALL)
    except ProtocolError:
        return
    encode(tree)  # what was read is a tree


@settings(max_examples=40)
@given(
    st.text(max_size=6) | st.sampled_from(["|O", "O", "|V8", "<M8[s]", "<U4", ">f8", "f8", "<f16"]),
    st.lists(st.integers(-2, 2**70), max_size=20),
)
def test_an_array_with_wild_claims_is_refused_before_it_is_made(name, shape):
    if name in DTYPES:
        return
    assert "unknown dtype" in refused(message(["a", name, shape], b"\0" * 64))


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        ([2**40], "impossible shape"),
        ([0, 2**40], "impossible shape"),
        ([2**16, 2**16, 2**16], "impossible shape"),
        ([-1], "impossible shape"),
        ([1] * 17, "impossible shape"),
        ([True], "without a shape"),
        ([2.0], "without a shape"),
        (7, "without a shape"),
        (None, "without a shape"),
        ([9], "72 bytes, 64 of them there"),
    ],
)
def test_a_shape_that_cannot_be(shape, why):
    assert why in refused(message(["a", "<f8", shape], b"\0" * 64))


def test_nothing_large_is_made_for_a_small_message():
    claims = [
        message(["a", "<f8", [2**28]], b"\0" * 64),
        message(["a", "<f8", [0, 2**32]]),
        message(b"[" * 100_000),
        message(b'["l",' + b"[" * 5000),
        message(b"1" * 50_000),
        message(["l", "x" * 3000, *["y"] * 6000]),
    ]
    for claim in claims:
        tracemalloc.start()
        refused(claim)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 2**20 + 40 * len(claim), claim[:60]


def test_memory_stays_within_a_known_multiple_of_the_message():
    data = np.zeros(2**20)
    whole = encode([data])
    tracemalloc.start()
    decode(whole)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.1 * data.nbytes + 2**20


@pytest.mark.parametrize(
    ("limits", "tree", "why"),
    [
        (Limits(size=100), np.zeros(20), "bytes or more. Expected at most 100"),
        (Limits(nodes=10), [0] * 10, "more than 10 values"),
        (Limits(depth=3), [[[[0]]]], "nested more than 3 deep"),
        (Limits(characters=100), ["x" * 60, "y"], "too long or too many strings"),
        (Limits(characters=100), {"x" * 60: 0, "y": 0}, "too long or too many strings"),
    ],
)
def test_both_ends_hold_the_limits(limits, tree, why):
    with pytest.raises(ProtocolError, match=why):
        encode(tree, limits)
    with pytest.raises(ProtocolError):
        decode(encode(tree), limits)


def test_the_text_has_a_limit_of_its_own():
    assert "a text of" in refused(encode(list(range(1000))), Limits(text=100))
    with pytest.raises(ProtocolError, match=r"a text of 3895 bytes\. Expected at most 100"):
        encode(list(range(1000)), Limits(text=100))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(object(), id="object"),
        np.float64(1.0),
        np.array([None]),
        np.array(["text"]),
        np.array([b"bytes"]),
        np.array(["2001-01-01"], dtype="M8[D]"),
        np.zeros(2, dtype=[("a", "f8")]),
        np.ma.masked_array([1.0]),
        {1: 2},
        {1, 2},
        2**64,
        -(2**63) - 1,
        "half a character: \ud800",
        {"\udfff": 1},
        b"bytes",
        1j,
    ],
    ids=repr,
)
def test_what_is_not_a_tree_is_not_written(value):
    with pytest.raises(ProtocolError):
        encode(value)


def test_any_memory_layout_is_written_in_order():
    x = np.arange(24.0).reshape(2, 3, 4)
    for array in (x.T, x[:, ::-2], np.asfortranarray(x), x.astype(">f4"), np.float64(3) * x[0, 0]):
        again = decode(encode(array))
        assert again.shape == array.shape
        assert (again == array).all()
        assert again.flags.c_contiguous
        assert again.flags.writeable
        assert again.flags.owndata


def test_long_numbers_are_shortened():
    assert decode(encode(np.ones(2, np.longdouble))).dtype == np.float64
    assert decode(encode(np.ones(2, np.clongdouble))).dtype == np.complex128


def test_truth_values_are_true_or_false():
    assert "neither 0 nor 1" in refused(message(["a", "|b1", [2]], b"\x01\x02"))


def test_a_dict_has_each_key_once_and_strings_for_keys():
    assert "same key twice" in refused(message(["d", "a", 1, "a", 2]))
    assert "keys and values" in refused(message(["d", "a", 1, "b"]))
    assert "keys and values" in refused(message(["d", 1, 1]))


def test_objects_of_json_mean_nothing_here():
    assert "without a kind" in refused(message(b'{"a": 1, "a": 2}'))


def test_a_half_character_is_refused():
    assert "half a character" in refused(message(b'"\\ud800"'))


def test_archives_and_pickles_are_not_messages():
    buffer = io.BytesIO()
    np.savez_compressed(buffer, x=np.zeros(10_000))
    assert "do not begin like a message" in refused(buffer.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", b"\0" * 1_000_000)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("x.npy", b"\0")
    assert "do not begin like a message" in refused(bomb.getvalue())
    refused(message(bomb.getvalue()))
    pickled = io.BytesIO()
    np.save(pickled, np.array([{}], dtype=object), allow_pickle=True)
    refused(message(["a", "|O", [1]], pickled.getvalue()))


def test_the_error_says_what_came_and_what_to_do():
    with pytest.raises(ProtocolError) as caught:
        encode(object())
    assert str(caught.value) == (
        "message: received an object of type object. Expected a tree. "
        "Return numbers, arrays, or lists, tuples and dicts of them."
    )


def test_a_message_has_the_length_it_says():
    whole = encode({"a": np.arange(3)})
    assert whole[:8] == MAGIC
    length = int.from_bytes(whole[8:HEAD], "little")
    assert len(whole) == HEAD + length + 24
