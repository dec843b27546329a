"""The endpoint for push subscriptions, and what its refusals say."""

from typing import Any

SUBSCRIPTIONS = "/api/v1/push/subscriptions"


def field_errors(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["field"] for error in answer.get_json()["errors"]]
