"""A 1×1 convolution is a product over the channels of every pixel."""

import numpy as np
import pytest

from cnnkit import functional as F
from cnnkit.functional import pointwise
from cnnkit.functional.window import Window
from functional.properties import assert_close, normal


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("n", [0, 1, 5])
def test_it_mixes_the_channels_of_every_pixel(n, groups):
    x, w, b, dy = normal(0, (n, 4, 3, 5), (6, 4 // groups, 1, 1), (6,), (n, 6, 3, 5))
    by_group = w.reshape(groups, 6 // groups, 4 // groups)
    x_group, dy_group = (
        x.reshape(n, groups, 4 // groups, 3, 5),
        dy.reshape(n, groups, 6 // groups, 3, 5),
    )
    y = np.einsum("gfc,ngchw->ngfhw", by_group, x_group).reshape(n, 6, 3, 5)
    assert_close(F.conv2d(x, w, b, groups=groups), y + b[:, None, None])
    dx, dw, db = F.conv2d_backward(dy, x, w, groups=groups)
    assert_close(dx, np.einsum("gfc,ngfhw->ngchw", by_group, dy_group).reshape(x.shape))
    assert_close(dw, np.einsum("ngfhw,ngchw->gfc", dy_group, x_group).reshape(w.shape))
    assert_close(db, dy.sum(axis=(0, 2, 3)))


def test_images_may_lie_anywhere_in_memory():
    x, w = normal(1, (6, 7, 2, 3), (4, 3, 1, 1))
    strided = x.transpose(2, 3, 0, 1)[:, :, ::2, ::-1]
    assert_close(F.conv2d(strided, w), F.conv2d(strided.copy(), w))


def test_products_are_added_up_a_few_images_at_a_time(monkeypatch):
    x, w, dy = normal(2, (7, 4, 3, 5), (6, 4, 1, 1), (7, 6, 3, 5))
    usual = F.conv2d_backward(dy, x, w)[1]
    monkeypatch.setattr(pointwise, "PRODUCT_BYTES", 2 * usual.nbytes)
    assert_close(F.conv2d_backward(dy, x, w)[1], usual)


def test_which_windows_are_pointwise():
    assert pointwise.is_pointwise(Window.over("test", (4, 5), 1, dilation=3))
    assert not pointwise.is_pointwise(Window.over("test", (4, 5), 1, padding=1))
    assert not pointwise.is_pointwise(Window.over("test", (4, 5), 1, stride=(1, 2)))
    assert not pointwise.is_pointwise(Window.over("test", (4, 5), (1, 2)))
