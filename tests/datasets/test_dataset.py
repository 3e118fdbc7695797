import numpy as np

from cnnkit.datasets.dataset import Dataset, prepare


def test_bytes_become_numbers_from_zero_to_one():
    x = np.array([[[0, 51, 255]]], np.uint8)
    y = np.array([7], np.uint8)
    got_x, got_y = prepare(x, y)
    assert got_x.dtype == np.float32
    assert got_y.dtype == np.int64
    np.testing.assert_array_equal(got_x, np.float32([[[[0, 0.2, 1]]]]))
    np.testing.assert_array_equal(got_y, [7])


def test_channels_are_kept():
    x = np.zeros((2, 3, 4, 5), np.uint8)
    assert prepare(x, np.zeros(2, np.uint8))[0].shape == (2, 3, 4, 5)


def test_it_unpacks_and_says_what_it_holds():
    x, y = np.zeros((1200, 1, 4, 5), np.float32), np.zeros(1200, np.int64)
    data = Dataset(x, y, x[:3], y[:3], ("a", "b"))
    x_train, y_train, x_test, y_test, classes = data
    assert (x_train is x, y_train is y, len(x_test), len(y_test)) == (True, True, 3, 3)
    assert classes == ("a", "b")
    assert repr(data) == "Dataset(1,200 training and 3 test images of 1 × 4 × 5, 2 classes)"
