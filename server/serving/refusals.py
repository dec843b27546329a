"""What is answered without asking the app."""

from wsgiref.headers import Headers

from server.http.problems import Problem
from server.serving.exchange import Exchange

RETRY_AFTER_S = 5


def busy(why: str) -> Problem:
    """Returns the answer to who has to come again in a moment."""
    return Problem(503, why, retry_after=RETRY_AFTER_S)


def refuse(exchange: Exchange, problem: Problem) -> None:
    """Answer without the app, and close the connection: what is still coming nobody reads."""
    response = problem.response()
    response.headers.update({"Connection": "close", "Cache-Control": "no-store"})
    exchange.answer(problem.status, Headers(list(response.headers)), response.get_data())
