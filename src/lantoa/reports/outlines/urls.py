"""Addresses of outlines."""

from django.urls import path

from lantoa.reports.outlines import views

urlpatterns = [
    path("", views.listing, name="outlines"),
    path("moi/", views.new, name="new_outline"),
    path("thong-dung/", views.usual, name="usual_outline"),
    path("<uuid:uuid>/", views.outline, name="outline"),
    path("<uuid:uuid>/tep/", views.file, name="outline_file"),
    path("<uuid:uuid>/ten/", views.rename, name="rename_outline"),
    path("<uuid:uuid>/bieu/", views.add_tables, name="add_outline_tables"),
    path("<uuid:uuid>/thoi-dung/", views.withdraw, name="withdraw_outline"),
    path("<uuid:uuid>/muc/<int:at>/", views.section, name="outline_section"),
    path("<uuid:uuid>/muc/<int:at>/them/", views.add_section, name="add_outline_section"),
    path("<uuid:uuid>/muc/<int:at>/xep/", views.arrange, name="arrange_outline_section"),
    path("<uuid:uuid>/muc/<int:at>/bang/<int:number>/", views.table, name="outline_table"),
]
