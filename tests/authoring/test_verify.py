"""Each rule is broken once, in a chapter that is otherwise right."""

import functools
import tempfile
from pathlib import Path

import pytest

import small_course
from autograder import notebooks
from autograder.authoring import percent, source, verify
from autograder.authoring.release import release
from autograder.course import Desk
from autograder.errors import Refusal

NAME = "01_tiny"


def at(mark, text=small_course.SOURCE):
    """Return how the place of a mark is named."""
    return f"{NAME}, line {text.splitlines().index(f'# %% {mark}'.rstrip()) + 1}"


TRUE = 'solution="conv2d_true"'
ANSWER_1, CHECK_1 = at('solution="corr1d"'), at('check="corr1d"')


def of_source(text):
    return [str(item) for item in verify.source_findings(percent.parse(NAME, text))]


def changed(before, after, count=1):
    assert before in small_course.SOURCE
    return small_course.SOURCE.replace(before, after, count)


def test_the_small_chapter_is_right():
    assert of_source(small_course.SOURCE) == []


def test_a_check_without_a_solution():
    text = changed('# %% solution="corr1d"', "# %%").replace("### BEGIN SOLUTION", "#", 1)
    found = of_source(text.replace("### END SOLUTION", "#", 1))
    assert found == [f'{CHECK_1}: check="corr1d" has no solution="…" before it']


def test_a_check_before_its_solution():
    text = changed('# %% check="corr1d"\ncheck("corr1d", corr1d)\n\n', "")
    text = text.replace("# %% experiment", '# %% check="corr1d"\ncheck("corr1d", 1)\n\n# %%')
    assert 'check="corr1d" has no solution="…" before it' in of_source(text)[0]


def test_a_solution_without_a_check():
    text = changed('# %% check="corr1d"\ncheck("corr1d", corr1d)\n\n', "")
    assert of_source(text) == [
        f'{ANSWER_1}: solution="corr1d" has no check',
        "01_tiny: the exercise corr1d of this chapter is never asked",
    ]


@pytest.mark.parametrize("kind", ["solution", "check"])
def test_a_duplicate(kind):
    text = changed(f'# %% {kind}="corr2d"', f'# %% {kind}="corr1d"')
    assert any(f'{kind}="corr1d" stands here again' in line for line in of_source(text))


def test_an_exercise_that_there_is_not():
    text = small_course.SOURCE.replace('="corr1d"', '="cor1d"').replace('("corr1d"', '("cor1d"')
    assert of_source(text)[0] == (
        f"{ANSWER_1}: check: received the exercise name 'cor1d'. Expected a name from "
        "cnnkit.checks.exercises(). Write 'corr1d'."
    )


def test_an_exercise_of_another_chapter():
    found = verify.source_findings(percent.parse("02_tiny", small_course.SOURCE))
    assert "corr1d is an exercise of chapter 01" in str(found[0])


@pytest.mark.parametrize(
    "end",
    [
        "corr1d",
        'report = check("corr1d", corr1d)',
        'check("corr1d", corr1d);',
        'check("corr2d", corr1d)',
        'check("corr1d", corr1d)\nprint("done")',
        'print(check("corr1d", corr1d))',
        "check(",
    ],
)
def test_a_check_cell_that_does_not_end_in_its_check(end):
    text = changed('check("corr1d", corr1d)', end)
    wanted = f'{CHECK_1}: the cell must end in check("corr1d", …), and nothing after'
    assert of_source(text) == [wanted]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    ### BEGIN SOLUTION\n", ""),
        ("    ### END SOLUTION\n", ""),
        ("    ### END SOLUTION\n", "    ### BEGIN SOLUTION\n"),
    ],
)
def test_markers_that_do_not_pair(before, after):
    assert of_source(changed(before, after)) == [
        f"{ANSWER_1}: a solution stands between ### BEGIN SOLUTION and ### END SOLUTION"
    ]


def test_a_marker_outside_a_solution():
    text = changed("signal\n", "### BEGIN SOLUTION\nsignal\n### END SOLUTION\n")
    assert of_source(text) == [f"{at('')}: ### BEGIN SOLUTION stands outside a solution cell"]


@pytest.mark.parametrize(
    "image",
    ["![](a.png)", "![ ](a.png)", '<img src="a.png">', '<IMG src="a.png" alt="">', "<img alt>"],
)
def test_a_figure_without_alt_text(image):
    text = changed("![a filter over a picture](https://example.org/a.png)", image)
    assert of_source(text) == [f"01_tiny, line 1: a figure without alt text: {image}"]


@pytest.mark.parametrize("image", ["![a cat](a.png)", "<img src='a.png' alt='a cat'>"])
def test_a_figure_with_alt_text(image):
    assert of_source(changed("# # Tiny", f"# {image}")) == []


def test_a_long_cell_is_a_warning_and_a_long_solution_is_none():
    text = changed("signal\n", "signal\n" * 12).replace(
        "    return out\n", "    # so\n" * 12 + "    return out\n"
    )
    (found,) = verify.source_findings(percent.parse(NAME, text))
    assert str(found) == ("01_tiny, line 11: a code cell of 13 lines; 12 are enough for one idea")
    assert found.warning
    verify.refuse([found])


