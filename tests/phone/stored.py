"""What lies in the phone's databases, looked at by scripts in the page."""

from typing import Any

from tests.rigs.phone import Phone

_AROUND = """
const [signedIn, ...values] = arguments;
const names = (await indexedDB.databases()).map(({name}) => name);
const name = signedIn ? names.find(one => /^karmadex-[0-9a-f]{8}-/.test(one)) : 'karmadex-local';
if (!name) return null;
const result = request => new Promise((end, fail) => {
  request.onsuccess = () => end(request.result);
  request.onerror = () => fail(request.error);
});
const database = await result(indexedDB.open(name));
const table = (name, mode) => database.transaction(name, mode).objectStore(name);
try {
  BODY
} finally {
  database.close();
}
"""


def in_database(phone: Phone, body: str, *values: Any, signed_in: bool = True) -> Any:
    """Runs a script on the database of whoever is signed in, or on that of before an account.

    The script has `values`, `table(name)`, and `await result(request)`. Returns what it returns;
    None where nobody is signed in.
    """
    return phone.script(_AROUND.replace("BODY", body), signed_in, *values)


def drafts(phone: Phone, *, signed_in: bool = False) -> str:
    """All that was typed and is not saved, one draft after the other."""
    texts: list[str] | None = in_database(
        phone, "return result(table('drafts').getAll())", signed_in=signed_in
    )
    return "\n".join(texts or [])


def has_sent_all(phone: Phone) -> bool:
    """Whether nothing waits on the phone of whoever is signed in."""
    return in_database(phone, "return result(table('outbox').count())") == 0


def card_texts(phone: Phone) -> list[str]:
    """What the cards on this phone that are records say."""
    found: list[dict[str, Any]] = in_database(phone, "return result(table('records').getAll())")
    return [record["fields"]["text"] for record in found if record["kind"] == "card"]
