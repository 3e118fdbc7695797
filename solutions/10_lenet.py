# %% [markdown]
# # 10 · LeNet
#
# **In this chapter you put convolution, ReLU, pooling and dense layers together into one network,
# train it on pictures of clothes, and find out what it confuses and why.**

# %% setup
import time

import numpy as np

from cnnkit import datasets, explain, mine, override, plotting
from cnnkit.checks import check
from cnnkit.functional import softmax_cross_entropy, softmax_cross_entropy_backward
from cnnkit.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU
from cnnkit.training import SGD, batches, cosine_lr, evaluate, fit, normal, predict, probabilities
from cnnkit.training.augment import shift
from cnnkit.widgets import picture_slider

# %%
data = datasets.fashion_mnist(subset="small")
ten = [int(np.argmax(data.y_train == k)) for k in range(10)]  # the first picture of each class
plotting.show(
    plotting.images(data.x_train[ten], titles=data.classes, columns=5),
    alt="Ten grey pictures of 28 by 28 pixels, light on black: a T-shirt, trousers, a pullover, a "
    "dress, a coat, a sandal, a shirt, a sneaker, a bag and an ankle boot.",
)

# %% [markdown]
# Ten kinds of clothes, one picture of each: these are the classes of **Fashion-MNIST**. At the end
# of the chapter a network of yours tells them apart, and you know which two it mixes up most.
#
# **About this chapter**
#
# | | |
# |---|---|
# | your time | about 3 hours |
# | you need | convolution (04), pooling (05), softmax and cross-entropy (06), training (09) |
# | points | 16, in five exercises |
# | computer | 20 s of processor time and 230 MB of memory for one run of the whole notebook |
#
# What you wrote in earlier chapters is asked for by name, and the library's stands in for what you
# have not written. So this chapter stands alone. ✗ marks a sentence that you may meet in lecture
# notes and that is wrong.

# %% [markdown]
# ## 1. One pattern, repeated
#
# You know four parts. Each has one task.
#
# | part | its task |
# |---|---|
# | convolution | look for small things, the same ones at every place |
# | ReLU | keep what was found, drop the rest |
# | max pooling | keep the strongest of four neighbours; the map becomes half as wide and high |
# | dense layer | look at everything at once, and decide |
#
# The classic networks for pictures follow one pattern:
#
# $$[\text{convolution} \to \text{ReLU} \to \text{pooling}] \times n
# \;\to\; \text{dense layers} \;\to\; \text{softmax}$$
#
# The first convolution sees pixels, so it can find edges. The second sees *maps of edges*, so it
# can find corners and stripes. After the last pooling the maps are laid out in one row of numbers:
# that is called **flattening**. Dense layers turn the row into ten scores.
#
# One of the first networks of this kind is **LeNet-5**, by Yann LeCun and his colleagues, of 1998.
# It read digits, and systems built on it read several million cheques a day. Here are its layers,
# as one builds them today:
#
# | layer | output |
# |---|---|
# | the picture | 1 × 28 × 28 |
# | convolution, 6 filters of 5 × 5, padding 2; ReLU | ? |
# | max pooling, 2 × 2 | ? |
# | convolution, 16 filters of 5 × 5, no padding; ReLU | ? |
# | max pooling, 2 × 2 | ? |
# | flattening | ? |
# | dense, 120 outputs; ReLU | 120 |
# | dense, 84 outputs; ReLU | 84 |
# | dense, 10 outputs: the scores | 10 |
#
# **Predict.** Fill in the five question marks, as channels × rows × columns. A window of $K$ on
# $H$ rows with padding $P$ and stride 1 gives $H - K + 2P + 1$ rows.
#
# <details><summary>Answer</summary>
#
# 28 − 5 + 4 + 1 = 28, so 6 × 28 × 28; half of it, 6 × 14 × 14; then 14 − 5 + 1 = 10, so
# 16 × 10 × 10; half of it, 16 × 5 × 5; and flattened 16 · 5 · 5 = **400** numbers.
#
# </details>
#
# **Check it** for the first two. A layer of the library is an object: you make it once, and it
# draws its weights with `rng`. Then you call it like a function.

# %%
first = Conv2d(1, 6, 5, padding=2, rng=np.random.default_rng(0))  # channels in, filters, size
pool = MaxPool2d(2)
x = data.x_train[:1]
x.shape, first(x).shape, pool(first(x)).shape

