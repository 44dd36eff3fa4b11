"""Addresses of success measures and their readings."""

from django.urls import URLPattern, path

from actionplans.views import measures, readings

ALL = "<slug:slug>/plans/<int:pk>/measures/"
ONE = f"{ALL}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(ALL, measures.measure_list, name="measure-list"),
    path(f"{ALL}new/", measures.measure_add, name="measure-add"),
    path(f"{ALL}readings/", readings.readings_load, name="readings-load"),
    path(f"{ALL}readings/template.<str:ending>", readings.readings_template, name="readings-template"),
    path(ONE, measures.measure_detail, name="measure-detail"),
    path(f"{ONE}edit/", measures.measure_edit, name="measure-edit"),
    path(f"{ONE}targets/", measures.measure_targets, name="measure-targets"),
    path(f"{ONE}archive/", measures.measure_archive, name="measure-archive"),
    path(f"{ONE}readings/new/", readings.reading_add, name="reading-add"),
]
