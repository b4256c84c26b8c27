"""The parts that every page is built of."""

import pytest

from lantoa.design.forms import SampleForm
from tests.design.reading import write


def test_a_button_submits_and_with_an_address_it_is_a_link() -> None:
    assert 'type="submit" name="do" value="save">Lưu</button>' in write(
        '<c-button name="do" value="save">Lưu</c-button>'
    )
    link = write('<c-button href="/x/" kind="danger">Mở</c-button>')
    assert link.startswith('<a class="button button-danger')
    assert 'href="/x/"' in link


def test_a_component_takes_nothing_from_the_page_around_it() -> None:
    around = {"href": "/leak/", "title": "leak", "kind": "leak", "icon": "leak", "class": "leak", "value": "leak"}
    for source in ("<c-button>x</c-button>", "<c-card>x</c-card>", "<c-tag>x</c-tag>", "<c-notice>x</c-notice>"):
        assert "leak" not in write(source, **around)
    assert "leak" not in write('<c-stat label="Ngày công" />', **around)


def test_a_figure_that_is_missing_is_not_shown_as_zero() -> None:
    assert "Chưa có số liệu" in write('<c-stat label="Ngày công" />')
    assert "Chưa có số liệu" in write('<c-stat label="Ngày công" :value="figure" />', figure=None)
    zero = write('<c-stat label="Ngày công" :value="figure" />', figure=0)
    assert "Chưa có" not in zero
    assert ">0</span>" in zero


def test_a_big_figure_opens_and_is_named_for_those_who_only_hear_it() -> None:
    text = write('<c-stat label="Đường làm mới" qualifier="gần" value="21" unit="km" href="/so/" />')
    assert '<a href="/so/">' in text
    assert ": Đường làm mới</span></a>" in text


def test_what_people_typed_is_never_taken_for_markup() -> None:
    evil = '"><script>alert(1)</script>"'
    for source in (
        '<c-card title="{{ typed }}" href="{{ typed }}">{{ typed }}</c-card>',
        '<c-stat label="{{ typed }}" :value="typed" />',
        '<c-copy text="{{ typed }}" label="x" />',
        '<c-notice title="{{ typed }}">x</c-notice>',
        '<c-button data-x="{{ typed }}">x</c-button>',
        '<c-button :data-x="typed">x</c-button>',
        '<c-table caption="{{ typed }}"></c-table>',
    ):
        assert "<script>" not in write(source, typed=evil), source


@pytest.mark.parametrize(
    ("state", "words"),
    [("done", "Đã xong"), ("current", "Đang làm"), ("problem", "Cần xử lý"), ("todo", "Chưa làm")],
)
def test_a_step_says_its_state_in_words_and_not_only_in_colour(state: str, words: str) -> None:
    assert words in write(f'<c-step state="{state}" title="Xem lại" />')


def test_attributes_are_passed_on_bare_valued_or_not_at_all() -> None:
    text = write(
        '<c-button disabled :autofocus="no" data-a="Hòa & Bình" data-b="{{ b }}">x</c-button>', no=False, b="&"
    )
    assert " disabled" in text
    assert "autofocus" not in text
    assert 'data-a="Hòa &amp; Bình" data-b="&amp;"' in text


def test_a_form_without_errors_has_no_summary() -> None:
    assert write('<c-error-summary :form="form" />', form=SampleForm()) == ""


def test_a_field_ties_its_label_help_and_error_to_its_box() -> None:
    text = write('<c-field :field="form.began_on" />', form=SampleForm({}))
    assert '<label for="id_began_on">' in text
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_began_on_helptext id_began_on_error"' in text
    assert 'id="id_began_on_helptext"' in text
    assert 'id="id_began_on_error"' in text


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(không bắt buộc)" in write('<c-field :field="form.about" />', form=SampleForm())


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    text = write('<c-table caption="Mô hình theo lĩnh vực"><tbody></tbody></c-table>')
    assert 'role="region" aria-label="Mô hình theo lĩnh vực" tabindex="0"' in text


def test_long_work_without_a_known_end_shows_no_false_progress() -> None:
    assert "value=" not in write('<c-progress label="Đang chờ" />')
    assert 'value="0"' in write('<c-progress label="Đang đọc" :value="0" max="12" />')


def test_a_lone_sign_has_a_name_and_one_beside_words_is_hidden() -> None:
    assert "<title>Đã xác nhận</title>" in write('<c-icon name="check" title="Đã xác nhận" />')
    assert 'aria-hidden="true"' in write('<c-icon name="check" />')
