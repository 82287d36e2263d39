"""`python -m mailbot`: the command line, also where its script is not on the path."""

from mailbot.cli import main

if __name__ == "__main__":
    main(prog_name="mailbot")
