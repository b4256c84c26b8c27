"""Names without a namespace are those that allauth itself reverses."""

from allauth.account.views import account_inactive, logout
from django.urls import include, path
from django.views.i18n import set_language

from lantoa.accounts import views

own = [
    path("trinh-dien/<uuid:user>/", views.enter_demo, name="demo"),
    path("ngon-ngu/", set_language, name="language"),
]
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="account_login"),
    path("thoat/", logout, name="account_logout"),
    path("da-dong/", account_inactive, name="account_inactive"),
    path("mat-khau/", views.ChangePassword.as_view(), name="account_change_password"),
    path("", include((own, "accounts"))),
]
