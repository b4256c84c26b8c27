"""Two trees of places and who followed whom, from lists of names: what became of districts and communes in 2025."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lantoa.organisations.rules import place_names
from lantoa.organisations.rules.place_names import COMMUNE_CLASSES, DISTRICT_CLASSES, PROVINCE_CLASSES

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


@dataclass(frozen=True, slots=True)
class Days:
    """From which day the former tree is known, and the first day of today's."""

    known_since: date
    effective_on: date

    @property
    def eve(self) -> date:
        """The last day of the former tree."""
        return self.effective_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a place was called, or the code of the place above it, between two days; no end while it holds."""

    said: str
    unit_class: str
    from_on: date
    to_on: date | None = None


@dataclass(slots=True)
class Place:
    """A place to load, with its names and parents through time."""

    code: str
    founded_on: date
    dissolved_on: date | None
    names: list[Stretch]
    parents: list[Stretch]
    is_founding_known: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All places, and the successions (predecessor, successor) by the code of the province that they lie in now;
    those of the provinces themselves under ""."""

    places: list[Place]
    successions: dict[str, list[tuple[str, str]]]


class Unclear(ValueError):
    """The lists do not fit together; the text names what."""


def plan(lists: Lists, exceptions: Exceptions, days: Days, country: str) -> Plan:
    """The places and successions that the lists tell of. Unclear, with names, where a name fits none or two."""
    return _Planner(exceptions, days, country).plan(lists)


