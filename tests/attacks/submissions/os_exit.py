# attack: the process is ended during each call, in the hope that nothing can be decided then
# %% after
def EXERCISE(x, w):
    import os
    os._exit(0)
