"""The format of the log: JSON for machines, or plain text for people.

What people write, and their e-mail addresses, must not get into it. The message of an exception may
contain such data (a database quotes the row that it refuses), so only the type and the frames of an
exception are logged.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from time import localtime, strftime
from typing import Any

from server.telemetry.request_log import request_id

#: Notes that our code adds to an error: the account for which it occurred.
NOTE = re.compile(r"account [0-9a-f-]{36}")


class Json(logging.Formatter):
    """One JSON object for each line: `time`, `level`, `logger`, `message`, the id of the request
    and its result; for an error its `type`, its `causes` and its `frames`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (name := request_id.get()) is not None:
            line["request_id"] = name
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class Plain(logging.Formatter):
    """`21:30:05 info request POST /api/v1/sync 200 3.1 ms`, and below it an error's frames."""

    def format(self, record: logging.LogRecord) -> str:
        at = strftime("%H:%M:%S", localtime(record.created))
        if fields := getattr(record, "fields", None):
            what = f"{fields['method']} {fields['route']} {fields['status']} {fields['ms']} ms"
        else:
            what = record.getMessage()
        line = f"{at} {record.levelname.lower()} {what}"
        if record.exc_info and record.exc_info[1] is not None:
            error = describe(record.exc_info[1])
            line += "".join(f"\n    {frame}" for frame in error["frames"])
            line += "\n    " + " < ".join([error["type"], *error["causes"]])
            line += "".join(f"\n    {note}" for note in error["notes"])
        return line


FORMATS = {"json": Json, "plain": Plain}


def describe(error: BaseException) -> dict[str, Any]:
    """Returns an error without its message: the types, our own notes and the frames."""
    causes: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(causes) < 10:
        causes.append(name_of(cause))
        cause = cause.__cause__ or cause.__context__
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    notes = [note for note in getattr(error, "__notes__", []) if NOTE.fullmatch(note)]
    inner = [describe(part) for part in parts]
    return {
        "type": name_of(error),
        "causes": causes + [each["type"] for each in inner],
        "frames": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-20:]
        ]
        + [frame for each in inner for frame in each["frames"][-5:]],
        "notes": notes + [note for each in inner for note in each["notes"]],
    }


def name_of(error: BaseException) -> str:
    """Returns the class of an error; for a database error also its code: SQLSTATE, or SQLite's name
    for it."""
    state = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name} ({state})" if state else name


def init_process(form: str) -> None:
    """Log everything of this process to standard error, in this format."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[form]())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # The server's loggers have their own handlers, which would print the message of an error.
    for name in ("_granian", "granian.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.captureWarnings(True)
    # Our lines do not name the calling code; finding it out would be half of their cost.
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
