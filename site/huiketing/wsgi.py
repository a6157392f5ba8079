"""WSGI entry point; the server is told to put ``site/`` and the checkout on its path."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiketing.settings")
# The web server in front is on this machine; without this every reader would have its address, and five wrong
# passwords from anywhere would lock a name for everybody.
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts="127.0.0.1")
