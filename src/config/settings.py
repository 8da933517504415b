"""Settings. Development and a first installation need no environment variable; a real one sets:

ROEDTRAAD_HOME      folder for the database, uploaded files and the secret key (default: var/ beside the source)
ROEDTRAAD_ORIGIN    the one address people use, e.g. https://roedtraad.example.dk (default http://localhost:8000)
ROEDTRAAD_HOSTS     further host names that are answered, separated by comma
ROEDTRAAD_SECRET    the secret key (default: made once and kept in ROEDTRAAD_HOME)
ROEDTRAAD_DEBUG     1 shows Django's debug pages (never on a machine others can reach)
ROEDTRAAD_EXAMPLE   0 hides the example sign-ins
ROEDTRAAD_JOB_LEASE seconds without a sign of life before a job whose worker died is taken up again (default 30)
ROEDTRAAD_MAILS_FROM  hour of the day from which people are reminded by mail (default 7)
ROEDTRAAD_STATBANK  address of StatBank Denmark, or of what stands in for it (default https://api.statbank.dk)
DATABASE_URL        e.g. postgres://user:password@host/name (default: SQLite in ROEDTRAAD_HOME)
EMAIL_URL           e.g. smtp://user:password@host:587/?tls=1 (default: mails are written to ROEDTRAAD_HOME/mail)
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("ROEDTRAAD_HOME", ROOT / "var"))
DEBUG = os.environ.get("ROEDTRAAD_DEBUG") == "1"
EXAMPLE = os.environ.get("ROEDTRAAD_EXAMPLE", "1") == "1"
# The one host that figures are fetched from; https, or http to this machine.
STATBANK = os.environ.get("ROEDTRAAD_STATBANK", "https://api.statbank.dk")
EXAMPLE_SIGN_INS = "roedtraad.example.sign_ins"  # by name: core, which shows them, may not import it


def _kept_secret() -> str:
    """The secret key of this installation, made on the first start and readable by its owner only."""
    path = HOME / "secret-key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(get_random_secret_key())
    return path.read_text()


SECRET_KEY = os.environ.get("ROEDTRAAD_SECRET") or _kept_secret()
ORIGIN = os.environ.get("ROEDTRAAD_ORIGIN", "http://localhost:8000").rstrip("/")
_origin = urlsplit(ORIGIN)
HTTPS = _origin.scheme == "https"
# An unknown host is answered 421 by core.middleware; Django's own check (400) stands behind it.
ALLOWED_HOSTS = [
    host
    for host in [
        _origin.hostname,
        "localhost",
        "127.0.0.1",
        "[::1]",
        *os.environ.get("ROEDTRAAD_HOSTS", "").split(","),
    ]
    if host
]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "roedtraad.core",
    "roedtraad.organisation",
    "roedtraad.matters",
    "roedtraad.policies",
    "roedtraad.commission",
    "roedtraad.plans",
    "roedtraad.indicators",
    "roedtraad.followup",
    "roedtraad.status",
    "roedtraad.steering",
    "roedtraad.workspace",
    "roedtraad.intake",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "rules",
]

MIDDLEWARE = [
    "roedtraad.core.middleware.KnownHost",
    "django.middleware.security.SecurityMiddleware",
    "roedtraad.core.static_files.Squeezed",
    "roedtraad.core.middleware.Tenancy",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "roedtraad.core.middleware.OwnMunicipality",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "roedtraad.core.middleware.RefusalsAsPages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
MUNICIPALITY_URLCONF = "config.municipality_urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "roedtraad.core.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "roedtraad.core.templatetags.rt",
            ],
        },
    }
]
FORM_RENDERER = "roedtraad.core.formrendering.Renderer"

_SQLITE = {
    # Immediate: an action that will write takes its lock at once instead of failing half-way.
    # WAL: readers never wait for a writer. FULL: what has been acknowledged survives a power cut.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
}
_POSTGRESQL = {
    # A statement that a connection has asked several times is kept by the server with its plan. Planning the wide
    # questions of a page takes longer than answering them: a third of the time of the page of a goal.
    "server_side_binding": True,
    "prepare_threshold": 3,
}
DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{HOME / 'roedtraad.sqlite3'}", conn_max_age=3600)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
else:
    DATABASES["default"]["OPTIONS"] = {**_POSTGRESQL, **DATABASES["default"].get("OPTIONS", {})}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # it would serialise all reads on SQLite
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/log-ind/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/log-ind/"
AXES_FAILURE_LIMIT = 8
AXES_USERNAME_FORM_FIELD = "username"  # of the form, not of the user: else the whole address is locked
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "core/locked_out.html"

SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "rt_session"
CSRF_COOKIE_NAME = "rt_csrf"
CSRF_FAILURE_VIEW = "roedtraad.core.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "rt_sprog"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
USE_THOUSAND_SEPARATOR = (
    False  # keys and years stand in addresses and texts; figures are grouped where they are shown
)

STATIC_URL = "/static/"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_LIMIT = 20 * 1024 * 1024  # bytes of one document
EVIDENCE_LIMIT = 10 * 1024 * 1024  # bytes of one file that hangs on a check-in

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}
# Seconds without a sign of life before a job is taken up again.
JOB_LEASE = int(os.environ.get("ROEDTRAAD_JOB_LEASE", "30"))
JOB_ATTEMPTS = 3

DEFAULT_FROM_EMAIL = "Rød Tråd <noreply@localhost>"
_mail = urlsplit(os.environ.get("EMAIL_URL", ""))
if _mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS = parse_qs(_mail.query).get("tls") == ["1"]
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
MAILS_FROM = int(
    os.environ.get("ROEDTRAAD_MAILS_FROM", "7")
)  # o'clock; what somebody has just done is told at once

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"keys": {"()": "roedtraad.core.logs.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"roedtraad": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}

SILENCED_SYSTEM_CHECKS = ["axes.W003"]
