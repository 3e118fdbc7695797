# %% [markdown]
# # 02 · Filters
#
# **In this chapter you make filters that blur, sharpen and find edges in photographs, and you
# learn to see from nine numbers what a filter will do.**

# %% setup
import numpy as np

from cnnkit import datasets, mine, plotting
from cnnkit.checks import check
from cnnkit.widgets import filter_sliders

# %%
corr2d = mine("01", "corr2d")
temple = datasets.to_grey(datasets.photographs()["temple"])
flower = datasets.to_grey(datasets.photographs()["flower"])
edges = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
axes = plotting.panels(2, titles=["a photograph", "what nine numbers make of it"], size=4)
plotting.images(temple, ax=axes[0])
plotting.feature_maps(corr2d(temple, edges), ax=axes[1])
plotting.show(
    axes,
    alt="Left: a temple with three roofs in front of a bright sky. Right: sky and water are grey "
    "everywhere; roofs, pillars and trees are drawn in thin double lines, one light, one dark.",
)

# %% [markdown]
# The right-hand picture was made by your `corr2d` with a filter of nine numbers: an 8, and −1 all
# around it. Where the photograph is smooth, it is grey. Where something begins or ends, there is a
# line. At the end of the chapter you can say from the numbers alone that it must be so.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 2 hours |
# | you need | chapter 01: a filter slides over a picture, multiplies and adds up |
# | points | 8, in three exercises |
# | computer | 6 s of processor time and 159 MB of memory for one run of the whole notebook |
#
# `mine("01", "corr2d")` fetches the function out of your notebook of chapter 01. If it is not
# written yet, the line says so, and the library's stands in. So this chapter stands alone. (With
# four loops of your own, the notebook takes about 5 s more.) ✗ marks a sentence that you may meet
# in lecture notes and that is wrong.

# %% [markdown]
# ## 1. A photograph is a large matrix
#
# Nothing is new but the size. 0 is black, 1 is white.
#
# **Predict.** The photograph has 171 rows of 256 pixels. How large is the feature map of a 3 × 3
# filter? How many multiplications does it take?

# %%
z = corr2d(temple, edges)
print(f"photograph {temple.shape}, feature map {z.shape}, {z.size * 9:,} multiplications")

# %% [markdown]
# 171 − 3 + 1 = 169 rows and 256 − 3 + 1 = 254 columns. Each of these 42,926 sums takes nine
# multiplications: 386,334 in all. A computer does not mind.
#
# ### The smallest filter of all
#
# **Predict.** The filter (1, −1) subtracts each pixel's right neighbour from it. A light flower
# stands on dark leaves. Will its *left* rim come out positive or negative? And its right rim?

# %%
difference = np.array([[1, -1]])
axes = plotting.panels(2, titles=["the flower", "after (1, −1)"], size=4)
plotting.images(flower, ax=axes[0])
plotting.feature_maps(corr2d(flower, difference), ax=axes[1])
plotting.show(
    axes,
    alt="Left: a round light flower on dark leaves. Right: everything smooth is grey; the flower's "
    "left rim is dark, its right rim is light, and so it is with every petal.",
)

# %% [markdown]
# At the left rim it goes from dark to light: dark minus light is **negative**, and drawn dark. At
# the right rim it is **positive**. At the top and at the bottom, where the rim runs level, there
# is nothing: a pixel and its right neighbour are alike there.
#
# In chapter 01 the filter was (−1, 1). It gives the same map with light and dark exchanged.

# %% [markdown]
# ## 2. Blur: the mean of nine
#
# Take nine taps of $\tfrac19$. Each sum is then the mean of a pixel and its eight neighbours. This
# filter is called a **box blur**.
#
# **Predict.** A picture is 0 on its left side and 0.9 on its right side. In each row, the values
# are 0, 0, 0, 0.9, 0.9, 0.9. What does the box blur make of them?

# %%
box = np.ones((3, 3)) / 9
step = np.tile([0, 0, 0, 0.9, 0.9, 0.9], (3, 1))
corr2d(step, box).round(3)

