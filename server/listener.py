"""A socket that several processes share; it is opened before they start."""

import socket
import sys

import click

BACKLOG = 1024
#: The kernel closes a connection if the client acknowledges nothing for this long.
UNREAD_MS = 30_000


def listen(host: str, port: int) -> socket.socket:
    """Returns the socket from which all processes accept. Raises OSError if another server listens
    there.

    granian would open one socket for each process with SO_REUSEPORT. Then any other server could
    listen on the same port, and phones would reach sometimes one, sometimes the other.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        if sys.platform == "linux":
            # Accepted connections inherit this option.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MS)
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        # At once, because the kernel allows two sockets to be bound as long as neither listens.
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


def listen_for(host: str, port: int, setting: str) -> socket.socket:
    """Returns the socket for a command whose port comes from this setting. Raises
    click.ClickException, which names both."""
    try:
        return listen(host, port)
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Another port: set {setting}."
        ) from error
