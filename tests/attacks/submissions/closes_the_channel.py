# attack: the kernel's channels are closed or answered with nonsense
# %% cell
from IPython import get_ipython
kernel = get_ipython().kernel
original = kernel.session.send
def send(stream, kind, content=None, *args, **kwargs):
    if isinstance(content, dict) and "user_expressions" in content:
        content = dict(content, status="ok", user_expressions={
            name: {"status": "ok", "data": {"text/plain": "'" + "A" * 5000 + "'"}, "metadata": {}}
            for name in content["user_expressions"]})
    return original(stream, kind, content, *args, **kwargs)
kernel.session.send = send
