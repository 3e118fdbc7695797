# %% [markdown]
# # 03 · Padding, stride, and size
#
# **In this chapter you decide how large a feature map becomes, and you know its size before you
# compute it.**

# %% setup
import numpy as np

from cnnkit import datasets, plotting
from cnnkit.checks import check
from cnnkit.widgets import size_calculator

# %%
photo = datasets.to_grey(datasets.photographs()["flower"])
square = photo[:, 60:231]
axes = plotting.panels(4, titles=["zero", "edge", "reflect", "wrap"], size=2.5)
for ax, mode in zip(axes, ["constant", "edge", "reflect", "wrap"], strict=True):
    plotting.images(np.pad(square, 70, mode=mode), ax=ax)
plotting.show(
    axes,
    alt="Four times the same photograph of a flower, each with a wide frame: black; the outermost "
    "pixels drawn out into stripes; mirror images of the flower; and the flower repeated as on "
    "a wallpaper.",
)

# %% [markdown]
# Four times the same photograph, and four times another frame around it. A network puts such a
# frame around its pictures all the time, mostly the first one. At the end of the chapter you make
# all four with a function of your own, and you know what the frame is good for, and what it costs.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 2 hours |
# | you need | `corr2d` from chapter 01: a window that slides over a picture |
# | points | 15, in five exercises |
# | computer | 6 s of processor time and 135 MB of memory for one run of the whole notebook |
#
# **How to work.** As before: run the cells from top to bottom; where it says **Predict**, write
# your guess on paper first; put your code in place of `raise NotImplementedError`, and run the
# check under it as often as you like. ✗ marks a sentence that you may meet in lecture notes and
# that is wrong.

# %% [markdown]
# ## 1. Count the places
#
# To begin with, one row of pixels is enough. Here are 7 pixels, and a window of 3. Each line below
# the row shows the window at one place; a dot is a tap.

# %%
ax = plotting.places(7, starts=range(5), taps=range(3))
plotting.show(
    ax,
    alt="A row of 7 pixels, numbered 0 to 6. Below it, five lines: the window covers the pixels "
    "0 to 2, then 1 to 3, 2 to 4, 3 to 5, and 4 to 6.",
)

# %% [markdown]
# The first window starts at pixel 0, the last at pixel 4. There it ends at pixel 6, the last of
# the row. You know the rule from chapter 01: let $n$ be the number of pixels and $k$ the size of
# the window. The last start is $n - k$, the first is 0, and so there are
#
# $$(n - k) + 1$$
#
# places. Mind the $+1$: from 0 to 4 there are *five* numbers. If you forget it, a window as large
# as the row has no place at all.
#
# A picture asks the question twice: once for its height, and once for its width. (Others write
# $W$ for $n$, and $F$ for $k$.)

# %% [markdown]
# ## 2. Larger steps
#
# So far the window has moved on by one pixel. It may also jump by two, or by more. The length of
# the step is called the **stride**; we write $s$.
#
# **Predict.**
#
# 1. The row has 7 pixels, the window 3, and the stride is 2. At which pixels does the window
#    start?
# 2. Now the row has 10 pixels. How many places are there?
#
# <details><summary>Answers</summary>
#
# 1. At 0, 2 and 4. There are 3 places, and the last window ends at the end of the row.
# 2. Four places. Look at the next figure: something is left over.
#
# </details>

# %%
ax = plotting.places(10, starts=range(0, 8, 2), taps=range(3))
plotting.show(
    ax,
    alt="A row of 10 pixels. Four windows of 3 pixels start at 0, 2, 4 and 6. The last of them "
    "ends at pixel 8; pixel 9 is crossed out.",
)

# %% [markdown]
# The window has room for $n - k = 7$ steps of one pixel. In steps of two that is 3.5, and with the
# first place (10 − 3) / 2 + 1 = 4.5. Half a step leads to a window that hangs over the end, so it
# does not count. Three steps remain, and four places:
#
# $$\left\lfloor \frac{n-k}{s} \right\rfloor + 1$$
#
# The signs ⌊ ⌋ mean *rounded down*; in Python that is `//`. The stride leaves a **rest** here: the
# last pixel is never looked at. Some programs refuse such a stride and say that it *does not fit*.
# Ours, like PyTorch, drop the rest without a word. It is good to know when that happens.

