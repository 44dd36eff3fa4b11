"""Addresses of who changed what."""

from django.urls import URLPattern, path

from actionplans.views import history

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/history/", history.council_history, name="council-history"),
    path("<slug:slug>/plans/<int:pk>/history/", history.plan_history, name="plan-history"),
]
