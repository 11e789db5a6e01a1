"""Reading many reports at once: the same pure function in one process, in a pool of processes, on a cluster, or shard by shard."""

from accordingto.running.engines import ENGINES, EngineName, engine
from accordingto.running.outcome import Outcome, ReaderLike

__all__ = ["ENGINES", "EngineName", "Outcome", "ReaderLike", "engine"]
