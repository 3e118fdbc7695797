"""Draw the small Fashion-MNIST that ships with cnnkit, and the held-back images of the grader.

    python tools/make_fashion_mnist_small.py [FOLDER]

FOLDER holds the four original IDX files (default: where Debian's package
``dataset-fashion-mnist`` puts them). Two files are written:

- ``src/cnnkit/datasets/data/fashion_mnist_small.npz``: 600 training and 100 test images a class;
- ``autograder/src/autograder/judging/held_back.npz``: 50 more test images a class.

The draw uses no random generator, so that it is the same under every version of NumPy:
the images of a class are ordered by the SHA-256 of their pixels, and the first ones are taken;
the sums read backwards then order the file, which mixes the classes. An image whose
pixels occur twice, in whichever part, is taken at most once.
The time stamps in the files are fixed; equal input gives equal bytes under one version of zlib.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

from cnnkit.datasets.idx import read_idx

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "src/cnnkit/datasets/data/fashion_mnist_small.npz"
HELD_BACK = ROOT / "autograder/src/autograder/judging/held_back.npz"
DEBIAN = Path("/usr/share/datasets/fashion-mnist")

RAW_SHA256 = {  # of the unpacked files: the gzip headers differ from one mirror to the next
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}
CLASSES = 10
TRAIN, TEST, HELD = 600, 100, 50  # images a class
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can tell


def fingerprints(x: np.ndarray) -> list[str]:
    """Name each image by its pixels."""
    return [hashlib.sha256(image.tobytes()).hexdigest() for image in x]


def draw(x: np.ndarray, y: np.ndarray, count: int, taken: set[str]) -> np.ndarray:
    """Choose ``count`` images of each class that are not ``taken`` yet, and note them there."""
    marks = fingerprints(x)
    order = sorted(range(len(x)), key=marks.__getitem__)
    chosen: list[int] = []
    left = dict.fromkeys(range(CLASSES), count)
    for n in order:
        if left[int(y[n])] and marks[n] not in taken:
            left[int(y[n])] -= 1
            taken.add(marks[n])
            chosen.append(n)
    if any(left.values()):
        raise SystemExit(f"too few images in classes {[c for c, more in left.items() if more]}")
    return np.array(sorted(chosen, key=lambda n: marks[n][::-1]))


def pack(**arrays: np.ndarray) -> bytes:
    """Write arrays as a compressed .npz whose bytes hold no time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), version=(1, 0))
            info = zipfile.ZipInfo(f"{name}.npy", EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, member.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def make(folder: Path = DEBIAN) -> dict[Path, bytes]:
    """Draw both files and return their bytes."""
    raw = {name: read_idx(folder / f"{name}.gz") for name in RAW_SHA256}
    for name, array in raw.items():
        header = bytes([0, 0, 8, array.ndim]) + b"".join(n.to_bytes(4, "big") for n in array.shape)
        if hashlib.sha256(header + array.tobytes()).hexdigest() != RAW_SHA256[name]:
            raise SystemExit(f"{folder / name}.gz does not hold the original data")
    x_train, y_train, x_test, y_test = raw.values()

    taken: set[str] = set()
    train = draw(x_train, y_train, TRAIN, taken)
    test = draw(x_test, y_test, TEST, taken)
    held = draw(x_test, y_test, HELD, taken)
    return {
        SMALL: pack(
            x_train=x_train[train], y_train=y_train[train], x_test=x_test[test], y_test=y_test[test]
        ),
        HELD_BACK: pack(x=x_test[held], y=y_test[held]),
    }


def main() -> None:
    """Write both files and print their checksums."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEBIAN
    for path, content in make(folder).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        partial.write_bytes(content)
        partial.replace(path)
        print(hashlib.sha256(content).hexdigest(), len(content), path.relative_to(ROOT))


if __name__ == "__main__":
    main()
