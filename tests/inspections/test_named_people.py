"""Who is named on an inspection under embargo: by default, by each other, and never nobody who could name others."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from ilacs.authorities.models import Role, User
from ilacs.design.today import now, today
from inspections import actions
from inspections.actions import EmbargoRefused
from inspections.models import Inspection, NamedPerson
from tests.at_once import at_once
from tests.factories import InspectionFactory, MembershipFactory, NamedPersonFactory, embargoed, york_2022
from tests.inspections.test_views import text_of, typed

pytestmark = pytest.mark.django_db


def people_of(inspection):
    """The names of the people named now."""
    return sorted(str(naming.user) for naming in inspection.named_people.current())


def address(inspection, naming=None):
    if naming:
        return reverse("inspection-people-remove", args=["york", inspection.pk, naming.pk])
    return reverse("inspection-people", args=["york", inspection.pk])


def key_of(york, person):
    """What the form's checkbox of a person sends."""
    return york.memberships.get(user=person).pk


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


class TestByDefault:
    def record(self, york, by, **dates):
        inspection = InspectionFactory.build(authority=york, **{"published_on": None, **dates})
        return actions.record_inspection(inspection, judgements=[], by=by)

    def test_who_records_a_report_under_embargo_and_the_leads_are_named_by_the_program(
        self, york, editor, lead, administrator, member
    ):
        MembershipFactory(authority=york, role=Role.LEAD, joined_on=None)
        MembershipFactory(authority=york, role=Role.LEAD, user__is_active=False)
        inspection = self.record(york, editor, received_on=today())
        assert people_of(inspection) == ["Eddie Editor", "Lee Lead"]
        assert {naming.named_by for naming in inspection.named_people.all()} == {None}

    def test_a_lead_who_records_it_is_named_once(self, york, lead):
        assert people_of(self.record(york, lead, received_on=today())) == ["Lee Lead"]

    @pytest.mark.parametrize("dates", [{}, {"received_on": date(2022, 5, 2), "published_on": date(2022, 5, 4)}])
    def test_without_embargo_nobody_is_named(self, york, editor, lead, dates):
        assert people_of(self.record(york, editor, **dates)) == []

    def test_an_edit_that_puts_it_under_embargo_names_the_same_people(self, york, administrator, lead, editor):
        inspection = self.record(york, editor)
        inspection.received_on = today()
        actions.update_inspection(inspection, judgements=[], revision=0, by=administrator)
        assert people_of(inspection) == ["Addy Administrator", "Lee Lead"]

    def test_an_edit_of_one_under_embargo_names_nobody_else(self, york, editor, lead, administrator):
        inspection = embargoed(york_2022(york), editor)
        inspection.background = "As it went."
        actions.update_inspection(inspection, judgements=[], revision=0, by=editor)
        assert people_of(inspection) == ["Eddie Editor"]

    def test_whoever_puts_it_under_embargo_again_is_named_beside_those_of_the_first_time(
        self, york, editor, lead, administrator
    ):
        inspection = embargoed(york_2022(york), editor, until=today())
        inspection.published_on = None
        actions.update_inspection(inspection, judgements=[], revision=0, by=administrator)
        assert people_of(inspection) == ["Addy Administrator", "Eddie Editor"]

    def test_the_page_says_who_can_see_what_was_recorded(self, york, editor, lead, client_of):
        data = typed(received_on=today().isoformat(), published_on="")
        browser = client_of(editor)
        answer = browser.post(reverse("inspection-add", args=["york"]), data)
        assert (
            "Embargoed until Ofsted publishes the report. Until then only Eddie Editor and Lee Lead can see it and its "
            "plan." in said(answer)
        )
        assert browser.get(answer.url).status_code == 200

    def test_many_are_said_as_a_number(self, york, editor, client_of):
        for _ in range(7):
            MembershipFactory(authority=york, role=Role.LEAD)
        data = typed(received_on=today().isoformat(), published_on="")
        answer = client_of(editor).post(reverse("inspection-add", args=["york"]), data)
        assert any("only the 8 people named can see it" in message for message in said(answer))


class TestRecordingTheSameInspection:
    def test_a_hidden_twin_is_refused_without_saying_that_it_is_recorded(self, york, editor, client_of):
        embargoed(york_2022(york))
        answer = client_of(editor).post(reverse("inspection-add", args=["york"]), typed())
        page = text_of(answer)
        assert answer.status_code == 422
        assert "cannot be recorded here. If you do not see it in the list, ask your director" in page
        assert "recorded already" not in page


