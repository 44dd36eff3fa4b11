"""Addresses of what a council calls its ratings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