# %% [markdown]
# 0, 0.3, 0.6, 0.9: the cliff has become stairs. Flat parts stay as they are, and sudden changes are
# spread out. On the photograph this looks like glasses that are too weak:

# %%
roof = temple[15:85, 35:140]
axes = plotting.panels(2, titles=["a part of the photograph", "after the box blur"], size=4)
for ax, picture in zip(axes, [roof, corr2d(roof, box)], strict=True):
    plotting.images(picture, limits=(0, 1), ax=ax)
plotting.show(
    axes,
    alt="Left: the temple's roofs, each tile and pillar to be seen. Right: the same, equally "
    "bright, but fine lines have run together into grey.",
)

# %% [markdown]
# **What if** the box has 9 × 9 taps?
#
# <details><summary>Answer</summary>
#
# Then each tap is $\tfrac1{81}$, and a cliff becomes stairs of nine steps: the picture is blurred
# much more, and it becomes 8 rows and 8 columns smaller. Try it: `corr2d(roof, np.ones((9, 9)) /
# 81)`.
#
# </details>

# %% [markdown]
# ## 3. What the sum of the taps does
#
# Most of a photograph is nearly flat: sky, water, walls. So ask first what a filter makes of a flat
# part. Let all pixels under the window have the same brightness $c$. Then
#
# $$c\,w_{00} + c\,w_{01} + \dots + c\,w_{22} = c\,(w_{00} + w_{01} + \dots + w_{22}).$$
#
# Only **the sum of the taps** counts there, not where they stand.
#
# **Predict.** Here are three filters: the box blur; a single 2 in the middle of zeros; and the
# filter with the 8. What are their sums? The sky has a brightness of about 0.9. What becomes of it
# in each case?

# %%
twice = np.array([[0, 0, 0], [0, 2, 0], [0, 0, 0]])
axes = plotting.panels(3, titles=["sum 1", "sum 2", "sum 0"])
for ax, w in zip(axes, [box, twice, edges], strict=True):
    plotting.images(corr2d(temple, w), limits=(0, 1), ax=ax)
plotting.show(
    axes,
    alt="Three times the temple; black is 0 or less, white is 1 or more. Left, sum 1: blurred, as "
    "bright as before. Middle, sum 2: sky and water are plain white, trees are light. Right, sum "
    "0: black, with white lines along roofs, pillars and leaves.",
)

# %% [markdown]
# | sum of the taps | a flat part of brightness $c$ becomes | seen as a whole |
# |---|---|---|
# | 1 | $c$ | as bright as before |
# | 2 | $2c$ | twice as bright; what is above 1 is shown as white |
# | 0 | 0 | black, or grey if 0 is shown as grey: only changes are left |
#
# So the sky of 0.9 stays 0.9, becomes 1.8, or vanishes. A filter whose taps sum to 0 gives negative
# numbers too. To see them, 0 is drawn as grey, as in the first figure.
#
# ### Move the taps yourself
#
# Below is a slider for each tap: ← and → change it by 0.1, with Shift by 1. The middle picture is
# drawn by the page itself, so that it follows at once. The right one is made by **your** `corr2d`,
# a moment later. You can also choose a photograph of your own; it goes no further than to the
# Python behind this page.
#
# **Predict**, then try each on the sliders:
#
# 1. You want the picture half as bright, and not blurred. Which taps?
# 2. What does a single 1 do if it stands not in the middle of all, but in the middle of the *right*
#    column?
#
# <details><summary>Answers</summary>
#
# 1. A single 0.5 in the middle, zeros elsewhere.
# 2. Each pixel takes the value of its right neighbour. So the whole picture moves to the **left**
#    by one pixel.
#
# </details>

# %%
filters = datasets.hand_made_filters()
pictures = {"temple": temple, "flower": flower, "digit": datasets.digit()}
first = {name: filters[name] for name in ["nothing at all", "box blur", "soft blur"]}
filter_sliders(pictures, first, function=corr2d)

