# way: functools.reduce with a lambda on the pair.
from functools import reduce

import numpy as np


receptive_field = lambda layers: reduce(lambda a, l: (a[0] + (l[0] - 1) * l[2] * a[1], a[1] * l[1]), layers, (1, 1))
