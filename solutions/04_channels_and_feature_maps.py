# %% [markdown]
# # 04 · Channels and feature maps
#
# **In this chapter the picture gets colours, the filter grows as deep as the picture, many filters
# work side by side, and you write the convolution that every network of this course is made of.**

# %% setup
import numpy as np

from cnnkit import datasets, mine, plotting
from cnnkit.checks import check
from cnnkit.widgets import volume_explorer

# %%
flower = datasets.photographs()["flower"].astype(float)
flower = flower[:, ::2, ::2]  # every second pixel is enough
red, green, blue = flower
light = (red + green + blue) / 3
warm = (red - blue)[1:-1, 1:-1]
edges = light[1:-1, 2:] - light[1:-1, :-2]
axes = plotting.panels(3, titles=["a photograph", "red minus blue", "right minus left"])
plotting.images(flower, ax=axes[0])
plotting.feature_maps(warm, ax=axes[1])
plotting.feature_maps(edges, ax=axes[2])
alt = "An orange flower before dark leaves. Red minus blue: the flower alone is light. Right minus "
plotting.show(axes, alt=alt + "left: the flower's left border is light, its right border dark.")

# %% [markdown]
# One photograph, two filters. The first has found what is *orange*: no grey picture could tell.
# The second has found where it grows lighter from left to right, whatever the colour. Both are 3 ×
# 3 filters as in the chapters before, with one thing added: they go through all the colours at
# once. In part 2 you make both maps with one call of a function of your own.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 3 hours |
# | you need | the sliding sum of chapter 01; stride, padding and dilation from chapter 03 |
# | points | 15, in six exercises |
# | computer | 7 s of processor time and 164 MB of memory for one run of the whole notebook |
#
# ✗ marks a sentence that you may meet in lecture notes and that is wrong.

# %% [markdown]
# ## 1. A colour picture is a volume
#
# A screen mixes every colour from three lights. So a colour picture is three grey pictures, one
# for each light: how much red, how much green, how much blue. Each of them is called a **channel**.
#
# **Predict.** The flower is orange, the leaves are a dark blue-green. In which channel is the
# flower lightest, and in which is it darkest?

# %%
plotting.show(
    plotting.images(flower[:, None], titles=["red", "green", "blue"], columns=3),
    alt="The three channels as grey pictures. The flower is bright in red, middling in green, and "
    "dark in blue, where its inner petals can hardly be told from the background.",
)

# %% [markdown]
# Bright in red, dark in blue: that is what orange *is*. Colour is nothing but a difference between
# channels.
#
# **Predict.** How many numbers does the picture have, and what is the shape of the array?

# %%
flower.shape, flower.size

# %% [markdown]
# 3 channels of 86 rows and 128 columns: 33,024 numbers. `flower[c, i, j]` is the one in channel
# $c$, row $i$, column $j$. Think of three sheets, one behind the other: the picture is a
# **volume** with a height, a width and a **depth**, its number of channels $C$.
#
# | picture | numbers |
# |---|---|
# | 32 × 32, grey | 1,024 |
# | 32 × 32, in colour | 3,072 |
#
# A network works on many pictures at a time. They are put in one array with one more axis in front:
#
# $$(N, C, H, W) \quad = \quad \text{pictures, channels, rows, columns}$$
#
# $N$ is the size of the **batch**. One picture is a batch of one: `flower[None]` has the shape
# (1, 3, 86, 128). Remember the four letters in this order. It is called NCHW, and the whole course
# keeps to it.

# %% [markdown]
# ## 2. A filter as deep as the picture
#
# How does a window slide over a volume? It has a height and a width, as before. And it goes
# **through all channels**: the same place, cut out of every sheet.

# %%
x, w, b = datasets.volume_example()
axes = plotting.panels(3, titles=["channel 0", "channel 1", "channel 2"])
for ax, channel in zip(axes, x, strict=True):
    plotting.window(channel, 1, 2, 3, 3, ax=ax)
plotting.show(
    axes,
    alt="Three grids of 5 by 5 small numbers, one for each channel. The same window of 3 by 3, "
    "from row 1 and column 2 on, is framed in all three.",
)

# %% [markdown]
# So the filter must have taps for every channel, too. It is a volume itself, **as deep as the
# picture**: one slice of taps for each channel. All products of all slices are added up, and a
# bias $b$ on top. One window and one filter give *one* number.
#
# > A filter is **local in space and full in depth**.
#
# Do not think of three filters, one for each colour. It is one filter with 3 · 3 · 3 = 27 taps, and
# it makes one feature map.
#
# **Predict.** A picture of 32 × 32 pixels has three channels. A filter of 5 × 5 taps slides over
# it, without padding, with stride 1.
#
# 1. How many products are added up at each place?
# 2. How large is the feature map? How many of them are there?
# 3. How many numbers does the filter have that can be chosen, with its bias?
#
# <details><summary>Answers</summary>
#
# 1. 5 · 5 · 3 = 75.
# 2. 32 − 5 + 1 = 28: one map of 28 × 28. Not three.
# 3. 75 weights and a bias: **76**.
#
# </details>

