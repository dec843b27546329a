"""The headers which every answer carries, of the API and of the app's own files."""

from flask import Flask, Response, request

POLICY = "Content-Security-Policy"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def security_headers(app: Flask) -> dict[str, str]:
    """Nothing from elsewhere is loaded, nothing is framed, nothing is guessed, nothing leaks."""
    headers = {
        POLICY: CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        # Not `no-referrer`: that turns the `Origin` of our own pages into `null`.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
    if app.config["PUBLIC_URL"].startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def init_app(app: Flask) -> None:
    always = list(security_headers(app).items())
    without_policy = [(name, value) for name, value in always if name != POLICY]

    @app.after_request
    def harden(response: Response) -> Response:
        # Only a policy of its own may a view have set: the others need not be looked for.
        has_policy = POLICY in response.headers
        response.headers.extend(without_policy if has_policy else always)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