def test_faults_are_refused_together():
    faults = [verify.Finding("a", "is wrong"), verify.Finding("b", "too")]
    with pytest.raises(Refusal) as error:
        verify.refuse(faults)
    assert str(error.value) == (
        "verify: received \n  a: is wrong\n  b: too\n. Expected a chapter without these faults. "
        "Mend the chapter's file in solutions/."
    )


@functools.cache
def released(text):
    """Return the chapter in ``text`` and its students' notebook: nbgrader makes each one once."""
    chapter = percent.parse(NAME, text)
    with tempfile.TemporaryDirectory() as folder:
        return chapter, release(Desk(Path(folder)), NAME, source.notebook(chapter))


def of_release(tmp_path, text=small_course.SOURCE, change=None):
    chapter, data = released(text)
    path = tmp_path / "a.ipynb"
    path.write_bytes(data)
    if change:
        notebook = notebooks.load(path)
        change({notebooks.grade_id(cell): cell for cell in notebook["cells"]})
        path.write_bytes(notebooks.dump(notebook))
    return [str(item) for item in verify.release_findings(chapter, path)]


def test_the_small_release_is_right(tmp_path):
    assert of_release(tmp_path) == []


def test_an_answer_left_in_prose(tmp_path):
    text = changed("# You can now", "# turned = w[::-1, ::-1]\n# return corr2d(x, turned)\n#")
    assert of_release(tmp_path, text) == [
        f"{at(TRUE)}: the answer to conv2d_true is left in the notebook"
    ]


def test_an_answer_left_in_its_cell(tmp_path):
    def leave(cells):
        cells["answer_conv2d_true"]["source"] += (
            "\n    turned = w[::-1, ::-1]\n\n    # so\n    return corr2d(x, turned)"
        )

    assert of_release(tmp_path, change=leave) == [
        f"{at(TRUE)}: the answer to conv2d_true is left in the notebook"
    ]


def test_a_marker_left(tmp_path):
    def leave(cells):
        cells["answer_corr1d"]["source"] += "\n    ### END SOLUTION"

    assert of_release(tmp_path, change=leave) == [
        "01_tiny: a solution marker is left in the cell answer_corr1d"
    ]


@pytest.mark.parametrize(
    "stub",
    [
        "def corr1d(x, w):\n    pass",
        "def corr1d(x, w):\n    raise NotImplementedError",
        "def corr1d(x, w):\n    raise NotImplementedError()",
        'def corr1d(x, w):\n    raise NotImplementedError("todo")',
        'def corr1d(x, w):\n    raise ValueError("This is yours to write, so write it.")',
        'def other(x, w):\n    raise NotImplementedError("This is yours to write, so write it.")',
        'raise NotImplementedError("This is yours to write, so write it.")',
        "def corr1d(x, w:",
    ],
)
def test_a_stub_that_does_not_help(tmp_path, stub):
    def leave(cells):
        cells["answer_corr1d"]["source"] = stub

    assert of_release(tmp_path, change=leave) == [
        f"{ANSWER_1}: the students' version of corr1d must define it and raise "
        "NotImplementedError with a sentence that says what to do"
    ]


def test_a_class_may_be_the_answer(tmp_path):
    def leave(cells):
        cells["answer_corr1d"]["source"] = (
            "class corr1d:\n    def update(self):\n"
            '        raise NotImplementedError("This is yours to write, so write it.")'
        )

    assert of_release(tmp_path, change=leave) == []


def shown(*outputs, check=False):
    metadata = {"nbgrader": {"grade": True, "points": 2.0, "grade_id": "check_a"}} if check else {}
    cell = notebooks.cell("code", "x", "x", metadata) | {"outputs": list(outputs)}
    found = verify.executed_findings("01_x", notebooks.new([cell]))
    return [item.says for item in found]


def display(**data):
    kinds = {"png": "image/png", "svg": "image/svg+xml", "html": "text/html"}
    return {"output_type": "display_data", "data": {kinds[key]: data[key] for key in data}}


def result(text):
    return {"output_type": "execute_result", "data": {"text/plain": text}}


def test_outputs_that_are_right():
    assert shown(display(html='<img alt="a cat" src="data:">')) == []
    assert shown(display(html='<img alt="a cat" src="data:">', png="iVBO")) == []
    assert shown({"output_type": "stream", "name": "stdout", "text": "hello"}) == []
    assert shown(display(html="<b>report</b>"), result("2.0"), check=True) == []


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        ([display(png="iVBO")], "shows a figure without alt text: use plotting.show"),
        ([display(svg="<svg/>", html="<p>x</p>")], "shows a figure without alt text: use"),
        ([display(html=["<img ", "src=x>"])], "shows a figure without alt text: <img src=x>"),
        (
            [{"output_type": "stream", "name": "stderr", "text": "UserWarning: x"}],
            "writes to stderr: UserWarning: x",
        ),
        (
            [{"output_type": "error", "ename": "NameError", "evalue": "y", "traceback": []}],
            "NameError: y",
        ),
    ],
)
def test_outputs_that_are_wrong(outputs, says):
    (found,) = shown(*outputs)
    assert found.startswith(says)


@pytest.mark.parametrize("value", [["1.5"], []])
def test_our_own_answer_must_earn_all_points(value):
    (found,) = shown(*map(result, value), check=True)
    assert found == f"our own answer earns {value[0] if value else 'nothing'} of 2 points"
