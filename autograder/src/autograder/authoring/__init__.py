"""From `solutions/*.py` to `course/**/*.ipynb`."""