# %% [markdown]
# **What if** the stride is larger than the window?
#
# <details><summary>Answer</summary>
#
# Then pixels *between* two windows are never looked at. With a window of 2 and a stride of 4, half
# of the row has no effect on the result.
#
# </details>

# %% [markdown]
# ## 3. A frame of zeros
#
# A window of 3 makes every picture smaller by 2.
#
# **Predict.** A network slides one 3 × 3 filter after another over a 28 × 28 digit, each over the
# result of the one before. After how many of them is no place left for the next?
#
# <details><summary>Answer</summary>
#
# 28, 26, 24, …, 4, 2. After 13 filters the picture has 2 × 2 pixels, and a window of 3 does not
# fit any more. Deep networks have fifty and more.
#
# </details>
#
# The way out is to make the picture larger first. Put $p$ zeros before the row, and as many after
# it. This is called **padding**. The row now has $n + 2p$ pixels, so
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1.$$

# %%
ax = plotting.places(6, starts=range(6), taps=range(3), padding=1)
plotting.show(
    ax,
    alt="A row of 6 white pixels with a grey one at each end: 8 positions, 0 to 7. The window of "
    "3 has six places. The first starts at position 0, the last ends at position 7.",
)

# %% [markdown]
# The numbers count positions. The two grey ones, 0 and 7, hold the zeros. Six pixels, six places:
# the size stays.
#
# **Predict.** The stride is 1. Which $p$ keeps the size for a window of 5? And for any odd $k$?
#
# <details><summary>Answer</summary>
#
# $n + 2p - k + 1 = n$ means $2p = k - 1$. So $p = 2$ for a window of 5, and $p = (k-1)/2$ in
# general.
#
# </details>
#
# Three amounts of padding have names:
#
# | name | $p$ | places at stride 1 | a row of 6, a window of 3 |
# |---|---|---|---|
# | **narrow**, or *valid* | 0 | $n - k + 1$ | 4 |
# | **same** | $(k-1)/2$ | $n$ | 6 |
# | **wide**, or *full* | $k-1$ | $n + k - 1$ | 8 |
#
# With the wide one, every window that touches the row with at least one tap is counted.

# %% [markdown]
# ### Does padding let every pixel in?
#
# ✗ *"Without padding, some elements of the picture never enter the computation. Padding lets every
# element in."*
#
# It tempts: the corner of a picture never lies in the *middle* of a window. But to enter, it need
# not lie in the middle.
#
# **Predict.** A 3 × 3 window slides over a picture of 5 × 5 pixels, without padding and with
# stride 1. How many of the 9 windows contain the pixel in the corner? How many the pixel in the
# middle? Does any pixel lie in no window?
#
# The next cell counts: each window adds 1 to every pixel that it covers.

# %%
axes = plotting.panels(3, titles=["no padding", "padding 1", "padding 2"])
for p, ax in enumerate(axes):
    used = np.zeros((5 + 2 * p, 5 + 2 * p), dtype=int)
    for i in range(3 + 2 * p):
        for j in range(3 + 2 * p):
            used[i : i + 3, j : j + 3] += 1
    plotting.matrix(used[p : p + 5, p : p + 5], ax=ax)
alt = (
    "Three maps of 5 by 5 counts. Without padding: 1 in the corners, 2 and 3 along the edges, 9 in "
    "the middle. With padding 1: 4 in the corners, 6 along the edges, 9 inside. With 2: all 9."
)
plotting.show(axes, alt=alt)

# %% [markdown]
# This is a **coverage map**. There is no 0 in it: at stride 1 every pixel enters, with or without
# padding. What padding changes is *how often*. The corner is used 1 time, 4 times or 9 times, the
# middle always 9 times. Without padding the corner has one ninth of the say of the middle; with
# $p = k - 1$ all pixels have the same.
#
# > **Padding evens out how often each pixel is used**, and it keeps the size. A pixel that is
# > never used comes from a stride that leaves a rest, or that is larger than the window (or from
# > gaps in the window, which come next).

# %% [markdown]
# ## 4. Gaps between the taps
#
# The last of the settings spreads the taps of the window. Neighbouring taps lie $d$ pixels apart;
# $d$ is called the **dilation**. With $d = 1$ they are neighbours, as they always were. Here is
# $d = 2$:

