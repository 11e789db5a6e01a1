"""Corpus readers: each turns one corpus into ``Document`` values whose spans lie exactly on words."""
