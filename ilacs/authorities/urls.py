"""The start page, the pages about the site, and the people of a council."""

from django.urls import path

from ilacs.authorities import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.about_page, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", views.about_page, {"page": "privacy"}, name="privacy"),
    path("help/", views.about_page, {"page": "help"}, name="help"),
    path("invitations/<int:pk>/join/", views.invitation_join, name="invitation-join"),
    path("invitations/<int:pk>/decline/", views.invitation_decline, name="invitation-decline"),
    path("<slug:slug>/people/", views.people_list, name="people-list"),
    path("<slug:slug>/people/add/", views.people_add, name="people-add"),
    path("<slug:slug>/people/<int:pk>/edit/", views.people_edit, name="people-edit"),
    path("<slug:slug>/people/<int:pk>/end/", views.people_end, name="people-end"),
    path("<slug:slug>/people/<int:pk>/invite/", views.people_invite, name="people-invite"),
]
