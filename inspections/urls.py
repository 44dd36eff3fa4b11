"""Addresses of inspections and what they found."""

from django.urls import path

from inspections.views import deadlines, editing, findings, history, people, reading

HERE = "<slug:slug>/inspections/"
ONE = f"{HERE}<int:pk>/"

urlpatterns = [
    path(HERE, reading.inspection_list, name="inspection-list"),
    path(f"{HERE}add/", editing.inspection_add, name="inspection-add"),
    path(f"{HERE}judgement-rows/", editing.judgement_rows, name="judgement-rows"),
    path(ONE, reading.inspection_detail, name="inspection-detail"),
    path(f"{ONE}history/", history.inspection_history, name="inspection-history"),
    path(f"{ONE}edit/", editing.inspection_edit, name="inspection-edit"),
    path(f"{ONE}deadline/", deadlines.inspection_deadline_adopt, name="inspection-deadline-adopt"),
    path(f"{ONE}people/", people.inspection_people, name="inspection-people"),
    path(f"{ONE}people/<int:person_pk>/remove/", people.inspection_people_remove, name="inspection-people-remove"),
    path(f"{ONE}findings/", findings.findings_edit, name="findings-edit"),
    path(f"{ONE}areas/<int:area_pk>/", findings.area_edit, name="area-edit"),
    path(f"{ONE}areas/<int:area_pk>/move/", findings.area_move, name="area-move"),
    path(f"{ONE}strengths/<int:strength_pk>/", findings.strength_edit, name="strength-edit"),
    path(f"{ONE}strengths/<int:strength_pk>/move/", findings.strength_move, name="strength-move"),
]
