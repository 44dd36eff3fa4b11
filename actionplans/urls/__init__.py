"""Addresses of plans, their actions, their progress and their papers, by topic."""

from actionplans.urls import dates, evidence, history, measures, personal, plans, progress, ratings, rounds, voices

urlpatterns = [
    *personal.urlpatterns,
    *plans.urlpatterns,
    *ratings.urlpatterns,
    *progress.urlpatterns,
    *dates.urlpatterns,
    *evidence.urlpatterns,
    *measures.urlpatterns,
    *voices.urlpatterns,
    *rounds.urlpatterns,
    *history.urlpatterns,
]
