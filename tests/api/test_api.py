"""What another program asks and does with a key: nothing without one, nothing beyond its role, refusals in words."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.accounts.models import ApiKey, User
from lantoa.accounts.operations import UnableToMakeKey, close_account, end_key, make_key
from lantoa.api.site import api
from lantoa.cli.key import key as command
from lantoa.directives.models import Addressee, Directive
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Grant
from tests.cast import LONG_AGO, Cast
from tests.directives.scene import asked, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_todays_morning")]
ROOT = "/api/v1"


def token_of(cast: Cast, user: User, **more: Any) -> str:
    grant = Grant.objects.get(user=user)
    said = {"name": "Phần mềm một cửa", "limits": {"grant": grant.pk}, "at": timezone.now()} | more
    return make_key(scope=cast.product, user=user, **said).token


def ask(token: str, path: str, body: Any = None, status: int = 200) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if body is None:
        answer = Client().get(ROOT + path, headers=headers)
    else:
        answer = Client().post(ROOT + path, json.dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def operations() -> list[tuple[str, str]]:
    """Every method and path of the description."""
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema()["paths"]
    return [(path.removeprefix(ROOT), method) for path, methods in paths.items() for method in methods]


def test_nothing_is_answered_without_a_key_that_holds(cast: Cast) -> None:
    assert len(operations()) >= 6
    held = token_of(cast, cast.lan)
    ended = ApiKey.objects.get()
    end_key(scope=cast.product, key=ended, at=timezone.now())
    for path, method in operations():
        full = path.replace("{uuid}", "00000000-0000-0000-0000-000000000007")
        for token in ("", "khong-phai-khoa", held):
            said = ask(token, full, None if method == "get" else {}, 401)
            assert "khóa không còn hiệu lực" in said["detail"]


def test_a_key_ends_with_its_days_and_with_its_account(cast: Cast) -> None:
    token = token_of(cast, cast.lan, days=3)
    assert ask(token, "/van-ban/can-tra-loi/")["items"] == []
    assert ApiKey.objects.get().last_used_on == timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        ask(token, "/van-ban/can-tra-loi/", status=401)
    close_account(scope=cast.product, user=cast.lan, why="nghỉ việc", at=timezone.now())
    ask(token, "/van-ban/can-tra-loi/", status=401)


def test_a_key_is_refused_for_whoever_signs_in_by_two_steps(cast: Cast) -> None:
    organisations.grant(scope=cast.product, user=cast.minh, unit=cast.units["tan-loi"], role="approver", on=LONG_AGO)
    with pytest.raises(UnableToMakeKey, match="hai bước"):
        make_key(scope=cast.product, user=cast.minh, name="x", limits={"grant": 1}, at=timezone.now())
    for wrong in ({"name": " "}, {"limits": {}}, {"days": 0}, {"days": 4000}):
        with pytest.raises(UnableToMakeKey):
            token_of(cast, cast.lan, **wrong)


def test_a_program_answers_for_its_own_units_alone(cast: Cast) -> None:
    plan = sent(cast)
    own, other = asked(plan, cast.units["an-phuc"]), asked(plan, cast.units["tan-loi"])
    token = token_of(cast, cast.lan)
    listed = ask(token, "/van-ban/can-tra-loi/")["items"]
    assert {(one["unit"], one["expects"]) for one in listed} == {("an-phuc", "paper"), ("cb-dong", "done")}
    assert ask(token, "/van-ban/can-tra-loi/?unit=cb-dong")["items"][0]["code"] == "23-KH/TU"
    for verb, body in (("da-nhan", {}), ("ly-do", {"why": "x"}), ("da-lam", {"done_on": "2026-11-01"})):
        ask(token, f"/van-ban/tra-loi/{other.uuid}/{verb}/", body, 404)
    assert ask(token, f"/van-ban/tra-loi/{own.uuid}/da-nhan/", {})["stage"] == "acknowledged"
    said = {"code": "11/KH-UBND", "abstract": "Triển khai", "dated_on": "2026-03-20", "is_open": True}
    for _ in range(2):
        answered = ask(token, f"/van-ban/tra-loi/{own.uuid}/van-ban/", said)
        assert (answered["stage"], answered["days_late"]) == ("answered", 0)
    assert Directive.objects.filter(code="11/KH-UBND").count() == 1
    branch = asked(plan, cast.units["cb-dong"])
    for _ in range(2):
        ask(token, f"/van-ban/tra-loi/{branch.uuid}/da-lam/", {"done_on": "2026-11-05", "note": "Sinh hoạt tháng 11"})
    assert branch.steps.count() == 1
    counted = ask(token_of(cast, cast.dung), f"/van-ban/{plan.uuid}/thuc-hien/")
    assert (counted["everyone"], counted["answered"], counted["late"]) == (3, 2, 0)
    assert ask(token, "/van-ban/can-tra-loi/")["items"] == []
    assert len(ask(token, "/van-ban/can-tra-loi/?everything=true")["items"]) == 2


def test_what_is_refused_is_said_in_words(cast: Cast) -> None:
    plan = sent(cast)
    token, own = token_of(cast, cast.lan), asked(plan, cast.units["an-phuc"])
    path = f"/van-ban/tra-loi/{own.uuid}"
    assert "bằng văn bản" in ask(token, f"{path}/da-lam/", {"done_on": "2026-11-05"}, 422)["detail"]
    assert "chưa đúng ở: body.said.done_on" in ask(token, f"{path}/da-lam/", {"done_on": "hôm qua"}, 422)["detail"]
    secret = {"code": "1-KH/ĐU", "abstract": "x", "dated_on": "2026-03-20", "is_open": False}
    assert "độ mật" in ask(token, f"{path}/van-ban/", secret, 422)["detail"]
    assert "Không có" in ask(token, "/van-ban/00000000-0000-0000-0000-000000000007/thuc-hien/", status=404)["detail"]
    broken = Client().post(
        f"{ROOT}{path}/ly-do/", "{", content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert broken.status_code == 400


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["da-nhan", "da-lam", "ly-do", "van-ban"]),
    st.dictionaries(
        st.sampled_from(["done_on", "note", "why", "code", "abstract", "dated_on", "is_open", "uuid"]),
        st.one_of(st.text(max_size=40), st.integers(), st.booleans(), st.none(), st.just("2026-11-05")),
    ),
)
def test_no_body_breaks_it(cast: Cast, verb: str, body: dict[str, Any]) -> None:
    plan = Directive.objects.filter(code="23-KH/TU").first() or sent(cast)
    one = Addressee.objects.filter(directive=plan, unit=cast.units["an-phuc"]).get()
    key = ApiKey.objects.first()
    if key is None:
        _TOKENS[:] = [token_of(cast, cast.lan)]
    answer = Client().post(
        f"{ROOT}/van-ban/tra-loi/{one.uuid}/{verb}/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {_TOKENS[0]}"},
    )
    assert answer.status_code in {200, 422}, answer.content


_TOKENS: list[str] = []


def test_keys_are_made_listed_and_ended_on_the_host(cast: Cast) -> None:
    run = CliRunner()
    made = run.invoke(command, ["make", "lan", "--name", "Phần mềm một cửa"])
    assert made.exit_code == 0, made.output
    token = made.output.split()[-1]
    assert ask(token, "/van-ban/can-tra-loi/") == {"items": [], "next": None}
    listed = run.invoke(command, ["list"]).output
    assert "Phần mềm một cửa" in listed
    assert token not in listed
    one = ApiKey.objects.get()
    assert run.invoke(command, ["end", str(one.uuid)]).exit_code == 0
    again = run.invoke(command, ["end", str(one.uuid)])
    assert (again.exit_code, "đã kết thúc" in again.output) == (1, True)
    ask(token, "/van-ban/can-tra-loi/", status=401)
    for wrong in (["make", "khong-ai", "--name", "x"], ["make", "lan", "--name", "x", "--unit", "tan-loi"]):
        assert run.invoke(command, wrong).exit_code == 1


def test_the_description_is_there_for_programs(cast: Cast) -> None:
    said = Client().get(f"{ROOT}/openapi.json").json()
    assert said["info"]["title"] == "Lan Tỏa"
    assert all("security" in one for path in said["paths"].values() for one in path.values())
