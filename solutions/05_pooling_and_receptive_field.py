# %% [markdown]
# # 05 · Pooling and the receptive field
#
# **In this chapter you make feature maps smaller and see what that keeps and what it loses, and you
# count how much of the picture a number deep inside a network can see.**

# %% setup
import numpy as np

from cnnkit import datasets, mine, plotting
from cnnkit.checks import check
from cnnkit.widgets import pooling_explorer, receptive_field_explorer

# %%
flower = datasets.photographs()["flower"].astype(float)[:, ::2, ::2]  # every second pixel
light = flower.mean(axis=0)
edges = abs(light[:-2, 1:-1] - light[2:, 1:-1]) + abs(light[1:-1, :-2] - light[1:-1, 2:])
twos = edges.reshape(42, 2, 63, 2).max(axis=(1, 3))
eights = edges[:80, :120].reshape(10, 8, 15, 8).max(axis=(1, 3))
axes = plotting.panels(3, titles=["edges: 84 × 126", "pooled: 42 × 63", "pooled: 10 × 15"])
for ax, values in zip(axes, [edges, twos, eights], strict=True):
    ax.imshow(values, cmap="gray")
    ax.set_axis_off()
alt = "The edges of a flower's petals, in light lines; at 42 by 63 pixels a little thicker. "
plotting.show(axes, alt=alt + "At 10 by 15 pixels, it is light where the petals are.")

# %% [markdown]
# On the left are the edges of the flower, 10,584 numbers. In the middle are a quarter of them, on
# the right 150 numbers. What was kept is *where something was found*, roughly. Pooling does this:
# it looks at a small window and passes on one number. You write it in part 1. At the end of the
# chapter you know how large a piece of the photograph stands behind each of the 150 squares of such
# a map.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 3 hours |
# | you need | the size formula of chapter 03; feature maps and (N, C, H, W) from chapter 04 |
# | points | 17, in six exercises |
# | computer | 9 s of processor time and 170 MB of memory for one run of the whole notebook |
#
# ✗ marks a sentence that you may meet in lecture notes and that is wrong.

# %% [markdown]
# ## 1. One number for a window
#
# A window slides over a feature map, as ever. But it has no taps. It passes on **one number that
# sums up what it sees**. The usual choice is the largest: **max pooling**. With the mean it is
# **average pooling**, with the sum **sum pooling**.
#
# Here is a map of 4 × 4, cut into windows of 2 × 2 that lie side by side.
#
# **Predict.** What is its max pooling? Write down the four numbers. What does average pooling give
# for the first window?

# %%
small = np.array(
    [[0.2, 0.8, 0.3, 0.6], [0.2, 0.9, 0.3, 0.8], [0.3, 0.8, 0.8, 0.9], [0, 0, 0.2, 0.8]]
)
(ax,) = plotting.panels(1, size=2.6)
plotting.window(small, 0, 0, 2, 2, ax=ax)
plotting.show(
    ax,
    alt="Four rows: 0.2 0.8 0.3 0.6; 0.2 0.9 0.3 0.8; 0.3 0.8 0.8 0.9; 0 0 0.2 0.8. A frame lies "
    "around the upper left 2 by 2.",
)

# %% [markdown]
# <details><summary>Answers</summary>
#
# $$\begin{pmatrix} 0.9 & 0.8 \\ 0.8 & 0.9 \end{pmatrix}$$
#
# The mean of the first window is (0.2 + 0.8 + 0.2 + 0.9)/4 = 2.1/4 = **0.525**.
#
# </details>
#
# ### Size and stride
#
# The window has a size $k$ and a stride $s$, and the size formula of chapter 03 holds: from a side
# of $H$ you get $\lfloor (H-k)/s \rfloor + 1$. Pooling seldom has padding; what does not fit a
# whole window is **dropped**. Two settings are common:
#
# - $k = 2$, $s = 2$: the windows lie side by side. Of four numbers one is left, so 75 % are
#   dropped.
# - $k = 3$, $s = 2$: the windows **overlap** by one row or column.
#
# **Predict.** A map has 55 × 55 numbers. How large is it after pooling with $k = 3$, $s = 2$? And a
# map of 7 × 7 with $k = 2$, $s = 2$?
#
# <details><summary>Answers</summary>
#
# (55 − 3)/2 + 1 = 27, so 27 × 27. (7 − 2)/2 + 1 = 3.5, rounded down: 3 × 3. The last row and the
# last column are in no window.
#
# </details>
#
# ### Move it yourself
#
# Click on the map and move the window with the arrow keys. The rings mark the pixels that win. Then
# change the fields.
#
# 1. With $k = 3$ and $s = 1$, one pixel wins in several windows. Which?
# 2. Which mode can give a number that stands nowhere in the map?

# %%
pooling_explorer(small, k=2, stride=2)

# %% [markdown]
# <details><summary>Answers</summary>
#
# 1. The 0.9 in row 1, column 1: all four windows hold it. (In two of them there is another 0.9,
#    which ties with it. Who wins a tie makes no difference here; it will in chapter 07.)
# 2. The mean and the sum. The maximum is always one of the numbers.
#
# </details>