# %% [markdown]
# The first number is the size of the batch, here one picture. Layers work on whole batches, of
# shape (N, C, H, W).

# %% [markdown]
# **What if** you repeat the pattern once more, with 5 × 5 filters and no padding?
#
# <details><summary>Answer</summary>
#
# 5 − 5 + 1 = 1: the maps shrink to 1 × 1, and there is nothing left for a 2 × 2 pooling. On
# pictures of 28 × 28 the pattern fits twice. Networks that repeat it more often begin with larger
# pictures, pad each convolution, or pool less often.
#
# </details>

# %% [markdown]
# ## 2. Build it
#
# **Predict.** Which layer has the most parameters, and how many does it have? A filter has
# $C \cdot K \cdot K$ weights and one bias. A dense layer has a weight for each pair of input and
# output, and a bias for each output. Part 2 ends with the whole table.
#
# ### Exercise 1: `LeNet5` (5 points)
#
# The library has all the parts:
#
# | you write | it is |
# |---|---|
# | `Conv2d(6, 16, 5, rng=rng)` | a convolution from 6 maps to 16; `padding=2` if it pads |
# | `ReLU()`, `MaxPool2d(2)`, `Flatten()` | what their names say |
# | `Linear(400, 120, rng=rng)` | a dense layer from 400 numbers to 120 |
#
# Each layer has `layer(x)` for the way forward. For the way back it has `layer.backward(dy)`: it
# takes the gradient by its output, keeps the gradients of its own weights, and returns the
# gradient by its input. For that it remembers the last `x`. So every place in the network needs a
# layer of its own: one `ReLU()` used twice would remember only its second input.
#
# The last dense layer gets one thing more: `init=normal(0.01)` makes its first weights small. Part
# 3 shows what this is good for.
#
# `class LeNet5(Layer)` means: whatever is not written here comes from the library's `Layer`.
# That brings `parameters()`, which finds all weights in the layers that you keep.


# %% solution="LeNet5"
class LeNet5(Layer):
    """LeNet-5 for pictures of 28 × 28 pixels in ten classes, as it is built today.

    Its layers are those of the table in part 1: 6 filters of 5 × 5 with padding 2, and
    16 of 5 × 5 without, each followed by ReLU and by max pooling of 2 × 2; then dense
    layers of 120, 84 and 10 outputs, with ReLU between them. All have biases.

    The layers are made once, in `__init__`, and are kept in order in the list
    self.layers. All weights are drawn from rng, a numpy.random.Generator.

    forward(x): the ten scores of each picture, without softmax.
        x: array of shape (N, 1, 28, 28), for any number of pictures N.
        Returns an array of shape (N, 10). The same x gives the same scores again.

    backward(dy): the way back, after forward.
        dy: array of shape (N, 10), the gradient of the loss by the scores. It may
            hold any numbers.
        Leaves each parameter's gradient in its .grad, and returns the gradient by x,
        of shape (N, 1, 28, 28).

    parameters(): the list of all weights and biases; `Layer` brings it along.
    """

    def __init__(self, rng):
        # make the layers
        ### BEGIN SOLUTION
        self.layers = [
            Conv2d(1, 6, 5, padding=2, rng=rng),
            ReLU(),
            MaxPool2d(2),
            Conv2d(6, 16, 5, rng=rng),
            ReLU(),
            MaxPool2d(2),
            Flatten(),
            Linear(400, 120, rng=rng),
            ReLU(),
            Linear(120, 84, rng=rng),
            ReLU(),
            Linear(84, 10, rng=rng, init=normal(0.01)),
        ]
        ### END SOLUTION

    def forward(self, x):
        # from the first layer to the last
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer(x)
        return x
        ### END SOLUTION

    def backward(self, dy):
        # from the last layer to the first
        ### BEGIN SOLUTION
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy
        ### END SOLUTION


# %% check="LeNet5"
check("LeNet5", LeNet5)

# %%
model = LeNet5(np.random.default_rng(0))
y = data.x_train[:1]
total = 0
for layer in model.layers:
    y = layer(y)
    count = sum(parameter.size for parameter in layer.parameters())
    total += count
    print(f"{type(layer).__name__:10} {y.shape[1:]!s:13} {count:7,}")
print(f"{'together':24} {total:7,}")

