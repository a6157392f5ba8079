from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from cms.files.models import Attachment, public_media
from cms.records.attachments import is_public

from ..methods import read_only
from ..shell import now_of


@read_only
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """An attachment, as long as a record that the public may see carries it."""
    found = get_object_or_404(Attachment, pk=pk)
    if not is_public(found, now_of(request)):
        raise Http404
    if name != found.filename:
        return HttpResponsePermanentRedirect(found.get_public_url())
    try:
        response = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.filename)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "no-cache"
    return response


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
