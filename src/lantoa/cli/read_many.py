"""Many papers at once: what lies in folders and archives, read by several processes, given in the order of names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from lantoa.reading.inputs import archive, checks, limits
from lantoa.reading.inputs.kinds import KINDS
from lantoa.reading.inputs.refusals import Unreadable

# Pictures in a folder are mostly of people and places; one that is to be read is named.
PAPERS = frozenset(
    extension for kind in KINDS.values() if kind.readable and not kind.is_picture for extension in kind.extensions
)
ARCHIVES = frozenset(KINDS["zip"].extensions[:1])
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a paper lies: a file, or a member of an archive."""

    path: Path
    member: str = ""  # as the archive names it
    shown: str = ""  # as people do

    @property
    def name(self) -> str:
        """How it is called in what is printed."""
        return f"{self.path}/{self.shown}" if self.member else str(self.path)

    @property
    def file_name(self) -> str:
        """The name of the file alone."""
        return PurePosixPath(self.shown).name if self.member else self.path.name

    def data(self) -> bytes:
        """Its bytes. OSError or Unreadable where they cannot be had."""
        data = self.path.read_bytes()
        return archive.member(data, self.member, limits.FILE_BYTES + 1) if self.member else data


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """Every paper: files as named, folders with all below them in the order of names, archives member by member.

    In folders and archives only what may be a paper; hidden files and those that Word leaves behind are passed over.
    An archive that cannot be opened is a source by itself, so that its refusal is told.
    """
    for path in paths:
        if path.is_dir():
            for one in sorted(path.rglob("*")):
                if one.is_file() and not _is_hidden(one.relative_to(path)) and _ends(one, PAPERS | ARCHIVES):
                    yield from _opened(one)
        else:
            yield from _opened(path)


def _opened(path: Path) -> Iterator[Source]:
    if not _ends(path, ARCHIVES):
        yield Source(path)
        return
    try:
        members = archive.members(path.read_bytes())
    except (OSError, Unreadable):
        yield Source(path)
        return
    for member, shown in members:
        if not _is_hidden(Path(shown)) and _ends(Path(shown), PAPERS):
            yield Source(path, member, shown)


def _ends(path: Path, extensions: frozenset[str]) -> bool:
    return checks.extension_of(path.name) in extensions


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def each(
    tasks: Sequence[Source], act: Callable[[Source], Done], died: Callable[[Source], Done], *, jobs: int
) -> Iterator[Done]:
    """What the act gives for every source, in their order, as soon as it and all before it are done.

    With several jobs it runs in processes. A source whose process dies (memory, a fault in a parser) gives ``died``;
    the others are read all the same.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(act, tasks)
        return
    at = 0
    while at < len(tasks):
        with _pool(jobs) as pool:
            futures: list[Future[Done]] = [pool.submit(act, task) for task in tasks[at:]]
            try:
                for future in futures:
                    yield future.result()
                    at += 1
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
        # Nobody knows which of those in hand it was: as many as may have been are read by themselves.
        for task in tasks[at : at + jobs] if at < len(tasks) else ():
            yield _alone(task, act, died)
            at += 1


def _alone(task: Source, act: Callable[[Source], Done], died: Callable[[Source], Done]) -> Done:
    with _pool(1) as pool:
        try:
            return pool.submit(act, task).result()
        except BrokenProcessPool:
            return died(task)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


class Folder:
    """Where the results are kept, one JSON file a paper; what is there for the same bytes is not read again."""

    def __init__(self, path: Path) -> None:
        """Makes the folder."""
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def has(self, source: Source) -> bool:
        """Whether a result of these very bytes is kept."""
        try:
            kept = json.loads(self._file(source).read_bytes())
            return bool(kept["sha256"] == hashlib.sha256(source.data()).hexdigest())
        except (OSError, ValueError, KeyError, TypeError, Unreadable):
            return False

    def keep(self, source: Source, entry: dict[str, Any]) -> None:
        """Writes a result whole or not at all: a stop in the middle leaves no half of one."""
        target = self._file(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".half")
        entry = entry | {"sha256": hashlib.sha256(source.data()).hexdigest()}
        half.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
        half.replace(target)

    def _file(self, source: Source) -> Path:
        # Papers of one name from several folders stay apart.
        mark = hashlib.sha256(source.name.encode()).hexdigest()[:8]
        return self.path / f"{source.file_name}.{mark}.json"
