"""Response headers: a strict policy for the public site, the strictest that Wagtail bears for the CMS."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
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
# A draft is drawn with the public templates and shown in a frame of the editor.
PREVIEW_POLICY = {**PUBLIC_POLICY, "frame-ancestors": [SELF]}
# Each exception is named, with its reason, in docs/decisions/0011-content-security-policy.md. Only staff get them.
CMS_POLICY = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "blob:"],
    "frame-src": [SELF],
}
LOGIN = f"{CMS_PREFIX}login/"


def policy_for(request: HttpRequest) -> dict[str, list[str]]:
    """The policy of the answer to ``request``. Wagtail draws a preview through a request of its own, and marks it."""
    if getattr(request, "is_preview", False):
        return PREVIEW_POLICY
    is_public = not request.path.startswith(CMS_PREFIX) or request.path == LOGIN
    return PUBLIC_POLICY if is_public else CMS_POLICY


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Chooses the policy by address: below ``/cms/`` it is what Wagtail bears, elsewhere the strict one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = policy_for(request)
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
