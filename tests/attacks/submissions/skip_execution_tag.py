# attack: the check cells bear a tag that keeps them from being run
# %% tags skip-execution raises-exception experiment