# %%
ax = plotting.places(9, starts=range(5), taps=range(0, 5, 2))
plotting.show(
    ax,
    alt="A row of 9 pixels. Five windows with three taps each, two pixels apart: the first has its "
    "taps at 0, 2 and 4, the last at 4, 6 and 8.",
)

# %% [markdown]
# A window of three taps now reaches over five pixels, with one gap between two taps.
#
# **Predict.** Over how many pixels does a window reach if it has 4 taps, and $d = 3$? And one with
# a single tap, and $d = 7$?
#
# <details><summary>Answers</summary>
#
# From the first of 4 taps to the last there are 3 distances of 3 pixels each, and one pixel more
# for the last tap itself: 3 · 3 + 1 = 10. A single tap covers 1 pixel, whatever $d$ is.
#
# </details>
#
# So a window of $k$ taps spans $d\,(k-1) + 1$ pixels. Put that in the place of $k$, and you have
# the whole formula:
#
# $$\text{places} = \left\lfloor \frac{n + 2p - d\,(k-1) - 1}{s} \right\rfloor + 1$$

# %% [markdown]
# ### Exercise 1: `output_size` (3 points)
#
# Write the formula as code. One thing the formula does not say: what if the window is larger than
# the row with its padding? Then no number is right, and a function should say so. In Python:
# `raise ValueError("the window does not fit")`.


# %% solution="output_size"
def output_size(n, k, stride=1, padding=0, dilation=1):
    """Count the places of a window of k taps on a row of n pixels.

    floor((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1

    n, k: whole numbers, 1 or more. k may be larger than n.
    stride: how far the window moves on, 1 or more. It may leave a rest, which
       is dropped, and it may be larger than the row.
    padding: so many zeros before the row, and as many after it; 0 or more.
    dilation: how far apart neighbouring taps are, 1 or more.

    Returns a whole number: 4, not 4.0.
    Raises a ValueError if the window with its gaps is larger than the row with
    its padding.
    """
    ### BEGIN SOLUTION
    span = dilation * (k - 1) + 1
    room = n + 2 * padding - span
    if room < 0:
        raise ValueError(f"a window of {span} does not fit into {n + 2 * padding} pixels")
    return room // stride + 1
    ### END SOLUTION


# %% check="output_size"
check("output_size", output_size)

# %% [markdown]
# ### Move it yourself
#
# In the calculator below, each setting has a field: type a number, or use the arrow keys ↑ and ↓.
# It puts the numbers into the formula, says whether the window fits and what is dropped, and shows
# the places and the coverage map.
#
# 1. The row of 10 from part 2 is already there. What is the largest stride that leaves no rest?
# 2. Keep stride 2, and find a padding that leaves no rest. Is there one?
# 3. Set the padding to 1 and the stride to 1. Which dilation makes the window too large?
#
# <details><summary>Answers</summary>
#
# 1. The room is 7 pixels, so 7: the window stands at the beginning and at the end. Strides above 7
#    leave it a single place.
# 2. No. The room is $7 + 2p$, an odd number for every $p$. Padding on *one* side would help.
# 3. The row has 12 positions. The window spans $2d + 1$, so it fits up to $d = 5$; with $d = 6$ it
#    does not fit.
#
# </details>

# %%
size_calculator(10, 3, stride=2)

# %% [markdown]
# ### A size in a famous paper
#
# AlexNet, the network of 2012 that you meet in chapter 12, begins with filters of 11 × 11 and a
# stride of 4. Its paper says that the pictures have 224 × 224 pixels, and that the result has
# 55 × 55.
#
# **Predict.** Do these numbers agree with the formula, without padding?

# %%
for n, p in [(224, 0), (227, 0), (224, 2)]:
    exact = (n + 2 * p - 11) / 4 + 1
    print(f"{n} pixels, padding {p}: {exact:5.2f}, so {output_size(n, 11, stride=4, padding=p)}")

# %% [markdown]
# They do not. 224 gives 54.25, and so 54. The 55 comes out of pictures of 227 pixels, with no rest,
# or of 224 with a padding of 2, where a rest is dropped. You find both in programs. When you
# rebuild a network, count the places first.

