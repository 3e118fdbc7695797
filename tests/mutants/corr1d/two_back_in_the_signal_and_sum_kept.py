# mistake: Two mistakes: it counts back in the signal, and the sum is never set to 0.
def corr1d(x, w):
    y, s = [], 0.0
    for n in range(len(x) - len(w) + 1):
        for u in range(len(w)):
            s += float(x[n - u]) * w[u]
        y.append(s)
    return y
