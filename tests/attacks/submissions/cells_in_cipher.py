# attack: cells that are no Python until a transformer, put in place before, has deciphered them
# %% cell
import codecs
from IPython import get_ipython
def decipher(lines):
    text = "".join(lines)
    head, mark, rest = text.partition("qrs ")
    return (head + codecs.decode(mark + rest, "rot13")).splitlines(True) if mark else lines
get_ipython().input_transformers_cleanup.append(decipher)

# %% after
qrs EXERCISE(x, w): erghea ac.pbairyir(x, w[::-1], "inyvq")
