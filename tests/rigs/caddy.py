"""Debian's Caddy in front of real servers, with the Caddyfile of this repository.

Only what a loopback machine has to have otherwise is said around it: other ports than 80 and 443,
and certificates of Caddy's own authority, which is made anew for each test. No address is resolved:
`open()` connects to this machine and speaks to `HOST`, as a phone out there would.
"""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.rigs import processes

#: A name that is not localhost: there, cookies would need no TLS.
HOST = "karmadex.test"
CADDYFILE = Path(__file__).resolve().parents[2] / "deploy" / "Caddyfile"

#: What goes to the top of the file's own options for all sites.
OPTIONS = """{{
    admin off
    local_certs
    skip_install_trust
    http_port {http}
    https_port {https}
    default_bind 127.0.0.1
"""


class Caddy:
    """Caddy before the `upstreams`, ports on this machine; start it once they are known."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="caddy-"))
        self.http_port = processes.free_port()
        self.port = processes.free_port()
        self.url = f"https://{HOST}:{self.port}"
        #: The certificate of the authority, once it has started.
        self.authority = self.folder / "caddy/pki/authorities/local/root.crt"
        self.log = self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, upstreams: Sequence[int]) -> None:
        config = self.folder / "Caddyfile"
        options = OPTIONS.format(http=self.http_port, https=self.port)
        text, count = re.subn(r"^\{\n", options, CADDYFILE.read_text(), count=1, flags=re.MULTILINE)
        assert count == 1
        config.write_text(text)
        self._process = processes.start(
            ["caddy", "run", "--config", config, "--adapter", "caddyfile"],
            log=self.log,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "XDG_DATA_HOME": str(self.folder),
                "XDG_CONFIG_HOME": str(self.folder),
                "DOMAIN": HOST,
                "UPSTREAMS": " ".join(f"127.0.0.1:{port}" for port in upstreams),
            },
        )
        try:
            processes.wait_until(self._answers, "Caddy to answer", seconds=60)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; its log:\n{self.log.read_text()[-5000:]}") from None

    def open(self, *, timeout: float = 30) -> http.client.HTTPConnection:
        """A connection over TLS, whose certificate was checked."""
        trust = ssl.create_default_context(cafile=str(self.authority))
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout)
        try:
            connection.sock = trust.wrap_socket(plain, server_hostname=HOST)
        except BaseException:
            plain.close()
            raise
        return connection

    def open_plain(self) -> http.client.HTTPConnection:
        """A connection to the port for http."""
        connection = http.client.HTTPConnection(HOST, self.http_port, timeout=30)
        connection.sock = socket.create_connection(("127.0.0.1", self.http_port), 30)
        return connection

    def close(self) -> None:
        if self._process is not None:
            processes.stop(self._process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"Caddy ended:\n{self.log.read_text(errors='replace')}")
        try:
            with closing(self.open(timeout=10)) as connection:
                connection.request("GET", "/healthz")
                return connection.getresponse().status == 200
        except OSError:
            return False
