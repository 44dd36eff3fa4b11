"""Addresses of what a council calls its ratings."""

from django.urls import URLPattern, path

from actionplans.views import ratings

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/settings/ratings/", ratings.rating_list, name="rating-list"),
    path("<slug:slug>/settings/ratings/<slug:code>/", ratings.rating_edit, name="rating-edit"),
    path("<slug:slug>/settings/ratings/<slug:code>/restore/", ratings.rating_restore, name="rating-restore"),
]
