"""Addresses of moved dates, milestones, changes of many actions and handing over."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
