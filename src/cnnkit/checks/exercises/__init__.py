"""One file an exercise; each holds one ``exercise``. Names that begin with _ are shared pieces."""
