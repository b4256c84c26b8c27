"""Addresses of plans and tasks."""

from django.urls import path

from lantoa.plans.views import calendars, files, plans, targets, tasks

app_name = "plans"
urlpatterns = [
    path("", plans.listing, name="list"),
    path("lich/", calendars.calendar, name="calendar"),
    path("moi/", plans.new, name="new"),
    path("viec/<uuid:uuid>/", tasks.task, name="task"),
    path("viec/<uuid:uuid>/sua/", tasks.change, name="change_task"),
    path("viec/<uuid:uuid>/bo/", tasks.remove, name="remove_task"),
    path("viec/<uuid:uuid>/tien-do/", tasks.advance, name="advance_task"),
    path("viec/<uuid:uuid>/dua-vao/", tasks.put_on_agenda, name="put_on_agenda"),
    path("viec/<uuid:uuid>/rut-khoi/", tasks.take_off_agenda, name="take_off_agenda"),
    path("chi-tieu/<uuid:uuid>/sua/", targets.change, name="change_target"),
    path("chi-tieu/<uuid:uuid>/bo/", targets.remove, name="remove_target"),
    path("chi-tieu/<uuid:uuid>/giao/", targets.share, name="share"),
    path("<uuid:uuid>/", plans.plan, name="plan"),
    path("<uuid:uuid>/sua/", plans.change, name="change"),
    path("<uuid:uuid>/buoc/", plans.advance, name="advance"),
    path("<uuid:uuid>/viec-moi/", tasks.new, name="new_task"),
    path("<uuid:uuid>/chi-tieu-moi/", targets.new, name="new_target"),
    path("<uuid:uuid>/ban/<int:revision>/", plans.version, name="version"),
    path("<uuid:uuid>/ke-hoach.xlsx", files.workbook, name="workbook"),
    path("<uuid:uuid>/nhap/", files.load, name="load"),
    path("<uuid:uuid>/nhap/<uuid:draft>/o-sai.xlsx", files.marked, name="marked"),
    path("<uuid:uuid>/chep/", files.copy, name="copy"),
    path("<uuid:uuid>/so-sanh/", plans.compare, name="compare"),
]
