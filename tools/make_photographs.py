"""Make the two small photographs that ship with cnnkit.

    python tools/make_photographs.py FOLDER

FOLDER holds ``china.jpg`` and ``flower.jpg`` as scikit-learn ships them
(``sklearn/datasets/images``). Each is scaled down to 256 × 171 pixels (Lanczos) and written
to ``src/cnnkit/datasets/data/photographs.npz`` as uint8 of shape (3, 171, 256).
Another JPEG decoder may give pixels that differ by one.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
from make_fashion_mnist_small import ROOT, pack
from PIL import Image

TARGET = ROOT / "src/cnnkit/datasets/data/photographs.npz"
SIZE = (256, 171)


def shrink(path: Path) -> np.ndarray:
    """Read a photograph and scale it down."""
    with Image.open(path) as image:
        small = image.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    return np.asarray(small).transpose(2, 0, 1)  # (H, W, 3) -> (3, H, W)


def main() -> None:
    """Write the file and print its checksum."""
    folder = Path(sys.argv[1])
    content = pack(temple=shrink(folder / "china.jpg"), flower=shrink(folder / "flower.jpg"))
    partial = TARGET.with_name(TARGET.name + ".partial")
    partial.write_bytes(content)
    partial.replace(TARGET)
    print(hashlib.sha256(content).hexdigest(), len(content), TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
