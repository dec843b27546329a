"""Print the server's OpenAPI document: the phone's types are made from it.

Asks the app as a client would. Nothing is read from or written to the real instance folder.
"""

import logging
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            INSTANCE_PATH=folder,
            DATABASE_URL=f"sqlite:///{folder}/unused.sqlite3",
            PROMPT_WORKER="off",
        )
        from wsgi import app

        logging.disable()
        answer = app.test_client().get("/api/v1/openapi.json")
    if answer.status_code != 200:
        sys.exit(f"/api/v1/openapi.json answered {answer.status}")
    sys.stdout.write(answer.get_data(as_text=True))


if __name__ == "__main__":
    main()
