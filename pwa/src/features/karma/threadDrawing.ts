/** Works out how to draw a story: one thread for each person, all of the same width. Pure. */
import type { Step, Story } from './chains';

/** What is drawn beside one step. Lanes are numbered from 0, at the start of the line. */
export interface Knot {
  /** The lane of its dot. */
  lane: number;
  /** The lanes with a thread above the dot. */
  above: number[];
  /** The threads below the dot, and their lanes at the next step. */
  below: { from: number; to: number }[];
}

/** Consecutive steps of one person: one piece of thread. */
interface Piece {
  steps: Step[];
  /** The row at which it leaves the thread it comes from; −1 for the first. */
  start: number;
  end: number;
  lane: number;
}

function piecesOf(story: Story): Piece[] {
  const pieces: Piece[] = [];
  const of = new Map<Step, Piece>();
  story.forEach((step, row) => {
    const before = step.from ? of.get(step.from) : undefined;
    const goesOn = before?.steps.at(-1) === step.from && step.from?.person_id === step.person_id;
    if (before && goesOn) {
      before.steps.push(step);
      before.end = row;
      of.set(step, before);
      return;
    }
    const start = step.from ? story.indexOf(step.from) : -1;
    const piece = { steps: [step], start, end: row, lane: 0 };
    pieces.push(piece);
    of.set(step, piece);
  });
  return pieces;
}

/** Returns a knot for each step, and how many lanes are needed. */
export function drawn(story: Story): { knots: Knot[]; lanes: number } {
  const pieces = piecesOf(story).sort((a, b) => a.start - b.start);
  const laneOf = new Map<Step, number>();
  const ends: number[] = [];
  for (const piece of pieces) {
    const from = piece.steps[0]?.from;
    const beside = from ? laneOf.get(from) : undefined;
    const free = ends.findIndex((end, lane) => end <= piece.start && lane !== beside);
    piece.lane = free < 0 ? ends.length : free;
    ends[piece.lane] = piece.end;
    for (const step of piece.steps) laneOf.set(step, piece.lane);
  }
  const knots = story.map((step): Knot => ({ lane: laneOf.get(step) ?? 0, above: [], below: [] }));
  story.forEach((step, row) => {
    if (!step.from) return;
    const start = story.indexOf(step.from);
    const to = laneOf.get(step) ?? 0;
    for (let at = start; at < row; at++) {
      const from = at === start ? (laneOf.get(step.from) ?? 0) : to;
      knots[at]?.below.push({ from, to });
      knots[at + 1]?.above.push(to);
    }
  });
  return { knots, lanes: ends.length };
}
