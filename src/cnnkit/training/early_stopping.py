"""Stop when the validation loss no longer falls."""

import math

from cnnkit.errors import ParameterError


class EarlyStopping:
    """Say when `patience` epochs in a row brought nothing.

    An epoch is good when its loss is below the best so far by more than `min_delta`.

    Parameters
    ----------
    patience
        Number of bad epochs in a row after which `update` returns True.
    min_delta
        How much better counts as better.

    References
    ----------
    Prechelt, "Early Stopping — But When?", 1998.

    >>> stop = EarlyStopping(patience=2)
    >>> [stop.update(loss) for loss in (1.0, 0.5, 0.6, 0.5)]
    [False, False, False, True]
    """

    def __init__(self, patience: int, min_delta: float = 0.0):
        if patience < 1 or min_delta < 0:
            raise ParameterError(
                "EarlyStopping",
                received=f"patience={patience}, min_delta={min_delta}",
                expected="patience of 1 or more and min_delta of 0 or more",
                fix="patience=3 is a usual choice",
            )
        self.patience = patience
        self.min_delta = min_delta
        self.best = math.inf
        self.bad = 0

    def update(self, loss: float) -> bool:
        """Take the loss of one more epoch; return True when it is time to stop.

        A loss that is not a number counts as bad.
        """
        if loss < self.best - self.min_delta:
            self.best, self.bad = float(loss), 0
        else:
            self.bad += 1
        return self.bad >= self.patience

    def state_dict(self) -> dict[str, float]:
        """Return what a checkpoint must keep."""
        return {"best": self.best, "bad": self.bad}

    def load_state_dict(self, state: dict[str, float]) -> None:
        """Go on from what `state_dict` returned."""
        self.best, self.bad = float(state["best"]), int(state["bad"])
