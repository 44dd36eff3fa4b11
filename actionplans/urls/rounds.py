"""Addresses of reporting rounds."""

from django.urls import path

from actionplans.views import round_review, rounds

ROUND = "<slug:slug>/plans/<int:pk>/rounds/<int:number>/"

urlpatterns = [
    path("<slug:slug>/plans/<int:pk>/rounds/", rounds.round_list, name="round-list"),
    path("<slug:slug>/plans/<int:pk>/rounds/new/", rounds.round_open, name="round-open"),
    path(ROUND, round_review.round_detail, name="round-detail"),
    path(f"{ROUND}edit/", rounds.round_edit, name="round-edit"),
    path(f"{ROUND}cancel/", rounds.round_cancel, name="round-cancel"),
    path(f"{ROUND}ask/", round_review.round_ask, name="round-ask"),
    path(f"{ROUND}accept-all/", round_review.round_accept_all, name="round-accept-all"),
    path(f"{ROUND}close/", round_review.round_close, name="round-close"),
    path(f"{ROUND}actions/<int:item_pk>/", round_review.round_review, name="round-review"),
]
