"""`Front`: reads each request in an event loop, and passes it to a thread once its body is
complete.

1. A request without a body goes to a thread at once. One whose view reads the body as it arrives
   gets a thread of its own, unless the body is small.
2. Any other body is read in the loop. If it is not complete after a moment it takes a place; if
   there is none, the answer is 503 before more of it is read.
3. A body that comes too slowly gets 408. In both cases the connection is closed.
4. Only what will be used of a body is stored: not what exceeds the length that the view accepts,
   and nothing if the view needs a session and there is none. The rest is read all the same, up to a
   limit, so that the phone gets the answer.
5. `/healthz` has a thread to itself.
6. If there are more requests than threads, clients take turns.
7. Bodies that are large when decompressed are handled one after the other: parsing them holds the
   interpreter's lock, for which all threads compete.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.exceptions import HTTPException

from server.http.body import (
    GZIP_CODINGS,
    MOST_DRAINED,
    BodyRule,
    body_rule,
    unpacks_beyond,
)
from server.http.headers import Pairs
from server.http.problems import Problem
from server.serving.answers import Answer, ask
from server.serving.body_reader import BodyReader
from server.serving.client import ClientReader
from server.serving.environ import make_environ
from server.serving.fair import FairTurns
from server.serving.http_exchange import SENDFILE, Exchange
from server.serving.live_body import LiveBody
from server.serving.pace import without_end
from server.serving.places import IN_ALL, Places, Who
from server.serving.refusals import busy, refuse
from server.serving.spool import IN_MEMORY, Memory, NoRoomError, Spool
from server.telemetry.request_log import AFTERWARDS, count_answer, log_answer
from server.text_cache import cached

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

# A request waits for the disk or for argon2, both of which release the interpreter's lock. With
# more threads they would only take turns, and on SQLite there is one writer anyway.
THREADS = 8
#: How many requests are handed to the threads at once, so that no thread waits for the loop.
AT_ONCE = 2 * THREADS
#: A body above this size is large: such bodies are handled one at a time.
LARGE_BODY, LARGE_AT_ONCE = IN_MEMORY, 1
#: How many views that wait for other hosts run at once, in all and for one account.
WAITING, WAITING_OF_ONE = 32, 4
#: The number of threads that wait for slow disks.
WRITERS = 2
#: From this size on an answer is sent from a file.
LARGE = 256 * 1024
#: The folder in which a process finds its open files by number.
DESCRIPTORS = Path("/proc/self/fd")
OPENED_S = 10.0


class Front:
    """The app, as granian's RSGI calls it. One for each process that serves."""

    def __init__(self, app: Flask, *, processes: int = 1) -> None:
        self._app = app
        self._who = ClientReader(app)
        self._folder = Path(app.config["INSTANCE_PATH"])
        self._memory = Memory()
        self._places = Places(processes)
        self._routes = app.url_map.bind("")
        # Phones send the same paths each time.
        self._rule = cached(self._find_rule)
        #: The threads that answer people.
        self.threads = ThreadPoolExecutor(THREADS, "answer")
        self._turns = FairTurns(AT_ONCE)
        self._large = FairTurns(LARGE_AT_ONCE)
        self._health = ThreadPoolExecutor(1, "health")
        self._uploads = ThreadPoolExecutor(IN_ALL, "upload")
        self._writers = ThreadPoolExecutor(WRITERS, "spool")
        self._waiting = ThreadPoolExecutor(WAITING, "wait")
        self._waits: Counter[tuple[str, str] | None] = Counter()
        self._bodies = BodyReader(self._places)
        self._live: set[LiveBody] = set()
        #: How many requests are being read or answered.
        self.in_hand = 0

    async def __rsgi__(self, scope: "Scope", proto: "HTTPProtocol") -> None:
        exchange = Exchange(proto)
        del proto
        self.in_hand += 1
        try:
            await self._take(scope, exchange)
        finally:
            exchange.close()
            self.in_hand -= 1

    async def _take(self, scope: "Scope", exchange: Exchange) -> None:
        began = perf_counter()
        environ = make_environ(scope, BytesIO())
        length = _declared(environ)
        if scope.path == "/healthz" and length == 0:
            await self._answer(self._health, environ, exchange)
            return
        rule = self._rule(f"{scope.method} {scope.path}")
        if length == 0 and not rule.waits:
            await self._answer_in_turn(environ, exchange, lambda: self._who(environ).key)
            return
        who = self._who(environ)
        try:
            if rule.as_it_comes and (length is None or length > rule.max_bytes):
                await self._answer_live(environ, exchange, who, length)
            else:
                await self._answer_whole(environ, exchange, who, rule, length)
        except Problem as problem:
            seconds = perf_counter() - began
            count_answer(environ, problem.status, seconds)
            refuse(exchange, problem)
            log_answer(environ, problem.status, seconds)

    def end(self) -> None:
        """Wait a moment longer for bodies, then tell their clients to come again."""
        self._bodies.end()
        for body in self._live:
            body.end()

    async def _answer_whole(
        self,
        environ: "WSGIEnvironment",
        exchange: Exchange,
        who: Who,
        rule: BodyRule,
        length: int | None,
    ) -> None:
        keep = rule.max_bytes + 1
        if (rule.auth and who.account is None and "HTTP_AUTHORIZATION" not in environ) or (
            length is not None and length > rule.max_bytes
        ):
            keep = 0
        loop = asyncio.get_running_loop()
        spool = Spool(
            keep,
            self._folder,
            memory=self._memory,
            take_disk=lambda count: self._places.take_disk(who, count),
            loop=loop,
            writers=self._writers,
            in_memory=rule.max_bytes if rule.as_it_comes else IN_MEMORY,
        )
        try:
            is_whole = await self._bodies.read(exchange, spool, who, length)
            environ["wsgi.input"] = await spool.open()
            if rule.as_it_comes:
                # It waits for the disk while it stores: in a thread of its own nobody else waits
                # for that.
                await self._answer(self._uploads, environ, exchange, closing=not is_whole)
            elif rule.waits:
                await self._answer_waiting(environ, exchange, who, closing=not is_whole)
            elif spool.size > LARGE_BODY or _is_large_unpacked(environ, rule):
                async with self._large.turn(lambda: who.key):
                    await self._answer_in_turn(
                        environ, exchange, lambda: who.key, closing=not is_whole
                    )
            else:
                await self._answer_in_turn(environ, exchange, lambda: who.key, closing=not is_whole)
        except NoRoomError as error:
            raise busy("There is no room for this at the moment") from error
        finally:
            if spool.on_disk:
                self._places.give_back_disk(who, spool.on_disk)
            spool.close()

    async def _answer_in_turn(
        self,
        environ: "WSGIEnvironment",
        exchange: Exchange,
        who: Callable[[], Hashable],
        *,
        closing: bool = False,
    ) -> None:
        """Answer in one of the threads for requests, when it is the client's turn."""
        await self._turns.take(who)
        try:
            await self._answer(self.threads, environ, exchange, closing=closing)
        finally:
            self._turns.give_back()

    async def _answer_waiting(
        self, environ: "WSGIEnvironment", exchange: Exchange, who: Who, *, closing: bool
    ) -> None:
        """Answer in a thread for views that wait for other hosts: a few for each account."""
        key = who.key
        if self._waits.total() >= WAITING or (key and self._waits[key] >= WAITING_OF_ONE):
            raise busy("Too many such calls are under way at the moment")
        self._waits[key] += 1
        try:
            await self._answer(self._waiting, environ, exchange, closing=closing)
        finally:
            self._waits[key] -= 1
            if not self._waits[key]:
                del self._waits[key]

    async def _answer_live(
        self, environ: "WSGIEnvironment", exchange: Exchange, who: Who, length: int | None
    ) -> None:
        if self._bodies.is_ending or not self._places.take(who):
            raise busy("Too much is being sent here at the moment")
        loop = asyncio.get_running_loop()
        body = LiveBody(exchange, without_end(loop.time()), loop, length)
        environ["wsgi.input"] = body
        self._live.add(body)
        try:
            await self._answer(self._uploads, environ, exchange, live=body)
        finally:
            self._live.discard(body)
            body.let_go()
            self._places.give_back(who)

    async def _answer(
        self,
        threads: Executor,
        environ: "WSGIEnvironment",
        exchange: Exchange,
        *,
        closing: bool = False,
        live: LiveBody | None = None,
    ) -> None:
        """Answer in one of these threads."""

        afterwards: list[Callable[[], None]] = []
        environ[AFTERWARDS] = afterwards

        def work() -> None:
            try:
                answer = ask(self._app.wsgi_app, environ)
                # The unread rest would be taken for the next request.
                if closing or (live is not None and not _drain(live)):
                    _add_unless_there(answer.headers, "Connection", "close")
                is_head = environ["REQUEST_METHOD"] == "HEAD"
                if len(answer.body) > LARGE and answer.status == 200 and not is_head:
                    self._set_aside(answer, loop)
                exchange.answer(answer.status, answer.headers, answer.body, is_head=is_head)
            finally:
                # The callbacks refer to `environ`, which refers to this list. Emptying it frees the
                # body now, and not at the next garbage collection.
                while afterwards:
                    afterwards.pop(0)()

        loop = asyncio.get_running_loop()
        done = loop.create_future()
        threads.submit(_run, work, loop, done)
        await done

    def _set_aside(self, answer: Answer, loop: asyncio.AbstractEventLoop) -> None:
        """Move a large answer to a file: in memory it would stay as long as the client takes to
        read it, and slow clients would fill the memory."""
        if not DESCRIPTORS.is_dir():
            return
        try:
            file = TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
            if file.write(answer.body) < len(answer.body):
                raise OSError
        except OSError:  # no room on the disk: send it from memory
            return
        answer.headers.append((SENDFILE, str(DESCRIPTORS / str(file.fileno()))))
        _add_unless_there(answer.headers, "Content-Length", str(len(answer.body)))
        answer.body = b""
        # Granian opens the file by that name, and then has its own handle.
        loop.call_soon_threadsafe(loop.call_later, OPENED_S, file.close)

    def _find_rule(self, asked: str) -> BodyRule:
        method, _, path = asked.partition(" ")
        try:
            endpoint, _ = self._routes.match(path, method)
        except HTTPException:
            return BodyRule()
        return body_rule(self._app.view_functions.get(endpoint))


