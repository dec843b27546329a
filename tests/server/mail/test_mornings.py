"""The morning by mail: the same people, the same once, beside the pushes or in their place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from server.prompts.letters import unsubscribe_token, unsubscribed_account
from tests.rigs.mail_server import MailServer
from tests.rigs.push_service import Answer, PushService
from tests.server.prompts.life import Life, instant
from tests.support.api import API, ApiClient

EVENING, MORNING = "2026-11-23 20:10", "2026-11-24 08:30"
ZONE = "America/New_York"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(
        SMTP_URL=f"smtp://127.0.0.1:{mail_server.port}", MAIL_FROM="Karmadex <hello@karma.example>"
    )


@pytest.fixture
def life(app: Flask, push_service: PushService) -> Life:
    """Alice, who met Maya last night, with one phone that takes pushes."""
    life = Life(app, push_service, ZONE)
    life.sync(life.jot("Maya", at=EVENING), at="2026-11-23 21:00")
    return life


def by_mail(life: Life, when: str) -> None:
    with life.at("2026-11-23 22:00"):
        answer = life.phone.patch(f"{API}/me", {"prompt_by_mail": when})
    assert answer.get_json()["prompt_by_mail"] == when


def without_phone(life: Life) -> None:
    with life.at("2026-11-23 22:00"):
        endpoint = life.inbox.subscription["endpoint"]
        life.phone.delete(f"{API}/push/subscriptions", {"endpoint": endpoint})


def text_of(letter: Any, kind: str = "plain") -> str:
    return str(letter.get_body((kind,)).get_content())


def test_letters_are_sent_only_if_asked_for(life: Life, mail_server: MailServer) -> None:
    without_phone(life)
    assert life.look(MORNING) == []
    assert mail_server.letters == []


def test_with_always_the_letter_comes_beside_the_push(life: Life, mail_server: MailServer) -> None:
    by_mail(life, "always")
    assert life.look(MORNING) == ["Maya"]
    (letter,) = mail_server.letters
    assert mail_server.to == ["alice@example.org"]
    assert letter["Subject"] == "Say hi to Maya"
    assert letter["From"] == "Karmadex <hello@karma.example>"
    assert "Maya" in text_of(letter)
    assert "http://localhost:8000/followups?morning=2026-11-24" in text_of(letter)
    life.mornings("2026-11-24")
    assert len(mail_server.letters) == 1, "once"


def test_without_push_sends_no_letter_if_a_phone_accepted_the_push(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "without_push")
    assert life.look(MORNING) == ["Maya"]
    assert life.mornings("2026-11-24", at="08:40") == [[]]
    assert mail_server.letters == []


def test_without_push_sends_a_letter_if_there_is_no_phone(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "without_push")
    without_phone(life)
    assert life.look(MORNING) == []
    assert [each["Subject"] for each in mail_server.letters] == ["Say hi to Maya"]
    # It counts: the second turn is the next morning, and then it rests.
    life.mornings("2026-11-25", "2026-11-26", "2026-11-27")
    assert len(mail_server.letters) == 2


def test_without_push_sends_a_letter_in_the_next_pass_if_no_phone_accepted(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "without_push")
    life.inbox.answers += [Answer(503)] * 9
    assert life.look(MORNING) == []
    assert life.look("2026-11-24 08:31") == []
    assert len(mail_server.letters) == 1
    # Handed over: that morning's pushes are not tried again.
    asked = len(life.inbox.asked)
    life.mornings("2026-11-24", at="09:30")
    assert len(life.inbox.asked) == asked
    assert len(mail_server.letters) == 1


def test_people_answered_before_sending_are_left_out(life: Life, mail_server: MailServer) -> None:
    by_mail(life, "always")
    without_phone(life)
    mail_server.rcpt = ["451 4.7.1 come back later"]
    life.look(MORNING)
    assert mail_server.letters == []
    life.answer("Maya", at="2026-11-24 08:31", status="done")
    life.look("2026-11-24 08:40")
    assert mail_server.letters == []


def test_a_greylisting_server_gets_the_letter_later_and_once(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "always")
    without_phone(life)
    mail_server.rcpt = ["451 4.7.1 come back later"] * 2
    for minute in ("08:30", "08:32", "08:40", "08:50", "09:00"):
        life.look(f"2026-11-24 {minute}")
    assert len(mail_server.letters) == 1
    assert mail_server.tried == 3


def test_a_letter_is_not_tried_again_after_the_three_hours_of_its_morning(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "always")
    without_phone(life)
    mail_server.rcpt = ["451 4.7.1 come back later"] * 2
    life.look(MORNING)
    life.look("2026-11-24 11:35")
    life.look("2026-11-24 12:00")
    assert mail_server.letters == []
    assert mail_server.tried == 1
    # What nobody took does not count: it comes the next morning, and is still the first turn.
    life.mornings("2026-11-25", "2026-11-26", "2026-11-27")
    assert len(mail_server.letters) == 2


def test_a_connection_that_breaks_after_data_counts_as_sent(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "always")
    without_phone(life)
    mail_server.break_after_data = 1
    for minute in ("08:30", "08:40", "09:30"):
        life.look(f"2026-11-24 {minute}")
    assert len(mail_server.letters) == 1


def test_a_connection_that_breaks_before_data_is_tried_again(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "always")
    without_phone(life)
    mail_server.break_in_data = 1
    life.look(MORNING)
    assert mail_server.letters == []
    life.look("2026-11-24 08:40")
    assert len(mail_server.letters) == 1


def test_after_three_mornings_refused_for_good_no_more_letters_are_sent(
    life: Life, mail_server: MailServer
) -> None:
    by_mail(life, "always")
    without_phone(life)
    mail_server.rcpt = ["550 5.1.1 nobody of that name"] * 9
    life.mornings("2026-11-24", "2026-11-25")
    assert life.phone.account["id"]
    with life.at("2026-11-25 12:00"):
        assert life.phone.get(f"{API}/me").get_json()["prompt_by_mail"] == "always"
    life.mornings("2026-11-26", "2026-11-27")
    assert mail_server.tried == 3
    with life.at("2026-11-27 12:00"):
        assert life.phone.get(f"{API}/me").get_json()["prompt_by_mail"] == "never"
        happened = life.phone.get(f"{API}/me/activity").get_json()["activity"]
    assert happened[0]["what"] == "mail_stopped"


def test_the_log_has_no_address_that_the_mail_server_repeats(
    life: Life, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    by_mail(life, "always")
    mail_server.rcpt = ["550 5.1.1 <alice@example.org>: user alice@example.org unknown"]
    life.look(MORNING)
    assert "550 5.1.1" in caplog.text
    assert "unknown" in caplog.text
    assert "alice@example.org" not in caplog.text


def test_a_name_cannot_add_a_header_or_html(
    app: Flask, push_service: PushService, mail_server: MailServer
) -> None:
    life = Life(app, push_service, ZONE)
    by_mail(life, "always")
    name = "Maya\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>"
    life.sync(life.jot(name.replace("\r", ""), at=EVENING), at="2026-11-23 21:00")
    life.look(MORNING)
    (letter,) = mail_server.letters
    assert letter["Bcc"] is None
    assert mail_server.to == ["alice@example.org"]
    assert "Maya Bcc: everybody@example.org" in letter["Subject"]
    assert "<script>" not in text_of(letter, "html")
    assert "&lt;script&gt;" in text_of(letter, "html")


@pytest.mark.parametrize(
    ("language", "subject"), [("de", "Zeit für ein Hallo: Maya"), ("es", "Saluda a Maya")]
)
def test_a_letter_is_in_the_language_of_the_account(
    life: Life, mail_server: MailServer, language: str, subject: str
) -> None:
    by_mail(life, "always")
    with life.at("2026-11-23 22:00"):
        life.phone.patch(f"{API}/me", {"language": language})
    life.look(MORNING)
    (letter,) = mail_server.letters
    assert letter["Subject"] == subject
    assert letter["Content-Language"] == language
    html = text_of(letter, "html")
    assert f'lang="{language}"' in html
    assert "prefers-color-scheme:dark" in html
    assert "<img" not in html
    assert "src=" not in html


def test_letters_are_unsubscribed_in_one_click(
    life: Life, mail_server: MailServer, app: Flask
) -> None:
    by_mail(life, "always")
    life.look(MORNING)
    (letter,) = mail_server.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert path in text_of(letter)
    anybody = app.test_client()
    with life.at("2026-11-24 09:00"):
        looked = anybody.get(path)
        assert looked.status_code == 200
        assert '<form method="post">' in looked.text
        assert life.phone.get(f"{API}/me").get_json()["prompt_by_mail"] == "always"
        elsewhere = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
        body = {"List-Unsubscribe": "One-Click"}
        done = [anybody.post(path, data=body, headers=elsewhere).status_code for _ in range(2)]
        assert done == [200, 200]
        assert life.phone.get(f"{API}/me").get_json()["prompt_by_mail"] == "never"
        assert anybody.get(path.rsplit("/", 1)[0] + "/" + "A" * 43).status_code == 404
        assert anybody.post(path[:-1], data=body).status_code == 404


def test_a_token_is_of_one_account(app: Flask, alice: ApiClient, bob: ApiClient) -> None:
    with app.test_request_context():
        mine, his = unsubscribe_token(alice.id), unsubscribe_token(bob.id)
        assert len(mine) == 43
        assert unsubscribed_account(mine) == alice.id
        for wrong in (mine[:21] + his[21:], mine[:-1], mine + "A", "", "é" * 43, "!" * 43):
            assert unsubscribed_account(wrong) is None


def test_without_mail_only_never_can_be_chosen(make_app: Callable[..., Flask]) -> None:
    alice = ApiClient(make_app(), "Alice", ZONE)
    refused = alice.patch(f"{API}/me", {"prompt_by_mail": "always"})
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["field"] == "prompt_by_mail"
    assert alice.patch(f"{API}/me", {"prompt_by_mail": "never"}).status_code == 200


def test_a_letter_of_a_killed_worker_is_not_sent_a_second_time(
    life: Life, mail_server: MailServer
) -> None:
    """A worker that was killed while it handed a letter over: it may have arrived."""
    from server import clock, database
    from server.mail import store

    by_mail(life, "always")
    without_phone(life)
    mail_server.rcpt = ["451 later"]
    life.look(MORNING)
    at = instant("2026-11-24 08:45", ZONE)
    with time_machine.travel(at, tick=False), life.app.app_context(), database.write() as s:
        (letter,) = store.claim(s, clock.now(), 9)
        assert store.hand_over(s, [letter], clock.now())
    with time_machine.travel(at + timedelta(minutes=6), tick=False):
        life.pass_once()
    life.look("2026-11-24 09:30")
    assert mail_server.letters == []
    life.mornings("2026-11-25", "2026-11-26")
    assert len(mail_server.letters) == 1, "the first turn was had"


def test_readyz_warns_while_the_mail_server_is_down(life: Life, mail_server: MailServer) -> None:
    def warnings(at: str) -> list[str]:
        with life.at(at):
            told = life.phone.get("/readyz").get_json()["warnings"]
            return [each["what"] for each in told]

    by_mail(life, "always")
    mail_server.break_in_data = 1
    life.look(MORNING)
    assert warnings("2026-11-24 08:31") == ["mail"]
    life.look("2026-11-24 08:40")
    assert warnings("2026-11-24 08:41") == []