# %% [markdown]
# ## 5. What stands in the frame?
#
# Zeros are not the only choice. Four ways to fill the frame have names; in code we call them the
# **mode**. Let a row hold the numbers 1 2 3, and let the frame be two wide:
#
# | mode | frame | row | frame | in words |
# |---|---|---|---|---|
# | zero | 0 0 | 1 2 3 | 0 0 | black |
# | edge | 1 1 | 1 2 3 | 3 3 | the nearest pixel again |
# | reflect | 3 2 | 1 2 3 | 2 1 | a mirror that stands *on* the first and on the last pixel |
# | wrap | 2 3 | 1 2 3 | 1 2 | the picture goes on at its other side |
#
# In the mode reflect the pixel at the edge is not repeated: beside the 1 stands the 2.
#
# **Predict.** The picture below gets a frame of two pixels. Which number stands in its upper left
# corner, in each of the four modes?
#
# $$\begin{pmatrix} 1 & 2 & 3 & 4 \\ 5 & 6 & 7 & 8 \\ 9 & 10 & 11 & 12 \end{pmatrix}$$
#
# ### Exercise 2: `pad2d` (4 points)
#
# One question solves all modes but the first: *which row of `x` stands in each row of the result?*
# For three rows and a frame of two, the rows of the result are −2, −1, 0, 1, 2, 3, 4, counted from
# the picture's first. In the mode edge they show the rows 0, 0, 0, 1, 2, 2, 2 of `x`. With such a
# list, `x[rows]` gives all rows at once, and `x[rows][:, columns]` does the same for the columns.
# Loops are just as good.
#
# NumPy's own `np.pad` is not allowed here. The four numbers come in PyTorch's order, which is not
# NumPy's.


# %% solution="pad2d"
def pad2d(x, padding, mode="zero"):
    """Put a frame around the picture x.

    x: array of shape (H, W). H and W may differ; any type of number, also
       whole numbers from 0 to 255 (uint8).
    padding: how wide the frame is: one whole number for all four sides, or
       four of them, (left, right, top, bottom). 0 means no frame.
    mode: what stands in the frame,
       "zero": zeros;
       "edge": the nearest pixel of x again;
       "reflect": x in a mirror, the pixel at the edge not repeated; here the
          frame is always less wide than x;
       "wrap": x goes on at its other side; here the frame is at most as wide
          as x.

    Returns a new array of shape (top + H + bottom, left + W + right), with
    the type of numbers that x has; also a new one where there is no frame.
    Leave x as it is. Raises a ValueError for any other mode.
    """
    ### BEGIN SOLUTION
    h, width = x.shape
    left, right, top, bottom = (padding,) * 4 if isinstance(padding, int) else padding
    rows, columns = np.arange(-top, h + bottom), np.arange(-left, width + right)
    if mode == "zero":
        framed = np.zeros((len(rows), len(columns)), dtype=x.dtype)
        framed[top : top + h, left : left + width] = x
        return framed
    if mode == "edge":
        rows, columns = rows.clip(0, h - 1), columns.clip(0, width - 1)
    elif mode == "reflect":
        rows = h - 1 - abs(h - 1 - abs(rows))
        columns = width - 1 - abs(width - 1 - abs(columns))
    elif mode == "wrap":
        rows, columns = rows % h, columns % width
    else:
        raise ValueError(f"there is no mode {mode!r}")
    return x[rows][:, columns]
    ### END SOLUTION


# %% check="pad2d"
check("pad2d", pad2d)

# %%
numbers = np.arange(1, 13).reshape(3, 4)
modes = ["zero", "edge", "reflect", "wrap"]
axes = plotting.panels(4, titles=modes, size=3.2)
for ax, mode in zip(axes, modes, strict=True):
    plotting.matrix(pad2d(numbers, 2, mode), ax=ax)
plotting.show(
    axes,
    alt="The numbers 1 to 12, in three rows of four, with a frame of two pixels. In the upper left "
    "corner stands 0 in the mode zero, 1 in edge, 11 in reflect, and 7 in wrap.",
)

# %% [markdown]
# The corner is 0, 1, 11 or 7. And the first figure of the chapter is yours, too: it was drawn with
# NumPy's `np.pad`, and the next cell compares. (There the mode zero is called *constant*; it is
# left out.)

# %%
[np.array_equal(pad2d(square, 70, mode), np.pad(square, 70, mode)) for mode in modes[1:]]

