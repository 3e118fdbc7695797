# mistake: Takes the mean of the products where their sum was asked for.
import numpy as np

corr1d = lambda x, w: np.array([np.mean(x[i:i + len(w)] * w) for i in range(len(x) - len(w) + 1)])
