from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "cms.identity"
    label = "identity"
    verbose_name = "网站信息"
