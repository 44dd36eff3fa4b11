"""Addresses of moved dates, milestones, changes of many actions and handing over."""

from django.urls import path

from actionplans.views import dates, handover, many, milestones

ITEM = "<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/"
MILESTONE = f"{ITEM}milestones/<int:milestone_pk>/"

urlpatterns = [
    path("<slug:slug>/plans/handover/", handover.handover_list, name="plan-handover"),
    path("<slug:slug>/plans/handover/<int:leader_pk>/", handover.handover_person, name="plan-handover-person"),
    path("<slug:slug>/plans/<int:pk>/actions/change/", many.action_change_many, name="action-change-many"),
    path(f"{ITEM}date/", dates.action_date, name="action-date"),
    path(f"{ITEM}milestones/new/", milestones.milestone_add, name="milestone-add"),
    path(MILESTONE, milestones.milestone_edit, name="milestone-edit"),
    path(f"{MILESTONE}reach/", milestones.milestone_reach, name="milestone-reach"),
    path(f"{MILESTONE}reopen/", milestones.milestone_reopen, name="milestone-reopen"),
    path(f"{MILESTONE}remove/", milestones.milestone_archive, name="milestone-archive"),
]