# %% [markdown]
# Row by row:
#
# | layer | weights and biases | parameters |
# |---|---|---|
# | first convolution | 6 · (1 · 5 · 5 + 1) | 156 |
# | second convolution | 16 · (6 · 5 · 5 + 1) | 2,416 |
# | dense, 400 → 120 | 400 · 120 + 120 | 48,120 |
# | dense, 120 → 84 | 120 · 84 + 84 | 10,164 |
# | dense, 84 → 10 | 84 · 10 + 10 | 850 |
# | together | | **61,706** |
#
# The first dense layer alone has 48,120. The two convolutions have 2,572 together, about 4 of 100.
#
# **Predict.** And who does the work? Count multiplications for one picture: a convolution uses
# each of its weights once at every place of its map, a dense layer uses each weight once.

# %%
work = {"first convolution": 28 * 28 * 6 * 25, "second convolution": 10 * 10 * 16 * 150}
work["dense layers"] = 400 * 120 + 120 * 84 + 84 * 10
for name, products in work.items():
    print(f"{name:20} {products:8,}  {products / sum(work.values()):.0%}")

# %% [markdown]
# It is the other way round: the convolutions have 4 % of the parameters and do 86 % of the work.
# **Sharing weights saves memory, not multiplications.**
#
# ### The original
#
# LeNet-5 of 1998 differs in five points. It squashes with tanh instead of ReLU. It pools by
# averaging, and each pooled map has two parameters of its own: a factor and a bias. In its second
# convolution most filters see only some of the six maps: six filters see 3, nine see 4, and one
# sees all 6. Its pictures have 32 × 32 pixels, instead of padding. And the last layer does not
# learn: it compares 84 numbers with ten fixed patterns.

# %%
original = {
    "convolution": 6 * (25 + 1),
    "pooling": 6 * 2,
    "sparse convolution": 6 * (3 * 25 + 1) + 9 * (4 * 25 + 1) + 1 * (6 * 25 + 1),
    "pooling again": 16 * 2,
    "dense, 400 to 120": 400 * 120 + 120,
    "dense, 120 to 84": 120 * 84 + 84,
}
original, sum(original.values())

# %% [markdown]
# Exactly 60,000. Today's version has 1,706 more: 900 in the second convolution and 850 in the last
# layer, less the 44 of the poolings.

# %% [markdown]
# ## 3. What guessing costs
#
# Most of the 6,000 training pictures are for learning. The last 1,000 of them are held back, to
# watch the training: the **validation** pictures. There are 1,000 test pictures besides. They stay
# in the drawer until part 6.

# %%
x_train, y_train = data.x_train[:5000], data.y_train[:5000]
x_val, y_val = data.x_train[5000:], data.y_train[5000:]
x_train.shape, x_val.shape, data.x_test.shape

# %% [markdown]
# **Predict.** Your network has not learnt anything. What is its mean cross-entropy on the
# validation pictures? And what share of its answers is right?

# %%
untrained = evaluate(model, x_val, y_val)
print(f"loss {untrained.loss:.3f}, ln 10 is {np.log(10):.3f}, right {untrained.accuracy:.0%}")

# %% [markdown]
# Who knows nothing gives each of ten classes the probability $\tfrac1{10}$, and the cross-entropy
# of that is $-\ln\tfrac1{10} = \ln 10 \approx 2.303$. About one answer in ten is right, by chance.
# If your first loss is far from this number, look for a mistake *before* you train: it costs one
# line.

# %% [markdown]
# **What if** the last layer does not begin with small weights?
#
# <details><summary>Answer</summary>
#
# Then the scores begin large, and the network has firm opinions about pictures that it has never
# seen. Most of them are wrong, and the first loss is larger: between 2.3 and 3.6 in four trials.
# Try it: leave out `init=normal(0.01)`. Training repairs this, and spends its first steps on it.
#
# </details>

# %% [markdown]
# ## 4. Learn ten pictures by heart
#
# Before you train on thousands of pictures, train on ten. A network with 61,706 parameters must be
# able to learn ten pictures by heart. If it cannot, there is a mistake somewhere, and you have
# found it within a second.
#
# One step of training has five lines, always in the same order:
#
# 1. the scores, `model.forward(x)`;
# 2. the loss, `softmax_cross_entropy(scores, y)`;
# 3. the old gradients away, `optimizer.zero_grad()`, for layers *add* to what is there;
# 4. the way back, `model.backward(…)`, beginning with the gradient of the loss by the scores:
#    `softmax_cross_entropy_backward(scores, y)`;
# 5. the step, `optimizer.step()`.
#
# An optimizer is made once for a model: `SGD(model.parameters(), lr=0.02, momentum=0.9)`.
#
# ### Exercise 2: `overfit_ten` (2 points)
#
# Take all ten pictures in each step. You choose how many steps, and how long they are.


