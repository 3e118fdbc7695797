import numpy as np

from cnnkit.datasets import digit, volume_example, worked_example


def test_the_worked_example_gives_the_numbers_of_the_text():
    patch, w = worked_example()
    sums = [[(patch[i : i + 3, j : j + 3] * w).sum() for j in range(4)] for i in range(4)]
    expected = [[1, 1.2, 1.1, 0.9], [2.1, 2.7, 2.5, 1.9], [1, 2.1, 2.4, 1.4], [1, 1.8, 2, 1.8]]
    np.testing.assert_allclose(sums, expected, rtol=1e-12)


def test_each_call_gives_its_own_arrays():
    worked_example().patch[:] = 9
    assert worked_example().patch.max() < 1


def test_the_volume_tells_every_slice_from_every_other():
    x, w, b = volume_example()
    assert (x.shape, w.shape, b.shape) == ((3, 5, 5), (2, 3, 3, 3), (2,))
    assert set(np.unique(x)) == {0, 1, 2}
    assert set(np.unique(w)) == {-1, 0, 1}
    taps = w.reshape(6, 3, 3)
    assert len({slice_.tobytes() for slice_ in taps}) == 6
    for slice_ in [*taps, *x]:
        turned = slice_.T, slice_[::-1], slice_[:, ::-1], slice_[::-1, ::-1]
        assert not any(np.array_equal(slice_, other) for other in turned)
    volume_example().x[:] = 9
    assert volume_example().x.max() == 2


def test_the_digit_is_ink_on_paper():
    image = digit()
    assert image.shape == (28, 28)
    assert image.dtype == np.float32
    assert (image.min(), image.max()) == (0, 1)
    border = np.concatenate([image[:3].ravel(), image[-3:].ravel(), image[:, :3].ravel()])
    assert not border.any()
    assert 0.05 < image.mean() < 0.25


def test_the_digit_is_a_four():
    ink = digit() > 0.5
    assert ink[8, 9]  # the left stroke
    assert ink[15, 12]  # the bar
    assert ink[20, 17]  # the foot
    assert not ink[20, 9]  # nothing under the bar on the left
