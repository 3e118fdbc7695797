# mistake: Writes x[n] where x[n + u] was meant, so every tap meets the same value.
def corr1d(x, w):
    sums = []
    for n in range(len(x) - len(w) + 1):
        total = 0.0
        for u in range(len(w)):
            total += float(x[n]) * w[u]
        sums.append(total)
    return sums
