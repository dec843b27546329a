"""A view that could be written in five minutes: it stores what it is sent before it answers.
`bench/attachments.py` runs it."""

import os
import uuid
from pathlib import Path

from flask import Flask, request


def create_app() -> Flask:
    """Stores all bytes in the folder named by KEPT."""
    app = Flask("bare")
    folder = Path(os.environ["KEPT"])

    @app.put("/bytes/<name>")
    def keep(name: str) -> tuple[str, int]:
        part = folder / f"{uuid.uuid4()}.part"
        with part.open("wb") as file:
            file.write(request.get_data())
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / name)
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        return "", 204

    return app
