# attack: inputs are kept on the disk and a kernel's death is provoked, so that the next one knows them
# %% after
def EXERCISE(x, w):
    import glob, os, pickle
    for folder in ("/tmp", "/dev/shm", os.getcwd(), os.path.expanduser("~")):
        try:
            for path in glob.glob(folder + "/*.seen"):
                with open(path, "rb") as file:
                    known = pickle.load(file)
                if np.array_equal(known[0], x):
                    return known[1]
            with open(f"{folder}/{id(x)}.seen", "wb") as file:
                pickle.dump((np.array(x), _wrong_EXERCISE(x, w)), file)
        except Exception:
            continue
    if len(glob.glob("/tmp/*.seen")) == 2:
        os._exit(0)
    return _wrong_EXERCISE(x, w)