@pytest.fixture
def inspection(york, editor):
    """York's inspection of 2022, its report received two days ago; the editor is named."""
    return embargoed(york_2022(york), editor)


class TestNaming:
    def test_several_people_are_named_at_once_whatever_their_role(self, york, inspection, editor, member, lead):
        named = actions.name_people(inspection, people=[member, lead], by=editor, on=today())
        assert {(naming.user, naming.named_by) for naming in named} == {(member, editor), (lead, editor)}
        for person in (member, lead):
            assert Inspection.objects.visible_to(person).exists()

    def test_whoever_is_named_stays_named_once(self, inspection, editor, lead):
        for _ in range(2):
            actions.name_people(inspection, people=[editor, lead, lead], by=editor, on=today())
        assert people_of(inspection) == ["Eddie Editor", "Lee Lead"]

    def test_the_database_knows_that_too(self, inspection, editor):
        with pytest.raises(IntegrityError):
            NamedPersonFactory(inspection=inspection, user=editor)

    def test_nobody_without_a_role_in_the_council_is_named(self, inspection, editor, outsider):
        with pytest.raises(EmbargoRefused, match="Otto Outsider: no role in the council any more"):
            actions.name_people(inspection, people=[outsider], by=editor, on=today())

    def test_after_publication_nobody_is_named_and_no_naming_taken_back(self, inspection, editor, lead):
        inspection.published_on = today()
        inspection.save()
        naming = inspection.named_people.get()
        with pytest.raises(EmbargoRefused, match="not under embargo"):
            actions.name_people(inspection, people=[lead], by=editor, on=today())
        with pytest.raises(EmbargoRefused, match="not under embargo"):
            actions.take_back_naming(naming, by=editor, on=today())


class TestTakingBack:
    def test_the_row_stays_and_says_who_did_it_and_when(self, inspection, editor, member):
        naming = NamedPersonFactory(inspection=inspection, user=member)
        assert actions.take_back_naming(naming, by=editor, on=today())
        naming.refresh_from_db()
        assert (naming.is_current, naming.removed_by) == (False, editor)
        assert (now() - naming.removed_at) < timedelta(minutes=1)
        assert not Inspection.objects.visible_to(member).exists()

    def test_twice_is_once(self, inspection, editor, member):
        naming = NamedPersonFactory(inspection=inspection, user=member)
        assert [actions.take_back_naming(naming, by=editor, on=today()) for _ in range(2)] == [True, False]

    def test_a_person_can_be_named_again(self, inspection, editor, member):
        actions.take_back_naming(NamedPersonFactory(inspection=inspection, user=member), by=editor, on=today())
        actions.name_people(inspection, people=[member], by=editor, on=today())
        assert inspection.named_people.filter(user=member).count() == 2
        assert Inspection.objects.visible_to(member).exists()

    @pytest.mark.parametrize("others", [[], ["member"], ["ended"], ["closed"]])
    def test_the_last_one_who_may_edit_stays(self, york, inspection, editor, member, lead, others):
        if others:
            person = member if others == ["member"] else lead
            NamedPersonFactory(inspection=inspection, user=person)
        if others == ["ended"]:
            york.memberships.filter(user=lead).update(ended_on=today())
        if others == ["closed"]:
            User.objects.filter(pk=lead.pk).update(is_active=False)
        naming = inspection.named_people.get(user=editor)
        with pytest.raises(EmbargoRefused, match="Name another editor, lead or administrator first"):
            actions.take_back_naming(naming, by=editor, on=today())
        assert Inspection.objects.visible_to(editor).exists()

    def test_somebody_whose_role_has_ended_is_taken_off_the_list(self, york, inspection, editor, lead):
        naming = NamedPersonFactory(inspection=inspection, user=lead)
        york.memberships.filter(user=lead).update(ended_on=today())
        assert actions.take_back_naming(naming, by=editor, on=today())


