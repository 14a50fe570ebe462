"""How the desk presents itself, as forms say it: read, checked, and its picture kept."""

from litestar.datastructures import UploadFile

from dengta.accounts.web.forms import Form
from dengta.inbox.attach import content_type
from dengta.inbox.errors import BadAttachment
from dengta.kernel.ids import uuid7
from dengta.platform.colour import COLOUR, LEAST, NIGHT, contrast, readable
from dengta.platform.files import Files
from dengta.platform.i18n import LANGUAGES, N_
from dengta.platform.preferences import DEFAULT_COLOUR, Brand
from dengta.platform.web import AnyRequest, say

LARGEST_LOGO = 512 * 1024
PICTURES = ("image/png", "image/jpeg", "image/webp")
LONGEST_NAME = 60
WRONG = {
    "name": N_("Write the organisation's name in at least one language"),
    "colour": N_("This colour hardly shows on the dark header (contrast %(ratio)s, at least 3). %(better)s would."),
    "colour_form": N_("Write the colour as # and six digits, for example #ffc45e"),
    "logo": N_("Choose a PNG, JPEG or WebP picture of at most 512 kB"),
}


def read_brand(form: Form, kept: Brand) -> Brand:
    """What the form says, unchecked; the logo and an unknown language stay as they are kept."""
    language = form.text("language")
    return Brand(
        name_en=form.text("name_en").strip()[:LONGEST_NAME],
        name_zh=form.text("name_zh").strip()[:LONGEST_NAME],
        colour=form.text("colour").strip().lower(),
        logo=kept.logo,
        language=language if language in LANGUAGES else kept.language,
    )


def wrong_in(request: AnyRequest, brand: Brand) -> dict[str, str]:
    """What to put right, by field, in the reader's language; empty when nothing."""
    wrong: dict[str, str] = {}
    if not brand.name_en and not brand.name_zh:
        wrong["name_zh"] = _said(request, "name")
    if not COLOUR.fullmatch(brand.colour):
        wrong["colour"] = _said(request, "colour_form")
    elif brand.colour != DEFAULT_COLOUR and (ratio := contrast(brand.colour, NIGHT)) < LEAST:
        wrong["colour"] = _said(request, "colour", ratio=f"{ratio:.1f}", better=readable(brand.colour))
    return wrong


async def read_logo(request: AnyRequest) -> tuple[bytes | None, dict[str, str]]:
    """The picture of the form's `logo`, if any. Told from its content (I27); an SVG may carry script, so it is none."""
    upload = (await request.form()).get("logo")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return None, {}
    content = await upload.read(LARGEST_LOGO + 1)
    try:
        taken = len(content) <= LARGEST_LOGO and content_type(content) in PICTURES
    except BadAttachment:
        taken = False
    return (content, {}) if taken else (None, {"logo": _said(request, "logo")})


async def keep_logo(files: Files, picture: bytes) -> str:
    """Put a picture into the files; what `Brand.logo` calls it."""
    uid = uuid7()
    await files.put(uid, picture)
    return str(uid)


def _said(request: AnyRequest, code: str, **values: object) -> str:
    return say(request, WRONG[code], **values)