# %% solution="overfit_ten"
def overfit_ten(model, x, y):
    """Train the model on ten pictures until it knows them by heart: to a loss below 0.1.

    model: any network with forward, backward and parameters(). It is changed in place.
    x: array of shape (10, 1, 28, 28), ten pictures of any kind.
    y: array of shape (10,), their labels: whole numbers from 0 to 9. A class may
       occur more than once, or not at all.

    Returns the list of losses, one for each step, from the first (of the model as it
    came) to the last.
    """
    ### BEGIN SOLUTION
    optimizer = SGD(model.parameters(), lr=0.02, momentum=0.9)
    losses = []
    for _ in range(60):
        scores = model.forward(x)
        losses.append(softmax_cross_entropy(scores, y))
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(scores, y))
        optimizer.step()
    return losses
    ### END SOLUTION


# %% check="overfit_ten"
check("overfit_ten", overfit_ten)

# %% [markdown]
# Now with the ten pictures from the beginning.
#
# **Predict.** How many of the ten will it get right? And of the 1,000 validation pictures, which
# it has never seen?

# %%
trial = LeNet5(np.random.default_rng(1))
losses = overfit_ten(trial, data.x_train[ten], data.y_train[ten])
ax = plotting.signal(losses, label="loss on the ten pictures")
ax.set_xlabel("step")
plotting.show(ax, alt=f"The loss falls from {losses[0]:.2f} to {losses[-1]:.2f}.")

# %%
by_heart = evaluate(trial, data.x_train[ten], data.y_train[ten])
others = evaluate(trial, x_val, y_val)
print(f"the ten: {by_heart.accuracy:.0%} right; pictures never seen: {others.accuracy:.0%} right")

# %% [markdown]
# All ten are right, and about half of the others. To know ten pictures by heart is not to know
# what a coat is. The test has told you one thing: that forward, backward and step fit together.

# %% [markdown]
# ## 5. One epoch
#
# Now all 5,000 pictures. The loop is the same, but each step sees another **batch**. One pass over
# all pictures is an **epoch**.
#
# **Predict.** How many steps does an epoch of 5,000 pictures have, in batches of 64? How many
# pictures are in the last one?
#
# <details><summary>Answer</summary>
#
# 5,000 / 64 is a little more than 78, so there are **79** steps. The last batch has
# 5,000 − 78 · 64 = **8** pictures.
#
# </details>
#
# That last batch is a trap. If you take the mean over the 79 losses, each of its 8 pictures counts
# eight times as much as the others. Weight each batch's loss by its number of pictures.
#
# ### Exercise 3: `train_one_epoch` (4 points)
#
# `batches(x, y, batch_size, rng)` is the function of chapter 09: it shuffles with `rng`, and gives
# one pair `xb, yb` after another. You may use it, or cut the batches yourself.


# %% solution="train_one_epoch"
def train_one_epoch(model, optimizer, x, y, batch_size, rng):
    """Go once through all pictures in batches, in random order, with one step for each.

    model: any network with forward, backward and parameters(). It is changed in place.
    optimizer: has zero_grad() and step(). Its learning rate may be anything, also 0.
    x: array of shape (N, ...), the pictures, of any size and number. Not changed.
    y: array of shape (N,), their labels.
    batch_size: from 1 to N. If it does not divide N, the last batch is smaller, and
        counts, too.
    rng: numpy.random.Generator that shuffles; x and y stay together.

    Returns the mean loss over all N pictures, each as it was just before its step.
    """
    ### BEGIN SOLUTION
    total = 0.0
    for xb, yb in batches(x, y, batch_size, rng):
        scores = model.forward(xb)
        total += softmax_cross_entropy(scores, yb) * len(xb)
        optimizer.zero_grad()
        model.backward(softmax_cross_entropy_backward(scores, yb))
        optimizer.step()
    return total / len(x)
    ### END SOLUTION


# %% check="train_one_epoch"
check("train_one_epoch", train_one_epoch)

# %% [markdown]
# **Predict.** The first loss is 2.30. What is the mean loss of the first epoch? And what share of
# the validation pictures is right after it?

