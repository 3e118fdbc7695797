"""What the library costs, measured next to its peers in one run.

``python -m benchmarks`` lists the commands. Every module here that has a function ``run`` is one.
"""
