"""Addresses of the desk."""

from django.urls import path

from lantoa.desk import feed_views, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("lich/", feed_views.listing, name="calendars"),
    path("lich/lam/", feed_views.make, name="make_calendar"),
    path("lich/dung/", feed_views.end, name="end_calendar"),
    path("lich/<str:token>.ics", feed_views.feed, name="calendar"),
]
