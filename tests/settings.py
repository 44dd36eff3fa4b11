"""The product's settings as the tests run them: the same on every machine, whatever its .env says."""

import os
import tempfile

os.environ |= {
    "SECRET_KEY": "only for tests",
    "DEBUG": "false",
    "HTTPS": "false",
    "TEMPLATE_DEBUG": "true",  # coverage of templates needs it
    "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "memorymail://",
}
os.environ.setdefault("PAPERS_DIR", tempfile.mkdtemp(prefix="papers-"))

from ilacs.settings import *  # noqa: F403  the environment comes first

# A sign-in in every other test would otherwise cost a second each.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Nobody has collected static files into one place; they are read from where they are built.
WHITENOISE_AUTOREFRESH = True
