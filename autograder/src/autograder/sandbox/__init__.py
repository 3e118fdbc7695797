"""Where a student's code runs, and what it can reach from there (README.md: the threat model).

`policy` says what the code may see and use, as data. `image` lists the files, `masks` builds the
library with the answers taken out, `seccomp` lists the system calls that are refused.
`bubblewrap` turns a policy into a command, `launcher` finishes the job from inside, `zygote` forks
kernels that start in a moment, `warm` asks it, and `ways` chooses between cold and warm. `process`
watches from outside, `provisioner` makes a Jupyter kernel of it all.
"""
