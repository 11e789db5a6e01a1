"""The mode that the means of an assault gives: "killed by a drone", "shot with a rifle"."""

from __future__ import annotations

from accordingto.reading.roles import Roles

_MEANS_MODE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("drone", ("drone",)),
    ("suicide-attack", ("suicide",)),
    ("aerial", ("air strike", "airstrike", "warplane", "jet", "aircraft", "helicopter")),
    ("heavy-weapons", ("rocket", "missile", "mortar", "artillery", "tank", "shell")),
    ("explosives", ("bomb", "grenade", "explosive", "mine", "ied", "dynamite")),
    ("firearms", ("gun", "rifle", "pistol", "bullet", "sniper")),
    ("primitive", ("knife", "machete", "axe", "sword", "stone", "arrow", "bayonet")),
    ("crowd-control", ("tear gas", "teargas", "rubber", "water cannon", "baton", "truncheon")),
    ("unconventional", ("chlorine", "sarin", "gas")),
)  # fmt: skip


def mode_of(roles: Roles, word: int) -> str:
    """The mode of an assault's trigger by the means that it names, or ""."""
    means = roles.means(word)
    if means is None:
        return ""
    low = means.of(roles.tree.text).lower()
    return next((mode for mode, known in _MEANS_MODE if any(k in low for k in known)), "")
