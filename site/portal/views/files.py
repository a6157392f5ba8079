from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from cms.files.models import Attachment, public_media
from cms.records.attachments import public_carriers

from ..methods import read_only
from ..shell import now_of
from ..transient import any_leaves, unkept

# A picture opened by itself runs nothing and loads nothing.
PICTURE_POLICY = "default-src 'none'; sandbox"


@read_only
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """An attachment, as long as a record that the public may see carries it."""
    found = get_object_or_404(Attachment, pk=pk)
    return _serve(request, found, name, found.get_public_url())


@read_only
def inline(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A picture of a notice, to be seen in its page; the same question at each request."""
    found = get_object_or_404(Attachment, pk=pk)
    if not found.is_picture:
        raise Http404
    response = _serve(request, found, name, found.get_inline_url(), as_attachment=False)
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _serve(
    request: HttpRequest, found: Attachment, name: str, address: str, *, as_attachment: bool = True
) -> HttpResponseBase:
    carriers = public_carriers(found, now_of(request))
    if not carriers.exists():
        raise Http404
    if name != found.filename:
        return HttpResponsePermanentRedirect(address)
    try:
        response = FileResponse(found.file.open("rb"), as_attachment=as_attachment, filename=found.filename)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "no-cache"
    return unkept(response) if any_leaves(carriers) else response


@read_only
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Renditions of pictures, where no web server in front serves them."""
    if not public_media(name):
        raise Http404
    try:
        response = FileResponse(default_storage.open(name))
    except (OSError, ValueError) as error:  # no such file, a directory, a name that no file can have
        raise Http404 from error
    response["Cache-Control"] = "private, max-age=300"
    response["X-Content-Type-Options"] = "nosniff"
    return response
