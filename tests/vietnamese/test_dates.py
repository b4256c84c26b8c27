"""Days, and times told in part."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.dates import read_date, read_partial_date, write_date, write_long_date

DATES = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "19/05/2022",
        "19/5/2022",
        "19/5/22",
        "19-05-2022",
        "19.5.2022",
        "19 / 5 / 2022",
        "2022-05-19",
        "ngày 19 tháng 5 năm 2022",
        "Ngày 19 tháng 05 năm 2022",
        "19 tháng 5, 2022",
        "ngày 19/5/2022",
        "Thứ Năm, 19/05/2022",
        "thứ năm ngày 19 tháng Năm năm 2022",
        "NGÀY 19 THÁNG 5 NĂM 2022.",
        "ngay 19 thang 5 nam 2022",
        "19–5–2022",
        "19/5-2022",
        "ngày 19/5 năm 2022",
        "sáng ngày 19/5/2022",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_date(text) == date(2022, 5, 19)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5/19/2022",
        "31/4/2022",
        "29/2/2023",
        "0/1/2022",
        "1/0/2022",
        "19/5",
        "tháng 5/2022",
        "2022",
        "19/5/202",
        "1/1/0000",
        "hôm nay",
        "12.500",
    ],
)
def test_what_is_no_day_is_none(text):
    assert read_date(text) is None


def test_the_day_comes_before_the_month():
    assert read_date("1/6/26") == date(2026, 6, 1)
    assert read_date("03/02/1930") == date(1930, 2, 3)


def test_a_year_of_two_digits_is_near_ours():
    assert read_date("19/5/69") == date(2069, 5, 19)
    assert read_date("19/5/70") == date(1970, 5, 19)


def test_papers_pad_single_days_and_the_first_two_months():
    assert write_long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert write_long_date(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert write_long_date(date(2022, 5, 19)) == "ngày 19 tháng 5 năm 2022"
    assert write_long_date(date(2026, 2, 5), padded=False) == "ngày 5 tháng 2 năm 2026"
    assert write_date(date(2022, 5, 9)) == "09/05/2022"


@given(DATES, st.booleans())
def test_what_was_written_reads_as_the_same_day(day, padded):
    assert read_date(write_date(day)) == day
    assert read_date(write_long_date(day, padded=padded)) == day
    assert read_partial_date(write_date(day)) == read_partial_date(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("năm 2018", "2018"),
        ("2018", "2018"),
        ("trong năm 2018", "2018"),
        ("tháng 1/2018", "2018-01"),
        ("tháng 01-2018", "2018-01"),
        ("tháng 1 năm 2018", "2018-01"),
        ("tháng Tư năm 2018", "2018-04"),
        ("1/2018", "2018-01"),
        ("19/5/2022", "2022-05-19"),
        ("23/3", "03-23"),
        ("ngày 23/3", "03-23"),
        ("ngày 23-3", "03-23"),
        ("ngày 23 tháng 3", "03-23"),
        ("29/2", "02-29"),
        ("từ năm 2016 đến nay", "2016/.."),
        ("từ tháng 3/2021 - nay", "2021-03/.."),
        ("từ năm 2016", "2016/.."),
        ("năm 2016 đến nay", "2016/.."),
        ("từ ngày 19/5/2022 đến nay", "2022-05-19/.."),
        ("giai đoạn 2016-2020", "2016/2020"),
        ("2016 – 2020", "2016/2020"),
        ("giai đoạn 2016 đến 2020", "2016/2020"),
        ("từ năm 2016 đến năm 2020", "2016/2020"),
        ("từ năm 2016 đến hết năm 2020", "2016/2020"),
        ("nhiệm kỳ 2020-2025", "2020/2025"),
        ("nhiệm kì 2020 - 2025", "2020/2025"),
        ("năm học 2021-2022", "2021/2022"),
        ("trong 5 năm (2016-2020)", "2016/2020"),
        ("quý I/2022", "2022-01/2022-03"),
        ("quý 4 năm 2021", "2021-10/2021-12"),
        ("Quý III-2022", "2022-07/2022-09"),
        ("6 tháng đầu năm 2022", "2022-01/2022-06"),
        ("sáu tháng cuối năm 2022", "2022-07/2022-12"),
        ("9 tháng đầu năm 2022", "2022-01/2022-09"),
        ("nửa đầu năm 2022", "2022-01/2022-06"),
        ("trước năm 2015", "../2015"),
        ("trước ngày 30/6/2022", "../2022-06-30"),
        ("đến hết năm 2025", "../2025"),
        ("từ tháng 1 đến tháng 6/2022", "2022-01/2022-06"),
        ("từ tháng 10/2021 đến tháng 3/2022", "2021-10/2022-03"),
        ("từ ngày 15-20/5/2022", "2022-05-15/2022-05-20"),
        ("từ ngày 15 đến ngày 20 tháng 5 năm 2022", "2022-05-15/2022-05-20"),
        ("từ ngày 1/3 đến 30/4/2022", "2022-03-01/2022-04-30"),
        ("01/01/2022 - 30/06/2022", "2022-01-01/2022-06-30"),
        ("1-1-2022 – 30-6-2022", "2022-01-01/2022-06-30"),
        ("từ 1/3 đến 30/4", "03-01/04-30"),
    ],
)
def test_times_told_in_part_have_one_notation(text, notation):
    assert read_partial_date(text) == notation


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3/23",
        "tháng 5",
        "tháng 13/2022",
        "quý V/2022",
        "2020-2016",
        "đến nay",
        "nay",
        "hằng năm",
        "13 tháng đầu năm 2022",
        "31/4",
        "23-3",
        "22,7",
        "từ",
        "-",
        "52 tỷ đồng",
    ],
)
def test_what_names_no_time_is_none(text):
    assert read_partial_date(text) is None


PIECES = "từ đến nay trước năm tháng ngày quý 2016 2020 1/2018 23/3 19/5/2022 I/ - – 6 đầu giai đoạn"


@given(
    st.text()
    | st.lists(st.sampled_from(PIECES.split())).map(" ".join)
    | st.text(alphabet="0123456789/-. ", max_size=20)
)
def test_reading_takes_any_text(text):
    read_partial_date(text)
    read_date(text)