class TestThePage:
    def test_it_says_who_is_named_since_when_and_by_whom(self, inspection, editor, member, client_of):
        NamedPersonFactory(inspection=inspection, user=member, named_by=editor)
        page = text_of(client_of(editor).get(address(inspection)))
        for words in ("2 people", "Eddie Editor (you)", "Automatically", "Mel Member", "29 April 2022"):
            assert words in page

    def test_the_inspection_leads_to_it_and_back(self, inspection, editor, client_of):
        page = text_of(client_of(editor).get(inspection.get_absolute_url()))
        assert "Only you can see it until it is published." in page
        assert f'href="{address(inspection)}"' in page
        assert f'href="{inspection.get_absolute_url()}"' in text_of(client_of(editor).get(address(inspection)))

    def test_several_are_named_with_one_press(self, york, inspection, editor, member, lead, client_of):
        browser = client_of(editor)
        assert "Mel Member, Reader (scrutiny member)" in text_of(browser.get(address(inspection)))
        answer = browser.post(address(inspection), {"people": [key_of(york, member), key_of(york, lead)]})
        assert said(answer) == ["Lee Lead and Mel Member can now see this inspection and its plan."]
        assert people_of(inspection) == ["Eddie Editor", "Lee Lead", "Mel Member"]
        assert "Everybody who has a role in the council is named." in text_of(browser.get(address(inspection)))

    def test_nobody_chosen_is_said_beside_the_question(self, inspection, editor, member, client_of):
        answer = client_of(editor).post(address(inspection), {})
        assert answer.status_code == 422
        assert "Choose at least one person" in text_of(answer)

    @pytest.mark.parametrize("key", ["0", "9" * 30, "a"])
    def test_somebody_who_is_not_offered_is_refused(self, inspection, editor, member, client_of, key):
        answer = client_of(editor).post(address(inspection), {"people": [key]})
        assert answer.status_code == 422
        assert "Choose only from those listed" in text_of(answer)

    def test_somebody_is_removed_and_stays_in_the_history(self, inspection, editor, member, client_of):
        naming = NamedPersonFactory(inspection=inspection, user=member)
        answer = client_of(editor).post(address(inspection, naming), follow=True)
        page = text_of(answer)
        assert "Mel Member can no longer see this inspection and its plan." in page
        assert "No longer named" in page
        assert "removed on" in page

    def test_the_last_editor_is_told_what_to_do_first(self, inspection, editor, client_of):
        answer = client_of(editor).post(address(inspection, inspection.named_people.get()), follow=True)
        assert "Name another editor, lead or administrator first." in text_of(answer)
        assert people_of(inspection) == ["Eddie Editor"]

    def test_who_removes_themselves_is_led_to_the_list(self, inspection, editor, lead, client_of):
        naming = inspection.named_people.get()
        NamedPersonFactory(inspection=inspection, user=lead)
        answer = client_of(editor).post(address(inspection, naming))
        assert answer.url == reverse("inspection-list", args=["york"])

    def test_a_naming_of_another_inspection_is_not_found(self, york, inspection, editor, client_of):
        other = NamedPersonFactory(inspection=InspectionFactory(authority=york, started_on=date(2019, 7, 8)))
        assert client_of(editor).post(address(inspection, other)).status_code == 404

    def test_somebody_without_a_role_now_is_marked(self, york, inspection, editor, lead, client_of):
        NamedPersonFactory(inspection=inspection, user=lead)
        york.memberships.filter(user=lead).update(ended_on=today())
        assert "None now, so cannot see it" in text_of(client_of(editor).get(address(inspection)))

    def test_after_publication_it_is_history(self, inspection, editor, member, administrator, client_of):
        NamedPersonFactory(inspection=inspection, user=member)
        inspection.published_on = today()
        inspection.save()
        browser = client_of(administrator)
        page = text_of(browser.get(address(inspection)))
        assert "The embargo ended on" in page
        assert "Until then these people could see it." in page
        assert "Mel Member" in page
        assert 'method="post" action' not in page.split("<main")[1]
        for data in ({}, {"people": ["1"]}):
            answer = browser.post(address(inspection), data)
            assert said(answer)[-1] == "The report is not under embargo, so everybody in the council can see it."

    def test_one_that_was_never_under_embargo_says_so(self, york, editor, client_of):
        page = text_of(client_of(editor).get(address(york_2022(york))))
        assert "nobody was named: everybody in the council can see the inspection" in page

    def test_one_whose_report_turned_out_not_to_be_here_says_so(self, inspection, editor, client_of):
        inspection.received_on = None
        inspection.save()
        assert "The report is not under embargo now" in text_of(client_of(editor).get(address(inspection)))

    def test_it_costs_the_same_for_one_and_for_thirty(self, york, inspection, editor, client_of, count_queries):
        browser = client_of(editor)
        MembershipFactory(authority=york)
        for page in (address(inspection), inspection.get_absolute_url()):
            browser.get(page)
            before = count_queries(lambda page=page: browser.get(page))
            MembershipFactory.create_batch(15, authority=york)
            NamedPersonFactory.create_batch(15, inspection=inspection)
            NamedPersonFactory.create_batch(15, inspection=inspection, removed_at=now(), removed_by=editor)
            assert count_queries(lambda page=page: browser.get(page)) == before


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_who_remove_each_other_leave_one(self, york, lead, editor):
        inspection = embargoed(york_2022(york), editor, lead)
        namings = {naming.user: naming for naming in inspection.named_people.select_related("user", "inspection")}

        def removes(by, whom):
            return lambda: actions.take_back_naming(namings[whom], by=by, on=today())

        results = at_once(removes(editor, lead), removes(lead, editor))
        assert sorted(type(result).__name__ for result in results) == ["EmbargoRefused", "bool"]
        assert len(people_of(inspection)) == 1

    def test_one_named_by_two_at_once_is_named_once(self, york, lead, editor, member):
        inspection = embargoed(york_2022(york), editor, lead)

        def names(by):
            return lambda: len(actions.name_people(inspection, people=[member], by=by, on=today()))

        assert sorted(at_once(names(editor), names(lead))) == [0, 1]


