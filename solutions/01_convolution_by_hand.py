# %% [markdown]
# # 01 · Convolution by hand
#
# **In this chapter you slide a small filter over a signal and over a picture, first by hand and
# then in code, and you learn when the filter must be turned around.**

# %% setup
import numpy as np

from cnnkit import datasets, plotting
from cnnkit.checks import check
from cnnkit.widgets import stepper

# %%
four = datasets.digit()
edges = four[:, 1:] - four[:, :-1]  # each pixel minus the one to its left
axes = plotting.panels(2, titles=["a picture", "what a filter makes of it"])
plotting.images(four, ax=axes[0])
plotting.feature_maps(edges, ax=axes[1])
plotting.show(
    axes,
    alt="Left: the digit 4, light on dark. Right: each upright stroke has become a light line "
    "where the ink begins and a dark line where it ends; everything else is grey.",
)

# %% [markdown]
# Left: a 4, in light ink on dark paper. Right: the same 4, seen through a filter of two numbers,
# −1 and 1. Go from left to right: where ink begins, the right-hand picture is light; where ink
# ends, it is dark; where nothing changes, it is grey. It takes nothing but multiplying and adding.
# At the end of the chapter you make this picture with a function of your own.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 2 hours |
# | you need | Python loops, and `x[i, j]` for one element of a NumPy array |
# | points | 8, in three exercises |
# | computer | 7 s of processor time and 151 MB of memory for one run of the whole notebook |
#
# **How to work.** Run the cells from top to bottom, each with Shift + Enter. Each part goes
# through four steps: *predict → write → check → see*.
#
# - Where it says **Predict**, stop and write your guess on paper before you run the next cell. A
#   wrong guess is worth more than none: it shows you what you believed.
# - Where a cell says `raise NotImplementedError`, put your own code in place of that line. Then
#   run the check under it, as often as you like. It names the mistake if it knows it. Your work is
#   graded with other numbers of the same kinds.
# - Cells that draw a figure are there to be run. You need not understand every line of them.
# - Answers that are folded away open with a click.
# - ✗ marks a sentence that you may meet in lecture notes and that is wrong.

# %% [markdown]
# ## 1. A window slides along a signal
#
# A microphone writes down twelve times how loud a room is. One number follows another: such a row
# of numbers is called a **signal**.

# %%
loud = np.array([0, 0, 1, 3, 3, 3, 3, 1, 0, 0, 2, 0])
ax = plotting.signal(loud, label="loudness")
ax.set_xlabel("moment")
plotting.show(ax, alt="Twelve points, joined by a line: 0, 0, 1, 3, 3, 3, 3, 1, 0, 0, 2, 0.")

# %% [markdown]
# When does it *change*? Look at two neighbours at a time. Multiply the first by −1, the second by
# 1, and add the two products. Then move one place to the right, and do the same again.
#
# | the window starts at | it shows | the products | their sum |
# |---|---|---|---|
# | 0 | 0, 0 | 0, 0 | **0** |
# | 1 | 0, 1 | 0, 1 | **1** |
# | 2 | 1, 3 | −1, 3 | **2** |
#
# The two numbers (−1, 1) are called a **filter**. Each of them is a **tap**. The part of the
# signal that lies under the filter is called the **window**.
#
# **Predict.**
#
# 1. What is the sum where the loudness stays the same? What is it where the loudness falls?
# 2. The signal has 12 values and the filter has 2 taps. How many sums are there?
#
# <details><summary>Answers</summary>
#
# 1. Where it stays the same the sum is 0: from 3 to 3 it is −3 + 3. Where it falls the sum is
#    negative: from 3 to 1 it is −3 + 1 = −2.
# 2. The window can start at 0, 1, …, 10. That is 11 places, one fewer than values. At place 11 the
#    second tap would hang over the end.
#
# </details>
#
# **Check it.** Click on the stepper below, and move the window with the arrow keys ← and →. You
# see the window, the products, and the sums so far. (Leave the switch that flips the filter alone:
# it is for part 8.)

# %%
rise = np.array([-1, 1])
stepper(loud, rise)

