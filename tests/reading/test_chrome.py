from lantoa.reading import read

BODY = (
    "Hội Nông dân huyện Cẩm Lĩnh đã vận động hội viên đóng góp 300 triệu đồng cùng hàng nghìn ngày công lao động "
    "để sửa đường, dựng cầu, nạo vét kênh mương, trồng hoa dọc các tuyến đường trong suốt năm 2019 vừa qua."
)
PAGE = f"""Trang chủ
Giới thiệu
Tin tức
Văn bản
UBND huyện
Liên hệ
Thứ năm, 09/05/2017

Hội Nông dân huyện Cẩm Lĩnh tổng kết công tác
20/12/2019

{BODY}

Thu Lụa

Các tin khác
Đoàn xã Bình Sa ra quân(30/07/2019)
Lượt truy cập: 1.099.979
Điện thoại: 0228.3849386
"""


def test_menus_and_counters_are_chrome_and_nothing_is_read_in_them():
    reading = read(PAGE)
    head, tail = reading.chrome
    assert PAGE[head[0] : head[1]].startswith("Trang chủ")
    assert PAGE[tail[0] : tail[1]].startswith("Các tin khác")
    assert [date.value for date in reading.dates] == ["2019-12-20", "2019"]
    assert "UBND huyện" not in {unit.surface for unit in reading.units}
    assert [person.surface for person in reading.people] == ["Thu Lụa"] or reading.people == ()


def test_headline_and_dateline_are_not_chrome():
    reading = read(PAGE)
    headline = PAGE.index("Hội Nông dân huyện Cẩm Lĩnh tổng kết")
    assert reading.chrome[0][1] <= headline


def test_a_report_with_short_headings_has_no_chrome():
    text = f"I. KẾT QUẢ\n\n1. Công tác hội\n\n{BODY}\n\n2. Phong trào\n\n{BODY}\n\nNơi nhận:\nLưu."
    assert read(text).chrome == ()


CHAT = """[14:30, 25/11/2026] Nguyễn Văn An: Chi bộ ấp Đông báo cáo: hôm nay có 45 hộ dân góp 12 triệu đồng làm đường.
Trần Thị Bé, [25/11/2026 15:02]
Ấp Tây hiến 300 m² đất, 20 hộ tham gia.
15:10
Hội Phụ nữ trao 15 suất quà.
"""


def test_who_wrote_a_message_when_is_no_part_of_it() -> None:
    reading = read(CHAT)
    assert [CHAT[start:end] for start, end in reading.chrome] == [
        "[14:30, 25/11/2026] Nguyễn Văn An:", "Trần Thị Bé, [25/11/2026 15:02]", "15:10",
    ]  # fmt: skip
    assert not reading.people
    assert not reading.dates
    assert [one.surface for one in reading.quantities] == [
        "45 hộ dân",
        "12 triệu đồng",
        "300 m²",
        "20 hộ",
        "15 suất quà",
    ]


def test_the_day_under_a_headline_is_read() -> None:
    assert [one.value for one in read("Xã An Sa ra quân\nThứ hai, 26/03/2018 09:15\nSáng nay xã ra quân.\n").dates]
