"""Addresses of the concept."""

from django.urls import path

from lantoa.pledges.views import coverage, listing, lists, moving, writing

app_name = "pledges"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("danh-sach.xlsx", listing.workbook, name="workbook"),
    path("cua-toi/", listing.mine, name="mine"),
    path("xac-nhan/", listing.confirm_all, name="confirm_all"),
    path("moi/", writing.new, name="new"),
    path("nhieu-nguoi/", writing.many, name="many"),
    path("tu-danh-sach/", lists.load, name="load"),
    path("tu-danh-sach/mau.xlsx", lists.template, name="template"),
    path("tu-danh-sach/<uuid:draft>/", lists.list_read, name="list_read"),
    path("tu-danh-sach/<uuid:draft>/o-sai.xlsx", lists.marked, name="marked"),
    path("ty-le/", coverage.coverage, name="coverage"),
    path("ty-le.xlsx", coverage.workbook, name="coverage_workbook"),
    path("cam-ket/", coverage.filed, name="filed"),
    path("<uuid:uuid>/", moving.pledge, name="pledge"),
    path("<uuid:uuid>/sua/", writing.edit, name="edit"),
    path("<uuid:uuid>/gui/", moving.send, name="send"),
    path("<uuid:uuid>/xac-nhan/", moving.confirm, name="confirm"),
    path("<uuid:uuid>/tu-danh-gia/", moving.assess, name="assess"),
    path("<uuid:uuid>/ket-luan/", moving.close, name="close"),
    path("<uuid:uuid>/chuyen-ky-sau/", moving.carry_over, name="carry_over"),
    path("<uuid:uuid>/ban-giay/", moving.paper, name="paper"),
    path("<uuid:uuid>/viec/<uuid:deed>/", moving.progress, name="progress"),
    path("<uuid:uuid>/anh/<uuid:at>/", moving.photo, name="photo"),
    path("<uuid:uuid>/<slug:verb>/", moving.reasoned, name="reasoned"),
]
