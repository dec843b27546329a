"""`app` for any WSGI server, and for `flask --app wsgi`."""

import sys

from config import SettingError
from server import cli
from server.app import create_app
from server.telemetry import logs

try:
    app = create_app()
except SettingError as error:
    sys.exit(f"Karmadex does not start. {error}")
cli.init_app(app)
logs.init_process(app.config["LOG_FORMAT"])