# %%
optimizer = SGD(model.parameters(), lr=0.05, momentum=0.9)
loss = train_one_epoch(model, optimizer, x_train, y_train, 64, np.random.default_rng(1))
print(f"mean loss {loss:.2f}, validation: {evaluate(model, x_val, y_val).accuracy:.0%} right")

# %% [markdown]
# At least two out of three, after every picture was seen once.
#
# ### And some more
#
# `fit` does what you have written, epoch after epoch, and shows how far it is. It measures the
# validation pictures after each epoch, and `cosine_lr` lets the learning rate sink to 0, as in
# chapter 09. The next cell is an experiment: nobody runs it when your work is graded. It takes
# some seconds for each epoch.

# %% experiment
epochs = 4
plan = {"lr": 0.05, "schedule": cosine_lr, "validation": (x_val, y_val)}
history = fit(model, x_train, y_train, epochs=epochs, **plan)
shares = ", ".join(f"{share:.2f}" for share in history.val_accuracy)
alt = f"Accuracy rises in training and in validation; in validation by epoch: {shares}."
plotting.show(plotting.history(history, "accuracy"), alt=alt)

# %% [markdown]
# Compare the two lines. Training pictures are measured *while* the network learns, so at first they
# are behind. In the end they overtake: the network begins to learn single pictures by heart. Take
# more epochs, and that line rises on, while the validation line hardly does. Chapter 11 is about
# that.

# %% [markdown]
# ## 6. What does it confuse?
#
# Open the drawer. The test pictures have had no part in any decision, so this number is honest, as
# long as you change nothing because of it.

# %%
answers = predict(model, data.x_test)
right = answers == data.y_test
print(f"{right.sum()} of {len(right)} test pictures are right")

# %% [markdown]
# More than four out of five. (If you skipped the experiment, it is fewer. All that follows works in
# any case.) But one number hides *which* mistakes are made. So count them by pairs: a table has a
# row for each class and a column for each answer, and for each picture of class $i$ that was called
# $j$ you add 1 in row $i$, column $j$. This table is the **confusion matrix**. Right answers stand
# on its diagonal.
#
# **Predict.** Which two classes are mixed up most often? Look at the ten pictures at the top.
#
# ### Exercise 4: `confusion_matrix` (2 points)


# %% solution="confusion_matrix"
def confusion_matrix(y_true, y_pred, classes):
    """Count how often each class was taken for each other.

    y_true: array of shape (N,), the right classes, whole numbers from 0 to
        classes - 1. N may be large.
    y_pred: array of shape (N,), the answers, of the same kind.
    classes: number of classes. Some may never occur among the right classes, or
        among the answers, or both; they have a row and a column all the same.

    Returns an array of shape (classes, classes): row i, column j counts the pictures
    of class i that were called j. Counts, not shares.
    """
    ### BEGIN SOLUTION
    counts = np.zeros((classes, classes), dtype=int)
    for true, answer in zip(y_true, y_pred, strict=True):
        counts[true, answer] += 1
    return counts
    ### END SOLUTION


# %% check="confusion_matrix"
check("confusion_matrix", confusion_matrix)

# %%
counts = confusion_matrix(data.y_test, answers, 10)
hits = ", ".join(f"{name} {n}" for name, n in zip(data.classes, np.diag(counts), strict=True))
plotting.show(
    plotting.confusion_matrix(counts, data.classes),
    alt=f"A confusion matrix. On the diagonal, of 100 each: {hits}. The next cell lists the "
    "largest numbers off the diagonal.",
)

# %%
wrong = counts - np.diag(np.diag(counts))
most = np.argsort(wrong, axis=None)[::-1][:6]
for true, answer in zip(*np.unravel_index(most, wrong.shape), strict=True):
    times = wrong[true, answer]
    print(f"{data.classes[true]:11} taken for {data.classes[answer]:11} {times:3} times")

# %% [markdown]
# There are 100 test pictures of each class, so each row reads as percentages. Trousers, bags and
# boots are easy. Shirts are hard: they are taken for T-shirts, pullovers and coats. And sandals,
# sneakers and boots stay among themselves. The mistakes have a meaning: what looks alike is mixed
# up.
#
# Look at some of the shirts that the network did not know:

# %%
missed = np.flatnonzero((data.y_test == 6) & ~right)[:10]
names = [data.classes[k] for k in answers[missed]]
plotting.show(
    plotting.images(data.x_test[missed], titles=names, columns=5),
    alt=f"{len(missed)} shirts, each with the network's answer: {', '.join(names)}.",
)

