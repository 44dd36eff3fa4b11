"""Addresses of plans, their actions and their papers."""

from django.urls import path

from actionplans.views import amendments, annex, compare, council, drafting, items, plans, readiness, reading, versions

urlpatterns = [
    path("<slug:slug>/", council.council_home, name="council-home"),
    path("<slug:slug>/plans/", reading.plan_list, name="plan-list"),
    path("<slug:slug>/plans/new/", plans.plan_add, name="plan-add"),
    path("<slug:slug>/plans/<int:pk>/", reading.plan_overview, name="plan-overview"),
    path("<slug:slug>/plans/<int:pk>/edit/", plans.plan_edit, name="plan-edit"),
    path("<slug:slug>/plans/<int:pk>/readiness/", readiness.plan_readiness, name="plan-readiness"),
    path("<slug:slug>/plans/<int:pk>/areas/new/", plans.plan_bring_in_areas, name="plan-bring-in-areas"),
    path("<slug:slug>/plans/<int:pk>/draft/", drafting.plan_draft, name="plan-draft"),
    path("<slug:slug>/plans/<int:pk>/draft/<int:number>/", drafting.plan_draft_area, name="plan-draft-area"),
    path("<slug:slug>/plans/<int:pk>/draft/<int:number>/edit/", drafting.response_edit, name="response-edit"),
    path("<slug:slug>/plans/<int:pk>/draft/<int:number>/remove/", drafting.response_remove, name="response-remove"),
    path("<slug:slug>/plans/<int:pk>/draft/<int:number>/actions/new/", items.action_add, name="action-add"),
    path("<slug:slug>/plans/<int:pk>/actions/", reading.action_list, name="action-list"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/", reading.action_detail, name="action-detail"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/edit/", items.action_edit, name="action-edit"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/row/", items.action_row, name="action-row"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/delete/", items.action_delete, name="action-delete"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/restore/", items.action_restore, name="action-restore"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/move/", items.action_move, name="action-move"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/shift/", items.action_shift, name="action-shift"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/progress/", items.progress_add, name="progress-add"),
    path("<slug:slug>/plans/<int:pk>/actions/<int:item_pk>/propose/", amendments.action_propose, name="action-propose"),
    path("<slug:slug>/plans/<int:pk>/amendments/", amendments.amendment_list, name="amendment-list"),
    path(
        "<slug:slug>/plans/<int:pk>/amendments/<int:amendment_pk>/",
        amendments.amendment_detail,
        name="amendment-detail",
    ),
    path(
        "<slug:slug>/plans/<int:pk>/amendments/<int:amendment_pk>/decide/",
        amendments.amendment_decide,
        name="amendment-decide",
    ),
    path(
        "<slug:slug>/plans/<int:pk>/amendments/<int:amendment_pk>/withdraw/",
        amendments.amendment_withdraw,
        name="amendment-withdraw",
    ),
    path("<slug:slug>/plans/<int:pk>/annex/", annex.annex_page, name="annex-page"),
    path("<slug:slug>/plans/<int:pk>/annex.<str:kind>", annex.annex_file, name="annex-file"),
    path("<slug:slug>/plans/<int:pk>/annex/progress/<str:key>/", annex.annex_progress, name="annex-progress"),
    path("<slug:slug>/plans/<int:pk>/compare/", compare.plan_compare, name="plan-compare"),
    path("<slug:slug>/plans/<int:pk>/compare.<str:kind>", compare.plan_compare_file, name="plan-compare-file"),
    path(
        "<slug:slug>/plans/<int:pk>/compare/progress/<str:key>/",
        compare.plan_compare_progress,
        name="plan-compare-progress",
    ),
    path("<slug:slug>/plans/<int:pk>/versions/", versions.version_list, name="version-list"),
    path("<slug:slug>/plans/<int:pk>/versions/new/", versions.version_save, name="version-save"),
    path("<slug:slug>/plans/<int:pk>/versions/<int:number>/", versions.version_detail, name="version-detail"),
    path("<slug:slug>/plans/<int:pk>/versions/<int:number>/page/", versions.version_page, name="version-page"),
    path("<slug:slug>/plans/<int:pk>/versions/<int:number>/<str:kind>", versions.version_file, name="version-file"),
    path(
        "<slug:slug>/plans/<int:pk>/versions/<int:number>/progress/<str:key>/",
        versions.version_progress,
        name="version-progress",
    ),
]
