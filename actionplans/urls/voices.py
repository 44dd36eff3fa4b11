"""Addresses of what children, families and staff said, and the glossary."""

from django.urls import path

from actionplans.views import glossary, voices

PLAN = "<slug:slug>/plans/<int:pk>/"
VOICE = f"{PLAN}voices/<int:voice_pk>/"
TERMS = "<slug:slug>/glossary/"

urlpatterns = [
    path(f"{PLAN}voices/", voices.voice_list, name="voice-list"),
    path(f"{PLAN}voices/add/", voices.voice_add, name="voice-add"),
    path(f"{VOICE}answer/", voices.voice_answer, name="voice-answer"),
    path(f"{VOICE}edit/", voices.voice_edit, name="voice-edit"),
    path(f"{VOICE}archive/", voices.voice_archive, name="voice-archive"),
    path(f"{PLAN}abbreviations/", glossary.plan_abbreviations, name="plan-abbreviations"),
    path(TERMS, glossary.term_list, name="term-list"),
    path(f"{TERMS}add/", glossary.term_add, name="term-add"),
    path(f"{TERMS}usual/", glossary.term_add_usual, name="term-add-usual"),
    path(f"{TERMS}<int:term_pk>/edit/", glossary.term_edit, name="term-edit"),
    path(f"{TERMS}<int:term_pk>/archive/", glossary.term_archive, name="term-archive"),
]
