# attack: NumPy's own functions are replaced so that every comparison comes out equal
# %% cell
np.allclose = np.array_equal = lambda *args, **kwargs: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
np.abs = np.absolute = lambda x, *args, **kwargs: np.zeros(np.shape(x))
np.argmin = lambda *args, **kwargs: 0