# %% [markdown]
# Would you have known better? At 28 × 28 pixels, some of these labels are a matter of luck.

# %% [markdown]
# **What if** you read the matrix by columns instead?
#
# <details><summary>Answer</summary>
#
# A row asks: what becomes of real shirts? A column asks: when the network *says* "shirt", what was
# it? The share of right ones in a row is called *recall*, in a column *precision*. A network that
# always says "shirt" has the recall 100 % for shirts, and the precision 10 %.
#
# </details>

# %% [markdown]
# ## 7. How sure is it?
#
# Softmax turns ten scores into ten probabilities. Here are three test pictures: the one where the
# network is surest and right, the one where it is least sure, and the one where it is surest and
# *wrong*.

# %%
p = probabilities(model, data.x_test)
sure = p.max(axis=1)
chosen = [np.argmax(sure * right), np.argmin(sure), np.argmax(sure * ~right)]
titles = ["surest and right", "least sure", "surest and wrong"]
axes = plotting.panels(3, titles=titles, size=3.6)
for ax, n in zip(axes, chosen, strict=True):
    plotting.probability_bars(p[n], data.classes, int(data.y_test[n]), ax=ax)
said = [f"{data.classes[data.y_test[n]]} called {data.classes[answers[n]]}" for n in chosen]
told = [f"{what}, with {sure[n]:.2f}" for what, n in zip(said, chosen, strict=True)]
plotting.show(axes, alt=f"Bars of ten probabilities, three times: {'; '.join(told)}.")

# %%
plotting.show(
    plotting.images(data.x_test[chosen], titles=titles, columns=3),
    alt=f"The three pictures that belong to the bars: {'; '.join(said)}.",
)

# %% [markdown]
# **Predict.** Take all test pictures where the largest probability is above 0.9. What share of them
# is right? And below 0.6?

# %%
for name, group in [("above 0.9", sure > 0.9), ("below 0.6", sure < 0.6)]:
    print(f"{name}: {group.sum()} pictures, {right[group].mean():.0%} right")

# %% [markdown]
# So the probabilities do tell you something: a sure answer is far more often right than an unsure
# one. But you have also seen a wrong answer that was very sure. A large probability means that one
# score is far above the others, and not that somebody has checked.

# %% [markdown]
# ## 8. Inside: size shrinks, depth grows
#
# `explain.activations` keeps what every layer gives on the way. Follow one boot.
#
# **Predict.** How many numbers are in the picture, after the first pooling, and after the second?

# %%
boot = data.x_train[ten[9:]]
maps = explain.activations(model, boot)
once, twice = maps["layers.2"], maps["layers.5"]
boot.size, once.size, twice.size

# %%
axes = plotting.panels(3, titles=["1 × 28 × 28", "6 × 14 × 14", "16 × 5 × 5"], size=3.6)
plotting.images(boot, ax=axes[0])
plotting.feature_maps(once, columns=3, ax=axes[1])
plotting.feature_maps(twice, columns=4, ax=axes[2])
plotting.show(
    axes,
    alt="Left: an ankle boot. Middle: six maps of 14 by 14 pixels; some show the whole boot, "
    "others only an edge of it. Right: sixteen maps of 5 by 5 pixels, with a few light spots or "
    "none; the boot cannot be seen any more.",
)

# %% [markdown]
# 784, 1,176 and 400. Each map gets smaller, and there are more of them. In the middle you still
# recognise the boot. On the right each map has 25 numbers, and says only *that* something was
# found, and roughly where. What is lost in place is gained in kinds of things.
#
# And these are the six filters that made the maps in the middle. Nobody has designed them.

# %%
plotting.show(
    plotting.filters(model.layers[0].weight.value, columns=6),
    alt="Six filters of 5 by 5 taps. Light taps are positive, dark ones negative; some have a "
    "light and a dark side, others are mixed.",
)

# %% [markdown]
# ## 9. Move the trousers
#
# ✗ *"A convolutional network recognises a thing wherever it stands in the picture."*
#
# It tempts, because the filters are the same at all places. Test it. The trousers are 13 columns
# wide: moved by 8 columns to the side, they lose at most one of them.
#
# **Predict.** By how many columns can you move them before the network changes its mind?

