"""Addresses of the concept."""

from django.urls import path

from lantoa.organisations.views import changes, consents, joining, people, roles, rosters, trees, units

app_name = "organisations"
urlpatterns = [
    path("", units.listing, name="list"),
    path("danh-sach.xlsx", units.workbook, name="workbook"),
    path("tim/", units.search, name="search"),
    path("vai-tro/", roles.act, name="act"),
    path("nhap/", trees.load, name="load"),
    path("nhap/mau.xlsx", trees.template, name="template"),
    path("nhap/<uuid:uuid>/", trees.draft, name="draft"),
    path("nhap/<uuid:uuid>/danh-dau.xlsx", trees.marked, name="marked"),
    path("thay-doi/", changes.listing, name="changes"),
    path("thay-doi/<uuid:uuid>/", changes.one, name="changed"),
    path("thay-doi/<uuid:uuid>/huy/", changes.annul, name="annul"),
    path("nguoi/", people.listing, name="people"),
    path("nguoi/danh-sach.xlsx", people.workbook, name="people_workbook"),
    path("nguoi/them/", people.add, name="add_person"),
    path("nguoi/nhap/", rosters.take_in, name="import_people"),
    path("nguoi/nhap/mau.xlsx", rosters.template, name="roster_template"),
    path("nguoi/nhap/<uuid:uuid>/", rosters.roster, name="roster"),
    path("nguoi/trung/", joining.likely, name="likely_people"),
    path("nguoi/trung/<uuid:kept>/<uuid:joined>/ghep/", joining.join, name="join_people"),
    path("nguoi/trung/<uuid:kept>/<uuid:joined>/khac-nhau/", joining.tell_apart, name="tell_apart"),
    path("nguoi/<uuid:uuid>/", people.person, name="person"),
    path("nguoi/<uuid:uuid>/dinh-chinh/", people.correct, name="correct_person"),
    path("nguoi/<uuid:uuid>/chuc-vu/", people.appoint, name="appoint"),
    path("nguoi/<uuid:uuid>/chuc-vu/<int:number>/", people.end_post, name="end_post"),
    path("nguoi/<uuid:uuid>/tham-gia/", people.join_unit, name="join_unit"),
    path("nguoi/<uuid:uuid>/tham-gia/<int:number>/", people.leave_unit, name="leave_unit"),
    path("nguoi/<uuid:uuid>/hoan-tac-ghep/", joining.undo, name="undo_join"),
    path("nguoi/<uuid:uuid>/dong-y/", consents.add, name="add_consent"),
    path("nguoi/<uuid:uuid>/dong-y/<uuid:consent>/rut/", consents.withdraw, name="withdraw_consent"),
    path("nguoi/<uuid:uuid>/dong-y/<uuid:consent>/giay/", consents.paper, name="consent_paper"),
    path("<uuid:uuid>/", units.unit, name="unit"),
    path("<uuid:uuid>/thay-doi/", changes.kinds, name="kinds"),
    path("<uuid:uuid>/thay-doi/<slug:kind>/", changes.change, name="change"),
]
