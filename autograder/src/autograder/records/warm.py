"""What a fork server imports before it makes workers: slow to import, needed by each of them."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import nbgrader.converters  # noqa: F401

import autograder.records.submission  # noqa: F401