# %% [markdown]
# **What if** the frame in the mode reflect were wider than the picture?
#
# <details><summary>Answer</summary>
#
# The mirror would show more than there is. One could put a second mirror opposite, and go back and
# forth. `np.pad` does that; PyTorch and our library refuse. In a network the frame is narrow, so
# the question hardly comes up.
#
# </details>

# %% [markdown]
# ## 6. The same size, for every window
#
# $p = (k-1)/2$ keeps the size, but only for an odd $k$. A window of 4 needs 3 zeros in all. They
# cannot be shared evenly: one side gets 1, the other 2. Here the extra one goes at the **end**.
#
# With a stride, *same* cannot mean the same size. It means: the size divided by the stride, a rest
# counted in full. That is $\lceil n/s \rceil$, where ⌈ ⌉ means *rounded up*.
#
# How much is missing? With $m = \lceil n/s \rceil$ places the last window starts at $(m-1)\,s$ and
# reaches up to $(m-1)\,s + k$. What goes beyond $n$ must be padded:
#
# $$\text{total} = (m-1)\,s + k - n, \qquad \text{but at least } 0.$$
#
# **Predict.** How many zeros go before the row and after it,
#
# 1. for 28 pixels, a window of 4, stride 1?
# 2. for 7 pixels, a window of 3, stride 2?
# 3. for 12 pixels, a window of 5, stride 2?
#
# <details><summary>Answers</summary>
#
# 1. 27 + 4 − 28 = 3: **1** before, **2** after.
# 2. There are 4 places. 3 · 2 + 3 − 7 = 2: **1** before, **1** after.
# 3. There are 6 places. 5 · 2 + 5 − 12 = 3: **1** before, **2** after. The window is odd, and the
#    total is odd nevertheless.
#
# </details>
#
# ### Exercise 3: `same_padding` (2 points)
#
# A hint: `-(-n // stride)` rounds up, since `//` rounds down and two signs undo each other.


