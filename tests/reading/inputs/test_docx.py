import io
import unicodedata

import pytest
from docx import Document

from lantoa.reading.inputs import extract

from .papers import MC, R, W, packed, paragraph, relations, report_docx, word
from .refusing import codes, refused

V = "xmlns:v='urn:schemas-microsoft-com:vml'"


def text_of(body: str, **more: object) -> str:
    return extract("bao-cao.docx", word(body, **more)).text  # type: ignore[arg-type]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_a_report_comes_out_in_the_order_of_the_paper_with_its_header_first():
    read = extract("bao-cao.docx", report_docx())
    assert read.text.split("\n")[:3] == ["ĐẢNG ỦY XÃ BÌNH AN", "", "Báo cáo kết quả học tập và làm theo Bác"]
    assert read.text.split("\n")[-3:] == [
        "TT\tNội dung\tKết quả",
        "1\tĐường bê tông\t1,2 km",
        "Nơi nhận: các chi bộ trực thuộc.",
    ]
    assert read.media_type.endswith("wordprocessingml.document")
    assert (read.extractor, read.warnings) == ("docx/1", ())


def test_the_header_of_the_first_page_is_taken_where_it_differs():
    document = Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "HUYỆN ỦY"
    section.header.paragraphs[0].text = "2"
    document.add_paragraph("Nội dung báo cáo")
    out = io.BytesIO()
    document.save(out)
    assert extract("a.docx", out.getvalue()).text == "HUYỆN ỦY\n\nNội dung báo cáo"


def test_a_header_that_is_only_a_page_number_is_left_out():
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/></w:sectPr>'
    parts = {"word/header1.xml": f"<w:hdr {W}>{paragraph('- 2 -')}</w:hdr>"}
    links = relations(("rId5", "header", "header1.xml"))
    assert text_of(paragraph("Nhân dân") + section, parts=parts, links=links) == "Nhân dân"


def test_tabs_breaks_and_hyphens_of_a_run_are_kept():
    assert (
        text_of(
            "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>Xã</w:t><w:tab/><w:t>Bình</w:t>"
            "<w:br/><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r></w:p>"
        )
        == "Xã\tBình\n2021-2025"
    )


def test_a_row_stays_one_line_and_wide_cells_keep_the_columns_apart():
    wide = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("Cộng")
    rows = table((paragraph("Việc") + paragraph("làm"), paragraph("a"), paragraph("b")), (wide, paragraph("12")))
    assert text_of(paragraph("Bảng của xã") + rows) == "Bảng của xã\nViệc làm\ta\tb\nCộng\t\t12"


def test_a_frame_of_one_cell_keeps_its_paragraphs_and_the_table_inside():
    inner = table((paragraph("Đường"), paragraph("2 km")))
    assert text_of(table((paragraph("Nhân dân") + inner + paragraph("góp đất"),))) == "Nhân dân\nĐường\t2 km\ngóp đất"


def test_the_two_columns_of_a_letterhead_keep_their_lines():
    left = paragraph("ĐẢNG ỦY XÃ BÌNH AN") + paragraph("*")
    head = table((left, paragraph("ĐẢNG CỘNG SẢN VIỆT NAM")), (paragraph("Số 12-BC/ĐU"), paragraph("ngày 19/5/2026")))
    lines = ["ĐẢNG ỦY XÃ BÌNH AN", "*", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 12-BC/ĐU", "ngày 19/5/2026"]
    assert text_of(head).split("\n") == lines


def test_text_boxes_are_read_once_after_their_paragraph():
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert text_of(f"<w:p>{run('Trước')}<w:r>{both}</w:r>{run(' sau')}</w:p>") == "Trước sau\nTrong khung"
    assert text_of(f"<w:p><w:r><w:pict><v:textbox {V}>{box}</v:textbox></w:pict></w:r></w:p>") == "Trong khung"


def test_notes_come_at_the_end_without_the_separators():
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='-1'>{paragraph('gạch')}</w:footnote>"
        f"<w:footnote w:id='1'>{paragraph('Số liệu đến tháng 5.')}</w:footnote></w:footnotes>"
    )
    ends = f"<w:endnotes {W}><w:endnote w:id='1'>{paragraph('Theo báo cáo xã.')}</w:endnote></w:endnotes>"
    links = relations(("rId5", "footnotes", "footnotes.xml"), ("rId6", "endnotes", "endnotes.xml"))
    parts = {"word/footnotes.xml": notes, "word/endnotes.xml": ends}
    expected = "Góp 52 triệu đồng\n\nSố liệu đến tháng 5.\n\nTheo báo cáo xã."
    assert text_of(paragraph("Góp 52 triệu đồng"), parts=parts, links=links) == expected


