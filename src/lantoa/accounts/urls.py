"""Names without a namespace are those that allauth itself reverses."""

from django.urls import include, path

from lantoa.accounts import views

own = [
    path("trinh-dien/<uuid:user>/", views.enter_demo, name="demo"),
    path("ngon-ngu/", views.language, name="language"),
]
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="account_login"),
    path("thoat/", views.sign_out, name="account_logout"),
    path("da-dong/", views.closed, name="account_inactive"),
    path("mat-khau/", views.change_password, name="account_change_password"),
    path("", include((own, "accounts"))),
]
