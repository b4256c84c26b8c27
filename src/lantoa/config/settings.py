"""Settings: everything that differs between hosts comes from the environment (docs/hosting.md lists it)."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from lantoa.config.home import database, home, mail_server, office_sign_in, secret_key, switch, words

HOME = home()
DEBUG = switch("LANTOA_DEBUG")
SECRET_KEY = secret_key(HOME)
# Keys of before: what they sealed is still read, nothing new is sealed by them.
SECRET_KEY_FALLBACKS = words("LANTOA_OLD_SECRET_KEYS", [])
# Whether a process remembers what it worked out of the tree until that changes; tests that count questions do not.
TREE_KEPT = True
# For how many seconds a process keeps what the gallery offers to choose from.
CHOICES_KEPT = 60
PUBLIC_URL = words("LANTOA_PUBLIC_URL", ["http://localhost:8000"])[0].rstrip("/")
ALLOWED_HOSTS = words("LANTOA_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
# Whom to ask: shown at the foot of every page ("Ông A, 0900 000 000").
HELP_LINE = os.environ.get("LANTOA_HELP_LINE", "")
HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

CONCEPTS = [
    "portal",
    "desk",
    "intake",
    "reports",
    "activities",
    "contributions",
    "exemplars",
    "practices",
    "pledges",
    "plans",
    "directives",
    "indicators",
    "notices",
    "organisations",
    "files",
    "regulations",
    "history",
    "accounts",
    "design",
]
INSTALLED_APPS = [
    *(f"lantoa.{concept}" for concept in CONCEPTS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_q",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lantoa.design.middleware.chosen_language",
    "lantoa.design.middleware.kept_forms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lantoa.accounts.middleware.Watch",
    "lantoa.design.middleware.vary_on_htmx",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "lantoa.config.urls"
WSGI_APPLICATION = "lantoa.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lantoa.config.context.everywhere",
                "lantoa.organisations.context.acting",
                "lantoa.notices.context.bell",
            ],
        },
    }
]

FORM_RENDERER = "lantoa.design.rendering.OwnFields"
CSRF_FAILURE_VIEW = "lantoa.design.views.csrf_failed"

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Vietnamese is the language of the country: the browser's wish is not asked, only the person's own choice (a cookie).
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["lantoa.config.formats"]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "lantoa.accounts.adapter.ByInvitation"
ACCOUNT_FORMS = {"reauthenticate": "lantoa.accounts.key_forms.ConfirmPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# axes counts wrong passwords by account + address together, for a whole commune shares one address; allauth counts what
# axes does not see: codes of the second step, by account.
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    ("change_password", "manage_email", "reset_password", "reset_password_from_key", "signup", "login", "confirm_email")
) | {"login_failed": "5/5m/key", "reauthenticate": "10/5m/user"}
# Who has just typed the password need not type it again to set up the second step.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "portal:home"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
AXES_RESET_ON_SUCCESS = True  # old slips are forgiven after a good sign-in

MFA_ADAPTER = "lantoa.accounts.second_steps.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lan Tỏa"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks are half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here, so no account waits for its address to be proven
MFA_FORMS = {
    "authenticate": "lantoa.accounts.key_forms.SecondStepForm",
    "authenticate_webauthn": "lantoa.accounts.key_forms.SecondStepKeyForm",
    "reauthenticate": "lantoa.accounts.key_forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "lantoa.accounts.key_forms.ConfirmKeyForm",
    "activate_totp": "lantoa.accounts.key_forms.FirstCodeForm",
    "add_webauthn": "lantoa.accounts.key_forms.AddKeyForm",
    "edit_webauthn": "lantoa.accounts.key_forms.EditKeyForm",
    "login_webauthn": "lantoa.accounts.key_forms.PasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# The address of the site is what a passkey is bound to.
PASSKEY_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"

# Sign-in by the authority's own accounts (OpenID Connect); off while no issuer is named.
OFFICE_SIGN_IN = office_sign_in()
SOCIALACCOUNT_ADAPTER = "lantoa.accounts.office.InvitedOnly"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OFFICE_SIGN_IN, "OAUTH_PKCE_ENABLED": True}}

# What signing in asks of the floors above it, which it may not import (decision 0009).
ACCOUNTS_ASK = {
    "scope_of": "lantoa.organisations.access.scope_of",
    "needs_second_step": "lantoa.organisations.accounts.needs_second_step",
    "may_manage": "lantoa.organisations.accounts.may_manage",
    "managed": "lantoa.organisations.accounts.managed",
    "limits_of": "lantoa.organisations.accounts.limits_of",
    "record": "lantoa.history.operations.record",
}

# Shared by all processes: a code of the second step counts once, and wrong tries are counted together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
FILES_ROOT = HOME / "files"
MEDIA_ROOT = HOME / "uploads"
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Whether sub-domains and browsers' lists follow is the hosting authority's own decision.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# E-mail goes out only where the host names a server (docs/hosting.md); elsewhere that channel is silent and says so.
_MAIL = mail_server(os.environ.get("LANTOA_EMAIL_URL", ""))
EMAIL_IS_SET_UP = _MAIL is not None
EMAIL_BACKEND = "lantoa.notices.mail.ByTheDot" if _MAIL else "django.core.mail.backends.dummy.EmailBackend"
if _MAIL:
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.encrypted
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LANTOA_EMAIL_FROM") or f"lantoa@{urlsplit(PUBLIC_URL).hostname or 'localhost'}"
# After so many seconds what a worker held in its hands belongs to the next one (the tests, which kill some, say less).
NOTICES_LEASE = 180

# retry must exceed timeout, or a slow paper is read twice.
Q_CLUSTER = {
    "name": "lantoa",
    "orm": "default",
    "workers": 1,
    "timeout": 120,
    "retry": 180,
    "max_attempts": 3,
    "poll": 0.5,
    "catch_up": False,
    "save_limit": 1000,
    "sync": switch("LANTOA_TASKS_AT_ONCE"),
}

# Who makes the scope of a signed-in visitor: the marks of pages lie below organisations/ (decision 0008).
SCOPE_OF = "lantoa.organisations.access.own_scope"

# Where the record behind a fact is shown: the ledger knows kinds, never the concepts above it.
RECORD_PAGES = {
    "drive": "contributions:drive",
    "savers": "contributions:savers",
    "care_year": "contributions:care_year",
    "practice": "practices:practice",
    "outcome": "practices:outcome",
    "statement": "indicators:statement",
    "double": "indicators:double",
    "paper": "intake:paper",
    "plan": "plans:plan",
    "directive": "directives:paper",
    "pledge": "pledges:pledge",
    "target": "indicators:target",
    "activity": "activities:activity",
}
# Who is asked what a change of the tree of units does to their figures: (units, map) → words by (code, what).
TREE_WITNESSES = ["lantoa.indicators.witness.figures"]
# Where a paper that a number of the book was given to is shown.
PAPER_PAGES = {"report": "reports:paper"}
# Which of some ids are records of a kind: lets the ledger ask whether the record behind a fact is still there.
RECORDS = {
    "drive": "lantoa.contributions.queries.drives_among",
    "savers": "lantoa.contributions.queries.savers_among",
    "care_year": "lantoa.contributions.queries.care.years_among",
    "practice": "lantoa.practices.queries.practices_among",
    "outcome": "lantoa.practices.queries.outcomes_among",
    "statement": "lantoa.indicators.queries.statements_among",
    "double": "lantoa.indicators.queries.doubles_among",
    "directive": "lantoa.directives.queries.directives_among",
    "activity": "lantoa.activities.queries.activities_among",
}
# What `lantoa doctor` goes through, and what it may put right; a new concept adds a line.
CHECKS = [
    "lantoa.history.checks.chain",
    "lantoa.history.checks.payloads",
    "lantoa.files.checks.stored",
    "lantoa.files.checks.texts",
    "lantoa.organisations.checks.spans",
    "lantoa.organisations.checks.ancestry",
    "lantoa.organisations.checks.counterparts",
    "lantoa.indicators.checks.facts",
    "lantoa.indicators.checks.statements",
    "lantoa.indicators.checks.sources",
    "lantoa.indicators.checks.told",
    "lantoa.indicators.checks.totals",
    "lantoa.indicators.checks.doubles",
    "lantoa.indicators.checks.targets",
    "lantoa.directives.checks.series",
    "lantoa.directives.checks.chains",
    "lantoa.directives.checks.answers",
    "lantoa.plans.checks.versions",
    "lantoa.plans.checks.stages",
    "lantoa.plans.checks.targets",
    "lantoa.practices.checks.outcomes",
    "lantoa.practices.checks.counted",
    "lantoa.practices.checks.stages",
    "lantoa.practices.checks.spreading",
    "lantoa.pledges.checks.stages",
    "lantoa.pledges.checks.deeds",
    "lantoa.activities.checks.counts",
    "lantoa.activities.checks.stages",
    "lantoa.activities.checks.posted",
    "lantoa.contributions.checks.stages",
    "lantoa.contributions.checks.amounts",
    "lantoa.exemplars.checks.stages",
    "lantoa.contributions.checks.care",
    "lantoa.reports.checks.versions",
    "lantoa.reports.checks.stages",
    "lantoa.reports.checks.sent",
    "lantoa.reports.checks.sections",
    "lantoa.reports.checks.numbers",
    "lantoa.intake.checks.papers",
    "lantoa.intake.checks.records",
]
REPAIRS = ["lantoa.files.operations.set_orphans_aside"]
# Every concept that holds data of people: what of whom, and what becomes of it when they ask.
PERSONAL_DATA = [
    "lantoa.organisations.personal_data",
    "lantoa.notices.personal_data",
    "lantoa.practices.personal_data",
    "lantoa.pledges.personal_data",
    "lantoa.activities.personal_data",
    "lantoa.contributions.personal_data",
    "lantoa.exemplars.personal_data",
    "lantoa.directives.personal_data",
    "lantoa.plans.personal_data",
    "lantoa.indicators.personal_data",
    "lantoa.reports.personal_data",
    "lantoa.intake.personal_data",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "lantoa.config.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
LOCALE_PATHS = [Path(__file__).parent / "locale"]
