"""Small submissions for chapter 01, as the rest of the pipeline would hand them over."""

from autograder import notebooks

SETUP = "import numpy as np\n\nfrom cnnkit.checks import check"
POINTS = {"corr1d": 2, "corr2d": 4, "conv2d_true": 2}

RIGHT = {
    "corr1d": """
def corr1d(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for n in range(len(y)):
        for u in range(len(w)):
            y[n] += x[n + u] * w[u]
    return y
""",
    "corr2d": """
def corr2d(x, w):
    KH, KW = w.shape
    z = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            for u in range(KH):
                for v in range(KW):
                    z[i, j] += x[i + u, j + v] * w[u, v]
    return z
""",
    "conv2d_true": """
def conv2d_true(x, w):
    return corr2d(x, w[::-1, ::-1])
""",
}

WRONG = {
    "corr1d": """
def corr1d(x, w):
    y = np.zeros(len(x) - len(w))
    for n in range(len(y)):
        y[n] = (x[n:n + len(w)] * w).sum()
    return y
""",
    "corr2d": """
def corr2d(x, w):
    z = np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = (x[i:i + w.shape[0], j:j + w.shape[1]] * w[::-1, ::-1]).sum()
    return z
""",
    "conv2d_true": """
def conv2d_true(x, w):
    raise NotImplementedError("this is yours to write")
""",
}


def setup_cell(source=SETUP):
    mark = {"grade_id": "setup_1", "grade": False, "solution": False, "locked": True}
    return notebooks.cell("code", source, "setup-1", {"nbgrader": _full(mark)})


def answer_cell(exercise, source):
    mark = {
        "grade_id": f"answer_{exercise}",
        "grade": False,
        "solution": True,
        "locked": False,
    }
    return notebooks.cell("code", source, f"answer-{exercise}", {"nbgrader": _full(mark)})


def check_cell(exercise, source=None):
    mark = {
        "grade_id": f"check_{exercise}",
        "grade": True,
        "solution": False,
        "locked": True,
        "points": POINTS.get(exercise, 1),
    }
    source = f'check("{exercise}", {exercise})' if source is None else source
    return notebooks.cell("code", source, f"check-{exercise}", {"nbgrader": _full(mark)})


def extra_cell(source, id="extra", **metadata):
    return notebooks.cell("code", source, id, metadata)


def _full(mark):
    return {"schema_version": 3, "task": False, "cell_type": "code", **mark}


def paper(answers, *, before=(), after=()):
    """A notebook: set-up, the student's own cells, answers each with its check, own cells."""
    cells = [setup_cell(), *before]
    for exercise, source in answers.items():
        cells += [answer_cell(exercise, source), check_cell(exercise)]
    return notebooks.new([*cells, *after])


def check_outputs(notebook, exercise):
    [cell] = [c for c in notebook["cells"] if notebooks.grade_id(c) == f"check_{exercise}"]
    return cell["outputs"]
