"""Addresses of the concept."""

from django.urls import path

from lantoa.directives.views import numbers

app_name = "directives"
urlpatterns = [
    path("so/", numbers.books, name="books"),
    path("so/<uuid:unit>/", numbers.book, name="book"),
    path("so/<uuid:unit>/ghi/", numbers.note, name="note"),
    path("so/<uuid:unit>/dai-hoi/", numbers.record_congress, name="record_congress"),
    path("so/dai-hoi/<uuid:uuid>/bo/", numbers.withdraw_congress, name="withdraw_congress"),
    path("so/so/<uuid:uuid>/bo/", numbers.withdraw_note, name="withdraw_note"),
]
