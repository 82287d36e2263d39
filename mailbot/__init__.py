"""mailbot: keeps a Steering Committee's attendance by mail. Start reading at `mailbot/trip.py`."""

__version__ = "0.1.0"
