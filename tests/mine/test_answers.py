import numpy as np
import pytest

import cnnkit.functional as functional
from cnnkit.errors import ParameterError
from cnnkit.mine import answers


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def slow_corr(x, w, stride=1, padding=0):
    x = np.pad(x, padding)
    kh, kw = w.shape
    rows, columns = range(0, x.shape[0] - kh + 1, stride), range(0, x.shape[1] - kw + 1, stride)
    return np.array([[(x[i : i + kh, j : j + kw] * w).sum() for j in columns] for i in rows])


def test_first_check():
    np.testing.assert_array_equal(answers.first_check(np.array([1, 2])), [2, 3])


def test_sobel_magnitude_is_the_same_for_an_image_turned_by_a_quarter():
    image = normal(6, 8)
    gx, gy = (slow_corr(image, w) for w in (answers.SOBEL, answers.SOBEL.T))
    np.testing.assert_allclose(answers.sobel_magnitude(image), np.hypot(gx, gy))
    turned = answers.sobel_magnitude(np.rot90(image).copy())
    np.testing.assert_allclose(turned, np.rot90(answers.sobel_magnitude(image)))


def test_the_designed_filter_likes_45_degrees_and_nothing_flat():
    w = answers.design_filter()
    assert w.sum() == 0
    i, j = np.indices((9, 9))
    edges = {
        "rising": (i + j < 8),
        "falling": (i > j),
        "upright": (j > 4),
        "level": (i > 4),
    }
    response = {
        name: np.abs(slow_corr(edge.astype(float), w)).max() for name, edge in edges.items()
    }
    assert response["rising"] > max(response[n] for n in ("falling", "upright", "level"))


@pytest.mark.parametrize("shape", [(3, 3), (2, 4), (1, 3), (4, 1)])
def test_separable(shape):
    column, row = normal(shape[0]), normal(shape[1], seed=1)
    found = answers.separable(np.outer(column, row))
    assert found is not None
    np.testing.assert_allclose(np.outer(*found), np.outer(column, row), atol=1e-12)
    if min(shape) > 1:
        assert answers.separable(normal(*shape)) is None
    zero = answers.separable(np.zeros(shape))
    assert zero is not None
    np.testing.assert_array_equal(np.outer(*zero), np.zeros(shape))


def test_corr2d_strided():
    x, w = normal(7, 9), normal(2, 3, seed=1)
    for stride, padding in ((1, 0), (2, 1), (3, 2)):
        np.testing.assert_allclose(
            answers.corr2d_strided(x, w, stride, padding), slow_corr(x, w, stride, padding)
        )


@pytest.mark.parametrize("dilation", [1, 2, 3, (2, 3)], ids=str)
def test_dilate_is_what_dilation_means(dilation):
    x, w = normal(9, 10), normal(2, 3, seed=1)
    expected = functional.conv2d(x[None, None], w[None, None], dilation=dilation)[0, 0]
    np.testing.assert_allclose(slow_corr(x, answers.dilate(w, dilation)), expected)


def test_convolutions_by_other_means():
    x, w, b = normal(2, 4, 6, 7), normal(5, 4, 3, 2, seed=1), normal(5, seed=2)
    expected = functional.conv2d(x, w, b, stride=2, padding=1)
    np.testing.assert_allclose(answers.conv2d_naive(x, w, b, 2, 1), expected)
    np.testing.assert_allclose(answers.conv2d_im2col(x, w, b, 2, 1), expected)
    np.testing.assert_allclose(
        answers.conv2d_im2col(x, w, None), functional.conv2d(x, w), atol=1e-12
    )
    np.testing.assert_allclose(
        answers.device_agnostic_relu_conv(x, w, b), np.maximum(functional.conv2d(x, w, b), 0)
    )
    one = w[:, :, :1, :1]
    for bias in (b, None):
        np.testing.assert_allclose(
            answers.conv1x1_as_matmul(x, one, bias), functional.conv2d(x, one, bias), atol=1e-12
        )
    own = normal(4, 1, 3, 3)
    np.testing.assert_allclose(
        answers.depthwise(x, own, 2, 1), functional.conv2d(x, own, stride=2, padding=1, groups=4)
    )


