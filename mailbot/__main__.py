"""`python -m mailbot` is `mailbot`."""

from mailbot.cli import main

main(prog_name="mailbot")
