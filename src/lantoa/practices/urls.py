"""Addresses of the concept."""

from django.urls import path

from lantoa.practices import dossier_views, learning_views, spread_views, views

app_name = "practices"
urlpatterns = [
    path("", views.listing, name="list"),
    path("so-dang-ky.xlsx", views.workbook, name="workbook"),
    path("moi/", views.new, name="new"),
    path("duy-tri/<int:year>/", views.keep, name="keep"),
    path("tong-hop/", views.summary, name="summary"),
    path("ket-qua/<uuid:uuid>/", views.outcome, name="outcome"),
    path("ket-qua/<uuid:uuid>/rut/", views.withdraw_outcome, name="withdraw_outcome"),
    path("nhan-rong/", spread_views.replications, name="replications"),
    path("nhan-rong/<uuid:uuid>/", spread_views.replication, name="replication"),
    path("nhan-rong/<uuid:uuid>/viec/", spread_views.answer, name="answer_replication"),
    path("nhan-rong/<uuid:uuid>/bat-dau/", spread_views.start, name="start_replication"),
    path("nhan-rong/<uuid:uuid>/kiem-tra/", spread_views.check, name="check_replication"),
    path("dang-hoc/", learning_views.worth_copying, name="worth_copying"),
    path("bai-hoc/", learning_views.lessons, name="lessons"),
    path("bai-hoc/<uuid:uuid>/rut/", learning_views.withdraw_lesson, name="withdraw_lesson"),
    path("<uuid:uuid>/", views.practice, name="practice"),
    path("<uuid:uuid>/dong-ho/", learning_views.lineage, name="lineage"),
    path("<uuid:uuid>/xin-hoc/", spread_views.ask, name="ask"),
    path("<uuid:uuid>/gioi-thieu/", spread_views.offer, name="offer"),
    path("<uuid:uuid>/giao-nhan-rong/", spread_views.order, name="order"),
    path("<uuid:uuid>/nguon-goc/", spread_views.origin, name="origin"),
    path("<uuid:uuid>/bai-hoc/", learning_views.add_lesson, name="add_lesson"),
    path("<uuid:uuid>/ban-giay/", views.paper, name="paper"),
    path("<uuid:uuid>/tien-trinh/", views.advance, name="advance"),
    path("<uuid:uuid>/chuyen-de/", views.set_themes, name="set_themes"),
    path("<uuid:uuid>/them-ket-qua/", views.add_outcome, name="add_outcome"),
    path("<uuid:uuid>/ho-so/<slug:what>/", dossier_views.tell, name="tell"),
    path("<uuid:uuid>/xet/<slug:what>/", dossier_views.judge, name="judge"),
    path("<uuid:uuid>/ho-so/<slug:kind>/<uuid:mark>/rut/", dossier_views.withdraw, name="withdraw_mark"),
    path("ket-qua/<uuid:uuid>/minh-chung/", dossier_views.prove, name="prove"),
    path("minh-chung/<uuid:uuid>/", dossier_views.proof, name="proof"),
    path("minh-chung/<uuid:uuid>/rut/", dossier_views.withdraw_proof, name="withdraw_proof"),
    path("<uuid:uuid>/<slug:indicator>/", views.figure, name="figure"),
]
