# %% [markdown]
# # 08 · Fast, and on a GPU
#
# **In this chapter you turn the convolution into one matrix product and find out what that costs in
# memory, you measure where a network spends its time, and you write a layer that runs on a graphics
# card as it stands.**

# %% setup
import time
import timeit
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cnnkit import datasets, functional, override, plotting, standin
from cnnkit.backend import array_module, gpu_is_available, synchronize, to_device, to_numpy
from cnnkit.checks import check
from cnnkit.models import lenet5
from cnnkit.training import profile
from cnnkit.widgets import im2col_explorer

# %% experiment
rng = np.random.default_rng(seed=8)
w = rng.normal(size=(16, 16, 3, 3))
sides, loops, library = [8, 16, 32, 64], [], []
for side in sides:
    x = rng.normal(size=(1, 16, side, side))
    begin = time.perf_counter()
    for f, i, j in np.ndindex(16, side - 2, side - 2):
        (x[0, :, i : i + 3, j : j + 3] * w[f]).sum()
    loops.append(time.perf_counter() - begin)
    trials = timeit.repeat("functional.conv2d(x, w)", number=1, repeat=5, globals=globals())
    library.append(min(trials))

# %% experiment
ax = plotting.timings(sides, {"loops": loops, "the library": library}, xlabel="side of the picture")
alt = f"Two rising curves. At 64 pixels the loops take {1000 * loops[-1]:.3g} milliseconds, the "
plotting.show(ax, alt=alt + f"library {1000 * library[-1]:.2g}; the library is the lower one.")

# %% [markdown]
# Sixteen filters of 3 × 3 slide over a picture of 16 channels. Both curves were measured just now,
# on this machine, and both ways multiply the same numbers. The upper one is the layer as it is
# defined: for each filter and each place, multiply the window by the taps and add up. The lower one
# is this library. (Both axes are **logarithmic**: from one number to the next it is the same factor
# each time, not the same distance.)
#
# What makes the difference? At the end of part 3 your own function has a curve in this figure.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 3 hours |
# | you need | the convolution of chapter 04, (N, C, H, W), stride and padding; the matrix product |
# | points | 12, in five exercises |
# | computer | 7 s of processor time and 290 MB of memory for one run of the whole notebook |
#
# A graphics card is not needed: without one, the cells that would use it say what they skip. Times
# are those of your machine, so this text gives none. ✗ marks a sentence that you may meet in
# lecture notes and that is wrong.

# %% [markdown]
# ## 1. What is slow about a loop?
#
# The loops above ran through 16 filters and 62 × 62 places: 61,504 times the line
# `(window * taps).sum()`. A window of 16 channels has 16 · 3 · 3 = 144 numbers, so there were
# 61,504 · 144 = 8,856,576 products. A processor makes thousands of millions of them in a second. So
# where did the time go?
#
# **Predict.** The same line on windows of 1, 4, 16 and 64 channels: each has four times as many
# products as the one before. How does the time grow?

# %% experiment
for channels in [1, 4, 16, 64]:
    window, taps = rng.normal(size=(2, channels, 3, 3))
    trials = timeit.repeat("(window * taps).sum()", number=1000, repeat=5, globals=globals())
    seconds, count = min(trials) / 1000, 9 * channels
    print(f"{count:3} products: {1e6 * seconds:.2f} µs, {1e9 * seconds / count:5.1f} ns for each")

# %% [markdown]
# (A microsecond, µs, is a millionth of a second, and a nanosecond, ns, a thousandth of that.) The
# line takes nearly the same time, whether it has 9 products or 576. It is not the products that
# cost. It is being **asked**: Python finds out what `window` and `taps` are, NumPy compares their
# shapes, asks for memory, sets up its loop. All that is done anew for each window.
#
# So ask *seldom*, and for *much* at a time. (The cell used `timeit.repeat`: it runs a line `number`
# times and measures, and does that `repeat` times. `globals=globals()` lets the line see your
# variables. The least of several times is that of the trial in which nothing else came between. If
# a time looks absurd all the same, another program has the machine: run the cell again.)
#
# Which operation has the most to do for one asking? The **matrix product** `A @ B`: every row of
# `A` meets every column of `B`, they are multiplied number by number and added up. Processors are
# good at it, since a number that was fetched from memory once is used many times. NumPy hands it to
# a program (called BLAS) on which people have worked for more than forty years.
#
# And a convolution does the same: every *filter* meets every *window*, and they are multiplied
# number by number and added up. Filters can be rows. Windows have to become columns.

# %% [markdown]
# ## 2. Every window a column
#
# Here is a picture of two channels, 3 × 4 pixels each. Its numbers tell where they stand: 123 is
# channel 1, row 2, column 3. A window of 2 × 2 slides over it, through both channels. Each window
# is written as one column of a matrix. That is **im2col**, *image to columns*.
#
# **Predict.** How many rows has the matrix, and how many columns?
#
# <details><summary>Answer</summary>
#
# A window has 2 · 2 · 2 = 8 numbers, so there are 8 rows. It has 2 · 3 = 6 places, so there are 6
# columns.
#
# </details>
#
# ### Move it yourself
#
# The matrix is on the right. Click on a column, or move with the arrow keys: its window is framed
# in both channels. In front of each row stands its number, and which tap (channel, row, column) of
# the window it holds. Then click on a pixel on the left, or go there by the Tab key: its copies are
# ringed.
#
# 1. In which order are the windows taken? And the numbers of a window?
# 2. Which pixels stand in a single column? Which stand in four?
# 3. Follow a *row* of the matrix from left to right. What do you see?

# %%
c, i, j = np.indices((2, 3, 4))
picture = 100 * c + 10 * i + j
im2col_explorer(picture, 2)