# %% [markdown]
# **What if** a blur should keep more of the middle?
#
# <details><summary>Answer</summary>
#
# Make the taps in the middle larger than those outside: the *soft blur* in the list does so, with
# 5 × 5 taps. Their sum must stay 1. The button "Divide by the sum" sees to that.
#
# </details>

# %% [markdown]
# ## 4. Sharpen
#
# Blurring takes a pixel *towards* its neighbours. Do the opposite, and take it *away* from them: to
# the pixel $p$, add four times what it differs from the mean of its four neighbours $a, b, c, d$.
#
# $$p + 4\left(p - \frac{a + b + c + d}{4}\right) = 5p - a - b - c - d$$
#
# So the filter has a 5 in the middle and −1 on the four sides. The sum is 1.
#
# **Predict.** In a picture, each row is 0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6. What comes out
# beside the edge? Compute the two pixels next to it.

# %%
sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
step = np.tile([0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6], (3, 1))
ax = plotting.signal(step[1], label="a row of the picture")
plotting.signal(corr2d(step, sharpen)[0], start=1, label="sharpened", ax=ax).set_xlabel("column")
plotting.show(
    ax,
    alt="A step from 0.2 to 0.6. Sharpened, it falls to −0.2 just before the step and rises to 1 "
    "just after it; elsewhere nothing has changed.",
)

# %% [markdown]
# On the dark side: 5 · 0.2 − (0.2 + 0.2 + 0.2 + 0.6) = **−0.2**. On the light side:
# 5 · 0.6 − (0.6 + 0.6 + 0.6 + 0.2) = **1.0**. The step of 0.4 has become one of 1.2. The dark side
# is darker than dark just before the edge, and the light side lighter just after it: that is what
# the eye takes for sharp. What lies below 0 or above 1 is cut off when it is shown.

# %%
axes = plotting.panels(2, titles=["a part of the photograph", "sharpened"], size=4)
for ax, picture in zip(axes, [roof, corr2d(roof, sharpen)], strict=True):
    plotting.images(picture, limits=(0, 1), ax=ax)
plotting.show(
    axes,
    alt="Left: the temple's roofs. Right: the same, equally bright, with hard outlines; along the "
    "roofs runs a white seam, and the sky has become grainy.",
)

# %% [markdown]
# **What if** the photograph is grainy, as if taken in the dark?
#
# <details><summary>Answer</summary>
#
# Then the grain is sharpened too. If each pixel carries noise of its own, noise of size 1 (its
# standard deviation) comes out with the size $\sqrt{w_{00}^2 + w_{01}^2 + \dots}$. For this filter
# it is $\sqrt{29} = 5.4$. For the box blur it is $\tfrac13$: a mean of nine calms the noise. You
# cannot have both.
#
# </details>

# %% [markdown]
# ## 5. Lines in four directions
#
# Write 2, 2, 2 in one row of a filter, and −1 in the rows beside it. The sum is 0. Turn it, and
# you have four filters: they are called **line detectors**.

# %%
names = ["level lines", "upright lines", "falling lines", "rising lines"]
four = np.stack([filters[name] for name in names])
plotting.show(
    plotting.filters(four[:, None], titles=names, columns=4),
    alt="Four filters of 3 by 3, light for 2 and dark for −1. The light taps stand in the middle "
    "row; in the middle column; on the diagonal that falls to the right; on the one that rises.",
)

# %% [markdown]
# **Predict.** The picture below has four lines. What does each of the four filters leave of it?
# Begin with the first: what does "−1, 2, −1 from top to bottom" make of an *upright* line?

# %%
lines = np.zeros((24, 24))
lines[5, 1:10] = lines[1:10, 17] = 1
for i in range(9):
    lines[13 + i, 1 + i] = lines[13 + i, 22 - i] = 1
plotting.show(
    plotting.images(lines),
    alt="Four white lines on black, one in each quarter: level at the top left, upright at the top "
    "right, falling to the right at the bottom left, rising to the right at the bottom right.",
)

