"""tuireader: the newspaper in the terminal for people who read Vietnamese. Owns the version; imports nothing."""

__version__ = "0.1.0"
