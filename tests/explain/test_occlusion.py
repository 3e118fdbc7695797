import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import occlusion_map, randomised


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, 10), st.integers(1, 5), st.sampled_from([0.0, 0.5]), st.integers(0, 2))
def test_every_place_by_the_definition(model, image, size, stride, fill, target):
    got = occlusion_map(model, image, target, size, stride, fill)
    model.eval()
    for row, i in enumerate(range(0, 10 - size + 1, stride)):
        for column, j in enumerate(range(0, 12 - size + 1, stride)):
            covered = image.copy()
            covered[:, i : i + size, j : j + size] = fill
            z = model(covered[None])[0]
            p = np.exp(z[target]) / np.exp(z).sum()
            assert got[row, column] == pytest.approx(p, rel=1e-9)
    assert got.shape == (row + 1, column + 1)


@pytest.mark.usefixtures("unchanged")
def test_network_and_image_stay_and_the_answer_is_the_same_twice(model, image):
    before = image.copy()
    first = occlusion_map(model, image, 1, 4, 3)
    np.testing.assert_array_equal(image, before)
    np.testing.assert_array_equal(occlusion_map(model, image, 1, 4, 3), first)


def test_it_depends_on_the_weights(model, image, rng):
    mine, other = (occlusion_map(m, image, 1, 4, 3) for m in (model, randomised(model, rng)))
    assert not np.allclose(mine, other, rtol=1e-3)


@pytest.mark.parametrize(("size", "stride"), [(0, 1), (11, 1), (3, 0)])
def test_a_square_that_does_not_fit_is_refused(model, image, size, stride):
    with pytest.raises(ParameterError) as caught:
        occlusion_map(model, image, 1, size, stride)
    assert str(caught.value) == (
        f"occlusion_map: received size={size}, stride={stride} on an image of 10 × 12. Expected a "
        "size from 1 to 10 and a stride of at least 1. Take a smaller square or a positive stride."
    )


def test_errors_name_the_function(model, image):
    with pytest.raises(ShapeError, match=r"^occlusion_map: received image as"):
        occlusion_map(model, image[0], 1, 3, 1)
    with pytest.raises(ParameterError, match=r"^occlusion_map: received target=3"):
        occlusion_map(model, image, 3, 3, 1)