# %%
maps = np.stack([corr2d(lines, w) for w in four])
plotting.show(
    plotting.feature_maps(maps, titles=names, columns=4),
    alt="Four feature maps. In each, the line of the filter's own direction is bright yellow with "
    "dark seams. The others are faint: of a level or upright line only the ends are left, of a "
    "slanted one a pale pattern of light and dark.",
)

# %% [markdown]
# Each filter gives 6 on its own line: three pixels times 2. What it makes of the other lines lies
# between −2 and 2. Take the first filter on the upright line: each window holds one pixel in each
# of the three rows, −1 + 2 − 1 = 0, and only the ends of the line are left. A slanted line is a
# stair of pixels. A window beside it holds only one or two of them, and so a little is left there.
#
# So four filters of nine numbers tell four directions apart. The first layer of a trained
# network learns filters of this kind; you will see them in chapter 14.
#
# **What if** you add the four line detectors, tap by tap?
#
# <details><summary>Answer</summary>
#
# In the middle stands 2 + 2 + 2 + 2 = 8. At each other place one of the four has 2 and three have
# −1, which gives −1. That is exactly the filter with the 8: it looks for lines and edges in every
# direction. Try it: `four.sum(axis=0)`.
#
# </details>

# %% [markdown]
# ### Two names for one thing, and one name for two
#
# The **edge enhance** filter subtracts the left neighbour: $\begin{pmatrix} 0 & 0 & 0 \\ -1 & 1 & 0
# \\ 0 & 0 & 0 \end{pmatrix}$. You know it: it is (−1, 1) in a frame of zeros. But in some notes you
# read:
#
# ✗ *"Negative corners and zeros elsewhere: this is the edge enhance filter."*
#
# It tempts, since negative taps are what edge filters have.
#
# **Predict.** What is the sum of four taps of −1? What becomes of a sky of 0.9?

# %%
corners = np.array([[-1, 0, -1], [0, 0, 0], [-1, 0, -1]])
z = corr2d(temple, corners)
print(f"sum of the taps {corners.sum()}; the numbers go from {z.min():.2f} to {z.max():.2f}")
plotting.show(
    plotting.feature_maps(z),
    alt="The temple as a negative, blurred: sky and water are darkest, from −3 to −4, the dark "
    "trees are nearest to 0. No line marks an edge.",
)

# %% [markdown]
# The sky of 0.9 becomes −3.6. Not one number is positive. It is the mean of four neighbours, times
# −4: a blurred negative, and no edge is marked. **An edge is a difference. To see differences and
# nothing else, a filter needs taps of both signs, and their sum must be 0.**

# %% [markdown]
# ### Emboss
#
# This filter is called **emboss**:
#
# $$\begin{pmatrix} -2 & -1 & 0 \\ -1 & 1 & 1 \\ 0 & 1 & 2 \end{pmatrix}$$
#
# **Predict.** What is the sum of its taps? What will a flat part look like? And where will it be
# lighter than before: where the picture grows lighter towards the lower right, or where it grows
# darker?

# %%
axes = plotting.panels(2, titles=["temple, embossed", "flower, embossed"], size=4)
for ax, picture in zip(axes, [temple, flower], strict=True):
    plotting.images(corr2d(picture, filters["emboss"]), limits=(0, 1), ax=ax)
plotting.show(
    axes,
    alt="Temple and flower look as if stamped into metal and lit from one side: seams are white "
    "on one side and black on the other. Flat parts are as bright as in the photographs.",
)

# %% [markdown]
# The sum is 1: flat parts stay as they are. Take away the 1 in the middle, and a difference
# remains, from the upper left (negative) to the lower right (positive). So it is lighter where the
# picture grows lighter in that direction, and darker where it grows darker. The eye takes that for
# light that falls on a relief.

# %% [markdown]
# ## 6. Slanted edges, and a filter of your own
#
# An edge that runs at 45° is dark on one side of a diagonal and light on the other. Which filter
# finds it? In one set of notes stands this one:
#
# ✗ *"A 45° edge detector:* $\begin{pmatrix} 0.6 & 0.2 & 0 \\ 0.2 & 0 & 0.2 \\ 0 & 0.2 & 0.6
# \end{pmatrix}$*"*
#
# It tempts, since its large taps lie on a diagonal.
#
# **Predict.** What is its sum? What will it make of the sky, and of a single white dot?