# %% [markdown]
# ### The rule as a formula
#
# Call the signal $x$, the filter $w$, the number of taps $K$, and let $y[n]$ be the sum at place
# $n$.
#
# $$y[n] = x[n]\,w[0] + x[n+1]\,w[1] + \dots + x[n+K-1]\,w[K-1] = \sum_{u=0}^{K-1} x[n+u]\,w[u]$$
#
# The sign Σ (a Greek S, for *sum*) is a loop that adds: $u$ runs from 0 to $K-1$, and each time
# $x[n+u]\,w[u]$ is added. So there are two counters: $n$ says **where the window starts**, $u$
# says **which tap**.
#
# A signal of $L$ values has $L-K+1$ places for a window of $K$ taps. Test it on the smallest case:
# if $L = K$, the window fits exactly once.
#
# **Predict.** Take the signal (1, 2, 4, 7) and the filter (1, 0, −2). How many sums are there, and
# what are they? Use pen and paper.
#
# <details><summary>Answer</summary>
#
# There are 4 − 3 + 1 = 2 sums: 1·1 + 2·0 + 4·(−2) = **−7** and 2·1 + 4·0 + 7·(−2) = **−12**.
#
# </details>

# %% [markdown]
# ### Exercise 1: `corr1d` (2 points)
#
# Write the formula as code. Two loops are enough. `len(x)` is the number of values in x, and
# `np.zeros(5)` makes a row of five zeros that you can write into.


# %% solution="corr1d"
def corr1d(x, w):
    """Slide the filter w along the signal x: multiply, add up, move on by one.

    y[n] = x[n] * w[0] + x[n + 1] * w[1] + ... + x[n + K - 1] * w[K - 1]

    x: array of shape (L,), the signal, of any length. It may hold any type of
       number, also whole numbers from 0 to 255 (uint8).
    w: array of shape (K,), the filter. Any number of taps from 1 to L.

    Returns the sums, L - K + 1 of them: one for each window that lies wholly
    inside x. Leave x and w as they are.
    """
    ### BEGIN SOLUTION
    places = len(x) - len(w) + 1
    y = np.zeros(places)
    for n in range(places):
        for u in range(len(w)):
            y[n] += float(x[n + u]) * float(w[u])
    return y
    ### END SOLUTION


# %% check="corr1d"
check("corr1d", corr1d)

# %% [markdown]
# Now see what your function says about the room.

# %%
change = corr1d(loud, rise)
ax = plotting.signal(loud, label="loudness x")
plotting.signal(change, label="change y", ax=ax).set_xlabel("place n")
plotting.show(
    ax,
    alt="The loudness, and its change: 0, 1, 2, 0, 0, 0, −2, −1, 0, 2, −2. The change is positive "
    "where the loudness grows, negative where it falls, and 0 where it stays the same.",
)

# %% [markdown]
# **What if** the filter is $(\tfrac13, \tfrac13, \tfrac13)$?
#
# <details><summary>Answer</summary>
#
# Each sum is the mean of three neighbours. Short peaks become lower and wider: the signal is
# smoothed. Try it: `corr1d(loud, np.array([1, 1, 1]) / 3)`.
#
# </details>

# %% [markdown]
# **What if** the filter is as long as the signal?
#
# <details><summary>Answer</summary>
#
# Then there is one place, and one sum: $L - K + 1 = 1$. One filter that covers everything is what
# a *dense* layer has, which you meet in chapter 06. A *convolutional* layer has a short filter
# that moves.
#
# </details>

# %% [markdown]
# ## 2. One neuron, at every place
#
# Look at the formula from further away. The output at place $n$ depends on a short segment of the
# signal, and on nothing else:
#
# $$y[n] = A(x[n],\, x[n+1],\, \dots,\, x[n+K-1])$$
#
# $A$ is a small machine with $K$ inputs and one output. **The same** $A$ works at every place. In
# a neural network this machine is a **neuron**:
#
# $$A(x) = \sigma(Wx + b)$$
#
# - Here $x$ stands for the short segment under the window, and $Wx$ is your sum of products. The
#   taps are called *weights* now.
# - $b$ is one number, the *bias*. It says how large the sum must be before the neuron answers.
# - $\sigma$ is a *squashing function*: it presses every number into the range from 0 to 1. Here we
#   take $\sigma(z) = 1/(1+e^{-z})$. It gives ½ at $z = 0$, nearly 0 far below, and nearly 1 far
#   above. Chapter 06 looks at such functions closely.
#
# **Predict.** Let $W = (-4, 4)$ and $b = -6$. Then $Wx + b$ is four times the change, less 6. At
# which places is the answer above ½?

