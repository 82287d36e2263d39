"""The part that thinks: values in, values out; no I/O, no clock (`now` is always an argument)."""
