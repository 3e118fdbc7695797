"""A class in which everybody but two hands in something broken; graded once."""
