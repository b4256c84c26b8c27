"""Addresses of the concept. The address of a figure is printed in papers: its form never changes."""

from django.urls import path

from lantoa.indicators.views import doubles, exemptions, explore, figures, targets

FIGURE = "f/<slug:indicator>/<uuid:unit>/<str:period>/<str:line>/<str:tree>/<int:upto>/"
app_name = "indicators"
urlpatterns = [
    path("", figures.listing, name="list"),
    path("bang.xlsx", figures.workbook, name="workbook"),
    path("cach-tinh/", figures.calculation, name="calculation"),
    path("chi-tieu/<slug:code>/", figures.definition, name="definition"),
    path("bao-cao/<uuid:uuid>/", figures.statement, name="statement"),
    path("bao-cao/<uuid:uuid>/bo/", figures.withdraw, name="withdraw"),
    path("chi-tieu/<slug:code>/xem/", explore.page, name="explore"),
    path("chi-tieu/<slug:code>/bang.xlsx", explore.workbook, name="explore_workbook"),
    path("chi-tieu/<slug:code>/khong-ap-dung/<uuid:unit>/", exemptions.exempt, name="exempt"),
    path("khong-ap-dung/<uuid:uuid>/", exemptions.exemption, name="exemption"),
    path("khong-ap-dung/<uuid:uuid>/bo/", exemptions.end, name="end_exemption"),
    path("ke-hoach/", targets.plan, name="plan"),
    path("ke-hoach/bang.xlsx", targets.workbook, name="plan_workbook"),
    path("ke-hoach/giao/", targets.give, name="give"),
    path("ke-hoach/<uuid:uuid>/", targets.target, name="target"),
    path("ke-hoach/<uuid:uuid>/bo/", targets.withdraw, name="withdraw_target"),
    path("trung/", doubles.listing, name="doubles"),
    path("trung/<uuid:uuid>/", doubles.double, name="double"),
    path("trung/<uuid:uuid>/quyet-dinh/", doubles.decide, name="decide_double"),
    path("trung/<uuid:uuid>/huy/", doubles.undo, name="undo_double"),
    path(FIGURE, figures.figure, name="figure"),
    path(FIGURE + "cac-so.xlsx", figures.facts, name="facts"),
]
