"""A model that was read → a practice that would enter the register."""

from __future__ import annotations

import re

from lantoa.intake.drafts import times
from lantoa.intake.drafts.amounts import Draft
from lantoa.intake.drafts.known import Known, Setting, match_unit
from lantoa.intake.drafts.taught import practice_key
from lantoa.intake.drafts.words import bare, holds, plain, sentence
from lantoa.reading import findings as read
from lantoa.vietnamese.text import clean, fold

KINDS = {"tập thể": "collective", "cá nhân": "individual"}
_PILOT = ("làm điểm", "mô hình điểm", "chỉ đạo điểm", "chọn điểm")
_GROUPS = ("tổ", "nhóm", "câu lạc bộ", "clb", "chi hội", "tổ hợp tác", "hợp tác xã", "đội")
_ORGANISED = (
    *("đảng ủy", "đảng bộ", "chi bộ", "huyện ủy", "tỉnh ủy", "ubnd", "ủy ban", "mặt trận", "ban", "cơ quan"),
    *("hội", "chi hội", "đoàn", "công an", "quân sự", "trường", "đội", "tổ", "nhóm", "câu lạc bộ", "clb"),
    *("tỉnh", "huyện", "thị trấn", "xã", "phường", "ấp", "thôn", "khu phố"),
)
_HEAD = re.compile(r"^(mô hình|mô-hình)\s+", re.IGNORECASE)


def name_of(item: read.Model) -> str:
    """The name without "mô hình" and quotes, on one line."""
    name = " ".join(clean(item.name).split()).strip(" “”\"'.,;:")
    return _HEAD.sub("", name)[:400] or name[:400]


def practice(item: read.Model, reading: read.Reading, known: Known, setting: Setting) -> Draft:
    """The draft of a practice."""
    name = name_of(item)
    left, right = sentence(reading.text, item.start, item.end)
    around = plain(reading.text[left:right])
    made = Draft({"register": "practice", "name": name[:1].upper() + name[1:], "owner_person": None, "owner_group": ""})
    _owner(made, item, reading, known, setting)
    _kind(made, item)
    spoken = plain(f"{name} {item.field or ''}")
    scores = [(sum(plain(word) in spoken for word in words), code) for code, words in known.fields]
    best = max((score for score, _ in scores), default=0)
    made.draft["fields"] = [code for score, code in scores if score and score == best][:2]
    told = item.year and times.period_of(item.year, setting.period)
    on = max(told.from_on, setting.period.from_on) if told and told.overlaps(setting.period) else None
    made.draft["registered_on"] = (on or (told.from_on if told else setting.period.from_on)).isoformat()
    made.draft["is_pilot"] = bool(holds(around, _PILOT))
    meant = known.taught.practices.get(practice_key(name))
    if meant and (record := known.taught_practices.get(meant.target)):
        made.draft["match"] = dict(record)
        made.doubts.clear()
        made.follow(meant.lesson, name, f"mô hình “{record['name']}”")
        return made
    likely = list(known.likely.get(fold(name), ()))
    same = [one for one in likely if fold(one["name"]) == fold(name) and one["unit"] == made.draft["owner_unit"]]
    if len(same) == 1:
        made.draft["match"] = same[0]
        made.doubts.clear()
    elif likely:
        made.draft["likely"] = likely
        made.doubt("likely", f"Có thể là mô hình đã đăng ký: “{likely[0]['name']}”. Nếu đúng, hãy ghép vào.")
    if not made.draft["fields"]:
        made.notes.append("Chưa rõ lĩnh vực.")
    if item.replicated_from:
        made.notes.append(f"Văn bản nói nhân rộng từ “{item.replicated_from}”.")
    return made


def _owner(made: Draft, item: read.Model, reading: read.Reading, known: Known, setting: Setting) -> None:
    made.draft["owner_unit"] = setting.about.code
    if not item.owner:
        return
    match = match_unit(item.owner, known)
    if match and match[1]:
        made.draft["owner_unit"] = match[0].code
        made.follow(match[0].lesson, item.owner, match[0].name)
        return
    if people := known.people.get(fold(item.owner)):
        if len(people) == 1:
            made.draft["owner_person"] = people[0].uuid
            made.draft["owner_unit"] = people[0].unit or setting.about.code
        made.draft["kind"] = "individual"
        if len(people) > 1 or not people[0].unit:
            made.doubt("owner", f"Chưa rõ “{item.owner}” thuộc đơn vị nào: tạm ghi {setting.about.name}.")
    elif any(fold(person.surface) == fold(item.owner) for person in reading.people):
        made.draft |= {"kind": "individual", "owner_group": item.owner[:200]}
        made.doubt("owner", f"“{item.owner}” chưa có trong sổ người: hãy xem lại đơn vị.")
    elif bare(item.owner) not in bare(setting.about.name):
        made.draft["owner_group"] = item.owner[:200]
        if match:
            made.draft["owner_unit"] = match[0].code
        if not plain(item.owner).startswith(tuple(plain(word) for word in _GROUPS)):
            made.doubt("owner", f"Văn bản ghi của “{item.owner}”, chưa có trong sổ đơn vị.")


def _kind(made: Draft, item: read.Model) -> None:
    if item.kind in KINDS:
        made.draft["kind"] = KINDS[item.kind]
    elif "kind" not in made.draft:
        made.draft["kind"] = "collective"
        first = " ".join(plain(item.owner or item.name).split()[:2])
        if not holds(f" {first} ", _ORGANISED):
            made.doubt("kind", "Văn bản không nói mô hình tập thể hay cá nhân: tạm ghi tập thể.")
