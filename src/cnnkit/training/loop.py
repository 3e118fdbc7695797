"""Train a network: epochs, batches, validation, checkpoints, and the course of it all.

The order of the examples and every random change to them follow from the seed, the epoch and the
batch alone. So a run that was interrupted and resumed gives the very numbers of one that was not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cnnkit.backend import default_device, to_device
from cnnkit.errors import NonFiniteError, ParameterError
from cnnkit.training.batches import batches
from cnnkit.training.checkpoint import load_checkpoint, save_checkpoint
from cnnkit.training.diagnosis import first_non_finite, is_finite
from cnnkit.training.history import History
from cnnkit.training.optimizers import SGD
from cnnkit.training.progress import progress_display
from cnnkit.training.step import CROSS_ENTROPY, Step, evaluate, train_step


@dataclass
class Moment:
    """What a callback gets to see; changing ``optimizer.lr`` takes effect at once.

    Attributes
    ----------
    model, optimizer, history
        As they are now.
    epoch, batch
        Counted from 0; `batch` is None at the end of an epoch.
    batches
        Number of batches in an epoch.
    loss
        Of the batch, or of the epoch.
    """

    model: Any
    optimizer: Any
    history: History
    epoch: int
    batch: int | None
    batches: int
    loss: float


def fit(
    model: Any,
    x: Any,
    y: Any,
    *,
    epochs: int,
    batch_size: int = 64,
    optimizer: Any = None,
    lr: float | None = None,
    loss: str = CROSS_ENTROPY,
    validation: tuple[Any, Any] | None = None,
    seed: int = 0,
    device: str | None = None,
    schedule: Callable[[int, int, float], float] | None = None,
    augment: Callable[[Any, np.random.Generator], Any] | None = None,
    clip: float | None = None,
    early_stopping: Any = None,
    callbacks: Iterable[Any] = (),
    checkpoint: Any = None,
    checkpoint_every: int | None = None,
    resume: bool = False,
    progress: bool = True,
) -> History:
    """Train a network in place and return the history of the run.

    Parameters
    ----------
    model
        Any layer; it is left in training mode.
    x, y
        Training examples (N, ...) and their labels, integers of shape (N,).
    epochs, batch_size
        Passes over the training set, and examples a step.
    optimizer
        Of `cnnkit.training`; SGD with momentum 0.9 unless given.
    lr
        Learning rate of that SGD, 0.05 unless given; an optimizer of your own has its own.
    loss
        Name of the loss in `cnnkit.functional`, called with (output, y).
    validation
        (x, y) to measure after each epoch, in test mode.
    seed
        Decides the order of the examples and all augmentation.
    device
        "cpu" or "gpu"; where the model is, or the default device, unless given.
    schedule
        ``schedule(step, total, base)`` gives the learning rate of each step, such as `cosine_lr`.
    augment
        ``augment(x, rng)`` changes each batch before it is seen.
    clip
        Largest norm of all gradients together.
    early_stopping
        Object with ``update(loss)`` that returns True when it is time to stop; it is told the
        validation loss, or without validation the training loss.
    callbacks
        Functions called with a `Moment` after each epoch, where a true result stops the training;
        or objects with ``after_batch`` or ``after_epoch``.
    checkpoint
        File to keep the state of the run in, written after each epoch.
    checkpoint_every
        Write it after so many batches as well.
    resume
        Go on from the checkpoint if it exists; the result is that of a run never interrupted.
    progress
        Whether to show the course of the training on standard output.

    Returns
    -------
    History

    Raises
    ------
    NonFiniteError
        When the loss becomes infinite or NaN; the error names the layer where it began.

    Examples
    --------
    >>> from cnnkit.layers import Linear
    >>> rng = np.random.default_rng(0)
    >>> x = rng.normal(size=(64, 2)).astype(np.float32)
    >>> y = (x[:, 0] > x[:, 1]).astype(np.int64)
    >>> history = fit(Linear(2, 2, rng=0), x, y, epochs=20, batch_size=16, lr=0.5, progress=False)
    >>> history.accuracy[-1] > 0.9
    True
    """
    if optimizer is not None and lr is not None:
        raise ParameterError(
            "fit",
            received="both optimizer and lr",
            expected="one of them",
            fix="Give the learning rate to the optimizer: SGD(model.parameters(), lr=...)",
        )
    if epochs < 0:
        raise ParameterError(
            "fit", received=f"epochs={epochs}", expected="0 or more", fix="Count passes over x"
        )
    home = device or (model.device if model.device != "cpu" else default_device())
    model.to(home)
    if optimizer is None:
        optimizer = SGD(model.parameters(), lr=0.05 if lr is None else lr, momentum=0.9)
    if not {id(p) for p in optimizer.parameters} & {id(p) for p in model.parameters()}:
        raise ParameterError(
            "fit",
            received="an optimizer of other parameters than the model's",
            expected="model.parameters()",
            fix="Make it for this model: SGD(model.parameters(), lr=...)",
        )
    batches(x, y, batch_size, None)  # complains about sizes before anything is changed
    run = _Run(model, optimizer, early_stopping, History(), optimizer.lr)
    plan = {"examples": len(x), "batch_size": batch_size, "seed": seed, "loss": loss}
    path = None if checkpoint is None else Path(checkpoint)
    if resume and path is not None and path.exists():
        run.load(path, plan)
    total_batches = -(-len(x) // batch_size)
    show = progress_display(progress, epochs, total_batches)

    def keep() -> None:
        if path is not None:
            run.save(path, plan)

    def learn(epoch: int, batch: int, xb: Any, yb: Any) -> Step:
        if augment is not None:
            xb = augment(xb, np.random.default_rng((seed, epoch, batch)))
        if schedule is not None:
            step = epoch * total_batches + batch
            optimizer.lr = schedule(step, epochs * total_batches, run.base_lr)
        xb, yb = to_device(xb, home), to_device(yb, home)
        step = train_step(model, optimizer, xb, yb, loss=loss, clip=clip)
        if not np.isfinite(step.loss):
            raise _non_finite(model, xb, step.loss, epoch, batch, optimizer.lr)
        return step

    try:
        while run.epoch < epochs and not run.stopped:
            model.train()
            order = np.random.default_rng((seed, run.epoch))
            for batch, (xb, yb) in enumerate(batches(x, y, batch_size, order)):
                if batch < run.batch:
                    continue  # done before the interruption
                step = learn(run.epoch, batch, xb, yb)
                run.count(step, len(xb))
                show.batch(run.epoch, batch, step.loss)
                moment = run.moment(batch, total_batches, step.loss)
                _call(callbacks, "after_batch", moment)
                if (
                    checkpoint_every
                    and run.batch % checkpoint_every == 0 < total_batches - run.batch
                ):
                    keep()
            run.end_epoch(len(x), evaluate(model, *validation, loss=loss) if validation else None)
            show.epoch(run.history)
            moment = run.moment(None, total_batches, run.history.loss[-1])
            run.stopped |= _call(callbacks, "after_epoch", moment)
            keep()
    finally:
        show.close()
    model.forget()
    return run.history


@dataclass
class _Run:
    """Where a training stands: all that a checkpoint has to keep."""

    model: Any
    optimizer: Any
    early_stopping: Any
    history: History
    base_lr: float
    epoch: int = 0
    batch: int = 0  # the next one
    loss: float = 0.0  # sum over the examples of this epoch
    right: int | None = 0
    stopped: bool = False

    def count(self, step: Step, examples: int) -> None:
        self.batch += 1
        self.loss += step.loss * examples
        self.right = None if step.right is None or self.right is None else self.right + step.right
        self.history.batch_loss.append(step.loss)

    def end_epoch(self, examples: int, validation: Any) -> None:
        history = self.history
        history.loss.append(self.loss / examples)
        history.lr.append(self.optimizer.lr)
        if self.right is not None:
            history.accuracy.append(self.right / examples)
        if validation is not None:
            history.val_loss.append(validation.loss)
            if validation.accuracy is not None:
                history.val_accuracy.append(validation.accuracy)
        if self.early_stopping is not None:
            told = validation.loss if validation is not None else history.loss[-1]
            self.stopped = bool(self.early_stopping.update(told))
        self.epoch, self.batch, self.loss, self.right = self.epoch + 1, 0, 0.0, 0

    def moment(self, batch: int | None, batches: int, loss: float) -> Moment:
        epoch = self.epoch if batch is not None else self.epoch - 1
        return Moment(self.model, self.optimizer, self.history, epoch, batch, batches, loss)

    def save(self, path: Path, plan: dict[str, Any]) -> None:
        stopping = getattr(self.early_stopping, "state_dict", dict)()
        here = {name: getattr(self, name) for name in ("epoch", "batch", "loss", "right")}
        here |= {"stopped": self.stopped, "base_lr": self.base_lr}
        extra = {"plan": plan, "run": here, "history": self.history.to_dict(), "early": stopping}
        save_checkpoint(path, self.model, self.optimizer, extra)

    def load(self, path: Path, plan: dict[str, Any]) -> None:
        extra = load_checkpoint(path, self.model, self.optimizer)
        written = extra.get("plan")
        if written != plan:
            changed = [name for name in plan if (written or {}).get(name) != plan[name]]
            raise ParameterError(
                "fit",
                received=f"resume=True with other {', '.join(changed)} than the checkpoint's",
                expected=f"the run that the checkpoint was written in: {written}",
                fix="Use the same settings, or resume=False to begin anew",
            )
        for name, value in extra["run"].items():
            setattr(self, name, value)
        self.history = History.from_dict(extra["history"])
        if extra["early"] and hasattr(self.early_stopping, "load_state_dict"):
            self.early_stopping.load_state_dict(extra["early"])


def _call(callbacks: Iterable[Any], when: str, moment: Moment) -> bool:
    """Call all callbacks that want this moment; tell whether one of them asks to stop."""
    stop = False
    for callback in callbacks:
        wanted = getattr(callback, when, None)
        if wanted is None and when == "after_epoch" and not hasattr(callback, "after_batch"):
            wanted = callback
        if wanted is not None:
            stop |= bool(wanted(moment))
    return stop


def _non_finite(
    model: Any, x: Any, loss: float, epoch: int, batch: int, lr: float
) -> NonFiniteError:
    """Say where a loss of infinity or NaN began."""
    fix = f"Lower the learning rate, now {lr:g}, or clip the gradients: fit(..., clip=1.0)"
    if not is_finite(x):
        where, fix = "the batch itself has such values", "Look at x for infinities and NaN"
    else:
        first = first_non_finite(model, x)
        where = f"the first layer to give such values is {first}" if first else "the loss made it"
    return NonFiniteError(
        "fit",
        received=f"a loss of {loss} in epoch {epoch + 1}, batch {batch + 1}; {where}",
        expected="a finite loss",
        fix=fix,
    )
