"""Addresses of the concept."""

from django.urls import path

from lantoa.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.listing, name="list"),
    path("danh-sach.xlsx", views.workbook, name="workbook"),
    path("tim/", views.search, name="search"),
    path("vai-tro/", views.act, name="act"),
    path("<uuid:uuid>/", views.unit, name="unit"),
]
