"""Addresses of the concept."""

from django.urls import path

from lantoa.contributions import views

app_name = "contributions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("moi/", views.new, name="new"),
    path("<uuid:uuid>/", views.drive, name="drive"),
    path("<uuid:uuid>/so-dong-gop.xlsx", views.workbook, name="workbook"),
    path("<uuid:uuid>/gop/", views.gift, name="gift"),
    path("<uuid:uuid>/chi/", views.spending, name="spending"),
    path("<uuid:uuid>/cong-trinh/", views.work, name="work"),
    path("<uuid:uuid>/tien-trinh/", views.advance, name="advance"),
    path("<uuid:uuid>/dong/<slug:kind>/<uuid:entry>/", views.change, name="change"),
    path("anh/<uuid:uuid>/<slug:which>/", views.photo, name="photo"),
]
