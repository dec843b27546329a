"""An app served within the test process, as `flask serve` serves it: on a real socket, by granian
and `Front`. A test may turn the clocks of both."""

import asyncio
from threading import Event, Thread

from flask import Flask

from server.listener import listen
from server.serving.front import Front
from server.serving.process import Listener


class Served:
    """Serves from the moment it is made; `close()` it."""

    def __init__(self, app: Flask) -> None:
        self.front = Front(app)
        listener = self._listener = listen("127.0.0.1", 0)
        self.port: int = listener.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self._started = Event()
        self._thread = Thread(target=self._run, name="served", daemon=True)
        self._thread.start()
        self._started.wait(10)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    def end(self) -> None:
        """What `Front` does at SIGTERM."""
        self._loop.call_soon_threadsafe(self.front.end)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = Listener(self.front, self._listener)
        serving = self._loop.create_task(server.serve())
        self._started.set()
        await self._stop.wait()
        self.front.end()
        server.stop()  # type: ignore[no-untyped-call]
        await asyncio.wait({serving}, timeout=10)