# %%
printed = filters["printed as a slanted edge"]
dot = np.zeros((5, 5))
dot[2, 2] = 1
axes = plotting.panels(2, titles=["the temple, sum 2", "a single white dot"], size=3.6)
plotting.images(corr2d(temple, printed), limits=(0, 1), ax=axes[0])
plotting.matrix(corr2d(dot, printed), ax=axes[1])
plotting.show(
    axes,
    alt="Left: the temple, far too bright, sky and water plain white, smeared along the falling "
    "diagonal. Right: the dot has become 0.6 and 0.6 on the diagonal and four times 0.2 beside it.",
)

# %% [markdown]
# Its sum is 2, and it has no negative tap. It makes everything twice as bright and smears it along
# the diagonal: it is a **blur in one direction**. A flat sky gives the largest numbers of all. An
# edge detector must give 0 there.
#
# ### Exercise 1: `design_filter` (2 points)
#
# Make one that works. Your filter is tried on pictures: flat ones, and ones with an edge. Every
# filter that does what is asked is right.
#
# **Predict** first, on paper: lay your filter on an edge at 45°, with the light side under its
# positive taps. What is the sum? And on an upright edge?


# %% solution="design_filter"
def design_filter():
    """Return a filter that answers to slanted edges, and to nothing flat.

    It is used as your corr2d uses it, and judged by what it does:

    - A flat picture of any brightness gives 0.
    - Where one side of a diagonal is dark and the other is light, its largest
      absolute answer is at least 1.2 times as large as on an upright or level
      edge of the same contrast. One of the two diagonals is enough.

    Returns nine numbers, three rows of three.
    """
    ### BEGIN SOLUTION
    return np.array([[1, 1, 0], [1, 0, -1], [0, -1, -1]])
    ### END SOLUTION


# %% check="design_filter"
check("design_filter", design_filter)

# %%
i, j = np.mgrid[0:9, 0:9]
for name, edge in [("flat", i > -1), ("level", i > 4), ("upright", j > 4)]:
    print(f"{name:8} {np.abs(corr2d(edge, design_filter())).max():.2f}")
for name, edge in [("rising", i + j > 8), ("falling", i > j)]:
    print(f"{name:8} {np.abs(corr2d(edge, design_filter())).max():.2f}")

# %% [markdown]
# Nothing on the flat picture, and the largest answer on one of the two slanted edges.
#
# **What if** the filter should find the other diagonal?
#
# <details><summary>Answer</summary>
#
# Mirror it: `design_filter()[:, ::-1]`, if it is an array. Left and right change places, and with
# them the two diagonals.
#
# </details>

# %% [markdown]
# ## 7. How strong is an edge, whichever way it runs?
#
# The most famous edge filters come in a pair. They are named after Irwin Sobel.
#
# $$S_x = \begin{pmatrix} -1 & 0 & 1 \\ -2 & 0 & 2 \\ -1 & 0 & 1 \end{pmatrix}
# \qquad S_y = \begin{pmatrix} -1 & -2 & -1 \\ 0 & 0 & 0 \\ 1 & 2 & 1 \end{pmatrix}$$
#
# $S_x$ asks: is it lighter on the right than on the left? $S_y$ asks the same of below and above.
# The middle row and column count double, which calms noise a little. Call the two feature maps
# $g_x$ and $g_y$.
#
# **Predict.** A picture is 0 on one side and 1 on the other. How large are $g_x$ and $g_y$ at an
# upright edge? At a level one? At one that runs at 45°?

# %%
sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
for name, edge in [("upright", j > 4), ("level", i > 4), ("45°", i + j > 8)]:
    gx, gy = corr2d(edge, sobel_x), corr2d(edge, sobel_x.T)
    print(f"{name:8}  gx {gx.max():.0f}  gy {gy.max():.0f}")

