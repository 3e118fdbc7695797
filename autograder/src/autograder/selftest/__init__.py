"""Do the checks keep their promise? ``autograder selftest`` tries them on answers that are known.

`specimens` are those that stand in files of their own, `trials` tries all of them in processes of
this program, `sample` sends some through the sandbox and the judge, `show` tells what came of it.
"""
