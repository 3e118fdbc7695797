# %% [markdown]
# # 08 · Fast convolutions
#
# **In this chapter you make a convolution fast, see what that costs in memory, and write a layer
# that runs on a graphics processor as it is.**

# %% setup
import numpy as np

from cnnkit.backend import array_module
from cnnkit.checks import check

# %% [markdown]
# ### Exercise 1: `im2col` (3 points)


# %% solution="im2col"
def im2col(x, k, stride=1, padding=0):
    """Lay out every window of the images as one column.

    cols[n, (c * KH + u) * KW + v, i * OW + j]
        = padded x[n, c, i * stride + u, j * stride + v]

    x: array of shape (N, C, H, W). Its number type is kept, also uint8.
    k: the sides of the window: one number, or two: (rows, columns).
    stride, padding: one number, or two: (rows, columns). The padding is zeros.
       What does not fit a whole stride is dropped. The window fits.

    Returns a new array of shape (N, C * KH * KW, OH * OW).
    """
    ### BEGIN SOLUTION
    kh, kw = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    n, c, h, w = x.shape
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    cols = np.zeros((n, c, kh, kw, oh, ow), dtype=x.dtype)
    for u in range(kh):
        for v in range(kw):
            cols[:, :, u, v] = x[:, :, u : u + sh * oh : sh, v : v + sw * ow : sw]
    return cols.reshape(n, c * kh * kw, oh * ow)
    ### END SOLUTION


# %% check="im2col"
check("im2col", im2col)

# %% [markdown]
# ### Exercise 2: `conv2d_im2col` (2 points)


# %% solution="conv2d_im2col"
def conv2d_im2col(x, w, b, stride=1, padding=0):
    """Convolve by one matrix product: w.reshape(F, -1) @ columns, plus b.

    x: array of shape (N, C, H, W), of any number type. Whole numbers do not
       wrap around: the sums are made in float.
    w: filters of shape (F, C, KH, KW).
    b: array of shape (F,), or None.
    stride, padding: one number, or two: (rows, columns).

    Returns an array of shape (N, F, OH, OW). Your own im2col may be used.
    """
    ### BEGIN SOLUTION
    n, f = len(x), len(w)
    sh = stride if isinstance(stride, int) else stride[0]
    ph = padding if isinstance(padding, int) else padding[0]
    oh = (x.shape[2] + 2 * ph - w.shape[2]) // sh + 1
    cols = im2col(x, w.shape[2:], stride, padding)
    y = (w.reshape(f, -1).astype(float) @ cols).reshape(n, f, oh, -1)
    return y if b is None else y + b[:, None, None]
    ### END SOLUTION


# %% check="conv2d_im2col"
check("conv2d_im2col", conv2d_im2col)

# %% [markdown]
# ### Exercise 3: `col2im` (3 points)


# %% solution="col2im"
def col2im(cols, shape, k, stride=1, padding=0):
    """Add up columns, each entry at the pixel that im2col would fill it from.

    cols: array of shape (N, C * KH * KW, OH * OW), as im2col lays them out;
       fractions or whole numbers.
    shape: (N, C, H, W), the shape of the images without padding.
    k, stride, padding: as for im2col.

    Returns an array of that shape. What fell on the padding is dropped; a
    pixel that no window meets is 0.
    """
    ### BEGIN SOLUTION
    kh, kw = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    n, c, h, w = shape
    oh, ow = (h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1
    parts = cols.reshape(n, c, kh, kw, oh, ow)
    x = np.zeros((n, c, h + 2 * ph, w + 2 * pw), dtype=cols.dtype)
    for u in range(kh):
        for v in range(kw):
            x[:, :, u : u + sh * oh : sh, v : v + sw * ow : sw] += parts[:, :, u, v]
    return x[:, :, ph : ph + h, pw : pw + w]
    ### END SOLUTION


# %% check="col2im"
check("col2im", col2im)

# %% [markdown]
# ### Exercise 4: `conv2d_fft` (2 points, optional)


# %% solution="conv2d_fft"
def conv2d_fft(x, w, b):
    """Convolve by way of the frequencies: stride 1, no padding.

    x: array of shape (N, C, H, W), of any number type.
    w: filters of shape (F, C, KH, KW), not larger than the images.
    b: array of shape (F,), or None.

    Returns real numbers, an array of shape (N, F, H - KH + 1, W - KW + 1).
    np.fft may be used.
    """
    ### BEGIN SOLUTION
    h, width = x.shape[2:]
    there = np.fft.rfft2(x)
    taps = np.fft.rfft2(w, s=(h, width)).conj()
    y = np.fft.irfft2(np.einsum("nchw,fchw->nfhw", there, taps), s=(h, width))
    y = y[:, :, : h - w.shape[2] + 1, : width - w.shape[3] + 1]
    return y if b is None else y + b[:, None, None]
    ### END SOLUTION


# %% check="conv2d_fft"
check("conv2d_fft", conv2d_fft)

# %% [markdown]
# ### Exercise 5: `device_agnostic_relu_conv` (2 points)


# %% solution="device_agnostic_relu_conv"
def device_agnostic_relu_conv(x, w, b):
    """Convolve, add the bias, and make what is below 0 to 0, wherever x lies.

    x: images of shape (N, C, H, W); w: filters of shape (F, C, KH, KW);
    b: array of shape (F,), or None. All on one device: they are NumPy arrays,
       or CuPy arrays. array_module(x) is the library whose arrays they are.

    Stride 1, no padding. Returns an array of shape
    (N, F, H - KH + 1, W - KW + 1) on the same device. Nothing is moved from
    one device to another. Whole numbers do not wrap around.
    """
    ### BEGIN SOLUTION
    xp = array_module(x)
    (n, c, h, width), (f, _, kh, kw) = x.shape, w.shape
    oh, ow = h - kh + 1, width - kw + 1
    y = xp.zeros((n, f, oh, ow))
    for u in range(kh):
        for v in range(kw):
            seen = x[:, :, u : u + oh, v : v + ow].reshape(n, c, oh * ow)
            y += (w[:, :, u, v] * 1.0 @ seen).reshape(n, f, oh, ow)
    if b is not None:
        y += b[:, None, None]
    return xp.maximum(y, 0)
    ### END SOLUTION


# %% check="device_agnostic_relu_conv"
check("device_agnostic_relu_conv", device_agnostic_relu_conv)
