"""WSGI entry point; the server is told to put ``site/`` and the checkout on its path."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiketing.settings")
application = get_wsgi_application()
