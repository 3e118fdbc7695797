from functools import partial

import numpy as np
import pytest

from cnnkit.errors import DTypeError, ParameterError, ShapeError
from cnnkit.training import augment
from cnnkit.training.augment import (
    brightness,
    compose,
    crop,
    cutout,
    flip,
    rgb_jitter,
    rotate,
    scale,
    shift,
)
from standin import call_on_standin

CHANGES = {
    "augment": augment.augment,
    "brightness": brightness,
    "compose": compose(shift, flip, cutout),
    "crop": crop,
    "crop to size": partial(crop, size=6, padding=1),
    "cutout": partial(cutout, size=3),
    "flip": flip,
    "rgb_jitter": rgb_jitter,
    "rotate": rotate,
    "scale": scale,
    "shift": shift,
}


def images(n=16, c=3, h=9, width=8, seed=0):
    return np.random.default_rng(seed).random((n, c, h, width)).astype(np.float32)


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_repeatable_different_for_each_image_and_new(change):
    one = images(1)
    x = np.concatenate([one] * 12)
    kept = x.copy()
    y = change(x, rng())
    np.testing.assert_array_equal(x, kept)
    np.testing.assert_array_equal(change(x, rng()), y)
    assert (change(x, rng(2)) != y).any()
    assert y.dtype == np.float32
    assert not np.shares_memory(x, y)
    assert len(np.unique(y.reshape(12, -1), axis=0)) > 1, "all images were changed alike"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_same_on_the_stand_in_device(change):
    x = images()
    there = call_on_standin(change, x, rng())
    np.testing.assert_allclose(there, change(x, rng()), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_float64_stays_and_bytes_do_not_wrap(change):
    assert change(images().astype(np.float64), rng()).dtype == np.float64
    y = change((images() * 255).astype(np.uint8), rng())
    assert y.min() >= -1
    assert y.dtype in (np.uint8, np.float32)
    if y.dtype == np.uint8:
        assert set(np.unique(y)) <= {0, *np.unique((images() * 255).astype(np.uint8))}


def test_shift_moves_whole_images():
    x = images(40, 2)
    y = shift(x, rng(), pixels=2)
    padded = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    moves = set()
    for n in range(40):
        places = [
            (i, j)
            for i in range(5)
            for j in range(5)
            if np.array_equal(y[n], padded[n, :, i : i + 9, j : j + 8])
        ]
        assert len(places) == 1
        moves.add(places[0])
    assert {i for i, _ in moves} == {j for _, j in moves} == {0, 1, 2, 3, 4}
    np.testing.assert_array_equal(shift(x, rng(), pixels=0), x)


def test_crop_is_a_window_of_the_image():
    x = images(30, 2)
    y = crop(x, rng(), size=6, padding=0)
    for n in range(30):
        assert any(
            np.array_equal(y[n], x[n, :, i : i + 6, j : j + 6]) for i in range(4) for j in range(3)
        )
    assert crop(x, rng()).shape == x.shape


def test_flip_mirrors_about_half():
    x = images(400, 1)
    y = flip(x, rng())
    flipped = np.array([np.array_equal(y[n], x[n, :, :, ::-1]) for n in range(400)])
    kept = np.array([np.array_equal(y[n], x[n]) for n in range(400)])
    assert (flipped ^ kept).all()
    assert 0.4 < flipped.mean() < 0.6
    np.testing.assert_array_equal(flip(x, rng(), p=0.0), x)


def test_rotate_by_nothing_and_by_a_quarter():
    x = images(3, 2, 7, 7).astype(np.float64)
    np.testing.assert_allclose(rotate(x, rng(), degrees=0), x, atol=1e-12)

    class Quarter(np.random.Generator):
        def uniform(self, low=0.0, high=1.0, size=None):
            return np.full(size, high)

    y = rotate(x, Quarter(np.random.PCG64(0)), degrees=90)
    turned = [np.rot90(x, k, axes=(2, 3)) for k in (1, 3)]
    assert any(np.allclose(y, t, atol=1e-12) for t in turned)


def test_scale_keeps_the_centre_and_the_mean_of_a_flat_image():
    x = images(3, 2, 7, 7).astype(np.float64)
    np.testing.assert_allclose(scale(x, rng(), low=1.0, high=1.0), x, atol=1e-12)
    y = scale(x, rng(), low=2.0, high=2.0)
    np.testing.assert_allclose(y[:, :, 3, 3], x[:, :, 3, 3])
    np.testing.assert_allclose(y[:, :, 1, 5], x[:, :, 2, 4])
    small = scale(np.ones((1, 1, 9, 9)), rng(), low=0.5, high=0.5)
    assert small[0, 0, 4, 4] == 1
    assert small[0, 0, 0].max() == 0


def test_brightness_is_one_factor_an_image():
    x = images() + 0.1
    factors = brightness(x, rng(), strength=0.3) / x
    np.testing.assert_allclose(factors, factors[:, :1, :1, :1] + np.zeros_like(x), rtol=1e-5)
    assert 0.7 <= factors.min() < 0.9
    assert 1.1 < factors.max() <= 1.3


def test_rgb_jitter_is_one_number_a_channel():
    x = images(500)
    added = rgb_jitter(x, rng(), strength=0.2) - x
    assert np.ptp(added, axis=(2, 3)).max() < 1e-6
    assert abs(added[:, :, 0, 0].std() - 0.2) < 0.02
    assert abs(np.corrcoef(added[:, 0, 0, 0], added[:, 1, 0, 0])[0, 1]) < 0.15


def test_cutout_is_one_square_of_zeros_in_all_channels():
    y = cutout(np.ones((60, 2, 9, 8)), rng(), size=4)
    sizes = set()
    for image in y:
        np.testing.assert_array_equal(image[0], image[1])
        rows, columns = np.nonzero(image[0] == 0)
        h, width = np.ptp(rows) + 1, np.ptp(columns) + 1
        assert h * width == len(rows)
        assert max(h, width) <= 4
        sizes.add((int(h), int(width)))
    assert (4, 4) in sizes
    assert any(size != (4, 4) for size in sizes), "it may reach over the border"
    np.testing.assert_array_equal(cutout(y, rng(), size=0), y)


def test_compose_goes_in_order():
    add = lambda x, rng: x + 1  # noqa: E731
    double = lambda x, rng: x * 2  # noqa: E731
    assert compose(add, double)(np.array([1]), rng()) == 4


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (
            lambda: shift(np.ones((3, 8, 8)), rng()),
            ShapeError,
            "shift: received x of shape (3, 8, 8). Expected x of shape (N, C, H, W). "
            "Add the batch axis: x[None].",
        ),
        (
            lambda: flip(images(), 0),
            DTypeError,
            "flip: received rng as 0. Expected a numpy.random.Generator. "
            "Make one with numpy.random.default_rng(seed).",
        ),
        (
            lambda: flip(images(), rng(), p=2),
            ParameterError,
            "flip: received p = 2. Expected a probability. Correct p.",
        ),
        (
            lambda: crop(images(), rng(), size=20),
            ParameterError,
            "crop: received size = (20, 20). Expected at least 1 and at most the padded image. "
            "Correct size.",
        ),
        (
            lambda: scale(images(), rng(), low=2.0),
            ParameterError,
            "scale: received low, high = (2.0, 1.1). Expected 0 < low <= high. Correct low, high.",
        ),
    ],
)
def test_errors(call, error, text):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == text