# %% [markdown]
# 4 and 0; 0 and 4; 3 and 3. Neither map alone sees every edge. Join them as the two sides of a
# right triangle, by the theorem of Pythagoras:
#
# $$\text{strength} = \sqrt{g_x^2 + g_y^2}$$
#
# At the slanted edge this is $\sqrt{9 + 9} = 4.24$, nearly the 4 of the others. If you added 3 and
# 3, a slanted edge would count 6. (The two numbers are an arrow: it points to where the picture
# becomes lighter, and its length is the strength. Chapter 07 calls such an arrow a *gradient*.)
#
# ### Exercise 2: `sobel_magnitude` (3 points)
#
# You may use `corr2d`.


# %% solution="sobel_magnitude"
def sobel_magnitude(image):
    """Return how strong the edge is at each place: the root of gx² + gy².

    gx is the cross-correlation of the picture with
    (-1 0 1 / -2 0 2 / -1 0 1), gy with (-1 -2 -1 / 0 0 0 / 1 2 1).

    image: array of shape (H, W), the picture. H and W are at least 3 and may
           differ. It may hold any type of number, also whole numbers from 0
           to 255 (uint8).

    Returns an array of shape (H - 2, W - 2): one number for each window that
    lies wholly inside. Leave the picture as it is.
    """
    ### BEGIN SOLUTION
    sobel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    gx = corr2d(image, sobel)
    gy = corr2d(image, sobel.T)
    return np.sqrt(gx**2 + gy**2)
    ### END SOLUTION


# %% check="sobel_magnitude"
check("sobel_magnitude", sobel_magnitude)

# %%
axes = plotting.panels(2, titles=["temple", "flower"], size=4)
for ax, picture in zip(axes, [temple, flower], strict=True):
    plotting.images(sobel_magnitude(picture), ax=ax)
plotting.show(
    axes,
    alt="Outlines, white on black: roofs, pillars and trees of the temple; the round rim of the "
    "flower, all the way around, and the rim of every petal.",
)

# %% [markdown]
# The rim of the flower is closed now: left, right, top and bottom. Compare it with the second
# figure of this chapter.

# %% [markdown]
# ## 8. Filters that are a column times a row
#
# Look at $S_x$ once more. Each of its rows is a multiple of (−1, 0, 1): once, twice, once.
#
# $$\begin{pmatrix} 1 \\ 2 \\ 1 \end{pmatrix} \begin{pmatrix} -1 & 0 & 1 \end{pmatrix} =
# \begin{pmatrix} -1 & 0 & 1 \\ -2 & 0 & 2 \\ -1 & 0 & 1 \end{pmatrix}$$
#
# The tap in row $u$, column $v$ is the column's number $u$ times the row's number $v$. NumPy calls
# this product `np.outer(column, row)`. A filter that can be written in this way is **separable**.
#
# It saves work. Slide the column over the picture first, and then the row over the result: that
# gives the same numbers as the whole filter.

# %%
column, row = np.array([1, 2, 1]), np.array([-1, 0, 1])
in_two_steps = corr2d(corr2d(roof, column[:, None]), row[None, :])
print(f"largest difference: {np.abs(in_two_steps - corr2d(roof, sobel_x)).max():.6f}")

# %% [markdown]
# (`column[:, None]` is the column as a filter of 3 × 1, `row[None, :]` the row as one of 1 × 3.)
#
# **Predict.** How many multiplications does one number of the output take in each way? And for a
# filter of 7 × 7?
#
# <details><summary>Answer</summary>
#
# 3 · 3 = 9 in one step, 3 + 3 = 6 in two. For 7 × 7 it is 49 against 14.
#
# </details>
#
# **Predict.** Which of these are separable: the box blur, the sharpen filter, the filter with the
# 8? Look at their rows.
#
# ### How to find the two
#
# If the filter is a column times a row, then *every* row of it is a multiple of one row. So take
# one that is not all zeros: the row through the tap that is farthest from 0, be it positive or
# negative. And take the column through the same tap. Now that tap is contained in both of them; so
# divide one of them by it. That is the only pair that there can be, up to a factor. Then multiply,
# and compare with the filter.
#
# ### Exercise 3: `separable` (3 points)


