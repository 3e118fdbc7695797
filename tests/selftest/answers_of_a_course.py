"""A small course with answers of its own, some of which its checks treat as they should not."""

import small_course
from autograder.authoring.build import build

RIGHT = """
import numpy as np
def corr1d(x, w):
    x = np.asarray(x, float)
    return [float(np.dot(x[n : n + len(w)], w)) for n in range(len(x) - len(w) + 1)]
"""
FLIPPED = RIGHT.replace(", w)) for", ", w[::-1])) for")
FILES = {
    "mutants/corr1d/flips.py": "# mistake: Flips the filter.\n" + FLIPPED,
    "mutants/corr1d/not_wrong.py": "# mistake: None at all.\n" + RIGHT,
    "mutants/corr1d/broken.py": "# mistake: It is no Python.\n# slow\ndef corr1d(x, w:\n",
    "mutants/corr1d/divides.py": "# mistake: Always stops.\n"
    + "def corr1d(x, w):\n    return 1 / 0\n",
    "alternatives/corr1d/dot.py": "# way: A dot product.\n" + RIGHT,
    "alternatives/corr1d/not_right.py": "# way: Flipped.\n" + FLIPPED,
    "mutants/unheard_of/one.py": "# mistake: No exercise.\n",
}
AMISS = (
    "mutants/corr1d/not_wrong.py",
    "mutants/corr1d/broken.py",
    "alternatives/corr1d/not_right.py",
)
"""Those that a selftest must complain of."""


def make(root):
    """Return the course, built."""
    course = small_course.make(root)
    build(course)
    for name, source in FILES.items():
        path = root / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return course
