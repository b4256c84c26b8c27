"""One sample of everything that an address may name, in any unit: what the rights matrix asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from lantoa.intake import queries as intake
from lantoa.organisations.models import Post
from lantoa.regulations.models import CalendarChange
from tests.house.samples_of_contributions import CONTRIBUTIONS
from tests.house.samples_of_dossier import DOSSIER
from tests.house.samples_of_exemplars import EXEMPLARS
from tests.house.samples_of_spreading import SPREADING
from tests.house.sampling import NOBODY, Maker, Sample
from tests.house.world import UNITS, World


def _uuid(what: Callable[[World, str], Any]) -> Maker:
    return lambda world, unit: Sample({"uuid": what(world, unit).uuid if unit else NOBODY})


def _filled(made: Callable[[World, str], dict[str, Any]]) -> Maker:
    return lambda world, unit: Sample(made(world, unit))


def _figure(indicator: str) -> Maker:
    def made(world: World, unit: str) -> Sample:
        of = world.cast.units[unit].uuid if unit else NOBODY
        parts = {"indicator": indicator, "unit": of, "period": "2022", "line": "place", "tree": "then", "upto": 0}
        return Sample(parts)

    return made


def _explored(indicator: str) -> Maker:
    def made(world: World, unit: str) -> Sample:
        query = {"unit": str(world.cast.units[unit].uuid), "year": "2022"} if unit else {}
        return Sample({"code": indicator if unit else "khong-co"}, query)

    return made


def _of_unit(**more: str) -> Maker:
    """An address that names a unit behind its question mark."""
    return lambda world, unit: Sample({}, {"unit": world.cast.units[unit].code if unit else "khong-co", **more})


def _nothing(world: World, unit: str) -> Sample:
    """What only its own maker, or its own session, can name."""
    return Sample({"uuid": NOBODY})


def _secret(world: World, unit: str) -> Sample:
    return Sample({"token": "khong-ai-biet"})


_practice = _uuid(lambda world, unit: world.practice(unit))
_drive = _uuid(lambda world, unit: world.drive(unit))
_outcome = _uuid(lambda world, unit: world.outcome(unit))
_paper = _uuid(lambda world, unit: world.paper(unit))
_photo = _uuid(lambda world, unit: world.photo(unit))
_grant = _uuid(lambda world, unit: world.grant(unit))
_closed = _uuid(lambda world, unit: world.statement(unit, "ty-le-hoc-tap"))
_target = _uuid(lambda world, unit: world.target(unit))
_notice = _uuid(lambda world, unit: world.letter(unit))
_theme = _uuid(lambda world, unit: world.theme(unit))
_plan = _uuid(lambda world, unit: world.plan(unit))
_plan_target = _uuid(lambda world, unit: world.plan_target(unit))
_task = _uuid(lambda world, unit: world.task(unit))
# What is approved may be read from below, so that of the unit above is a draft here, as it is everywhere else.
_approved = _uuid(lambda world, unit: world.plan(unit, approved=unit != UNITS["parent"]))
_change = _uuid(lambda world, unit: world.change(unit))
_account = _uuid(lambda world, unit: world.grant(unit).user)
_person = _uuid(lambda world, unit: world.person(unit))
_request = _uuid(lambda world, unit: world.request(unit))


_directive = _uuid(lambda world, unit: world.directive(unit))
_sent = _uuid(lambda world, unit: world.addressee(unit).directive)
_addressee = _uuid(lambda world, unit: world.addressee(unit))
_pledge = _uuid(lambda world, unit: world.pledge(unit))
_activity = _uuid(lambda world, unit: world.activity(unit))
_outline = _uuid(lambda world, unit: world.outline(unit))


def _of_outline(world: World, unit: str, **more: int) -> Sample:
    """A section of an outline."""
    return Sample(_outline(world, unit).parameters | {"at": 0} | more)


def _of_person(world: World, unit: str, **more: Any) -> Sample:
    return Sample(_person(world, unit).parameters | more)


def _two(world: World, unit: str) -> Sample:
    if not unit:
        return Sample({"kept": NOBODY, "joined": UUID(int=8)})
    return Sample({"kept": world.person(unit).uuid, "joined": world.request(unit).person.uuid})


def _post(world: World, unit: str) -> int:
    return Post.objects.get(person=world.person(unit)).pk if unit else 0


def _membership(world: World, unit: str) -> int:
    return world.member(unit).pk if unit else 0


def _consent(world: World, unit: str) -> UUID:
    return world.consent(unit).uuid if unit else NOBODY


def _rule(world: World, unit: str) -> Sample:
    return Sample({"code": "party-paper-format" if unit else "khong-co"})


def _version(world: World, unit: str) -> Sample:
    return Sample(_rule(world, unit).parameters | {"from_on": "2018-04-03"})


def _year(world: World, unit: str) -> Sample:
    return Sample({"year": 2026 if unit else 9999})


def _first_change() -> UUID:
    change = CalendarChange.objects.order_by("pk").first()
    assert change is not None
    return change.uuid


_owed = _uuid(lambda world, unit: world.report(unit))


def _asked(world: World, unit: str) -> Sample:
    return Sample({"uuid": world.report_type(unit).uuid if unit else NOBODY, "period": "2022"})


def _book(world: World, unit: str) -> Sample:
    return Sample({"unit": world.cast.units[unit].uuid if unit else NOBODY})


_REPORT = _of_unit(period="2022", upto="0", on="2022-12-20")

_OF_AN_ACTIVITY = (
    *("activity", "contest", "hold", "withdraw_count", "minutes", "attach", "raised", "piece", "set_up", "entry"),
    *("award", "edit", "change_from", "roster", "total", "sign_up"),
)

# Address (and variant, behind a bar) → the sample of a unit; with "" for the unit a record that does not exist.
SAMPLES: dict[str, Maker] = {
    "portal:practice|public": _uuid(lambda world, unit: world.public(unit)),
    "portal:practice|not public": _practice,
    "portal:drive|public": _uuid(lambda world, unit: world.public_drive(unit)),
    "portal:drive|not public": _drive,
    **{key: _filled(made) for key, made in CONTRIBUTIONS.items()},
    "portal:language": lambda world, unit: Sample({"code": "en" if unit else "xx"}),
    **SPREADING,
    **DOSSIER,
    **EXEMPLARS,
    "practices:practice|public": _uuid(lambda world, unit: world.public(unit)),
    "practices:practice|not public": _practice,
    "practices:advance": _practice,
    "practices:set_themes": _practice,
    "plans:plan": _plan,
    "plans:change": _plan,
    "plans:advance": _plan,
    "plans:new_task": _plan,
    "plans:version": lambda world, unit: Sample(_approved(world, unit).parameters | {"revision": 1}),
    "plans:compare": _approved,
    "plans:task": _task,
    "plans:change_task": _task,
    "plans:remove_task": _task,
    "plans:advance_task": _task,
    "plans:put_on_agenda": _task,
    "plans:take_off_agenda": _task,
    "plans:workbook": _plan,
    "reports:plan_docx": _plan,
    "plans:load": _plan,
    "plans:marked": lambda world, unit: Sample(_plan(world, unit).parameters | {"draft": NOBODY}),
    "plans:copy": _plan,
    "plans:new_target": _plan,
    "plans:change_target": _plan_target,
    "plans:remove_target": _plan_target,
    "plans:share": _plan_target,
    "themes:theme": _theme,
    "themes:change": _theme,
    "themes:take_part": _theme,
    "themes:end": _theme,
    "practices:add_outcome": _practice,
    **dict.fromkeys(["practices:outcome", "practices:withdraw_outcome"], _outcome),
    "practices:figure": lambda world, unit: Sample(
        {"uuid": world.practice(unit).uuid if unit else NOBODY, "indicator": "cau-xay-moi"}
    ),
    "practices:keep": lambda _, unit: Sample({"year": timezone.localdate().year if unit else 1900}),
    "practices:summary": _of_unit(period="2022"),
    "indicators:definition|public": lambda world, unit: Sample({"code": "cau-xay-moi" if unit else "khong-co"}),
    "indicators:definition|not public": lambda world, unit: Sample({"code": "ty-le-hoc-tap" if unit else "khong-co"}),
    "indicators:statement|public": _uuid(lambda world, unit: world.statement(unit, "cau-xay-moi")),
    "indicators:statement|not public": _closed,
    "indicators:withdraw": _closed,
    "indicators:double|to decide": _uuid(lambda world, unit: world.told_twice(unit)[0]),
    "indicators:double|decided": _uuid(lambda world, unit: world.decision(unit)),
    "indicators:decide_double": _uuid(lambda world, unit: world.told_twice(unit)[0]),
    "indicators:undo_double": _uuid(lambda world, unit: world.decision(unit)),
    "indicators:figure|public": _figure("cau-xay-moi"),
    "indicators:figure|not public": _figure("ty-le-hoc-tap"),
    "indicators:facts|public": _figure("cau-xay-moi"),
    "indicators:facts|not public": _figure("ty-le-hoc-tap"),
    "indicators:explore|public": _explored("cau-xay-moi"),
    "indicators:explore|not public": _explored("ty-le-hoc-tap"),
    "indicators:explore_workbook|public": _explored("cau-xay-moi"),
    "indicators:explore_workbook|not public": _explored("ty-le-hoc-tap"),
    "indicators:exempt": lambda world, unit: Sample(
        {"code": "cau-xay-moi", "unit": world.cast.units[unit].uuid if unit else NOBODY}
    ),
    "indicators:exemption": _uuid(lambda world, unit: world.exemption(unit)),
    "indicators:end_exemption": _uuid(lambda world, unit: world.exemption(unit)),
    "indicators:give": _of_unit(),
    **dict.fromkeys(["indicators:target", "indicators:withdraw_target"], _target),
    **dict.fromkeys(
        [f"intake:{name}" for name in ["paper", "settle", "undo", "columns", "close", "file", "text"]], _paper
    ),
    **dict.fromkeys([f"organisations:{name}" for name in ["right", "end_right", "change_term"]], _grant),
    **dict.fromkeys(["intake:batch", "intake:retry"], _uuid(lambda world, unit: world.batch(unit))),
    "intake:change_lesson": _uuid(lambda world, unit: world.lesson(unit)),
    **dict.fromkeys(["intake:picture", "intake:type"], _photo),
    "intake:decide": _uuid(lambda world, unit: intake.findings(world.paper(unit))[0]),
    "organisations:unit": _uuid(lambda world, unit: world.cast.units[unit]),
    "organisations:end_delegation": _uuid(lambda world, unit: world.delegation(unit)),
    **dict.fromkeys(
        [f"directives:{name}" for name in ["paper", "file", "correct", "end", "restore", "link", "send"]],
        _directive,
    ),
    **dict.fromkeys(
        [
            f"directives:{name}"
            for name in ["answer", "photo", "acknowledge", "answer_done", "answer_paper", "answer_reason", "ask_again"]
        ],
        _addressee,
    ),
    **dict.fromkeys([f"directives:{name}" for name in ["board", "board_workbook", "missing", "remind"]], _sent),
    "directives:unlink": lambda world, unit: Sample(
        _directive(world, unit).parameters | {"upper": _directive(world, unit).parameters["uuid"]}
    ),
    "directives:reasoned": lambda world, unit: Sample(_addressee(world, unit).parameters | {"verb": "rut-lai"}),
    **dict.fromkeys(
        [f"pledges:{name}" for name in ["pledge", "paper", "edit", "assess", "send", "confirm", "close", "carry_over"]],
        _pledge,
    ),
    "pledges:photo": lambda world, unit: Sample(_pledge(world, unit).parameters | {"at": NOBODY}),
    "pledges:progress": lambda world, unit: Sample(
        _pledge(world, unit).parameters | {"deed": world.pledge(unit).deeds.get().uuid if unit else NOBODY}
    ),
    "pledges:reasoned": lambda world, unit: Sample(_pledge(world, unit).parameters | {"verb": "thoi"}),
    **dict.fromkeys(
        [
            f"pledges:{name}"
            for name in ["coverage", "coverage_workbook", "new", "many", "filed", "confirm_all", "load", "template"]
        ],
        _of_unit(),
    ),
    **dict.fromkeys(
        ["pledges:list_read", "pledges:marked"],
        lambda world, unit: Sample({"draft": NOBODY}, _of_unit()(world, unit).query),
    ),
    **dict.fromkeys([f"activities:{name}" for name in _OF_AN_ACTIVITY], _activity),
    **dict.fromkeys(
        [f"activities:{name}" for name in ["series", "extend_series", "end_series"]],
        _uuid(lambda world, unit: world.activity(unit).series),
    ),
    **dict.fromkeys(
        [
            f"activities:{name}"
            for name in ["list", "workbook", "calendar", "speakers", "new", "new_series", "name_speaker"]
        ],
        _of_unit(),
    ),
    "activities:end_speaker": _uuid(lambda world, unit: world.speaker(unit)),
    "activities:scores": lambda world, unit: Sample(
        _activity(world, unit).parameters | {"juror": world.activity(unit).jurors.get().uuid if unit else NOBODY}
    ),
    "activities:file": lambda world, unit: Sample(_activity(world, unit).parameters | {"at": NOBODY}),
    "activities:withdraw": lambda world, unit: Sample(
        _activity(world, unit).parameters | {"what": "tep", "at": NOBODY}
    ),
    "activities:reasoned": lambda world, unit: Sample(_activity(world, unit).parameters | {"verb": "huy"}),
    "directives:book": _book,
    "directives:note": _book,
    "directives:record_congress": _book,
    "directives:withdraw_congress": _uuid(lambda world, unit: world.congress(unit)),
    "directives:withdraw_note": _uuid(lambda world, unit: world.number(unit)),
    "reports:start": _asked,
    "reports:paper": _owed,
    "reports:advance": _owed,
    "reports:section": lambda world, unit: Sample(_owed(world, unit).parameters | {"position": 1}),
    "reports:version": lambda world, unit: Sample(
        {"uuid": world.report(unit, sent=True).uuid if unit else NOBODY, "revision": 1}
    ),
    "reports:docx": _owed,
    "reports:xlsx": _owed,
    "reports:pdf": _owed,
    "reports:ask_file": _owed,
    "reports:making": _uuid(lambda world, unit: world.making(unit)),
    "reports:made_file": _uuid(lambda world, unit: world.making(unit)),
    "reports:type": _uuid(lambda world, unit: world.report_type(unit)),
    "reports:end_type": _uuid(lambda world, unit: world.report_type(unit)),
    "reports:board": _asked,
    "reports:remind": _asked,
    "reports:board_workbook": _asked,
    "reports:template_file": _uuid(lambda world, unit: world.template(unit)),
    "reports:end_template": _uuid(lambda world, unit: world.template(unit)),
    "reports:practices": _REPORT,
    "reports:practices_docx": _REPORT,
    "reports:practices_xlsx": _REPORT,
    "reports:ask_practices": _REPORT,
    "reports:outline": _outline,
    "reports:outline_file": _outline,
    "reports:rename_outline": _outline,
    "reports:add_outline_tables": _outline,
    "reports:withdraw_outline": _outline,
    "reports:outline_section": _of_outline,
    "reports:add_outline_section": _of_outline,
    "reports:arrange_outline_section": _of_outline,
    "reports:outline_table": lambda world, unit: _of_outline(world, unit, number=0),
    "practices:paper": _practice,
    "notices:open": _uuid(lambda world, unit: world.letter(unit).deliveries.get(channel="in_product")),
    "notices:sent_one": _notice,
    "notices:withdraw": _notice,
    "notices:settle": _uuid(lambda world, unit: world.letter(unit).deliveries.get(channel="in_product")),
    "organisations:changed": _change,
    "organisations:annul": _change,
    "organisations:kinds": _uuid(lambda world, unit: world.cast.units[unit]),
    "organisations:change": lambda world, unit: Sample(
        {"uuid": world.cast.units[unit].uuid if unit else NOBODY, "kind": "doi-ten"}
    ),
    "organisations:draft": _nothing,
    "organisations:marked": _nothing,
    "organisations:roster": _uuid(lambda world, unit: world.roster(unit)),
    "organisations:join_people": _two,
    "organisations:tell_apart": _two,
    "organisations:person": _person,
    "organisations:correct_person": _person,
    "organisations:appoint": _person,
    "organisations:end_post": lambda world, unit: _of_person(world, unit, number=_post(world, unit)),
    "organisations:join_unit": _person,
    "organisations:leave_unit": lambda world, unit: _of_person(world, unit, number=_membership(world, unit)),
    "organisations:undo_join": _person,
    "organisations:add_consent": _person,
    "organisations:withdraw_consent": lambda world, unit: _of_person(world, unit, consent=_consent(world, unit)),
    "organisations:consent_paper": lambda world, unit: _of_person(world, unit, consent=_consent(world, unit)),
    "organisations:person_request": _request,
    "organisations:person_copy": _request,
    "organisations:lift_restriction": _request,
    "regulations:rule": _rule,
    "regulations:compare": _rule,
    "regulations:add": _rule,
    "regulations:correct": _version,
    "regulations:end": _version,
    "regulations:offer": _version,
    "regulations:calendar_year": _year,
    "regulations:calendar_workbook": _year,
    "regulations:calendar_add": _year,
    "regulations:calendar_swap": _year,
    "regulations:calendar_remove": _year,
    "regulations:calendar_official": _year,
    "regulations:calendar_change": lambda world, unit: Sample({"uuid": _first_change() if unit else NOBODY}),
    "accounts:renew": _account,
    "accounts:make_link": _account,
    "accounts:make_key": _account,
    "accounts:end_key": _uuid(lambda world, unit: world.api_key(unit)),
    "accounts:account": _account,
    "accounts:revoke_invitation": _nothing,
    "accounts:revoke_link": _nothing,
    "desk:calendar": _secret,
    "accounts:accept": _secret,
    "accounts:use_link": _secret,
    "mfa_edit_webauthn": lambda world, unit: Sample({"pk": 7}),
    "mfa_remove_webauthn": lambda world, unit: Sample({"pk": 7}),
    "openid_connect_login": lambda world, unit: Sample({"provider_id": "khong-co"}),
    "openid_connect_callback": lambda world, unit: Sample({"provider_id": "khong-co"}),
    "accounts:demo": lambda world, unit: Sample({"user": world.cast.lan.uuid if unit else NOBODY}),
}
