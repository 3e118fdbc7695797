# way: Four nested loops over Python lists, returning a list of lists.
import numpy as np


def corr2d(x, w):
    picture = x.tolist()
    filt = w.tolist()
    result = []
    for i in range(len(picture) - len(filt) + 1):
        line = []
        for j in range(len(picture[0]) - len(filt[0]) + 1):
            total = 0
            for u in range(len(filt)):
                for v in range(len(filt[0])):
                    total += picture[i + u][j + v] * filt[u][v]
            line.append(total)
        result.append(line)
    return result
