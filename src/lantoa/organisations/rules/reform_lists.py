"""Two lists of places by name, matched: which of today's places a former one became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lantoa.organisations.rules import place_names

# A path from the province down, as a list writes it. A district without communes has no third name.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """What the sources say: today's provinces and communes (province, commune), and which former commune went where."""

    provinces: Sequence[str]
    communes: Sequence[Path]
    moves: Sequence[tuple[Path, Path]]


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Where the sources are wrong: other targets, paths that are no units, other spellings, names before the list."""

    corrections: Mapping[Path, Sequence[Path]] = field(default_factory=dict)
    not_units: frozenset[Path] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    former_names: Mapping[str, tuple[str, str, date]] = field(default_factory=dict)


class Unclear(ValueError):
    """The lists do not fit together; the text names what."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Official paths by key: today's provinces and communes, all former paths; and where each former place went."""

    provinces: Mapping[Path, Path]
    communes: Mapping[Path, Path]
    then: Mapping[Path, Path]
    went: Mapping[Path, Sequence[Path]]
    provinces_went: Mapping[Path, Sequence[Path]]


def matched(lists: Lists, exceptions: Exceptions) -> Matched:
    """The lists with every name found again. Unclear, with names, where a name fits none or two."""
    return _Matcher(exceptions).match(lists)


class _Matcher:
    def __init__(self, exceptions: Exceptions) -> None:
        self.exceptions = exceptions
        self.spellings = {place_names.key_of(wrong): right for wrong, right in exceptions.spellings.items()}

    def match(self, lists: Lists) -> Matched:
        provinces = self._keyed(((name,) for name in lists.provinces), "tỉnh, thành phố")
        communes = self._keyed(lists.communes, "xã, phường, đặc khu")
        if strange := sorted({key[0] for key in communes} - {key[0] for key in provinces}):
            raise Unclear(f"Danh mục cấp xã nêu tỉnh không có trong danh mục cấp tỉnh: {', '.join(strange)}.")
        went = self._moves(lists.moves, communes)
        then = {self._key(path): self._official(path) for path, _ in lists.moves}
        return Matched(provinces, communes, then, went, self._provinces_went(went))

    def _key(self, path: Path) -> Path:
        return (place_names.province_key(path[0]), *(place_names.key_of(name) for name in path[1:] if name))

    def _official(self, path: Path) -> Path:
        first, *rest = (place_names.official(name) for name in path if name)
        said = (place_names.official(first, default="Tỉnh"), *rest)
        return tuple(self.spellings.get(place_names.key_of(name), name) for name in said)

    def _keyed(self, paths: Iterable[Path], what: str) -> dict[Path, Path]:
        found: dict[Path, Path] = {}
        for path in paths:
            key = self._key(path)
            if key in found:
                raise Unclear(f"Danh mục {what} có hai dòng trùng tên: {', '.join(reversed(path))}.")
            found[key] = self._official(path)
        return found

    def _moves(self, moves: Iterable[tuple[Path, Path]], communes: Mapping[Path, Path]) -> dict[Path, list[Path]]:
        """Where each former commune (or district without any) went, in the order of the list."""
        excluded = {self._key(path) for path in self.exceptions.not_units}
        corrected = {self._key(old): [self._key(new) for new in to] for old, to in self.exceptions.corrections.items()}
        went: dict[Path, list[Path]] = {}
        for old, new in moves:
            key, target = self._key(old), self._key(new)
            if key in excluded:
                continue
            if target not in communes:
                raise Unclear(f"Không tìm thấy {', '.join(reversed(new))} trong danh mục hiện hành.")
            targets = went.setdefault(key, [])
            if key not in corrected and target not in targets:
                targets.append(target)
        for key, targets in corrected.items():
            if key not in went or any(target not in communes for target in targets):
                raise Unclear(f"Ngoại lệ nêu nơi không có trong danh mục: {', '.join(reversed(key))}.")
            went[key] = targets
        reached = {target for targets in went.values() for target in targets}
        if lost := [communes[key] for key in communes if key not in reached]:
            names = "; ".join(", ".join(reversed(path)) for path in lost)
            raise Unclear(f"Không biết đơn vị nào trước đây trở thành: {names}.")
        return went

    def _provinces_went(self, went: Mapping[Path, Sequence[Path]]) -> dict[Path, list[Path]]:
        found: dict[Path, list[Path]] = {}
        for key, targets in went.items():
            for target in targets:
                to = found.setdefault(key[:1], [])
                if target[:1] not in to:
                    to.append(target[:1])
        if torn := [key[0] for key, to in found.items() if len(to) > 1]:
            raise Unclear(f"Danh mục chuyển đổi chia một tỉnh cho nhiều tỉnh: {', '.join(torn)}.")
        return found


def one_to_one(went: Mapping[Path, Sequence[Path]]) -> dict[Path, Path]:
    """Those that are the only predecessor of the only unit that they went to."""
    before: dict[Path, list[Path]] = {}
    for key, targets in went.items():
        for target in targets:
            before.setdefault(target, []).append(key)
    return {key: to[0] for key, to in went.items() if len(to) == 1 and len(before[to[0]]) == 1}