# %% solution="separable"
def separable(w):
    """Split a filter into a column and a row, if that is possible.

    w: array of shape (KH, KW), the filter. KH and KW may differ. Any of its
       taps may be negative or 0, also all of them. It may hold any type of
       number, also whole numbers from 0 to 255 (uint8), and numbers that are
       not exact, such as 0.1. Taps may be as small as 0.0001, or as large as
       10,000.

    Returns (column, row), of shapes (KH,) and (KW,), with np.outer(column, row)
    equal to w, up to 1e-6 of the largest tap; or None if there is no such pair.
    A filter of zeros is separable. You may use np.linalg.
    """
    ### BEGIN SOLUTION
    w = np.array(w, dtype=float)
    i, j = np.unravel_index(np.abs(w).argmax(), w.shape)  # where the largest tap stands
    largest = w[i, j]
    if largest == 0:
        return w[:, j], w[i]
    column, row = w[:, j], w[i] / largest
    if np.abs(np.outer(column, row) - w).max() > 1e-6 * abs(largest):
        return None
    return column, row
    ### END SOLUTION


# %% check="separable"
check("separable", separable)

# %% [markdown]
# Now go through all the filters of this chapter.

# %%
for name, w in filters.items():
    pair = separable(w)
    column, row = (np.round(part, 3) + 0.0 for part in pair or ([], []))
    print(f"{name:26}", f"{column} times {row}" if pair else "–")

# %% [markdown]
# Your columns and rows may be others: doubling one and halving the other changes nothing.
#
# The two blurs are separable, and Sobel's pair. So are the detectors of level and of upright lines,
# but not the slanted ones. Sharpening is not, and neither is the filter with the 8: its first row
# is no multiple of its second.
#
# **What if** a filter is a *sum* of two products?
#
# <details><summary>Answer</summary>
#
# Then it takes two columns and two rows. For 3 × 3 these are 12 multiplications in place of 9: no
# gain. But for a filter of 15 × 15 they are 60 in place of 225. Every filter is a sum of such
# products, at most as many as it has rows. The least number is called its *rank*; a separable
# filter has rank 1 (or 0).
#
# </details>

# %% [markdown]
# ## 9. All of them, in your hands
#
# Here are all filters of this chapter, and the two that are printed under wrong names. Choose one
# and predict before you look: will flat parts stay, vanish, or become brighter? Which edges will be
# seen, and on which side will they be light? Then move a tap, and watch.
#
# 1. Choose *edges*, and make the 8 a 9. Why is the picture back?
# 2. Choose *Sobel x*, and turn it into *Sobel y* by moving taps.
# 3. Choose a photograph of your own. Which filter shows best what is in it?

# %%
filter_sliders(pictures, filters, function=corr2d)

# %% [markdown]
# <details><summary>Answer to 1</summary>
#
# The sum is now 1: the filter gives the picture *plus* its edges. It sharpens, more strongly than
# the one with the 5. (Take the tick away from "Show 0 as grey" to see it in the right light.)
#
# </details>

# %% [markdown]
# **What if** your `corr2d` flipped the filter, as a convolution does?
#
# <details><summary>Answer</summary>
#
# The blurs, sharpen, and all that look the same after half a turn would not change. Sobel's maps
# would change their sign, so light and dark seams change places. Their strength would not: squares
# do not mind a sign. The panel of your function would say that its numbers are others than in the
# preview.
#
# </details>

# %% [markdown]
# ## You can now …
#
# - say what a filter makes of a flat part: the sum of its taps tells;
# - blur, sharpen and emboss a photograph, and say why noise suffers or grows;
# - find lines and edges in a chosen direction, with taps of both signs and the sum 0;
# - unmask a filter that is sold under a wrong name;
# - measure the strength of an edge with Sobel's two filters and Pythagoras;
# - split a separable filter into a column and a row, and count what that saves.
#
# **Next:** every picture became two rows and two columns smaller. Chapter 03 is about the border:
# padding, stride, and how large the output is.
