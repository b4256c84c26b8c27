"""Files of large reports: asked for once, made in the background, told, let go; nothing hangs when a worker is shot."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from lantoa.common.quantities import Quantity
from lantoa.history.models import Event
from lantoa.notices.models import Notice
from lantoa.reports import operations, outgoing, queries, tasks
from lantoa.reports.layouts.apart import UnableToMakeFile
from lantoa.reports.models import Making, Report
from lantoa.reports.rules import makings as rules
from lantoa.reports.rules.outlines import USUAL
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun
from tests.reports.scene import YEAR, play, stated
from tests.reports.test_templates import keep


@pytest.fixture
def one(cast: Cast) -> Report:
    play(cast)
    return begun(cast, asked(cast))


@pytest.fixture
def lan(client: Client, cast: Cast) -> Client:
    """The clerk of An Phúc."""
    client.force_login(cast.lan)
    return client


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LARGE", dict.fromkeys(rules.LARGE, 1))


def ask(cast: Cast, report: Report, form: str = "docx", *, by: Any = None, **more: Any) -> Making:
    said = {"at": timezone.now()} | more
    return operations.ask_for_file(scope=cast.scope(by or cast.lan), report=report, form=form, **said)[0]


def now(made: Making) -> Making:
    return Making.objects.get(pk=made.pk)


def test_a_file_is_made_as_it_would_be_at_once_and_whoever_asked_is_told(cast: Cast, one: Report) -> None:
    made = ask(cast, one)
    assert (made.stage, made.asked_by) == ("waiting", cast.lan)
    tasks.make_file(made.pk)
    made = now(made)
    assert (made.stage, made.attempts, made.why) == ("done", 1, "")
    assert made.content is not None
    assert made.size == len(made.content)
    paper = queries.written(one, made.dated_on, upto=made.upto).paper
    assert bytes(made.content) == outgoing.written(paper, "docx")
    assert "Con đường không rác" in words(bytes(made.content))
    notice = Notice.objects.get(key=f"report-file-{made.uuid}")
    assert notice.subject.startswith("Đã làm xong tệp Word: Báo cáo định kỳ")
    assert notice.link == reverse("reports:making", args=[made.uuid])
    assert [d.user for d in notice.deliveries.all()] == [cast.lan]
    events = Event.objects.filter(kind="report_file", record=made.uuid).order_by("seq")
    assert [each.verb for each in events] == ["ask", "make"]


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *tables])


def test_the_same_report_is_made_once_for_all_who_ask_until_it_changes(cast: Cast, one: Report) -> None:
    first = ask(cast, one)
    assert ask(cast, one, by=cast.dung) == first
    operations.make(first.pk)
    assert ask(cast, one) == first
    assert ask(cast, one, "xlsx") != first
    anew = ask(cast, one, anew=True)
    assert anew != first
    # One that is under way is never begun beside itself.
    assert ask(cast, one, anew=True) == anew
    stated(cast, "an-phuc", "dat-hien", Quantity.of(1300), YEAR)
    assert ask(cast, one) not in (first, anew)
    part = one.parts.get(position=6)
    operations.write(scope=cast.scope(cast.lan), part=part, turn=0, lines=[("Viết tay.",)])
    written = ask(cast, one)
    assert written.turn == 1
    assert Making.objects.filter(form="docx").count() == 4


def test_what_was_sent_is_made_as_it_was_sent(cast: Cast, one: Report) -> None:
    operations.advance(scope=cast.scope(cast.lan), report=one, verb="submit", at=timezone.now())
    version = queries.last_version(one)
    stated(cast, "an-phuc", "khen-tap-the", Quantity.of(7), YEAR)
    made = ask(cast, one, version=version)
    operations.make(made.pk)
    assert version is not None
    assert bytes(now(made).content or b"") == outgoing.written(queries.paper_of(version), "docx")
    stated(cast, "an-phuc", "khen-tap-the", Quantity.of(9), YEAR)
    assert ask(cast, one, version=version) == made


def test_an_own_template_is_filled_and_refused_where_it_does_not_fit(cast: Cast, one: Report) -> None:
    template = keep(cast)
    made = ask(cast, one, template=template)
    operations.make(made.pk)
    assert "Mẫu riêng của" in words(bytes(now(made).content or b""))
    assert ask(cast, one) != made
    with pytest.raises(operations.UnableToAskForFile, match="dạng này"):
        ask(cast, one, "pdf", template=template)
    operations.end_template(scope=cast.scope(cast.lan), template=template, why="cũ")
    template.refresh_from_db()
    with pytest.raises(operations.UnableToAskForFile, match="dạng này"):
        ask(cast, one, template=template)


def test_only_who_may_open_the_report_asks_for_its_files(cast: Cast, one: Report) -> None:
    for form in ("exe", ""):
        with pytest.raises(operations.UnableToAskForFile, match="dạng này"):
            ask(cast, one, form)
    with pytest.raises(operations.UnableToAskForFile, match="không được"):
        ask(cast, one, by=cast.minh)
    assert not Making.objects.exists()
    assert not Event.objects.filter(kind="report_file").exists()


def test_a_pdf_that_would_never_be_done_is_refused_at_once(
    cast: Cast, one: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = queries.size_of(one, TODAY)
    # The units below, its Party body among them, and the practices of all years.
    assert size == 3 + 4
    monkeypatch.setattr("lantoa.reports.operations.makings.MOST", {"pdf": size - 1})
    with pytest.raises(operations.UnableToAskForFile, match="quá dài để tạo PDF"):
        ask(cast, one, "pdf")
    monkeypatch.setattr("lantoa.reports.operations.makings.MOST", {"pdf": size})
    assert ask(cast, one, "pdf").stage == "waiting"


def test_progress_is_true_while_it_is_made(cast: Cast, one: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.reports.operations.makings._NOTED_EVERY", 0.0)
    made = ask(cast, one)
    seen: list[tuple[str, int, int]] = []
    real = queries.portion_of

    def drafting(part: Any) -> Any:
        held = now(made)
        seen.append((held.stage, held.drafted, held.sections))
        return real(part)

    def writing(*said: Any, **more: Any) -> bytes:
        seen.append((now(made).stage, 0, 0))
        return b"tep"

    monkeypatch.setattr("lantoa.reports.queries.papers.portion_of", drafting)
    monkeypatch.setattr("lantoa.reports.outgoing.written", writing)
    operations.make(made.pk)
    number = len(USUAL) + 1
    each = [("drafting", at, number) for at in range(number)]
    # The opening stands before the usual sections; before their number is known nothing is told.
    assert list(dict.fromkeys(seen)) == [("drafting", 0, 0), *each, ("writing", 0, 0)]
    assert now(made).stage == "done"


class Shot(BaseException):
    """What ends a worker in the middle of its work."""


def test_a_worker_that_was_shot_is_followed_by_the_next(
    cast: Cast, one: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ask(cast, one)
    with monkeypatch.context() as shot:
        shot.setattr("lantoa.reports.outgoing.written", shoot)
        with pytest.raises(Shot):
            operations.make(made.pk)
    assert (now(made).stage, now(made).content) == ("writing", None)
    queue: list[int] = []
    monkeypatch.setattr("lantoa.reports.operations.makings.enqueue", lambda task, pk: queue.append(pk))
    # While somebody may still be at it, nobody else begins.
    assert operations.take_up_quiet(at=timezone.now()) == 0
    assert operations.take_up_quiet(at=timezone.now() + timedelta(minutes=6)) == 1
    assert operations.enqueue_unmade() == 1
    assert queue == [made.pk, made.pk]
    for pk in queue:
        tasks.make_file(pk)
    assert (now(made).stage, now(made).attempts) == ("done", 2)
    assert operations.enqueue_unmade() == 0
    assert Event.objects.filter(kind="report_file", verb="make").count() == 1


def shoot(*_said: Any, **_more: Any) -> bytes:
    raise Shot


def test_what_ends_every_worker_is_given_up_and_told(cast: Cast, one: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ask(cast, one)
    monkeypatch.setattr("lantoa.reports.outgoing.written", shoot)
    for _ in range(rules.MOST_ATTEMPTS):
        with pytest.raises(Shot):
            operations.make(made.pk)
    operations.make(made.pk)
    made = now(made)
    assert made.stage == "failed"
    assert "thử nhiều lần" in made.why
    assert Notice.objects.get(key=f"report-file-{made.uuid}").text == made.why
    assert Event.objects.get(kind="report_file", verb="fail").record == made.uuid
    # Asked for again, it is tried again.
    assert ask(cast, one) != made


@pytest.mark.parametrize(("error", "said"), [(UnableToMakeFile("quá dài"), "quá dài"), (ValueError(), "bất ngờ")])
def test_an_error_is_said_in_words(
    cast: Cast, one: Report, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_said: Any, **_more: Any) -> bytes:
        raise error

    monkeypatch.setattr("lantoa.reports.outgoing.written", fail)
    made = ask(cast, one)
    if isinstance(error, ValueError):
        with pytest.raises(ValueError, match=r"^$"):
            operations.make(made.pk)
    else:
        operations.make(made.pk)
    assert now(made).stage == "failed"
    assert said in now(made).why
    assert Notice.objects.get(key=f"report-file-{made.uuid}").subject.startswith("Không làm được tệp Word")


def test_a_file_goes_after_a_week_and_that_it_was_made_stays(cast: Cast, one: Report) -> None:
    made = ask(cast, one)
    operations.make(made.pk)
    assert operations.let_go(at=timezone.now() + rules.KEPT_FOR - timedelta(hours=1)) == 0
    assert operations.let_go(at=timezone.now() + rules.KEPT_FOR) == 1
    assert (now(made).stage, now(made).content) == ("expired", None)
    assert Event.objects.get(kind="report_file", verb="let_go").record == made.uuid
    assert ask(cast, one) != made


def test_the_database_keeps_no_making_without_its_file(cast: Cast, one: Report) -> None:
    made = ask(cast, one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Making.objects.filter(pk=made.pk).update(stage="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        Making.objects.filter(pk=made.pk).update(stage="failed")


@pytest.mark.usefixtures("everything_is_large")
def test_the_button_of_a_large_report_leads_to_its_making_and_then_to_the_file(
    lan: Client, one: Report, django_capture_on_commit_callbacks: Any
) -> None:
    address = reverse("reports:paper", args=[one.uuid])
    page = lan.get(address).content.decode()
    assert "Làm tệp Word" in page
    assert reverse("reports:docx", args=[one.uuid]) not in page
    answer: Any = lan.post(reverse("reports:ask_file", args=[one.uuid]), {"form": "docx", "mau": ""})
    assert answer.status_code == 302
    waiting = lan.get(answer.url).content.decode()
    assert "Đang chờ đến lượt" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    assert "đang chờ đến lượt" in lan.get(address).content.decode()
    made = Making.objects.get()
    take = reverse("reports:made_file", args=[made.uuid])
    assert take not in waiting
    assert lan.get(take).url == answer.url  # type: ignore[attr-defined]
    fragment = lan.get(answer.url, {"doc": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" in fragment
    assert "<html" not in fragment
    operations.make(made.pk)
    done = lan.get(answer.url).content.decode()
    assert take in done
    assert "được giữ đến ngày" in done
    assert "http-equiv" not in done
    file = lan.get(take)
    assert file.content[:2] == b"PK"
    assert "bao-cao_an-phuc_2022.docx" in file["Content-Disposition"]
    # The list of notices and the report's own page lead there too.
    assert answer.url in lan.get(address).content.decode()
    again: Any = lan.post(reverse("reports:ask_file", args=[one.uuid]), {"form": "docx"})
    assert again.url == answer.url
    assert Making.objects.count() == 1


@pytest.mark.usefixtures("everything_is_large")
def test_the_queue_makes_what_was_asked_for(lan: Client, one: Report, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        lan.post(reverse("reports:ask_file", args=[one.uuid]), {"form": "xlsx"})
    assert Making.objects.get().stage == "done"


@pytest.mark.usefixtures("everything_is_large")
def test_an_old_link_to_the_file_of_a_large_report_leads_to_its_button(lan: Client, one: Report) -> None:
    answer: Any = lan.get(reverse("reports:docx", args=[one.uuid]), follow=True)
    assert answer.redirect_chain == [(reverse("reports:paper", args=[one.uuid]), 302)]
    assert "được làm ở phía sau" in answer.content.decode()


def test_small_reports_come_at_once(lan: Client, one: Report) -> None:
    page = lan.get(reverse("reports:paper", args=[one.uuid])).content.decode()
    assert reverse("reports:docx", args=[one.uuid]) in page
    assert "Làm tệp Word" not in page
    assert lan.get(reverse("reports:docx", args=[one.uuid])).content[:2] == b"PK"


def test_a_file_of_a_draft_is_closed_to_other_units_and_wrong_wishes_are_refused(
    client: Client, cast: Cast, one: Report
) -> None:
    made = ask(cast, one)
    operations.make(made.pk)
    addresses = [reverse(name, args=[made.uuid]) for name in ("reports:making", "reports:made_file")]
    client.force_login(cast.minh)
    for address in addresses:
        assert client.get(address).status_code == 404
    assert client.post(reverse("reports:ask_file", args=[one.uuid]), {"form": "docx"}).status_code == 404
    client.force_login(cast.lan)
    wrong = [{"form": "docx", "mau": "x"}, {"form": "docx", "mau": str(uuid4())}]
    for said in wrong:
        assert client.post(reverse("reports:ask_file", args=[one.uuid]), said).status_code == 404
    answer: Any = client.post(reverse("reports:ask_file", args=[one.uuid]), {"form": "exe", "ban": "٣"}, follow=True)
    assert "Không làm được tệp ở dạng này" in answer.content.decode()


@pytest.mark.usefixtures("everything_is_large")
def test_pages_ask_as_much_for_many_files_as_for_one(
    lan: Client, cast: Cast, one: Report, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    operations.make(ask(cast, one).pk)
    address = reverse("reports:paper", args=[one.uuid])
    with django_assert_max_num_queries(200) as few:
        lan.get(address)
    for _ in range(4):
        operations.make(ask(cast, one, anew=True).pk)
    with django_assert_max_num_queries(200) as many:
        lan.get(address)
    assert len(many) <= len(few)
    page = reverse("reports:making", args=[Making.objects.latest("pk").uuid])
    with django_assert_max_num_queries(25):
        lan.get(page)
