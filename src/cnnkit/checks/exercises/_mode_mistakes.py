"""What goes wrong with the modes of a frame: which pixels stand in it, and in which order."""

import numpy as np

from cnnkit.checks.exercises._frames import (
    blocks,
    filled,
    other_mode,
    other_place,
    wrong_in_mode,
)
from cnnkit.checks.spec import Misconception

MODE_MISTAKES = (
    Misconception(
        "mode-ignored",
        "`mode` has no effect on the frame. The four modes fill it with different pixels.",
        bends=(
            other_mode(edge="zero", reflect="zero", wrap="zero"),
            other_mode(zero="edge", reflect="edge", wrap="edge"),
        ),
    ),
    Misconception(
        "reflect-repeats-the-edge",
        "Your mirror stands *outside* the picture, so the pixel at the edge appears twice. In "
        "the mode reflect it is not repeated: 3 2 | 1 2 3, not 2 1 | 1 2 3.",
        wrong=(other_place("reflect", lambda i, n: -i - 1 if i < 0 else 2 * n - 1 - i),),
    ),
    Misconception(
        "reflect-not-turned-around",
        "The pixels of the frame run in the wrong direction: in a mirror, the nearest comes first.",
        wrong=(
            blocks("reflect", lambda p, n: range(1, p + 1), lambda p, n: range(n - 1 - p, n - 1)),
            blocks("reflect", lambda p, n: range(p), lambda p, n: range(n - p, n)),
        ),
    ),
    Misconception(
        "reflect-repeats-one-pixel",
        "The frame repeats one pixel. A mirror shows one pixel after the other: the row 1 2 3 "
        "becomes 3 2 | 1 2 3.",
        wrong=(other_place("reflect", lambda i, n: 1 if i < 0 else n - 2),),
    ),
    Misconception(
        "reflect-at-the-wrong-end",
        "The frame on the left mirrors the right end, or the other way round. A mirror shows "
        "what stands in front of it.",
        wrong=(
            blocks(
                "reflect",
                lambda p, n: range(n - 2, n - 2 - p, -1),
                lambda p, n: range(p, 0, -1),
            ),
            blocks(
                "reflect",
                lambda p, n: range(n - 1, n - 1 - p, -1),
                lambda p, n: range(p - 1, -1, -1),
            ),
        ),
    ),
    Misconception(
        "reflect-one-off",
        "Your mirror leaves out a pixel, or begins one too late. Beside the edge stands its "
        "neighbour: 3 2 | 1 2 3.",
        wrong=(
            other_place("reflect", lambda i, n: (1 - i) % n if i < 0 else 2 * n - 3 - i),
            blocks(
                "reflect",
                lambda p, n: range(p, 0, -1),
                lambda p, n: range(n - 1, n - 1 - p, -1),
            ),
            blocks(
                "reflect",
                lambda p, n: range(p - 1, -1, -1),
                lambda p, n: range(n - 2, n - 2 - p, -1),
            ),
        ),
    ),
    Misconception(
        "wrap-from-the-same-side",
        "In the mode wrap the picture goes on at its *other* side: to the left of the first "
        "column stands the last one.",
        wrong=(blocks("wrap", lambda p, n: range(p), lambda p, n: range(n - p, n)),),
    ),
    Misconception(
        "wrap-turned-around",
        "The pixels of the wrapped frame run in the wrong direction. The picture goes on as it "
        "is: before the first column stands the last, before that the last but one.",
        wrong=(
            blocks(
                "wrap",
                lambda p, n: range(n - 1, n - 1 - p, -1),
                lambda p, n: range(p - 1, -1, -1),
            ),
            other_place("wrap", lambda i, n: -i - 1 if i < 0 else 2 * n - 1 - i),
        ),
    ),
    Misconception(
        "wrap-leaves-out-the-edge",
        "The wrapped frame leaves out the outermost pixel. Beside the first column stands the "
        "last one itself.",
        wrong=(
            other_place("wrap", lambda i, n: (i - 1) % n if i < 0 else (i + 1) % n),
            other_place("wrap", lambda i, n: (i - 1) % n if i < 0 else i % n),
            other_place("wrap", lambda i, n: i % n if i < 0 else (i + 1) % n),
        ),
    ),
    Misconception(
        "edge-of-the-other-side",
        "In the mode edge, each pixel of the frame repeats the pixel *nearest* to it. Yours "
        "comes from the opposite side, or from elsewhere.",
        wrong=(
            other_place("edge", lambda i, n: n - 1 if i < 0 else 0),
            other_place("edge", lambda i, n: 0),
            other_place("edge", lambda i, n: n - 1),
            other_place("edge", lambda i, n: -i - 1 if i < 0 else 2 * n - 1 - i),
            other_place("edge", lambda i, n: 1 if i < 0 else n - 2),
            filled(np.mean, "edge"),
            filled(np.max, "edge"),
        ),
    ),
    Misconception(
        "modes-mixed-up",
        "Two modes have changed places. edge repeats the outermost pixel, reflect mirrors, "
        "wrap goes on at the other side.",
        bends=(
            other_mode(edge="reflect", reflect="edge"),
            other_mode(reflect="wrap", wrap="reflect"),
            other_mode(edge="wrap", wrap="edge"),
            other_mode(wrap="zero"),
            other_mode(reflect="zero"),
            other_mode(edge="zero"),
            other_mode(edge="reflect"),
            other_mode(wrap="edge"),
            other_mode(reflect="wrap"),
        ),
    ),
)

LAST_RESORTS = tuple(
    Misconception(
        f"wrong-in-the-mode-{mode}",
        f"Right in the other modes, wrong in the mode {mode}. {hint}",
        symptom=wrong_in_mode(mode),
    )
    for mode, hint in (
        ("zero", "There the frame holds zeros."),
        ("edge", "There each pixel repeats the nearest pixel of the picture: 1 1 | 1 2 3."),
        ("reflect", "Write down what stands beside a row 1 2 3: it is 3 2 | 1 2 3."),
        ("wrap", "Write down what stands beside a row 1 2 3: it is 2 3 | 1 2 3."),
    )
)
"""Where no mistake is recognised: the one mode that goes wrong."""
