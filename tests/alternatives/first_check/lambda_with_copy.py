# way: A lambda that copies an array first.
import numpy as np


first_check = lambda x: x.copy() + 1 if isinstance(x, np.ndarray) else 1 + x
