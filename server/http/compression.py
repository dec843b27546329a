"""Compresses answers of more than a kilobyte if the client accepts it.
docs/decisions/compression.md says which answers, and why their length reveals no secrets."""

from flask import Flask, Response, request
from flask_compress import Compress

#: In the order of preference, if a client accepts several.
ALGORITHMS = ["zstd", "br", "gzip"]
LEAST_BYTES = 1024
#: Types that are compressed already (pictures, recordings, a zip) are not in this list.
COMPRESSED_TYPES = {"application/json", "application/problem+json", "application/xml"}


def init_app(app: Flask) -> None:
    app.config.from_mapping(
        COMPRESS_ALGORITHM=ALGORITHMS,
        COMPRESS_MIMETYPES=sorted(COMPRESSED_TYPES),
        COMPRESS_MIN_SIZE=LEAST_BYTES,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
        # The size is checked below.
        COMPRESS_REGISTER=False,
    )
    package = Compress()
    package.init_app(app)

    @app.after_request
    def compress(response: Response) -> Response:
        if not _is_worth_it(response):
            return response
        # The package would use an encoding that a client refuses with `;q=0`.
        if request.accept_encodings.best_match(ALGORITHMS) is None:
            response.vary.add("Accept-Encoding")
            return response
        return package.after_request(response)


def _is_worth_it(response: Response) -> bool:
    return (
        # Most answers are shorter, and need no further checks.
        (response.content_length or 0) >= LEAST_BYTES
        and response.mimetype in COMPRESSED_TYPES
        and not response.is_streamed
        # An ETag stands for exactly these bytes, and clients of address books send it back.
        and "ETag" not in response.headers
    )
