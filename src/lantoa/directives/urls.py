"""Addresses of the concept."""

from django.urls import path

from lantoa.directives.views import numbers, papers, sendings

app_name = "directives"
urlpatterns = [
    path("", papers.listing, name="list"),
    path("so-van-ban.xlsx", papers.workbook, name="workbook"),
    path("moi/", papers.new, name="new"),
    path("can-tra-loi/", sendings.asked, name="asked"),
    path("da-gui/", sendings.sent, name="sent"),
    path("<uuid:uuid>/", papers.paper, name="paper"),
    path("<uuid:uuid>/tep/", papers.file, name="file"),
    path("<uuid:uuid>/sua/", papers.correct, name="correct"),
    path("<uuid:uuid>/het-hieu-luc/", papers.end, name="end"),
    path("<uuid:uuid>/khoi-phuc/", papers.restore, name="restore"),
    path("<uuid:uuid>/trien-khai/", papers.link, name="link"),
    path("<uuid:uuid>/trien-khai/<uuid:upper>/bo/", papers.unlink, name="unlink"),
    path("<uuid:uuid>/gui/", sendings.send, name="send"),
    path("<uuid:uuid>/thuc-hien/", sendings.board, name="board"),
    path("<uuid:uuid>/thuc-hien/bang.xlsx", sendings.board_workbook, name="board_workbook"),
    path("<uuid:uuid>/thuc-hien/chua-tra-loi/", sendings.missing, name="missing"),
    path("<uuid:uuid>/thuc-hien/nhac/", sendings.remind, name="remind"),
    path("tra-loi/<uuid:uuid>/", sendings.answer, name="answer"),
    path("tra-loi/<uuid:uuid>/anh/", sendings.photo, name="photo"),
    path("tra-loi/<uuid:uuid>/da-nhan/", sendings.acknowledge, name="acknowledge"),
    path("tra-loi/<uuid:uuid>/da-lam/", sendings.answer_done, name="answer_done"),
    path("tra-loi/<uuid:uuid>/van-ban/", sendings.answer_paper, name="answer_paper"),
    path("tra-loi/<uuid:uuid>/ly-do/", sendings.answer_reason, name="answer_reason"),
    path("tra-loi/<uuid:uuid>/yeu-cau-lai/", sendings.ask_again, name="ask_again"),
    path("tra-loi/<uuid:uuid>/<slug:verb>/", sendings.reasoned, name="reasoned"),
    path("so/", numbers.books, name="books"),
    path("so/<uuid:unit>/", numbers.book, name="book"),
    path("so/<uuid:unit>/ghi/", numbers.note, name="note"),
    path("so/<uuid:unit>/dai-hoi/", numbers.record_congress, name="record_congress"),
    path("so/dai-hoi/<uuid:uuid>/bo/", numbers.withdraw_congress, name="withdraw_congress"),
    path("so/so/<uuid:uuid>/bo/", numbers.withdraw_note, name="withdraw_note"),
]