# %% [markdown]
# <details><summary>Answers</summary>
#
# 1. The windows row by row, as you read: the window at row $i$, column $j$ is column number
#    $i \cdot OW + j$. In a window first channel 0, then channel 1, and each of them row by row: the
#    tap $(c, u, v)$ is in row $(c \cdot KH + u) \cdot KW + v$.
# 2. The four corners of each channel stand in one column. The two pixels in the middle, 11 and 12
#    (111 and 112), stand in four.
# 3. A part of the picture, row after row: all the pixels that *one tap* meets.
#
# </details>
#
# ### Exercise 1: `im2col` (3 points)
#
# You can loop over the windows, and fill one column after the other. Or think of the third answer:
# loop over the *taps*, and copy all the pixels that a tap meets at once. That is a slice with a
# step, `padded[:, :, start:stop:step, …]`. On a large picture there are thousands of windows, and
# nine taps.


# %% solution="im2col"
def im2col(x, k, stride=1, padding=0):
    """Write every window of every picture as a column.

    cols[n, (c * KH + u) * KW + v, i * OW + j] = x[n, c, i * stride + u, j * stride + v]

    where x has zeros around it, as many as padding says.

    x: array of shape (N, C, H, W), of any type of number, also whole numbers from 0
       to 255 (uint8). All sizes may be 1, and H and W may differ. Leave x as it is.
    k: the size of the window (KH, KW): a number, or a pair (rows, columns).
    stride, padding: each a number, or a pair (rows, columns).

    At least one window fits; what does not fit a whole stride is dropped.

    Returns an array of shape (N, C * KH * KW, OH * OW), with the type of numbers of x.
    OH and OW are the output sizes: (H + 2 * padding - KH) / stride + 1, rounded down.
    """
    ### BEGIN SOLUTION
    KH, KW = k if isinstance(k, tuple) else (k, k)
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    ph, pw = padding if isinstance(padding, tuple) else (padding, padding)
    N, C, H, W = x.shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=x.dtype)
    padded[:, :, ph : ph + H, pw : pw + W] = x
    cols = np.zeros((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u, v in np.ndindex(KH, KW):
        cols[:, :, u, v] = padded[:, :, u : u + OH * sh : sh, v : v + OW * sw : sw]
    # (N, C, KH, KW, OH, OW) -> (N, C*KH*KW, OH*OW)
    return cols.reshape(N, C * KH * KW, OH * OW)
    ### END SOLUTION


# %% check="im2col"
check("im2col", im2col)

# %% [markdown]
# Now a window of 9 × 9 slides over a digit of 28 × 28 pixels, and the matrix has 81 rows.
#
# **Predict.** Take row 0 and lay it out as a picture again: how large is it, and what does it show?
# And row 40, the tap in the middle? And row 80?

# %%
four = datasets.digit()
rows = im2col(four[None, None], 9)[0]  # (81, 400): 81 taps, 20 × 20 places
axes = plotting.panels(3, titles=["row 0", "row 40", "row 80"], size=2.2)
for ax, row in zip(axes, rows[[0, 40, 80]], strict=True):
    plotting.images(row.reshape(20, 20), ax=ax)
alt = "A handwritten 4, three times: pushed to the lower right, in the middle, and pushed to the "
plotting.show(axes, alt=alt + "upper left, each time cut off at the border.")

# %% [markdown]
# Each of the 81 rows is a picture of 20 × 20: what its tap sees while the window slides. The first
# tap never gets to the last eight rows and columns, the last tap never to the first eight. Hence
# the digit seems to move.
#
# ### The price
#
# Windows overlap, so pixels are copied several times. How much larger is the matrix than the
# picture?
#
# **Predict.** The first layer of AlexNet (chapter 12) has filters of 11 × 11 with stride 4, and
# pictures of 227 × 227 in three colours. What is the shape of the matrix? How many times more
# numbers does it hold than the picture?

# %%
x = np.zeros((1, 3, 227, 227), np.float32)
cols = im2col(x, 11, stride=4)
print(f"{cols.shape}: {cols.size:,} against {x.size:,}, {cols.size / x.size:.1f} times as many")

# %% [markdown]
# 3 · 11 · 11 = 363 rows and 55 · 55 = 3,025 columns. A pixel in the middle is met by about 11/4
# windows along each direction, which makes 121/16 ≈ 7.6 of them; those near the border are met by
# fewer.
#
# **Predict.** And the usual layer of today, 3 × 3 with stride 1 and padding 1?
#
# <details><summary>Answer</summary>
#
# There are as many places as pixels, and nine numbers for each: exactly **9 times** as many.
#
# </details>
#
# VGG-16 has such a layer with 64 channels of 224 × 224. At four bytes for each number, the picture
# takes 12.25 MiB and the matrix 110.25 MiB. (A MiB is 2²⁰ bytes, about a million; a GiB is 1,024 of
# them.) For a batch of 32 pictures it would be 3.45 GiB, for *one* layer. So a fast library does
# not make the whole matrix. It takes a piece of the batch, makes the columns, multiplies them, and
# uses the same memory for the next piece.

# %%
numbers = 64 * 224 * 224
for name, count in [("picture", numbers), ("matrix", 9 * numbers), ("32 matrices", 288 * numbers)]:
    print(f"{name:11} {4 * count / 2**20:8.2f} MiB, {4 * count / 2**30:.2f} GiB")

# %% [markdown]
# **What if** the windows were *looked at* and not copied?
#
# <details><summary>Answer</summary>
#
# NumPy can do that: `np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))` is an array
# of all windows that takes no memory of its own, for it looks at the numbers of `x` wherever they
# lie. But a matrix product wants its numbers side by side. At the latest when the windows are
# reshaped to columns, they are copied.
#
# </details>
#
# **What if** the window is 1 × 1, with stride 1 and no padding?
#
# <details><summary>Answer</summary>
#
# Then each pixel is its own window, and the matrix is the picture, with rows and columns in one:
# `x.reshape(N, C, H * W)`. Nothing needs to be copied. This is one more reason why 1 × 1
# convolutions are cheap.
#
# </details>

# %% [markdown]
# ## 3. One matrix product
#
# Now the filters. `w` has the shape (F, C, KH, KW). Write each filter as a row, in the same order
# as a window in its column: `w.reshape(F, -1)`. (The −1 means: as many as are left over.) Then row
# times column is filter times window:
#
# $$\underbrace{w}_{F \,\times\, C \cdot KH \cdot KW} \cdot
# \underbrace{\text{columns}}_{C \cdot KH \cdot KW \,\times\, OH \cdot OW} =
# \underbrace{y}_{F \,\times\, OH \cdot OW}$$
#
# **Predict.** Three filters of 2 × 2 go over a picture of two channels, 3 × 4 pixels. What are the
# shapes of the three matrices? What must be done to the last one to get feature maps?

# %%
rng = np.random.default_rng(seed=3)
x, w = rng.integers(0, 4, (1, 2, 3, 4)), rng.integers(-1, 2, (3, 2, 2, 2))
left, right = w.reshape(3, -1), im2col(x, 2)[0]
matrices = {"filters: 3 × 8": left, "columns: 8 × 6": right, "product: 3 × 6": left @ right}
axes = plotting.panels(3, titles=list(matrices), size=3.2)
for ax, values in zip(axes, matrices.values(), strict=True):
    plotting.matrix(values, ax=ax)
    ax.title.set_fontsize(10)
alt = "Three matrices of small numbers, with 3 rows and 8 columns, 8 and 6, 3 and 6. The first "
alt += f"row of the product: {', '.join(str(value) for value in (left @ right)[0])}."
plotting.show(axes, alt=alt)

# %% [markdown]
# Each row of the product is a feature map of 2 × 3 places in one line: `.reshape(3, 2, 3)` cuts it
# into rows again. With N pictures there are N such products, and `@` makes them all in one call:
# (F, K) @ (N, K, P) gives (N, F, P), where K is short for $C \cdot KH \cdot KW$ and P for
# $OH \cdot OW$.
#
# ### Exercise 2: `conv2d_im2col` (2 points)


# %% solution="conv2d_im2col"
def conv2d_im2col(x, w, b, stride=1, padding=0):
    """Make the convolution layer by one matrix product, with your im2col.

    y[n, f, i, j] = b[f] + sum over c, u and v of
        x[n, c, i * stride + u, j * stride + v] * w[f, c, u, v]

    where x has zeros around it, as many as padding says. Nothing is flipped.

    x: array of shape (N, C, H, W): N pictures of C channels.
    w: array of shape (F, C, KH, KW): F filters.
    b: array of shape (F,), a number for each filter, or None: then nothing is added.
    stride, padding: each a number, or a pair (rows, columns).

    All sizes may be 1, and H and W, KH and KW, F and C may differ. The windows fit at
    least once; what does not fit a whole stride is dropped. The arrays may hold any
    type of number, also whole numbers from 0 to 255 (uint8): the sums may be larger
    than 255. Leave the arrays as they are.

    Returns an array of shape (N, F, OH, OW).
    """
    ### BEGIN SOLUTION
    F, _, KH, KW = w.shape
    sh = stride[0] if isinstance(stride, tuple) else stride
    ph = padding[0] if isinstance(padding, tuple) else padding
    OH = (x.shape[2] + 2 * ph - KH) // sh + 1
    cols = im2col(x * 1.0, (KH, KW), stride, padding)  # whole numbers become floats
    y = w.reshape(F, -1) @ cols
    y = y.reshape(len(x), F, OH, -1)  # (N, F, OH*OW) -> (N, F, OH, OW)
    return y if b is None else y + b[:, None, None]
    ### END SOLUTION


# %% check="conv2d_im2col"
check("conv2d_im2col", conv2d_im2col)

# %% [markdown]
# **What if** `im2col` wrote the channel last, so that the rows came in the order (row, column,
# channel)?
#
# <details><summary>Answer</summary>
#
# Its shape would be the same, and so would that of the output. With one channel the numbers would
# be right, too. With more channels, nearly every number of a window would meet the tap of another:
# the order of the rows must be that of `w.reshape(F, -1)`, which is (channel, row, column).
# Mistakes like this one are why the checks use pictures of several channels.
#
# </details>
#
# ### What was saved?
#
# You may read:
#
# ✗ *"im2col is fast because it saves multiplications."*
#
# It tempts: what takes less time has less to do, or so it seems.
#
# **Predict.** The loops of part 1 made 8,856,576 products on 64 × 64 pixels. How many does the
# matrix product make?

# %%
x, w = rng.normal(size=(1, 16, 64, 64)), rng.normal(size=(16, 16, 3, 3))
rows, cols = w.reshape(16, -1), im2col(x, 3)[0]
print(f"definition: {16 * 62 * 62} numbers of {16 * 3 * 3} products: {16 * 62 * 62 * 144:,}")
print(f"matrices:   {rows.shape} by {cols.shape}: {rows.size * cols.shape[1]:,}")

# %% [markdown]
# 8,856,576 both times: they are the *same* products. On top of them, the columns have to be copied
# and kept. The true sentence is:
#
# > im2col does **more** work and needs **more** memory. It is faster because the work is asked for
# > in one call, and laid out so that a processor can do it at full speed.
#
# Now measure. The next cell runs your function on the sizes of the first figure, and the one after
# it draws all three curves.
#
# **Predict.** Where will your curve lie? Will it be straight?

# %% experiment
yours = []
for side in sides:
    x = rng.normal(size=(1, 16, side, side))
    line = "conv2d_im2col(x, w, None)"
    yours.append(min(timeit.repeat(line, number=1, repeat=5, globals=globals())))
print(np.allclose(conv2d_im2col(x, w, None), functional.conv2d(x, w)))

# %% experiment
curves = {"loops": loops, "yours": yours, "the library": library}
ax = plotting.timings(sides, curves, xlabel="side of the picture")
alt = f"Three rising curves. At 64 pixels: loops {1000 * loops[-1]:.3g} milliseconds, yours "
plotting.show(ax, alt=alt + f"{1000 * yours[-1]:.2g}, the library {1000 * library[-1]:.2g}.")

# %% [markdown]
# On these axes a straight line means: each time the side is doubled, the time grows by the same
# factor. The loops are nearly straight, with a factor of 5 at first and then of nearly 4: twice the
# side, about four times as many places, and as many calls. The curves below begin flatter. On 8 × 8
# pixels a handful of calls is all there is, and they cost what they cost.
#
# Where does *your* time go now: into the columns, or into the product?
#
# **Predict** it for 16 filters, and for 128.

# %% experiment
for filters in [16, 128]:
    rows = rng.normal(size=(filters, 144))
    copy = min(timeit.repeat("im2col(x, 3)", number=1, repeat=5, globals=globals()))
    product = min(timeit.repeat("rows @ cols", number=1, repeat=5, globals=globals()))
    print(f"{filters:3} filters: columns {1000 * copy:.2f} ms, product {1000 * product:.2f} ms")

# %% [markdown]
# The columns cost the same, however many filters there are; the product grows with the filters. So
# the fewer filters a layer has, the more of its time is copying.
#
# On a single small picture, your function may even be ahead of the library, which first looks at
# its arguments and cuts its work into pieces. And on a batch?
#
# **Predict.** The columns of 64 pictures of 16 channels and 32 × 32 pixels, with padding 1, are
# 64 · 144 · 1,024 numbers: 36 MiB. What does that do to your function?

# %% experiment
w = rng.normal(size=(16, 16, 3, 3)).astype(np.float32)
ways = {"yours": "conv2d_im2col(x, w, None, 1, 1)", "library": "functional.conv2d(x, w, padding=1)"}
for count in [1, 64]:
    x = rng.normal(size=(count, 16, 32, 32)).astype(np.float32)
    for name, line in ways.items():
        seconds = min(timeit.repeat(line, number=1, repeat=5, globals=globals()))
        print(f"{count:2} pictures, {name:7} {1000 * seconds / count:.3f} ms for each")

# %% [markdown]
# For the library, each picture gets much cheaper when there are many; for yours hardly. A processor
# has a small memory of its own, the **cache**, many times as fast as the large one, and 36 MiB do
# not fit into most of them. The library makes the columns of a few pictures at a time, so they stay
# there; and it works on all cores at once. The page `docs/speed.md` shows how, in pictures.

# %% [markdown]
# ## 4. Back to the pixels
#
# im2col takes every pixel to the columns. **col2im** goes the other way: every number of the matrix
# is brought back to the pixel that it was taken from. Where several come together, they are
# **added up**. What goes to the padding is dropped.
#
# **Predict.** A picture of 5 × 5 ones goes through im2col with a 3 × 3 window, and back through
# col2im. What stands in the corner? What in the middle?
#
# <details><summary>Answer</summary>
#
# The corner is in one window, so it collects a single 1. The middle is in nine, and gets 9.
#
# </details>
#
# ### Exercise 3: `col2im` (3 points)
#
# It is your `im2col` read backwards: the same loop, the same slices on the other side of the equals
# sign.


# %% solution="col2im"
def col2im(cols, shape, k, stride=1, padding=0):
    """Add every number of the columns to the pixel that im2col takes it from.

    cols: array of shape (N, C * KH * KW, OH * OW), laid out as im2col does. It may
       hold float32, float64, or whole numbers whose type is wide enough for the
       sums. Leave it as it is.
    shape: (N, C, H, W), the shape of the pictures, without padding.
    k: the size of the window (KH, KW): a number, or a pair (rows, columns).
    stride, padding: each a number, or a pair (rows, columns).

    All sizes may be 1, and H and W may differ. A pixel gets the sum of all numbers
    that im2col would have filled from it, and 0 where no window meets it. What
    belongs to the padding is dropped.

    Returns an array of shape (N, C, H, W). float32 and float64 keep their type; for
    whole numbers it may hold whole numbers or floats.
    """
    ### BEGIN SOLUTION
    KH, KW = k if isinstance(k, tuple) else (k, k)
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    ph, pw = padding if isinstance(padding, tuple) else (padding, padding)
    N, C, H, W = shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    cols = cols.reshape(N, C, KH, KW, OH, OW)
    padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=cols.dtype)
    for u, v in np.ndindex(KH, KW):
        padded[:, :, u : u + OH * sh : sh, v : v + OW * sw : sw] += cols[:, :, u, v]
    return padded[:, :, ph : ph + H, pw : pw + W]
    ### END SOLUTION


# %% check="col2im"
check("col2im", col2im)

# %% [markdown]
# You may read:
#
# ✗ *"col2im undoes im2col."*
#
# It tempts because of the names, and because it holds where windows lie side by side.

# %%
x = np.ones((1, 1, 5, 5))
overlapping = col2im(im2col(x, 3), x.shape, 3)[0, 0]
apart = col2im(im2col(x, 2, stride=2), x.shape, 2, stride=2)[0, 0]
axes = plotting.panels(2, titles=["3 × 3, stride 1", "2 × 2, stride 2"], size=2.8)
plotting.matrix(overlapping, ax=axes[0])
plotting.matrix(apart, ax=axes[1])
alt = "Left, row by row: 1 2 3 2 1; 2 4 6 4 2; 3 6 9 6 3; 2 4 6 4 2; 1 2 3 2 1. Right: ones, but "
plotting.show(axes, alt=alt + "zeros in the last row and the last column.")

# %% [markdown]
# On the left, each pixel has been multiplied by the number of windows that hold it. On the right
# the windows lie side by side, and what they meet comes back as it was; the last row and column are
# in no window and are lost. The true sentence:
#
# > col2im **adds up** what im2col has copied. It gives the picture back only after dividing by the
# > number of copies, and only where there is at least one.

# %%
x = rng.normal(size=(1, 2, 5, 6))
copies = col2im(im2col(np.ones_like(x), 3), x.shape, 3)
np.allclose(col2im(im2col(x, 3), x.shape, 3) / copies, x)

# %% [markdown]
# ### What it is good for
#
# To train a network, one must know how its result changes when a number inside it changes (chapter
# 07). When a *pixel* of a convolution changes, col2im has the answer.
#
# Give each number of the output $y$ a weight $g$, and add up all $g \cdot y$: one number, the
# total. Now let one pixel grow by 1. How much does the total change? The pixel stands in several
# windows, and in each of them it meets another tap of each filter. Write $w$ and $g$ as the
# matrices of part 3: then the number in row $r$ of column $p$ meets the weight $w[f, r]$ on its
# way to $y[f, p]$. So it changes the total by the sum over $f$ of $w[f, r] \cdot g[f, p]$. These
# sums are the matrix $w^T \cdot g$, which has the shape of the columns. And a pixel collects the
# sum over all its copies.
#
# **Predict.** A picture has 5 × 6 pixels, and three filters of 3 × 3 slide over it. In how many
# windows does the pixel in row 2, column 3 stand? How many of the numbers $g$ are added up for it?
#
# <details><summary>Answer</summary>
#
# In 3 · 3 = 9 windows, and for each of them there are three filters: 27 numbers.
#
# </details>

# %%
w, g = rng.normal(size=(3, 2, 3, 3)), rng.normal(size=(1, 3, 3, 4))
change = col2im(w.reshape(3, -1).T @ g.reshape(1, 3, -1), x.shape, 3)
grown = x.copy()
grown[0, 1, 2, 3] += 1
before, after = ((g * conv2d_im2col(each, w, None)).sum() for each in (x, grown))
print(f"measured {after - before:.6f}, by col2im {change[0, 1, 2, 3]:.6f}")

# %% [markdown]
# The same for one pixel as for all: one product and one col2im give the change for *every* pixel at
# once. So a convolution hands on to the layer before it what is wanted of its pixels. What is
# wanted of its *taps*, the columns themselves tell: `g @ columns.T`. Chapter 07 trains with both.
#
# **What if** you write `=` in place of `+=`?
#
# <details><summary>Answer</summary>
#
# Then the last window wins, and the others are forgotten. With windows that lie side by side nobody
# would notice. With overlapping ones, nearly every pixel is wrong.
#
# </details>

# %% [markdown]
# ## 5. Which layer takes the time?
#
# A network has many layers. Before you make anything faster, **measure** which of them takes the
# time: who makes a layer twice as fast that takes a twentieth of the time saves a fortieth.
#
# `profile(model, batch)` runs a training step several times and watches every layer, on the way
# forward and on the way back. The network is LeNet-5 of chapter 10: two convolutions, pooling, and
# three dense layers at the end. The dense layers hold 96 % of its parameters.
#
# **Predict.** Which layer takes the most time? Is it a dense one? And do layers that multiply
# nothing, such as pooling and ReLU (which turns negative numbers into 0), take any time to speak
# of?

# %%
images = datasets.fashion_mnist(subset="small").x_train[:128]
model = lenet5(seed=0)
found = profile(model, images)
found

# %% [markdown]
# A row for each layer. *Forward* is the way from the pictures to the result. *Backward* is the way
# back, as in part 4: from the change of the result to that of every number on the way, layer by
# layer. **MACs** (*multiply-accumulates*) are the products of the way forward. *Kept* is what a
# layer must remember for the way back, and *peak* the most memory that it held at one time. The
# same as a picture:

# %%
plotting.show(plotting.profile(found), alt=found.alt)

# %% [markdown]
# Compare the times with the MACs. The dense layers have many parameters and do little: each weight
# is used once for a picture, while a filter's is used at every place. Most of the time goes to the
# two convolutions; which of them takes more may change from run to run, though the second has twice
# the MACs. `relu1` and `pool1` have no products at all, and yet take their time: they fetch every
# number from memory, and write it back. And the memory? Most is kept by what follows the first
# convolution, 128 · 6 · 28 · 28 numbers of four bytes: 2.30 MiB for `relu1`, and as much for
# `pool1`.
#
# **What if** the network runs on *your* convolution?
#
# <details><summary>Answer</summary>
#
# The next cell does it: inside `with override(conv2d=...)` every convolution layer calls your
# function. The answers are the same.
#
# </details>

# %%
scores = model(images)
with override(conv2d=conv2d_im2col):
    by_your_function = model(images)
np.allclose(scores, by_your_function, atol=1e-5)

# %% [markdown]
# ## 6. On a graphics card
#
# A **graphics card** (**GPU**) has thousands of small arithmetic units that do the same to many
# numbers at a time. A matrix product is just that. Is there one in your computer that Python can
# use?

# %%
device = "gpu" if gpu_is_available() else standin.DEVICE
print("a GPU is here" if gpu_is_available() else "no GPU here: a stand-in takes its place")

# %% [markdown]
# **CuPy** is NumPy for such cards. Its functions have the same names, but they belong to another
# package, and its arrays are other arrays: their numbers lie in the memory of the *card*. That has
# three consequences.
#
# ### Arrays live somewhere
#
# `to_device(x, device)` makes a copy on the card, and `to_numpy(x)` brings one back.
#
# If you have no card, this notebook uses a **stand-in**: arrays that compute with NumPy underneath
# and *refuse* what those of a card refuse. They are not faster. But code that runs on them, and
# does not cheat, runs on a card.
#
# **Predict.** `far` is an array on the device. What happens in each of these two lines?

# %%
near = rng.normal(size=(2, 3))
far = to_device(near, device)
for line in ["np.asarray(far)", "far + near"]:
    try:
        print(line, "gives", type(eval(line)))
    except TypeError as error:
        print(line, "is refused:", error)

# %% [markdown]
# Both are errors: nothing moves by itself, and the two kinds of arrays cannot be mixed. That is
# meant well. If such lines silently worked, each would carry all the numbers from one memory to the
# other, and you would wonder why nothing gets faster.
#
# ### The library must fit the array
#
# `np.zeros` makes an array in the computer's memory; CuPy's `zeros` makes one on the card. How can
# one function do for both? It asks the array. `array_module(x)` gives the package that computes on
# `x`, and by custom the answer is called `xp`:

# %%
for array in [near, far]:
    xp = array_module(array)
    total = xp.maximum(array, 0).sum()
    print(f"{type(xp.zeros(3))}: {float(to_numpy(total)):.6f}")

# %% [markdown]
# The same lines, twice, on two kinds of arrays. Some functions of `np` do find their way to the
# card when they are given one of its arrays, `np.maximum` for instance. Others, such as
# `np.asarray` and all that make new arrays, do not. Who always writes `xp` need not know which.
#
# **Predict.** A function begins with `y = np.zeros(far.shape)` and ends with
# `y[...] = xp.maximum(far, 0)`. Where is `y`? What happens?
#
# <details><summary>Answer</summary>
#
# `y` lies in the computer's memory, and the numbers on the right lie on the card: an error. It has
# to be `y = xp.zeros(far.shape)`.
#
# </details>
#
# ### Exercise 4: `device_agnostic_relu_conv` (2 points)
#
# A convolution and a ReLU, written once for both. (*Agnostic* means here: it does not know on which
# device it is, and need not.) The check runs it on NumPy's arrays and on the stand-in's.
#
# All you need are slices, `reshape`, `@`, `+`, `astype` (whole numbers wrap around) and a few
# functions of `xp`. Loop over the taps: the pixels that tap $(u, v)$ meets are
# `x[:, :, u : u + OH, v : v + OW]`, and the tap's weights are the matrix `w[:, :, u, v]`. Each tap
# adds one matrix product to the output.


# %% solution="device_agnostic_relu_conv"
def device_agnostic_relu_conv(x, w, b):
    """Make ReLU(convolution + bias) on whatever device the arrays are.

    y[n, f, i, j] = max(0, b[f] + sum over c, u and v of x[n, c, i + u, j + v] * w[f, c, u, v])

    x: array of shape (N, C, H, W), on any device.
    w: array of shape (F, C, KH, KW), on the same device.
    b: array of shape (F,), on the same device, or None: then nothing is added.

    All sizes may be 1, and H and W, KH and KW, F and C may differ. The window fits at
    least once. The arrays may hold any type of number, also whole numbers from 0 to
    255 (uint8). Leave them as they are.

    xp = array_module(x) gives the functions to call; np is not needed. No array is
    moved to another device.

    Returns an array of shape (N, F, H - KH + 1, W - KW + 1), on the device of x.
    """
    ### BEGIN SOLUTION
    xp = array_module(x)
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = H - KH + 1, W - KW + 1
    y = xp.zeros((N, F, OH * OW))
    for u in range(KH):
        for v in range(KW):
            # (N, C, OH, OW) -> (N, C, OH*OW)
            seen = x[:, :, u : u + OH, v : v + OW].reshape(N, C, OH * OW)
            y = y + w[:, :, u, v] @ seen.astype(float)
    if b is not None:
        y = y + b[:, None]
    return xp.maximum(y, 0).reshape(N, F, OH, OW)
    ### END SOLUTION


# %% check="device_agnostic_relu_conv"
check("device_agnostic_relu_conv", device_agnostic_relu_conv)

# %% [markdown]
# Whole networks are written like this. The layers of the library ask their arrays, and so LeNet-5
# runs on the device as soon as its parameters and the pictures are there:

# %%
moved = lenet5(seed=0)
moved.to(device)
far_scores = moved(to_device(images, device))
print(type(far_scores), np.allclose(to_numpy(far_scores), scores, atol=1e-5))

# %% [markdown]
# ### A card works while you go on
#
# There is a trap in measuring. To the card, Python only hands over an *order*, and goes on at once;
# the card works by itself. So the clock is stopped when the order is given, not when the work is
# done.
#
# You can see it without a card. The next cell has a helper, a second **thread** that works beside
# this one. `submit` gives it an order, and `result` waits for the answer.
#
# **Predict.** A product of two matrices of 1,000 × 1,000 has a thousand million products. The clock
# is read right after the order, and again after the wait. What will the two times be?

# %%
a = rng.normal(size=(1000, 1000))
with ThreadPoolExecutor(1) as helper:
    helper.submit(np.matmul, a, a).result()  # the first time, the thread gets ready
    begin = time.perf_counter()
    work = helper.submit(np.matmul, a, a)
    ordered = time.perf_counter() - begin
    work.result()
    done = time.perf_counter() - begin
print(f"ordered after {1000 * ordered:.2f} ms, done after {1000 * done:.2f} ms")

# %% [markdown]
# Who forgets to wait measures the order, and believes that everything takes next to no time,
# whatever its size. For a card, `synchronize` waits until all orders are carried out. So:
# synchronise, start the clock, compute, **synchronise again**, stop the clock.

# %% experiment
if gpu_is_available():
    far = to_device(a, "gpu")
    far @ far  # the first time, the card gets ready
    synchronize("gpu")
    begin = time.perf_counter()
    far @ far
    ordered = time.perf_counter() - begin
    synchronize("gpu")
    print(f"ordered {1000 * ordered:.2f} ms, done {1000 * (time.perf_counter() - begin):.2f} ms")
else:
    print("skipped: the same product on a GPU, with and without synchronize")

# %% [markdown]
# **Predict.** On a card, what takes longer: to multiply the two matrices, or to bring one of them
# there and back?

# %% experiment
if gpu_is_available():
    begin = time.perf_counter()
    back = to_numpy(to_device(a, "gpu"))
    print(f"there and back in {1000 * (time.perf_counter() - begin):.2f} ms")
else:
    print("skipped: how long a matrix takes to a GPU and back")

# %% [markdown]
# (`to_numpy` waits by itself: numbers can be brought back only when they are there.) Between the
# two memories is a narrow bridge: in the time in which a number crosses it, a card makes hundreds
# of products. Here each number of the matrix takes part in a thousand of them, so it depends on the
# card. A layer that has less to do for each number spends its time on the bridge.
#
# **What if** you move the pictures to the card before each layer, and back after it?
#
# <details><summary>Answer</summary>
#
# It works, and is often slower than no card at all. Move the batch once, at the beginning, and
# bring back only what you want to look at: the loss, the scores.
#
# </details>

# %% [markdown]
# Now your layer of exercise 4 on all devices that there are, on larger and larger pictures.
#
# **Predict.** If there is a card: does it win on 8 × 8 pixels? How do the two curves begin?

# %% experiment
curves, sides = {"cpu": [], "gpu": []}, [8, 16, 32, 64, 128]
for name in curves if gpu_is_available() else ["cpu"]:
    for side in sides:
        x = to_device(rng.normal(size=(4, 16, side, side)), name)
        w = to_device(rng.normal(size=(32, 16, 3, 3)), name)
        device_agnostic_relu_conv(x, w, None)  # to get ready
        synchronize(name)
        begin = time.perf_counter()
        device_agnostic_relu_conv(x, w, None)
        synchronize(name)
        curves[name].append(time.perf_counter() - begin)

# %% experiment
if not curves["gpu"]:
    print("skipped: the curve of the GPU, for there is none here")
ax = plotting.timings(sides, curves, xlabel="side of the pictures")
ends = ", ".join(f"{name} {1000 * times[-1]:.3g}" for name, times in curves.items() if times)
plotting.show(ax, alt=f"Time rises with the size. At 128 pixels, in milliseconds: {ends}.")

# %% [markdown]
# Is a card always faster, then? No. Where there is a card, its curve begins flat: an order costs
# its time, however small the work, and on small pictures the processor is done before the card has
# begun. Only where there is much to do *at once* does the card win, and then by a lot.

# %% [markdown]
# ## 7. By way of waves *(optional)*
#
# *Nothing in the later chapters is built on parts 7 and 8. Their exercise gives the last two
# points.*
#
# The matrix product makes $KH \cdot KW$ products for each channel and each place. With 3 × 3 that
# is 9; with 31 × 31 it is 961. There is a way whose price does not depend on the size of the
# filter.
#
# ### What a filter does to a wave
#
# Take a wave of numbers that goes up and down five times over 64 samples, and slide a filter over
# it. (When the filter reaches the end, let it go on at the beginning, as if the signal lay around a
# ring.)
#
# **Predict.** What comes out: a wave? How often does it go up and down? How high is it?

# %%
t = np.arange(64)
wave = np.cos(2 * np.pi * 5 * t / 64)
taps = [0.2, 0.5, 0.2, 0.1]
out = sum(tap * np.roll(wave, -u) for u, tap in enumerate(taps))
ax = plotting.signal(wave, label="wave")
plotting.signal(out, label="after the filter", ax=ax)
ax.set_ylim(-1.2, 1.9)
alt = "A wave with five peaks, and what the filter makes of it: a wave with five peaks as well, "
plotting.show(ax, alt=alt + "not quite as high and a little earlier.")

# %% [markdown]
# The same wave: five times up and down, only lower and a little shifted. With other filters it may
# become higher; a wave it stays. That holds for every filter, and for every wave that fits a whole
# number of times around the ring. Each is multiplied by *one* number that says how high and how far
# shifted. (One number for both? It is a complex one, a point in a plane: its distance from 0 is the
# factor, its direction is the shift. You need no more of it than `np.fft` does for you.)
#
# And every signal is a sum of waves. How much of each wave is in it, the **Fourier transform**
# tells: `np.fft.fft(x)`. Backwards it is `np.fft.ifft`. So instead of sliding:
#
# 1. take both, picture and filter, apart into waves;
# 2. multiply, wave by wave;
# 3. put the result together again.
#
# $$y = F^{-1}\big(F(x) \cdot \overline{F(w)}\big)$$
#
# The line over $F(w)$ is called *conjugate*, `.conj()`: it turns the shifts the other way. Without
# it, you get the convolution with the flipped filter.
#
# Four things to see to:
#
# - In two dimensions the functions are `np.fft.rfft2` and, backwards, `np.fft.irfft2`. The r says
#   that your numbers are real; then half of the waves suffice.
# - The filter needs as many waves as the picture. `np.fft.rfft2(w, s=(H, W))` puts zeros behind it,
#   until it has $H$ rows and $W$ columns. Give the same `s` on the way back.
# - The channels are still added up: wave by wave, of course.
# - A picture in a ring: the last windows reach over the border and on into the beginning. Keep the
#   first $H - KH + 1$ rows and $W - KW + 1$ columns, whose windows do not.
#
# **Predict.** Twenty pictures of 3 channels meet 8 filters. How many pictures (planes) are
# transformed, filters included, and how many are transformed back?
#
# <details><summary>Answer</summary>
#
# 20 · 3 = 60 planes of pictures and 8 · 3 = 24 of filters. Back come 20 · 8 = 160.
#
# </details>
#
# ### Exercise 5: `conv2d_fft` (2 points)


# %% solution="conv2d_fft"
def conv2d_fft(x, w, b):
    """Make the convolution layer, stride 1 and no padding, by way of np.fft.

    y[n, f, i, j] = b[f] + sum over c, u and v of x[n, c, i + u, j + v] * w[f, c, u, v]

    x: array of shape (N, C, H, W): N pictures of C channels.
    w: array of shape (F, C, KH, KW): F filters. Nothing is flipped.
    b: array of shape (F,), a number for each filter, or None: then nothing is added.

    All sizes may be 1, odd or even, and H and W, KH and KW, F and C may differ. The
    window fits at least once. The arrays may hold any type of number, also whole
    numbers from 0 to 255 (uint8). Leave them as they are.

    Returns an array of real numbers of shape (N, F, H - KH + 1, W - KW + 1), up to
    rounding the same as by the definition.
    """
    ### BEGIN SOLUTION
    H, W = x.shape[2:]
    KH, KW = w.shape[2:]
    pictures = np.fft.rfft2(x)  # (N, C, H, W//2 + 1)
    filters = np.fft.rfft2(w, s=(H, W)).conj()  # (F, C, H, W//2 + 1)
    waves = np.einsum("ncij,fcij->nfij", pictures, filters)
    y = np.fft.irfft2(waves, s=(H, W))[:, :, : H - KH + 1, : W - KW + 1]
    return y if b is None else y + b[:, None, None]
    ### END SOLUTION


# %% check="conv2d_fft"
check("conv2d_fft", conv2d_fft)

# %% [markdown]
# You may read:
#
# ✗ *"With the Fourier transform, convolutions become fast."*
#
# It tempts because of what is true for long signals: there it made many things possible at all.
#
# **Predict.** On 64 × 64 pixels, with filters of 1, 3, 7, 15 and 31 on a side: which way wins
# where?

# %% experiment
sizes, ways = [1, 3, 7, 15, 31], {"conv2d_im2col": [], "conv2d_fft": []}
x = rng.normal(size=(2, 4, 64, 64))
for k in sizes:
    w = rng.normal(size=(8, 4, k, k))
    for name, times in ways.items():
        line = f"{name}(x, w, None)"
        times.append(min(timeit.repeat(line, number=1, repeat=5, globals=globals())))
difference = abs(conv2d_fft(x, w, None) - conv2d_im2col(x, w, None)).max()
print(f"largest difference: {difference:.0e}")

# %% experiment
ax = plotting.timings(sizes, ways, xlabel="side of the filters")
ends = [f"{name} from {1000 * t[0]:.3g} to {1000 * t[-1]:.3g}" for name, t in ways.items()]
plotting.show(ax, alt=f"From 1 to 31 pixels, in milliseconds: {', '.join(ends)}.")

# %% [markdown]
# The way by waves takes about the same time for every filter; the matrix product takes longer and
# longer. So the two curves cross: on a quiet machine between 3 × 3 and 7 × 7. The true sentence is:
#
# > The Fourier transform pays for **large** filters. Most filters of today's networks are 3 × 3 or
# > smaller.

# %% [markdown]
# ## 8. Fewer multiplications, after all *(optional)*
#
# im2col saves no products. Can any be saved? For small filters, yes. Shmuel Winograd found how few
# suffice.
#
# Take a filter of three taps $g_0, g_1, g_2$ and two neighbouring outputs. They look at four
# samples $d_0, \ldots, d_3$:
#
# $$y_0 = d_0 g_0 + d_1 g_1 + d_2 g_2, \qquad y_1 = d_1 g_0 + d_2 g_1 + d_3 g_2$$
#
# That is six products.
#
# **Predict.** With how few can it be done?

# %%
d, g = rng.normal(size=4), rng.normal(size=3)
m0 = (d[0] - d[2]) * g[0]
m1 = (d[1] + d[2]) * (g[0] + g[1] + g[2]) / 2
m2 = (d[2] - d[1]) * (g[0] - g[1] + g[2]) / 2
m3 = (d[1] - d[3]) * g[2]
print(m0 + m1 + m2, m1 - m2 - m3)
print(np.correlate(d, g, mode="valid"))

# %% [markdown]
# Four. (The sums of the taps do not count: they are made once for each filter, and used at every
# place. Try it on paper: multiply out $m_0 + m_1 + m_2$, and most of it cancels.) The price is a
# few additions.
#
# In two dimensions the trick is used along the rows and along the columns. A patch of 4 × 4 pixels
# gives 2 × 2 outputs of a 3 × 3 filter. By the definition, that takes 4 · 9 = 36 products.
#
# **Predict.** And with the trick?

# %%
B = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]])  # what m takes of d
G = np.array([[2, 0, 0], [1, 1, 1], [1, -1, 1], [0, 0, 2]]) / 2  # and of g
A = np.array([[1, 1, 1, 0], [0, 1, -1, -1]])  # what y takes of m
patch, taps = rng.normal(size=(4, 4)), rng.normal(size=(3, 3))
products = (G @ taps @ G.T) * (B @ patch @ B.T)  # number by number
print(products.size, "products")
np.allclose(A @ products @ A.T, conv2d_im2col(patch[None, None], taps[None, None], None))

