"""Response headers: a strict policy for the public site, the strictest that Wagtail bears for the CMS."""

from collections.abc import Callable

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse, HttpResponseBase

CMS_PREFIX = "/cms/"

# No inline script or style at all: a stored page can carry no nonce.
PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}
# Each exception is named in docs/decisions/0011-content-security-policy.md.
CMS_POLICY = {
    **PUBLIC_POLICY,
    "script-src": [SELF],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "worker-src": [SELF],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Chooses the policy by address: everything below ``/cms/`` is Wagtail's, everything else the public's."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = CMS_POLICY if request.path.startswith(CMS_PREFIX) else PUBLIC_POLICY
        return parts


class PermissionsPolicyMiddleware:
    """Nothing on this site needs a camera, a position or a microphone."""

    VALUE = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.VALUE)
        return response
