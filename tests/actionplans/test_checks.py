"""The check of a machine before it is used in earnest."""

from django.core.checks.registry import registry

from actionplans.checks import no_demonstration, papers_can_be_made
from actionplans.exports import pdf


def test_a_machine_that_can_make_papers_passes():
    assert papers_can_be_made(None) == []


def test_a_machine_that_cannot_is_told_what_to_run(tmp_path):
    [warning] = papers_can_be_made(None, printer=lambda: pdf.load_printer(build=tmp_path))
    assert "make assets" in warning.msg
    assert warning.id == "actionplans.W001"


def test_the_check_runs_before_a_deployment_and_not_at_every_start():
    assert papers_can_be_made in registry.get_checks(include_deployment_checks=True)
    assert papers_can_be_made not in registry.get_checks()


def test_a_demonstration_on_a_server_is_warned_of(settings):
    assert no_demonstration(None) == []
    settings.DEMONSTRATION = True
    assert [warning.id for warning in no_demonstration(None)] == ["actionplans.W002"]
