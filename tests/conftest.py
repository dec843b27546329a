"""What every test can ask for: an app on a fresh database, and three people who use it."""

import gc
import inspect
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher, Type
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from server import cli
from server.accounts import passwords
from server.app import SyncFlask, create_app
from server.extensions import db
from tests.rigs.mail_server import MailServer
from tests.rigs.push_service import PushService
from tests.support import statements_once
from tests.support.api import ApiClient
from tests.support.compiled_once import CompiledOnce
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.support.live import LiveServer

LiveServer.is_preloaded = True
SyncFlask.url_rule_class = CompiledOnce
statements_once.register()

#: Pushes stay on this machine, signed as they are when they leave it.
PUSHING = {"PUSH_ALLOW_LOOPBACK": "1", "VAPID_SUBJECT": "mailto:hello@karmadex.example"}

#: argon2id as in life, at the least that it can cost. One hash of ours takes 30 ms of CPU, and
#: nearly every test signs somebody up.
REAL_HASHER = passwords._hasher
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)

# A property holds however busy the machine is: no example has a deadline.
settings.register_profile(
    "busy", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy")

#: The fixtures that know which database a run is on.
DATABASES = {"databases", "durable"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption(
        "--quick", action="store_true", help="leave out what needs a database or is slow"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks for no database is the same on both: it is tested once, beside SQLite. A quick run
    tests just that, without what is marked as slow: no app and no server is started then."""
    kept, left_out = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        # A test that asks for `request` may ask it for any fixture later.
        may_ask = "request" in inspect.signature(item.function).parameters
        uses_database = fixtures & DATABASES or may_ask
        is_about_both = config.getoption("--database") == "sqlite" or uses_database
        is_quick = not (uses_database or item.get_closest_marker("slow"))
        wanted = is_about_both and (is_quick or not config.getoption("--quick"))
        (kept if wanted else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector of garbage need not look through it, a
    quarter of a second each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes are quick, but where a test asks for `real_hashes`; a server that a test starts hashes
    as in life."""
    monkeypatch.setattr(passwords, "_hasher", QUICK_HASHER)
    # It is kept for the life of the process: it must not be another test's.
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def real_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that is about what a hash costs."""
    monkeypatch.setattr(passwords, "_hasher", REAL_HASHER)


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the world's name servers: no host but this machine is found."""
    find = socket.getaddrinfo

    def find_here(host: Any, *arguments: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "", "localhost") and not is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return find(host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", find_here)


def is_address(host: str) -> bool:
    try:
        return bool(ip_address(host.partition("%")[0]))
    except ValueError:
        return False


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Where fresh databases come from; migrated by `flask db upgrade`, as everybody's are."""
    folder = tmp_path_factory.mktemp("databases")
    on_postgresql = request.config.getoption("--database") == "postgresql"
    made: Databases = PostgresDatabases(folder) if on_postgresql else SqliteDatabases(folder)
    yield made
    made.close()


@pytest.fixture
def database_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A migrated database without a row."""
    with databases.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes apps on the database of this test: `make_app(REGISTRATION="closed")`."""
    apps: list[Flask] = []

    def make(**settings: str) -> Flask:
        given = {"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": database_url}
        app = create_app(PUSHING | given | settings)
        cli.init_app(app)
        app.testing = True
        with app.app_context():
            statements_once.share(db.engine)
        apps.append(app)
        return app

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A phone that nobody has signed in on."""
    return app.test_client()


@pytest.fixture
def in_app(app: Flask) -> Iterator[None]:
    """The test runs in the app's context, as a command does."""
    with app.app_context():
        yield


@pytest.fixture
def alice(app: Flask) -> ApiClient:
    """She owns what the test is about."""
    return ApiClient(app, "Alice", "America/New_York")


@pytest.fixture
def bob(app: Flask) -> ApiClient:
    """He must see nothing of hers."""
    return ApiClient(app, "Bob", "Europe/Berlin")


@pytest.fixture
def charlie(app: Flask) -> ApiClient:
    """Nor must he."""
    return ApiClient(app, "Charlie", "Asia/Kathmandu")


@pytest.fixture
def start_server(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., LiveServer]]:
    """Starts real servers, each on a database of its own: `start_server(REGISTRATION="closed")`."""
    with ExitStack() as stack:

        def start(**settings: str) -> LiveServer:
            folder = tmp_path_factory.mktemp("live")
            url = stack.enter_context(databases.fresh(folder))
            server = LiveServer(folder, url, **settings)
            stack.callback(server.stop)
            return server

        yield start


@pytest.fixture
def live_server(start_server: Callable[..., LiveServer]) -> LiveServer:
    """A real server; kill it, start it again, its database stays."""
    return start_server()


@pytest.fixture
def dies(tmp_path: Path) -> Path:
    """Where a mortal server reads at what step it dies."""
    return tmp_path / "dies"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server on this machine."""
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """A strict push service; a message that breaks an RFC fails the test."""
    service = PushService()
    yield service
    service.close()
    assert service.violations == []
