"""The record's store: ``Store.open(path)`` reads, ``Store.open(path, "write")`` is the one build."""

from accordingto.store.heads import Counts, DayCount, ReportHead
from accordingto.store.lists import LISTINGS, Page
from accordingto.store.parts import denial
from accordingto.store.search import Found, Hit
from accordingto.store.sqlite import Store
from accordingto.store.write import Part

__all__ = ["LISTINGS", "Counts", "DayCount", "Found", "Hit", "Page", "Part", "ReportHead", "Store", "denial"]