# %% solution="same_padding"
def same_padding(n, k, stride=1):
    """Say how many zeros a row needs so that a window has ceil(n / stride) places.

    n, k: the row has n pixels, the window k; both 1 or more, odd or even. The
       window may be larger than the row.
    stride: how far the window moves on, 1 or more. It need not divide n, and it
       may be larger than the window or the row.

    Returns two whole numbers, (before, after), with as few zeros as possible.
    If their total is odd, the extra zero goes after the row. Where nothing is
    missing, both are 0.
    """
    ### BEGIN SOLUTION
    places = -(-n // stride)
    total = max((places - 1) * stride + k - n, 0)
    before = total // 2
    return before, total - before
    ### END SOLUTION


# %% check="same_padding"
check("same_padding", same_padding)

# %% [markdown]
# Try it: padded in this way, does each row get the number of places that was asked for?

# %%
for n, k, stride in [(28, 4, 1), (7, 3, 2), (12, 5, 2), (10, 3, 2)]:
    before, after = same_padding(n, k, stride)
    places = output_size(n + before + after, k, stride)
    print(f"{n} pixels, window {k}, stride {stride}: {before} + {after} zeros, {places} places")

# %% [markdown]
# Even the row of 10 from part 2 fits now: one zero after the row, and five places. Padding on one
# side does what equal padding could not do.

# %% [markdown]
# **What if** somebody puts the extra zero at the start?
#
# <details><summary>Answer</summary>
#
# Then every window sees the picture shifted by one pixel. Both ways are in use: TensorFlow puts it
# at the end, NumPy's `np.convolve(..., "same")` at the start. Weights that were learnt the one way
# and used the other give a result that is almost right, and that is hard to find. It is one of the
# reasons why people like odd windows.
#
# </details>

# %% [markdown]
# ## 7. All together
#
# Now let the filter of chapter 01 slide over a picture with a frame, in steps. In the framed
# picture $\tilde x$, the window at place $(i, j)$ starts at row $i \cdot s$ and column $j \cdot s$:
#
# $$z[i, j] = \sum_{u} \sum_{v} \tilde x[\,i s + u,\; j s + v\,]\; w[u, v]$$
#
# So there are *two* ways of counting: $i$ counts places, $i \cdot s$ counts pixels. Most mistakes
# with strides come from mixing them up.
#
# **Predict.** A picture has 6 rows and 8 columns. The filter is 3 × 3, the stride 2, the padding 1.
# How many rows and columns has the feature map?
#
# <details><summary>Answer</summary>
#
# Rows: ⌊(6 + 2 − 3) / 2⌋ + 1 = 3. Columns: ⌊(8 + 2 − 3) / 2⌋ + 1 = 4.
#
# </details>
#
# ### Exercise 4: `corr2d_strided` (4 points)
#
# You may use your `pad2d` and your `output_size`. Stride and padding may each be one number, or
# two: (rows, columns).


# %% solution="corr2d_strided"
def corr2d_strided(x, w, stride=1, padding=0):
    """Slide the filter w over the picture x with a frame of zeros, in steps.

    z[i, j] = sum over u and v of framed[i * stride + u, j * stride + v] * w[u, v]

    x: array of shape (H, W), the picture. H and W may differ. It may hold any
       type of number, also whole numbers from 0 to 255 (uint8).
    w: array of shape (KH, KW), the filter, of any type of number. KH and KW may
       differ. It may be larger than x, but not larger than x with its frame.
    stride: one whole number, or two: how far the window moves down, and to the
       right. It may leave a rest, which is dropped.
    padding: one whole number, or two: so many rows of zeros above and below,
       and so many columns of zeros to the left and right.

    Returns an array: one sum for each place of the window, as many rows and
    columns as output_size says. Leave x and w as they are.
    """
    ### BEGIN SOLUTION
    down, right = (stride, stride) if isinstance(stride, int) else stride
    p, q = (padding, padding) if isinstance(padding, int) else padding
    framed = pad2d(x, (q, q, p, p))
    (h, width), (kh, kw) = x.shape, w.shape
    z = np.zeros((output_size(h, kh, down, p), output_size(width, kw, right, q)))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            top, left = i * down, j * right
            window = framed[top : top + kh, left : left + kw]
            z[i, j] = (window.astype(float) * w).sum()
    return z
    ### END SOLUTION


# %% check="corr2d_strided"
check("corr2d_strided", corr2d_strided)

# %% [markdown]
# Let it look for edges in the photograph: 8 in the middle of the filter, −1 around it. The figure
# shows large sums dark, whatever their sign, as if drawn with a pencil.
#
# **Predict.** How much smaller does the feature map become with stride 2, and with stride 4? What
# happens to the number of sums?

# %%
edge = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
framed = pad2d(photo, 1, "edge")
maps = [corr2d_strided(framed, edge, stride) for stride in (1, 2, 4)]
axes = plotting.panels(3, titles=[f"{z.shape[0]} × {z.shape[1]}" for z in maps])
for ax, z in zip(axes, maps, strict=True):
    plotting.images((1 - np.abs(z)).clip(0, 1), ax=ax)
plotting.show(
    axes,
    alt="The outlines of the flower, dark on light, three times: with 171 by 256, 86 by 128 and 43 "
    "by 64 pixels. The lines become coarser; the flower stays recognisable.",
)

# %% [markdown]
# Stride 2 halves the picture in *both* directions, so a quarter of the sums is left; stride 4
# leaves a sixteenth. The work falls in the same way. This is **down-sampling**, and networks do it
# every few layers.
#
# **Predict.** Take the map with stride 1, and keep every second row and every second column. Is
# that the map with stride 2?

# %%
np.array_equal(maps[0][::2, ::2], maps[1])

# %% [markdown]
# It is. A stride throws results away; the trick is not to compute them.

# %% [markdown]
# ### The frame leaves a trace
#
# **Predict.** The frame of zeros is black, and the photograph is not. What does an edge filter find
# along the border? And if the frame is a mirror?

# %%
temple = datasets.to_grey(datasets.photographs()["temple"])[:70, 70:160]
zeros = corr2d_strided(temple, edge, padding=1)
mirror = corr2d_strided(pad2d(temple, 1, "reflect"), edge)
axes = plotting.panels(3, titles=["a piece of a photograph", "a frame of zeros", "a mirror"])
for ax, values in zip(axes, [temple, 1 - np.abs(zeros), 1 - np.abs(mirror)], strict=True):
    plotting.images(values.clip(0, 1), ax=ax)
alt = (
    "Left: a roof before a bright sky. Middle, with a frame of zeros: the edges of the roof, and a "
    "dark line along all four borders. Right, with a mirror: the same without that line."
)
plotting.show(axes, alt=alt)

# %% [markdown]
# The zeros make an edge that is not in the picture. Nearly all networks pad with zeros all the
# same: it costs nothing, and they learn to live with it. But when a feature map shows a line along
# its border, you know where to look first.

# %% [markdown]
# ## 8. Spread the filter
#
# The dilation is still missing. It needs no new sliding: spread the *filter*, with zeros between
# its taps, and use `corr2d_strided` as it is. A tap of 0 takes no notice of the pixel under it.
#
# **Predict.** The filter has 3 × 3 taps and the dilation is 2. How many rows and columns has the
# spread filter? How many of its numbers are not 0?
#
# <details><summary>Answer</summary>
#
# $2 \cdot (3 - 1) + 1 = 5$ rows and columns. Nine of the 25 numbers are taps, as before.
#
# </details>
#
# ### Exercise 5: `dilate` (2 points)


# %% solution="dilate"
def dilate(w, dilation):
    """Put zeros between the taps of the filter w.

    w: array of shape (KH, KW). KH and KW may differ, and each may be 1; any
       type of number, also whole numbers from 0 to 255 (uint8).
    dilation: how far apart neighbouring taps are, 1 or more: one whole number,
       or two, for rows and columns. With 1, nothing changes.

    Returns a new array, of shape
    ((KH - 1) * dilation + 1, (KW - 1) * dilation + 1), with the type of numbers
    that w has; also a new one where nothing changes. Leave w as it is.
    """
    ### BEGIN SOLUTION
    rows, columns = (dilation, dilation) if isinstance(dilation, int) else dilation
    kh, kw = w.shape
    spread = np.zeros(((kh - 1) * rows + 1, (kw - 1) * columns + 1), dtype=w.dtype)
    spread[::rows, ::columns] = w
    return spread
    ### END SOLUTION


# %% check="dilate"
check("dilate", dilate)

# %%
nine = np.arange(1, 10).reshape(3, 3)
axes = plotting.panels(3, titles=["dilation 1", "dilation 2", "dilation 3"])
for d, ax in enumerate(axes, start=1):
    plotting.matrix(dilate(nine, d), ax=ax)
plotting.show(
    axes,
    alt="The numbers 1 to 9 in three rows: side by side; with one row and column of zeros between "
    "them, 5 by 5; and with two, 7 by 7.",
)

# %% [markdown]
# Nine taps see 3 × 3, then 5 × 5, then 7 × 7 pixels. The view grows; the number of taps, and with
# it the work, does not. (Our filter multiplies the zeros, too. A library skips them.)
#
# **Predict.** Does the size fit the formula of part 4?

# %%
z = corr2d_strided(photo, dilate(nine, 2), stride=2, padding=1)
z.shape, (output_size(171, 3, 2, 1, dilation=2), output_size(256, 3, 2, 1, dilation=2))

# %% [markdown]
# **What if** a network used dilation 2 in every layer, with stride 1?
#
# <details><summary>Answer</summary>
#
# In one row, with windows of three taps, the result at place 0 comes from the pixels 0, 2 and 4,
# the one at place 1 from 1, 3 and 5. In the next layer it is the same: even places use even ones,
# odd places odd ones. The two halves never meet, and a checkerboard may appear. That is why
# dilations are mixed, for instance 1, 2, 4.
#
# </details>
#
# ### What does what?
#
# | setting | what it does | the size becomes |
# |---|---|---|
# | padding | makes the picture larger before the window comes | larger |
# | stride | moves the *window* on in larger steps | smaller: roughly the size / the stride |
# | dilation | spreads the *taps* within the window | smaller, as with a larger window |

# %% [markdown]
# ## You can now …
#
# - say how many places a window has, with any stride, padding and dilation, and where the formula
#   comes from;
# - notice when a stride leaves a rest, and say which pixels are dropped;
# - choose between narrow, same and wide, and pad an even window;
# - read a coverage map, and say what padding does and what it does not do;
# - fill a frame in four ways, and recognise the trace of a frame of zeros;
# - slide a filter in steps, and tell the place $i$ from the pixel $i \cdot s$;
# - tell stride from dilation;
# - check the sizes that a paper states.
#
# **Next:** chapter 04 gives the pictures colour: filters become as deep as their input.
