import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.plotting import feature_maps, filters, images, panels


def canvas(ax) -> np.ndarray:
    (picture,) = ax.images
    return np.ma.filled(picture.get_array(), np.nan)


def test_images_stand_in_reading_order():
    x = np.arange(3, dtype=float)[:, None, None, None] + np.zeros((3, 1, 14, 14))
    got = canvas(images(x, columns=2))
    assert got.shape == (29, 29)
    assert (got[:14, :14] == 0).all()
    assert (got[:14, 15:] == 1).all()
    assert (got[15:, :14] == 2).all()
    assert np.isnan(got[15:, 15:]).all()
    assert np.isnan(got[14]).all()


@pytest.mark.parametrize("shape", [(5, 7), (1, 5, 7), (1, 1, 5, 7)])
def test_one_grey_image(shape):
    x = np.random.default_rng(1).random(shape)
    np.testing.assert_array_equal(canvas(images(x)), x.reshape(5, 7))


@pytest.mark.parametrize("shape", [(3, 5, 7), (1, 3, 5, 7)])
def test_one_colour_image(shape):
    x = np.random.default_rng(1).random(shape)
    np.testing.assert_array_equal(canvas(images(x)), x.reshape(3, 5, 7).transpose(1, 2, 0))


def test_colours_are_clipped_and_bytes_are_scaled(caplog):
    bytes_ = np.array([0, 51, 255], np.uint8).reshape(3, 1, 1)
    np.testing.assert_allclose(canvas(images(bytes_)), [[[0, 0.2, 1]]])
    floats = np.array([-1.0, 0.5, 7.0]).reshape(3, 1, 1)
    np.testing.assert_array_equal(canvas(images(floats)), [[[0, 0.5, 1]]])
    assert not caplog.records  # matplotlib would clip too, and complain


def test_grey_images_share_one_scale():
    ax = images(np.array([[[[0.0]]], [[[1.0]]], [[[4.0]]]]))
    assert ax.images[0].get_clim() == (0, 4)


def test_limits_say_what_is_black_and_what_is_white():
    x = np.array([[0.2, 0.4], [0.6, 1.5]])
    (picture,) = images(x, limits=(0, 1)).images
    assert (picture.norm.vmin, picture.norm.vmax) == (0, 1)
    assert picture.cmap(picture.norm(1.5)) == picture.cmap(picture.norm(1.0)) == (1, 1, 1, 1)
    (picture,) = images(x).images
    assert (picture.norm.vmin, picture.norm.vmax) == (0.2, 1.5)


def test_titles_are_written_over_their_images():
    ax = images(np.zeros((3, 1, 14, 14)), titles=[7, "b", "c"], columns=2)
    assert [text.get_text() for text in ax.texts] == ["7", "b", "c"]
    left, right, below = (text.get_position() for text in ax.texts)
    assert left[0] < right[0]
    assert left[1] == right[1] < below[1]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ((4,), "an array of shape (4,) and dtype float64"),
        ((2, 5, 7), "an array of shape (2, 5, 7) and dtype float64"),
        ((9, 2, 5, 7), "an array of shape (9, 2, 5, 7) and dtype float64"),
        ((0, 1, 5, 7), "an array of shape (0, 1, 5, 7) and dtype float64"),
    ],
)
def test_images_of_another_shape_are_refused(shape, kind):
    with pytest.raises(ShapeError) as caught:
        images(np.zeros(shape))
    assert str(caught.value) == (
        f"images: received {kind}. Expected images of shape (N, C, H, W), (C, H, W) or (H, W), "
        "with C 1 or 3. For grey images of shape (N, H, W) write images(x[:, None])."
    )


def test_too_few_titles():
    with pytest.raises(ParameterError) as caught:
        images(np.zeros((3, 1, 4, 4)), titles=["a"])
    assert str(caught.value) == (
        "images: received 1 titles for 3 pictures. Expected one title a picture. "
        "Make the list of titles as long as the list of pictures."
    )


@pytest.mark.parametrize("draw", [images, filters, feature_maps])
def test_no_columns(draw):
    with pytest.raises(ParameterError) as caught:
        draw(np.zeros((1, 4, 4)), columns=0)
    assert str(caught.value) == (
        f"{draw.__name__}: received columns=0. Expected at least one column. "
        "Leave columns out, or give a positive number."
    )


def test_zero_is_the_middle_of_filters():
    ax = filters(np.array([[0.5, 2.0]]))
    assert ax.images[0].get_clim() == (-2, 2)
    assert ax.images[0].get_cmap().name == "cividis"


def test_a_row_is_a_filter_and_a_column_a_channel():
    w = np.arange(8, dtype=float).reshape(2, 4, 1, 1) + np.zeros((2, 4, 14, 14))
    got = canvas(filters(w))
    np.testing.assert_array_equal(got[::15, ::15], [[0, 1, 2, 3], [4, 5, 6, 7]])


def test_filters_on_colours_are_in_colour():
    w = np.array([-2.0, 0.0, 1.0]).reshape(1, 3, 1, 1)
    np.testing.assert_array_equal(canvas(filters(w)), [[[0, 0.5, 0.75]]])


def test_filters_of_another_shape_are_refused():
    with pytest.raises(ShapeError) as caught:
        filters(np.zeros(3))
    assert str(caught.value) == (
        "filters: received an array of shape (3,) and dtype float64. Expected filters of shape "
        "(F, C, KH, KW), (C, KH, KW) or (KH, KW). "
        "Pass a layer's weights, for instance model.layers[0].weight.value."
    )


def test_feature_maps_after_relu_are_black_to_white():
    ax = feature_maps(np.array([[[0.0]], [[3.0]]]))
    assert (ax.images[0].get_cmap().name, ax.images[0].get_clim()) == ("gray", (0, 3))


def test_feature_maps_with_negatives_are_centred():
    ax = feature_maps(np.array([[[-4.0]], [[3.0]]]))
    assert (ax.images[0].get_cmap().name, ax.images[0].get_clim()) == ("cividis", (-4, 4))


def test_a_batch_of_one_is_unwrapped():
    x = np.random.default_rng(2).random((1, 2, 3, 4))
    np.testing.assert_array_equal(canvas(feature_maps(x)), canvas(feature_maps(x[0])))


def test_one_map_needs_no_axis_of_channels():
    x = np.random.default_rng(2).random((3, 4))
    np.testing.assert_array_equal(canvas(feature_maps(x)), canvas(feature_maps(x[None])))


def test_feature_maps_of_many_images_are_refused():
    with pytest.raises(ShapeError) as caught:
        feature_maps(np.zeros((2, 6, 4, 4)))
    assert str(caught.value) == (
        "feature_maps: received an array of shape (2, 6, 4, 4) and dtype float64. Expected the "
        "maps of one image, of shape (C, H, W), (1, C, H, W) or (H, W). "
        "Choose one image: feature_maps(y[0])."
    )


@pytest.mark.parametrize("draw", [images, filters, feature_maps])
def test_it_draws_where_it_is_told_and_changes_nothing(draw):
    x = np.random.default_rng(2).random((1, 8, 8))
    before = x.copy()
    axes = panels(2)
    assert draw(x, ax=axes[1]) is axes[1]
    assert not axes[0].images
    np.testing.assert_array_equal(x, before)
    assert plt.get_fignums() == []