# %%
z = corr1d(loud, np.array([-4, 4])) - 6
answer = 1 / (1 + np.exp(-z))
ax = plotting.signal(loud, label="loudness x")
plotting.signal(answer, label="answer of the neuron", ax=ax).set_xlabel("place n")
plotting.show(
    ax,
    alt="The loudness, and the answer of the neuron: 0.88 at places 2 and 9, 0.12 at place 1, and "
    "almost 0 at every other place.",
)

# %% [markdown]
# The sum is above 0 only where the change is more than 1.5: at place 2 (from 1 to 3) and at place
# 9 (from 0 to 2). There the answer is 0.88. This neuron is a detector of steep rises, wherever
# they happen. It has three numbers, two weights and a bias, and they serve at all 11 places.

# %% [markdown]
# ## 3. A picture is a matrix
#
# A grey picture is a table of numbers, a **matrix**: one number for each **pixel**. Here 0 is dark
# and 1 is light. The 4 above has 28 rows of 28 pixels.
#
# **Predict.** How many numbers is that?

# %%
four.shape, four.size

# %%
axes = plotting.panels(2, titles=["the digit", "the numbers in the frame"], size=3.6)
plotting.window(four, 11, 15, 6, 6, values=False, ax=axes[0])
plotting.matrix(four[11:17, 15:21].round(1), ax=axes[1])
plotting.show(
    axes,
    alt="Left: the digit 4 with a frame around 6 by 6 pixels where two strokes cross. Right: the "
    "36 numbers in that frame, from 0 for dark to 1 for light.",
)

# %% [markdown]
# 784 numbers. `four[i, j]` is the one in row $i$, counted from the top, and column $j$, counted
# from the left. Rows come first.
#
# ### A trap: small whole numbers
#
# Photographs are stored as whole numbers from 0 to 255, because each then fits in 8 bits. NumPy
# calls the type `uint8`.
#
# **Predict.** What is 200 + 100 in this type?

# %%
np.array([200], dtype=np.uint8) + np.array([100], dtype=np.uint8)

# %% [markdown]
# 300 does not fit. NumPy starts again at 0 after 255, and 300 − 256 = 44 is left, without a
# warning. So compute your sums in `float` numbers. The checks try `uint8` signals and pictures: if
# one of them complained about whole numbers in part 1, this is why.

# %% [markdown]
# ## 4. A window slides over a picture
#
# Here is a picture of 6 × 6 pixels, and a filter of 3 × 3 taps in the form of an X. A window of
# the filter's size lies on the upper left corner.

# %%
patch, x_filter = datasets.worked_example()
axes = plotting.panels(2, titles=["the picture and the first window", "the filter"])
plotting.window(patch, 0, 0, 3, 3, ax=axes[0])
plotting.matrix(x_filter, ax=axes[1])
plotting.show(
    axes,
    alt="Left: 6 by 6 numbers from 0 to 0.9, with a frame around the upper left 3 by 3. Right: the "
    "filter, five ones in the form of an X, and zeros between them.",
)

# %% [markdown]
# In two dimensions, nothing is new: each tap is multiplied by the pixel under it, and the nine
# products are added up. At the upper left corner:
#
# $$\begin{aligned}
# & 0 \cdot 1 + 0 \cdot 0 + 0 \cdot 1 \\
# +\; & 0.2 \cdot 0 + 0.8 \cdot 1 + 0 \cdot 0 \\
# +\; & 0.2 \cdot 1 + 0.9 \cdot 0 + 0 \cdot 1 \quad = \quad 0.8 + 0.2 \quad = \quad 1.0
# \end{aligned}$$
#
# The window then moves to the right by one pixel. At the end of the row it goes back to the left,
# one row lower. Every place gives one number. These numbers make a new picture, which is called a
# **feature map**.
#
# **Predict.** Move the window to the right by one. What is the sum there?
#
# <details><summary>Answer</summary>
#
# The window is now
#
# $$\begin{pmatrix} 0 & 0 & 0 \\ 0.8 & 0 & 0.3 \\ 0.9 & 0 & 0.3 \end{pmatrix}$$
#
# Under the five ones of the X lie 0 and 0, then 0 in the middle, then 0.9 and 0.3. The sum is
# **1.2**.
#
# </details>
#
# ### Move it yourself
#
# The same stepper, now with all four arrow keys. Look at the nine products, and add them up in
# your head before you look at the sum.