# %% [markdown]
# ### Exercise 1: `pool2d` (4 points)
#
# A volume has channels, and **each channel is pooled by itself**: C maps go in, C maps come out.
# Nothing is learned here. Pooling has no parameters at all.
#
# A warning about the maximum: feature maps hold negative numbers, and there are windows in which
# *all* are negative.
#
# The next cell takes your `output_size` out of your notebook of chapter 03.

# %%
output_size = mine("03", "output_size")


# %% solution="pool2d"
def pool2d(x, k, stride=None, mode="max"):
    """Give one number for every window of every channel.

    x: array of shape (N, C, H, W). It may hold any type of number, also whole
       numbers from 0 to 255 (uint8), and negative ones. All sizes may be 1, and
       H and W may differ. Leave x as it is.
    k: the side of the window, or a pair (rows, columns).
    stride: how far the window moves on, a number or a pair. None means that it
       moves on by its own size. Windows may overlap, or leave gaps.
    mode: "max" for the largest number of each window, "avg" for the mean, "sum"
       for the sum. For any other mode, raise a ValueError.

    There is no padding. At least one window fits; what does not fit a whole
    window is dropped.

    Returns an array of shape (N, C, OH, OW), where OH and OW are the output
    sizes of chapter 03.
    """
    ### BEGIN SOLUTION
    if mode not in ("max", "avg", "sum"):
        raise ValueError(f"unknown mode {mode!r}")
    if stride is None:
        stride = k
    KH, KW = k if isinstance(k, tuple) else (k, k)
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    N, C, H, W = x.shape
    OH, OW = output_size(H, KH, sh), output_size(W, KW, sw)
    y = np.zeros((N, C, OH, OW))
    for i, j in np.ndindex(OH, OW):
        window = x[:, :, i * sh : i * sh + KH, j * sw : j * sw + KW]
        if mode == "max":
            y[:, :, i, j] = window.max(axis=(2, 3))
        elif mode == "avg":
            y[:, :, i, j] = window.mean(axis=(2, 3))
        else:
            y[:, :, i, j] = window.sum(axis=(2, 3), dtype=float)
    return y
    ### END SOLUTION


# %% check="pool2d"
check("pool2d", pool2d)

# %%
axes = plotting.panels(3, titles=["max", "avg", "sum"], size=2.2)
for ax, mode in zip(axes, ["max", "avg", "sum"], strict=True):
    scale = None if mode == "sum" else small  # black and white mean the same as in the map
    plotting.matrix(pool2d(small[None, None], 2, mode=mode)[0, 0], scale=scale, ax=ax)
plotting.show(
    axes,
    alt="Three matrices of 2 by 2. Max: 0.9 0.8; 0.8 0.9. Avg: 0.525 0.5; 0.275 0.675. Sum: 2.1 2; "
    "1.1 2.7.",
)

# %% [markdown]
# And the first picture of this chapter:

# %%
again = pool2d(edges[None, None], 2)[0, 0]
np.array_equal(again, twos), np.array_equal(pool2d(edges[None, None], 8)[0, 0], eights)

# %% [markdown]
# **What if** you pool by 2, and then by 2 again?
#
# <details><summary>Answer</summary>
#
# It is the same as pooling by 4 once, for the maximum, the mean and the sum alike, as long as no
# rest is dropped. Try `pool2d(pool2d(x, 2), 2)`.
#
# </details>

# %% [markdown]
# ## 2. It keeps roughly where
#
# The maximum says *that* something was found in its window. It does not say at which of the four
# pixels. So pooling forgives small shifts. How small, and how well?
#
# **Predict.** A map is 0 everywhere but for a single 1 in column 4. You pool it with $k = s = 2$.
# Now the 1 moves to the right by one pixel. What happens to the pooled map? And if it moves on by
# one more?

# %%
dots = np.zeros((3, 1, 4, 8))
dots[[0, 1, 2], 0, 1, [4, 5, 6]] = 1
pooled = pool2d(dots, 2)
axes = plotting.panels(3, titles=["1 in column 4", "in column 5", "in column 6"], size=2.8)
for ax, values in zip(axes, pooled[:, 0], strict=True):
    plotting.matrix(values, ax=ax)
plotting.show(
    axes,
    alt="Three pooled maps of 2 by 4. With the 1 in column 4 or in column 5 of the map, the pooled "
    "one is in column 2. With the 1 in column 6 it is in column 3.",
)

# %% [markdown]
# From column 4 to 5 nothing changes: both lie in the same window. From 5 to 6 the pooled 1 moves
# on. Both times the 1 went one pixel to the right. What the pooled map makes of it depends on where
# the grid of windows happens to lie.
#
# You may read:
#
# ✗ *"Pooling makes a network invariant to shifts."*
#
# *Invariant* means: nothing changes. It tempts because it is true for the first step above. Let us
# measure it on all steps. The next cell takes every place of a dot on 16 × 16 pixels that has a
# neighbour on its right, moves the dot there, and counts how often the pooled map stays as it was.
#
# **Predict.** How often is that with 2 × 2 windows? With 4 × 4?

