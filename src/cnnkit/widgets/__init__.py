"""Things to move: each computes in the page and carries a picture for where none can run."""

from cnnkit.widgets.stepper import Stepper, stepper

__all__ = ["Stepper", "stepper"]
