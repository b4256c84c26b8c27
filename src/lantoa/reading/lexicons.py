"""The reader's word lists: one data file per subject, each of which can be deepened on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from lantoa.reading.tokens import Token, key_of, tokens_of


class Phrases:
    """Phrases of one or more words, each with a value; found in a token stream, the longest first."""

    def __init__(self, entries: Mapping[str, str] | None = None) -> None:
        """Takes phrases and their values."""
        self._tree: dict[str, dict] = {}  # type: ignore[type-arg]
        self._values: dict[tuple[str, ...], str] = {}
        for phrase, value in (entries or {}).items():
            self.add(phrase, value)

    def add(self, phrase: str, value: str) -> None:
        """Adds a phrase; a later value replaces an earlier one."""
        keys = tuple(token.key for token in tokens_of(phrase))
        node = self._tree
        for key in keys:
            node = node.setdefault(key, {})
        node[""] = {}
        self._values[keys] = value

    def match(self, tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
        """The longest phrase that begins at token ``i``: (how many tokens, its value)."""
        if i >= len(tokens) or tokens[i].key not in self._tree:
            return None
        node, best, j = self._tree, 0, i
        while j < len(tokens) and tokens[j].key in node and tokens[j].key:
            node = node[tokens[j].key]
            j += 1
            if "" in node:
                best = j - i
        if not best:
            return None
        return best, self._values[tuple(token.key for token in tokens[i : i + best])]

    def holds(self, key: str) -> bool:
        """Whether the single word with that key is in it."""
        return (key,) in self._values

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (key_of(word),) in self._values

    def value(self, word: str) -> str | None:
        """The value of a single word."""
        return self._values.get((key_of(word),))

    def __len__(self) -> int:
        return len(self._values)

    def with_entries(self, entries: Mapping[str, str]) -> Phrases:
        """A copy with more phrases."""
        copy = Phrases()
        for keys, value in self._values.items():
            copy.add(" ".join(keys), value)
        for phrase, value in entries.items():
            copy.add(phrase, value)
        return copy


@dataclass(frozen=True)
class Lexicons:
    """All word lists of a reader. ``units`` and ``indicators`` are an organisation's own, empty unless given."""

    lists: Mapping[str, Phrases]
    known_documents: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    units: Phrases = field(default_factory=Phrases)
    indicators: Phrases = field(default_factory=Phrases)

    def __getitem__(self, name: str) -> Phrases:
        return self.lists[name]

    def with_list(self, name: str, entries: Mapping[str, str]) -> Lexicons:
        """The same with more phrases in one list; they replace those that are there already."""
        return replace(self, lists={**self.lists, name: self.lists[name].with_entries(entries)}) if entries else self

    def with_units(self, entries: Mapping[str, str]) -> Lexicons:
        """The same with an organisation's own units: name → kind."""
        return replace(self, units=self.units.with_entries(entries)) if entries else self


def entries_of(lines: Iterable[str]) -> dict[str, str]:
    """Reads "phrase | value" lines; without a value the phrase is its own. ``[label]`` heads set a value."""
    entries: dict[str, str] = {}
    label = None
    for written in lines:
        line = written.partition("#")[0].strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            label = line[1:-1]
            continue
        if "|" in line:
            phrase, value = (part.strip() for part in line.split("|", 1))
            entries[phrase] = value
        else:
            for phrase in line.split(","):
                entries[phrase.strip()] = label if label is not None else phrase.strip()
    return entries


@cache
def default_lexicons() -> Lexicons:
    """The lists that ship with the reader."""
    lists: dict[str, Phrases] = {}
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for file in files("lantoa.reading").joinpath("lexicons").iterdir():
        if not file.name.endswith(".txt"):
            continue
        lines = file.read_text(encoding="utf-8").splitlines()
        if file.name == "known_documents.txt":
            known = _known_documents(lines)
        else:
            lists[file.name.removesuffix(".txt")] = Phrases(entries_of(lines))
    return Lexicons(lists=lists, known_documents=known)


def _known_documents(lines: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    known = {}
    for line in lines:
        parts = [part.strip() for part in line.partition("#")[0].split("|")]
        if len(parts) == 4:
            known[key_of(parts[0]), parts[1]] = (parts[2], parts[3])
    return known
