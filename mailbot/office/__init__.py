"""What the Division can do, once, for every way of asking: command line, mail, later a page."""
