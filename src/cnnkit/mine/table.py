"""Which library function answers which exercise."""

import importlib
from typing import Any

from cnnkit.errors import ParameterError

# "module:name" below cnnkit; "=" stands for the exercise's own name
_F = "functional:="
_OWN = "mine.answers:="

TABLE: dict[str, dict[str, str]] = {
    "00": {"first_check": _OWN},
    "01": {
        "corr1d": "functional:correlate1d",
        "corr2d": "functional:correlate2d",
        "conv2d_true": "functional:convolve2d",
    },
    "02": {"sobel_magnitude": _OWN, "design_filter": _OWN, "separable": _OWN},
    "03": {
        "output_size": _F,
        "pad2d": _F,
        "same_padding": _F,
        "corr2d_strided": _OWN,
        "dilate": _OWN,
    },
    "04": {
        "conv2d_naive": _OWN,
        "conv1x1_as_matmul": _OWN,
        "depthwise": _OWN,
        "to_channels_last": _OWN,
        "count_params": _OWN,
        "conv_as_matrix": _OWN,
    },
    "05": {
        "pool2d": _OWN,
        "global_pool": "functional:global_pool2d",
        "cross_channel_max": "functional:cross_channel_max_pool",
        "stochastic_pool": _OWN,
        "roi_pool": "functional:roi_pool2d",
        "receptive_field": _F,
    },
    "06": {"relu": _F, "linear": _F, "mlp_head": _OWN, "softmax": _F, "cross_entropy": _F},
    "07": {
        "numerical_directional": "gradcheck:=",
        "relu_backward": _F,
        "linear_backward": _F,
        "softmax_cross_entropy_backward": _F,
        "max_pool2d_backward": _F,
        "avg_pool2d_backward": _F,
        "conv2d_backward": _OWN,
        "conv_transpose2d": _OWN,
    },
    "08": {
        "im2col": _OWN,
        "col2im": _OWN,
        "conv2d_im2col": _OWN,
        "conv2d_fft": _F,
        "device_agnostic_relu_conv": _OWN,
    },
    "09": {
        "kaiming": "training.initializers:=",
        "sgd_momentum_step": "training.optimizers:=",
        "adam_step": "training.optimizers:=",
        "cosine_lr": "training.schedules:=",
        "EarlyStopping": "training.early_stopping:=",
        "augment": "training.augment:=",
        "batches": "training.batches:=",
    },
    "10": {
        "LeNet5": "models.lenet:lenet5",
        "train_one_epoch": "training.step:=",
        "overfit_ten": "training.step:=",
        "confusion_matrix": "training.metrics:=",
    },
    "11": {
        "batch_norm": _F,
        "batch_norm_backward": _F,
        "spatial_batch_norm": _F,
        "dropout": _F,
        "dropout_backward": _F,
    },
    "12": {
        "alexnet_table": "models.alexnet:=",
        "vgg_block": "models.vgg:=",
        "inception_block": "layers.blocks:Inception",
        "dense_to_conv": "models.conversion:=",
        "activation_memory": "models.summary:=",
    },
    "13": {
        "PlainBlock": "layers.blocks:=",
        "ResidualBlock": "layers.blocks:=",
        "Bottleneck": "layers.blocks:=",
        "projection_shortcut": "layers.blocks:=",
        "gradient_norms": "training.diagnosis:=",
    },
    "14": dict.fromkeys(
        (
            "occlusion_map",
            "saliency",
            "guided_relu_backward",
            "activation_maximise",
            "invert_features",
            "nearest_neighbours",
            "top_patches",
        ),
        "explain:=",
    ),
    "15": {
        "cut_network": "training.transfer:=",
        "freeze": "training.transfer:=",
        "fine_tune": "training.transfer:=",
        "energy_estimate": "training.energy:=",
    },
    "16": {"conv1d": _OWN, "shuffle_pixels": _OWN},
    "17": {"capstone": _OWN},
}


def library_path(chapter: str | int, name: str) -> str:
    """Return where the library's answer to an exercise stands, as "module:name".

    >>> library_path(3, "pad2d")
    'cnnkit.functional:pad2d'
    """
    exercises = TABLE.get(_number(chapter))
    if exercises is None:
        raise ParameterError(
            "mine",
            received=f"chapter {chapter!r}",
            expected=f"a number from {min(TABLE)} to {max(TABLE)}",
            fix='Write it as in mine("03", "pad2d")',
        )
    if name not in exercises:
        raise ParameterError(
            "mine",
            received=f"the exercise {name!r} of chapter {_number(chapter)}",
            expected=f"one of: {', '.join(exercises)}",
            fix="Take one of these names",
        )
    return "cnnkit." + exercises[name].replace("=", name)


def library(chapter: str | int, name: str) -> Any:
    """Return the library's answer to an exercise.

    >>> library("03", "output_size")(28, 5)
    24
    """
    module, _, attribute = library_path(chapter, name).partition(":")
    return getattr(importlib.import_module(module), attribute)


def _number(chapter: str | int) -> str:
    text = str(chapter)
    return f"{int(text):02d}" if text.isdecimal() else text
