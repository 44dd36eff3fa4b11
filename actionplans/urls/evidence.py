"""Addresses of evidence, and what waits for a second person."""

from django.urls import URLPattern, path

from actionplans.views import evidence, sign_off

ACTION = "<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/"
ONE = f"{ACTION}evidence/<int:evidence_pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/plans/<int:pk>/evidence/", evidence.evidence_list, name="evidence-list"),
    path(f"{ACTION}evidence/new/", evidence.evidence_add, name="evidence-add"),
    path(ONE, evidence.evidence_file, name="evidence-file"),
    path(f"{ONE}edit/", evidence.evidence_edit, name="evidence-edit"),
    path(f"{ONE}archive/", evidence.evidence_archive, name="evidence-archive"),
    path("<slug:slug>/sign-off/", sign_off.sign_off_council, name="sign-off-council"),
    path("<slug:slug>/plans/<int:pk>/sign-off/", sign_off.sign_off_list, name="sign-off-list"),
    path(f"{ACTION}sign-off/<int:update_pk>/", sign_off.sign_off_decide, name="sign-off-decide"),
]
