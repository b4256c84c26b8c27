"""Addresses of the concept."""

from django.urls import path

from lantoa.regulations.views import calendar, editor, rules

app_name = "regulations"
urlpatterns = [
    path("", rules.listing, name="list"),
    path("tai-ve/", rules.workbook, name="workbook"),
    path("them/", editor.new, name="new"),
    path("lich/", calendar.this_year, name="calendar"),
    path("lich/thay-doi/<uuid:uuid>/", calendar.change, name="calendar_change"),
    path("lich/<int:year>/", calendar.year, name="calendar_year"),
    path("lich/<int:year>/tai-ve/", calendar.workbook, name="calendar_workbook"),
    path("lich/<int:year>/them/", calendar.add, name="calendar_add"),
    path("lich/<int:year>/hoan-doi/", calendar.swap, name="calendar_swap"),
    path("lich/<int:year>/bo/", calendar.remove, name="calendar_remove"),
    path("lich/<int:year>/nap/", calendar.official_days, name="calendar_official"),
    path("<slug:code>/", rules.rule, name="rule"),
    path("<slug:code>/so-sanh/", rules.compare, name="compare"),
    path("<slug:code>/them/", editor.add, name="add"),
    path("<slug:code>/<str:from_on>/sua/", editor.correct, name="correct"),
    path("<slug:code>/<str:from_on>/ket-thuc/", editor.end, name="end"),
    path("<slug:code>/<str:from_on>/de-nghi/", editor.offer, name="offer"),
]