def test_a_convolution_as_a_matrix():
    w = normal(2, 3)
    matrix = answers.conv_as_matrix(w, 4, 5)
    x = normal(4, 5, seed=1)
    np.testing.assert_allclose(matrix @ x.ravel(), slow_corr(x, w).ravel())
    assert (matrix != 0).sum() == w.size * 9


def test_counts_and_layouts():
    assert answers.count_params(3, 1, 5) == 76
    assert answers.count_params(3, 6, (5, 5), bias=False) == 450
    assert answers.count_params(4, 8, 3, groups=2) == 8 * (2 * 9 + 1)
    x = normal(2, 3, 4, 5)
    assert answers.to_channels_last(x)[1, 2, 3, 0] == x[1, 0, 2, 3]


def test_pooling():
    x = normal(2, 3, 7, 6)
    windows = x[:, :, :6].reshape(2, 3, 3, 2, 3, 2)
    for mode, reduce in (("max", np.max), ("avg", np.mean), ("sum", np.sum)):
        np.testing.assert_allclose(answers.pool2d(x, 2, mode=mode), reduce(windows, axis=(3, 5)))
    with pytest.raises(ParameterError) as caught:
        answers.pool2d(x, 2, mode="min")
    assert str(caught.value) == (
        "pool2d: received mode='min'. Expected 'max', 'avg' or 'sum'. Choose one of the three."
    )


def test_stochastic_pooling_by_frequency():
    x = np.tile(np.array([[1.0, 3.0], [0.0, 4.0]]), (4000, 1, 1, 1))
    drawn = answers.stochastic_pool(x, 2, np.random.default_rng(0)).ravel()
    shares = [(drawn == value).mean() for value in (0, 1, 3, 4)]
    np.testing.assert_allclose(shares, [0, 1 / 8, 3 / 8, 1 / 2], atol=0.03)


def test_heads_and_backwards():
    x = normal(2, 3, 2, 2)
    w1, b1, w2, b2 = normal(12, 5), normal(5), normal(5, 4), normal(4)
    expected = np.maximum(x.reshape(2, 12) @ w1 + b1, 0) @ w2 + b2
    np.testing.assert_allclose(answers.mlp_head(x, w1, b1, w2, b2), expected)
    x, w = normal(2, 3, 6, 7), normal(4, 3, 3, 2)
    dy = normal(*functional.conv2d(x, w, stride=2, padding=1).shape)
    for mine, library in zip(
        answers.conv2d_backward(dy, x, w, 2, 1),
        functional.conv2d_backward(dy, x, w, stride=2, padding=1),
        strict=True,
    ):
        np.testing.assert_array_equal(mine, library)
    up = answers.conv_transpose2d(dy, w, 2, 1, 1)
    np.testing.assert_array_equal(
        up, functional.conv_transpose2d(dy, w, stride=2, padding=1, output_padding=1)
    )


def test_columns_and_signals():
    x = normal(2, 3, 6, 7)
    columns = answers.im2col(x, (3, 2), 2, 1)
    np.testing.assert_array_equal(columns, functional.im2col(x, (3, 2), stride=2, padding=1))
    back = answers.col2im(columns, x.shape, (3, 2), 2, 1)
    np.testing.assert_array_equal(
        back, functional.col2im(columns, x.shape, (3, 2), stride=2, padding=1)
    )
    x, w, b = normal(2, 3, 11), normal(4, 3, 3), normal(4)
    np.testing.assert_array_equal(
        answers.conv1d(x, w, b, 2, 1, 2),
        functional.conv1d(x, w, b, stride=2, padding=1, dilation=2),
    )


def test_shuffled_pixels_can_be_put_back():
    x = normal(2, 3, 4, 5)
    permutation = np.random.default_rng(0).permutation(20)
    mixed = answers.shuffle_pixels(x, permutation)
    assert (mixed != x).any()
    np.testing.assert_array_equal(answers.shuffle_pixels(mixed, np.argsort(permutation)), x)


def test_the_capstone_s_plan_can_be_built():
    import json

    import cnnkit.layers as layers

    plan = json.loads(json.dumps(answers.capstone()))
    built = []
    for described in plan["architecture"]:
        kind = described.pop("kind")
        needs_rng = kind in ("Conv2d", "Linear")
        built.append(getattr(layers, kind)(**described, **({"rng": 0} if needs_rng else {})))
    assert layers.Sequential(*built).output_shape((1, 28, 28)) == (10,)
