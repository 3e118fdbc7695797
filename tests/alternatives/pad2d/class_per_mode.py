# way: One small class for each mode with a method that fills a row of a list; the lists become an array at the end.
import numpy as np


class Zero:
    def line(self, v, before, after, blank):
        return [blank] * before + v + [blank] * after

class Edge(Zero):
    def line(self, v, before, after, blank):
        return [v[0]] * before + v + [v[-1]] * after

class Reflect(Zero):
    def line(self, v, before, after, blank):
        return [v[k] for k in range(before, 0, -1)] + v + [v[-2 - k] for k in range(after)]

class Wrap(Zero):
    def line(self, v, before, after, blank):
        return [v[len(v) - before + k] for k in range(before)] + v + v[:after]

def pad2d(x, padding, mode="zero"):
    for cls in (Zero, Edge, Reflect, Wrap):
        if cls.__name__.lower() == mode:
            how = cls()
            break
    else:
        raise ValueError("no such mode")
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    wide = [how.line(list(row), l, r, 0) for row in x]
    tall = how.line(wide, t, b, [0] * (l + x.shape[1] + r))
    return np.array(tall, dtype=x.dtype)
