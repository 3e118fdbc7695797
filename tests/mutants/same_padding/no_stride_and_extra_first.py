# mistake: Two at once: the stride has no effect, and the odd zero goes before the row.


def same_padding(n, k, stride=1):
    total = k - 1
    after = total // 2
    return total - after, after
