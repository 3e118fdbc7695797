import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.intake.rebuild import rebuild
from autograder.intake.spare import spare

MINE = "def corr1d(x, w):\n    return 'mine'"


@pytest.mark.parametrize(
    ("submitted", "remarks"),
    [
        (None, ["no notebook was handed in: graded as not written"]),
        (b"", ["the file is empty: graded as not written"]),
        (
            b"\xff\xfe%\x00P\x00D\x00F\x00",
            [
                "the file was written as utf-16",
                "the file is not a notebook: it cannot be read as JSON: graded as not written",
            ],
        ),
    ],
)
def test_what_cannot_be_read_is_graded_as_not_written(released, submitted, remarks):
    made, said = rebuild(released, submitted)
    assert (made, said) == (spare(released), remarks)
    assert [cell["source"] for cell in made["cells"]] == [
        cell["source"] for cell in released["cells"]
    ]


def test_a_notebook_keeps_its_answers(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    made, remarks = rebuild(released, handed_in.bytes())
    assert remarks == []
    assert MINE in [cell["source"] for cell in made["cells"]]


def test_of_a_file_that_breaks_off_the_answers_so_far_count(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    data = handed_in.bytes()
    made, remarks = rebuild(released, data[: data.index(b'"id": "check_corr2d"')])
    assert MINE in [cell["source"] for cell in made["cells"]]
    assert remarks[0].startswith("the file breaks off")
    assert "the cell for conv2d_true was gone: it counts as not written" in remarks


def test_the_release_is_not_changed(released, released_bytes, handed_in):
    from autograder import notebooks

    handed_in.write("answer_corr1d", MINE).add("setup_1", "a = 1")
    rebuild(released, handed_in.bytes())
    assert notebooks.dump(released) == released_bytes


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_file_never_raises(released, handed_in, data):
    whole = bytearray(handed_in.write("answer_corr1d", MINE).bytes())
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
    made, _ = rebuild(released, bytes(whole))
    assert len(made["cells"]) >= len(released["cells"])
