"""Submissions are data here: nothing in them is collected or imported."""

collect_ignore = ["submissions"]
