import pytest

from notebooks import chapters


@pytest.fixture(scope="module")
def says(request):
    """Return a function that fails unless the module's chapter says this, in prose or alt text."""
    source = request.module.SOURCE
    cells = chapters.code_cells(chapters.executed(source))
    alts = [page for cell in cells for page in chapters.html_outputs(cell)]
    text = " ".join([chapters.prose(source), *alts])

    def check(*sentences):
        missing = [sentence for sentence in sentences if sentence not in text]
        assert missing == []

    return check
