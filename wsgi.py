"""`app` for any WSGI server, and for `flask --app wsgi`."""

from server.app import create_app

app = create_app()
