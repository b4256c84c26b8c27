"""Addresses of the concept."""

from django.urls import path

from lantoa.contributions import book_views, care_views, list_views, saving_views, views

app_name = "contributions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("moi/", views.new, name="new"),
    path("to-tiet-kiem/", saving_views.listing, name="savers_list"),
    path("to-tiet-kiem/moi/", saving_views.new, name="new_savers"),
    path("to-tiet-kiem/<uuid:uuid>/", saving_views.savers, name="savers"),
    path("to-tiet-kiem/<uuid:uuid>/ky/<uuid:entry>/rut/", saving_views.withdraw, name="withdraw_round"),
    path("giup-do/", care_views.counts, name="care"),
    path("giup-do/danh-sach/", care_views.names, name="care_names"),
    path("giup-do/danh-sach.xlsx", care_views.workbook, name="care_workbook"),
    path("giup-do/moi/", care_views.new, name="new_cared"),
    path("giup-do/so-lieu/", care_views.count_year, name="count_care_year"),
    path("giup-do/so-lieu/<uuid:uuid>/", care_views.care_year, name="care_year"),
    path("giup-do/<uuid:uuid>/", care_views.cared, name="cared"),
    path("giup-do/<uuid:uuid>/viec/", care_views.give_help, name="give_help"),
    path("giup-do/<uuid:uuid>/viec/<uuid:entry>/rut/", care_views.withdraw_help, name="withdraw_help"),
    path("giup-do/<uuid:uuid>/xem-lai/", care_views.review, name="review_care"),
    path("giup-do/<uuid:uuid>/ho-ten/", care_views.change_name, name="change_cared_name"),
    path("<uuid:uuid>/", views.drive, name="drive"),
    path("<uuid:uuid>/so-dong-gop.xlsx", views.workbook, name="workbook"),
    path("<uuid:uuid>/gop/", book_views.gift, name="gift"),
    path("<uuid:uuid>/tu-excel/", list_views.load, name="load_gifts"),
    path("<uuid:uuid>/tu-excel/mau.xlsx", list_views.template, name="gifts_template"),
    path("<uuid:uuid>/tu-excel/<uuid:draft>/", list_views.gifts_read, name="gifts_read"),
    path("<uuid:uuid>/tu-excel/<uuid:draft>/o-sai.xlsx", list_views.marked, name="gifts_marked"),
    path("<uuid:uuid>/chi/", book_views.spending, name="spending"),
    path("<uuid:uuid>/cong-trinh/", views.work, name="work"),
    path("<uuid:uuid>/tien-trinh/", views.advance, name="advance"),
    path("<uuid:uuid>/dong/<slug:kind>/<uuid:entry>/", views.change, name="change"),
    path("<uuid:uuid>/dong/<slug:kind>/<uuid:entry>/sua/", book_views.correct, name="correct"),
    path("<uuid:uuid>/dong/<slug:kind>/<uuid:entry>/chung-tu/", book_views.voucher, name="voucher"),
    path("anh/<uuid:uuid>/<slug:which>/", views.photo, name="photo"),
]