# %%
stepper(patch, x_filter)

# %% [markdown]
# ### One number is wrong
#
# In a well-known set of lecture slides, this very example ends with the following feature map. One
# of the sixteen numbers is wrong.

# %%
printed = np.array([[1, 1.2, 1.1, 0.9], [1.9, 2.7, 2.5, 1.9], [1, 2.1, 2.4, 1.4], [1, 1.8, 2, 1.8]])
plotting.show(
    plotting.matrix(printed),
    alt="The feature map as printed. First row: 1, 1.2, 1.1, 0.9. Second: 1.9, 2.7, 2.5, 1.9. "
    "Third: 1, 2.1, 2.4, 1.4. Fourth: 1, 1.8, 2, 1.8.",
)

# %% [markdown]
# **Find it**, with the stepper or by hand. Do not be shy: what is printed can be wrong. In part 5
# your code decides.
#
# <details><summary>Answer</summary>
#
# ✗ *1.9 in the second row, first column.* There the window is
#
# $$\begin{pmatrix} 0.2 & 0.8 & 0 \\ 0.2 & 0.9 & 0 \\ 0.3 & 0.8 & 0.7 \end{pmatrix}$$
#
# Its corners give 0.2 + 0 + 0.3 + 0.7 = 1.2, its middle gives 0.9. Together that is **2.1**. If
# you lose the 0.2 in the corner, you get 1.9. The wrong number tempts because it is as large as
# the numbers around it, and because it is printed.
#
# </details>

# %% [markdown]
# ## 5. How large is the feature map?
#
# **Predict.** The 3 × 3 window slides over a picture of 7 × 7 pixels. How many rows and columns
# has the feature map? And for a picture of 5 × 5?

# %%
axes = plotting.panels(3, titles=["the first place", "the last of the row", "the last of all"])
for ax, top, left in zip(axes, [0, 0, 4], [0, 4, 4], strict=True):
    plotting.window(np.ones((7, 7)), top, left, 3, 3, values=False, ax=ax)
plotting.show(
    axes,
    alt="Three grids of 7 by 7 pixels with a window of 3 by 3: in rows and columns 0 to 2; in "
    "rows 0 to 2 and columns 4 to 6; in rows and columns 4 to 6.",
)

# %% [markdown]
# The window's left edge can stand in column 0, 1, 2, 3 or 4. With column 5 it would hang over the
# edge. The same holds for the rows. So 7 × 7 gives **5 × 5**, and 5 × 5 gives **3 × 3**.
#
# It is the rule of the signal, once for each direction. Let the picture have $H$ rows and $W$
# columns, and the filter $KH$ rows and $KW$ columns. (Each is one name of two letters: K for
# *kernel*, another word for filter.) The feature map then has the size
#
# $$(H - KH + 1) \times (W - KW + 1).$$
#
# And the sum itself, now with two counters for the place and two for the tap:
#
# $$z[i, j] = \sum_{u=0}^{KH-1} \; \sum_{v=0}^{KW-1} x[i+u,\, j+v]\; w[u, v]$$

# %% [markdown]
# **What if** the picture has 4 rows and 9 columns, and the filter 2 rows and 5 columns?
#
# <details><summary>Answer</summary>
#
# 4 − 2 + 1 = 3 rows and 9 − 5 + 1 = 5 columns. Pictures and filters need not be square.
#
# </details>

# %% [markdown]
# ### Exercise 2: `corr2d` (4 points)
#
# The name is short for *cross-correlation in two dimensions*: that is the mathematical name of
# this sliding sum. Four loops are enough, two for the place and two for the tap. `x.shape` gives
# rows and columns of x, and `np.zeros((2, 3))` makes two rows of three zeros, to be written into.


# %% solution="corr2d"
def corr2d(x, w):
    """Slide the filter w over the picture x: multiply, add up, move on by one.

    z[i, j] = sum over u and v of x[i + u, j + v] * w[u, v]

    x: array of shape (H, W), the picture. H and W may differ. It may hold any
       type of number, also whole numbers from 0 to 255 (uint8).
    w: array of shape (KH, KW), the filter, not larger than x. KH and KW may
       differ; w need not be symmetric.

    Returns an array of shape (H - KH + 1, W - KW + 1): one sum for each window
    that lies wholly inside x. Leave x and w as they are.
    """
    ### BEGIN SOLUTION
    rows = x.shape[0] - w.shape[0] + 1
    columns = x.shape[1] - w.shape[1] + 1
    z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    z[i, j] += float(x[i + u, j + v]) * float(w[u, v])
    return z
    ### END SOLUTION


