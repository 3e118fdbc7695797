# attack: the reference of each exercise is replaced by the wrong answer
# %% after
try:
    from cnnkit.checks import find
    object.__setattr__(find("EXERCISE"), "reference", EXERCISE)
except Exception:
    pass
