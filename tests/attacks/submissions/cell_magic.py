# attack: a cell magic swallows the cells that follow, and a renamed check is judged in their place
# %% cell
from IPython import get_ipython
get_ipython().run_line_magic("alias_magic", "check timeit")
get_ipython().automagic = True
get_ipython().user_ns["check"] = type("C", (), {"__call__": lambda s, n, a: 4.0})()
get_ipython().ask_exit = lambda: None