def _run(
    work: Callable[[], None], loop: asyncio.AbstractEventLoop, done: "asyncio.Future[None]"
) -> None:
    """Run work in a thread, and tell the loop how it ended.

    `run_in_executor` does the same with one more future and five callbacks. Without them, and with
    one timer for each body, the loop takes 0.82 of the CPU (docs/decisions/serving.md).
    """
    try:
        work()
    except BaseException as error:
        loop.call_soon_threadsafe(_settle, done, error)
    else:
        loop.call_soon_threadsafe(_settle, done, None)


def _settle(done: "asyncio.Future[None]", error: BaseException | None) -> None:
    if done.done():  # the request was cancelled
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)


def _add_unless_there(headers: Pairs, name: str, value: str) -> None:
    if all(each != name for each, _ in headers):
        headers.append((name, value))


def _declared(environ: "WSGIEnvironment") -> int | None:
    """Returns the length that the request declares: 0 if it has no body, None if it comes in
    chunks."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    text = environ.get("CONTENT_LENGTH", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _is_large_unpacked(environ: "WSGIEnvironment", rule: BodyRule) -> bool:
    """Returns whether a body that is small itself has to be treated as a large one."""
    coding = environ.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if coding not in GZIP_CODINGS or rule.max_bytes <= LARGE_BODY:
        return False
    body = environ["wsgi.input"]
    packed: bytes = body.read()
    body.seek(0)
    return unpacks_beyond(packed, LARGE_BODY)


def _drain(body: LiveBody) -> bool:
    """Read what a view left, so that the client gets the answer. Returns whether that was all."""
    left = MOST_DRAINED
    try:
        while left > 0 and (chunk := body.read(65_536)):
            left -= len(chunk)
    except Problem:
        return False
    return body.is_at_end
