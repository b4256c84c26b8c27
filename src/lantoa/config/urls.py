"""The doors of the site, one line a concept."""

from django.urls import include, path

from lantoa.api.site import api

urlpatterns = [
    path("", include("lantoa.portal.urls")),
    path("ban-lam-viec/", include("lantoa.desk.urls")),
    path("api/v1/", api.urls),
    path("tiep-nhan/", include("lantoa.intake.urls")),
    path("bao-cao/", include("lantoa.reports.urls")),
    path("van-ban/", include("lantoa.directives.urls")),
    path("dong-gop/", include("lantoa.contributions.urls")),
    path("dien-hinh-noi-bo/", include("lantoa.exemplars.urls")),
    path("mo-hinh-dang-ky/", include("lantoa.practices.urls")),
    path("ke-hoach/", include("lantoa.plans.urls")),
    path("hoat-dong/", include("lantoa.activities.urls")),
    path("dang-ky/", include("lantoa.pledges.urls")),
    path("chuyen-de/", include("lantoa.plans.theme_urls")),
    path("so-lieu/", include("lantoa.indicators.urls")),
    path("thong-bao/", include("lantoa.notices.urls")),
    path("don-vi/", include("lantoa.organisations.urls")),
    path("quy-dinh/", include("lantoa.regulations.urls")),
    path("tai-khoan/", include("lantoa.accounts.urls")),
    path("", include("lantoa.design.urls")),
]
handler400 = "lantoa.design.views.bad_request"
handler403 = "lantoa.design.views.forbidden"
handler404 = "lantoa.design.views.not_found"
handler500 = "lantoa.design.views.broken"
