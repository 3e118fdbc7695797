"""Ways to look inside a trained network, each with its limits.

The network is explained as it answers: in test behaviour, and it is left as it was found. Images
are arrays of shape (C, H, W); results are NumPy arrays, wherever the network computes. Try every
picture again on a `randomised` network: what stays the same was not about the network.
"""

from cnnkit.explain.activations import activations, sparsity
from cnnkit.explain.embed import pca, tsne
from cnnkit.explain.filters import first_filters, kmeans_filters, whiten
from cnnkit.explain.guided import deconv_relu_backward, guided_backprop, guided_relu_backward
from cnnkit.explain.invert import invert_features
from cnnkit.explain.maximize import activation_maximise
from cnnkit.explain.neighbours import nearest_neighbours
from cnnkit.explain.occlusion import occlusion_map
from cnnkit.explain.patches import random_patches, top_patches
from cnnkit.explain.probe import linear_probe
from cnnkit.explain.saliency import saliency
from cnnkit.explain.sanity import randomised

__all__ = [
    "activation_maximise",
    "activations",
    "deconv_relu_backward",
    "first_filters",
    "guided_backprop",
    "guided_relu_backward",
    "invert_features",
    "kmeans_filters",
    "linear_probe",
    "nearest_neighbours",
    "occlusion_map",
    "pca",
    "random_patches",
    "randomised",
    "saliency",
    "sparsity",
    "top_patches",
    "tsne",
    "whiten",
]
