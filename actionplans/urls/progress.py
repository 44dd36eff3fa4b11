"""Addresses of reporting and correcting."""

from django.urls import path

from actionplans.views import progress

ACTION = "<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/"

urlpatterns = [
    path(f"{ACTION}progress/", progress.progress_add, name="progress-add"),
    path(f"{ACTION}progress/proposal/", progress.progress_proposal, name="progress-proposal"),
    path(f"{ACTION}progress/<int:update_pk>/correct/", progress.progress_correct, name="progress-correct"),
]
