"""Settings: one file; everything a deployment may change comes from the environment (see docs/operating.md)."""

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
# A copy for trying out on this machine: plain HTTP, static files from where they are built, demonstration people.
DEMONSTRATION = env.bool("DEMONSTRATION", default=DEBUG)
# Such a copy may be shown as on another day, given as YYYY-MM-DD; one in earnest never.
TODAY = date.fromisoformat(env.str("TODAY")) if DEMONSTRATION and env.str("TODAY", default="") else None
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY in the environment (make env writes one into .env on a working copy).")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# HTTPS is on unless the deployment (or the demonstration on this machine) says otherwise.
HTTPS = env.bool("HTTPS", default=not DEMONSTRATION)
SECURE_SSL_REDIRECT = HTTPS
# Where the public finds this site, as published plans print it.
_PORT = f":{env.int('PORT', default=8000)}" if DEMONSTRATION else ""
_HERE = f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0].lstrip('.')}{_PORT}"
SITE_ADDRESS = env.str("SITE_ADDRESS", default=_HERE)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
# A working day from the morning's sign-in; reading a page writes nothing.
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
CSRF_COOKIE_HTTPONLY = True

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "simple_history",
    "django_htmx",
    "django_filters",
    "csp",
    "ilacs.design",
    "ilacs.authorities",
    "inspections",
    "actionplans",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ilacs.design.too_large.RefuseTooLargeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ilacs.authorities.caching.PrivatePagesMiddleware",
    "ilacs.authorities.unsaved.KeepUnsavedFormsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "actionplans.views.spoiled.NotAsStoredMiddleware",
]

ROOT_URLCONF = "ilacs.urls"
WSGI_APPLICATION = "ilacs.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ilacs.authorities.context.navigation",
            ],
            # Coverage of templates needs it; it costs nothing.
            "debug": env.bool("TEMPLATE_DEBUG", default=DEBUG),
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue for the one lock SQLite has instead of failing at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "authorities.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "ilacs.authorities.sign_in.CouncilAccountAdapter"
ACCOUNT_FORMS = {
    "login": "ilacs.authorities.sign_in_forms.SignInForm",
    "reset_password": "ilacs.authorities.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "ilacs.authorities.sign_in_forms.ResetPasswordKeyForm",
    "change_password": "ilacs.authorities.sign_in_forms.ChangePasswordForm",
    "set_password": "ilacs.authorities.sign_in_forms.SetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# allauth counts failed sign-ins in the cache; web servers with more than one process must share it.
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
# The number of proxies that add to X-Forwarded-For, so that the count is kept for the person and not for the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="no-reply@localhost")
# Seconds after which a mail server that says nothing has failed.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "build" / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_BACKEND",
            default="django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEMONSTRATION
            else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}
# Nobody collects static files on such a copy: they are looked up where they are built, each time.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEMONSTRATION
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CRISPY_ALLOWED_TEMPLATE_PACKS = "design"
CRISPY_TEMPLATE_PACK = "design"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The largest file that a form takes is 5 MB; whatever says that it is larger than this is refused unread.
LARGEST_REQUEST = 6 * 1024 * 1024

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Where finished papers are kept, by the hash of their content; share it between web servers.
PAPERS_DIR = Path(env.str("PAPERS_DIR", default=str(BASE_DIR / "build" / "papers")))
# Above this many actions a PDF is made in a process of its own while the person watches its progress.
PAPERS_IN_PROCESS_LIMIT = env.int("PAPERS_IN_PROCESS_LIMIT", default=100)
# Whether the PDF of a version is made as soon as the version is: with every move of stage, and for a meeting.
PAPERS_WITH_VERSIONS = env.bool("PAPERS_WITH_VERSIONS", default=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
# Files kept as evidence, outside everything a web server shows. They are backed up with the database.
EVIDENCE_DIR = Path(env.str("EVIDENCE_DIR", default=str(BASE_DIR / "evidence")))
