import contextlib

import pytest

from lantoa.reading.inputs import Unreadable, extract

from .papers import SENTENCE, web_page
from .refusing import codes, refused


def test_what_a_reader_sees_comes_out_in_lines_with_tabs_between_cells():
    page = web_page(
        "<h1>Tin   xã</h1><p>Chi bộ <b>thôn</b>\n Đông<br>đã họp</p><!-- ghi chú -->"
        "<table><tr><th>Việc</th><th>Kết quả</th></tr><tr><td><p>Làm đường</p></td><td> 1,2 km</td></tr></table>"
        "<ul><li>Một</li><li>Hai</li></ul>"
    )
    lines = ["Tin xã", "Chi bộ thôn Đông", "đã họp", "Việc\tKết quả", "Làm đường\t1,2 km", "Một", "Hai"]
    read = extract("tin.html", page)
    assert (read.text.split("\n"), read.media_type, read.extractor) == (lines, "text/html", "html/1")


def test_scripts_styles_and_hidden_parts_are_left_out():
    page = web_page(
        "<p>Nhân dân góp đất</p><script>var a='mã'</script><style>p{}</style><noscript>bật mã</noscript>"
        "<p hidden>ẩn một</p><div style='DISPLAY: none'>ẩn <b>hai</b></div><template>ẩn ba</template><p>làm đường</p>"
    )
    assert extract("tin.html", page).text == "Nhân dân góp đất\nlàm đường"


def test_the_main_article_is_taken_from_a_long_page_and_said_so():
    story = "".join(f"<p>{SENTENCE} Đợt {number}.</p>" for number in range(1, 13))
    menu = "<nav><ul>" + "<li><a href='/'>Chuyên mục</a></li>" * 20 + "</ul></nav>"
    page = web_page(f"{menu}<article><h1>Xã Bình An làm theo Bác</h1>{story}</article><footer>Bản quyền</footer>")
    read = extract("bai.htm", page)
    assert read.text.startswith("Xã Bình An làm theo Bác\n")
    assert all(f"{SENTENCE} Đợt {number}." in read.text for number in range(1, 13))
    assert "Chuyên mục" not in read.text
    assert codes(read) == ["article_only"]


def test_a_page_laid_out_by_a_table_keeps_its_paragraphs():
    page = web_page("<table><tr><td>Trình đơn</td><td><p>Một</p><p>Hai</p><p>Ba</p><p>Bốn của xã</p></td></tr></table>")
    assert extract("cu.html", page).text.split("\n")[-3:] == ["Hai", "Ba", "Bốn của xã"]


def test_a_picture_written_into_the_page_and_arrows_in_scripts_cost_no_text():
    picture = f"<img alt='a > b' src=\"data:image/png;base64,{'A' * 100_000}\">"
    code = f"<script>if (a<b) {{ {'x;' * 2_000} }}</script><!-- <p {'y ' * 2_000} -->"
    page = web_page(f"<p>Nhân dân</p>{picture}{code}<p title=it's>góp đất, 5 < 7</p>")
    assert extract("tin.html", page).text == "Nhân dân\ngóp đất, 5 < 7"


@pytest.mark.parametrize(
    ("declared", "encoding"), [("utf-8", "utf-8"), ("iso-8859-1", "utf-8"), ("windows-1252", "cp1252")]
)
def test_the_encoding_is_found_even_where_the_page_names_a_wrong_one(declared: str, encoding: str):
    words = "Xã Bình Hà" if encoding == "cp1252" else "Xã Bình Đường"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = web_page(f"<p>{words}</p>", head=head).decode().encode(encoding)
    assert extract("tin.html", page).text == words


def test_an_xhtml_page_with_a_declaration_is_read():
    page = b'<?xml version="1.0" encoding="utf-8"?>' + web_page("<p>Nhân dân làm đường</p>")
    assert extract("tin.xhtml", page).text == "Nhân dân làm đường"


def test_a_fragment_without_html_tag_is_read():
    assert extract("doan.html", "<p>Nhân dân</p><p>làm đường</p>".encode()).text == "Nhân dân\nlàm đường"


def test_a_page_without_words_is_refused_as_empty():
    assert refused("trong.html", web_page("<script>x</script><img src='a.png'>")).code == "empty"


def test_entities_of_a_page_are_never_fetched_nor_multiplied():
    declared = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    bomb = f"{declared}<html><body><p>Xã ta &a;&b;</p></body></html>"
    assert "root:" not in extract("x.html", bomb.encode()).text


def test_a_page_nested_ten_thousand_deep_is_read_or_refused():
    page = web_page("<div>" * 10_000 + "Nhân dân" + "</div>" * 10_000)
    with contextlib.suppress(Unreadable):
        assert extract("sau.html", page).text == "Nhân dân"
