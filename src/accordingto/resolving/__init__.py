"""Readings of many reports to one record."""

from __future__ import annotations

from accordingto.resolving.collapse import RULES, Collapsed, collapse
from accordingto.resolving.explain import Explanation, explain_incident
from accordingto.resolving.resolver import Resolver, resolve

__all__ = ["RULES", "Collapsed", "Explanation", "Resolver", "collapse", "explain_incident", "resolve"]
