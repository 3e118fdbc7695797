import numpy as np
import pytest

from cnnkit.errors import CNNKitError, ParameterError, ShapeError
from cnnkit.explain.passes import at_rest, batch_of, image_gradient, scores, upto
from cnnkit.layers import ReLU, Residual, Sequential


@pytest.mark.usefixtures("unchanged")
def test_the_network_is_left_as_it_was(model, image):
    with at_rest(model):
        assert not any(layer.training for layer in model.named_layers().values())
        image_gradient(model, image[None], 1, "test")


@pytest.mark.usefixtures("unchanged")
def test_also_after_an_error(model):
    with pytest.raises(RuntimeError, match="inside"), at_rest(model):
        raise RuntimeError("inside")


def test_a_backward_afterwards_does_not_use_our_images(model, image):
    with at_rest(model):
        model(image[None])
    with pytest.raises(CNNKitError, match="a call before any forward pass"):
        model.backward(np.ones((1, 3)))


def test_the_part_below_a_layer_shares_its_weights(model, image):
    part = upto(model, "stage.conv")
    assert list(part.named_parameters()) == ["stage.conv.weight", "stage.conv.bias"]
    assert part["stage"]["conv"] is model["stage"]["conv"]
    np.testing.assert_array_equal(part(image[None]), model["stage"]["conv"](image[None]))
    assert list(upto(model, "pool").children()) == ["stage", "pool"]


def test_an_unknown_layer_is_refused(model):
    with pytest.raises(ParameterError) as caught:
        upto(model, "conv3")
    assert str(caught.value) == (
        "upto: received the layer 'conv3' of Sequential. Expected a layer of a Sequential, here "
        "one of: stage, pool, conv2, relu2, flatten, drop, dense. Take one of these names; "
        "name.inner leads into a Sequential inside."
    )


def test_a_layer_beside_others_is_refused():
    net = Sequential(block=Residual(Sequential(relu=ReLU())))
    with pytest.raises(ParameterError) as caught:
        upto(net, "block.body", "who")
    assert str(caught.value) == (
        "who: received the layer 'body' of Residual. Expected a layer of a Sequential, here one "
        "of: body. Take one of these names; name.inner leads into a Sequential inside."
    )


def test_one_image_becomes_a_batch_of_floats(model):
    batch = batch_of(np.full((2, 3, 4), 7, np.uint8), model, "test")
    assert batch.shape == (1, 2, 3, 4)
    assert batch.dtype == np.float32
    assert (batch == 7).all()


@pytest.mark.parametrize("shape", [(4, 5), (1, 2, 4, 5)])
def test_something_else_than_one_image_is_refused(model, shape):
    with pytest.raises(ShapeError) as caught:
        batch_of(np.zeros(shape), model, "test")
    assert str(caught.value) == (
        f"test: received image as an array of shape {shape} and dtype float64. Expected one image "
        "of shape (C, H, W). Choose one image: images[n]."
    )


@pytest.mark.parametrize("target", [-1, 3])
def test_a_class_that_does_not_exist_is_refused(model, image, target):
    with pytest.raises(ParameterError) as caught:
        scores(model, image[None], target, "test")
    assert str(caught.value) == (
        f"test: received target={target}. Expected a class from 0 to 2. "
        "Give the class whose score is to be explained."
    )


def test_a_network_without_scores_is_refused(model, image):
    with pytest.raises(ShapeError) as caught:
        scores(upto(model, "pool"), image[None], 0, "test")
    assert str(caught.value) == (
        "test: received a network whose output has shape (1, 4, 4, 5). Expected scores of shape "
        "(N, K). Give the whole network, up to its last dense layer."
    )
