# mistake: The two sizes are taken in the wrong order.


def output_size(k, n, stride=1, padding=0, dilation=1):
    room = n + 2 * padding - (k - 1) * dilation - 1
    if room < 0:
        raise ValueError("does not fit")
    return room // stride + 1