# %%
dots = np.eye(256).reshape(256, 1, 16, 16)  # a 1 at each of the 256 places
here = np.arange(256).reshape(16, 16)[:, :15].ravel()  # those with a neighbour on the right
for k in [1, 2, 4, 8]:
    pooled = pool2d(dots, k)
    same = (pooled[here] == pooled[here + 1]).all(axis=(1, 2, 3)).mean()
    print(f"{k} × {k} windows: the pooled map stays the same for {same:.0%} of the steps")

# %% [markdown]
# A row of 16 has 15 steps. With 2 × 2 windows, 8 of them stay within a window, with 4 × 4 it is 12.
# Every step that leaves a window is seen. Only a window as large as the whole map would forget all
# shifts.
#
# A dot is a simple map. What about a real one? Move the digit by one pixel to the right and compare
# its edges before and after, without pooling and with it. The measure is the size of the
# difference, divided by the size of the map: 0 means that nothing has changed.
#
# **Predict.** Does pooling with 2 × 2 windows halve the change? Does it take it away?

# %%
four = datasets.digit()
both = np.stack([four, np.roll(four, 1, axis=1)])[:, None]
maps = abs(both[..., 1:] - both[..., :-1])  # how much each pixel differs from its neighbour
for k in [1, 2, 4, 8]:
    before, after = pool2d(maps, k)
    change = np.linalg.norm(after - before) / np.linalg.norm(before)
    print(f"{k} × {k} windows: the map changes by {change:.0%}")

# %% [markdown]
# Without pooling, thin edges hardly meet themselves again after one pixel. (Two such maps that do
# not meet at all differ by √2, which is 141 %: what was there is gone, and as much has come.)
# Pooling makes the change smaller, step by step, and never takes it away. Windows of 2 × 2 take off
# about a third. The true sentence is:
#
# > Pooling makes a map **less sensitive** to shifts that are small against its windows. It keeps
# > *roughly where* things are, and stays equivariant to shifts by whole windows.
#
# Roughly where is what the next layer needs. An eye above a nose belongs to a face, whether it is a
# pixel higher or lower; an eye at the other end of the picture does not.

# %% [markdown]
# **What if** the digit moves by two pixels, and $k = s = 2$?
#
# <details><summary>Answer</summary>
#
# Then every window sees what its left neighbour saw before: the pooled map moves by exactly one
# pixel. It is equivariant, as a convolution with stride 2 is (chapter 04, part 5).
#
# </details>

# %% [markdown]
# ## 3. Does it take noise away?
#
# You may read:
#
# ✗ *"Max pooling suppresses noise: small disturbances do not reach the maximum."*
#
# It tempts because a pooled picture looks calmer. Take pure noise, and look: numbers that are drawn
# from the bell curve, with mean 0 and variance 1. (The **variance** says how far numbers scatter:
# it is the mean of the squares of their distances from the mean.)
#
# **Predict.** Four such numbers lie in each window. What is the mean of their maxima: 0, or
# something else? What is the variance of their averages?

# %%
rng = np.random.default_rng(seed=5)
noise = rng.normal(size=(50, 50, 8, 8))
for mode in ["max", "avg"]:
    values = pool2d(noise, 2, mode=mode)
    print(f"{mode}: mean {values.mean():5.2f}, variance {values.var():.2f}")

# %% [markdown]
# The maximum has a mean of **1.03**. Of four numbers, at least one is nearly always above 0, and
# the maximum picks the largest: it *selects* noise. Its variance does shrink, to about a half; that
# is why the picture looks calmer. Averaging four independent numbers leaves the mean at 0 and
# **quarters the variance**, from 1 to 0.25.
#
# On a photograph it shows as brightness.

# %%
noisy = light + rng.normal(0, 0.15, light.shape)
both = np.stack([light, noisy])[:, None]
clean, average = pool2d(both, 2, mode="avg")[:, 0]
largest = pool2d(both, 2)[1, 0]
axes = plotting.panels(3, titles=["no noise, avg", "noise, avg", "noise, max"], size=2.8)
for ax, picture in zip(axes, [clean, average, largest], strict=True):
    ax.imshow(picture, cmap="gray", vmin=0, vmax=1)
    ax.set_axis_off()
alt = "A flower in grey. The average of the noisy one is like the clean one, a little grainy; the "
plotting.show(axes, alt=alt + "maximum is much lighter everywhere, most of all in the dark leaves.")

# %%
print(f"mean brightness: {clean.mean():.2f}, {average.mean():.2f}, {largest.mean():.2f}")

# %% [markdown]
# The average keeps the brightness, 0.24. The maximum raises it to 0.41: everything is lighter, most
# of all where there was nothing to see.
#
# So why is the maximum used? Because a feature map is not a photograph. A filter answers with a
# large number where it has found something and with a small one elsewhere. "Was it found anywhere
# in here?" is a question for the maximum. The average would answer "how much of it is there?", and
# four numbers of which one is large have a small mean.
#
# **What if** the noise is a single very bright pixel here and there?
#
# <details><summary>Answer</summary>
#
# Every one of them wins its window: a quarter of the pixels are left, and all of the bright ones,
# so there are four times as many of them among the rest. The average spreads each over its window.
#
# </details>

