"""Who may do what: every address, every role.

404 for people of another council, whatever the address; 403 for people of the council without the role; 405 for a GET
where only a button leads. 200 shows a page, 302 leads on after something was done, 422 shows a form with what to mend.
"""

import pytest
from django.db import transaction

from tests.addresses import PUBLIC, build_site, every_address

ROLES = ("outsider", "member", "action_owner", "editor", "lead", "administrator")

# In the order of ROLES. "own" marks the address of the action that the action owner leads.
TABLE = """
GET  home                            302  302  302  302  302  302
GET  invitation-join                 405  405  405  405  405  405
POST invitation-join                 404  404  404  404  404  404
GET  invitation-decline              405  405  405  405  405  405
POST invitation-decline              404  404  404  404  404  404

GET  my-actions                       200  200  200  200  200  200

GET  calendar-feed                    200  200  200  200  200  200
GET  calendar-feed-make               405  405  405  405  405  405
POST calendar-feed-make               201  201  201  201  201  201
GET  calendar-feed-revoke             405  405  405  405  405  405
POST calendar-feed-revoke             302  302  302  302  302  302

GET  council-home                    404  200  200  200  200  200
GET  council-history                 404  200  200  200  200  200
GET  council-settings                 404  403  403  403  200  200
POST council-settings                 404  403  403  403  422  422
GET  body-list                        404  200  200  200  200  200
GET  body-add                         404  403  403  200  200  200
POST body-add                         404  403  403  422  422  422
GET  body-edit                        404  403  403  200  200  200
POST body-edit                        404  403  403  422  422  422
GET  body-add-usual                   405  405  405  405  405  405
POST body-add-usual                   404  403  403  302  302  302
GET  rating-list                      404  200  200  200  200  200
GET  rating-edit                      404  403  403  403  200  200
POST rating-edit                      404  403  403  403  422  422
GET  rating-restore                   404  403  403  403  200  200
POST rating-restore                   404  403  403  403  422  422
GET  people-list                     404  403  403  403  403  200
GET  people-add                      404  403  403  403  403  200
POST people-add                      404  403  403  403  403  422
GET  people-edit                     404  403  403  403  403  200
POST people-edit                     404  403  403  403  403  422
GET  people-end                      405  405  405  405  405  405
POST people-end                      404  403  403  403  403  302
GET  people-invite                   405  405  405  405  405  405
POST people-invite                   404  403  403  403  403  302

GET  inspection-list                 404  200  200  200  200  200
GET  inspection-detail               404  200  200  200  200  200
GET  inspection-history              404  200  200  200  200  200
GET  inspection-add                  404  403  403  200  200  200
POST inspection-add                  404  403  403  422  422  422
GET  judgement-rows                  404  403  403  200  200  200
GET  inspection-edit                 404  403  403  200  200  200
POST inspection-edit                 404  403  403  422  422  422
GET  inspection-deadline-adopt       404  403  403  302  302  302
POST inspection-deadline-adopt       404  403  403  302  302  302
GET  inspection-people               404  403  403  200  200  200
POST inspection-people               404  403  403  302  302  302
GET  inspection-people-remove        405  405  405  405  405  405
POST inspection-people-remove        404  403  403  302  302  302
GET  findings-edit                   404  403  403  200  200  200
POST findings-edit                   404  403  403  422  422  422
GET  area-edit                       404  403  403  200  200  200
POST area-edit                       404  403  403  422  422  422
GET  area-move                       405  405  405  405  405  405
POST area-move                       404  403  403  302  302  302
GET  strength-edit                   404  403  403  200  200  200
POST strength-edit                   404  403  403  422  422  422
GET  strength-move                   405  405  405  405  405  405
POST strength-move                   404  403  403  302  302  302

GET  plan-list                       404  200  200  200  200  200
GET  plan-overview                   404  200  200  200  200  200
GET  plan-history                    404  200  200  200  200  200
GET  plan-readiness                  404  200  200  200  200  200
GET  plan-timetable                   404  200  200  200  200  200
GET  plan-calendar                    404  200  200  200  200  200
GET  meeting-add                      404  403  403  200  200  200
POST meeting-add                      404  403  403  422  422  422
GET  meeting-detail                   404  200  200  200  200  200
GET  meeting-edit                     404  403  403  200  200  200
POST meeting-edit                     404  403  403  422  422  422
GET  meeting-cancel                   404  403  403  200  200  200
POST meeting-cancel                   404  403  403  422  422  422
GET  plan-stage                      404  200  200  200  200  200
GET  plan-move                       404  403  403  200  200  200
POST plan-move                       404  403  403  422  422  422
GET  plan-proof                      404  200  200  200  200  200
GET  plan-certificate                404  200  200  200  200  200
GET  acknowledgement-add             404  403  403  200  200  200
POST acknowledgement-add             404  403  403  422  422  422
GET  acknowledgement-file            404  200  200  200  200  200
GET  plan-add                        404  403  403  200  200  200
POST plan-add                        404  403  403  422  422  422
GET  plan-edit                       404  403  403  200  200  200
POST plan-edit                       404  403  403  422  422  422
GET  plan-bring-in-areas             405  405  405  405  405  405
POST plan-bring-in-areas             404  403  403  302  302  302
GET  plan-draft                      404  403  302  302  302  302
GET  plan-draft-area                 404  403  200  200  200  200
GET  response-edit                   404  403  403  200  200  200
POST response-edit                   404  403  403  422  422  422
GET  response-remove                 405  405  405  405  405  405
POST response-remove                 404  403  403  302  302  302

GET  action-list                     404  200  200  200  200  200
GET  action-detail                   404  200  200  200  200  200
GET  action-add                      404  403  403  200  200  200
POST action-add                      404  403  403  422  422  422
GET  action-edit                     404  403  403  200  200  200
GET  action-edit own                 404  403  200  200  200  200
POST action-edit                     404  403  403  422  422  422
POST action-edit own                 404  403  422  422  422  422
GET  action-row                      404  403  302  302  302  302
GET  action-move                     404  403  403  200  200  200
GET  action-move own                 404  403  403  200  200  200
POST action-move                     404  403  403  422  422  422
GET  action-delete                   405  405  405  405  405  405
POST action-delete                   404  403  403  302  302  302
POST action-delete own               404  403  403  302  302  302
GET  action-restore                  405  405  405  405  405  405
POST action-restore                  404  403  403  302  302  302
GET  action-shift                    405  405  405  405  405  405
POST action-shift                    404  403  403  302  302  302
GET  progress-add                    404  403  403  200  200  200
GET  progress-add own                404  403  200  200  200  200
POST progress-add                    404  403  403  422  422  422
POST progress-add own                404  403  422  422  422  422
GET  progress-proposal               404  403  403  200  200  200
GET  progress-proposal own           404  403  200  200  200  200
GET  progress-correct                404  403  403  200  200  200
GET  progress-correct own            404  403  200  200  200  200
POST progress-correct                404  403  403  422  422  422
POST progress-correct own            404  403  422  422  422  422

GET  action-date                      404  403  403  200  200  200
GET  action-date own                  404  403  200  200  200  200
POST action-date                      404  403  403  422  422  422
POST action-date own                  404  403  422  422  422  422
GET  milestone-add                    404  403  403  200  200  200
GET  milestone-add own                404  403  200  200  200  200
POST milestone-add                    404  403  403  422  422  422
POST milestone-add own                404  403  422  422  422  422
GET  milestone-edit                   404  403  403  200  200  200
GET  milestone-edit own               404  403  200  200  200  200
POST milestone-edit                   404  403  403  422  422  422
POST milestone-edit own               404  403  422  422  422  422
GET  milestone-reach                  404  403  403  200  200  200
POST milestone-reach                  404  403  403  422  422  422
POST milestone-reach own              404  403  422  422  422  422
GET  milestone-reopen                 404  403  403  200  200  200
POST milestone-reopen                 404  403  403  422  422  422
POST milestone-reopen own             404  403  422  422  422  422
GET  milestone-archive                404  403  403  200  200  200
POST milestone-archive                404  403  403  422  422  422
POST milestone-archive own            404  403  422  422  422  422
GET  action-change-many               404  403  403  200  200  200
POST action-change-many               404  403  403  422  422  422
GET  plan-handover                    404  403  403  200  200  200
GET  plan-handover-person             404  403  403  200  200  200
POST plan-handover-person             404  403  403  422  422  422

GET  voice-list                      404  200  200  200  200  200
GET  voice-add                       404  403  200  200  200  200
POST voice-add                       404  403  422  422  422  422
GET  voice-answer                    404  403  200  200  200  200
POST voice-answer                    404  403  422  422  422  422
GET  voice-edit                      404  403  200  200  200  200
POST voice-edit                      404  403  422  422  422  422
GET  voice-archive                   404  403  200  200  200  200
POST voice-archive                   404  403  422  422  422  422
GET  plan-abbreviations              404  403  403  200  200  200
GET  term-list                       404  200  200  200  200  200
GET  term-add                        404  403  403  200  200  200
POST term-add                        404  403  403  422  422  422
GET  term-add-usual                  405  405  405  405  405  405
POST term-add-usual                  404  403  403  302  302  302
GET  term-edit                       404  403  403  200  200  200
POST term-edit                       404  403  403  422  422  422
GET  term-archive                    404  403  403  200  200  200
POST term-archive                    404  403  403  422  422  422

GET  action-propose                  404  403  403  302  302  302
POST action-propose                  404  403  403  302  302  302
GET  evidence-list                   404  200  200  200  200  200
GET  evidence-add                    404  403  403  200  200  200
GET  evidence-add own                404  403  200  200  200  200
POST evidence-add                    404  403  403  422  422  422
POST evidence-add own                404  403  422  422  422  422
GET  evidence-file                   404  200  200  200  200  200
GET  evidence-edit                   404  403  403  200  200  200
GET  evidence-edit own               404  403  200  200  200  200
POST evidence-edit                   404  403  403  422  422  422
POST evidence-edit own               404  403  422  422  422  422
GET  evidence-archive                404  403  403  200  200  200
GET  evidence-archive own            404  403  200  200  200  200
POST evidence-archive                404  403  403  422  422  422
POST evidence-archive own            404  403  422  422  422  422
GET  sign-off-council                404  200  200  200  200  200
GET  sign-off-list                   404  200  200  200  200  200
GET  sign-off-decide                 404  403  403  200  200  200
POST sign-off-decide                 404  403  403  422  422  422

GET  amendment-list                  404  200  200  200  200  200
GET  amendment-detail                404  200  200  200  200  200
GET  amendment-decide                404  403  403  403  200  200
POST amendment-decide                404  403  403  403  422  422
GET  amendment-withdraw              405  405  405  405  405  405
POST amendment-withdraw              404  403  403  403  403  403

GET  annex-page                      404  200  200  200  200  200
GET  annex-file                      404  200  200  200  200  200
GET  annex-progress                  404  200  200  200  200  200

GET  plan-compare                    404  200  200  200  200  200
GET  plan-compare-file               404  200  200  200  200  200
GET  plan-compare-progress           404  200  200  200  200  200

GET  version-list                    404  200  200  200  200  200
GET  version-save                    404  403  403  200  200  200
POST version-save                    404  403  403  422  422  422
GET  version-detail                  404  200  200  200  200  200
GET  version-page                    404  200  200  200  200  200
GET  version-file                    404  200  200  200  200  200
GET  version-progress                404  200  200  200  200  200

GET  plan-publication                404  200  200  200  200  200
GET  edition-add                     404  403  403  403  302  403
POST edition-add                     404  403  403  403  302  403
GET  edition-withdraw                404  403  403  403  200  403
POST edition-withdraw                404  403  403  403  422  403
GET  edition-pdf                     405  405  405  405  405  405
POST edition-pdf                     404  403  403  403  302  403
GET  publication-add                 404  403  403  200  200  200
POST publication-add                 404  403  403  422  422  422
GET  publication-strike              404  403  403  200  200  200
POST publication-strike              404  403  403  422  422  422

GET  measure-list                     404  200  200  200  200  200
GET  measure-detail                   404  200  200  200  200  200
GET  measure-add                      404  403  403  200  200  200
POST measure-add                      404  403  403  422  422  422
GET  measure-edit                     404  403  403  200  200  200
POST measure-edit                     404  403  403  422  422  422
GET  measure-targets                  404  403  403  200  200  200
POST measure-targets                  404  403  403  422  422  422
GET  measure-archive                  404  403  403  200  200  200
POST measure-archive                  404  403  403  422  422  422
GET  reading-add                      404  403  200  200  200  200
POST reading-add                      404  403  422  422  422  422
GET  readings-load                    404  403  403  200  200  200
POST readings-load                    404  403  403  422  422  422
GET  readings-template                404  403  403  200  200  200

GET  recommendation-list             404  200  200  200  200  200
GET  recommendation-detail           404  200  200  200  200  200
GET  recommendation-add              404  403  403  200  200  200
POST recommendation-add              404  403  403  422  422  422
GET  recommendation-edit             404  403  403  200  200  200
POST recommendation-edit             404  403  403  422  422  422
GET  recommendation-answer           404  403  403  200  200  200
POST recommendation-answer           404  403  403  422  422  422
GET  recommendation-take-back        404  403  403  200  200  200
POST recommendation-take-back        404  403  403  422  422  422
GET  recommendation-done             404  403  403  200  200  200
POST recommendation-done             404  403  403  422  422  422
GET  recommendation-reopen           405  405  405  405  405  405
POST recommendation-reopen           404  403  403  302  302  302

GET  round-list                      404  200  200  200  200  200
GET  round-detail                    404  200  200  200  200  200
GET  round-open                      404  403  403  302  302  302
POST round-open                      404  403  403  302  302  302
GET  round-edit                      404  403  403  200  200  200
POST round-edit                      404  403  403  422  422  422
GET  round-cancel                    404  403  403  200  200  200
POST round-cancel                    404  403  403  422  422  422
GET  round-ask                       405  405  405  405  405  405
POST round-ask                       404  403  403  302  302  302
GET  round-review                    404  403  403  200  200  200
POST round-review                    404  403  403  422  422  422
GET  round-accept-all                405  405  405  405  405  405
POST round-accept-all                404  403  403  302  302  302
GET  round-close                     404  403  403  200  200  200
POST round-close                     404  403  403  422  422  422
"""

