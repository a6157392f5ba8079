from django.apps import AppConfig


class BasePageConfig(AppConfig):
    name = "cms.basepage"
    label = "basepage"
    verbose_name = "页面"
