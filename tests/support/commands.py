"""`flask --app wsgi …` in a process of its own."""

from collections.abc import Mapping
from tempfile import TemporaryFile

from tests.rigs import preloaded

FLASK = ("flask", "--app", "wsgi")


def run_flask(environ: Mapping[str, str], *arguments: str, stdin: str = "") -> str:
    """Run a command to its end; gives what it prints. Raises AssertionError if it fails."""
    with TemporaryFile("w+") as given, TemporaryFile("w+") as out, TemporaryFile("w+") as errors:
        given.write(stdin)
        given.seek(0)
        files = (given.fileno(), out.fileno(), errors.fileno())
        status = preloaded.start_with(files, [*FLASK, *arguments], env=environ).wait()
        out.seek(0)
        errors.seek(0)
        said = out.read()
        assert status == 0, f"{arguments} failed:\n{said}{errors.read()}"
    return said
