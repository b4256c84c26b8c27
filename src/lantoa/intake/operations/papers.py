"""Taking papers in, reading them, closing them."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope, everything
from lantoa.files import operations as files
from lantoa.files import photos
from lantoa.files import queries as kept_files
from lantoa.history.operations import record
from lantoa.intake import queries, rules
from lantoa.intake.drafts import Drafted, draft_all
from lantoa.intake.drafts.paper import loose_doubts
from lantoa.intake.learned import Lessons
from lantoa.intake.models import BatchItem, Finding, LearnedUse, Paper, PaperStep
from lantoa.intake.operations.knowing import known_for, lessons_in, lessons_of, lexicons_with, mark_doubles, setting_of
from lantoa.intake.operations.secrecy import erase_emptied, turn_away
from lantoa.notices.queue import enqueue
from lantoa.organisations.models import Unit
from lantoa.reading import read
from lantoa.reading.findings import Reading
from lantoa.reading.inputs import Extracted, Unreadable, checks, extract, extract_at_once, limits
from lantoa.reading.secrecy import stamp_of
from lantoa.reading.titles import title_of
from lantoa.reports import operations as reports
from lantoa.vietnamese.text import clean, fold

# Below this size a file is read while the person waits, so that whatever is wrong is said at once and nothing is kept.
AT_ONCE_BYTES = 2 * 1024 * 1024
BATCH = 40
READER = everything("Trình đọc")
# Refusals of what a person can read though the machine cannot: the paper is kept, and typed from its picture.
LEFT_TO_A_PERSON = ("picture", "scanned")
TYPED = "typed/1"
ARCHIVE = "application/zip"
# What was read from a picture is never accepted unread.
FROM_PICTURES = "read_from_pictures"
CERTAINTY_OF_PICTURES = 0.8


class UnableToTakeIn(Unable):
    """The paper cannot be taken in; nothing of it is kept."""


class UnableToKeepSecret(UnableToTakeIn):
    """The paper bears a stamp of secrecy; nothing of it is kept."""


class UnableToType(Unable):
    """The text of this paper is not to be typed, or nothing was."""


class UnableToClose(Unable):
    """The paper cannot be closed or opened again now."""


@transaction.atomic
def take_in(
    *,
    scope: Scope,
    name: str,
    data: bytes,
    unit: Unit,
    period: Period,
    about_unit: Unit | None = None,
    title: str = "",
) -> tuple[Paper, bool]:
    """Keeps a paper and has it read; gives it and whether it is new.

    The same bytes, or the same text in other bytes, at the same unit are the same paper: nothing is doubled.
    UnableToTakeIn when this person may not, or when the file is one that cannot be read.
    """
    about = about_unit or unit
    if not (scope.may("take_in", unit.pk) and scope.may("take_in", about.pk)):
        raise UnableToTakeIn("Tài khoản này không được tiếp nhận văn bản cho đơn vị đã chọn.")
    data = without_camera(name, data)
    known = queries.same_paper(unit.pk, hashlib.sha256(data).hexdigest())
    if known:
        return known, False
    extracted, media_type = _checked(name, data)
    if extracted and stamp_of(extracted.text):
        raise UnableToKeepSecret(rules.SECRET_SAID)
    if extracted and (twin := queries.same_text(unit.pk, _digest(extracted.text))):
        return twin, False
    words = (clean(title).strip() or (extracted and title_of(extracted.text)) or _title(name))[:300]
    file = files.keep(scope=scope, name=name, data=data, media_type=media_type)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                title=words,
                folded=fold(words)[:300],
                file=file,
                text=files.keep_text(file=file, extracted=extracted) if extracted else None,
                unit=unit,
                about_unit=about,
                from_on=period.from_on,
                to_on=period.to_on,
                taken_in_by_id=scope.actor_id,
                taken_in_at=timezone.now(),
            )
    except IntegrityError:
        # Someone sent the same bytes in the same moment.
        return Paper.objects.get(unit=unit, file=file), False
    _step(scope, paper, "receive")
    transaction.on_commit(partial(enqueue, "lantoa.intake.tasks.read_paper", paper.pk))
    return paper, True


def read_paper(*, paper: Paper) -> None:
    """Reads a paper and keeps its findings. Done twice, or begun again after a stop, it comes to the same."""
    with transaction.atomic():
        stage = queries.stage_of(paper)
        if rules.after(rules.PAPER_TABLE, stage, "begin") is None:
            return
        if stage != "reading":
            _step(READER, paper, "begin")
        _progress(paper, 5)
    if paper.text is None:
        try:
            extracted = extract(paper.file.name, kept_files.bytes_of(paper.file))
        except Unreadable as error:
            with transaction.atomic():
                _step(READER, paper, "refuse", note=error.vi)
            return
        if stamp_of(extracted.text):
            turn_away(scope=READER, paper=paper)
            _erase_archives(paper)
            return
        paper.text = files.keep_text(file=paper.file, extracted=extracted)
        Paper.objects.filter(pk=paper.pk).update(text=paper.text)
    _progress(paper, 15)
    lessons = lessons_of(paper)
    reading = read(paper.text.text, lexicons_with(lessons))
    _progress(paper, 50)
    keep_findings(paper=paper, reading=reading, lessons=lessons)


@transaction.atomic
def type_text(*, scope: Scope, paper: Paper, text: str) -> None:
    """Keeps what a person typed from a paper that could not be read, and has it read; one with a stamp of secrecy is
    turned away with its picture. UnableToType when there is nothing in it, or the paper has a text by now.
    """
    Paper.objects.select_for_update().get(pk=paper.pk)
    if not scope.may("take_in", paper.unit_id):
        raise UnableToType("Tài khoản này không được tiếp nhận văn bản cho đơn vị này.")
    if rules.after(rules.PAPER_TABLE, queries.stage_of(paper), "type") is None:
        raise UnableToType("Văn bản này đã có chữ để đọc; hãy tải lại trang.")
    typed = clean(text.replace("\r\n", "\n")).strip()
    if not typed:
        raise UnableToType("Chưa gõ nội dung nào. Hãy nhìn ảnh và gõ những gì cần nhập.")
    if len(typed) > limits.TEXT_CHARACTERS:
        raise UnableToType("Nội dung quá dài. Hãy chia thành nhiều văn bản.")
    if stamp_of(typed):
        turn_away(scope=scope, paper=paper)
        _erase_archives(paper)
        return
    extracted = Extracted(typed, "text/plain", TYPED, ())
    Paper.objects.filter(pk=paper.pk).update(text=files.keep_text(file=paper.file, extracted=extracted), progress=0)
    _step(scope, paper, "type")
    transaction.on_commit(partial(enqueue, "lantoa.intake.tasks.read_paper", paper.pk))


def enqueue_unread() -> int:
    """Asks again for the reading of every paper that waits or was being read; gives how many.

    For a worker that begins: what one that died held in its hands would else wait for the queue's own patience.
    """
    unread = queries.papers().filter(stage__in=("waiting", "reading"))
    for paper in unread:
        enqueue("lantoa.intake.tasks.read_paper", paper.pk)
    return len(unread)


def keep_findings(*, paper: Paper, reading: Reading, lessons: Lessons | None = None) -> None:
    """Keeps every finding with its citation and draft, in batches that show how far it is; then opens the review."""
    lessons = lessons or {}
    drafted = draft_all(reading, known_for(paper, reading, lessons), setting_of(paper))
    read_by = lessons_in(reading, lessons)
    ids = {str(one.uuid): one.pk for one, _ in lessons.values()}
    if paper.text and any(caution["code"] == FROM_PICTURES for caution in paper.text.cautions):
        for one in drafted:
            one.most_certain = min(one.most_certain, CERTAINTY_OF_PICTURES)
    mark_doubles(drafted)
    with transaction.atomic():
        _drop_strangers(paper, drafted)
        doubts = [{"start": d.start, "end": d.end, "code": d.code, "why": d.why} for d in loose_doubts(reading)]
        chrome = [list(stretch) for stretch in reading.chrome]
        Paper.objects.filter(pk=paper.pk).update(chrome=chrome, doubts=doubts)
    kept = {one.position: one for one in paper.findings.all()}
    for first in range(0, len(drafted), BATCH):
        with transaction.atomic():
            for one in drafted[first : first + BATCH]:
                if one.position not in kept:
                    kept[one.position] = _keep(paper, one, kept)
                    used = {ids[uuid] for uuid in one.draft.get("lessons", ()) if uuid in ids} | read_by(one.item)
                    LearnedUse.objects.bulk_create(
                        [LearnedUse(learned_id=pk, finding=kept[one.position]) for pk in sorted(used)],
                        ignore_conflicts=True,
                    )
            _progress(paper, 50 + 50 * min(first + BATCH, len(drafted)) // len(drafted))
    with transaction.atomic():
        if queries.stage_of(paper) == "reading":
            _progress(paper, 100)
            _step(READER, paper, "found", note=str(len(drafted)))


@transaction.atomic
def read_again(*, scope: Scope, paper: Paper) -> None:
    """Has a paper read anew with what was learned since; UnableToClose once anything of it is decided."""
    Paper.objects.select_for_update().get(pk=paper.pk)
    _may_confirm(scope, paper)
    if queries.is_begun(paper):
        raise UnableToClose("Đã có mục được quyết định nên không đọc lại được; điều vừa học dùng cho văn bản sau.")
    _step(scope, paper, "read_again")
    transaction.on_commit(partial(enqueue, "lantoa.intake.tasks.read_paper", paper.pk))


@transaction.atomic
def close(*, scope: Scope, paper: Paper) -> None:
    """Ends the review of a paper; UnableToClose while something has not been decided or put off."""
    _may_confirm(scope, paper)
    if left := queries.counts(paper)["new"]:
        raise UnableToClose(f"Còn {left} mục chưa quyết định. Hãy nhận, ghép, bỏ hoặc để sau rồi mới kết thúc.")
    _step(scope, paper, "close")
    reports.reviewed(file=paper.file, at=timezone.now())


@transaction.atomic
def reopen(*, scope: Scope, paper: Paper) -> None:
    """Opens the review of a closed paper again."""
    _may_confirm(scope, paper)
    _step(scope, paper, "reopen")


def _may_confirm(scope: Scope, paper: Paper) -> None:
    if not scope.may("confirm", paper.unit_id):
        raise UnableToClose("Tài khoản này không được xác nhận văn bản của đơn vị này.")


def _checked(name: str, data: bytes) -> tuple[Extracted | None, str]:
    """What is in a small file; of a large one only what it is, for it is read in the background."""
    try:
        if len(data) > limits.FILE_BYTES:
            extract(name, data)
        kind = checks.checked_kind(name, data)
        return extract_at_once(name, data) if len(data) <= AT_ONCE_BYTES else None, kind.media_type
    except Unreadable as error:
        if error.code in LEFT_TO_A_PERSON:
            return None, kind.media_type
        raise UnableToTakeIn(error.vi) from error


def without_camera(name: str, data: bytes, *, strict: bool = True) -> bytes:
    """A photo without what the camera wrote into it; anything else as it is.

    UnableToTakeIn for a broken photo, which comes back as it is where one is not strict.
    """
    try:
        is_picture = checks.checked_kind(name, data).is_picture
    except Unreadable:
        return data
    try:
        return photos.cleaned(data)[0] if is_picture else data
    except photos.NotAPhotoError as error:
        if not strict:
            return data
        raise UnableToTakeIn(
            "Tệp ảnh bị hỏng hoặc tải lên chưa đủ. Hãy chụp lại hoặc lưu ảnh thành JPG, PNG rồi gửi lại."
        ) from error


def _erase_archives(paper: Paper) -> None:
    for item in BatchItem.objects.filter(paper=paper).select_related("batch"):
        erase_emptied(scope=READER, batch=item.batch, archive=ARCHIVE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _title(name: str) -> str:
    return PurePath(name.replace("\\", "/")).stem.replace("_", " ").strip() or "Không tên"


def _step(scope: Scope, paper: Paper, verb: str, note: str = "") -> None:
    stage = rules.after(rules.PAPER_TABLE, queries.stage_of(paper), verb)
    if stage is None:
        raise UnableToClose("Văn bản này đang ở bước khác; hãy tải lại trang.")
    PaperStep.objects.create(paper=paper, verb=verb, stage=stage, at=timezone.now(), by_id=scope.actor_id, note=note)
    data = {"title": paper.title, "note": note} if note else {"title": paper.title}
    record(scope=scope, verb=verb, kind="paper", uuid=paper.uuid, data=data)


def _progress(paper: Paper, percent: int) -> None:
    Paper.objects.filter(pk=paper.pk).update(progress=percent)


def _drop_strangers(paper: Paper, drafted: list[Drafted]) -> None:
    """A better reader may have come between a stop and a second start: undecided findings are made anew then."""
    expected = {one.position: (one.kind, one.item.start, one.item.end) for one in drafted}
    kept = paper.findings.values_list("position", "kind", "citation__start", "citation__end")
    if any(expected.get(row[0]) != row[1:] for row in kept) and not paper.findings.filter(steps__isnull=False).exists():
        paper.findings.filter(same_as__isnull=False).delete()
        paper.findings.all().delete()


def _keep(paper: Paper, one: Drafted, kept: dict[int, Finding]) -> Finding:
    assert paper.text is not None  # a reading has a text
    finding, _ = Finding.objects.get_or_create(
        paper=paper,
        position=one.position,
        defaults={
            "kind": one.kind,
            "citation": files.cite(text=paper.text, start=one.item.start, end=one.item.end),
            "certainty": one.certainty,
            "rule": one.item.rule[:80],
            "doubts": one.doubts,
            "read": one.read,
            "draft": one.draft,
            "same_as": kept[one.same_as] if one.same_as is not None else None,
        },
    )
    return finding
