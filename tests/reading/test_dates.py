import pytest

from lantoa.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("Đăng 19/05/2022 trên báo.", "19/05/2022", "2022-05-19"),
        ("Ra ngày 25-10-2021 tại huyện.", "25-10-2021", "2021-10-25"),
        ("Ra ngày 14.5.2011 tại huyện.", "14.5.2011", "2011-05-14"),
        ("Tính đến năm 2022 thì xong.", "năm 2022", "2022"),
        ("Mở vào tháng 1/2018 tại xã.", "tháng 1/2018", "2018-01"),
        ("Họp ngày 23 tháng 8 năm 2019 tại xã.", "ngày 23 tháng 8 năm 2019", "2019-08-23"),
        ("Từ năm 2016 đến nay, xã đã đổi khác.", "Từ năm 2016 đến nay", "2016/.."),
        ("Trong giai đoạn 2016 - 2020 có nhiều việc.", "2016 - 2020", "2016/2020"),
        ("Kết quả quý I/2022 khá tốt.", "quý I/2022", "2022-01/2022-03"),
        ("Kết quả 6 tháng đầu năm 2022 khá tốt.", "6 tháng đầu năm 2022", "2022-01/2022-06"),
        ("Sáng 5/7 lễ ra quân bắt đầu.", "Sáng 5/7", "07-05"),
        ("Ra quân từ ngày 23-25/01/2021 tại xã.", "từ ngày 23-25/01/2021", "2021-01-23/2021-01-25"),
    ],
)
def test_a_date_is_read_in_the_notation(text, surface, value):
    (date,) = read(text).dates
    assert (date.surface, date.value) == (surface, value)


def test_a_day_without_a_year_takes_it_from_the_dateline_shortly_after_and_raises_a_doubt():
    reading = read("Xã đón chuẩn mới\n\nThứ Hai, 18/06/2018\n\nTối 14/6, xã tổ chức lễ đón chuẩn.")
    assert reading.dates[1].value == "2018-06-14"
    assert [doubt.code for doubt in reading.doubts] == ["year-of-dateline"]


@pytest.mark.parametrize(
    "text", ["Đạt 16/19 tiêu chí.", "Có 100% chi hội (4/4 chi hội) mạnh.", "Ngày 31/2/2020 thì sao."]
)
def test_fractions_and_days_that_no_calendar_has_are_no_dates(text):
    assert read(text).dates == ()


def test_since_the_beginning_of_a_year():
    (date,) = read("Tính từ đầu năm 2010 đến nay, các cấp hội đã nuôi 33 con heo đất.").dates
    assert (date.surface, date.value) == ("từ đầu năm 2010 đến nay", "2010/..")
