"""Addresses of the concept."""

from django.urls import path

from lantoa.intake import batch_views, learned_views, views

app_name = "intake"
urlpatterns = [
    path("", views.listing, name="list"),
    path("moi/", views.new, name="new"),
    path("giay/<uuid:uuid>/", views.paper, name="paper"),
    path("giay/<uuid:uuid>/nhan-muc-chac/", views.settle, name="settle"),
    path("giay/<uuid:uuid>/hoan-tac/", views.undo, name="undo"),
    path("giay/<uuid:uuid>/ket-thuc/", views.close, name="close"),
    path("giay/<uuid:uuid>/tep/", views.file, name="file"),
    path("giay/<uuid:uuid>/anh/", views.picture, name="picture"),
    path("giay/<uuid:uuid>/go-lai/", views.type_text, name="type"),
    path("giay/<uuid:uuid>/van-ban/", views.text, name="text"),
    path("giay/<uuid:uuid>/cot/", learned_views.columns, name="columns"),
    path("lo/<uuid:uuid>/", batch_views.batch, name="batch"),
    path("lo/<uuid:uuid>/thu-lai/", batch_views.retry, name="retry"),
    path("da-hoc/", learned_views.listing, name="learned"),
    path("da-hoc/<uuid:uuid>/", learned_views.change, name="change_lesson"),
    path("muc/<uuid:uuid>/", views.decide, name="decide"),
]
