"""Addresses of the concept."""

from django.urls import path

from lantoa.pledges.views import listing

app_name = "pledges"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("cua-toi/", listing.mine, name="mine"),
]
