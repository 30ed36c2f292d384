"""The pages say what the program does: made from it where possible, checked against it else."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

from counterflow.cli import app

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_made_from_the_code_has_not_drifted(page: Path, generate: ModuleType) -> None:
    drifted = text(page) != generate.filled(text(page))
    assert not drifted, f"run `make docs` and commit docs/{page.name}"


def test_a_drifted_page_would_be_noticed(generate: ModuleType) -> None:
    page = text(ROOT / "docs" / "glossary.md")
    assert generate.filled(page.replace("A full count", "A half count")) == page


def test_every_word_of_every_table_is_found(generate: ModuleType) -> None:
    pages = "".join(map(text, PAGES))
    for name in generate.PARTS:
        assert f"<!-- made from the code: {name} -->" in pages


def test_every_command_is_documented() -> None:
    said = text(ROOT / "README.md") + text(ROOT / "docs" / "cli.md")
    for name in get_command(app).commands:
        assert re.search(rf"\bcounterflow {name}\b", said), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(text(page)):
        goal = (page.parent / target).resolve() if target else page
        assert goal.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in anchors(text(goal)), f"{page.name} links to #{anchor}"


def anchors(page: str) -> set[str]:
    """Headings as the addresses they get."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
