"""Addresses of the concept. The address of a figure is printed in papers: its form never changes."""

from django.urls import path

from lantoa.indicators import double_views, views

FIGURE = "f/<slug:indicator>/<uuid:unit>/<str:period>/<str:line>/<str:tree>/<int:upto>/"
app_name = "indicators"
urlpatterns = [
    path("", views.listing, name="list"),
    path("bang.xlsx", views.workbook, name="workbook"),
    path("cach-tinh/", views.calculation, name="calculation"),
    path("chi-tieu/<slug:code>/", views.definition, name="definition"),
    path("bao-cao/<uuid:uuid>/", views.statement, name="statement"),
    path("bao-cao/<uuid:uuid>/bo/", views.withdraw, name="withdraw"),
    path("trung/", double_views.listing, name="doubles"),
    path("trung/<uuid:uuid>/", double_views.double, name="double"),
    path("trung/<uuid:uuid>/quyet-dinh/", double_views.decide, name="decide_double"),
    path("trung/<uuid:uuid>/huy/", double_views.undo, name="undo_double"),
    path(FIGURE, views.figure, name="figure"),
    path(FIGURE + "cac-so.xlsx", views.facts, name="facts"),
]
