"""Django's settings; whatever differs between machines comes from the environment (BAYLINE_…)."""

import os
import sys
from functools import partial
from pathlib import Path

from django.utils.functional import SimpleLazyObject

from bayline.platform.callers import networks
from bayline.platform.tracing import logging_settings
from bayline.site.home import database, home_folder, proxies, secret_key, time_zone, whole_number
from bayline.site.jobs import DUTIES, JOBS
from bayline.site.messages import MESSAGES
from bayline.site.systems import INSTALLED

ROOT = Path(__file__).resolve().parents[3]
HOME = home_folder()

DEBUG = os.environ.get("BAYLINE_DEBUG") == "1"
SECRET_KEY = SimpleLazyObject(partial(secret_key, HOME))
ALLOWED_HOSTS = os.environ.get("BAYLINE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
IS_HTTPS = os.environ.get("BAYLINE_HTTPS") == "1"
PROXIES = proxies()

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "bayline.platform.people",
    "bayline.platform.record",
    "bayline.platform.seals",
    "bayline.platform.packs",
    "bayline.platform.publishing",
    "bayline.platform.reporting",
    "bayline.platform.keys",
    "bayline.platform.search",
    "bayline.surfaces",
    "bayline.platform.registers",
    "bayline.platform.maps",
    "bayline.platform.charts",
    "bayline.platform.jobs",
    "bayline.platform.transport",
    *INSTALLED,
]
MIDDLEWARE = [
    "bayline.surfaces.probes.request_ids",
    "bayline.surfaces.probes.probes",
    "bayline.surfaces.middleware.content_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bayline.surfaces.middleware.Compressing",
    "bayline.surfaces.middleware.speaking",
    "bayline.surfaces.middleware.asked_in_bounds",
    "bayline.surfaces.middleware.body_limit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bayline.surfaces.people.gate.visiting",
    "bayline.surfaces.people.auditing.auditing",
    "bayline.surfaces.api.gate.Keyed",
    "bayline.platform.publishing.middleware.reaching",
    "bayline.surfaces.middleware.last_visit",
    "django.middleware.common.CommonMiddleware",
    "bayline.surfaces.people.gate.Gate",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bayline.surfaces.remembering.Remembering",
    "bayline.surfaces.middleware.Refusals",
]
# Pages that are remembered until the record changes; 64 MiB at most, in each process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}
JOB_KINDS = JOBS
JOB_DUTIES = DUTIES
TRANSPORT_KINDS = MESSAGES
TRANSPORT_CERTIFICATES = os.environ.get("BAYLINE_TRANSPORT_CERTIFICATES", "")
# Networks that are not public and that subscribers of events may still be in.
EPCIS_NETWORKS = networks(
    os.environ.get("BAYLINE_EPCIS_NETWORKS", ""), setting="BAYLINE_EPCIS_NETWORKS"
)
TRANSPORT_PLAIN = os.environ.get("BAYLINE_TRANSPORT_PLAIN") == "1"
ROOT_URLCONF = "bayline.site.urls"
WSGI_APPLICATION = "bayline.site.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": ["bayline.platform.templating.loading.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "bayline.surfaces.shell.shell",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("BAYLINE_DATABASE_URL", ""), home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Chinese stands at an address, English at the same one under /en; a browser's wish moves neither.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = time_zone()
USE_TZ = True

STATIC_URL = "/static/"
# In a checkout what `make` has collected; else what the installer of the bundle has.
_is_checkout = (ROOT / "pyproject.toml").is_file()
STATIC_ROOT = ROOT / "build/static" if _is_checkout else Path(sys.prefix) / "share/bayline/static"
# Before `collectstatic` has run (in a checkout being worked on) files are served as they lie.
_is_collected = not DEBUG and (STATIC_ROOT / "staticfiles.json").is_file()
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not _is_collected
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".cjs": "text/javascript"}  # a worker that every browser starts
STORAGES = {"staticfiles": {"BACKEND": "bayline.surfaces.built_files.BuiltFiles"}}

# A draft stays in memory: the handler that writes large uploads to disk is left out.
BODY_LIMIT = 32 * 2**20
CAPTURE_LIMIT = 512 * 2**20  # of a document of events, which is read from disk piece by piece
LARGE_BODIES = {"/api/epcis/capture": CAPTURE_LIMIT}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # a photo for each item of a score sheet; BODY_LIMIT bounds them

# Scrypt takes memory as well as time from whoever guesses; it comes with Python.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# A session ends after so long without a request, and after a working day in any case.
SESSION_IDLE_S = 60 * whole_number("BAYLINE_SESSION_IDLE_MINUTES", 60)
SESSION_COOKIE_AGE = 3600 * whole_number("BAYLINE_SESSION_HOURS", 12)
SESSION_ENGINE = "bayline.platform.people.stores"
SESSION_COOKIE_NAME = "bayline-session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS

CSRF_COOKIE_NAME = "bayline-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_FAILURE_VIEW = "bayline.surfaces.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
X_FRAME_OPTIONS = "DENY"

# Tracebacks go to standard error without local variables or words of exceptions, so no line of a
# draft reaches a log.
LOGGING = logging_settings(os.environ.get("BAYLINE_LOG", ""))
