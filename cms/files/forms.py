"""The form behind every page that takes a picture."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .uploads import TOO_MANY_PIXELS, has_few_pixels


class PictureFileField(WagtailImageField):
    """Says what to do about a torn file, where Wagtail's own field breaks down; measures before Wagtail decodes."""

    def to_python(self, data: Any) -> Any:
        try:
            if data and not has_few_pixels(data):
                raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise ValidationError("图片打不开，可能已损坏。请重新导出后再传。", code="invalid_image") from error


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureFileField(label=field.label, required=field.required, widget=field.widget)
