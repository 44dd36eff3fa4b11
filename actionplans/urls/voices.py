"""Addresses of what children, families and staff said, and the glossary."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
