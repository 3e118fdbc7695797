"""Where fields differ, what we chose. Each test computes the other convention too, and tells them
apart: docs/notation.md lists them with the same names."""

import math

import numpy as np
import pytest

from cnnkit import functional as F

rng = np.random.default_rng(0)
X, W = rng.normal(size=(2, 3, 6, 7)), rng.normal(size=(4, 3, 2, 3))


def differ(ours, other) -> bool:
    return not np.allclose(ours, other)


def test_a_convolution_layer_is_a_cross_correlation_not_a_flipped_convolution():
    row, taps = np.array([0.0, 0.0, 1.0, 0.0, 0.0]), np.array([1.0, 2.0, 3.0])
    ours = F.conv1d(row[None, None], taps[None, None])[0, 0]
    flipped = np.convolve(row, taps, "valid")
    assert ours.tolist() == [3, 2, 1]
    assert flipped.tolist() == [1, 2, 3]


def test_channels_come_before_rows_and_columns_not_last():
    ours = F.conv2d(X, W)
    channels_last = np.einsum(  # NHWC and HWIO, as in TensorFlow
        "nijcuv,uvcf->nijf",
        np.lib.stride_tricks.sliding_window_view(X.transpose(0, 2, 3, 1), (2, 3), axis=(1, 2)),
        W.transpose(2, 3, 1, 0),
    )
    np.testing.assert_allclose(ours, channels_last.transpose(0, 3, 1, 2))
    assert ours.shape != channels_last.shape


def test_a_size_that_does_not_divide_is_rounded_down_not_up():
    ours, ceiling = F.output_size(10, 3, stride=2), math.ceil((10 - 3) / 2) + 1
    assert (ours, ceiling) == (4, 5)


def test_same_padding_puts_the_odd_element_at_the_end_not_at_the_start():
    assert F.same_padding(5, 2) == (0, 1)
    ours = F.correlate1d(np.arange(1.0, 6), np.array([1.0, 10.0]), "same")
    at_the_start = np.correlate(np.arange(1.0, 6), np.array([1.0, 10.0]), "same")
    assert ours.tolist() == [21, 32, 43, 54, 5]
    assert at_the_start.tolist() == [10, 21, 32, 43, 54]


def test_of_equal_maxima_the_first_in_row_major_order_takes_the_gradient_not_all():
    x, dy = np.ones((1, 1, 2, 2)), np.ones((1, 1, 1, 1))
    ours = F.max_pool2d_backward(dy, x, 2)[0, 0]
    shared = np.full((2, 2), 0.25)
    everybody = np.ones((2, 2))
    assert ours.tolist() == [[1, 0], [0, 0]]
    assert differ(ours, shared)
    assert differ(ours, everybody)


def test_the_gradient_of_relu_at_zero_is_zero_not_one_or_a_half():
    assert F.relu_backward(np.array([1.0]), np.array([0.0])).tolist() == [0]
    assert F.relu_backward(np.array([1.0]), np.array([-0.0])).tolist() == [0]


def test_average_pooling_counts_the_padding_unlike_keras():
    ours = F.avg_pool2d(np.ones((1, 1, 2, 2)), 2, stride=2, padding=1)
    without = np.ones((1, 1, 2, 2))
    assert ours.tolist() == [[[[0.25, 0.25], [0.25, 0.25]]]]
    assert differ(ours, without)


def _running_var(x):
    zero, one = np.zeros(1), np.ones(1)
    return F.batch_norm(x, one, zero, zero, one, train=True)[2]


def test_the_variance_is_biased_in_the_running_one_too_unlike_pytorchs():
    x = np.array([[1.0], [2.0], [6.0]])
    ours, unbiased = _running_var(x), 0.9 + 0.1 * x.var(ddof=1)
    np.testing.assert_allclose(ours, 0.9 + 0.1 * x.var())
    assert differ(ours, unbiased)
    y = F.batch_norm(x, np.ones(1), np.zeros(1), np.zeros(1), np.ones(1), train=True, eps=0.0)[0]
    assert y.var() == pytest.approx(1)
    assert y.var(ddof=1) != pytest.approx(1)


def test_momentum_keeps_the_old_not_the_new():
    x = np.array([[0.0], [2.0]])
    ours, pytorchs = _running_var(x), 0.1 * 1 + 0.9 * x.var()
    assert ours == pytest.approx(0.9 * 1 + 0.1 * x.var())
    x = np.array([[0.0], [4.0]])
    assert differ(_running_var(x), 0.1 * 1 + 0.9 * x.var())
    assert pytorchs == 1  # at variance 1 nobody could tell them apart


def test_eps_stands_under_the_root_not_beside_it():
    x, eps = np.array([[1.0], [3.0]]), 0.5
    ours = F.batch_norm(x, np.ones(1), np.zeros(1), np.zeros(1), np.ones(1), train=True, eps=eps)[0]
    np.testing.assert_allclose(ours.ravel(), np.array([-1, 1]) / math.sqrt(1 + eps))
    assert differ(ours.ravel(), np.array([-1, 1]) / (math.sqrt(1) + eps))


