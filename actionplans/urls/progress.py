"""Addresses of reporting, correcting and signing off."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
