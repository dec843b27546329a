"""`make dev`: the server, the morning prompts and the phone's app, each anew as its code changes.

Vite serves the app and puts a change into the open page. The server, with the worker as a thread of
it, is started anew when a Python file changes; what cannot start says why, and waits for the next
change. One Ctrl-C ends all of it.
"""

import contextlib
import importlib
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
LOOK_EVERY_SECONDS = 0.2
PATIENCE_SECONDS = 5
#: Where Vite serves the app, unless somebody else listens there.
APP_URL = "http://localhost:5173"
#: What takes most of a start is loaded once, here: each server is forked from this process, and has
#: only our own code left to read.
LOADED_ONCE = (
    "alembic.config", "argon2", "flask_login", "flask_migrate", "flask_sqlalchemy",
    "psycopg", "pycurl", "pydantic", "sqlalchemy.dialects.postgresql", "sqlalchemy.orm", "webpush",
    "werkzeug.serving", "whitenoise",
)  # fmt: skip

Seen = dict[Path, int]


def main() -> None:
    for name in LOADED_ONCE:
        importlib.import_module(name)
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("PUBLIC_URL", APP_URL)
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, interrupt)
    # Out of reach of Ctrl-C, which is ours: the Node of PyPI answers it with a traceback.
    app = subprocess.Popen(
        ["npm", "--prefix", "pwa", "run", "--silent", "dev"], start_new_session=True
    )
    server: BaseProcess | None = None
    seen: Seen = {}
    with contextlib.suppress(KeyboardInterrupt):
        while app.poll() is None:
            if (now := changed_at()) != seen:
                if server is not None:
                    end(server)
                if migrations(now) != migrations(seen):
                    subprocess.run([sys.executable, "-m", "flask", "--app=wsgi", "db", "upgrade"])
                server, seen = multiprocessing.get_context("fork").Process(target=serve), now
                server.start()
            time.sleep(LOOK_EVERY_SECONDS)
    if server is not None:
        end(server)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(app.pid, signal.SIGTERM)
    app.wait()


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def changed_at() -> Seen:
    """When each Python file of the server was last written, in nanoseconds."""
    files = [ROOT / "config.py", ROOT / "wsgi.py", *(ROOT / "server").rglob("*.py")]
    return {file: file.stat().st_mtime_ns for file in files if file.exists()}


def migrations(files: Seen) -> Seen:
    return {file: at for file, at in files.items() if "migrations" in file.parts}


def end(server: BaseProcess) -> None:
    server.terminate()
    server.join(PATIENCE_SECONDS)
    server.kill()
    server.join()


def serve() -> None:
    """One process, that serves and prompts until it is ended."""
    from werkzeug.serving import run_simple

    from server.prompts.worker import run_worker
    from wsgi import app

    # Our own log has a line for each request already.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    Thread(target=run_worker, args=(app, Event()), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        run_simple("127.0.0.1", app.config["PORT"], app, threaded=True)


if __name__ == "__main__":
    main()
