# mistake: Writes x[u] where x[n + u] was meant, so the window never leaves the first place.
def corr1d(x, w):
    sums = []
    for _n in range(len(x) - len(w) + 1):
        total = 0.0
        for u in range(len(w)):
            total += float(x[u]) * w[u]
        sums.append(total)
    return sums