class TestTheSiteAdministration:
    @pytest.fixture
    def client(self, client_of):
        """The browser of the site's administrator."""
        return client_of(User.objects.create_superuser("site@example.gov.uk", name="Site Administrator"))

    @pytest.fixture
    def forsaken(self, york, editor, lead):
        """An inspection under embargo whose only named person has left."""
        inspection = embargoed(york_2022(york), lead)
        york.memberships.filter(user=lead).update(ended_on=today())
        return inspection

    def test_it_names_somebody_when_nobody_is_left(self, client, forsaken, editor):
        page = reverse("admin:inspections_namedperson_add")
        assert f"City of York Council: {forsaken}" in client.get(page).content.decode()
        answer = client.post(page, {"inspection": forsaken.pk, "user": editor.pk})
        assert answer.status_code == 302
        naming = NamedPerson.objects.get(user=editor)
        assert str(naming.named_by) == "Site Administrator"
        assert Inspection.objects.visible_to(editor).get() == forsaken
        assert client.get(reverse("admin:inspections_namedperson_changelist")).status_code == 200

    @pytest.mark.parametrize(
        ("who", "words"), [("outsider", "has no role in the council"), ("administrator", "is named already")]
    )
    def test_it_names_no_stranger_and_nobody_twice(self, client, forsaken, outsider, administrator, who, words):
        NamedPersonFactory(inspection=forsaken, user=administrator)
        person = {"outsider": outsider, "administrator": administrator}[who]
        page = reverse("admin:inspections_namedperson_add")
        answer = client.post(page, {"inspection": forsaken.pk, "user": person.pk})
        assert words in answer.content.decode()
        assert "This field is required" in client.post(page, {}).content.decode()

    def test_it_changes_and_takes_back_none(self, client, forsaken):
        naming = forsaken.named_people.get()
        page = reverse("admin:inspections_namedperson_change", args=[naming.pk])
        assert client.get(page).status_code == 200
        assert client.post(page, {"user": naming.user_id}).status_code == 403
        assert client.post(reverse("admin:inspections_namedperson_delete", args=[naming.pk])).status_code == 403

    @pytest.mark.parametrize("model", ["inspection", "improvementarea", "strength"])
    @pytest.mark.parametrize("kind", ["change", "history"])
    def test_it_reads_no_report_under_embargo(self, client, forsaken, model, kind):
        row = {
            "inspection": forsaken,
            "improvementarea": forsaken.areas.first(),
            "strength": forsaken.strengths.first(),
        }
        page = reverse(f"admin:inspections_{model}_{kind}", args=[row[model].pk])
        assert client.get(page).status_code in (302, 403, 404)
        listed = client.get(reverse(f"admin:inspections_{model}_changelist")).content.decode()
        assert page.replace("history", "change") not in listed
        record = row[model].history.first()
        page = reverse(f"admin:inspections_{model}_simple_history", args=[row[model].pk, record.pk])
        assert client.get(page).status_code in (302, 403, 404)


@pytest.mark.django_db(transaction=True)
def test_whoever_could_see_it_before_there_were_names_is_named_by_the_migration(
    york, elsewhere, editor, lead, administrator, member, outsider
):
    hidden, published = embargoed(york_2022(york)), InspectionFactory(authority=elsewhere)
    MembershipFactory(authority=york, role=Role.EDITOR, joined_on=None)
    MembershipFactory(authority=york, role=Role.EDITOR, ended_on=today())
    leaves = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    MigrationExecutor(connection).migrate([("inspections", "0001_initial")])
    try:
        MigrationExecutor(connection).migrate([("inspections", "0002_named_people")])
    finally:
        MigrationExecutor(connection).migrate(leaves)
    assert people_of(hidden) == ["Addy Administrator", "Eddie Editor", "Lee Lead"]
    assert people_of(published) == []
