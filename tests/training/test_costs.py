import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cnnkit.errors import ParameterError
from cnnkit.training.costs import Cost, Profile


def cost(name, forward, backward, kept=0, peak=0, kind="ReLU"):
    return Cost(name, kind, (2, 3, 4, 5), 10, 1000, forward, backward, kept, peak)


ROWS = (
    cost("conv", 0.001, 0.002, 2048, 4096, "Conv2d"),
    cost("block.a.conv", 0.002, 0.004, 1024, 1024),
    cost("block.a.relu", 0.003, 0.001, 3072, 512),
    cost("block.b", 0.001, 0.003),
)
FOUND = Profile((2, 3, 8, 8), "cpu", 5, ROWS, 0.001, 0.002, 8192)


def test_the_table_adds_up():
    assert FOUND.forward == pytest.approx(0.008)
    assert FOUND.backward == pytest.approx(0.012)
    assert FOUND.kept == 6144
    assert FOUND.unexplained == pytest.approx(0.15)
    assert sum(map(FOUND.share, ROWS)) + FOUND.unexplained == pytest.approx(1)


TEXT = """\
name              kind    output shape  parameters   MACs  forward, ms  backward, ms  share  kept, KiB  peak, KiB
-----------------------------------------------------------------------------------------------------------------
conv              Conv2d  2×3×4×5               10  1,000         1.00          2.00   15 %       2.00       4.00
block.a.conv      ReLU    2×3×4×5               10  1,000         2.00          4.00   30 %       1.00       1.00
block.a.relu      ReLU    2×3×4×5               10  1,000         3.00          1.00   20 %       3.00       0.50
block.b           ReLU    2×3×4×5               10  1,000         1.00          3.00   20 %       0.00       0.00
(between layers)                                                  1.00          2.00   15 %

batch: 2×3×8×8 (cpu, medians of 5 passes)
forward: 8.00 ms
backward: 12.00 ms
kept for backward: 6.00 KiB
peak memory: 8.00 KiB

block.a.conv takes 30 % of the time; block.a.relu keeps 50 % of the memory for backward."""  # noqa: E501


def test_text():
    assert str(FOUND) == TEXT


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_html_and_data_say_the_same():
    strange = replace(FOUND, rows=(replace(ROWS[0], name="<b>"), *ROWS[1:]))
    tags = Tags()
    tags.feed(strange._repr_html_())
    assert tags.open == []
    assert "<b>" in tags.text
    assert FOUND.conclusion in tags.text
    for row in FOUND.table()[1:]:
        assert {text for text in row if text} <= {*tags.text, "conv"}
    data = json.loads(json.dumps(FOUND.to_dict()))
    assert [row["name"] for row in data["rows"]] == [row.name for row in ROWS]
    assert data["rows"][2]["kept"] == 3072


def test_rows_of_a_block_are_added_up():
    blocks = FOUND.grouped()
    assert [row.name for row in blocks.rows] == ["conv", "block"]
    assert blocks.rows[0] == ROWS[0]
    block = blocks.rows[1]
    assert (block.kind, block.parameters, block.macs) == ("3 layers", 30, 3000)
    assert (block.forward, block.backward) == pytest.approx((0.006, 0.008))
    assert (block.kept, block.peak) == (4096, 1024)
    assert [row.name for row in FOUND.grouped(2).rows] == ["conv", "block.a", "block.b"]
    assert FOUND.grouped(3) == FOUND
    assert blocks.seconds == pytest.approx(FOUND.seconds)
    for depth in (0, 1.5):
        with pytest.raises(ParameterError) as caught:
            FOUND.grouped(depth)
        assert str(caught.value) == (
            f"Profile.grouped: received depth={depth}. Expected a whole number, 1 or more. "
            "1 stands for the first part of the names."
        )


def test_the_conclusion_names_one_layer_once():
    assert replace(FOUND, rows=ROWS[:1]).conclusion == (
        "conv takes 50 % of the time; it keeps 100 % of the memory for backward."
    )
    assert replace(FOUND, rows=ROWS[3:]).conclusion == "block.b takes 57 % of the time."
    assert replace(FOUND, rows=()).conclusion == "No layer took any time."
    assert "(between layers)" in str(replace(FOUND, rows=()))


def test_the_alternative_text_names_what_is_large():
    assert FOUND.alt == (
        "Bars from the first layer to the last, 4 in all. Longest in time, forward and backward in "
        "ms: block.a.conv 2.00 and 4.00, block.a.relu 3.00 and 1.00, block.b 1.00 and 3.00, conv "
        "1.00 and 2.00. Most memory kept for backward, in KiB: block.a.relu 3.00, conv 2.00, "
        f"block.a.conv 1.00. {FOUND.conclusion}"
    )


def test_a_peak_that_nobody_measured_is_a_dash():
    unknown = replace(FOUND, rows=(replace(ROWS[0], peak=None),), peak=None)
    assert unknown.table()[1][-1] == "–"
    assert "peak memory" not in str(unknown)
    assert unknown.grouped().rows[0].peak is None
