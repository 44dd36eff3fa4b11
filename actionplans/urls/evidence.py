"""Addresses of evidence, and what waits for a second person."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
