"""The product's settings as the tests run them: the same on every machine, whatever its .env says."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One folder for each worker of the tests, shared with the processes it starts.
_NAME = f"TESTS_SCRATCH_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
if _NAME not in os.environ:
    os.environ[_NAME] = tempfile.mkdtemp(prefix="ilacs-tests-")
    atexit.register(shutil.rmtree, os.environ[_NAME], ignore_errors=True)
SCRATCH = Path(os.environ[_NAME])

os.environ |= {
    "SECRET_KEY": "only for tests",
    "DEBUG": "false",
    "DEMONSTRATION": "false",
    "HTTPS": "false",
    "TEMPLATE_DEBUG": "true",  # coverage of templates needs it
    "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "memorymail://",
    "PAPERS_DIR": str(SCRATCH / "papers"),
    "EVIDENCE_DIR": str(SCRATCH / "evidence"),
    "PAPERS_WITH_VERSIONS": "false",  # a test that moves a plan in earnest would wait for a PDF nobody reads
}

from ilacs.settings import *  # noqa: E402, F403  the environment comes first
from ilacs.settings import DATABASES  # noqa: E402

# A file, as on a real machine: the browser tests' server and the test then wait for each other as two processes do.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}

# A sign-in in every other test would otherwise cost a second each.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Nobody has collected static files into one place; they are read from where they are built.
WHITENOISE_AUTOREFRESH = True

# A connection ends with its request, so that none is left in the database when it is dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
