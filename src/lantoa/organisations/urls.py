"""Addresses of the concept."""

from django.urls import path

from lantoa.organisations.views import roles, units

app_name = "organisations"
urlpatterns = [
    path("", units.listing, name="list"),
    path("danh-sach.xlsx", units.workbook, name="workbook"),
    path("tim/", units.search, name="search"),
    path("vai-tro/", roles.act, name="act"),
    path("<uuid:uuid>/", units.unit, name="unit"),
]