class _Planner:
    def __init__(self, exceptions: Exceptions, days: Days, country: str) -> None:
        self.exceptions, self.days, self.country = exceptions, days, country
        self.spellings = {place_names.key_of(wrong): right for wrong, right in exceptions.spellings.items()}
        self.places: list[Place] = []

    def plan(self, lists: Lists) -> Plan:
        provinces = self._keyed(((name,) for name in lists.provinces), "tỉnh, thành phố")
        communes = self._keyed(lists.communes, "xã, phường, đặc khu")
        if strange := sorted({key[0] for key in communes} - {key[0] for key in provinces}):
            raise Unclear(f"Danh mục cấp xã nêu tỉnh không có trong danh mục cấp tỉnh: {', '.join(strange)}.")
        went = self._moves(lists.moves, communes)
        names_then = {self._key(path): self._official(path) for path, _ in lists.moves}
        province_names_then = {key[:1]: path[:1] for key, path in names_then.items()}
        district_names_then = {key[:2]: path[:2] for key, path in names_then.items()}
        went_up = self._provinces_went(went)

        now = self._codes(provinces, "vn") | self._codes(communes, "vn")
        then = self._codes(province_names_then, "vn-cu") | self._codes(district_names_then, "vn-cu")
        then |= self._codes({key: names_then[key] for key in went if len(key) == 3}, "vn-cu")
        # Whatever went on is one unit on both sides of the day, and bears the code of today.
        kept = _one_to_one({key: targets for key, targets in went.items()}, lambda key: len(key) == 3)
        kept_up = _one_to_one(went_up, lambda key: True)
        then |= {old: now[new] for old, new in (*kept.items(), *kept_up.items())}

        self._provinces(provinces, province_names_then, now, then, kept_up)
        for key, path in district_names_then.items():
            self._former(then[key], path[1], DISTRICT_CLASSES, then[key[:1]])
        self._communes(communes, names_then, went, now, then, kept)
        return Plan(self.places, self._successions(went, went_up, now, then))

    # --- matching ---

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

    def _codes(self, paths: Mapping[Path, Path], prefix: str) -> dict[Path, str]:
        """A code for each path; paths that differ by marks only are numbered."""
        groups: dict[str, list[Path]] = {}
        for key in paths:
            groups.setdefault("-".join((prefix, *map(place_names.slug_of, key))), []).append(key)
        return {
            key: code if at == 1 else f"{code}-{at}"
            for code, keys in groups.items()
            for at, key in enumerate(sorted(keys), start=1)
        }

    # --- places ---

    def _provinces(
        self,
        now_named: Mapping[Path, Path],
        then_named: Mapping[Path, Path],
        now: Mapping[Path, str],
        then: Mapping[Path, str],
        kept: Mapping[Path, Path],
    ) -> None:
        for key, path in now_named.items():
            code = now[key]
            if key in kept.values():
                unit_class = self._class(path[0], PROVINCE_CLASSES)
                names = [Stretch(path[0], unit_class, self.days.known_since)]
                if (former := self.exceptions.former_names.get(path[0])) is not None:
                    name, former_class, until = former
                    names = [
                        Stretch(name, former_class, self.days.known_since, until),
                        Stretch(path[0], unit_class, until + timedelta(days=1)),
                    ]
                above = [Stretch(self.country, "", self.days.known_since)]
                self.places.append(Place(code, self.days.known_since, None, names, above))
            else:
                self._new(code, path[0], PROVINCE_CLASSES, self.country)
        for key, path in then_named.items():
            if key not in kept:
                self._former(then[key], path[0], PROVINCE_CLASSES, self.country)

    def _communes(
        self,
        now_named: Mapping[Path, Path],
        then_named: Mapping[Path, Path],
        went: Mapping[Path, Sequence[Path]],
        now: Mapping[Path, str],
        then: Mapping[Path, str],
        kept: Mapping[Path, Path],
    ) -> None:
        came_from = {new: old for old, new in kept.items()}
        for key, path in now_named.items():
            if (old := came_from.get(key)) is None:
                self._new(now[key], path[1], COMMUNE_CLASSES, now[key[:1]])
                continue
            since, on, eve = self.days.known_since, self.days.effective_on, self.days.eve
            self.places.append(
                Place(
                    now[key],
                    since,
                    None,
                    self._kept_names(then_named[old][2], path[1]),
                    [Stretch(then[old[:2]], "", since, eve), Stretch(now[key[:1]], "", on)],
                )
            )
        for key in went:
            if len(key) == 3 and key not in kept:
                self._former(then[key], then_named[key][2], COMMUNE_CLASSES, then[key[:2]])

    def _kept_names(self, former: str, name: str) -> list[Stretch]:
        """Names that differ in marks only are one name: the lists spell "Đak Ơ" and "Đăk Ơ"."""
        since, unit_class = self.days.known_since, self._class(name, COMMUNE_CLASSES)
        if place_names.slug_of(former) == place_names.slug_of(name):
            return [Stretch(name, unit_class, since)]
        return [
            Stretch(former, self._class(former, COMMUNE_CLASSES), since, self.days.eve),
            Stretch(name, unit_class, self.days.effective_on),
        ]

    def _new(self, code: str, name: str, classes: Mapping[str, str], above: str) -> None:
        on = self.days.effective_on
        names = [Stretch(name, self._class(name, classes), on)]
        self.places.append(Place(code, on, None, names, [Stretch(above, "", on)], is_founding_known=True))

    def _former(self, code: str, name: str, classes: Mapping[str, str], above: str) -> None:
        since, eve = self.days.known_since, self.days.eve
        names = [Stretch(name, self._class(name, classes), since, eve)]
        self.places.append(Place(code, since, self.days.effective_on, names, [Stretch(above, "", since, eve)]))

    def _class(self, name: str, classes: Mapping[str, str]) -> str:
        if not (found := place_names.class_of(name, dict(classes))):
            raise Unclear(f"Không rõ “{name}” là loại đơn vị nào.")
        return found

    # --- successions ---

    def _successions(
        self,
        went: Mapping[Path, Sequence[Path]],
        went_up: Mapping[Path, Sequence[Path]],
        now: Mapping[Path, str],
        then: Mapping[Path, str],
    ) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, dict[tuple[str, str], None]] = {"": {}}
        for key, (target,) in went_up.items():
            if then[key] != now[target]:
                found[""][then[key], now[target]] = None
        for key, targets in went.items():
            edges = found.setdefault(now[targets[0][:1]], {})
            for target in targets:
                edges[then[key[:2]], now[target]] = None
                edges[then[key], now[target]] = None
        return {province: list(edges) for province, edges in found.items()}


def _one_to_one(went: Mapping[Path, Sequence[Path]], counts: Callable[[Path], bool]) -> dict[Path, Path]:
    """Those that are the only predecessor of the only unit that they went to."""
    before: dict[Path, list[Path]] = {}
    for key, targets in went.items():
        for target in targets:
            before.setdefault(target, []).append(key)
    return {
        key: targets[0]
        for key, targets in went.items()
        if len(targets) == 1 and len(before[targets[0]]) == 1 and counts(key)
    }
