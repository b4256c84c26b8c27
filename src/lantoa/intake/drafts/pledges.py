"""What somebody undertakes, as it was read → a pledge that would be registered for a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.common.periods import Period
from lantoa.intake.drafts.amounts import Draft
from lantoa.intake.drafts.known import Known, KnownPerson, Setting, match_unit
from lantoa.pledges.rules import MOST_DEEDS
from lantoa.pledges.rules.contents import read_measure
from lantoa.reading import findings as read
from lantoa.vietnamese.text import clean, fold, may_name


def pledge(item: read.Pledge, known: Known, setting: Setting) -> Draft:
    """The draft of a pledge; whoever is not beyond doubt is left for a person to choose."""
    year = Period.year(setting.period.to_on.year)
    made = Draft({"register": "pledge", "who": _one_line(item.who)[:200], "is_person": item.is_person})
    made.draft |= {"person": "", "unit": "", "year": str(year.from_on.year)}
    if item.is_person:
        _person(made, item, known, setting)
    else:
        _unit(made, item, known, setting)
    made.draft["deeds"] = [_deed(made, one, year) for one in item.deeds[:MOST_DEEDS]]
    if len(item.deeds) > MOST_DEEDS:
        made.notes.append(f"Mỗi bản đăng ký có nhiều nhất {MOST_DEEDS} việc; các việc sau không ghi.")
    return made


def _unit(made: Draft, item: read.Pledge, known: Known, setting: Setting) -> None:
    match = match_unit(item.who, known)
    if match and match[1]:
        made.draft["unit"] = match[0].code
        made.follow(match[0].lesson, item.who, match[0].name)
    elif match:
        made.draft["unit"] = match[0].code
        made.doubt("subject", f"“{made.draft['who']}” có thể là “{match[0].name}”: hãy xem lại đơn vị.")
    else:
        made.draft["unit"] = setting.about.code
        made.doubt("subject", f"Chưa rõ “{made.draft['who']}” là đơn vị nào, tạm ghi cho {setting.about.name}.")


def _person(made: Draft, item: read.Pledge, known: Known, setting: Setting) -> None:
    alike = [one for one in known.members.get(fold(item.who), ()) if may_name(item.who, one.name)]
    named = match_unit(item.unit, known) if item.unit else None
    if named and any(one.unit == named[0].code for one in alike):
        alike = [one for one in alike if one.unit == named[0].code]
    elif any(one.unit == setting.about.code for one in alike):
        alike = [one for one in alike if one.unit == setting.about.code]
    made.draft["unit"] = alike[0].unit if _are_one_unit(alike) else setting.about.code
    if len({one.uuid for one in alike}) == 1:
        made.draft["person"] = alike[0].uuid
        if not _are_one_unit(alike):
            made.draft["unit"] = ""
            made.doubt("units", f"“{made.draft['who']}” thuộc nhiều đơn vị: hãy chọn đơn vị tính bản đăng ký.")
    elif alike:
        made.doubt("namesakes", f"Có {len({one.uuid for one in alike})} người tên “{made.draft['who']}”: hãy chọn.")
    else:
        why = f"Không thấy “{made.draft['who']}” trong danh sách người của đơn vị: hãy chọn người, hoặc bỏ mục này."
        made.doubt("nobody", why)


def _are_one_unit(alike: list[KnownPerson]) -> bool:
    return len({one.unit for one in alike}) == 1


def _deed(made: Draft, one: read.Deed, year: Period) -> dict[str, Any]:
    measure = _one_line(one.measure or "")
    if read_measure(measure) is None:
        made.notes.append(f"“{measure}” chưa đọc được thành chỉ tiêu nên để trống.")
        measure = ""
    due_on = _last_day(one.due, year)
    if one.due and not due_on:
        made.notes.append("Có thời hạn nằm ngoài năm đăng ký nên để trống (tính đến hết năm).")
    return {"what": _one_line(one.what)[:400], "measure": measure, "due_on": due_on}


def _last_day(said: str | None, year: Period) -> str:
    """The last day of what the date notation names; "" where it names none in the year."""
    if not said:
        return ""
    last = said.replace("/", "..").rpartition("..")[2]
    if len(last) == 5 and last[2] == "-":
        last = f"{year.from_on.year}-{last}"
    try:
        day: date = Period.parse(last).to_on
    except ValueError:
        return ""
    return day.isoformat() if year.from_on <= day <= year.to_on else ""


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
