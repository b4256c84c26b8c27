"""Names without a namespace are those that allauth itself reverses."""

from django.urls import include, path

from lantoa.accounts.views import accounts, invitations, keys, links, office, security, signing

own = [
    path("trinh-dien/<uuid:user>/", signing.enter_demo, name="demo"),
    path("ngon-ngu/", signing.language, name="language"),
    path("bao-mat/bat-dau/", security.begin, name="begin"),
    path("bao-mat/thoat-moi-may/", security.sign_out_everywhere, name="sign_out_everywhere"),
    path("moi/", invitations.listing, name="invitations"),
    path("moi/them/", invitations.invite, name="invite"),
    path("moi/lam-lai/<uuid:uuid>/", invitations.renew, name="renew"),
    path("moi/<uuid:uuid>/thu-hoi/", invitations.revoke, name="revoke_invitation"),
    path("nguoi-dung/<uuid:uuid>/", accounts.account, name="account"),
    path("loi-moi/<str:token>/", invitations.accept, name="accept"),
    path("lien-ket/", links.listing, name="links"),
    path("lien-ket/lam/<uuid:uuid>/", links.make, name="make_link"),
    path("lien-ket/<uuid:uuid>/thu-hoi/", links.revoke, name="revoke_link"),
    path("khoa-api/", keys.listing, name="keys"),
    path("khoa-api/tao/<uuid:uuid>/", keys.make, name="make_key"),
    path("khoa-api/<uuid:uuid>/ket-thuc/", keys.end, name="end_key"),
    path("vao/<str:token>/", links.use, name="use_link"),
]
second_steps = [
    path("", security.index, name="mfa_index"),
    path("buoc-hai/", security.second_step, name="mfa_authenticate"),
    path("xac-nhan/", security.confirm_code, name="mfa_reauthenticate"),
    path("ung-dung/bat/", security.app_on, name="mfa_activate_totp"),
    path("ung-dung/tat/", security.app_off, name="mfa_deactivate_totp"),
    path("ma-du-phong/", security.codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/lam-lai/", security.new_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tep/", security.codes_file, name="mfa_download_recovery_codes"),
    path("khoa/", security.keys, name="mfa_list_webauthn"),
    path("khoa/them/", security.add_key, name="mfa_add_webauthn"),
    path("khoa/dang-nhap/", security.passkey, name="mfa_login_webauthn"),
    path("khoa/xac-nhan/", security.confirm_key, name="mfa_reauthenticate_webauthn"),
    path("khoa/<int:pk>/doi-ten/", security.rename_key, name="mfa_edit_webauthn"),
    path("khoa/<int:pk>/go/", security.remove_key, name="mfa_remove_webauthn"),
]
office_accounts = [
    path("khong-vao/", office.cancelled, name="socialaccount_login_cancelled"),
    path("<slug:provider_id>/", office.sign_in, name="openid_connect_login"),
    path("<slug:provider_id>/tro-ve/", office.come_back, name="openid_connect_callback"),
]
urlpatterns = [
    path("dang-nhap/", signing.sign_in, name="account_login"),
    path("thoat/", signing.sign_out, name="account_logout"),
    path("da-dong/", signing.closed, name="account_inactive"),
    path("mat-khau/", signing.change_password, name="account_change_password"),
    path("xac-nhan/", security.confirm_password, name="account_reauthenticate"),
    path("bao-mat/", include(second_steps)),
    path("tai-khoan-co-quan/", include(office_accounts)),
    path("", include((own, "accounts"))),
]
