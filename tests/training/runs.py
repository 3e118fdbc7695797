"""A small training with everything in it that has a state, as a program that can be killed.

    python runs.py CHECKPOINT OUT DIE_AT WHERE

WHERE is "batch" (killed after so many batches of this process) or "write" (killed inside the
so-manieth writing of the checkpoint). Without being killed it writes the final state to OUT.
"""

import os
import signal
import sys
from functools import partial

import numpy as np

from cnnkit.layers import BatchNorm2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential
from cnnkit.training import Adam, EarlyStopping, cosine_lr, fit, save_checkpoint
from cnnkit.training.augment import augment


def network(seed=0):
    rng = np.random.default_rng(seed)
    return Sequential(
        conv=Conv2d(1, 4, 3, padding=1, rng=rng),
        bn=BatchNorm2d(4),
        relu=ReLU(),
        pool=MaxPool2d(2),
        flatten=Flatten(),
        drop=Dropout(0.3, rng),
        dense=Linear(4 * 4 * 4, 3, rng=rng),
    )


def data(n=70, seed=5):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 3, n)
    x = rng.normal(scale=0.5, size=(n, 1, 8, 8)).astype(np.float32)
    for i, label in enumerate(y):
        x[i, 0, label * 2 : label * 2 + 3, 2:6] += 1
    return x, y


def train(checkpoint=None, callbacks=(), resume=True, epochs=4):
    net = network()
    x, y = data()
    history = fit(
        net,
        x[:50],
        y[:50],
        epochs=epochs,
        batch_size=8,
        optimizer=Adam(net.parameters(), 0.01, weight_decay=1e-3),
        validation=(x[50:], y[50:]),
        seed=3,
        schedule=partial(cosine_lr, warmup=5),
        augment=augment,
        clip=1.0,
        early_stopping=EarlyStopping(50),
        callbacks=callbacks,
        checkpoint=checkpoint,
        checkpoint_every=3,
        resume=resume,
        progress=False,
    )
    return net, history


class DieAfter:
    def __init__(self, batches):
        self.left = batches

    def after_batch(self, moment):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main():
    checkpoint, out, die_at, where = sys.argv[1:]
    callbacks = [DieAfter(int(die_at))] if where == "batch" else []
    if where == "write":
        left = [int(die_at)]
        fsync = os.fsync

        def die(descriptor):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            fsync(descriptor)

        os.fsync = die
    net, history = train(checkpoint, callbacks)
    save_checkpoint(out, net, extra=history.to_dict())


if __name__ == "__main__":
    main()
