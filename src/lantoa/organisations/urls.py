"""Addresses of the concept."""

from django.urls import path

from lantoa.organisations.views import changes, person_requests, roles, trees, units

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
    path("du-lieu-ca-nhan/", person_requests.listing, name="person_requests"),
    path("du-lieu-ca-nhan/yeu-cau-moi/", person_requests.new, name="new_person_request"),
    path("du-lieu-ca-nhan/<uuid:uuid>/", person_requests.one, name="person_request"),
    path("du-lieu-ca-nhan/<uuid:uuid>/ban-sao.zip", person_requests.copy, name="person_copy"),
    path("du-lieu-ca-nhan/<uuid:uuid>/bo-han-che/", person_requests.lift, name="lift_restriction"),
    path("<uuid:uuid>/", units.unit, name="unit"),
    path("<uuid:uuid>/thay-doi/", changes.kinds, name="kinds"),
    path("<uuid:uuid>/thay-doi/<slug:kind>/", changes.change, name="change"),
]
