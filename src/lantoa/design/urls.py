"""Addresses of the concept."""

from django.urls import path

from lantoa.design import views

app_name = "design"
urlpatterns = [path("thiet-ke/", views.components, name="components")]