# %%
wide = np.pad(data.x_train[ten[1:2]], ((0, 0), (0, 0), (0, 0), (8, 8)))  # black on both sides
pictures, columns = [], range(-8, 9, 2)
for step in columns:
    moved = wide[..., 8 - step : 36 - step]
    chances = probabilities(model, moved)[0]
    axes = plotting.panels(2, size=3.4)
    plotting.images(moved, ax=axes[0])
    plotting.probability_bars(chances, data.classes, 1, ax=axes[1])
    said = f"{data.classes[chances.argmax()]} with {chances.max():.2f}"
    pictures.append(plotting.show(axes, alt=f"Trousers moved by {step} columns: {said}."))
picture_slider(pictures, columns, name="columns to the right", start=4)

# %% [markdown]
# Move the slider, with the mouse or with the keys ← and →. One example may be luck, so here are all
# test pictures, moved by up to 8 columns, and the 100 trousers among them.

# %%
wide = np.pad(data.x_test, ((0, 0), (0, 0), (0, 0), (8, 8)))
hit = [predict(model, wide[..., 8 - s : 36 - s]) == data.y_test for s in range(-8, 9)]
everything = [h.mean() for h in hit]
trousers = [h[data.y_test == 1].mean() for h in hit]
ax = plotting.signal(everything, start=-8, label="all")
plotting.signal(trousers, start=-8, label="trousers", ax=ax)
ax.set(xlabel="columns to the right", ylabel="share that is right")
at = [f"{s}: {everything[s + 8]:.2f}, {trousers[s + 8]:.2f}" for s in (-8, -3, -1, 0, 1, 3, 8)]
plotting.show(ax, alt=f"Two hills. By shift, all and trousers are right: {'; '.join(at)}.")

# %% [markdown]
# One column does little harm. With three, about half of the answers are wrong, or more. With 8
# columns the network knows hardly any trousers, although most of their pixels are still there. Why?
#
# - The **convolution** moves its maps along: what was found is found again, elsewhere.
# - The **pooling** forgives a step of a pixel, and not always.
# - The **dense layer** has a weight of its own for each of the 400 numbers, so for each *place*.
#   All the training pictures stand in the middle. Weights for other places have learnt nothing
#   about trousers.
#
# > **The feature maps** move with the thing, wherever it stands. **The answer** stays the same
# > only for small shifts, or if the network was trained with shifted pictures.

# %% [markdown]
# **What if** you want an answer that does not depend on the place?
#
# <details><summary>Answer</summary>
#
# Train with shifted pictures: chapter 09's `augment` does that. Or leave no place to the dense
# layer: take the mean of each map over all places, the *global average pooling* of chapter 05.
# Networks in chapters 12 and 13 do so.
#
# </details>

# %% [markdown]
# ## 10. Pictures that nobody has seen
#
# Now put it all into one function: labelled pictures in, a trained network inside, and out come
# the classes of pictures that it meets for the first time. Those are moved by up to two pixels.
#
# When your work is graded, they come from a drawer that is not in this course. A network that has
# learnt what a bag looks like does not mind. One that knows certain pictures by heart does.
#
# **Predict.** Four kinds of clothes, 200 training pictures of each: who guesses is right once in
# four times. How often is your network right after five epochs?
#
# ### Exercise 5: `recognise` (3 points)
#
# Your `LeNet5` and your `train_one_epoch` do the work, and `predict(model, x)` asks for the
# classes. What should the training pictures look like, if those to come are moved? `shift(x, rng)`
# moves each picture by up to two pixels, drawn anew whenever you call it.


# %% solution="recognise"
def recognise(x_train, y_train, x, rng):
    """Train a new network on labelled pictures, and say what other pictures show.

    x_train: array of shape (M, 1, 28, 28), numbers from 0 to 1: some 800 pictures of
        clothes, of a few kinds.
    y_train: array of shape (M,), their labels, whole numbers from 0 to 9. They may
        number the kinds in another way than this chapter does.
    x: array of shape (N, 1, 28, 28), pictures of the same kinds, not seen before, each
        moved by up to two pixels. A picture may stand there twice, and then gets the
        same answer twice. The arrays are not changed.
    rng: numpy.random.Generator, for everything that is drawn.

    Returns an array of shape (N,): for each picture in x, the label of its kind. Three
    of four must be right, within 30 seconds.
    """
    ### BEGIN SOLUTION
    model = LeNet5(rng)
    optimizer = SGD(model.parameters(), lr=0.03, momentum=0.9)
    for _ in range(5):
        moved = shift(x_train, rng)
        train_one_epoch(model, optimizer, moved, y_train, 32, rng)
    return predict(model, x)
    ### END SOLUTION