# %% [markdown]
# ## 4. A whole map in one number
#
# Let the window be as large as the map, and one number is left for each channel: **global
# pooling**. From (N, C, H, W) it makes (N, C).
#
# It has two charms. The length of the result does not depend on the size of the picture. And it is
# cheap: say a network ends with 512 maps of 7 × 7, and a dense layer is to make 1,000 numbers out
# of them.
#
# **Predict.** How many weights does that dense layer need, directly and after global pooling?
#
# <details><summary>Answer</summary>
#
# Directly 512 · 7 · 7 · 1,000 = 25,088,000. After pooling 512 · 1,000 = 512,000, which is 49 times
# fewer.
#
# </details>
#
# ### Exercise 2: `global_pool` (2 points)


# %% solution="global_pool"
def global_pool(x, mode="avg"):
    """Reduce every map to one number.

    x: array of shape (N, C, H, W). It may hold any type of number, also whole
       numbers from 0 to 255 (uint8), and negative ones. All sizes may be 1, and
       H and W may differ. Leave x as it is.
    mode: "avg" for the mean of each map, "max" for its largest number, "sum" for
       its sum. For any other mode, raise a ValueError.

    Returns an array of shape (N, C).
    """
    ### BEGIN SOLUTION
    H, W = x.shape[2:]
    return pool2d(x, (H, W), mode=mode)[:, :, 0, 0]
    ### END SOLUTION


# %% check="global_pool"
check("global_pool", global_pool)

# %% [markdown]
# A photograph of any size gives three numbers, its mean colour:

# %%
print(global_pool(flower[None]).round(2), global_pool(flower[None, :, 20:66, 30:90]).round(2))

# %% [markdown]
# The second one is a part around the blossom: three times as much red, and hardly more blue.
# *Where* it is red, neither can say. Global pooling gives up "roughly where", too.

# %% [markdown]
# ## 5. Pooling across channels
#
# So far a window went over rows and columns. Channels can be pooled as well: at each pixel, keep
# the largest of several maps.
#
# What for? Suppose a network is to know a 5, upright or turned. Here are three filters, each made
# for a 5 at another angle. (They are the picture itself, less its mean, so that a flat picture
# gives 0.)

# %%
rows = ["0000000", "0111100", "0100000", "0111000", "0000100", "0111000", "0000000"]
five = np.array([[float(pixel) for pixel in row] for row in rows])
fives = np.stack([five, np.rot90(five), np.rot90(five, 2)])
plotting.show(
    plotting.images(fives[:, None], titles=["upright", "turned by 90°", "by 180°"], columns=3),
    alt="A 5 of 7 by 7 pixels, three times: upright, turned to the left by 90 degrees, and upside "
    "down.",
)

# %% [markdown]
# **Predict.** Three pictures, three filters: nine answers. In each row, which is the largest? What
# is left when you keep the maximum of each row?

# %%
conv2d_naive = mine("04", "conv2d_naive")
filters = (fives - five.mean())[:, None]
answers = conv2d_naive(fives[:, None], filters, None)  # (3, 3, 1, 1): pictures, filters
ax = plotting.matrix(answers[:, :, 0, 0])
ax.set(xlabel="filter", ylabel="picture")
plotting.show(
    ax,
    alt="Nine answers, a row for each picture. On the diagonal stands 9.06 three times; beside it "
    "stand 3.06 and 2.06.",
)

# %% [markdown]
# Each picture is answered most by its own filter. The maximum of each row is the same number for
# all three: whoever looks at the maximum alone knows *that* there is a 5, and does not care at
# which angle. This is **cross-channel pooling**. It does not come by itself: the filters have to be
# there, and a network must learn that these three belong together. By convention they are
# neighbours.
#
# **Predict.** Twelve channels are pooled in three groups. Which channels are in the second group?
# How many channels come out?
#
# <details><summary>Answer</summary>
#
# Each group has 12/3 = 4 neighbours: the second one holds the channels 4, 5, 6 and 7. Three
# channels come out, one for each group.
#
# </details>
#
# ### Exercise 3: `cross_channel_max` (2 points)


