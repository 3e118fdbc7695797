# mistake: Two at once: dilation is read as the number of gaps, and the padding is counted once.


def output_size(n, k, stride=1, padding=0, dilation=1):
    window = k + (k - 1) * dilation
    free = n + padding - window
    if free < 0:
        raise ValueError(f"{window} > {n + padding}")
    return free // stride + 1
