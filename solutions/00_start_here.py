# %% [markdown]
# # 00 · Start here
#
# **In half an hour you learn how this course works: you run cells, write your first answer, make a
# mistake on purpose, and know how to hand in your work.**

# %% setup
import numpy as np

from cnnkit import backend, datasets, plotting
from cnnkit.checks import check
from cnnkit.widgets import picture_slider

# %%
four = datasets.digit()
axes = plotting.panels(2, titles=["what you see", "what a computer sees in the frame"], size=3.6)
plotting.window(four, 11, 15, 6, 6, values=False, ax=axes[0])
plotting.matrix(four[11:17, 15:21].round(1), ax=axes[1])
plotting.show(
    axes,
    alt="Left: a hand-drawn 4, light on dark, with a frame around 6 by 6 pixels where two strokes "
    "cross. Right: the 36 numbers in that frame, from 0 for dark to 1 for light.",
)

# %% [markdown]
# You see a 4. A computer sees numbers, one for each small square, or *pixel*, of the picture. How
# can it find the 4 in them? That is what this course is about. At its end you have written, piece
# by piece, a network that tells pictures apart, and you know what every line of it does.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about ½ hour |
# | you need | a little Python: names, functions, `return` |
# | points | 1, in one exercise |
# | computer | 4 s of processor time and 124 MB of memory for one run of the whole notebook |

# %% [markdown]
# ## 1. Run a cell
#
# This page is a **notebook**. It consists of **cells**: some hold text, like this one, and some
# hold code, with `[ ]` at their left. Click on a code cell and press **Shift + Enter**: the code
# runs, its result appears below it, and the next cell is chosen. While it runs, you see `[*]`;
# afterwards, a number that counts what has been run.
#
# If you see no picture above yet, go back to the first code cell, and press Shift + Enter until you
# are here again.
#
# Where it says **Predict**, stop and write your guess down before you run the next cell. A wrong
# guess is worth more than none: it shows you what you believed.
#
# **Predict.** The 4 above has 28 rows of 28 pixels. How many numbers does a computer see?

# %%
pixels = 28 * 28
pixels

# %% [markdown]
# The last line of a cell is shown. The name `pixels` is remembered, and every cell that is run
# *later* can use it, wherever it stands on the page.
#
# **Predict.** What does the next cell show? And if you run it a second time?

# %%
pixels = pixels + 1
pixels

# %% [markdown]
# The first time 785, the second time 786, and so on: it is the **order in which you run** cells
# that counts. If the names are in a muddle, choose *Restart Kernel and Run All Cells…* in the menu
# *Kernel*: everything is forgotten, and all cells run once, from top to bottom. (The **kernel** is
# the Python that works behind this page.)
#
# <details><summary>A cell runs on and on, with [*] beside it. What now?</summary>
#
# Press the button with the square, *Interrupt the kernel*. If that does not help, restart the
# kernel. Nothing that you have written is lost by that, only what has been computed.
#
# </details>

# %% [markdown]
# ## 2. What your computer has
#
# Some computers have a **GPU**, a graphics processor that does thousands of multiplications at
# once. The course needs none: every notebook runs on the ordinary processor, the **CPU**. In
# chapter 08 you write code that runs on both.
#
# **Predict.** Has yours one that the course can use?

# %%
if backend.gpu_is_available():
    print("There is a GPU that the course can use. New arrays still begin on the CPU.")
else:
    print("There is no GPU that the course can use: everything runs on the CPU.")

# %% [markdown]
# <details><summary>I have a graphics card, and it is not found. What is missing?</summary>
#
# It must be one by NVIDIA, with its driver installed, and the Python package CuPy must be there:
# `pip install cupy-cuda12x` (or `cupy-cuda13x`, for the newest driver). You do not need it for any
# exercise.
#
# </details>

# %% [markdown]
# ## 3. Something to move
#
# An *array* is a row or a table of numbers. If `x` is an array, `x + 0.2` adds 0.2 to *each* of
# them. A picture is such an array: 0 is black, and 1 is white.
#
# **Predict.** What will you see when 0.2 is added to every pixel of a photograph? And −0.4? What
# about pixels that were white already?

# %%
temple = datasets.to_grey(datasets.photographs()["temple"])
amounts = [-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6]
words = ["nearly black", "dark", "darker", "as it was", "brighter", "pale", "nearly white"]
pictures = []
for amount, word in zip(amounts, words, strict=True):
    ax = plotting.images(temple + amount, limits=(0, 1))
    alt = f"A temple in front of a bright sky, {amount:+g} added to every pixel: {word}."
    pictures.append(plotting.show(ax, alt=alt))
picture_slider(pictures, amounts, name="added to every pixel", start=3)

# %% [markdown]
# Move the slider with the mouse; or click on its handle and use the arrow keys. Everything that
# moves in this course can be moved by keyboard.
#
# Adding makes the picture brighter, and taking away makes it darker. What would be above 1 is shown
# as white, what would be below 0 as black: there the picture has lost something. Filters, in
# chapter 02, do more than that: they look at a pixel *and* its neighbours.

