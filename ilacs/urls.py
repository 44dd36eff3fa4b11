"""Every address of the site, and which app answers it."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("ilacs.authorities.sign_in_urls")),
    path("", include("ilacs.authorities.urls")),
    path("", include("inspections.urls")),
    path("", include("actionplans.urls")),
]
