"""The house rules that a machine can check. CONTRIBUTING.md gives the reasons."""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from house import PACKAGE, ROOT, Module, documents, functions, modules, rooms, text_files

CODE = ("src", "bench", "training")
EVERYTHING = (*CODE, "tests")


@cache
def names(module: Module) -> set[str]:
    """All that a module imports, in full."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def swallows_all(handler: ast.ExceptHandler) -> bool:
    """Catches whatever comes, and does not pass it on."""
    catches_all = handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
    return catches_all and ast.unparse(handler.body[-1]) != "raise"


# Functions and files stay small


def test_half_of_all_functions_have_at_most_eight_lines() -> None:
    assert statistics.median(f.lines for m in modules("src") for f in functions(m)) <= 8


def test_nine_functions_in_ten_have_at_most_thirty_lines() -> None:
    lines = sorted(f.lines for m in modules("src") for f in functions(m))
    assert lines[int(0.9 * len(lines))] <= 30


def test_no_function_has_more_than_sixty_lines() -> None:
    assert [(f.name, f.lines) for m in modules(*EVERYTHING) for f in functions(m) if f.lines > 60] == []


def test_no_file_has_more_than_four_hundred_lines() -> None:
    assert [(m.name, m.line_count) for m in modules(*EVERYTHING) if m.line_count > 400] == []


def test_the_main_path_fits_on_one_page() -> None:
    assert [m.line_count for m in modules("src") if m.name == "src/mnemon/pipeline.py" and m.line_count > 200] == []


def test_no_function_takes_more_than_six_parameters() -> None:
    """A command's parameters are its options, so commands are counted out."""
    crowded = [f.name for m in modules(*CODE) for f in functions(m) if f.parameters > 6 and not f.is_command]
    assert crowded == []


# Rooms have small doors


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_exports_at_most_seven_names(room: Path) -> None:
    if room.name == "model":
        pytest.skip("records are imported from the module that holds them")
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
    exports = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    assert len(exports) == 1, "a room's __init__ says in __all__ what it exports"
    assert len(exports[0]) <= 7


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"common", "helper", "helpers", "misc", "tools", "util", "utils"}
    assert [m.name for m in modules(*EVERYTHING) if drawers & set(Path(m.name).with_suffix("").parts)] == []


@pytest.mark.parametrize("name", ["model", "errors"])
def test_the_ground_floor_rests_on_the_standard_library_alone(name: str) -> None:
    ground = [m for m in modules("src") if f"mnemon/{name}" in m.name]
    roots = {imported.split(".")[0] for m in ground for imported in names(m)}
    assert roots <= sys.stdlib_module_names | {"mnemon"}


@cache
def owners_of_packages() -> Mapping[str, list[str]]:
    """Which distributions hold which package, asked once: it reads the files of every distribution."""
    return metadata.packages_distributions()


def third_party(module: Module) -> set[str]:
    """The distributions that a module imports from, as pyproject.toml would name them."""
    owners = owners_of_packages()
    roots = {name.split(".")[0] for name in names(module)} - sys.stdlib_module_names - {"mnemon"}
    return {owners.get(root, [root])[0].lower() for root in roots}


def test_what_the_package_imports_is_what_it_asks_for() -> None:
    """No library is used because another one happens to bring it, and none is asked for in vain."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["export"], *extras["method"]]
    asked = {re.split(r"[\[><=~ ]", line)[0] for line in lines}
    used = {owner for module in modules("src") for owner in third_party(module)}
    assert used - asked == set()
    assert asked - used == set()


# Nothing happens behind the reader's back


def test_records_are_frozen() -> None:
    """Every dataclass of the package, not of model/ alone: what can change is passed in by name and seen."""
    thawed = [
        f"{m.name}:{node.lineno} {node.name}"
        for m in modules("src")
        for node in ast.walk(m.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]
    assert thawed == []


def test_no_global_state_is_written() -> None:
    writers = [f"{m.name}:{n.lineno}" for m in modules("src") for n in ast.walk(m.tree) if isinstance(n, ast.Global)]
    assert writers == []


def test_importing_does_no_work() -> None:
    """A module's top level holds imports, constants, functions and classes. Alembic runs env.py as a script."""
    allowed = (
        ast.Import,
        ast.ImportFrom,
        ast.Assign,
        ast.AnnAssign,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
    )
    busy = [
        f"{m.name}:{node.lineno}"
        for m in modules("src")
        for node in m.tree.body
        if not m.name.endswith("migrations/env.py")
        and not isinstance(node, allowed)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.If) and re.search("TYPE_CHECKING|__main__", ast.unparse(node.test)))
    ]
    assert busy == []


def test_only_the_pipeline_may_catch_everything_and_only_once() -> None:
    """There, at one report's boundary, it must write down that the report failed."""
    blind = [
        m.name
        for m in modules(*EVERYTHING)
        for node in ast.walk(m.tree)
        if isinstance(node, ast.ExceptHandler) and swallows_all(node)
    ]
    assert blind in ([], ["src/mnemon/pipeline.py"])


# Tests mirror the package and use the real thing


def test_no_test_uses_mocks() -> None:
    mocking = re.compile(r"(^|\.)(mock|pytest_mock|unittest\.mock)(\.|$)")
    assert [m.name for m in modules("tests") if any(mocking.search(name) for name in names(m))] == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_room_has_its_tests(room: Path) -> None:
    assert list((ROOT / "tests" / room.name).glob("test_*.py")), f"tests/{room.name}/ has no test"


def test_every_module_is_named_by_its_rooms_tests_or_reached_through_its_door() -> None:
    lonely = []
    for module in modules("src"):
        inside = module.path.relative_to(PACKAGE).with_suffix("").parts
        if inside[-1].startswith("__") or "migrations" in inside:
            continue
        folder = "tests/" + "/".join(inside[:-1])
        tested = {name for m in modules(folder) for name in names(m)}
        doors = {".".join(("mnemon", *inside[:depth])) for depth in range(1, len(inside) + 1)}
        if not tested & doors:
            lonely.append(module.name)
    assert lonely == []


# Words


def outside_quotes(text: str) -> str:
    """A document's own words: without code, and without what it quotes."""
    text = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.DOTALL)
    return re.sub(r"\"[^\"\n]*\"|“[^”]*”|‘[^’]*’", " ", text)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_use_neutral_words(path: Path) -> None:
    loaded = re.compile(r"\b(terrorists?|eliminated|liberated|neutrali[sz]ed|martyred)\b", re.IGNORECASE)
    assert loaded.findall(outside_quotes(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_are_in_british_spelling(path: Path) -> None:
    american = re.compile(
        r"\b(behavior|color|favor|neighbor|normaliz|organiz|recogniz|summariz|analyz)\w*", re.IGNORECASE
    )
    assert american.findall(outside_quotes(path.read_text(encoding="utf-8"))) == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    homely = re.compile(r"(?<![\w.~:/$}\"'*])/(?:home|root|Users|work)/\w")
    assert [path.name for path in text_files() if homely.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("lock", ["run.lock", "test.lock", "docs.lock"])
def test_a_lock_has_a_hash_for_every_package_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^[A-Za-z][\w.-]*(?:\[\w+\])?==\S+.*?(?=^[A-Za-z]|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert pins
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"\w+://|--index|--find-links", text) == []
