import pytest

from lantoa.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "kind", "frequency"),
    [
        ("Qua sinh hoạt chi bộ hằng tháng, đảng viên góp ý.", "sinh hoạt chi bộ hằng tháng", "sinh hoạt chi bộ",
         "hằng tháng"),
        ("Nội dung sinh hoạt chi bộ hằng tháng, hằng quý.", "sinh hoạt chi bộ hằng tháng, hằng quý",
         "sinh hoạt chi bộ", "hằng tháng; hằng quý"),
        ("Hưởng ứng cuộc vận động “Vì người nghèo của xã”.", "cuộc vận động “Vì người nghèo của xã”",
         "cuộc vận động", None),
        ("Mở phong trào thi đua “Dân vận khéo” trong thôn.", "phong trào thi đua “Dân vận khéo”", "phong trào", None),
    ],
)  # fmt: skip
def test_a_doing_has_its_type_and_how_often(text, surface, kind, frequency):
    (activity,) = read(text).activities
    assert (activity.surface, activity.type, activity.frequency) == (surface, kind, frequency)


def test_movements_listed_in_quotes_are_all_activities():
    found = read("Cuộc vận động “Toàn dân đoàn kết”, “Chung tay vì xã nhà”; ''Tuổi trẻ lập nghiệp''.").activities
    assert len(found) == 3


@pytest.mark.parametrize("text", ["Các phong trào thi đua yêu nước sôi nổi.", "Họp chi bộ để bàn việc."])
def test_generic_doings_are_not_marked(text):
    assert read(text).activities == ()
