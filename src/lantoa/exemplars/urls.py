"""Addresses of the concept. What the public reads lies in the portal, at /dien-hinh/."""

from django.urls import path

from lantoa.exemplars import views

app_name = "exemplars"
urlpatterns = [
    path("", views.listing, name="list"),
    path("danh-sach.xlsx", views.workbook, name="workbook"),
    path("de-xuat/", views.new, name="new"),
    path("<uuid:uuid>/", views.exemplar, name="exemplar"),
    path("<uuid:uuid>/sua/", views.amend, name="amend"),
    path("<uuid:uuid>/cong-khai/", views.publish, name="publish"),
    path("<uuid:uuid>/tien-trinh/", views.advance, name="advance"),
    path("<uuid:uuid>/anh/", views.photo, name="photo"),
    path("<uuid:uuid>/can-cu/<uuid:basis>/giay/", views.paper, name="paper"),
]
