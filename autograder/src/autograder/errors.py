"""What the commands say when they cannot go on. Built like every error of `cnnkit`."""

from cnnkit.errors import CNNKitError


class CourseError(CNNKitError):
    """A chapter, a folder or a file of the course is not as it must be."""


class Refusal(CNNKitError):
    """A command could do harm, or would hide a fault, and stops before it starts."""
