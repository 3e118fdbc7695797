import inspect

import pytest

from cnnkit.errors import ParameterError
from cnnkit.mine.table import TABLE, library, library_path

# the exercises with their arguments, as the course states them
SIGNATURES = {
    "00": {"first_check": "x"},
    "01": {"corr1d": "x w", "corr2d": "x w", "conv2d_true": "x w"},
    "02": {"sobel_magnitude": "image", "design_filter": "", "separable": "w"},
    "03": {
        "output_size": "n k stride padding dilation",
        "pad2d": "x padding mode",
        "same_padding": "n k stride",
        "corr2d_strided": "x w stride padding",
        "dilate": "w dilation",
    },
    "04": {
        "conv2d_naive": "x w b stride padding dilation groups",
        "conv1x1_as_matmul": "x w b",
        "depthwise": "x w stride padding",
        "to_channels_last": "x",
        "count_params": "c_in c_out k bias groups",
        "conv_as_matrix": "w h width",
    },
    "05": {
        "pool2d": "x k stride mode",
        "global_pool": "x mode",
        "cross_channel_max": "x groups",
        "stochastic_pool": "x k rng",
        "roi_pool": "x boxes size",
        "receptive_field": "layers",
    },
    "06": {
        "relu": "x",
        "linear": "x w b",
        "mlp_head": "x w1 b1 w2 b2",
        "softmax": "z",
        "cross_entropy": "z y",
    },
    "07": {
        "numerical_directional": "f x v h",
        "relu_backward": "dy x",
        "linear_backward": "dy x w",
        "softmax_cross_entropy_backward": "z y dy",
        "max_pool2d_backward": "dy x k stride",
        "avg_pool2d_backward": "dy x k stride",
        "conv2d_backward": "dy x w stride padding",
        "conv_transpose2d": "y w stride padding output_padding",
    },
    "08": {
        "im2col": "x k stride padding",
        "col2im": "cols shape k stride padding",
        "conv2d_im2col": "x w b stride padding",
        "conv2d_fft": "x w b",
        "device_agnostic_relu_conv": "x w b",
    },
    "09": {
        "kaiming": "shape rng",
        "sgd_momentum_step": "w dw v lr momentum",
        "adam_step": "w dw m v t lr betas eps",
        "cosine_lr": "step total base warmup",
        "EarlyStopping": "patience min_delta",
        "augment": "x rng",
        "batches": "x y size rng",
    },
    "10": {
        "LeNet5": "",
        "train_one_epoch": "model optimizer x y batch_size rng",
        "overfit_ten": "model x y",
        "confusion_matrix": "y_true y_pred classes",
    },
    "11": {
        "batch_norm": "x gamma beta running_mean running_var train momentum eps",
        "batch_norm_backward": "dy x gamma eps",
        "spatial_batch_norm": "x gamma beta running_mean running_var train momentum eps",
        "dropout": "x p rng train",
        "dropout_backward": "dy mask p",
    },
    "12": {
        "alexnet_table": "",
        "vgg_block": "c_in c_out convs",
        "inception_block": "c_in c1 c3_reduce c3 c5_reduce c5 c_pool",
        "dense_to_conv": "w b c h width",
        "activation_memory": "shapes dtype training",
    },
    "13": {
        "PlainBlock": "c_in c_out stride",
        "ResidualBlock": "c_in c_out stride",
        "Bottleneck": "c_in width stride",
        "projection_shortcut": "c_in c_out stride",
        "gradient_norms": "model",
    },
    "14": {
        "occlusion_map": "model image target size stride fill",
        "saliency": "model image target",
        "guided_relu_backward": "dy x",
        "activation_maximise": "model unit steps lr rng",
        "invert_features": "model layer features steps lr rng",
        "nearest_neighbours": "features query n",
        "top_patches": "activations images unit n size",
    },
    "15": {
        "cut_network": "model at",
        "freeze": "model upto",
        "fine_tune": "model x y epochs lr rng",
        "energy_estimate": "seconds watts utilisation grams_per_kwh",
    },
    "16": {"conv1d": "x w b stride padding dilation", "shuffle_pixels": "x permutation"},
    "17": {"capstone": ""},
}
EXERCISES = [(chapter, name) for chapter, names in SIGNATURES.items() for name in names]


def test_every_exercise_has_an_answer():
    assert {c: set(names) for c, names in TABLE.items()} == {
        c: set(names) for c, names in SIGNATURES.items()
    }


@pytest.mark.parametrize(("chapter", "name"), EXERCISES)
def test_the_answer_takes_the_exercise_s_arguments(chapter, name):
    answer = library(chapter, name)
    assert callable(answer)
    parameters = inspect.signature(answer).parameters
    wanted = SIGNATURES[chapter][name].split()
    assert list(parameters)[: len(wanted)] == wanted
    rest = [p for p in list(parameters.values())[len(wanted) :] if p.default is p.empty]
    assert all(p.kind in (p.VAR_KEYWORD, p.VAR_POSITIONAL) for p in rest), "more is asked for"


def test_paths():
    assert library_path("05", "global_pool") == "cnnkit.functional:global_pool2d"
    assert library_path(5, "pool2d") == "cnnkit.mine.answers:pool2d"


@pytest.mark.parametrize(
    ("chapter", "name", "text"),
    [
        (
            "99",
            "pad2d",
            "mine: received chapter '99'. Expected a number from 00 to 17. Write it as in "
            'mine("03", "pad2d").',
        ),
        (
            "three",
            "pad2d",
            "mine: received chapter 'three'. Expected a number from 00 to 17. Write it as in "
            'mine("03", "pad2d").',
        ),
        (
            1,
            "pad2d",
            "mine: received the exercise 'pad2d' of chapter 01. Expected one of: corr1d, corr2d, "
            "conv2d_true. Take one of these names.",
        ),
    ],
)
def test_errors(chapter, name, text):
    with pytest.raises(ParameterError) as caught:
        library_path(chapter, name)
    assert str(caught.value) == text
