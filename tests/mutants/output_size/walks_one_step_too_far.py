# mistake: Counts starts up to the last pixel of the row, so windows that hang over the end count too.


def output_size(n, k, stride=1, padding=0, dilation=1):
    length = n + 2 * padding
    if (k - 1) * dilation + 1 > length:
        raise ValueError("too large")
    count = 0
    for start in range(0, length, stride):
        count += 1
    return count
