"""A desktop of the test's own: a private D-Bus with somebody on it who shows notifications.

Firefox and Chromium hand a notification to `org.freedesktop.Notifications` on the session bus.
Here that is `Desktop`, which keeps what it was given, and whose `press()` reaches the service
worker as a trusted `notificationclick`, as if a person had clicked, without any screen.
"""

import itertools
import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.rigs import processes

_NAME = "org.freedesktop.Notifications"
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", interface=_NAME)
_CONFIG = """<busconfig><type>session</type><listen>unix:path={socket}</listen>
<auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
_CLOSED_BY_THE_USER, _CLOSED_BY_THE_APP = 2, 3


@dataclass
class Shown:
    """One notification as the desktop got it; `actions` maps the action's key to its label."""

    id: int
    title: str
    body: str
    actions: dict[str, str]
    closed: bool = False


class Desktop:
    """A private session bus; `address` goes to a browser as DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bus-", dir="/tmp"))
        socket = self._folder / "bus"
        config = self._folder / "bus.conf"
        config.write_text(_CONFIG.format(socket=socket))
        self.address = f"unix:path={socket}"
        self.notifications: list[Shown] = []
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._daemon = processes.start(
            ["dbus-daemon", f"--config-file={config}", "--nofork"], log=self._folder / "log"
        )
        self._connection: DBusConnection = processes.wait_until(self._connect, "the private D-Bus")
        self._connection.send_and_get_reply(message_bus.RequestName(_NAME))
        self._closing = False
        self._thread = threading.Thread(target=self._listen, name="desktop", daemon=True)
        self._thread.start()

    def _connect(self) -> DBusConnection | None:
        try:
            return open_dbus_connection(self.address)
        except (FileNotFoundError, ConnectionRefusedError):  # not made yet; made, but deaf
            return None

    def wait_for(self, count: int = 1, *, seconds: float = 30) -> list[Shown]:
        """The notifications on the screen once there are `count` of them."""
        return processes.wait_until(
            lambda: self.visible if len(self.visible) >= count else [],
            f"{count} notification(s); so far {self.notifications}",
            seconds=seconds,
        )

    @property
    def visible(self) -> list[Shown]:
        """What has not been closed, oldest first."""
        return [shown for shown in self.notifications if not shown.closed]

    def press(self, shown: Shown, label: str | None = None) -> None:
        """Press the button with that label, or without one the notification itself."""
        key = "default"
        if label is not None:
            key = next(key for key, text in shown.actions.items() if text == label)
        self._emit("ActionInvoked", "us", (shown.id, key))
        self._close(shown.id, _CLOSED_BY_THE_USER)

    def close(self) -> None:
        """Take the whole desktop away."""
        self._closing = True
        self._thread.join(5)
        self._connection.close()
        processes.stop(self._daemon)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _listen(self) -> None:
        while not self._closing:
            try:
                message = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            except ConnectionError:
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        shown = None
        if member == "Notify":
            shown = self._as_shown(message.body)
            reply = new_method_return(message, "u", (shown.id,))
        elif member == "GetCapabilities":
            reply = new_method_return(message, "as", (["actions", "body", "persistence"],))
        elif member == "GetServerInformation":
            reply = new_method_return(message, "ssss", ("desktop", "tests", "1", "1.2"))
        else:
            reply = new_method_return(message)
        with self._lock:
            self._connection.send(reply)
        if shown:
            # Only now: a browser that has not heard the number yet would not know what was pressed.
            self._forget(shown.id)
            self.notifications.append(shown)
        if member == "CloseNotification":
            self._close(message.body[0], _CLOSED_BY_THE_APP)

    def _as_shown(self, body: tuple[Any, ...]) -> Shown:
        _app, replaces, _icon, title, text, actions, _hints, _timeout = body
        pairs = dict(zip(actions[::2], actions[1::2], strict=True))
        return Shown(int(replaces or next(self._ids)), title, text, pairs)

    def _forget(self, number: int) -> None:
        for shown in self.notifications:
            if shown.id == number:
                shown.closed = True

    def _close(self, number: int, reason: int) -> None:
        self._forget(number)
        self._emit("NotificationClosed", "uu", (number, reason))

    def _emit(self, signal: str, signature: str, body: tuple[Any, ...]) -> None:
        with self._lock:
            self._connection.send(new_signal(_ADDRESS, signal, signature, body))