# %% [markdown]
# ### Many filters, many maps
#
# One filter finds one thing. So a layer has several of them, $F$ filters of the same size. Each
# slides over the same picture and makes a feature map of its own. The maps are put one behind the
# other, and the output is a volume again: $F$ channels deep.
#
# With stride $s$, the number at place $(i, j)$ of map $f$ is
#
# $$z[f, i, j] \;=\; b[f] + \sum_{c}\,\sum_{u}\,\sum_{v}
# \; x[c,\; i\,s+u,\; j\,s+v] \;\; w[f, c, u, v]$$
#
# Three sums: a loop over the channels, and the two loops over the taps that you know. The filters
# stand in one array $w$ of the shape $(F, C, KH, KW)$, and there is one bias for each filter.
#
# In words, people name the depth last, as in 32 × 32 × 3. In the array it stands first:
# (3, 32, 32).
#
# **Predict.** The picture is 32 × 32 × 3 again. What comes out, and how many numbers can be
# chosen,
#
# 1. with six filters of 5 × 5, no padding?
# 2. with ten filters of 5 × 5, and padding 2?
#
# <details><summary>Answers</summary>
#
# 1. 28 × 28 × 6, and 6 · 76 = **456** numbers.
# 2. (32 − 5 + 2 · 2) + 1 = 32, so 32 × 32 × 10, and 10 · 76 = **760** numbers.
#
# </details>
#
# ### Every product laid open
#
# Take the small volume from above: 5 × 5 pixels, three channels. There are two filters of 3 × 3,
# the stride is 2, and the padding is 1.
#
# **Predict.** What is the shape of the output? How many numbers do the two filters have, with
# their biases?
#
# <details><summary>Answers</summary>
#
# (5 − 3 + 2 · 1)/2 + 1 = 3 rows, and as many columns: 3 × 3 × 2. Each filter has 27 taps and a
# bias, and there are two: **56** numbers.
#
# </details>
#
# In the explorer you choose one number of the output, and see all 27 products that went into it.
# Click on it, and move with the arrow keys; Page Down leads to the second filter. Hatched cells are
# the zeros of the padding.
#
# 1. Choose row 1, column 1 of map 0. Add up the products of each channel in your head, then the
#    bias.
# 2. One number of the output is negative. Which channels bring it below zero?

# %%
volume_explorer(x, w, b, stride=2, padding=1)

# %% [markdown]
# <details><summary>Answers</summary>
#
# 1. The three channels give 1, 1 and −2; the bias is 1. Together that is **1**.
# 2. It is the −2 in row 2, column 0 of map 1. Channel 0 gives 1, channels 1 and 2 give −2 and −1,
#    and the bias is 0.
#
# </details>

# %% [markdown]
# ### Exercise 1: `conv2d_naive` (5 points)
#
# This is the function that the course is built on. It is called naive since it is written as it is
# defined, with loops; a fast one follows in chapter 08.
#
# Do not write everything at once. Begin with stride 1, no padding, dilation 1 and one group, and
# run the check: it has cases for this alone, and they earn points. Then add one thing at a time.
#
# - **Padding**: make a larger array of zeros, and put the pictures in its middle. Pictures and
#   channels get no padding, only rows and columns do.
# - **Stride**: the window of output row $i$ starts in row $i \cdot s$.
# - **Dilation** $d$: tap $u$ meets the pixel $u \cdot d$ rows below the start of the window.
# - **Groups** come last: see the docstring. What they are good for is the matter of part 8.
#
# Your `output_size` of chapter 03 is at hand: the next cell takes it out of your notebook. If you
# have not written it yet, the library's stands in.

# %%
output_size = mine("03", "output_size")


