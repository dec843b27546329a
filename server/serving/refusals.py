"""Answers that are given without calling the app."""

from server.http.problems import Problem
from server.serving.http_exchange import Exchange

RETRY_AFTER_S = 5


def busy(why: str) -> Problem:
    """Returns the answer that asks the client to come again in a moment."""
    return Problem(503, why, retry_after=RETRY_AFTER_S)


def refuse(exchange: Exchange, problem: Problem) -> None:
    """Answer without the app, and close the connection; the rest of the request is not read."""
    response = problem.response()
    response.headers.update({"Connection": "close", "Cache-Control": "no-store"})
    exchange.answer(problem.status, list(response.headers), response.get_data())
