"""What a training run leaves behind: one number an epoch, and one a batch."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass
class History:
    """The course of a training run.

    Attributes
    ----------
    loss, accuracy
        Mean over the training examples of each epoch, as they were seen (before the update).
    val_loss, val_accuracy
        On the validation set after each epoch; empty without one.
    lr
        The learning rate of each epoch's last batch.
    batch_loss
        The loss of every batch, in order; the first one tells what guessing costs.

    >>> history = History(loss=[2.3, 1.1], accuracy=[0.1, 0.6])
    >>> history
    History: 2 epochs, loss 1.1000, accuracy 60.0 %
    >>> History.from_dict(history.to_dict()) == history
    True
    """

    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    val_loss: list[float] = field(default_factory=list)
    val_accuracy: list[float] = field(default_factory=list)
    lr: list[float] = field(default_factory=list)
    batch_loss: list[float] = field(default_factory=list)

    @property
    def epochs(self) -> int:
        """Number of epochs done."""
        return len(self.loss)

    def to_dict(self) -> dict[str, list[float]]:
        """Return plain lists."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "History":
        """Return the history that `to_dict` described."""
        return cls(**{f.name: list(data.get(f.name, [])) for f in fields(cls)})

    def line(self, epoch: int = -1) -> str:
        """Return one epoch as text.

        >>> History(loss=[0.5], accuracy=[0.8], val_loss=[0.7], val_accuracy=[0.75]).line()
        'loss 0.5000  accuracy 80.0 %  validation loss 0.7000  accuracy 75.0 %'
        """
        text = f"loss {self.loss[epoch]:.4f}"
        if self.accuracy:
            text += f"  accuracy {self.accuracy[epoch]:.1%}".replace("%", " %")
        if self.val_loss:
            text += f"  validation loss {self.val_loss[epoch]:.4f}"
        if self.val_accuracy:
            text += f"  accuracy {self.val_accuracy[epoch]:.1%}".replace("%", " %")
        return text

    def __repr__(self):
        plural = "" if self.epochs == 1 else "s"
        last = ", " + self.line().replace("  ", ", ") if self.loss else ""
        return f"History: {self.epochs} epoch{plural}{last}"
