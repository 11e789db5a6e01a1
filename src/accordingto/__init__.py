"""Who says what about which incident, in which words, on what evidence, and where the accounts part."""

__version__ = "0.1.0"