def test_p_is_the_chance_to_drop_not_to_keep_and_scaling_is_done_in_training():
    x = np.ones(10_000)
    y, mask = F.dropout(x, 0.2, np.random.default_rng(0), train=True)
    assert mask is not None
    assert mask.mean() == pytest.approx(0.8, abs=0.02)
    assert set(y.tolist()) == {0.0, 1.25}
    np.testing.assert_array_equal(F.dropout(x, 0.2, np.random.default_rng(0), train=False)[0], x)


def test_the_mask_is_true_where_a_number_was_kept():
    y, mask = F.dropout(np.ones(100), 0.5, np.random.default_rng(0), train=True)
    assert mask is not None
    assert mask.dtype == bool
    np.testing.assert_array_equal(mask, y != 0)


def test_weight_decay_adds_strength_times_w_not_twice_that():
    w = np.array([3.0])
    assert F.l2_penalty_backward(w, 0.1) == pytest.approx(0.1 * 3)
    assert F.l2_penalty(w, 0.1) == pytest.approx(0.5 * 0.1 * 9)  # with the ½; without: 0.9


def test_a_loss_is_the_mean_over_the_batch_not_the_sum():
    z, y = np.zeros((5, 10)), np.arange(5)
    assert F.softmax_cross_entropy(z, y) == pytest.approx(math.log(10))
    assert F.softmax_cross_entropy(z, y) != pytest.approx(5 * math.log(10))


def test_the_svm_loss_sums_over_classes_unlike_pytorchs():
    z, y = np.zeros((5, 10)), np.arange(5)
    assert F.svm_loss(z, y) == 9
    assert F.svm_loss(z, y) != pytest.approx(9 / 10)


def test_the_squared_error_is_the_mean_over_all_elements_without_a_half():
    pred, target = np.array([[1.0, 3.0], [1.0, 1.0]]), np.ones((2, 2))
    assert F.mean_squared_error(pred, target) == 1
    per_example, halved = 4 / 2, 0.5
    assert F.mean_squared_error(pred, target) not in (per_example, halved)


def test_labels_are_integers_not_rows_with_a_one():
    z, y = rng.normal(size=(3, 4)), np.array([2, 0, 3])
    one_hot = np.eye(4)[y]
    from_rows = -(one_hot * F.log_softmax(z)).sum(axis=1).mean()
    assert F.softmax_cross_entropy(z, y) == pytest.approx(from_rows)
    with pytest.raises(TypeError, match="integer labels"):
        F.softmax_cross_entropy(z, one_hot)


def test_linear_has_a_column_for_each_output_not_a_row():
    x, w = rng.normal(size=(2, 3)), rng.normal(size=(3, 5))
    np.testing.assert_allclose(F.linear(x, w), np.einsum("nd,dm->nm", x, w))
    with pytest.raises(ValueError, match="rows"):
        F.linear(x, w.T)  # PyTorch's layout, (M, D)


def test_local_response_norm_does_not_divide_alpha_by_size_unlike_pytorch():
    x = np.ones((1, 1, 1, 1))
    ours = F.local_response_norm(x, size=5, alpha=1.0, beta=1.0, k=1.0)
    pytorchs = 1 / (1 + 1.0 / 5)
    assert ours.item() == pytest.approx(1 / 2)
    assert differ(ours, pytorchs)


def test_im2col_runs_through_channels_then_rows_then_columns():
    ours = F.im2col(X, (2, 3))
    first_window = X[0, :, :2, :3]
    np.testing.assert_array_equal(ours[0, :, 0], first_window.ravel())
    assert differ(ours[0, :, 0], first_window.transpose(1, 2, 0).ravel())  # channels innermost


def test_padding_of_four_is_left_right_top_bottom_not_top_bottom_left_right():
    y = F.pad2d(np.ones((1, 1)), (1, 0, 2, 0))
    assert y.shape == (3, 2)
    assert y.shape != (2, 3)


def test_padding_of_two_is_rows_and_columns():
    assert F.conv2d(X, W, padding=(1, 0)).shape == (2, 4, 7, 5)


def test_reflect_does_not_repeat_the_border():
    row = np.array([[1.0, 2.0, 3.0]])
    assert F.pad2d(row, (2, 0, 0, 0), "reflect").tolist() == [[3, 2, 1, 2, 3]]
    symmetric = np.pad(row, ((0, 0), (2, 0)), mode="symmetric")
    assert symmetric.tolist() == [[2, 1, 1, 2, 3]]


def test_groups_is_the_number_of_groups_not_their_size():
    assert F.maxout(np.ones((1, 6)), 2).shape == (1, 2)
    assert F.maxout(np.ones((1, 6)), 2).shape != (1, 3)
    x, w = np.ones((1, 6, 3, 3)), np.ones((4, 3, 3, 3))
    assert F.conv2d(x, w, groups=2).shape == (1, 4, 1, 1)


def test_boxes_end_before_their_last_number():
    x = np.arange(9.0).reshape(1, 1, 3, 3)
    ours = F.roi_pool2d(x, np.array([[0, 0, 0, 2, 2]]), 1).item()
    inclusive = x[0, 0, :3, :3].max()
    assert (ours, inclusive) == (4, 8)
