"""Kinto as a WSGI app on the PostgreSQL database that `DATABASE_URL` names; it does not support
SQLite.

Run as a script it creates its tables. It is installed in the virtual environment of the peers,
which is separate from ours.
"""

import os
from typing import Any

import kinto
from kinto.authorization import RouteFactory
from pyramid.config import Configurator

URL = os.environ["DATABASE_URL"]
SETTINGS = {
    "kinto.userid_hmac_secret": "of the benchmark only",
    "kinto.storage_backend": "kinto.core.storage.postgresql",
    "kinto.permission_backend": "kinto.core.permission.postgresql",
    "kinto.cache_backend": "kinto.core.cache.memory",
    "kinto.storage_url": URL,
    "kinto.permission_url": URL,
    "kinto.bucket_create_principals": "system.Authenticated",
    "multiauth.policies": "basicauth",
    "multiauth.policy.basicauth.use": "kinto.core.authentication.BasicAuthAuthenticationPolicy",
}


def create_app() -> Any:
    return kinto.main({}, **SETTINGS)


if __name__ == "__main__":
    config = Configurator(settings=SETTINGS, root_factory=RouteFactory)
    kinto.main({}, config=config)
    config.registry.storage.initialize_schema()
    config.registry.permission.initialize_schema()
