from django.urls import path

from . import views

app_name = "archive"

urlpatterns = [
    path("", views.copies, name="copies"),
    path("openings/", views.openings, name="openings"),
    path("<int:pk>/", views.copy, name="copy"),
    path("<int:pk>/open/", views.open_part, name="open"),
]
