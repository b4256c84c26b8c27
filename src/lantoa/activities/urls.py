"""Addresses of the concept."""

from django.urls import path

from lantoa.activities.views import contents, contests, counting, listing, moving, series, speakers, writing

app_name = "activities"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("danh-sach.xlsx", listing.workbook, name="workbook"),
    path("lich/", listing.calendar, name="calendar"),
    path("moi/", writing.new, name="new"),
    path("dinh-ky/moi/", series.new, name="new_series"),
    path("dinh-ky/<uuid:uuid>/", series.series, name="series"),
    path("dinh-ky/<uuid:uuid>/them/", series.extend, name="extend_series"),
    path("dinh-ky/<uuid:uuid>/ket-thuc/", series.end, name="end_series"),
    path("bao-cao-vien/", speakers.speakers, name="speakers"),
    path("bao-cao-vien/moi/", speakers.name, name="name_speaker"),
    path("bao-cao-vien/<uuid:uuid>/thoi/", speakers.end, name="end_speaker"),
    path("<uuid:uuid>/", moving.activity, name="activity"),
    path("<uuid:uuid>/sua/", writing.edit, name="edit"),
    path("<uuid:uuid>/tu-day-ve-sau/", series.change_from, name="change_from"),
    path("<uuid:uuid>/da-to-chuc/", moving.hold, name="hold"),
    path("<uuid:uuid>/dang-ky/", counting.sign_up, name="sign_up"),
    path("<uuid:uuid>/diem-danh/", counting.roster, name="roster"),
    path("<uuid:uuid>/tong-so/", counting.total, name="total"),
    path("<uuid:uuid>/tong-so/bo/", counting.withdraw, name="withdraw_count"),
    path("<uuid:uuid>/bien-ban/", contents.minutes, name="minutes"),
    path("<uuid:uuid>/tep/", contents.attach, name="attach"),
    path("<uuid:uuid>/tep/<uuid:at>/", contents.file, name="file"),
    path("<uuid:uuid>/dan-neu/", contents.raised, name="raised"),
    path("<uuid:uuid>/tin-bai/", contents.piece, name="piece"),
    path("<uuid:uuid>/bo/<slug:what>/<uuid:at>/", contents.withdraw, name="withdraw"),
    path("<uuid:uuid>/hoi-thi/", contests.contest, name="contest"),
    path("<uuid:uuid>/hoi-thi/giam-khao/", contests.set_up, name="set_up"),
    path("<uuid:uuid>/hoi-thi/bai/", contests.entry, name="entry"),
    path("<uuid:uuid>/hoi-thi/cham/<uuid:juror>/", contests.scores, name="scores"),
    path("<uuid:uuid>/hoi-thi/giai/", contests.award, name="award"),
    path("<uuid:uuid>/<slug:verb>/", moving.reasoned, name="reasoned"),
]
