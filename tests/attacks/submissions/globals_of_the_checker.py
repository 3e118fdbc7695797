# attack: names that a checker may use are planted everywhere: globals, builtins, modules, the user's namespace
# %% cell
import builtins, sys
class _Yes:
    passed = ok = correct = True
    points = score = grade = 4.0
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __float__(self): return 4.0
    def __hash__(self): return 0
for space in (vars(builtins), globals(), *(vars(m) for n, m in list(sys.modules.items()) if n.startswith(("cnnkit", "graders_hand", "nbgrader")))):
    for name in ("expected", "reference", "verdict", "decide", "compare", "allclose", "points", "passed", "report"):
        try:
            space[name] = _Yes()
        except Exception:
            pass
