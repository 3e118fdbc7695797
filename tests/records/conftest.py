import pytest

import small_class


@pytest.fixture
def empty_class(tmp_path):
    """A class of nobody."""
    return small_class.make(tmp_path)


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """A class of eight, graded once, by two processes at a time."""
    return small_class.make_graded(tmp_path_factory.mktemp("class"))
