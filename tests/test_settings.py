"""What a copy for trying out does differently, and that a server does none of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READ = """
import json, ilacs.settings
print(json.dumps({name: value for name, value in vars(ilacs.settings).items() if name.isupper()}, default=str))
"""


@pytest.fixture
def settings_of():
    """The settings as a process of its own reads them: `settings_of(DEMONSTRATION="true")`."""

    def settings_of(**environment):
        given = {"PATH": os.environ["PATH"], "SECRET_KEY": "only for tests", "DEBUG": "false", **environment}
        command = [sys.executable, "-c", READ]
        done = subprocess.run(command, env=given, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 ours
        return json.loads(done.stdout)

    return settings_of


def test_a_copy_for_trying_out_shows_our_own_error_pages_and_needs_no_https(settings_of):
    found = settings_of(DEMONSTRATION="true")
    assert (found["DEBUG"], found["DEMONSTRATION"], found["HTTPS"]) == (False, True, False)
    assert (found["SESSION_COOKIE_SECURE"], found["SECURE_SSL_REDIRECT"], found["SECURE_HSTS_SECONDS"]) == (0, 0, 0)
    assert (found["WHITENOISE_USE_FINDERS"], found["WHITENOISE_AUTOREFRESH"]) == (True, True)
    assert found["STORAGES"]["staticfiles"]["BACKEND"].endswith(".StaticFilesStorage")


def test_a_server_insists_on_https_and_serves_what_was_collected(settings_of):
    found = settings_of(DEMONSTRATION="false")
    assert (found["DEBUG"], found["HTTPS"], found["SESSION_COOKIE_SECURE"]) == (False, True, True)
    assert (found["WHITENOISE_USE_FINDERS"], found["WHITENOISE_AUTOREFRESH"]) == (False, False)
    assert "Manifest" in found["STORAGES"]["staticfiles"]["BACKEND"]


def test_somebody_who_develops_has_all_of_it_without_saying_so(settings_of):
    assert settings_of(DEBUG="true")["HTTPS"] is False


def test_what_make_writes_for_a_working_copy_never_shows_technical_pages():
    [line] = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "SECRET_KEY" in line]
    assert "DEMONSTRATION=true" in line
    assert "DEBUG" not in line
