"""`/api/v1/blobs`: uploads with tus 1.0, and downloads by SHA-256."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, Response, request, send_file
from werkzeug.wsgi import wrap_file

from server import database
from server.accounts.current import signed_in
from server.blobs import service, store, tus
from server.blobs.media import ENOUGH, UNKNOWN, shown_type
from server.blobs.models import Blob
from server.blobs.storage import CHUNK
from server.http.body import takes_body
from server.http.endpoints import Parameter, endpoint
from server.http.problems import FieldError, Problem
from server.records.kinds import LARGEST_ATTACHMENT

bp = Blueprint("blobs", __name__)

READ, WRITE = frozenset({"read", "write"}), frozenset({"write"})
#: No browser may run anything that is served here as a page or a script.
SANDBOX = "sandbox; default-src 'none'"

TUS = Parameter("header", "Tus-Resumable", tus.VERSION, required=True)
TUS_OF_UPLOAD = Parameter("header", "Tus-Resumable", f"{tus.VERSION}, for HEAD of an upload")
LENGTH = Parameter("header", "Upload-Length", "how many bytes there are", required=True)
METADATA = Parameter(
    "header", "Upload-Metadata", "sha256, and base64 of its 64 hex digits", required=True
)
OFFSET = Parameter("header", "Upload-Offset", "where these bytes begin", required=True)
RANGE = Parameter("header", "Range", "some of the bytes; one range")


@bp.after_request
def speak_tus(response: Response) -> Response:
    """Add the tus version and extensions to every answer."""
    response.headers["Tus-Resumable"] = tus.VERSION
    response.headers["Tus-Extension"] = tus.EXTENSIONS
    if request.method == "OPTIONS" or response.status_code == 412:
        response.headers["Tus-Version"] = tus.VERSION
    if request.method == "OPTIONS":
        response.headers["Tus-Max-Size"] = str(LARGEST_ATTACHMENT)
    return response


@takes_body(max_bytes=CHUNK, as_it_comes=True)
@endpoint(
    bp,
    "POST",
    "/blobs",
    responses={
        201: None, 400: None, 408: None, 412: None, 413: None, 415: None, 423: None, 460: None,
        503: None, 507: None,
    },
    scopes=WRITE,
    parameters=(TUS, LENGTH, METADATA),
    takes=tus.OCTETS,
)  # fmt: skip
def begin_upload() -> Response:
    """Announce bytes: how many, and their SHA-256 in `Upload-Metadata`. They may come along, as
    many of them as there are: `Upload-Offset` says how many are kept."""
    _check_version()
    size = tus.number(request.headers.get("Upload-Length"))
    if not size or "Upload-Defer-Length" in request.headers:
        raise _wrong("Upload-Length", "has to say how many bytes will come, at least one")
    if size > LARGEST_ATTACHMENT:
        raise Problem(413, f"An attachment may have {LARGEST_ATTACHMENT} bytes")
    sha256 = tus.sha256_of(request.headers.get("Upload-Metadata"))
    if sha256 is None:
        raise _wrong("Upload-Metadata", "has to name the sha256: base64 of 64 hex digits")
    account_id, coming = signed_in().account_id, request.content_length
    offset = None
    with said_as_problems():
        if coming == size:
            _check_type()
            upload = service.bring(account_id, sha256, size, request.stream.read)
            offset = size
        else:
            if comes_along := bool(coming) or "Transfer-Encoding" in request.headers:
                _check_type()
            begun = service.begin(account_id, sha256, size)
            upload = begun.id
            if comes_along:
                offset = service.add_at_once(account_id, begun, request.stream.read)
    response = Response(status=201, headers={"Location": f"{request.path}/{upload}"})
    if offset is not None:
        response.headers["Upload-Offset"] = str(offset)
    return response


@takes_body(max_bytes=0, as_it_comes=True)
@endpoint(
    bp,
    "PATCH",
    "/blobs/<name>",
    responses={
        204: None, 400: None, 404: None, 408: None, 409: None, 412: None, 413: None, 415: None,
        423: None, 460: None, 503: None,
    },
    scopes=WRITE,
    parameters=(TUS, OFFSET),
    takes=tus.OCTETS,
)  # fmt: skip
def add_to_upload(name: str) -> Response:
    """Bring bytes; they are kept as they come. After the last of them 460 says that they are not
    those that were announced."""
    _check_version()
    _check_type()
    offset = tus.number(request.headers.get("Upload-Offset"))
    if offset is None:
        raise _wrong("Upload-Offset", "has to say where these bytes begin")
    account_id = signed_in().account_id
    found = service.progress(account_id, name)
    if found is None:
        raise _no_such()
    with said_as_problems():
        offset = service.add(account_id, found.upload, offset, request.stream.read)
    return Response(status=204, headers={"Upload-Offset": str(offset)})


@endpoint(
    bp,
    "GET",
    "/blobs/<name>",
    responses={
        200: None, 206: None, 304: None, 404: None, 412: None, 416: None, 423: None, 503: None,
    },
    scopes=READ,
    parameters=(TUS_OF_UPLOAD, RANGE),
    gives=(UNKNOWN, "image/*", "audio/*"),
    head=True,
)  # fmt: skip
def read_blob(name: str) -> Response:
    """The bytes with this SHA-256, also some of them (`Range`); `HEAD` of an upload says how far it
    has come."""
    account_id = signed_in().account_id
    if not tus.is_sha256(name):
        if request.method != "HEAD":
            raise _no_such()
        return _how_far(account_id, name)
    with database.read() as s:
        blob = store.find_blob(s, account_id, name)
        named = store.media_type_of(s, account_id, name) if blob else None
    if blob is None:
        raise _no_such()
    return _download(blob, named)


def _how_far(account_id: str, upload: str) -> Response:
    _check_version()
    found = service.progress(account_id, upload)
    if found is None:
        raise _no_such()
    if found.offset == found.upload.bytes:
        # The server was stopped after the last byte had arrived: no client would send another one.
        try:
            service.add(account_id, found.upload, found.offset, _nothing)
        except service.WrongHash:
            raise _no_such() from None
        except (service.Busy, service.WrongOffset):
            raise Problem(423, "Somebody else is bringing these bytes", retry_after=5) from None
    return Response(
        status=200,
        headers={
            "Upload-Offset": str(found.offset),
            "Upload-Length": str(found.upload.bytes),
            "Upload-Metadata": tus.metadata_of(found.upload.sha256),
            "Cache-Control": "no-store",
        },
    )


def _nothing(_size: int) -> bytes:
    return b""


def _download(blob: Blob, named: str | None) -> Response:
    kept = service.storage()
    file = kept.open(blob.account_id, blob.name)
    if file is None:
        raise _no_such()
    media_type = shown_type(named, file.read(ENOUGH))
    file.seek(0)
    _settle_range(blob.bytes)
    path = kept.path(blob.account_id, blob.name)
    if path is not None:
        file.close()
        response = send_file(path, media_type, conditional=True, etag=blob.sha256, max_age=None)
    else:
        whole: Any = wrap_file(request.environ, file)
        response = Response(whole, mimetype=media_type, direct_passthrough=True)
        response.content_length = blob.bytes
        response.set_etag(blob.sha256)
        response.call_on_close(file.close)
        response.make_conditional(request, accept_ranges=True, complete_length=blob.bytes)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _settle_range(size: int) -> None:
    """Change the `Range` of this request where Werkzeug refuses what RFC 9110 (14.1.2, 14.2) has
    answered: a unit that nobody knows is ignored, and the last 99 of 50 bytes are all of them."""
    header = request.headers.get("Range")
    if header is None:
        return
    if header.partition("=")[0].strip().lower() != "bytes":
        del request.environ["HTTP_RANGE"]
    elif (found := request.range) is not None and found.ranges[0][0] < -size:
        request.environ["HTTP_RANGE"] = "bytes=0-"


@contextmanager
def said_as_problems() -> Iterator[None]:
    """Turn errors of the service into HTTP problems."""
    try:
        yield
    except service.NoRoom:
        raise Problem(507, "This account has no room for these bytes") from None
    except service.Busy:
        raise Problem(423, "Somebody else is bringing these bytes", retry_after=5) from None
    except service.WrongOffset:
        raise Problem(409, "There are not as many bytes here") from None
    except service.TooMuch:
        raise Problem(413, "These are more bytes than were announced") from None
    except service.WrongHash:
        raise Problem(460, "These bytes have another SHA-256 than was announced") from None


def _check_type() -> None:
    if request.mimetype != tus.OCTETS:
        raise Problem(415, f"The body has to be {tus.OCTETS}")


def _check_version() -> None:
    if request.headers.get("Tus-Resumable") != tus.VERSION:
        raise Problem(412, f"Tus-Resumable has to be {tus.VERSION}")


def _wrong(field: str, detail: str) -> Problem:
    errors: list[FieldError] = [{"field": field, "detail": detail}]
    return Problem(400, "A header is not of the documented form", errors)


def _no_such() -> Problem:
    return Problem(404, "There are no such bytes")
