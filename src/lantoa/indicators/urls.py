"""Addresses of the concept. The address of a figure is printed in papers: its form never changes."""

from django.urls import path

from lantoa.indicators import double_views, exemption_views, explore_views, target_views, views

FIGURE = "f/<slug:indicator>/<uuid:unit>/<str:period>/<str:line>/<str:tree>/<int:upto>/"
app_name = "indicators"
urlpatterns = [
    path("", views.listing, name="list"),
    path("bang.xlsx", views.workbook, name="workbook"),
    path("cach-tinh/", views.calculation, name="calculation"),
    path("chi-tieu/<slug:code>/", views.definition, name="definition"),
    path("bao-cao/<uuid:uuid>/", views.statement, name="statement"),
    path("bao-cao/<uuid:uuid>/bo/", views.withdraw, name="withdraw"),
    path("chi-tieu/<slug:code>/xem/", explore_views.page, name="explore"),
    path("chi-tieu/<slug:code>/bang.xlsx", explore_views.workbook, name="explore_workbook"),
    path("chi-tieu/<slug:code>/khong-ap-dung/<uuid:unit>/", exemption_views.exempt, name="exempt"),
    path("khong-ap-dung/<uuid:uuid>/", exemption_views.exemption, name="exemption"),
    path("khong-ap-dung/<uuid:uuid>/bo/", exemption_views.end, name="end_exemption"),
    path("ke-hoach/", target_views.plan, name="plan"),
    path("ke-hoach/bang.xlsx", target_views.workbook, name="plan_workbook"),
    path("ke-hoach/giao/", target_views.give, name="give"),
    path("ke-hoach/<uuid:uuid>/", target_views.target, name="target"),
    path("ke-hoach/<uuid:uuid>/bo/", target_views.withdraw, name="withdraw_target"),
    path("trung/", double_views.listing, name="doubles"),
    path("trung/<uuid:uuid>/", double_views.double, name="double"),
    path("trung/<uuid:uuid>/quyet-dinh/", double_views.decide, name="decide_double"),
    path("trung/<uuid:uuid>/huy/", double_views.undo, name="undo_double"),
    path(FIGURE, views.figure, name="figure"),
    path(FIGURE + "cac-so.xlsx", views.facts, name="facts"),
]
