"""A phone in somebody's hand: what a person can do to the app, the same in every engine.

Each engine supplies the few primitives at the end; everything a test does is made of them, so
that one evening can be told once and lived in Chromium, Firefox and WebKit.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.rigs.processes import wait_until

FIND = (Path(__file__).parent / "find.js").read_text()

_NO_SHEET = "return !history.state?.sheets"

_TAPPABLE = ["button", "link", "checkbox", "switch", "radio", "tab", "option", "menuitem"]
_WRITABLE = ["textbox", "searchbox", "combobox", "spinbutton"]

# Turns an async function body into what WebDriver's "execute async script" expects.
ASYNC = """
const values = Array.from(arguments), done = values.pop();
(async function () { BODY }).apply(null, values)
    .then(value => done({value: value ?? null}), error => done({error: String(error)}));
"""


def _literal(text: str) -> str:
    """`text` as a pattern that JavaScript with the `u` flag takes."""
    return re.sub(r"[.*+?^${}()|\[\]\\/]", lambda match: "\\" + match[0], text)


#: How long a test waits for what a person would see. It costs nothing where it comes, and a machine
#: that is busy with something else fails no test.
PATIENCE_S = 45


class Phone(ABC):
    """One browser with one open page, on the app at `base_url`."""

    engine: str

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")

    # What a person does.

    def open(self, path: str = "/") -> None:
        """Go to an address of the app, after a sheet that was just closed has left its place in
        the history: on its way it would take the new page along."""
        with suppress(TimeoutError):  # One that is open still stays where it is.
            wait_until(lambda: self.script(_NO_SHEET), "the sheet to leave", seconds=2)
        self.goto(self.base_url + path)

    def tap(self, name: str, *, exact: bool = True, seconds: float = PATIENCE_S) -> None:
        """Tap the button, link or switch called `name`, as soon as it is there."""
        self.click(self.find(_TAPPABLE, name, exact=exact, seconds=seconds))

    def write(self, label: str, text: str, *, exact: bool = False) -> None:
        """Put the cursor in the field called `label`, empty it and type `text`."""
        element = self.field(label, exact=exact)
        self.click(element)
        self.clear(element)
        self.keys(element, text)

    def press_enter(self, label: str, *, exact: bool = False) -> None:
        """The keyboard's own button while the field called `label` has the cursor."""
        self.keys(self.field(label, exact=exact), "\n")

    # What a person sees.

    def sees(self, text: str, *, seconds: float = PATIENCE_S) -> None:
        """Wait until `text` is on the screen; raises TimeoutError with what is there instead."""
        try:
            wait_until(lambda: text in self.screen(), f"“{text}”", seconds=seconds)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; on the screen:\n{self.screen()}") from None

    def sees_no(self, text: str, *, seconds: float = PATIENCE_S) -> None:
        """Wait until `text` is gone from the screen."""
        wait_until(lambda: text not in self.screen(), f"“{text}” to go", seconds=seconds)

    def screen(self) -> str:
        """The text that is visible, spaces and line breaks made single spaces."""
        return " ".join(self.script("return document.body?.innerText ?? ''").split())

    def field(self, label: str, *, exact: bool = False) -> Any:
        """The field called `label`, once it is there."""
        return self.find(_WRITABLE, label, exact=exact)

    def value(self, label: str, *, exact: bool = False) -> str:
        """What is written in the field called `label`."""
        return str(self.property(self.field(label, exact=exact), "value"))

    def has(self, name: str, *, exact: bool = True) -> bool:
        """Whether a button, link or switch called `name` is there right now."""
        return self.look([*_TAPPABLE], _pattern(name, exact=exact)) is not None

    def find(self, roles: list[str], name: str, *, exact: bool, seconds: float = PATIENCE_S) -> Any:
        """The element with one of these roles and that name, once it is there."""
        try:
            return wait_until(
                lambda: self.look(roles, _pattern(name, exact=exact)), name, seconds=seconds
            )
        except TimeoutError as error:
            raise TimeoutError(f"{error} as {roles}; on the screen:\n{self.screen()}") from None

    # What each engine does in its own way.

    @abstractmethod
    def goto(self, url: str) -> None:
        """Load an address and wait for it."""

    @abstractmethod
    def reload(self) -> None:
        """Load the page again, from the worker where there is one."""

    @abstractmethod
    def another_tab(self) -> "Phone":
        """The same browser once more, with a tab of its own in hand; close only the first."""

    @abstractmethod
    def duplicate(self) -> "Phone":
        """As *Duplicate tab* does: another tab, with a copy of what the session remembers."""

    @abstractmethod
    def script(self, body: str, *arguments: Any) -> Any:
        """Run `body` as an async function in the page; gives what it returns, as JSON."""

    @abstractmethod
    def look(self, roles: list[str], pattern: str) -> Any | None:
        """The element that find.js finds now, in the engine's own form."""

    @abstractmethod
    def click(self, element: Any) -> None:
        """A trusted click in the middle of the element."""

    @abstractmethod
    def keys(self, element: Any, text: str) -> None:
        """Type text into the element with trusted key events."""

    @abstractmethod
    def clear(self, element: Any) -> None:
        """Empty a field."""

    @abstractmethod
    def property(self, element: Any, name: str) -> Any:
        """A property of the element."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """The page as PNG."""

    @abstractmethod
    def close(self) -> None:
        """End the browser and remove its profile."""


# Whether an element stays where it is from one frame to the next.
_STILL = """
const [element] = arguments;
const place = () => JSON.stringify(element.getBoundingClientRect());
const before = place();
await new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)));
return place() === before;
"""


def click_when_still(
    phone: Phone, element: Any, click: Callable[[], object], refused: type[Exception]
) -> None:
    """Click once the element stands still, or the click lands where it was; and once no screen
    fades into the next any more: until then a driver refuses to."""

    def clicked() -> bool:
        try:
            if not phone.script(_STILL, element):
                return False
            click()
        except refused as error:
            in_the_way = ("element not interactable", "element click intercepted")
            if not str(error).startswith(in_the_way):
                raise
            return False
        return True

    wait_until(clicked, "the screen to stand still", seconds=PATIENCE_S)


def _pattern(name: str, *, exact: bool) -> str:
    return f"^{_literal(name)}$" if exact else _literal(name)
