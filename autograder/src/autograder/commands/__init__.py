"""What the sub-commands do: each takes options, calls one function, shows what came of it."""
