"""What the house tests look at: the repository's files, its Python modules and their functions."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "mnemon"
TEXT_SUFFIXES = {"", ".cfg", ".css", ".html", ".in", ".js", ".lock", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the repository; `name` is its path from the root."""

    name: str
    path: Path
    tree: ast.Module
    line_count: int


@dataclass(frozen=True, slots=True)
class Function:
    """One function; `lines` counts from `def` to its end, without the docstring."""

    name: str
    lines: int
    parameters: int
    is_command: bool


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """All Python files under these folders of the root, in path order; a folder that is not there has none."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(_module(path) for path in found)


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), path, ast.parse(text), len(text.splitlines()))


def functions(module: Module) -> list[Function]:
    """Every function of a module, methods and inner ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [_function(module, node) for node in ast.walk(module.tree) if isinstance(node, kinds)]


def _function(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    decorators = [ast.unparse(d) for d in node.decorator_list]
    return Function(
        name=f"{module.name}:{node.lineno} {node.name}",
        lines=lines,
        parameters=len([n for n in names if n not in {"self", "cls"}]),
        is_command=any(".command" in d or ".option" in d for d in decorators),
    )


def rooms() -> list[Path]:
    """The packages directly under mnemon."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def text_files() -> list[Path]:
    """The repository's own text: documents, code, settings, scripts; no data, no environments."""
    folders = [".ci", "bench", "demo", "docs", "requirements", "scripts", "src", "tests", "training"]
    found = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    found += [path for path in ROOT.glob("*") if path.is_file() and path.name != ".git"]
    found.append(ROOT / ".gitignore")
    return sorted(path for path in found if path.is_file() and _is_own_text(path))


def _is_own_text(path: Path) -> bool:
    parts = set(path.relative_to(ROOT).parts)
    return path.suffix in TEXT_SUFFIXES and not parts & {"__pycache__", "data", "out", "corpus"}


def documents() -> list[Path]:
    """The documents that people read."""
    return [path for path in text_files() if path.suffix == ".md"]
