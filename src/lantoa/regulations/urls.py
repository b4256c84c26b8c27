"""Addresses of the concept."""

from django.urls import path

from lantoa.regulations import views

app_name = "regulations"
urlpatterns = [path("", views.listing, name="list")]
