# attack: every answer is an object that is equal to everything
# %% cell
class Equal:
    shape = property(lambda self: self)
    dtype = np.dtype(float)
    ndim = 2
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    def __le__(self, other): return True
    def __gt__(self, other): return True
    def __ge__(self, other): return True
    def __hash__(self): return 0
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
    def __abs__(self): return 0
    def __float__(self): return 0.0
    def __bool__(self): return True
    def __len__(self): return 1
    def __getitem__(self, at): return self
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self

# %% after
def EXERCISE(x, w):
    return Equal()
