"""Files that somebody drops on a page, and files that the app hands out."""

import base64

from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until

DROP = """
const [name, text] = arguments;
const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const given = new DataTransfer();
given.items.add(new File([bytes], name));
dispatchEvent(new DragEvent('drop', {dataTransfer: given, cancelable: true}));
"""
#: What the app hands to its owner from now on is kept here, byte for byte.
KEEP_DOWNLOADS = """
window.handed = [];
const make = URL.createObjectURL.bind(URL);
URL.createObjectURL = (file) => { window.handed.push(file); return make(file); };
"""
HANDED = """
const file = window.handed.pop();
if (!file) return null;
const bytes = new Uint8Array(await file.arrayBuffer());
let text = '';
for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
return [file.name, btoa(text)];
"""


def drop(phone: Phone, name: str, content: str | bytes) -> None:
    """Drops a file on the page for it, which is being opened."""
    phone.sees("Choose a file")
    data = content.encode() if isinstance(content, str) else content
    phone.script(DROP, name, base64.b64encode(data).decode())


def handed(phone: Phone) -> tuple[str, bytes]:
    """The file that the app has just handed over: its name, and what is in it."""
    name, text = wait_until(lambda: phone.script(HANDED), "a file", seconds=60)
    return name, base64.b64decode(text)
