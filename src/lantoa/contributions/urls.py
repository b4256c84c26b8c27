"""Addresses of the concept."""

from django.urls import path

from lantoa.contributions import saving_views, views

app_name = "contributions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("moi/", views.new, name="new"),
    path("to-tiet-kiem/", saving_views.listing, name="savers_list"),
    path("to-tiet-kiem/moi/", saving_views.new, name="new_savers"),
    path("to-tiet-kiem/<uuid:uuid>/", saving_views.savers, name="savers"),
    path("to-tiet-kiem/<uuid:uuid>/ky/<uuid:entry>/rut/", saving_views.withdraw, name="withdraw_round"),
    path("<uuid:uuid>/", views.drive, name="drive"),
    path("<uuid:uuid>/so-dong-gop.xlsx", views.workbook, name="workbook"),
    path("<uuid:uuid>/gop/", views.gift, name="gift"),
    path("<uuid:uuid>/chi/", views.spending, name="spending"),
    path("<uuid:uuid>/cong-trinh/", views.work, name="work"),
    path("<uuid:uuid>/tien-trinh/", views.advance, name="advance"),
    path("<uuid:uuid>/dong/<slug:kind>/<uuid:entry>/", views.change, name="change"),
    path("anh/<uuid:uuid>/<slug:which>/", views.photo, name="photo"),
]
