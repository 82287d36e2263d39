"""The words that reading knows, as tables; a clerk's new phrase is one more line in one of them, never a change of code."""
