"""What a notebook calls: ``check("corr2d", corr2d)``.

One spec per exercise (:mod:`cnnkit.checks.spec`) is read by everybody: by ``check`` in the
student's notebook, by the official judge, and by the tests that try to fool both.

>>> from cnnkit.checks import check
>>> def corr1d(x, w):
...     return [sum(x[n + u] * w[u] for u in range(len(w))) for n in range(len(x) - len(w) + 1)]
>>> report = check("corr1d", corr1d)
>>> report.passed, report.mistake
(True, None)
"""

from cnnkit.checks.catalogue import exercises, find
from cnnkit.checks.report import Report
from cnnkit.checks.runner import check

__all__ = ["Report", "check", "exercises", "find"]
