import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import { LabLog } from '../../server/rooms/lab-log.ts';
import { begin, round } from '../support/rounds.ts';
import { median, table } from './figures.ts';

/** Logs that have had so many events get their next ones in turns. */
const LENGTHS = [1000, 10_000, 100_000, 1_000_000] as const;
const TURNS = 40;
const EVENTS_PER_TURN = 500;

const bounds = { events: LIMITS.eventsPerLog, bytes: 16 * 1024 * 1024 };

/** A log that grows by whole conversations. */
class Growing {
  readonly #log = new LabLog(
    'bench',
    () => 0,
    () => bounds,
  );
  #rounds = 0;

  constructor() {
    this.#log.append(begin);
  }

  get head(): number {
    return this.#log.head;
  }

  /** Appends at least so many events. Returns the µs that each of them took. */
  grow(events: number): number {
    const before = this.head;
    let tookMs = 0;
    while (this.head < before + events) {
      this.#rounds += 1;
      const { seq, at } = this.#log.state;
      const next = round(this.#rounds).map(
        (body, i) => ({ ...body, seq: seq + 1 + i, at: at + 1 + i }) as LabEvent,
      );
      const began = performance.now();
      this.#log.append(next);
      tookMs += performance.now() - began;
    }
    return (tookMs * 1000) / (this.head - before);
  }
}

test('what an event costs the web server, however many came before', { timeout: 600_000 }, () => {
  const logs = LENGTHS.map((length) => {
    const log = new Growing();
    log.grow(length);
    return log;
  });
  const turns = Array.from({ length: TURNS }, () => logs.map((log) => log.grow(EVENTS_PER_TURN)));
  const costs = logs.map((_, i) => median(turns.map((turn) => turn[i]!)));
  const rows = costs.map((cost, i) => [
    String(LENGTHS[i]),
    `${cost.toFixed(1)} µs`,
    `${(cost / costs[0]!).toFixed(2)} ×`,
  ]);
  console.info(
    table('An event of a log that had so many before', [['events', 'each', 'of the first'], ...rows]),
  );
  expect(logs.at(-1)!.head).toBeGreaterThan(LENGTHS.at(-1)!);
});