# %% solution="conv2d_naive"
def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Slide every filter over every picture, through all its channels.

    y[n, f, i, j] = b[f] + sum over c, u and v of
        x[n, c, i * stride + u * dilation, j * stride + v * dilation] * w[f, c, u, v]

    where x has zeros around it, as many as padding says. Nothing is flipped.

    x: array of shape (N, C, H, W): N pictures of C channels.
    w: array of shape (F, C // groups, KH, KW): F filters.
    b: array of shape (F,), a number for each filter, or None: then nothing is added.
    stride, padding, dilation: each a number, or a pair (rows, columns).
    groups: into how many groups channels and filters are cut, each a run of
       neighbours. The first F // groups filters see the first C // groups
       channels, the next ones the next, and so on. C and F are multiples of it.

    All sizes may be 1, and H and W, KH and KW may differ. The windows fit at
    least once. The arrays may hold any type of number, also whole numbers from
    0 to 255 (uint8). Leave them as they are.

    Returns an array of shape (N, F, OH, OW), where OH and OW are the output
    sizes of chapter 03 (rounded down).
    """
    ### BEGIN SOLUTION
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    ph, pw = padding if isinstance(padding, tuple) else (padding, padding)
    dh, dw = dilation if isinstance(dilation, tuple) else (dilation, dilation)
    N, C, H, W = x.shape
    F, depth, KH, KW = w.shape
    padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw))
    padded[:, :, ph : ph + H, pw : pw + W] = x
    OH = output_size(H, KH, sh, ph, dh)
    OW = output_size(W, KW, sw, pw, dw)
    y = np.zeros((N, F, OH, OW))
    for n, f, i, j in np.ndindex(N, F, OH, OW):
        first = f // (F // groups) * depth  # the first channel of the filter's group
        rows = slice(i * sh, i * sh + (KH - 1) * dh + 1, dh)
        columns = slice(j * sw, j * sw + (KW - 1) * dw + 1, dw)
        window = padded[n, first : first + depth, rows, columns]
        y[n, f, i, j] = (window * w[f]).sum() + (0 if b is None else b[f])
    return y
    ### END SOLUTION


# %% check="conv2d_naive"
check("conv2d_naive", conv2d_naive)

# %% [markdown]
# Your function makes all 18 numbers of the explorer at once:

# %%
y = conv2d_naive(x[None], w, b, stride=2, padding=1)
axes = plotting.panels(2, titles=["map 0", "map 1"], size=2.4)
plotting.matrix(y[0, 0], ax=axes[0])
plotting.matrix(y[0, 1], ax=axes[1])
plotting.show(
    axes,
    alt="Two maps of 3 by 3. Map 0: 0, 5, 4; 5, 1, 7; 5, 3, 5. Map 1: 3, 2, 2; 4, 5, 3; −2, 6, 0.",
)

# %% [markdown]
# ### Back to the flower
#
# Now the two filters of the first figure. *Red minus blue* needs a single tap in each of two
# slices: 1 for red, −1 for blue, both in the middle. *Right minus left* needs two taps in every
# slice: ⅓ on the right, −⅓ on the left.
#
# **Predict.** What are the shapes of `w` and of the output? The photograph has 86 rows and 128
# columns.

# %%
w = np.zeros((2, 3, 3, 3))
w[0, :, 1, 1] = [1, 0, -1]
w[1, :, 1, 2] = 1 / 3
w[1, :, 1, 0] = -1 / 3
maps = conv2d_naive(flower[None], w, None)
print(w.shape, maps.shape, np.allclose(maps[0], [warm, edges]))

# %%
axes = plotting.panels(2, titles=["red minus blue", "right minus left"], size=3.4)
for ax, values in zip(axes, maps[0], strict=True):
    plotting.feature_maps(values, ax=ax)
plotting.show(
    axes,
    alt="The two maps of the first figure: the orange flower alone is light; the left border of "
    "the flower is light and its right border dark.",
)

# %% [markdown]
# (2, 3, 3, 3) and (1, 2, 84, 126). You have made the first picture of this chapter.
#
# A filter of the second kind looks for *shape* and takes all colours alike; the first looks for
# *colour* and does not look around. Networks that learn from photographs find both kinds by
# themselves, as chapters 12 and 14 show.

# %% [markdown]
# ### The next layer
#
# Nothing keeps you from sliding filters over `maps`. It is a volume like any other, with two
# channels. So layers are stacked: the maps of one are the channels of the next.
#
# **Predict.** A second layer has four filters of 3 × 3. What is the shape of its `w`? What comes
# out?

# %%
rng = np.random.default_rng(seed=4)
w_next = rng.normal(size=(4, 2, 3, 3))
deeper = conv2d_naive(maps, w_next, None, stride=2)
deeper.shape

# %% [markdown]
# The filters are two channels deep, as there are two maps: (4, 2, 3, 3). The output is
# (1, 4, 41, 62). From three colours two maps were made, and from these four: in the usual network
# the maps get smaller and more numerous from layer to layer.
#
# You may read:
#
# ✗ *"Each neuron is connected to a small region of all previous layers."*
#
# It tempts because whatever a later layer sees has come through all the earlier ones.
#
# **Predict.** Add 0.1 to every pixel of the flower. Both filters of the first layer take
# differences, so their maps stay the same. Does the output of the second layer change?

# %%
brighter = flower + 0.1
maps_again = conv2d_naive(brighter[None], w, None)
deeper_again = conv2d_naive(maps_again, w_next, None, stride=2)
print("the pictures are equal:     ", np.allclose(brighter, flower))
print("the second layer is equal:  ", np.allclose(deeper_again, deeper))

# %% [markdown]
# It does not. If the second layer looked at the picture as well, it would see that the picture has
# become brighter. So the true sentence is:
#
# > A neuron looks at a small region of **the preceding layer**, and at all of its channels.
#
# (Some networks add connections that skip layers, on purpose: chapter 13.)

# %% [markdown]
# **What if** a filter had 3 channels of taps, and slid over the two maps?
#
# <details><summary>Answer</summary>
#
# There would be no channel for its third slice to meet. A function that multiplies whole windows
# stops with an error, and that is right: the second number of `w.shape` has to be the number of
# channels that come in. One that loops over the channels of the picture leaves the third slice out
# without a word; that is worse. You will meet this error again when you build networks.
#
# </details>

# %% [markdown]
# ## 3. Few numbers, used often
#
# The numbers that can be chosen, weights and biases, are called **parameters**. A network learns
# them. How many are there?
#
# You have counted already: a filter has $KH \cdot KW$ weights for each channel that it sees, and
# one bias. Now as a function.
#
# **Predict.** 64 channels go in, 64 come out, the filters are 3 × 3. Are there fewer or more than
# ten thousand parameters?
#
# ### Exercise 2: `count_params` (2 points)


# %% solution="count_params"
def count_params(c_in, c_out, k, bias=True, groups=1):
    """Count the parameters of a convolutional layer.

    c_in: how many channels come in.
    c_out: how many come out, which is the number of filters.
    k: the side of a filter, or a pair (KH, KW).
    bias: whether each filter has a bias.
    groups: into how many groups the channels are cut. A filter is then only
       c_in // groups channels deep; c_in and c_out are multiples of groups.

    Returns the number of all weights and biases together, as an int.
    """
    ### BEGIN SOLUTION
    KH, KW = k if isinstance(k, tuple) else (k, k)
    weights = c_out * (c_in // groups) * KH * KW
    return weights + c_out if bias else weights
    ### END SOLUTION


# %% check="count_params"
check("count_params", count_params)

# %%
for c_in, c_out, k in [(3, 1, 5), (3, 6, 5), (3, 10, 5), (3, 2, 3), (64, 64, 3)]:
    print(f"{c_in:2} channels, {c_out:2} filters of {k} × {k}: {count_params(c_in, c_out, k):6,}")

# %% [markdown]
# 76, 456, 760 and 56 are the numbers from part 2. The last layer has 36,928.
#
# The size of the picture does not appear anywhere. That is remarkable. Let us see what it saves.
#
# ### What sharing saves
#
# The first layer of a famous network (AlexNet, chapter 12) looks at pictures of 227 × 227 pixels
# in colour. It has 96 filters of 11 × 11 with stride 4, so its output is 55 × 55 × 96. Call each
# number of the output a neuron. (In chapter 01 one neuron went from place to place. That is the
# third way below, told with a neuron at each place.) Three ways to build such a layer:
#
# - **dense**: each neuron looks at every pixel, with weights of its own;
# - **local**: each neuron looks at its window of 11 × 11 × 3, with weights of its own;
# - **shared**: each neuron looks at its window, and all neurons of a map have the *same* weights.
#
# **Predict.** By what factor does the first step shrink the number of parameters, and by what
# factor the second? Guess before you run the cell.

# %%
neurons = 55 * 55 * 96
dense = neurons * (227 * 227 * 3 + 1)
local = neurons * (11 * 11 * 3 + 1)
shared = count_params(3, 96, 11)
print(f"{neurons:,} neurons\ndense {dense:,}\nlocal {local:,}\nshared {shared:,}")
(ax,) = plotting.panels(1, size=3.4)
ax.figure.set_size_inches(6.5, 2.2)
ax.barh(["shared", "local", "dense"], [shared, local, dense], color="0.45")
ax.set(xscale="log", xlim=(1e3, 1e12), xlabel="parameters (each line: a hundred times as many)")
ax.set_xticks([1e4, 1e6, 1e8, 1e10], ["10⁴", "10⁶", "10⁸", "10¹⁰"])
ax.grid(axis="x")
plotting.show(ax, alt="Three bars: dense 4·10¹⁰, local 10⁸, shared 3·10⁴ parameters.")

# %% [markdown]
# 290,400 neurons. Dense, they need 44,892,355,200 parameters: at four bytes each, 180 GB for one
# layer. Local, each has 11 · 11 · 3 + 1 = 364, together **105,705,600**. Shared, 96 filters have
# 34,848 weights and 96 biases: **34,944**. Locality saves a factor of 425, and sharing another
# factor of 3,025 = 55 · 55, the number of places.
#
# Even a small grey picture shows it. A picture of 100 × 100 pixels has 10,000 numbers. A dense
# layer from it to 10,000 neurons has 100 million weights.
#
# You may read:
#
# ✗ *"A neuron that looks at a tile of 5 × 5 pixels has 25 parameters."*
#
# It tempts because one can see the 25 squares. The bias has no square.

# %%
count_params(1, 1, 5)

# %% [markdown]
# 26: 25 weights and **a bias**. Without its bias, every neuron would have to answer 0 to a black
# picture.

# %% [markdown]
# **What if** the picture is twice as high and twice as wide?
#
# <details><summary>Answer</summary>
#
# A convolutional layer has the same parameters as before, and works as it is: its maps become
# larger. A dense layer from all pixels needs four times the weights for each neuron, and the old
# ones fit no longer.
#
# </details>

# %% [markdown]
# ## 4. It was a matrix all along
#
# A dense layer is a matrix: row $m$ holds the weights of neuron $m$, and the picture, written as
# one long row of numbers, is multiplied with it. Is a convolution something else?
#
# Take a grey picture of 3 × 4 pixels and a filter of 2 × 2.
#
# **Predict.**
#
# 1. How many places has the window? How many pixels are there?
# 2. A dense layer with a neuron for each place: how many weights does it have?
# 3. How many of them does the convolution leave at 0? How many *different* numbers are among the
#    others?
#
# <details><summary>Answers</summary>
#
# 1. 2 · 3 = 6 places, 3 · 4 = 12 pixels.
# 2. 6 · 12 = **72**.
# 3. Each neuron sees 4 pixels, so 6 · 4 = 24 weights are used and 48 are 0. The 24 are the same
#    **4** numbers, six times.
#
# </details>
#
# Where do these numbers stand? Write the picture row by row: pixel $(i, j)$ becomes number
# $i \cdot 4 + j$. The window at place (0, 0) sees the pixels 0 and 1 of the first row, and those
# below them, which are the numbers 4 and 5.
#
# **Predict.** Which four numbers does the window at place (1, 0) see?
#
# <details><summary>Answer</summary>
#
# Row 1 begins with number 4: it sees 4, 5 and, below them, 8, 9.
#
# </details>
#
# ### Exercise 3: `conv_as_matrix` (3 points)


# %% solution="conv_as_matrix"
def conv_as_matrix(w, h, width):
    """Write a filter as the matrix of a dense layer.

    The matrix does to a picture x of shape (h, width), written as one row of
    numbers, what the filter does when it slides (no padding, stride 1):

        conv_as_matrix(w, h, width) @ x.ravel()  equals  corr2d(x, w).ravel()

    for every x. Both are written row by row.

    w: array of shape (KH, KW), the filter, not larger than the picture. KH and
       KW may differ, and it may hold any type of number.
    h, width: rows and columns of the picture. They may differ.

    Returns an array of shape (OH * OW, h * width): a row for each place, a
    column for each pixel. OH = h - KH + 1, OW = width - KW + 1.
    """
    ### BEGIN SOLUTION
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    matrix = np.zeros((OH * OW, h * width))
    for i, j in np.ndindex(OH, OW):
        for u, v in np.ndindex(KH, KW):
            matrix[i * OW + j, (i + u) * width + (j + v)] = w[u, v]
    return matrix
    ### END SOLUTION


# %% check="conv_as_matrix"
check("conv_as_matrix", conv_as_matrix)

# %%
taps = np.array([[1.0, 2.0], [3.0, 4.0]])
matrix = conv_as_matrix(taps, 3, 4)
plotting.show(
    plotting.matrix(matrix),
    alt="A matrix of 6 rows and 12 columns. Row 0: 1 2 0 0 3 4 and zeros. Rows 1 and 2 are the "
    "same, moved to the right by one and by two. Row 3 begins in column 4: 1 2 0 0 3 4. Rows 4 "
    "and 5 follow, moved by one and by two.",
)

# %% [markdown]
# Every row holds 1, 2, a gap of two zeros, and 3, 4. From row to row they move on by one; from row
# 2 to row 3 they jump by two, since there the window goes to the next row of the picture.
#
# Does the matrix do what the filter does? Ask your `corr2d` of chapter 01.

# %%
corr2d = mine("01", "corr2d")
small = rng.normal(size=(3, 4))
np.allclose(matrix @ small.ravel(), corr2d(small, taps).ravel())

# %% [markdown]
# So a convolution is a dense layer in which most weights are held at 0 and the others are shared.
# The larger the picture, the emptier the matrix. Here are 8 × 8 pixels and 3 × 3 taps:

# %%
large = conv_as_matrix(np.arange(1, 10).reshape(3, 3), 8, 8)
print(f"{large.size:,} numbers, {np.count_nonzero(large)} of them not 0")
plotting.show(
    plotting.matrix(large, values=False),
    alt="A matrix of 36 rows and 64 columns, nearly all black. Three short runs of light cells lie "
    "in each row, eight columns apart; they move to the right from row to row, in slanted bands.",
)

# %% [markdown]
# 2,304 numbers, of which 324 are not 0: nine in each of the 36 rows.
#
# Whatever a convolutional layer can do, a dense layer could do as well. But it would have to learn
# 2,304 weights in place of nine, from the same pictures. The zeros and the sharing are what *we*
# know about pictures: that neighbours belong together, and that a thing looks the same wherever it
# is.

# %% [markdown]
# **What if** the filter is as large as the picture?
#
# <details><summary>Answer</summary>
#
# Then there is one place, and the matrix has one row, without a gap or a zero: the filter, written
# as a row. A convolution with such a filter *is* a dense layer. Chapter 12 makes use of it.
#
# </details>

# %% [markdown]
# ## 5. Move the picture, and the maps move along
#
# The same filter works at every place. So what happens to the map when the picture moves?
#
# **Predict.** The digit is moved up by 2 pixels and to the left by 4. How does its feature map
# change?

# %%
four = datasets.digit()
moved = np.roll(four, (-2, -4), axis=(0, 1))  # its margin is empty: nothing comes in from behind
slope = np.array([[[[1.0, 1, 0], [1, 0, -1], [0, -1, -1]]]])
before, after = conv2d_naive(np.stack([four, moved])[:, None], slope, None)[:, 0]
axes = plotting.panels(4, titles=["digit", "its map", "moved", "its map"], size=2.2)
for ax, picture in zip(axes[::2], [four, moved], strict=True):
    plotting.images(picture, ax=ax)
for ax, values in zip(axes[1::2], [before, after], strict=True):
    ax.imshow(values, cmap="gray")
    ax.set_axis_off()
plotting.show(axes, alt="A 4 and its map, in relief; then both again, further up and left.")

# %%
np.allclose(after[:-2, :-4], before[2:, 4:])

# %% [markdown]
# The map is the same, moved by 2 and 4. One says: the convolution is **equivariant** to shifts.
# *Equi-variant* means "changes in the same way". It is not the same as *invariant*, "does not
# change": the map does change, it moves. What follows a map can tell where the thing is. (How much
# of that is given up by pooling is the matter of chapter 05.)
#
# A dense layer knows nothing of this. It would have to see the 4 at every place in order to know it
# there.

# %% [markdown]
# **What if** the stride is 2, and the picture moves by one pixel?
#
# <details><summary>Answer</summary>
#
# The windows start at the even pixels only. Over the moved picture they cover other groups of its
# pixels than before, so no shift of the old map gives the new one. The convolution with stride $s$
# is equivariant to shifts by multiples of $s$. With a shift of 2 and 4 it holds again: the map
# moves by 1 and 2.
#
# </details>

# %% [markdown]
# ### Channels have no order
#
# Rows and columns have neighbours. Channels do not: that red comes first is only a habit.
#
# **Predict.** Somebody stores the photograph as blue, red, green. What must you do to the filters,
# so that the maps stay the same?

# %%
order = [2, 0, 1]
shuffled = conv2d_naive(flower[order][None], w[:, order], None)
np.allclose(shuffled, maps)

# %% [markdown]
# Put their slices in the same order. The sum over the channels does not care in what order it is
# added up.

# %% [markdown]
# ## 6. One tap, all channels: a matrix at every pixel
#
# How small can a filter be? One by one. On a grey picture, a 1 × 1 filter multiplies everything by
# one number, and that is of little use. So is it on a volume?
#
# With $C$ channels, a 1 × 1 filter has $C$ weights. At each pixel it takes the $C$ numbers that
# lie behind one another, and adds them up with these weights. $F$ such filters make $F$ new
# numbers out of the $C$ old ones. That is a matrix with $F$ rows and $C$ columns, **the same at
# every pixel**:
#
# $$z[f, i, j] = b[f] + \sum_c w[f, c]\; x[c, i, j]$$
#
# It looks at no neighbour, it *mixes channels*. Red minus blue was such a mixture.
#
# **Predict.** A volume has 64 channels of 28 × 28. A layer of 16 filters of 1 × 1 follows. What is
# the shape of the output? How many parameters are there?
#
# <details><summary>Answer</summary>
#
# 16 channels of 28 × 28: the depth shrinks, height and width stay. 16 · 64 weights and 16 biases
# are **1,040** parameters.
#
# </details>
#
# ### Exercise 4: `conv1x1_as_matmul` (2 points)
#
# You can do it without a loop over pixels, by one matrix product with `@`. Hints:
#
# - `w[:, :, 0, 0]` is the matrix, of shape (F, C).
# - `a @ b` multiplies the *last* axis of `a` with the axis *before the last* of `b`. Axes in front
#   of these two are taken along: `@` works on each picture of a batch.
# - `reshape` can join neighbouring axes, (N, C, H, W) to (N, C, H·W), and part them again.


# %% solution="conv1x1_as_matmul"
def conv1x1_as_matmul(x, w, b):
    """Apply the same matrix to the channels of every pixel.

    y[n, f, i, j] = b[f] + sum over c of x[n, c, i, j] * w[f, c, 0, 0]

    x: array of shape (N, C, H, W). All sizes may be 1, and H and W may differ.
    w: array of shape (F, C, 1, 1): F filters of one tap for each channel.
    b: array of shape (F,), or None: then nothing is added.

    The arrays may hold any type of number, also whole numbers from 0 to 255
    (uint8). Leave them as they are.

    Returns an array of shape (N, F, H, W).
    """
    ### BEGIN SOLUTION
    N, C, H, W = x.shape
    matrix = w[:, :, 0, 0].astype(float)
    # (F, C) @ (N, C, H*W) -> (N, F, H*W) -> (N, F, H, W)
    y = (matrix @ x.reshape(N, C, H * W)).reshape(N, len(w), H, W)
    return y if b is None else y + b[:, None, None]
    ### END SOLUTION


# %% check="conv1x1_as_matmul"
check("conv1x1_as_matmul", conv1x1_as_matmul)

# %% [markdown]
# Three channels become two: how light a pixel is, and how warm.

# %%
mix = np.array([[1 / 3, 1 / 3, 1 / 3], [1, 0, -1]])[:, :, None, None]
lightness, warmth = conv1x1_as_matmul(flower[None], mix, None)[0]
axes = plotting.panels(2, titles=["lightness", "warmth"], size=3.4)
plotting.images(lightness, ax=axes[0])
plotting.feature_maps(warmth, ax=axes[1])
plotting.show(
    axes,
    alt="Left: the photograph in grey. Right: warmth, in which the flower is light and the leaves "
    "are darker than the middle, since they hold more blue than red.",
)

# %% [markdown]
# ### What it is good for
#
# A 1 × 1 layer **projects** the depth: from many channels to few, or from few to many. With a
# squashing function behind it, it is a small neural network that works at every pixel. That was the
# idea of a paper called *Network in Network*, and many networks since then have such layers.
#
# One use is to save. A 3 × 3 layer from 256 to 256 channels is expensive. Go down to 64 channels
# first, work there, and come up again.
#
# **Predict.** How many times fewer parameters does the detour need?

# %%
direct = count_params(256, 256, 3)
detour = [count_params(256, 64, 1), count_params(64, 64, 3), count_params(64, 256, 1)]
print(f"direct {direct:,}, detour {detour}, together {sum(detour):,}")
print(f"{direct / sum(detour):.1f} times fewer")

# %% [markdown]
# 590,080 against 16,448 + 36,928 + 16,640 = 70,016: 8.4 times fewer. You meet this detour again in
# chapters 12 and 13, where it is called a bottleneck.

# %% [markdown]
# **What if** two layers of 1 × 1 follow each other directly?
#
# <details><summary>Answer</summary>
#
# A matrix times a matrix is a matrix. Without a squashing function between them, the two layers
# can do no more than one. Chapter 06 comes back to this.
#
# </details>

# %% [markdown]
# ## 7. Where do the channels stand?
#
# In this course the channels come before rows and columns: NCHW, as in PyTorch. TensorFlow, Keras,
# and everything that draws pictures put them last: (N, H, W, C), called NHWC. Sooner or later you
# must change from one to the other.
#
# Here is a trap. `reshape` can turn (3, 86, 128) into (86, 128, 3): the count is the same.
#
# **Predict.** What does the picture look like then?

# %%
scrambled = flower.reshape(86, 128, 3)
(ax,) = plotting.panels(1, size=3.4)
ax.imshow(scrambled)
ax.set_axis_off()
plotting.show(
    ax,
    alt="Nine small grey flowers, three by three, with coloured speckles: the first row of three "
    "was made of the red channel, the second of the green one, the third of the blue one.",
)

# %% [markdown]
# Nine small flowers, almost without colour. An array lies in memory as one long row of numbers.
# `reshape` leaves that row as it is, and cuts it into other pieces: three neighbours in a *row of
# red* are now taken for red, green and blue of one pixel. The shape is right, and nothing stops
# you. To change the order, axes must **move**: `x.transpose(...)` lists, for each axis of the
# result, which axis it was.
#
# **Predict.** Which four numbers make NHWC out of NCHW?
#
# ### Exercise 5: `to_channels_last` (1 point)


# %% solution="to_channels_last"
def to_channels_last(x):
    """Bring the channels to the end: y[n, i, j, c] = x[n, c, i, j].

    x: array of shape (N, C, H, W), of any type of number. All sizes may be 1,
       and H and W may differ. C may be any number. Leave x as it is.

    Returns an array of shape (N, H, W, C).
    """
    ### BEGIN SOLUTION
    return x.transpose(0, 2, 3, 1)
    ### END SOLUTION


# %% check="to_channels_last"
check("to_channels_last", to_channels_last)

# %%
right = to_channels_last(flower[None])[0]
axes = plotting.panels(2, titles=["reshaped", "moved"], size=3.4)
for ax, picture in zip(axes, [scrambled, right], strict=True):
    ax.imshow(picture)
    ax.set_axis_off()
plotting.show(axes, alt="Left: nine scrambled little flowers. Right: the photograph as it was.")

# %% [markdown]
# **What if** you load filters from Keras?
#
# <details><summary>Answer</summary>
#
# Keras stores them as (KH, KW, C, F), called HWIO: height, width, in, out.
# `w.transpose(3, 2, 0, 1)` brings them to the (F, C, KH, KW) of this course. If C and F happen to
# be equal, a forgotten exchange of the two raises no error: compare the numbers of one output
# before you trust it.
#
# </details>

# %% [markdown]
# ## 8. Not every filter must see every channel *(optional)*
#
# *Nothing in the later chapters is built on this part. Its exercise is short, and gives the last
# two points.*
#
# "Full in depth" is a choice. Cut the channels and the filters into **groups**, and let the
# filters of a group see the channels of the same group only: that is what `groups` does in your
# `conv2d_naive`. The figure shows which of six filters sees which of six channels.

# %%
axes = plotting.panels(3, titles=["groups = 1", "groups = 2", "groups = 6"], size=2.5)
for ax, groups in zip(axes, [1, 2, 6], strict=True):
    block = np.ones((6 // groups, 6 // groups))
    plotting.matrix(np.kron(np.eye(groups), block), ax=ax)
    ax.set(xlabel="channel", ylabel="filter")
plotting.show(
    axes,
    alt="Three grids of 6 filters by 6 channels. With one group all 36 cells are 1. With two, "
    "filters 0 to 2 see channels 0 to 2 and filters 3 to 5 the others. With six, only the "
    "diagonal is 1.",
)

# %% [markdown]
# **Predict.** What does a layer of 64 filters of 3 × 3 on 64 channels cost with 1, 2 and 64 groups?

# %%
for groups in [1, 2, 64]:
    print(f"{groups:2} groups: {count_params(64, 64, 3, groups=groups):6,} parameters")

# %% [markdown]
# 36,928, then 18,496, then 640. Two groups let AlexNet be trained on two graphics cards that
# talked to each other seldom (chapter 12).
#
# With as many groups as channels, each channel has a filter of its own, and nothing is mixed. This
# is a **depthwise** convolution. A 1 × 1 layer after it does the mixing: together they have 640 +
# 4,160 = 4,800 parameters, 7.7 times fewer than the full layer. Both look at 3 × 3 pixels of
# all channels. Networks for telephones, which must be small, are often built like this.
#
# **Predict.** What is the shape of `w`, if a depthwise layer has the filters (KH, KW) for C
# channels?
#
# ### Exercise 6: `depthwise` (2 points)
#
# You may use your `conv2d_naive`.


# %% solution="depthwise"
def depthwise(x, w, stride=1, padding=0):
    """Slide filter c over channel c alone.

    y[n, c, i, j] = sum over u and v of x[n, c, i * stride + u, j * stride + v] * w[c, 0, u, v]

    where x has zeros around it, as many as padding says.

    x: array of shape (N, C, H, W). All sizes may be 1, and H and W may differ.
    w: array of shape (C, 1, KH, KW): one filter for each channel. KH and KW may
       differ.
    stride, padding: each a number, or a pair (rows, columns).

    The arrays may hold any type of number, also whole numbers from 0 to 255
    (uint8). Leave them as they are.

    Returns an array of shape (N, C, OH, OW).
    """
    ### BEGIN SOLUTION
    return conv2d_naive(x, w, None, stride, padding, groups=x.shape[1])
    ### END SOLUTION


# %% check="depthwise"
check("depthwise", depthwise)

# %%
blur = np.ones((1, 1, 9, 9)) / 81
sharp = np.zeros((1, 1, 9, 9))
sharp[..., 4, 4] = 1
fringes = depthwise(flower[None], np.concatenate([blur, sharp, sharp]), padding=4)
(ax,) = plotting.panels(1, size=3.4)
plotting.images(fringes[0], ax=ax)
plotting.show(
    ax,
    alt="The flower with its red channel blurred and the two others sharp: a red glow lies around "
    "it, its rim is green, and the lines between its petals are red.",
)

# %% [markdown]
# Red is blurred, green and blue are not: each channel has its own filter.

# %% [markdown]
# ## You can now …
#
# - read a colour picture as a volume, and a batch of them as (N, C, H, W);
# - say what a filter sees: a small region, all channels, of the preceding layer;
# - give the shape of a layer's output and of its filters, and count its parameters;
# - write a convolution with stride, padding, dilation and groups;
# - say what locality and sharing save, and write a convolution as a sparse matrix;
# - tell equivariant from invariant, and move a picture to see it;
# - mix channels with a 1 × 1 convolution, as a matrix at every pixel;
# - change between NCHW and NHWC without scrambling a picture.
#
# **Next:** chapter 05 makes the maps smaller by pooling, and asks how much of the picture one
# number of a deep layer has seen.
