"""Training: how weights begin, how they move, and the loop around it."""

from cnnkit.training import augment
from cnnkit.training.batches import batches
from cnnkit.training.checkpoint import load_checkpoint, save_checkpoint
from cnnkit.training.costs import Cost, Profile
from cnnkit.training.diagnosis import first_non_finite, gradient_norms
from cnnkit.training.early_stopping import EarlyStopping
from cnnkit.training.energy import energy_estimate
from cnnkit.training.history import History
from cnnkit.training.initializers import kaiming, lecun, normal, ones, xavier, zeros
from cnnkit.training.loop import Moment, fit
from cnnkit.training.metrics import accuracy, confusion_matrix
from cnnkit.training.optimizers import (
    SGD,
    Adam,
    AdamW,
    Optimizer,
    adam_step,
    clip_gradients,
    sgd_momentum_step,
)
from cnnkit.training.profile import profile
from cnnkit.training.schedules import constant_lr, cosine_lr, step_lr
from cnnkit.training.step import (
    Evaluation,
    Step,
    evaluate,
    overfit_ten,
    predict,
    probabilities,
    scores,
    train_one_epoch,
    train_step,
)
from cnnkit.training.transfer import cut_network, fine_tune, freeze

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Cost",
    "EarlyStopping",
    "Evaluation",
    "History",
    "Moment",
    "Optimizer",
    "Profile",
    "Step",
    "accuracy",
    "adam_step",
    "augment",
    "batches",
    "clip_gradients",
    "confusion_matrix",
    "constant_lr",
    "cosine_lr",
    "cut_network",
    "energy_estimate",
    "evaluate",
    "fine_tune",
    "first_non_finite",
    "fit",
    "freeze",
    "gradient_norms",
    "kaiming",
    "lecun",
    "load_checkpoint",
    "normal",
    "ones",
    "overfit_ten",
    "predict",
    "probabilities",
    "profile",
    "save_checkpoint",
    "scores",
    "sgd_momentum_step",
    "step_lr",
    "train_one_epoch",
    "train_step",
    "xavier",
    "zeros",
]