# %% check="recognise"
check("recognise", recognise)

# %%
few = np.flatnonzero(np.isin(data.y_train, (0, 1, 5, 8)))[:800]
drawer = np.flatnonzero(np.isin(data.y_test, (0, 1, 5, 8)))
moved = shift(data.x_test[drawer], np.random.default_rng(5))
learnt = data.x_train[few], data.y_train[few]
found = recognise(*learnt, moved, np.random.default_rng(4))
print(f"{(found == data.y_test[drawer]).mean():.0%} of {len(found)} moved pictures are right")

# %% [markdown]
# More than nine out of ten. T-shirts, trousers, sandals and bags are easy to tell apart: with all
# ten kinds, and the shirts among them, it would be fewer.
#
# **What if** you hand in the weights of a network that was trained for hours, instead of training?
#
# <details><summary>Answer</summary>
#
# It may know the clothes very well. But in one of the cases `y_train` numbers the kinds
# otherwise: a bag may be a 3. Whoever does not learn from the labels that are handed in calls it
# 8, and is wrong.
#
# </details>

# %% [markdown]
# ## 11. With your own convolution
#
# So far the library's `conv2d` did the work inside `Conv2d`. Put yours in its place:
# `override(conv2d=…)` lets every layer call your function, as long as the `with` block lasts. And
# `mine("08", "conv2d_im2col")` fetches it out of your notebook of chapter 08. If it is not written
# yet, the library's stands in, and says so.
#
# **Predict.** Two networks have the same first weights and see the same batches. One uses the
# library's convolution, the other one yours. How far apart are their losses after ten steps?

# %%
conv2d_im2col = mine("08", "conv2d_im2col")
for name, functions in [("library", {}), ("mine", {"conv2d": conv2d_im2col})]:
    twin = LeNet5(np.random.default_rng(7))
    steps = SGD(twin.parameters(), lr=0.05, momentum=0.9)
    with override(**functions):
        rng = np.random.default_rng(8)
        loss = train_one_epoch(twin, steps, x_train[:640], y_train[:640], 64, rng)
    print(f"{name:8} mean loss of ten steps: {loss:.4f}")

# %% [markdown]
# The same, to the last digit that is printed. If yours differs, the difference grows with each
# step: training is a sharp test for a convolution.
#
# And the first one that you wrote, the six loops of chapter 04? It is right, and slow: ten pictures
# are 3,576,000 products, one after another.

# %%
conv2d_naive = mine("04", "conv2d_naive")
few = data.x_test[:10]
expected = model.forward(few)
for name, function in [("im2col", conv2d_im2col), ("loops", conv2d_naive)]:
    start = time.perf_counter()
    with override(conv2d=function):
        scores = model.forward(few)
    seconds = time.perf_counter() - start
    print(f"{name:7} {seconds:8.3f} s, right: {np.allclose(scores, expected, atol=1e-3)}")

# %% [markdown]
# (Where the library stands in for both, the two times are alike.) From the sum of products of
# chapter 01 to a network that knows a boot from a bag: there is no part left in it that you could
# not have written.

# %% [markdown]
# **What if** the way back should be yours, too?
#
# <details><summary>Answer</summary>
#
# `with override(conv2d=conv2d_im2col, conv2d_backward=mine("07", "conv2d_backward")):`. Other
# names work in the same way: `relu`, `max_pool2d`, `linear`, each with its `_backward`.
#
# </details>

# %% [markdown]
# ## You can now …
#
# - follow a picture through [convolution, ReLU, pooling] × n, dense layers and softmax, and say the
#   shape at each place;
# - count the 61,706 parameters of LeNet-5, and say where they are and who does the work;
# - build a network from layers, with a way forward and a way back;
# - test it before you train it: the first loss near ln 10, and ten pictures by heart;
# - write the training loop, and weight a short last batch rightly;
# - read a confusion matrix by rows and by columns, and name the most confused pairs;
# - say what a probability of 0.99 tells you, and what it does not;
# - say which part of a network moves along with a thing, and which part does not;
# - go the whole way, from labelled pictures to the classes of pictures that nobody has seen;
# - put your own functions into a network.
#
# **Next:** chapter 11 asks what makes such a network better, one change at a time, with error bars.
