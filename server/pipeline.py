"""Statements that are sent to PostgreSQL together, with one wait for the answers to all of them.

psycopg's own pipeline sends each statement by itself, and then looks whether something has come. A
sync has four round trips, but asked the kernel twenty times in this way, and each time it gave up
the interpreter, for which other threads were waiting.

Here libpq collects the statements until somebody needs an answer, and psycopg waits, with our
time-out (`server.postgres`). psycopg also converts the values. Each statement is prepared when
the connection runs it for the first time. Its parameters are sent as text, so that their types are
those of the statement, and do not depend on the values.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from types import TracebackType
from typing import Any, Self

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import Ready, Wait

Row = tuple[Any, ...]


class PipelineConnection(Connection[Any]):
    """A connection that knows which statements were prepared on it."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        #: Their names, by SQL.
        self.statements: dict[str, bytes] = {}
        self.names = map(b"karmadex_%d".__mod__, count())
        self.converter = Transformer(self)


class Reply:
    """The rows that a statement found, to be iterated over once. The first look waits for them."""

    __slots__ = ("_pipeline", "prepares", "rows")

    def __init__(self, pipeline: "Pipeline", prepares: str | None = None) -> None:
        self._pipeline = pipeline
        #: The statement that this prepares, without running it.
        self.prepares = prepares
        self.rows: list[Row] | None = None

    def __iter__(self) -> Iterator[Row]:
        if self.rows is None:
            self._pipeline.wait()
        return iter(self.rows or ())

    def close(self) -> None:
        """Nothing is left open: cursors have this method."""


class Pipeline:
    """A context manager. At the end of the block, all that was sent has been answered.

    Its methods raise psycopg.Error: the first one of the statements that were sent together. After
    that, those behind it were not run.
    """

    def __init__(self, connection: PipelineConnection) -> None:
        self._connection, self._libpq = connection, connection.pgconn
        self._sent: list[Reply] = []

    def __enter__(self) -> Self:
        self._libpq.enter_pipeline_mode()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        try:
            self.wait()
        except Exception:
            if error is None:
                raise
        finally:
            if not self._connection.closed:
                self._leave()

    def execute(self, sql: str, given: Sequence[Any] = ()) -> Reply:
        """Add a statement with the parameters $1, $2, … to those that will be sent together."""
        libpq, connection = self._libpq, self._connection
        name = connection.statements.get(sql)
        if name is None:
            name = next(connection.names)
            libpq.send_prepare(name, sql.encode())
            self._sent.append(Reply(self, sql))
            connection.statements[sql] = name
        values = connection.converter.dump_sequence(given, [PyFormat.TEXT] * len(given))
        libpq.send_query_prepared(name, values)
        reply = Reply(self)
        self._sent.append(reply)
        return reply

    def wait(self) -> None:
        """Send what was collected, and wait until all of it is answered."""
        sent, self._sent = self._sent, []
        if not sent:
            return
        self._libpq.pipeline_sync()
        results = self._results(len(sent) + 1)
        fault: PGresult | None = None
        for reply, result in zip(sent, results, strict=False):
            if result.status in _DONE:
                reply.rows = self._rows(result)
                continue
            reply.rows = []
            fault = fault or result
            if reply.prepares is not None:
                del self._connection.statements[reply.prepares]
        if fault is not None:
            raise error_from_result(fault)

    def _leave(self) -> None:
        try:
            self._libpq.exit_pipeline_mode()
        except OperationalError:  # the wait was interrupted: answers are still due
            self._connection.close()

    def _results(self, count: int) -> list[PGresult]:
        """Returns so many results, or fewer if the connection was lost after an error. Raises
        OperationalError if it was lost without one."""
        libpq = self._libpq
        results: list[PGresult] = []
        is_end = False  # of the results of a statement
        try:
            self._connection.wait(_arrive(libpq))
            while len(results) < count:
                if libpq.is_busy():  # usually all results have come together
                    self._connection.wait(_arrive(libpq))
                result = libpq.get_result()
                if result is not None:
                    results.append(result)
                elif is_end:
                    raise OperationalError("the connection is lost")
                is_end = result is None
        except OperationalError:
            if not any(result.status == ExecStatus.FATAL_ERROR for result in results):
                raise
        return results

    def _rows(self, result: PGresult) -> list[Row]:
        if result.status != ExecStatus.TUPLES_OK:
            return []
        converter = self._connection.converter
        converter.set_pgresult(result)
        return converter.load_rows(0, result.ntuples, tuple)


_DONE = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


def _arrive(libpq: PGconn) -> PQGen[None]:
    """Send what libpq has collected, and read until there is a result."""
    while libpq.flush():
        if (yield Wait.RW) & Ready.R:
            libpq.consume_input()
    while libpq.is_busy():
        yield Wait.R
        libpq.consume_input()