# %% check="corr2d"
check("corr2d", corr2d)

# %% [markdown]
# Now let it work on the example of part 4, and compare with the printed numbers.

# %%
z = corr2d(patch, x_filter)
axes = plotting.panels(2, titles=["your feature map", "minus the printed one"])
plotting.matrix(z, ax=axes[0])
plotting.matrix((z - printed).round(6), ax=axes[1])
plotting.show(
    axes,
    alt="Left: the feature map, with 2.1 in the second row, first column. Right: the difference "
    "from the printed one, 0 everywhere but there, where it is 0.2.",
)

# %% [markdown]
# Fifteen zeros and one 0.2: the slides print 1.9 where 2.1 is right. From now on you have a tool
# that is more reliable than print.

# %% [markdown]
# **What if** the picture were twice as bright, every number times 2?
#
# <details><summary>Answer</summary>
#
# Every product doubles, so every sum doubles: 2.1 becomes 4.2. And the sums of two pictures add:
# `corr2d(a + b, w)` is `corr2d(a, w) + corr2d(b, w)`. One says: the operation is *linear*.
#
# </details>

# %% [markdown]
# ## 6. Black and white: counting
#
# Let picture and filter hold only zeros and ones. A product is then 1 where *both* are 1, and 0
# otherwise. So the sum **counts the ones that overlap**. Think of the filter as a card with five
# holes, and count the light pixels you see through them.
#
# **Predict.** Lay the X over the letter below, at all nine places. What is the feature map?

