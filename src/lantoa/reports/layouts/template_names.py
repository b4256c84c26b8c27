"""The names that a unit's own template may use. Plain Python."""

from __future__ import annotations

import re

from lantoa.reports.layouts.docx_parts import safe
from lantoa.reports.rules import Figured, Report
from lantoa.reports.rules.prose import ENDINGS
from lantoa.vietnamese.dates import write_date

BODY, FIGURES = "noi_dung", "so_lieu"
# Each name with what it stands for, as people are told.
NAMES = {
    "co_quan_cap_tren": "tên cơ quan, tổ chức cấp trên (có thể trống)",
    "co_quan": "tên cơ quan, tổ chức ban hành",
    "so": "số, ký hiệu sau chữ “Số”, để trống phần số khi chưa cấp",
    "dia_danh_ngay": "địa danh và ngày tháng năm: “An Phúc, ngày 23 tháng 11 năm 2026”",
    "ngay": "ngày ký dạng 23/11/2026",
    "loai": "tên loại văn bản: “BÁO CÁO”",
    "trich_yeu": "trích yếu",
    "ky": "kỳ báo cáo: “năm 2026”",
    BODY: "toàn bộ nội dung báo cáo; đứng riêng một đoạn, chữ của đoạn đó là chữ của nội dung",
    "ban_do": "câu cho biết số liệu theo đơn vị hành chính nào",
    "noi_nhan": "các dòng nơi nhận",
    "thay_mat": "dòng ký thay: “T/M ĐẢNG ỦY”, “TM. ỦY BAN NHÂN DÂN”",
    "chuc_vu": "chức vụ người ký",
    "nguoi_ky": "họ và tên người ký",
    FIGURES: "một số liệu của báo cáo theo mã chỉ tiêu: so_lieu['dat-hien'] là số trong kỳ; thêm :luy-ke, :cung-ky, "
    ":ke-hoach, :ty-le sau mã để lấy số lũy kế, cùng kỳ năm trước, kế hoạch, tỷ lệ đạt",
}


def values(report: Report) -> dict[str, str]:
    """What each name stands for in a report, but for its body and its numbers."""
    head, sign = report.letterhead, report.signature
    said = {
        "co_quan_cap_tren": head.superior,
        "co_quan": head.issuer,
        # A blank to write in must not shrink.
        "so": re.sub(r"^Số:?", "", head.number).replace("  ", " \u00a0").removeprefix(" "),
        "dia_danh_ngay": head.place_and_date,
        "ngay": write_date(report.on),
        "loai": report.kind,
        "trich_yeu": report.abstract,
        "ky": report.period.label(),
        "ban_do": report.map,
        "noi_nhan": "\n".join(report.recipients),
        "thay_mat": sign.on_behalf,
        "chuc_vu": sign.title,
        "nguoi_ky": sign.name,
    }
    return {name: safe(text) for name, text in said.items()}


def by_code(report: Report) -> dict[str, Figured]:
    """The first number that a report says of each figure, by its code with its ending."""
    found: dict[str, Figured] = {}
    for figure in report.figures():
        if figure.indicator and figure.what in ENDINGS:
            found.setdefault(figure.indicator + ENDINGS[figure.what], figure)
    return found
