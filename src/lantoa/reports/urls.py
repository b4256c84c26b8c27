"""Addresses of the concept. The address of a report is pasted into messages: its form never changes."""

from django.urls import path

from lantoa.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("mo-hinh/", views.practices, name="practices"),
    path("mo-hinh/word/", views.practices_file, {"form": "docx"}, name="practices_docx"),
    path("mo-hinh/excel/", views.practices_file, {"form": "xlsx"}, name="practices_xlsx"),
]
