from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "lantoa.design"
    label = "design"
