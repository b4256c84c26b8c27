"""Addresses of themes."""

from django.urls import path

from lantoa.plans.views import themes

app_name = "themes"
urlpatterns = [
    path("", themes.listing, name="list"),
    path("moi/", themes.new, name="new"),
    path("<uuid:uuid>/", themes.theme, name="theme"),
    path("<uuid:uuid>/sua/", themes.change, name="change"),
    path("<uuid:uuid>/don-vi-tham-gia/", themes.take_part, name="take_part"),
    path("<uuid:uuid>/ket-thuc/", themes.end, name="end"),
]
