"""What is kept of a grading, and what is shown."""
