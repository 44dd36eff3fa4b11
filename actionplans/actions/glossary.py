"""The council's abbreviations: explained, mended, taken away; and the usual ones of the sector to begin with."""

from django.db import transaction

from actionplans.models import EditConflict, GlossaryTerm, PlanRefused
from ilacs.authorities.models import LocalAuthority, User

USUAL_TERMS: dict[str, str] = {
    "ADCS": "Association of Directors of Children’s Services",
    "AP": "Alternative provision: teaching for pupils who cannot be in a mainstream or special school",
    "CAFCASS": "Children and Family Court Advisory and Support Service, which speaks for children in family courts",
    "CAMHS": "Child and adolescent mental health services",
    "CCE": "Child criminal exploitation",
    "CIN": "Child in need: a child with a plan of help under section 17 of the Children Act 1989",
    "CME": "Children missing education",
    "CP": "Child protection",
    "CSE": "Child sexual exploitation",
    "CWD": "Children with disabilities",
    "DBS": "Disclosure and Barring Service, which checks people who work with children",
    "DCS": "Director of children’s services, who answers by law for the council’s work with children",
    "DfE": "Department for Education",
    "DSL": "Designated safeguarding lead of a school or other organisation",
    "EET": "Education, employment or training",
    "EHCP": "Education, health and care plan for a child with special educational needs",
    "EHE": "Elective home education: children taught at home by their parents’ choice",
    "FGC": "Family group conference, at which a family makes its own plan",
    "ICB": "Integrated care board, which plans health services for an area",
    "ILACS": "Inspection of local authority children’s services, Ofsted’s framework",
    "IRO": "Independent reviewing officer, who checks the plans of children in care",
    "JTAI": "Joint targeted area inspection by several inspectorates",
    "KPI": "Key performance indicator",
    "LAC": "Looked-after children: children in the council’s care",
    "LADO": "Local authority designated officer, who deals with allegations against people who work with children",
    "LGA": "Local Government Association",
    "MACE": "Multi-agency child exploitation meeting",
    "MARAC": "Multi-agency risk assessment conference about domestic abuse",
    "MASH": "Multi-agency safeguarding hub, where concerns about children arrive",
    "NEET": "Not in education, employment or training",
    "PA": "Personal adviser of a care leaver",
    "PEP": "Personal education plan of a child in care",
    "PLO": "Public law outline: the steps before and in care proceedings",
    "QA": "Quality assurance",
    "RHI": "Return home interview with a child who was missing",
    "SCR": "Serious case review, which child safeguarding practice reviews have replaced",
    "SDQ": "Strengths and difficulties questionnaire, which measures children’s wellbeing",
    "SEND": "Special educational needs and disabilities",
    "SGO": "Special guardianship order, under which somebody brings up a child who is not their own",
    "SMART": "Specific, measurable, achievable, relevant and with a time limit",
    "UASC": "Unaccompanied asylum-seeking children",
    "VS": "Virtual school, which looks after the education of children in care",
    "YJS": "Youth justice service",
}
"""What plans of children's services abbreviate most often, in our own words; a council changes each as it likes."""


@transaction.atomic
def add_term(*, term: GlossaryTerm, by: User) -> GlossaryTerm:
    """Explains an abbreviation; the same words sent twice stay one row.

    Raises PlanRefused when the council explains it already in other words.
    """
    _lock(term.authority_id)
    there: GlossaryTerm | None = term.authority.glossary.current().filter(term=term.term).first()
    if there and there.meaning == term.meaning:
        return there
    _refuse(term)
    term._change_reason = f"Added by {by}"
    term.save()
    return term


@transaction.atomic
def edit_term(*, term: GlossaryTerm, revision: int, by: User) -> GlossaryTerm:
    """Saves other words. Raises EditConflict when somebody saved since `revision`, PlanRefused as add_term does."""
    _lock(term.authority_id)
    stored: GlossaryTerm = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    if stored.revision != revision:
        raise EditConflict(stored)
    if stored.is_archived:
        raise PlanRefused("It has been taken away, so nothing in it changes")
    _refuse(term)
    for name in GlossaryTerm.EDITED_FIELDS:
        setattr(stored, name, getattr(term, name))
    stored.revision += 1
    stored._change_reason = f"Edited by {by}"
    stored.save(update_fields=[*GlossaryTerm.EDITED_FIELDS, "revision"])
    return stored


@transaction.atomic
def archive_term(*, term: GlossaryTerm, by: User, reason: str) -> None:
    """Takes an abbreviation out of the glossary and keeps it with the reason; said twice it changes nothing."""
    _lock(term.authority_id)
    stored: GlossaryTerm = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    stored.archive(by=by, reason=reason)


@transaction.atomic
def add_usual_terms(*, authority: LocalAuthority, by: User) -> list[GlossaryTerm]:
    """Adds those of the usual abbreviations that the council does not explain yet; gives those it added."""
    _lock(authority.pk)
    known = {term.casefold() for term in authority.glossary.current().values_list("term", flat=True)}
    added = []
    for letters, meaning in USUAL_TERMS.items():
        if letters.casefold() not in known:
            term = GlossaryTerm(authority=authority, term=letters, meaning=meaning)
            term._change_reason = f"Added by {by}"
            term.save()
            added.append(term)
    return added


def _lock(authority_pk: int) -> None:
    """Keeps others from changing this council's glossary until the transaction ends."""
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=authority_pk)


def _refuse(term: GlossaryTerm) -> None:
    """Raises PlanRefused for what is empty, and for an abbreviation that has its words already."""
    if not term.term.strip():
        raise PlanRefused("Enter the abbreviation", "term")
    if not term.meaning.strip():
        raise PlanRefused("Enter what it stands for", "meaning")
    there = term.authority.glossary.current().filter(term__iexact=term.term).exclude(pk=term.pk).first()
    if there:
        raise PlanRefused(f"{there.term} is explained already: {there.meaning}. Edit that one instead", "term")
