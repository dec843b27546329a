"""Subscriptions that are over, of many accounts at once."""

from flask import Flask
from sqlalchemy import select

from server import database
from server.push.models import PushSubscription
from server.push.store import remove_all
from tests.rigs.push_service import PushService
from tests.support.api import ApiClient
from tests.support.subscriptions import SUBSCRIPTIONS


def held() -> dict[str, list[str]]:
    """The ids of the subscriptions, by account."""
    found: dict[str, list[str]] = {}
    with database.read() as s:
        for row in s.scalars(select(PushSubscription)):
            found.setdefault(row.account_id, []).append(row.id)
    return found


def test_subscriptions_that_are_gone_are_removed_in_one_step_and_no_others(
    app: Flask, alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    for phone, devices in ((alice, 3), (bob, 2)):
        for _ in range(devices):
            phone.put(SUBSCRIPTIONS, push_service.subscribe().subscription)
    with app.app_context():
        before = held()
        a, b = sorted(before, key=lambda account: -len(before[account]))
        over = [(a, before[a][0]), (a, before[a][1]), (b, before[b][0])]
        with database.write() as s:
            remove_all(s, over)
        assert held() == {a: before[a][2:], b: before[b][1:]}


def test_no_subscription_of_another_account_is_removed(
    app: Flask, alice: ApiClient, bob: ApiClient, push_service: PushService
) -> None:
    for phone in (alice, bob):
        phone.put(SUBSCRIPTIONS, push_service.subscribe().subscription)
    with app.app_context():
        before = held()
        a, b = before
        with database.write() as s:
            remove_all(s, [(a, before[b][0]), (b, before[a][0])])
            remove_all(s, [])
        assert held() == before
