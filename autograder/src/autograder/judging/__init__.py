"""Who decides what an answer is worth (README.md: how, and what is not stopped).

`questions` says what crosses between judge and kernel, `protocol` how it is written; `agent` is the
judge's hand inside, and `luggage` carries it there. `recovery` keeps a student's work running,
`judge` decides one exercise, `notebook` grades them all, and `execute` hands over to nbgrader.
`evidence` and `regrade` make a score reproducible.
"""