# %% [markdown]
# ## 4. Your first answer
#
# In the next cell a function is waiting for you. The text in quotes says what it must do. Put your
# code in place of the line `raise NotImplementedError(…)`. Then run the cell: nothing seems to
# happen, but now Python knows the function. Then run the **check** below it.
#
# **Predict.** In part 3, `temple + amount` added to every pixel. So what must a function do to add
# 1 to a number *or* to every element of an array?
#
# ### Exercise: `first_check` (1 point)


# %% solution="first_check"
def first_check(x):
    """Return x + 1.

    x: a number, or an array of any shape. It may be negative, and it may be a
       fraction.

    Returns a number, or an array of the same shape. Leave x as it is.
    """
    ### BEGIN SOLUTION
    return x + 1
    ### END SOLUTION


# %% check="first_check"
check("first_check", first_check)

# %% [markdown]
# The check has called your function six times, each time with other inputs. Each such trial is a
# **case**, and each line of the table is one of them.

# %% [markdown]
# ## 5. Make a mistake on purpose
#
# Everybody makes mistakes; here they are expected. The checks know many of them by name. Try it
# first on a function that is certainly wrong: `np.copy` hands back a copy of what it gets, and adds
# nothing.
#
# **Predict.** What will the check say? How many points will it give?

# %%
check("first_check", np.copy)

# %% [markdown]
# It says what it looks like, gives a hint, shows each case with what came and what should have
# come, and at the end the smallest failed case, so that you can follow it by hand.
#
# **Now plant one in your own answer.** Go back to part 4, change your line as below, run the cell,
# and run its check. Look for the sentence "Looks like: …".
#
# | in place of your line | the check says: looks like | points |
# |---|---|---|
# | `return x - 1` | subtracts | 0 |
# | `x + 1` | returns nothing | 0 |
# | `return 42` | written for the example | 0.16 |
# | `x += 1` and then `return x` | changes its input | 0.66 |
#
# **Predict** before the last one: it gives the right numbers. So what is wrong with it?
#
# <details><summary>Answer</summary>
#
# For an array, `x += 1` adds *in place*: it writes into the array that it was given. Whoever called
# the function finds their own array changed. `x + 1` makes a new array, and leaves x alone. (A
# single number cannot be changed in place. So these cases pass.)
#
# </details>
#
# Then put your right line back, and see the check pass. If ever a mistake is *not* recognised, the
# check says so: begin with the smallest failed case, and follow your code by hand.

# %% [markdown]
# **What if** Python stops with an error?
#
# <details><summary>Answer</summary>
#
# Then the check shows the kind of error, its message, and the line of yours where it happened. Read
# the last line of an error first: it says what went wrong; the lines above say where. Try it with
# `return y + 1`.
#
# </details>

# %% [markdown]
# ## 6. How points work
#
# - Every exercise has points; they stand beside its title, and at the top of each chapter.
# - Each case that passes earns its share, cut to two decimals: one of six is worth 0.16. So half an
#   answer is worth something.
# - When your work is graded, **other numbers** of the same kinds are used. What may vary is written
#   in the text under the first line of the function: sizes, shapes, types of number. Nothing else
#   will vary. So an answer that is right in general has nothing to fear, and one that is made for
#   the numbers in the check will not last.
# - Only what your function *returns* counts, not how it is written, and not what is printed. Where
#   a ready-made function would do the exercise for you, the check says that it is not allowed.
# - You may run a check as often as you like. It costs nothing.

# %% [markdown]
# ## 7. Save, validate, hand in
#
# **Your own copy.** `make lab` has made a folder `work/` for you, and opened it. This notebook is
# the file `work/00_start_here/00_start_here.ipynb`; the original, in `course/`, stays as it was. If
# the course is updated, the next `make lab` brings the new version, puts your answers into it, and
# keeps your earlier file beside it. Save with Ctrl + S (on a Mac, ⌘ + S).
#
# **Validate.** The button *Validate*, above the notebook, runs the whole notebook afresh, as
# grading does, and says whether all checks have full marks. It names no mistakes: for these, look
# under your answer. Use it before you hand in: it finds answers that work only because of something
# that you ran earlier and have deleted since.
#
# **Hand in** this one file, with its name unchanged, in the way that your instructor has told you.
# Nothing else is needed: pictures and printed numbers in it are not looked at. The code of your
# answers is run again, in a closed room without a network, and judged from outside.
#
# If you study on your own, you are done when the checks pass.

# %% [markdown]
# **What if** you delete a check, or change it by accident?
#
# <details><summary>Answer</summary>
#
# Checks and a few other cells are locked, so it takes some effort. And it does no harm: for
# grading, your answers are taken out of your file and put into a fresh copy of the chapter. You may
# add cells of your own wherever you like (the button **+** above the notebook), to try things out.
#
# </details>

# %% [markdown]
# ## You can now …
#
# - run cells, and say why their order matters;
# - restart the kernel when names are in a muddle;
# - write an answer, run its check, and read what it says;
# - tell `x + 1`, which makes a new array, from `x += 1`, which changes yours;
# - find the file that you hand in, and validate it first.
#
# **Next:** in chapter 01 a filter of two numbers finds the edges of the 4, with nothing but
# multiplying and adding.
