"""The repository itself: locks, catalogues, documents, settings of a public host."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import polib
import pytest

from tests.house.walls import ROOT, SRC, modules

HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org")
MACHINE_PATHS = re.compile(r"(?<![a-z.<])/(?:work|tmp|root|home)/\w")
CATALOGUES = sorted(SRC.glob("*/locale/vi/LC_MESSAGES/django.po"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_registry_host_or_path_of_a_machine_stands_in_any_file() -> None:
    for path in tracked():
        if path.suffix in {".woff2", ".docx", ".mo", ".png"} or path == Path(__file__) or not path.exists():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not HOSTS.search(text), path
        assert not MACHINE_PATHS.search(text), (path, MACHINE_PATHS.search(text))


@pytest.mark.parametrize("name", ["run", "dev", "scale"])
def test_locks_hold_names_versions_and_hashes_only(name: str) -> None:
    for line in (ROOT / "requirements" / f"{name}.lock").read_text().splitlines():
        assert re.match(r"[a-z0-9._-]+==\S+( ; .+)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$|    # |\s*$", line), line


# Imported only where an extra was installed (pyproject.toml: pdf, postgresql, scale).
OF_EXTRAS = {"weasyprint", "psycopg", "numpy", "numba", "pyarrow", "duckdb", "ibis-framework", "pyspark", "pandas"}
OF_EXTRAS |= {"ibis", "django-stubs-ext"}  # where it is not installed, by its module; only while types are checked


def test_whatever_the_product_imports_is_installed_with_it() -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements" / "run.lock").read_text(), re.MULTILINE))
    of = packages_distributions()
    missing = set()
    for path, module in modules():
        for node in ast.walk(module):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"lantoa"}:
                made_of = {re.sub(r"[._]", "-", one.lower()) for one in of.get(name, [name])}
                if not made_of & (locked | OF_EXTRAS):
                    missing.add((path.relative_to(SRC).as_posix(), name))
    assert not missing


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_the_vietnamese_catalogue_is_complete_and_compiled(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert not catalogue.untranslated_entries(), [entry.msgid for entry in catalogue.untranslated_entries()]
    assert not catalogue.fuzzy_entries(), [entry.msgid for entry in catalogue.fuzzy_entries()]
    compiled = {
        entry.msgid: entry.msgstr or entry.msgstr_plural for entry in polib.mofile(str(path.with_suffix(".mo")))
    }
    for entry in catalogue:
        if not entry.obsolete:
            assert compiled.get(entry.msgid) == (entry.msgstr or entry.msgstr_plural), (
                f"run `make messages`: {entry.msgid}"
            )


def test_one_english_text_has_one_vietnamese() -> None:
    """Django merges the catalogues of all concepts: of two translations the first installed would win silently."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for path in CATALOGUES:
        if path.parents[3].name == "cli":
            continue  # a catalogue of its own, never merged
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                key = entry.msgctxt, entry.msgid
                said.setdefault(key, {})[path.parents[3].name] = entry.msgstr or str(entry.msgstr_plural)
    assert not {key: words for key, words in said.items() if len(set(words.values())) > 1}


MSGID = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?[^%]*%}(.*?){%\s*(?:plural|endblocktrans)", re.S)


@pytest.mark.parametrize("concept", sorted({path.parents[1].name for path in SRC.glob("*/templates/*")}))
def test_every_text_of_a_template_has_its_vietnamese(concept: str) -> None:
    known = {entry.msgid for path in CATALOGUES for entry in polib.pofile(str(path))}
    for template in (SRC / concept / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        for double, single in MSGID.findall(text):
            assert (double or single) in known, f"{template}: {double or single}"


def test_the_makefile_does_what_the_readme_says() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for name in re.findall(
        r"`make ([a-z-]+)`", (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    ):
        assert re.search(rf"^{name}:", makefile, re.M), name


def test_the_glossary_names_what_exists() -> None:
    texts = (path.read_text(encoding="utf-8") for path in [*SRC.rglob("*.py"), *SRC.rglob("*.toml")])
    known = {word for text in texts for word in re.findall(r"\w+", text)}
    rows = [
        line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text().splitlines() if line.startswith("| ")
    ]
    for row in rows[1:]:
        for name in re.findall(r"`([A-Za-z_]+)`", row[2]):
            assert name in known, f"{name} is not in the code"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} → {target}"


def test_a_public_host_passes_djangos_own_check(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "LANTOA_HOME": str(tmp_path),
        "LANTOA_PUBLIC_URL": "https://lantoa.example",
        "LANTOA_HOSTS": "lantoa.example",
        "DJANGO_SETTINGS_MODULE": "lantoa.config.settings",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
