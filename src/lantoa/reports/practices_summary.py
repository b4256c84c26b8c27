"""The report "tổng hợp mô hình": plain values in, a report out. No query, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness
from lantoa.reports import practices_tables as tables
from lantoa.reports.gathered import HONOURS, Gathered, IndicatorLine, Source
from lantoa.reports.letterhead import in_sentence, issuing, letterhead, recipients, signature
from lantoa.reports.rules import MISSING, Block, Figured, Heading, Line, Paragraph, Report, Run, listed, map_said
from lantoa.vietnamese.dates import write_date
from lantoa.vietnamese.numbers import write_number

STUDY = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
STUDY_IN_TWO_LINES = STUDY.replace("đạo đức, ", "đạo đức,\n")


def write(told: Gathered) -> Report:
    """The whole report; the same values always give the same report."""
    return Report(
        title=title(told.unit, told.period),
        letterhead=letterhead(told.body, kind="BC", on=told.on),
        kind="BÁO CÁO",
        abstract=f"tổng hợp mô hình {STUDY_IN_TWO_LINES} {_of(told)} {told.period.label()}",
        body=tuple(_body(told)),
        signature=signature(told.body),
        recipients=recipients(told.body),
        period=told.period,
        upto=told.upto,
        on=told.on,
        tree=told.tree,
    )


def title(unit: str, period: Period) -> str:
    """What the report is called on a page and as a file."""
    return f"Báo cáo tổng hợp mô hình {period.label()} – {in_sentence(unit)}"


def _of(told: Gathered) -> str:
    return f"của {in_sentence(told.unit)}"


def _body(told: Gathered) -> list[Block]:
    return [*_opening(told), *_registered(told), *results(told), *_figures(told), *_honoured(told), *papers(told)]


def _opening(told: Gathered) -> list[Block]:
    issuer = issuing(told.body.name)
    return [
        Paragraph(
            (
                "Căn cứ sổ đăng ký mô hình, báo cáo của các đơn vị và những số liệu đã được xác nhận trên "
                f"hệ thống Lan Tỏa tính đến dòng {write_number(told.upto)} của sổ số liệu, "
                f"{in_sentence(issuer)} báo cáo tổng hợp mô hình {STUDY} {_of(told)} {told.period.label()} như sau:",
            )
        ),
        Paragraph(
            (
                "Mỗi số trong báo cáo mở được đến nơi ghi nhận ban đầu. Việc chưa có đơn vị nào báo cáo "
                f"thì ghi “{MISSING}”, không ghi là số 0. {map_said(told.tree)}",
            )
        ),
    ]


def _registered(told: Gathered) -> list[Block]:
    blocks: list[Block] = [Heading(1, "I- TÌNH HÌNH CHUNG")]
    if not told.registered.any:
        return [*blocks, *counts(told)]
    blocks += [Heading(2, "1. Số mô hình đăng ký"), *counts(told)]
    blocks.append(Heading(2, "2. Theo đơn vị trực thuộc"))
    blocks += tables.by_unit(told)
    blocks.append(Heading(2, "3. Theo lĩnh vực"))
    blocks += tables.by_field(told)
    return blocks


_KINDS = (("tập thể", "collective"), ("cá nhân", "individual"))


def counts(told: Gathered) -> list[Block]:
    """How many practices were registered, running totals and the year before."""
    if not told.registered.any:
        return [Paragraph(("Trong kỳ, chưa có số liệu về mô hình được đăng ký.",)), *_compared(told)]
    pairs = [(kind, getattr(told.registered, name)) for kind, name in _KINDS]
    known: list[Run] = []
    for kind, pair in pairs:
        if pair.in_period:
            known += [pair.in_period, f" {kind}", ", "]
    lacking = [f"mô hình {kind} {MISSING}" for kind, pair in pairs if not pair.in_period]
    unit = in_sentence(told.unit)
    runs: list[Run] = [f"Trong kỳ, {unit} đăng ký ", *known[:-1]] if known else ["Trong kỳ"]
    found: list[Block] = [
        Paragraph((*runs, "; " if known and lacking else " " if lacking else "", f"{listed(lacking)}."))
    ]
    for kind, pair in pairs:
        if pair.cumulative:
            found.append(Paragraph((f"Lũy kế mô hình {kind}{_since(pair.since)}: ", pair.cumulative, ".")))
    return [*found, *_compared(told)]


def _compared(told: Gathered) -> list[Block]:
    before = told.year_before
    if told.period_before is None or not (before.collective.in_period or before.individual.in_period):
        return []
    runs: list[Run] = []
    for kind, name in _KINDS:
        now, then = getattr(told.registered, name).in_period, getattr(before, name).in_period
        runs += [then, f" {kind}{_direction(now, then)}", "; "] if then else [f"mô hình {kind} {MISSING}", "; "]
    return [Paragraph((f"Cùng kỳ năm trước ({told.period_before.label()}): ", *runs[:-1], "."))]


def _direction(now: Figured | None, then: Figured | None) -> str:
    """Said only where both numbers are exact: "trên 5" beside "gần 6" compares nothing."""
    if now is None or then is None:
        return ""
    new, old = now.quantity, then.quantity
    if new.exactness is not Exactness.EXACT or old.exactness is not Exactness.EXACT:
        return ""
    if new.point is None or old.point is None or new.point == old.point:
        return " (kỳ này bằng cùng kỳ)"
    return " (kỳ này tăng)" if new.point > old.point else " (kỳ này giảm)"


def results(told: Gathered) -> list[Block]:
    """The practices with what came of them."""
    blocks: list[Block] = [Heading(1, "II- KẾT QUẢ CỦA CÁC MÔ HÌNH")]
    if not told.practices:
        return [*blocks, Paragraph(("Sổ đăng ký chưa có mô hình nào được thực hiện trong kỳ.",))]
    blocks.append(Paragraph(("Các mô hình đã đăng ký và thực hiện trong kỳ, cùng kết quả được ghi nhận trong kỳ:",)))
    blocks.append(tables.practices(told))
    if told.shares_outcomes:
        blocks.append(
            Paragraph(
                (
                    "Kết quả chung của nhiều mô hình chỉ ghi và tính một lần, ở mô hình đứng trước; "
                    "không chia cho từng mô hình.",
                )
            )
        )
    return blocks


def _figures(told: Gathered) -> list[Block]:
    blocks: list[Block] = [Heading(1, "III- SỐ LIỆU TỔNG HỢP")]
    if any(line.pair.any for line in told.indicators):
        blocks.append(tables.indicators(told))
        blocks.append(Paragraph(("Số trong kỳ và số lũy kế là hai số khác nhau, không cộng với nhau.",)))
    else:
        blocks.append(Paragraph((f"Tất cả các chỉ tiêu trong kỳ đều {MISSING}.",)))
    return [*blocks, *coverage(told)]


def coverage(told: Gathered) -> list[Block]:
    """Which units below have figures, and which have none."""
    covered, uncovered = list(told.covered), list(told.uncovered)
    everyone = len(covered) + len(uncovered)
    if not everyone:
        return []
    share = f"{write_number(len(covered))}/{write_number(everyone)} đơn vị trực thuộc"
    if not covered:
        return [Paragraph((f"Trong kỳ chưa có đơn vị trực thuộc nào có số liệu ({share}): {listed(uncovered)}.",))]
    found: list[Block] = [Paragraph((f"Trong kỳ, {share} đã có số liệu: {listed(covered)}.",))]
    if uncovered:
        found.append(Paragraph((f"Các đơn vị {MISSING}: {listed(uncovered)}.",)))
    return found


def honours(told: Gathered) -> list[Block]:
    """How many groups and people were commended."""
    lines = [line for code in HONOURS if (line := told.indicator(code)) and line.pair.any]
    heading = Heading(1, "IV- BIỂU DƯƠNG, KHEN THƯỞNG")
    if not lines:
        return [heading, Paragraph(("Trong kỳ, chưa có số liệu về biểu dương, khen thưởng.",))]
    return [heading, *(Paragraph(_honour(line), is_item=True) for line in lines)]


def _honoured(told: Gathered) -> list[Block]:
    return [*honours(told), *tables.commended(told)]


def _honour(line: IndicatorLine) -> Line:
    runs: list[Run] = [f"- {line.name}: trong kỳ ", line.pair.in_period or MISSING]
    if line.pair.cumulative:
        runs += [f"; lũy kế{_since(line.pair.since)}: ", line.pair.cumulative]
    return (*runs, ".")


def papers(told: Gathered) -> list[Block]:
    """The papers in which figures and practices were read."""
    heading = Heading(1, "V- DANH MỤC GIẤY TỜ ĐÃ DÙNG")
    if not told.papers:
        return [heading, Paragraph(("Các số liệu và mô hình nêu trên chưa dẫn từ giấy tờ nào đã nhận vào hệ thống.",))]
    return [heading, *_listed(told.papers)]


def issued(told: Gathered) -> list[Block]:
    """Those of them that were issued under a number."""
    return _listed([paper for paper in told.papers if paper.is_issued])


def _listed(papers: Sequence[Source]) -> list[Block]:
    ends = [*";" * (len(papers) - 1), "."]
    return [Paragraph((f"- {paper.name}{end}",), is_item=True) for paper, end in zip(papers, ends, strict=False)]


def _since(day: date | None) -> str:
    return f" từ ngày {write_date(day)}" if day else ""


def message(told: Gathered, address: str) -> str:
    """A few lines to paste into a chat: the figures that there are, and where the whole report opens."""
    known = [line for line in told.indicators if line.pair.any][:8]
    lines = [f"Tổng hợp mô hình {told.period.label()} – {in_sentence(told.unit)}"]
    for line in known:
        said = str(line.pair.in_period) if line.pair.in_period else f"lũy kế {line.pair.cumulative}"
        lines.append(f"• {line.name}: {said}")
    if not known:
        lines.append(f"• Trong kỳ {MISSING}.")
    if told.tree:
        lines.append(map_said(told.tree))
    return "\n".join([*lines, f"Xem đủ và mở từng số: {address}"])
