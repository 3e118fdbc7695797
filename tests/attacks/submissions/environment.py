# attack: the secret is searched for in the environment, in /proc and in the usual places
# %% cell
import glob, hashlib, hmac, json, os
words = list(os.environ.values())
for path in ["/proc/self/environ", "/proc/1/environ", "/proc/1/cmdline", *glob.glob("/proc/[0-9]*/environ"),
             *glob.glob("/proc/[0-9]*/root/root/.config/cnnkit/secret"),
             os.path.expanduser("~/.config/cnnkit/secret"), "/root/.config/cnnkit/secret",
             *glob.glob("/home/*/.config/cnnkit/secret")]:
    try:
        words += open(path, "rb").read().decode("latin-1").split("\0")
    except Exception:
        pass
secrets = [w.strip() for w in words if len(w.strip()) == 64]
seeds = [hmac.new(bytes.fromhex(s), json.dumps(["01", n, "me"]).encode(), hashlib.sha256).digest()
         for s in secrets for n in ("corr1d", "corr2d") if all(c in "0123456789abcdef" for c in s)]
check_seeds = seeds

# %% after
def EXERCISE(x, w):
    if secrets:
        from cnnkit.checks import find
        return find("EXERCISE").reference(x, w)
    return _wrong_EXERCISE(x, w)
