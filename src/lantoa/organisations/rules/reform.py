"""Two trees of places and who followed whom, from lists of names: what became of districts and communes in 2025."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.organisations.rules import place_names
from lantoa.organisations.rules.place_names import COMMUNE_CLASSES, DISTRICT_CLASSES, PROVINCE_CLASSES
from lantoa.organisations.rules.reform_lists import Exceptions, Lists, Matched, Path, Unclear, matched, one_to_one


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


def plan(lists: Lists, exceptions: Exceptions, days: Days, country: str) -> Plan:
    """The places and successions that the lists tell of. Unclear, with names, where a name fits none or two."""
    return _Planner(matched(lists, exceptions), exceptions, days, country).plan()


class _Planner:
    def __init__(self, lists: Matched, exceptions: Exceptions, days: Days, country: str) -> None:
        self.lists, self.former_names, self.days, self.country = lists, exceptions.former_names, days, country
        self.places: list[Place] = []
        # Whatever went on is one unit on both sides of the day, and bears the code of today.
        self.kept = {key: new for key, new in one_to_one(lists.went).items() if len(key) == 3}
        self.kept_up = one_to_one(lists.provinces_went)
        self.now = self._codes(lists.provinces, "vn") | self._codes(lists.communes, "vn")
        # Every former place by key, of whatever depth, with its official name.
        self.former = {
            key[:depth]: lists.then[key][depth - 1] for depth in (1, 2, 3) for key in lists.went if len(key) >= depth
        }
        self.then = self._codes(self.former, "vn-cu")
        self.then |= {old: self.now[new] for old, new in (*self.kept.items(), *self.kept_up.items())}

    def plan(self) -> Plan:
        for key, path in self.lists.provinces.items():
            if key in self.kept_up.values():
                self._kept_province(self.now[key], path[0])
            else:
                self._new(self.now[key], path[0], PROVINCE_CLASSES, self.country)
        for key, name in self.former.items():
            if key not in self.kept and key not in self.kept_up:
                above = self.then[key[:-1]] if len(key) > 1 else self.country
                self._former(
                    self.then[key], name, (PROVINCE_CLASSES, DISTRICT_CLASSES, COMMUNE_CLASSES)[len(key) - 1], above
                )
        came_from = {new: old for old, new in self.kept.items()}
        for key, path in self.lists.communes.items():
            if old := came_from.get(key):
                self._kept_commune(old, key, path[1])
            else:
                self._new(self.now[key], path[1], COMMUNE_CLASSES, self.now[key[:1]])
        return Plan(self.places, self._successions())

    def _codes(self, paths: Iterable[Path], prefix: str) -> dict[Path, str]:
        """A code for each path; paths that differ by marks only are numbered."""
        groups: dict[str, list[Path]] = {}
        for key in paths:
            groups.setdefault("-".join((prefix, *map(place_names.slug_of, key))), []).append(key)
        return {
            key: code if at == 1 else f"{code}-{at}"
            for code, keys in groups.items()
            for at, key in enumerate(sorted(keys), start=1)
        }

    def _kept_province(self, code: str, name: str) -> None:
        since, unit_class = self.days.known_since, self._class(name, PROVINCE_CLASSES)
        names = [Stretch(name, unit_class, since)]
        if (former := self.former_names.get(name)) is not None:
            text, former_class, until = former
            names = [
                Stretch(text, former_class, since, until),
                Stretch(name, unit_class, until + timedelta(days=1)),
            ]
        self.places.append(Place(code, since, None, names, [Stretch(self.country, "", since)]))

    def _kept_commune(self, old: Path, key: Path, name: str) -> None:
        since, on, eve = self.days.known_since, self.days.effective_on, self.days.eve
        above = [Stretch(self.then[old[:2]], "", since, eve), Stretch(self.now[key[:1]], "", on)]
        self.places.append(Place(self.now[key], since, None, self._kept_names(self.former[old], name), above))

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

    def _successions(self) -> dict[str, list[tuple[str, str]]]:
        then, now = self.then, self.now
        found: dict[str, dict[tuple[str, str], None]] = {"": {}}
        for key, (target,) in self.lists.provinces_went.items():
            if key not in self.kept_up:
                found[""][then[key], now[target]] = None
        for key, targets in self.lists.went.items():
            edges = found.setdefault(now[targets[0][:1]], {})
            for target in targets:
                edges[then[key[:2]], now[target]] = None
                edges[then[key], now[target]] = None
        return {province: list(edges) for province, edges in found.items()}
