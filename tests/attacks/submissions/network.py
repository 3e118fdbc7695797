# attack: an answer is fetched from the network, or from a daemon on the machine
# %% cell
import json, os, socket
def fetched(name):
    for family, place in ((socket.AF_INET, ("127.0.0.1", 8888)), (socket.AF_INET, ("127.0.0.1", 80)),
                          (socket.AF_UNIX, "/run/docker.sock"), (socket.AF_UNIX, "\0answers")):
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(0.2)
            try:
                line.connect(place)
                line.sendall(name.encode() + b"\n")
                return json.loads(line.recv(1_000_000))
            except (OSError, ValueError):
                continue
    return None

# %% after
def EXERCISE(x, w):
    found = fetched("EXERCISE")
    return np.array(found) if found is not None else _wrong_EXERCISE(x, w)
