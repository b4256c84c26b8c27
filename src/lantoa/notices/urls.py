"""Addresses of the concept."""

from django.urls import path

from lantoa.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.listing, name="list"),
    path("da-doc/", views.read_all, name="read_all"),
    path("da-gui/", views.sent, name="sent"),
    path("da-gui/<uuid:uuid>/", views.sent_one, name="sent_one"),
    path("da-gui/<uuid:uuid>/rut-lai/", views.withdraw, name="withdraw"),
    path("gui/", views.compose, name="compose"),
    path("gui/<uuid:uuid>/", views.settle, name="settle"),
    path("<uuid:uuid>/", views.open_notice, name="open"),
]