# %% solution="cross_channel_max"
def cross_channel_max(x, groups):
    """Keep, at each pixel, the largest number of each group of channels.

    x: array of shape (N, C, H, W), of any type of number, also negative ones.
       All sizes may be 1, and H and W may differ. Leave x as it is.
    groups: into how many groups the C channels are cut. Each group is a run of
       C // groups neighbours; C is a multiple of groups.

    Returns an array of shape (N, groups, H, W).
    """
    ### BEGIN SOLUTION
    N, C, H, W = x.shape
    # (N, C, H, W) -> (N, groups, C/groups, H, W)
    return x.reshape(N, groups, C // groups, H, W).max(axis=2)
    ### END SOLUTION


# %% check="cross_channel_max"
check("cross_channel_max", cross_channel_max)

# %%
cross_channel_max(answers, 1).ravel()

# %% [markdown]
# **What if** the 5 is turned by 45°?
#
# <details><summary>Answer</summary>
#
# Then none of the three filters fits well, and the maximum is small. The pooled answer is invariant
# to the three angles for which there is a filter, and to no others.
#
# </details>

# %% [markdown]
# ## 6. Do you need pooling at all?
#
# You may read:
#
# ✗ *"Every convolutional layer is followed by a pooling layer."*
#
# It tempts because the first famous networks look like that. Try it on a picture of 28 × 28.
#
# **Predict.** How often can you halve it, with $k = s = 2$?

# %%
side, sides = 28, [28]
while side >= 2:
    side = output_size(side, 2, 2)
    sides.append(side)
sides

# %% [markdown]
# After four times nothing is left to pool. Networks of today have 13, 50 or 150 convolutional
# layers and four or five places where the maps get smaller. Most of their convolutions follow each
# other directly.
#
# And where maps do get smaller, a **convolution with stride 2** can do it. It, too, halves both
# sides. It computes a quarter of the places and no others, while a convolution with pooling behind
# it computes all of them and drops three out of four. And it can *learn* how to sum up its window.
#
# Average pooling is such a convolution, one that does not learn.
#
# **Predict.** Which filter has the same effect as `pool2d(x, 2, mode="avg")`? What are its taps,
# its stride, and its number of groups?

# %%
w = np.full((3, 1, 2, 2), 1 / 4)  # a filter of its own for each of the three channels
strided = conv2d_naive(flower[None], w, None, stride=2, groups=3)
np.allclose(strided, pool2d(flower[None], 2, mode="avg"))

# %% [markdown]
# Four taps of ¼, stride 2, and as many groups as channels. For the maximum there is no such filter:
# a convolution of the sum of two pictures is the sum of their convolutions, and the maximum is not
# like that.
#
# ### What you pay, and what for
#
# | | max pooling | strided convolution |
# |---|---|---|
# | parameters | none | as any convolution |
# | what is lost | three of four numbers, the smaller ones | what its filters do not pick up |
# | places that are computed | all; a quarter is kept | the quarter that is kept |
#
# Why make maps smaller at all? Because of memory and time. A layer of 64 maps of 224 × 224 holds
# 3,211,264 numbers, 12.25 MiB at four bytes each (a MiB is 2²⁰ bytes, about a million), and the
# next layer must slide over all of them. After pooling it is a quarter: 3.06 MiB. Smaller maps pay
# for *more* maps. And there is a second reason, which is the matter of the next part: it lets a
# small filter see further.

# %%
numbers = 64 * 224 * 224
print(f"{numbers:,} numbers, {4 * numbers / 2**20:.2f} MiB; a quarter: {numbers / 2**20:.2f} MiB")

# %% [markdown]
# ## 7. How far does a number see?
#
# A number in the first feature map depends on 3 × 3 pixels, if the filter is 3 × 3. A number in the
# second one depends on 3 × 3 numbers of the first. And on how many *pixels*? The pixels on which a
# number depends are its **receptive field**.
#
# **Predict.** Two layers of 3 × 3 follow each other, with stride 1. How many pixels are in the
# receptive field of a number of the second?
#
# You may read:
#
# ✗ *"Two stacked 3 × 3 convolutions see 9 × 9 = 81 pixels."*
#
# It tempts because of 9 · 9: each of the nine numbers below sees nine pixels. Look at one row
# first. In the drawing, a number of layer 2 is on top, and each line is a tap.

# %%
receptive_field_explorer([(3, 1, 1), (3, 1, 1)])

# %% [markdown]
# Three numbers of layer 1 lie next to each other, and their windows **overlap**. Together they span
# 5 pixels, not 9. So the field is 5 × 5 = **25** pixels. Then what is 81? It counts the **paths**:
# the ways from a pixel through one tap of each layer to the top. There are 9 · 9 of them, but many
# lead to the same pixel. Along a row, the pixels have 1, 2, 3, 2 and 1 paths; in the square you
# multiply rows with columns:

# %%
row = np.convolve([1, 1, 1], [1, 1, 1])  # three taps over three taps
paths = np.outer(row, row)
print(row, f"{paths.size} pixels, {paths.sum()} paths")
plotting.show(
    plotting.matrix(paths),
    alt="The paths from each of 5 by 5 pixels: 1 2 3 2 1; 2 4 6 4 2; 3 6 9 6 3; 2 4 6 4 2; "
    "1 2 3 2 1.",
)

# %% [markdown]
# So the middle of the field counts for more than its corners: nine paths lead from the pixel in the
# middle, one from each corner. You can see it without any theory. Let all taps be 1, and put a
# single 1 in a picture: the number on top is the number of paths.

# %%
ones = np.ones((1, 1, 3, 3))
pictures = np.eye(81).reshape(81, 1, 9, 9)  # a 1 at each of the 81 places
top = conv2d_naive(conv2d_naive(pictures, ones, None), ones, None)  # maps of 5 × 5
seen = top[:, 0, 2, 2].reshape(9, 9)  # the middle of each
print(f"{np.count_nonzero(seen)} of 81 pixels are seen; they make {seen.sum():.0f} paths")
np.array_equal(seen[2:7, 2:7], paths)

# %% [markdown]
# A third 3 × 3 layer adds two more pixels along each direction: 7 × 7. You may read:
#
# ✗ *"Two 3 × 3 layers replace one of 9 × 9."*
#
# It tempts for the same reason: the 81 paths are taken for pixels.
#
# **Predict.** How many 3 × 3 layers see 9 × 9 pixels? With C channels everywhere and no biases, how
# many weights do they have, and how many has one 9 × 9 layer?
#
# <details><summary>Answers</summary>
#
# Each layer adds 2: 3, 5, 7, 9. It takes **four**. They have 4 · 9 · C² = 36C² weights, and the one
# has 81C².
#
# </details>

# %% [markdown]
# ### With strides, it grows faster
#
# Pooling and strides make the field grow quickly. After a layer with stride 2, two neighbouring
# numbers look at places that are 2 pixels apart. So a 3 × 3 window over *them* spans twice as much.
#
# Keep two numbers and go through the layers, from the picture up:
#
# - the **size** of the field, along one direction. It begins with 1: a pixel sees itself.
# - the **jump**: how many pixels apart two neighbours look. It begins with 1, too.
#
# A layer has a window of $k$, a stride $s$ and a dilation $d$. From its first tap to its last there
# are $k - 1$ distances. Each is $d$ numbers of the layer below long, and from one such number to
# the next it is a jump:
#
# $$\text{size} \leftarrow \text{size} + d\,(k-1) \cdot \text{jump}, \qquad
# \text{then} \quad \text{jump} \leftarrow \text{jump} \cdot s$$
#
# Pooling is a layer like any other here: it has a window and a stride.
#
# **Predict.** A layer of 5 × 5, pooling 2 × 2 with stride 2, another layer of 5 × 5, and pooling
# again. Fill in the table with a pencil.
#
# | layer | k, s, d | size | jump |
# |---|---|---|---|
# | the picture | | 1 | 1 |
# | convolution | 5, 1, 1 | 5 | 1 |
# | pooling | 2, 2, 1 | ? | ? |
# | convolution | 5, 1, 1 | ? | ? |
# | pooling | 2, 2, 1 | ? | ? |
#
# <details><summary>Answers</summary>
#
# Pooling: 5 + 1 · 1 = 6, jump 2. Convolution: 6 + 4 · 2 = 14, jump 2. Pooling: 14 + 1 · 2 = **16**,
# jump **4**.
#
# </details>
#
# ### Move it yourself
#
# Change the layers in the explorer below, or add one.
#
# 1. Set both strides to 1, then the first one to 2. What happens to the size? What if it is the
#    second one instead?
# 2. Set both strides to 1, and the dilation of the second layer to 2, 3 and 4. When are pixels left
#    out?
# 3. Find a dilation with which two 3 × 3 layers *do* see 9 × 9 = 81 pixels, each by one path.

# %%
receptive_field_explorer([(3, 2, 1), (3, 1, 1)])

# %% [markdown]
# <details><summary>Answers</summary>
#
# 1. A stride of 2 in the first layer widens the field from 5 to 7. In the second layer it changes
#    only the jump: a stride works on the layers *above* it.
# 2. With dilation 2 or 3 every pixel of the square is seen. With 4 there are gaps: each of the
#    three windows spans 3 pixels, and their starts lie 4 apart.
# 3. Dilation 3 in the second layer (or stride 3 in the first): the windows lie side by side. So the
#    wrong sentence can be made true, on purpose.
#
# </details>
#
# ### Exercise 4: `receptive_field` (3 points)


# %% solution="receptive_field"
def receptive_field(layers):
    """Count how far one output of a stack of layers sees.

    layers: a list of (k, stride, dilation), three whole numbers for each layer,
       the first layer first. It may be empty: then the output is a pixel.
       Leave the list as it is.

    Returns (size, jump), two whole numbers: the side of the square of pixels that
    one output depends on, and how many pixels apart two neighbouring outputs
    look. For an empty list that is (1, 1).
    """
    ### BEGIN SOLUTION
    size, jump = 1, 1
    for k, stride, dilation in layers:
        size += dilation * (k - 1) * jump
        jump *= stride
    return size, jump
    ### END SOLUTION


# %% check="receptive_field"
check("receptive_field", receptive_field)

# %% [markdown]
# Try it on the table, on 3 × 3 layers alone, and on a famous network: VGG-16 looks at pictures of
# 224 × 224 pixels, and has thirteen 3 × 3 layers with five poolings among them (chapter 12).

# %%
conv, pool = (3, 1, 1), (2, 2, 1)
vgg = [conv, conv, pool] * 2 + [conv, conv, conv, pool] * 3
print("the table:", receptive_field([(5, 1, 1), (2, 2, 1)] * 2))
print("two and four layers of 3 × 3:", receptive_field([conv] * 2), receptive_field([conv] * 4))
print("the first figure, on the right:", receptive_field([conv, (8, 8, 1)]))
print("VGG-16:", receptive_field(vgg), " without pooling:", receptive_field([conv] * 13))

# %% [markdown]
# It takes four layers of 3 × 3, not two, to see what one of 9 × 9 sees.
#
# Each of the 150 squares of the first figure stands for 10 × 10 pixels of the photograph, 8 apart:
# the edges look one pixel around themselves, and then eight of them are pooled.
#
# With its poolings, a number at the end of VGG-16 sees 212 of the 224 pixels of a side. Without
# them it would see 27. (Between two layers stands a squashing function, as in chapter 01. The most
# common one is the **ReLU**: it keeps positive numbers and turns negative ones into 0. It looks at
# one number at a time, so it does not change the field. The next chapter studies it.)
#
# You may read:
#
# ✗ *"Units of a dense layer see a restricted area."*
#
# (A **unit** is another word for a neuron.) It tempts because the sentence is true for
# convolutional layers, and dense ones come right after them.
#
# **Predict.** Change one pixel in the corner of the picture. Who notices: the number in the middle
# of a feature map, a dense unit behind that map, or both?

# %%
maps = conv2d_naive(four[None, None], ones, None)
corner = four[None, None].copy()
corner[..., 0, 0] += 1
maps_now = conv2d_naive(corner, ones, None)
dense = rng.normal(size=maps.size)
change = maps_now - maps
print("the number in the middle of the map has changed:", change[0, 0, 13, 13] != 0)
print("a dense unit behind the map has changed:        ", change.ravel() @ dense != 0)

# %% [markdown]
# A dense unit is connected to *every* number of the map below, and so to the whole picture. Its
# window is the whole map.

# %% [markdown]
# **What if** a thing in the picture is larger than the receptive field?
#
# <details><summary>Answer</summary>
#
# Then no number of this layer has ever seen it as a whole. A cat that fills the picture is out of
# reach for a unit that sees 16 pixels: it can find fur and whiskers. Deeper layers, pooling or
# dilation must put them together.
#
# </details>

# %% [markdown]
# ## 8. Pooling by chance *(optional)*
#
# *Nothing in the later chapters is built on parts 8 and 9. Their exercises give the last six
# points.*
#
# The maximum always takes the largest, the average hears everybody. **Stochastic pooling** draws
# one number from the window at random; the larger it is, the likelier:
#
# $$\text{chance of a number} = \frac{\text{the number}}{\text{the sum of its window}}$$
#
# That wants numbers that are not negative, as they are after a ReLU. The network sees the same
# picture a little differently each time, and so it learns less by heart.
#
# **Predict.** A window holds 1, 2, 3 and 6. What are the four chances? What is drawn on average?
#
# <details><summary>Answers</summary>
#
# 1/12, 2/12, 3/12 and 6/12. On average (1 · 1 + 2 · 2 + 3 · 3 + 6 · 6)/12 = 50/12 ≈ 4.17: more than
# the mean, 3, and less than the maximum.
#
# </details>
#
# ### Exercise 5: `stochastic_pool` (3 points)
#
# The chance must come from `rng`, a `numpy.random.Generator`, so that a run can be repeated.
# `rng.choice(values, p=chances)` draws one of several values; there are other ways. The check draws
# thousands of times and counts.


# %% solution="stochastic_pool"
def stochastic_pool(x, k, rng):
    """Draw one number from each window, the larger the likelier.

    x: array of shape (N, C, H, W), nowhere negative, of any type of number, also
       whole numbers from 0 to 255 (uint8). Leave x as it is.
    k: the side of the window, or a pair (rows, columns). The windows lie side by
       side; what does not fit a whole window is dropped.
    rng: a numpy.random.Generator, where all chance comes from. With a generator in
       the same state, the answer is the same.

    Each window gives one of its numbers, drawn with the chance number / sum of the
    window. Each is drawn by itself, whatever the others give. A window of zeros
    gives 0.

    Returns an array of shape (N, C, OH, OW).
    """
    ### BEGIN SOLUTION
    KH, KW = k if isinstance(k, tuple) else (k, k)
    N, C, H, W = x.shape
    y = np.zeros((N, C, H // KH, W // KW))
    for n, c, i, j in np.ndindex(y.shape):
        window = x[n, c, i * KH : (i + 1) * KH, j * KW : (j + 1) * KW].ravel().astype(float)
        if window.sum() > 0:
            y[n, c, i, j] = rng.choice(window, p=window / window.sum())
    return y
    ### END SOLUTION


# %% check="stochastic_pool"
check("stochastic_pool", stochastic_pool)

# %%
windows = np.tile([[1.0, 2.0], [3.0, 6.0]], (50, 60))[None, None]  # 1,500 windows that are alike
drawn = stochastic_pool(windows, 2, rng)
for value in [1, 2, 3, 6]:
    print(
        f"{value} came in {(drawn == value).mean():.1%} of the windows, expected {value / 12:.1%}"
    )
print(f"on average {drawn.mean():.2f}")

# %% [markdown]
# When the network is used, nobody wants chance. Then each window gives the number that is drawn *on
# average*, the sum of number times chance.

# %% [markdown]
# ## 9. Boxes of any size *(optional)*
#
# Some networks look at parts of a picture: "is the thing in *this* box a dog?" The boxes have all
# sizes, and a dense layer wants a fixed number of inputs. **RoI pooling** (*region of interest*)
# cuts each box into a grid of the same number of bins, and keeps the maximum of each bin.
#
# A box of 7 pixels and 3 bins: how do you cut? Bin $i$ of $S$, over a side of $L$ pixels that
# begins at $a$, runs from
#
# $$a + \lfloor i \cdot L / S \rfloor \quad \text{up to, but without,} \quad
# a + \lceil (i+1) \cdot L / S \rceil.$$
#
# The brackets with feet mean: rounded down; those with hats: rounded up. So a bin holds every pixel
# that it touches, neighbouring bins may share a row, and no bin is empty.
#
# **Predict.** Which pixels are in the three bins of a side of 7 that begins at 0? And with 2 pixels
# and 3 bins?
#
# <details><summary>Answers</summary>
#
# 7 pixels: 0 to 2, 2 to 4, 4 to 6. Rows 2 and 4 are in two bins each. 2 pixels: the bins run from 0
# to ⌈0.67⌉ = 1, from ⌊0.67⌋ = 0 to ⌈1.33⌉ = 2, and from ⌊1.33⌋ = 1 to 2. So they hold pixel 0, both
# pixels, and pixel 1.
#
# </details>
#
# ### Exercise 6: `roi_pool` (3 points)


# %% solution="roi_pool"
def roi_pool(x, boxes, size):
    """Cut each box into a grid of bins, and keep the largest number of each bin.

    x: array of shape (N, C, H, W), of any type of number, also negative ones. Leave
       it as it is.
    boxes: array of whole numbers of shape (R, 5), a row (n, y0, x0, y1, x1) for each
       box: the box lies in image n and holds the rows y0 to y1 - 1 and the columns
       x0 to x1 - 1. Boxes lie inside the image and hold at least one pixel; several
       may lie in one image.
    size: how many bins there are: a number, or a pair (rows, columns).

    Bin i of S over L pixels from a on holds the pixels from a + floor(i * L / S) up
    to, but without, a + ceil((i + 1) * L / S). There may be more bins than pixels.

    Returns an array of shape (R, C, rows, columns).
    """
    ### BEGIN SOLUTION
    rows, columns = size if isinstance(size, tuple) else (size, size)
    y = np.zeros((len(boxes), x.shape[1], rows, columns))
    for r, (n, y0, x0, y1, x1) in enumerate(boxes):
        for i, j in np.ndindex(rows, columns):
            top = y0 + i * (y1 - y0) // rows
            bottom = y0 + int(np.ceil((i + 1) * (y1 - y0) / rows))
            left = x0 + j * (x1 - x0) // columns
            right = x0 + int(np.ceil((j + 1) * (x1 - x0) / columns))
            y[r, :, i, j] = x[n, :, top:bottom, left:right].max(axis=(1, 2))
    return y
    ### END SOLUTION


# %% check="roi_pool"
check("roi_pool", roi_pool)

# %%
boxes = np.array([[0, 18, 32, 74, 92], [0, 4, 2, 30, 24], [0, 36, 50, 58, 76]])
grids = roi_pool(edges[None, None], boxes, (4, 6))
axes = plotting.panels(4, titles=["edges, three boxes", "box 0", "box 1", "box 2"], size=2.6)
axes[0].imshow(edges, cmap="gray")
for r, (_, y0, x0, y1, x1) in enumerate(boxes):
    axes[0].plot([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0], color="orange", linewidth=2)
    axes[0].text(x0 + 2, y0 + 9, r, color="orange")
for ax, grid in zip(axes[1:], grids[:, 0], strict=True):
    ax.imshow(grid, cmap="gray", vmin=0, vmax=edges.max())
    ax.set_axis_off()
alt = "Three boxes: around the blossom, in the dark leaves, in the blossom's middle. Beside them "
plotting.show(axes, alt=alt + "three grids of 4 by 6: light, nearly black, and grey.")

# %% [markdown]
# The three boxes have 56 × 60, 26 × 22 and 22 × 26 pixels. All of them give 4 × 6 numbers, and a
# dense layer of 24 inputs can look at each.

# %% [markdown]
# **What if** the border of a box should lie *between* two pixels?
#
# <details><summary>Answer</summary>
#
# RoI pooling must round it, and loses up to a pixel of the map, which may be 16 pixels of the
# picture. A later method, RoI align, reads values between pixels instead.
#
# </details>

# %% [markdown]
# ## You can now …
#
# - pool by maximum, mean and sum, with windows side by side or overlapping, and say how large the
#   result is;
# - say what a shift does to a pooled map, and measure it;
# - say what noise does to a maximum and to a mean;
# - reduce maps to one number each, whatever their size;
# - make an answer that does not care which of several filters has found something;
# - replace pooling by a strided convolution, and say what each costs;
# - tell pixels from paths, and compute how far a number sees, with strides and dilation;
# - draw one number of a window by its chance *(optional)*;
# - bring boxes of any size to one grid *(optional)*.
#
# **Next:** chapter 06 takes a neuron apart, and puts a head on the feature maps that says what is
# in the picture.