def test_tracked_insertions_are_kept_deletions_dropped_and_a_caution_given():
    read = extract(
        "a.docx",
        word(
            f"<w:p>{run('Góp ')}<w:del><w:r><w:delText>50</w:delText></w:r></w:del><w:ins>{run('52')}</w:ins>"
            f"<w:moveFrom>{run(' cũ')}</w:moveFrom>{run(' triệu đồng')}</w:p>"
        ),
    )
    assert (read.text, codes(read)) == ("Góp 52 triệu đồng", ["tracked_changes"])


def test_a_deleted_paragraph_mark_joins_and_a_deleted_row_goes():
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Nhân dân ')}</w:p><w:p>{run('góp đất')}</w:p>"
    cells = f"<w:tc>{paragraph('bỏ')}</w:tc>" * 2
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cells}</w:tr></w:tbl>"
    assert text_of(joined + gone) == "Nhân dân góp đất"


def test_comments_and_hidden_text_are_left_out_and_told():
    read = extract(
        "a.docx",
        word(f"<w:p><w:commentRangeStart w:id='0'/>{run('Nhân dân')}{run(' mật', '<w:vanish/>')}</w:p>"),
    )
    assert (read.text, codes(read)) == ("Nhân dân", ["comments", "hidden_text"])


@pytest.mark.parametrize(
    "field",
    [
        "<w:fldSimple w:instr=' DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\"'/>",
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DD</w:instrText></w:r>"
        "<w:r><w:instrText>E excel x</w:instrText></w:r>",
    ],
)
def test_a_dde_field_is_told_and_its_code_is_no_text(field: str):
    read = extract("a.docx", word(f"<w:p>{run('Nhân dân góp đất')}{field}</w:p>"))
    assert (read.text, codes(read)) == ("Nhân dân góp đất", ["dde"])


def test_links_to_outside_are_told_except_plain_hyperlinks():
    body = paragraph("Nhân dân góp đất")
    plain = relations(("rId5", "hyperlink", "http://vi.example/", "External"))
    outside = relations(("rId5", "image", "http://vi.example/a.png", "External"))
    template = {"word/_rels/settings.xml.rels": relations(("rId1", "attachedTemplate", "//x/y.dotm", "External"))}
    assert codes(extract("a.docx", word(body, links=plain))) == []
    assert codes(extract("a.docx", word(body, links=outside))) == ["external_links"]
    assert codes(extract("a.docx", word(body, parts=template))) == ["external_links"]


def test_embedded_sheets_are_told_and_not_opened():
    parts = {"word/embeddings/Sheet1.xlsx": packed({"xl/workbook.xml": "<x/>"})}
    read = extract("a.docx", word(paragraph("Nhân dân góp đất"), parts=parts))
    assert (read.text, codes(read)) == ("Nhân dân góp đất", ["embedded_objects"])


def test_decomposed_letters_of_a_word_file_stay():
    apart = unicodedata.normalize("NFD", "Nhân dân góp đất")
    assert text_of(paragraph(apart)) == apart


def test_strict_office_files_are_read():
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("rId1", "officeDocument", "/word/document.xml")),
        "word/document.xml": f"<w:document xmlns:w='{space}'><w:body>{paragraph('Nhân dân')}</w:body></w:document>",
    }
    assert extract("a.docx", packed(members)).text == "Nhân dân"


def test_a_word_file_of_pictures_only_is_refused_as_scanned():
    assert refused("anh.docx", word("<w:p/>", parts={"word/media/a.png": b"\x89PNG"})).code == "scanned"


def test_a_word_file_without_words_is_refused_as_empty():
    assert refused("trong.docx", word("<w:p/><w:p/>")).code == "empty"


def test_a_part_without_the_namespaces_of_word_gives_nothing():
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<document {R} {MC}><p>x</p></document>",
    }
    assert refused("a.docx", packed(members)).code == "empty"
