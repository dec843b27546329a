// Twenty-seven photographs of the code on the screen, as a hand takes them: turned, blurred, noisy, with glare,
// in perspective, small, dark, and some of that at once. Each is given to the app's reader; returns what it read.
const [address] = arguments;
const code = document.querySelector("canvas.qr");
const SIZE = 800;

let seed = 7;
const dice = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};

const blank = () => {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#6b6259";
  pen.fillRect(0, 0, SIZE, SIZE);
  return [canvas, pen];
};

function shot({ turn = 0, blur = 0, noise = 0, glare = 0, lean = 0, wide = 420, light = 1 }) {
  const [flat, pen] = blank();
  pen.translate(SIZE / 2, SIZE / 2);
  pen.rotate((turn * Math.PI) / 180);
  pen.imageSmoothingEnabled = wide < 300;
  // The screen of a phone, white around its code.
  pen.fillStyle = "#fff";
  pen.fillRect(-wide * 0.58, -wide * 0.62, wide * 1.16, wide * 1.24);
  pen.drawImage(code, -wide / 2, -wide / 2, wide, wide);
  const [leaning, second] = blank();
  // Held at an angle, what is farther away is smaller: row by row.
  for (let y = 0; y < SIZE; y++) {
    const shrunk = 1 - (lean * (SIZE - y)) / SIZE;
    second.drawImage(flat, 0, y, SIZE, 1, (SIZE * (1 - shrunk)) / 2, y, SIZE * shrunk, 1);
  }
  const [whole, third] = blank();
  third.filter = `blur(${blur}px) brightness(${light})`;
  third.drawImage(leaning, 0, 0);
  third.filter = "none";
  if (glare) {
    const lamp = third.createRadialGradient(330, 330, 5, 330, 330, 200);
    lamp.addColorStop(0, `rgba(255, 255, 255, ${glare})`);
    lamp.addColorStop(1, "rgba(255, 255, 255, 0)");
    third.fillStyle = lamp;
    third.fillRect(0, 0, SIZE, SIZE);
  }
  const picture = third.getImageData(0, 0, SIZE, SIZE);
  for (let at = 0; noise && at < picture.data.length; at += 4) {
    const by = (dice() - 0.5) * noise;
    for (let channel = 0; channel < 3; channel++) picture.data[at + channel] += by;
  }
  return picture;
}

const three = (name, ...strengths) => strengths.map((given, index) => [`${name} ${index + 1}`, given]);
const SHOTS = [
  ...three("turned", { turn: 17 }, { turn: 45 }, { turn: 200 }),
  ...three("blurred", { blur: 1.5 }, { blur: 3 }, { blur: 4.5 }),
  ...three("noisy", { noise: 80 }, { noise: 160 }, { noise: 260 }),
  ...three("glaring", { glare: 0.5 }, { glare: 0.8 }, { glare: 0.95 }),
  ...three("in perspective", { lean: 0.15 }, { lean: 0.3 }, { lean: 0.45 }),
  ...three("small", { wide: 220 }, { wide: 150 }, { wide: 100 }),
  ...three("dark", { light: 0.5 }, { light: 0.25 }, { light: 0.12 }),
  ...three(
    "by hand",
    { turn: 8, blur: 1, noise: 60, lean: 0.1 },
    { turn: -20, blur: 1.5, noise: 90, lean: 0.2, light: 0.7 },
    { turn: 33, blur: 2, noise: 120, lean: 0.25, wide: 340 },
  ),
  ...three(
    "at a bar",
    { light: 0.4, noise: 60, glare: 0.4 },
    { light: 0.3, noise: 80, blur: 1.5, turn: 12 },
    { light: 0.25, noise: 90, blur: 2, glare: 0.5, lean: 0.2 },
  ),
];

const worker = new Worker(address, { type: "module" });
const read = (id, picture) =>
  new Promise((done, fail) => {
    worker.onerror = () => fail(new Error("the reader has stopped"));
    worker.onmessage = ({ data }) => data.id === id && done(data.text);
    worker.postMessage({ id, picture });
  });
const found = [];
for (const [index, [name, given]] of SHOTS.entries())
  found.push([name, await read(index, shot(given))]);
worker.terminate();
return found;
