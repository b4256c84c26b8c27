"""Addresses of the concept. The address of a report is pasted into messages: its form never changes."""

from django.urls import include, path

from lantoa.reports.views import everything, makings, papers, plans, quick, templates, types

app_name = "reports"
urlpatterns = [
    path("", quick.choose, name="choose"),
    path("mo-hinh/", quick.practices, name="practices"),
    path("mo-hinh/word/", quick.practices_file, {"form": "docx"}, name="practices_docx"),
    path("mo-hinh/excel/", quick.practices_file, {"form": "xlsx"}, name="practices_xlsx"),
    path("ke-hoach/<uuid:uuid>/word/", plans.word, name="plan_docx"),
    path("tat-ca/", everything.listing, name="everything"),
    path("tat-ca/bang.xlsx", everything.workbook, name="everything_workbook"),
    path("mo-hinh/lam-tep/", makings.ask_practices, name="ask_practices"),
    path("phai-gui/", papers.owed, name="owed"),
    path("phai-gui/<uuid:uuid>/<str:period>/", papers.start, name="start"),
    path("b/<uuid:uuid>/", papers.paper, name="paper"),
    path("b/<uuid:uuid>/viec/", papers.advance, name="advance"),
    path("b/<uuid:uuid>/muc/<int:position>/", papers.section, name="section"),
    path("b/<uuid:uuid>/ban/<int:revision>/", papers.version, name="version"),
    path("b/<uuid:uuid>/word/", papers.file, {"form": "docx"}, name="docx"),
    path("b/<uuid:uuid>/excel/", papers.file, {"form": "xlsx"}, name="xlsx"),
    path("b/<uuid:uuid>/pdf/", papers.file, {"form": "pdf"}, name="pdf"),
    path("b/<uuid:uuid>/lam-tep/", makings.ask, name="ask_file"),
    path("tep/<uuid:uuid>/", makings.making, name="making"),
    path("tep/<uuid:uuid>/tai/", makings.file, name="made_file"),
    path("de-cuong/", include("lantoa.reports.outlines.urls")),
    path("mau/", templates.listing, name="templates"),
    path("mau/vi-du/", templates.example, name="template_example"),
    path("mau/<uuid:uuid>/tep/", templates.file, name="template_file"),
    path("mau/<uuid:uuid>/thoi/", templates.end, name="end_template"),
    path("yeu-cau/", types.listing, name="types"),
    path("yeu-cau/moi/", types.new, name="ask"),
    path("yeu-cau/<uuid:uuid>/", types.type_, name="type"),
    path("yeu-cau/<uuid:uuid>/thoi/", types.end, name="end_type"),
    path("yeu-cau/<uuid:uuid>/<str:period>/", types.board, name="board"),
    path("yeu-cau/<uuid:uuid>/<str:period>/nhac/", types.remind, name="remind"),
    path("yeu-cau/<uuid:uuid>/<str:period>/bang.xlsx", types.workbook, name="board_workbook"),
]
