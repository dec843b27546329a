"""`app` for any WSGI server, and for `flask --app wsgi`."""

import sys

from config import SettingError
from server.app import create_app

try:
    app = create_app()
except SettingError as error:
    sys.exit(f"Karmadex does not start. {error}")
