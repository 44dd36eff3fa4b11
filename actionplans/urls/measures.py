"""Addresses of success measures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
