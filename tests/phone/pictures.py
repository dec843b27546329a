"""What a person does with a camera, told once for every engine: the tests' browsers have none.

A picture is painted in the page, as JPEG, with what a real camera writes into it: device and place.
It then reaches the app by the very field that the system's camera fills.
"""

from typing import Any

from tests.rigs.phone import Phone
from tests.rigs.processes import wait_until

DEVICE = "KarmaPhone 15"
PLACE = "52.5200 N 13.4050 E"

_PAINT = """
const [label, wide, high, colour, exif] = arguments;
const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [wide, high];
const context = canvas.getContext('2d');
for (let at = 0; at < 40; at++) {
  context.fillStyle = at % 2 ? colour : `hsl(${at * 9} 60% 60%)`;
  context.fillRect((wide / 40) * at, 0, wide / 40, high);
}
const painted = await new Promise(go => canvas.toBlob(go, 'image/jpeg', 0.9));
const bytes = new Uint8Array(await painted.arrayBuffer());
const said = new TextEncoder().encode('Exif\\0\\0' + exif);
const size = said.length + 2;
const file = new File(
  [bytes.slice(0, 2), new Uint8Array([0xff, 0xe1, size >> 8, size & 255]), said, bytes.slice(2)],
  'IMG_0015.JPG', {type: 'image/jpeg'});
const choose = input => {
  const held = new DataTransfer();
  held.items.add(file);
  input.files = held.files;
  input.dispatchEvent(new Event('change', {bubbles: true}));
};
const inputs = [...document.querySelectorAll('input[type=file]')];
choose(inputs.find(each => (each.ariaLabel ?? each.parentElement.textContent).includes(label)));
return file.size;
"""


def take_a_picture(
    phone: Phone,
    *,
    label: str = "Take a picture",
    size: tuple[int, int] = (800, 600),
    colour: str = "teal",
) -> int:
    """Tap the camera and press its button; returns the bytes that the camera wrote."""
    wait_until(
        lambda: phone.script(
            "return [...document.querySelectorAll('input[type=file]')].some(each =>"
            " (each.ariaLabel ?? each.parentElement.textContent).includes(arguments[0]))",
            label,
        ),
        label,
        seconds=60,
    )
    return int(phone.script(_PAINT, label, *size, colour, f"{DEVICE}\0{PLACE}"))


def pictures(phone: Phone) -> list[Any]:
    """The pictures that have been drawn on the screen: their widths in pixels.

    What went wrong with one is told at once.
    """
    trouble = phone.script("return document.querySelector('.attached .error')?.textContent")
    assert not trouble, trouble
    found: list[Any] = phone.script(
        "return [...document.querySelectorAll('.attachment img, .stage img, .face img')]"
        ".filter(each => each.complete && each.naturalWidth).map(each => each.naturalWidth)"
    )
    return found
