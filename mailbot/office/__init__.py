"""What the office can do, once for every way of asking: command line, mail, and whatever comes later."""