# %% [markdown]
# 4 · 4 = **16** instead of 36, which is 2.25 times fewer. Many libraries for graphics cards use it
# for their 3 × 3 layers. Why not everybody? There are the additions. And where large and small
# numbers are added and taken away again, digits are lost.
#
# **Predict.** In numbers of four bytes, how much larger is the error of the trick: by a tenth, a
# few times, a thousand times?

# %%
B, G, A, taps = (each.astype(np.float32) for each in (B, G, A, taps))
patches = rng.normal(size=(1000, 1, 4, 4)).astype(np.float32)
exact = conv2d_im2col(patches.astype(float), taps[None, None].astype(float), None)
usual = conv2d_im2col(patches, taps[None, None], None)
trick = A @ ((G @ taps @ G.T) * (B @ patches @ B.T)) @ A.T
for name, y in [("usual", usual), ("trick", trick)]:
    print(f"{name}: wrong by {np.sqrt(((y - exact) ** 2).mean()):.1e} (root mean square)")

# %% [markdown]
# Both errors are small, and that of the trick is two or three times as large. With larger patches
# fewer products are left, and the errors grow quickly. This library has tried the trick and does
# without: with few channels, the additions cost more than the products that they save.
#
# **What if** the filter is 5 × 5, or the stride is 2?
#
# <details><summary>Answer</summary>
#
# For each size of filter there are other matrices, with more additions and larger errors. With
# stride 2, neighbouring outputs share less, and less can be saved. The trick is one for 3 × 3 and
# stride 1, the layer that networks use most.
#
# </details>

# %% [markdown]
# ## You can now …
#
# - say why a loop over windows is slow although it makes no needless product;
# - write the windows of a picture as columns, and say how much memory that takes;
# - make a convolution layer by one matrix product, and measure what is gained;
# - bring columns back to the pixels by adding up, and say what that is good for;
# - find out which layer of a network takes the time and which the memory;
# - write a layer once for NumPy and for CuPy, and move arrays when needed and no more often;
# - measure time on a device that works by itself;
# - convolve by way of waves, and say when it pays *(optional)*;
# - say how a small convolution is made with fewer products, and at what price *(optional)*.
#
# **Next:** chapter 09 trains a network: how to begin, how to step, and when to stop.