# %%
letter = np.array(
    [[1, 0, 0, 1, 0], [1, 0, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [1, 0, 0, 1, 0]]
)
axes = plotting.panels(2, titles=["the letter", "the filter"])
plotting.matrix(letter, ax=axes[0])
plotting.matrix(x_filter, ax=axes[1])
plotting.show(
    axes,
    alt="Left: the letter K, drawn with ones on 5 by 5 zeros. Right: the X-shaped filter, 3 by 3.",
)

# %%
plotting.show(
    plotting.matrix(corr2d(letter, x_filter)),
    alt="The counts. First row: 2, 3, 0. Second row: 5, 0, 2. Third row: 2, 3, 0.",
)

# %% [markdown]
# The 5 stands where the arms of the K meet: all five holes show light. Look closely at that
# window. It holds a sixth light pixel, under a zero of the filter, and the count takes no notice
# of it. Part 7 comes back to this.

# %% [markdown]
# ## 7. Does a large sum mean "looks like the filter"?
#
# The X gives 5 on a perfect X, and less on nearly everything that you have tried. So you may read:
#
# ✗ *"The feature map is largest where the picture looks most like the filter."*
#
# It tempts because it holds in many examples.
#
# **Predict.** The picture below has an X in one corner and a block of nine ones in the opposite
# corner. Where is the feature map largest?

# %%
two_things = np.zeros((7, 7))
two_things[0:3, 0:3] = x_filter
two_things[4:7, 4:7] = 1
axes = plotting.panels(2, titles=["the picture", "the feature map"])
plotting.matrix(two_things, ax=axes[0])
plotting.matrix(corr2d(two_things, x_filter), ax=axes[1])
plotting.show(
    axes,
    alt="Left: 7 by 7 pixels with an X in the upper left corner and a block of nine ones in the "
    "lower right. Right: 5 by 5 sums; the greatest is 5, and it stands in both of these corners.",
)

# %% [markdown]
# Five for the X, and five for the block, which does not look like an X at all. The five ones of
# the filter lie on ones in both cases. The zeros of the filter take no notice of what lies under
# them. And if you make the block twice as bright, it beats the X with 10.
#
# ### What the sum does measure
#
# Write the numbers of the window in one row, and the taps in another. The sum of their products is
# called the **dot product** of the two rows. It depends on two things: how *alike* the rows are,
# and how *large* they are. The size of a row $a$ is called its **norm**,
# $\|a\| = \sqrt{a_0^2 + a_1^2 + \dots}\,$, as in the theorem of Pythagoras. Divide both norms
# away, and what is left measures likeness alone:
#
# $$\text{likeness}(a, w) = \frac{a_0 w_0 + a_1 w_1 + \dots}{\|a\|\,\|w\|}$$
#
# It is never above 1, and it is 1 only if the window is the filter, brighter or darker. (It is the
# cosine of the angle between the two rows.)
#
# **Predict.** Which comes first now: the X, the block, or the block that is twice as bright?

# %%
block = np.ones((3, 3))
for name, window in [("X", x_filter), ("block", block), ("bright block", 2 * block)]:
    total = (window * x_filter).sum()
    likeness = total / (np.linalg.norm(window) * np.linalg.norm(x_filter))
    print(f"{name:12}  sum {total:4.1f}  likeness {likeness:.3f}")

# %% [markdown]
# The X has likeness 1; both blocks have 0.745. So the sentence becomes true with one condition:
#
# > **Among windows of equal norm**, the sum is largest where the window looks most like the
# > filter.
#
# Test it: ten thousand random windows, all made to have the norm of the X. Does any of them reach
# 5?

# %%
rng = np.random.default_rng(seed=0)
windows = rng.normal(size=(10_000, 3, 3))
norms = np.sqrt((windows**2).sum(axis=(1, 2), keepdims=True))
windows = windows / norms * np.linalg.norm(x_filter)
largest = (windows * x_filter).sum(axis=(1, 2)).max()
print(f"the largest of 10,000 sums: {largest:.2f}")

# %% [markdown]
# None does. Real pictures do not keep the condition: their bright parts have larger norms than
# their dark parts. Keep that in mind when you read a feature map.

# %% [markdown]
# **What if** a filter should *mind* light where the X is dark?
#
# <details><summary>Answer</summary>
#
# Give it negative taps there: −1 in place of 0. The X still scores 5. The block scores 5 − 4 = 1.
# Try it: `corr2d(two_things, 2 * x_filter - 1)`.
#
# </details>

# %% [markdown]
# ## 8. Convolution turns the filter around
#
# The chapter is called *convolution*, and you have not made one yet. What you have made is the
# cross-correlation. The two differ in one thing, and an echo shows it.
#
# ### An echo
#
# You clap once in a large hall. You hear the clap (1), a moment later an echo half as loud (½),
# and then a weaker one (¼). So the hall is a filter: (1, ½, ¼).
#
# **Predict.** Here is a clap at moment 3. What does `corr1d(clap, echo)` look like? Does the echo
# come after the clap?

# %%
clap = np.array([0, 0, 0, 1, 0, 0, 0, 0, 0])
echo = np.array([1, 0.5, 0.25])
ax = plotting.signal(clap, label="clap")
plotting.signal(corr1d(clap, echo), label="cross-correlation", ax=ax).set_xlabel("moment")
plotting.show(
    ax,
    alt="The clap is 1 at moment 3. The cross-correlation is 0.25 at moment 1, 0.5 at moment 2, "
    "and 1 at moment 3: the weak echoes come first.",
)

# %% [markdown]
# The echo comes *before* the clap: ¼, ½, 1. Your function is right, but it is the wrong tool. It
# takes $x[n]$, $x[n+1]$, $x[n+2]$: the present and the **future**. A hall works with the present
# and the **past**. What you hear at moment $n$ is
#
# - the sound of now, at full strength: $x[n] \cdot 1$,
# - the sound of one moment ago, at half: $x[n-1] \cdot \tfrac12$,
# - the sound of two moments ago, at a quarter: $x[n-2] \cdot \tfrac14$.
#
# So the two indices run against each other. While the tap's index grows, the signal's index falls:
#
# $$(x * w)[n] = \sum_{u=0}^{K-1} x[n-u]\,w[u]$$
#
# *This* is the **convolution** of $x$ and $w$. You can compute it with the function you have: turn
# the filter around first. `echo[::-1]` is the same row, read from its end.

# %%
heard = corr1d(clap, echo[::-1])
ax = plotting.signal(clap, label="clap")
plotting.signal(heard, start=2, label="convolution", ax=ax).set_xlabel("moment")
plotting.show(
    ax,
    alt="The clap is 1 at moment 3. The convolution is 1 at moment 3, 0.5 at moment 4, and 0.25 "
    "at moment 5: the weak echoes come last.",
)

# %% [markdown]
# Now the order is 1, ½, ¼. The first window covers the moments 0, 1 and 2, and its sum is what you
# hear at the *last* of them. So the line begins at moment 2.
#
# ### The same for curves
#
# Real sound does not come in steps. It is a curve: $f(t)$ is the sound at time $t$. And a real
# echo is a curve $g(s)$: how much is left of a sound after $s$ seconds. What becomes of the sum?
#
# Cut time into thin slices. In each slice, multiply three things: the sound $f(\tau)$ at that
# time, what is left of it now, $g(t-\tau)$, and the width of the slice. Add over all slices. Then
# take thinner slices. The sum settles on one number, and that number is written with a long S, for
# *sum*:
#
# $$(f * g)(t) = \int f(\tau)\, g(t-\tau)\, d\tau$$
#
# Read it as: "$f$ convolved with $g$, at time $t$". The sign $\int$ is called an **integral**;
# $\tau$ (tau) runs over all slices, and $d\tau$ is their width. One curve slides over another,
# they are multiplied, and the products are added up. In pictures the slices are the pixels, and
# the integral is a plain sum again.
#
# Take a note of one second, $f = 1$ from 0 to 1, and an echo that fades evenly within one second,
# $g(s) = 1 - s$. What do you hear at $t = 1$?

# %%
t = 1
for width in [0.5, 0.1, 0.01, 0.001]:
    tau = np.arange(0, 1, width)  # where each slice begins
    f = 1
    g = 1 - (t - tau)
    print(f"slices of {width:5}: {(f * g * width).sum():.4f}")

# %% [markdown]
# It settles on **0.5**. You can see why: under the product lies a triangle with sides 1 and 1, and
# its area is ½. The next figure slides the echo over the note. Mind its direction.

# %%
tau = np.linspace(-0.6, 1.6, 1101)
f = (tau >= 0) & (tau <= 1)
axes = plotting.panels(3, titles=["t = 0.5", "t = 1", "t = 1.5"])
for ax, t in zip(axes, [0.5, 1, 1.5], strict=True):
    g = (1 - (t - tau)) * (t - tau >= 0) * (t - tau <= 1)
    ax.plot(tau, f, label="note f(τ)")
    ax.plot(tau, g, "--", label="echo g(t − τ)")
    ax.fill_between(tau, f * g, alpha=0.3, label="their product")
    ax.set(ylim=(0, 1.7), xlabel="τ in seconds")
axes[0].legend(loc="upper left")
alt = "A box from 0 to 1, and a ramp that rises and ends at τ = t; their product is shaded."
plotting.show(axes, alt=alt)

# %% [markdown]
# The echo is a curve that *falls*: $g(s) = 1 - s$. In the figure it *rises*. That is the minus
# sign in $g(t-\tau)$: the curve is turned around, and then it slides. The filled areas are 0.375,
# 0.5 and 0.125.

# %% [markdown]
# ### In two dimensions
#
# A filter for pictures is turned around in *both* directions: the order of the rows is reversed,
# and the order of the columns. That is half a turn of the page. One says that the filter is
# **flipped**.
#
# **Predict.** What becomes of the X?

# %%
np.array_equal(x_filter, x_filter[::-1, ::-1])

# %% [markdown]
# Nothing: the X is symmetric. With it, convolution and cross-correlation give the same numbers, so
# it cannot tell you which of the two you have computed. Many a wrong function has passed a test
# with a symmetric filter. **Test with a filter that is not symmetric.**
#
# **Predict.** A picture of 5 × 5 pixels is 0 everywhere, with a single 1 in the middle. The filter
# is
#
# $$w = \begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \\ 7 & 8 & 9 \end{pmatrix}$$
#
# Which of the two operations gives the filter back as it is: the cross-correlation or the
# convolution?
#
# ### Exercise 3: `conv2d_true` (2 points)
#
# You may use your `corr2d`.


# %% solution="conv2d_true"
def conv2d_true(x, w):
    """Flip the filter w in both directions, then slide it over the picture x.

    z[i, j] = sum over u and v of x[i + u, j + v] * w[KH - 1 - u, KW - 1 - v]

    x: array of shape (H, W), the picture. H and W may differ. It may hold any
       type of number, also whole numbers from 0 to 255 (uint8).
    w: array of shape (KH, KW), the filter, not larger than x. KH and KW may
       differ; w need not be symmetric.

    Returns an array of shape (H - KH + 1, W - KW + 1): one sum for each window
    that lies wholly inside x. Leave x and w as they are.
    """
    ### BEGIN SOLUTION
    return corr2d(x, w[::-1, ::-1])
    ### END SOLUTION


# %% check="conv2d_true"
check("conv2d_true", conv2d_true)

# %%
dot = np.zeros((5, 5))
dot[2, 2] = 1
w = np.arange(1, 10).reshape(3, 3)
axes = plotting.panels(3, titles=["picture", "cross-correlation", "convolution"])
for ax, values in zip(axes, [dot, corr2d(dot, w), conv2d_true(dot, w)], strict=True):
    plotting.matrix(values, ax=ax)
plotting.show(
    axes,
    alt="Left: a picture of 5 by 5 zeros with a 1 in the middle. Middle: its cross-correlation, "
    "9 8 7, 6 5 4, 3 2 1. Right: its convolution, 1 2 3, 4 5 6, 7 8 9.",
)

# %% [markdown]
# The convolution writes the filter down as it is. The cross-correlation writes it down flipped:
# the 1 of the picture meets the *last* tap first. Step through it, and flip the filter with the
# switch:

# %%
stepper(dot, w)

# %% [markdown]
# ### Back to the first picture
#
# It was made with the filter (−1, 1), one row of two taps.
#
# **Predict.** Will the two operations give different pictures? In what way?

# %%
rise = np.array([[-1, 1]])
axes = plotting.panels(2, titles=["cross-correlation", "convolution"])
plotting.feature_maps(corr2d(four, rise), ax=axes[0])
plotting.feature_maps(conv2d_true(four, rise), ax=axes[1])
plotting.show(
    axes,
    alt="Twice the upright strokes of the 4. Left: light where the ink begins, dark where it ends, "
    "as in the first picture. Right: the same with light and dark exchanged.",
)

# %% [markdown]
# Light and dark have changed places: flipped, (−1, 1) becomes (1, −1). The left one is the picture
# from the beginning, made by you:

# %%
np.allclose(corr2d(four, rise), edges)

# %% [markdown]
# ### Who flips?
#
# | | cross-correlation: as it is | convolution: flipped |
# |---|---|---|
# | NumPy, in 1-D | `np.correlate` | `np.convolve` |
# | SciPy | `scipy.signal.correlate2d` | `scipy.signal.convolve2d` |
# | PyTorch, Keras, and this course from chapter 02 on | every layer called "convolution" | |
#
# The last row is no mistake. A network *learns* its taps. If it must flip them before use, it
# learns them the other way round, and the output is the same:

# %%
np.allclose(conv2d_true(two_things, w[::-1, ::-1]), corr2d(two_things, w))

# %% [markdown]
# So the network does not care, and the field says *convolution* for both. From the next chapter
# on, so do we. **But you must care**: when you compare with numbers computed by hand or by another
# library, when you load somebody else's filters, and when you compute gradients in chapter 07,
# where a flipped filter appears all by itself.

# %% [markdown]
# **What if** signal and filter change roles?
#
# <details><summary>Answer</summary>
#
# For the convolution it makes no difference: $f * g = g * f$, if all places are kept where the two
# overlap at all. `np.convolve(clap, echo)` and `np.convolve(echo, clap)` are equal. For the
# cross-correlation it does: the result comes out in reverse order. That is one reason why
# mathematicians prefer the version that flips.
#
# </details>

# %% [markdown]
# ## You can now …
#
# - slide a filter along a signal and over a picture, by hand and in code;
# - say how large the result is: $(H - KH + 1) \times (W - KW + 1)$;
# - write a neuron that looks at a short segment, $\sigma(Wx + b)$, and use it at every place;
# - count overlapping ones, and say why 5 need not mean "X";
# - say when a large sum means likeness, and divide the norms away;
# - read $(f * g)(t) = \int f(\tau)\,g(t-\tau)\,d\tau$;
# - tell convolution from cross-correlation, with a filter that shows the difference;
# - distrust a printed number, and check it.
#
# **Next:** chapter 02 does the same to photographs, with filters that blur, sharpen, and find
# edges.
