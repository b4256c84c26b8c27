"""What belongs to an activity: minutes, files, what people raised, pieces of a column."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.activities import queries, rules
from lantoa.activities.models import Activity, Attachment, Piece, Raised
from lantoa.activities.operations.moving import KIND, UnableToChangeActivity, check, locked, own
from lantoa.common.scopes import Scope
from lantoa.files import operations as files
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.reading.inputs import Unreadable, checks, extract_at_once, limits
from lantoa.reading.secrecy import stamp_of
from lantoa.vietnamese.text import clean

_BINARY = "application/octet-stream"
MOST_FILES = 40


@transaction.atomic
def write_minutes(*, scope: Scope, activity: Activity, text: str) -> None:
    """Writes the minutes of an activity, or corrects them. The history holds only that they were written."""
    one = _with_content(scope, activity)
    said = clean(text).strip()
    if len(said) > 50_000:
        raise UnableToChangeActivity("Biên bản quá dài để ghi ở đây; hãy đính kèm tệp Word hoặc PDF.")
    if stamp := stamp_of(said):
        raise UnableToChangeActivity(f"Nội dung có dấu “{stamp}”. Nội dung có độ mật không được đưa vào phần mềm này.")
    one.minutes = said
    one.save(update_fields=["minutes"])
    record(scope=scope, verb="write_minutes", kind=KIND, uuid=one.uuid, data={"length": len(said)})


@transaction.atomic
def attach(
    *,
    scope: Scope,
    activity: Activity,
    role: str,
    name: str,
    data: bytes,
    title: str = "",
    uuid: UUID | None = None,
) -> Attachment:
    """Keeps a file with an activity; a photo without what the camera wrote into it. The same ``uuid`` again gives the
    one that stands."""
    one = _with_content(scope, activity)
    if uuid and (known := Attachment.objects.filter(uuid=uuid).first()):
        return own(known, one)
    if role not in rules.ROLES_OF_FILES:
        raise UnableToChangeActivity("Hãy chọn biên bản, tài liệu hay ảnh.")
    if one.attachments.filter(is_withdrawn=False).count() >= MOST_FILES:
        raise UnableToChangeActivity(f"Mỗi hoạt động giữ nhiều nhất {MOST_FILES} tệp.")
    kept = files.keep_picture(scope=scope, name=name, data=data) if role == "photo" else _kept(scope, name, data)
    made = Attachment.objects.create(
        uuid=uuid or uuid4(),
        activity=one,
        role=role,
        title=" ".join(clean(title).split())[:200],
        file=kept,
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    record(scope=scope, verb="attach", kind=KIND, uuid=one.uuid, data={"role": role, "file": str(kept.uuid)})
    return made


def _kept(scope: Scope, name: str, data: bytes) -> StoredFile:
    """The file kept; one with a stamp of secrecy is not."""
    if not data.strip():
        raise UnableToChangeActivity("Tệp rỗng, không có gì bên trong. Hãy kiểm tra lại rồi gửi bản có nội dung.")
    if len(data) > limits.FILE_BYTES:
        raise UnableToChangeActivity(f"Tệp lớn hơn {limits.FILE_BYTES // limits.MEGABYTE} MB. Hãy gửi bản nhẹ hơn.")
    try:
        kind = checks.checked_kind(name, data).media_type or _BINARY
        read = extract_at_once(name, data)
    except Unreadable as error:
        # A scan has no text, and is a paper all the same.
        if error.code not in ("scanned", "empty"):
            raise UnableToChangeActivity(error.vi) from error
        read = None
    if read and (stamp := stamp_of(read.text)):
        raise UnableToChangeActivity(
            f"Tệp có dấu “{stamp}”. Văn bản có độ mật không được đưa vào phần mềm này; tệp chưa được lưu."
        )
    return files.keep(scope=scope, name=name, data=data, media_type=kind)


@transaction.atomic
def withdraw_attachment(*, scope: Scope, attachment: Attachment) -> None:
    """Takes a file off an activity: it is shown to nobody any more."""
    one = locked(attachment.activity)
    check(scope, one.unit_id)
    Attachment.objects.filter(pk=attachment.pk).update(is_withdrawn=True)
    data = {"role": attachment.role, "file": str(attachment.file.uuid)}
    record(scope=scope, verb="detach", kind=KIND, uuid=one.uuid, data=data)


@transaction.atomic
def raise_matter(*, scope: Scope, activity: Activity, words: str, where: str = "", uuid: UUID | None = None) -> Raised:
    """Writes down a matter that people raised, for the register of matters. The same ``uuid`` again gives the one that
    stands. The history holds only that there is one."""
    one = _with_content(scope, activity)
    kind = queries.kind(one)
    if not kind.raised:
        raise UnableToChangeActivity(f"“{kind.name}” không ghi điều người dân nêu.")
    if uuid and (known := Raised.objects.filter(uuid=uuid).first()):
        return own(known, one)
    said = clean(words).strip()[:1000]
    if not said:
        raise UnableToChangeActivity("Hãy ghi người dân nêu việc gì.")
    made = Raised.objects.create(
        uuid=uuid or uuid4(),
        activity=one,
        words=said,
        where=" ".join(clean(where).split())[:200],
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    record(scope=scope, verb="raise", kind=KIND, uuid=one.uuid, data={"raised": str(made.uuid)})
    return made


@transaction.atomic
def withdraw_raised(*, scope: Scope, raised: Raised) -> None:
    """A matter was written down by mistake."""
    one = locked(raised.activity)
    check(scope, one.unit_id)
    Raised.objects.filter(pk=raised.pk).update(is_withdrawn=True)
    record(scope=scope, verb="withdraw_raised", kind=KIND, uuid=one.uuid, data={"raised": str(raised.uuid)})


@transaction.atomic
def add_piece(
    *,
    scope: Scope,
    activity: Activity,
    title: str,
    outlet: str,
    on: date,
    today: date,
    link: str = "",
    uuid: UUID | None = None,
) -> Piece:
    """A piece of a column came out. The same ``uuid`` again gives the one that stands."""
    one = locked(activity)
    check(scope, one.unit_id)
    kind = queries.kind(one)
    if not kind.pieces:
        raise UnableToChangeActivity(f"“{kind.name}” không có tin, bài.")
    if uuid and (known := Piece.objects.filter(uuid=uuid).first()):
        return own(known, one)
    said, where = " ".join(clean(title).split())[:300], " ".join(clean(outlet).split())[:200]
    if not said or not where:
        raise UnableToChangeActivity("Hãy ghi tên tin, bài và nơi đăng, phát.")
    if on > today:
        raise UnableToChangeActivity("Ngày đăng, phát không thể sau hôm nay.")
    address = clean(link).strip()[:500]
    if address and not address.startswith(("https://", "http://")):
        raise UnableToChangeActivity("Địa chỉ trang phải bắt đầu bằng https:// hoặc http://.")
    made = Piece.objects.create(
        uuid=uuid or uuid4(), activity=one, title=said, outlet=where, on=on, link=address, made_at=timezone.now()
    )
    record(scope=scope, verb="add_piece", kind=KIND, uuid=one.uuid, data={"title": said, "outlet": where, "on": on})
    return made


@transaction.atomic
def withdraw_piece(*, scope: Scope, piece: Piece) -> None:
    """A piece was written down by mistake."""
    one = locked(piece.activity)
    check(scope, one.unit_id)
    Piece.objects.filter(pk=piece.pk).update(is_withdrawn=True)
    record(scope=scope, verb="withdraw_piece", kind=KIND, uuid=one.uuid, data={"title": piece.title})


def _with_content(scope: Scope, activity: Activity) -> Activity:
    """The activity, locked, of a kind whose contents are kept."""
    one = locked(activity)
    check(scope, one.unit_id)
    kind = queries.kind(one)
    if not kind.content:
        raise UnableToChangeActivity(f"“{kind.name}” chỉ ghi ngày giờ, người chủ trì, số người dự; không ghi nội dung.")
    return one
