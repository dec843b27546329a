"""A worker that is driven by hand: it lives only in the moments it is told of."""

from datetime import datetime, timedelta

import time_machine
from flask import Flask

from server import clock
from server.prompts.dispatch import Dispatcher
from server.push.service import push_service


class HandWorker:
    """One worker; `clock_is_off` is what its clock shows more than the right time. `close()` it,
    or `kill()` it: then it forgets what it has in memory."""

    def __init__(self, app: Flask, clock_is_off: timedelta = timedelta(0)) -> None:
        self.app = app
        with app.app_context():
            service = push_service()
            self.sender = service.make_sender()
            self.dispatcher = Dispatcher(
                service, self.sender, app.config["PUBLIC_URL"], lambda: clock.now() + clock_is_off
            )

    def live(self, at: datetime) -> None:
        """All that there is to be done at that moment."""
        with time_machine.travel(at, tick=False), self.app.app_context():
            while self.dispatcher.send_due() or self.dispatcher.plan_prefetch():
                pass

    def kill(self) -> None:
        self.sender.close()

    def close(self, at: datetime) -> None:
        """As SIGTERM does it."""
        with time_machine.travel(at, tick=False), self.app.app_context():
            self.dispatcher.give_back()
        self.sender.close()
