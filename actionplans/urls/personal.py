"""Addresses that belong to a person and to no council; they come before those that begin with one."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
