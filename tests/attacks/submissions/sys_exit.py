# attack: the call leaves by SystemExit, KeyboardInterrupt and an exception that nothing expects
# %% cell
class Odd(BaseException):
    def __str__(self):
        raise self
    __repr__ = __str__

# %% after
def EXERCISE(x, w):
    raise [SystemExit(0), KeyboardInterrupt(), Odd(), GeneratorExit()][x.size % 4]
