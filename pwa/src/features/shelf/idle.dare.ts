import { shelf } from '../../texts/shelf';

/** One small dare, another than the last; nobody counts them, and nobody asks afterwards. */
let last = -1;

export function nextDare(random = Math.random()): string {
  const others = shelf.dares.map((_, place) => place).filter((place) => place !== last);
  last = others[Math.floor(random * others.length)] ?? 0;
  return shelf.dares[last] ?? '';
}