# Signing out, and changing one's own password: the same for everybody who is signed in.
ALIKE_FOR_ALL = {"account_change_password", "account_set_password", "account_reauthenticate"}


def rows():
    """Each row as method, name, whether it is the action owner's own, and the answers in the order of ROLES."""
    for line in filter(None, TABLE.splitlines()):
        method, name, *rest = line.split()
        expected = [int(each) for each in rest if each.isdecimal()]
        yield pytest.param(method, name, "own" in rest, expected, id=" ".join(line.split()[: len(line.split()) - 6]))


@pytest.fixture
def answers(york, request, client_of):
    """What each role in turn gets from an address; nothing any of them does stays."""
    people = {role: request.getfixturevalue(role) for role in ROLES}
    site = build_site(york, people["action_owner"])

    def answers(method, name, own):
        found = []
        for person in people.values():
            with transaction.atomic():
                browser = client_of(person)
                found.append(browser.generic(method, site.address(name, own)).status_code)
                transaction.set_rollback(True)
        return found

    return answers


@pytest.mark.parametrize(("method", "name", "own", "expected"), list(rows()))
def test_the_table(answers, method, name, own, expected):
    assert answers(method, name, own) == expected


def test_every_address_is_in_the_table():
    in_table = {each.values[1] for each in rows()}
    assert set(every_address()) - PUBLIC - ALIKE_FOR_ALL == in_table


@pytest.mark.parametrize("name", sorted(ALIKE_FOR_ALL))
def test_whoever_is_signed_in_may_change_their_own_password(client_of, outsider, name):
    assert client_of(outsider).get("/" + every_address()[name]).status_code in (200, 302)
