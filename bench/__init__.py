"""Speed and memory, as figures of one run on one machine: `python -m bench`, or `make bench`."""
