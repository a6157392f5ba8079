from django.urls import path

from . import views

app_name = "notices"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("from-list/", views.from_list, name="from_list"),
    path("from-list/<uuid:token>/<int:organisation>/<slug:kind>/", views.confirm, name="confirm"),
    path("<int:pk>/personal-data/", views.personal_data, name="personal_data"),
    path("<int:pk>/outcome/", views.outcome, name="outcome"),
]
