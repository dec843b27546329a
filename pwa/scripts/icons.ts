import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import type { Plugin } from 'vite';

/** The icons that home screens ask for. `square`: the phone rounds the corners itself. */
const PICTURES = [
  { name: 'icon-192', size: 192, square: false },
  { name: 'icon-512', size: 512, square: false },
  { name: 'maskable-512', size: 512, square: true },
  { name: 'apple-touch-icon', size: 180, square: true },
];

/** Draws the PNG icons from public/icons/icon.svg at each build; none is committed. */
export function icons(): Plugin {
  return {
    name: 'karmadex-icons',
    apply: 'build',
    generateBundle() {
      const drawing = readFileSync(new URL('../public/icons/icon.svg', import.meta.url), 'utf8');
      for (const { name, size, square } of PICTURES) {
        const svg = square ? drawing.replace('rx="112"', 'rx="0"') : drawing;
        const png = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
        this.emitFile({ type: 'asset', fileName: `icons/${name}.png`, source: png });
      }
    },
  };
}
