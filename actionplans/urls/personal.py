"""Addresses that belong to a person and to no council; they come before those that begin with one."""

from django.urls import path

from actionplans.views import my_actions

urlpatterns = [path("my-actions/", my_actions.my_actions, name="my-actions")]
