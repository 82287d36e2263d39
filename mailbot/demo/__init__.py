"""A meeting played over real mail servers on this machine."""
