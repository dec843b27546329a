import { shelf } from '../../texts/shelf';

/** The index of the last dare, so that the next is another one. Dares are not counted. */
let last = -1;

export function nextDare(random = Math.random()): string {
  const others = shelf.dares.map((_, place) => place).filter((place) => place !== last);
  last = others[Math.floor(random * others.length)] ?? 0;
  return shelf.dares[last] ?? '';
}
