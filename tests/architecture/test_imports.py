"""Imports point one way, core modules stay light, and no helper of tests or training leaks into the package."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "accordingto"
VERSION = {""}  # "from accordingto import __version__"

# What the modules of each part may import of the package; a part may always import itself.
ALLOWED = {
    "errors": set(),
    "data": {"errors"},
    "model": {"errors"},
    "intake": {"errors", "model", "data"},
    "reading": {"errors", "model", "data"},
    "resolving": {"errors", "model", "data"},
    "store": {"errors", "model"},
    "running": {"errors", "model"},
    "views": {"errors", "model", "store"},
    "export": {"errors", "model", "store", "views"},
    "building": {"errors", "model", "store", "running", "intake", "reading", "resolving"},
    "web": {"errors", "model", "store", "views", "export", "building", "intake", *VERSION},
    "cli": {"errors", "model", "store", "views", "export", "web", "building", "running", "intake", "reading", *VERSION},
    "api": {"errors", "model", "store", "export", "building", "running", "reading"},
    "__init__": {"errors", "api"},
}
HEAVY = {"onnxruntime", "numpy", "trafilatura", "feedparser", "fastwarc", "py3langid", "pyarrow", "fastapi", "uvicorn", "jinja2", "pandas",
         "dask", "distributed", "torch", "rich", "charset_normalizer"}  # fmt: skip


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Parts of the package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [f"{node.module}.{alias.name}" if node.module == "accordingto" else node.module or "" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            assert head not in ("training", "bench", "tests"), f"{path} imports {name}"
            if head == "accordingto":
                part = rest.split(".")[0]
                found.add("" if part == "__version__" else part)
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    assert part in ALLOWED, f"{part} is a new part: say what it may import"
    assert imported(path) - ALLOWED[part] - {part} == set()


@pytest.mark.parametrize("module", ["accordingto", "accordingto.cli.main", "accordingto.store", "accordingto.building", "accordingto.api"])
def test_heavy_packages_are_imported_only_when_they_are_needed(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}} & {HEAVY!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_no_module_has_grown_past_a_second_question() -> None:
    sizes = {str(p.relative_to(PACKAGE)): len(p.read_text(encoding="utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert {name: n for name, n in sizes.items() if n > 600} == {}
