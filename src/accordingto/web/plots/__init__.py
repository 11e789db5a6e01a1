"""Plots as SVG, written on the server with real text; every one has its table on the same page."""

from __future__ import annotations
