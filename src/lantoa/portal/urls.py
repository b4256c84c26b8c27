"""Addresses of the public site."""

from django.urls import path

from lantoa.portal import exemplar_views, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("mo-hinh/", views.gallery, name="gallery"),
    path("mo-hinh/<uuid:uuid>/", views.practice, name="practice"),
    path("ba-con-gop/", views.drives, name="drives"),
    path("ba-con-gop/<uuid:uuid>/", views.drive, name="drive"),
    path("hoat-dong-sap-toi/", views.activities, name="activities"),
    path("dien-hinh/", exemplar_views.exemplars, name="exemplars"),
    path("dien-hinh/<uuid:uuid>/", exemplar_views.exemplar, name="exemplar"),
    path("dien-hinh/<uuid:uuid>/anh/", exemplar_views.photo, name="exemplar_photo"),
    path("gioi-thieu/", views.about, name="about"),
    path("tieng/<str:code>/", views.language, name="language"),
    path("robots.txt", views.robots, name="robots"),
]
