import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabEvent, LabEventBody } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import type { Flag } from '../../../shared/tcp/segment.ts';
import { seqOf } from '../../../shared/tcp/stream-offset.ts';

const client = { host: '192.168.127.2', port: 40_000 };
const server = { host: '192.168.127.1', port: 8080 };
const ISN = 4_294_967_000; // The stream wraps after 295 bytes.

/** A wire on which the client sends and nothing else happens by itself. */
class Talk {
  state: LabState = EMPTY_LAB_STATE;
  #segment = 0;

  add(body: LabEventBody): void {
    this.state = applyEvent(this.state, { ...body, seq: this.state.seq + 1, at: this.state.seq } as LabEvent);
  }

  send(flags: Flag[], from: number, length: number): number {
    this.#segment += 1;
    this.add({
      type: 'segment-sent',
      source: 'segment',
      segment: this.#segment,
      from: 'client',
      headers: {
        source: client,
        destination: server,
        seq: seqOf(from, ISN),
        ack: 1,
        flags,
        window: 64,
        options: {},
        payloadAt: 40,
        payloadBytes: length,
      },
      raw: '',
      rawBytes: 40 + length,
    });
    return this.#segment;
  }

  syn(): number {
    return this.send(['SYN'], -1, 0);
  }

  data(from: number, length: number): number {
    return this.send(['PSH', 'ACK'], from, length);
  }

  deliver(segment: number): void {
    this.add({ type: 'segment-delivered', source: 'segment', segment });
  }

  drop(segment: number): void {
    this.add({ type: 'segment-dropped', source: 'derived', segment, cause: 'learner' });
  }

  stacks(): number[][] {
    return this.state.wire.chips.map((chip) => chip.held.map(({ segment }) => segment));
  }
}

describe('[WIRE2] copies fold by byte range', () => {
  test('onto the segment they repeat; new bytes take a new place', () => {
    const talk = new Talk();
    talk.syn();
    talk.data(0, 7);
    talk.data(7, 7);
    talk.data(0, 7);
    talk.syn();
    expect(talk.stacks()).toEqual([[1, 5], [2, 4], [3]]);
  });

  test('a copy longer than what it copies lies on the first of the segments it covers', () => {
    const talk = new Talk();
    talk.syn();
    for (let i = 0; i < 6; i += 1) talk.data(7 * i, 7);
    talk.data(0, 42);
    expect(talk.stacks()).toEqual([[1], [2, 8], [3], [4], [5], [6], [7]]);
    expect(talk.state.wire.chips[1]?.span).toEqual({ from: 0, to: 42 });
  });

  test('onto a delivered segment that is not acknowledged yet', () => {
    const talk = new Talk();
    talk.syn();
    const first = talk.data(0, 7);
    talk.deliver(first);
    const again = talk.data(0, 7);
    expect(talk.state.wire.chips.find((chip) => chip.chip === first)).toMatchObject({
      delivered: 1,
      seen: 2,
    });
    expect(talk.stacks()).toContainEqual([again]);
  });

  test('across the wrap of sequence numbers', () => {
    const talk = new Talk();
    talk.syn();
    talk.data(0, 290);
    talk.data(290, 20);
    talk.data(290, 20);
    expect(talk.stacks()).toEqual([[1], [2], [3, 4]]);
  });
});

test('[WIRE3] with its last copy dropped a chip stays as a lost place, until the bytes come again', () => {
  const talk = new Talk();
  talk.syn();
  const first = talk.data(0, 7);
  const copy = talk.data(0, 7);
  talk.drop(first);
  expect(talk.stacks()).toContainEqual([copy]);
  talk.drop(copy);
  const lost = talk.state.wire.chips.find((chip) => chip.chip === first);
  expect(lost).toMatchObject({ held: [], dropped: 2, delivered: 0, last: { segment: copy } });
  const again = talk.data(0, 7);
  expect(talk.state.wire.chips.find((chip) => chip.chip === first)?.held).toMatchObject([
    { segment: again, copy: true },
  ]);
});

test('whatever is sent, delivered and dropped: each segment is on one chip or has left, and none is lost unseen', () => {
  const step = fc.oneof(
    fc.record({
      type: fc.constant('data' as const),
      from: fc.nat(60),
      length: fc.integer({ min: 0, max: 30 }),
    }),
    fc.record({ type: fc.constantFrom('deliver' as const, 'drop' as const), which: fc.nat(30) }),
    fc.record({ type: fc.constant('syn' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const talk = new Talk();
      const sent = [talk.syn()];
      const left = new Set<number>();
      for (const move of steps) {
        if (move.type === 'syn') sent.push(talk.syn());
        else if (move.type === 'data') sent.push(talk.data(move.from, move.length));
        else {
          const held = talk.stacks().flat();
          const segment = held[move.which % Math.max(1, held.length)];
          if (segment === undefined) continue;
          left.add(segment);
          talk[move.type](segment);
        }
        const held = talk.stacks().flat();
        expect(new Set(held).size).toBe(held.length);
        expect(held.toSorted((a, b) => a - b)).toEqual(sent.filter((segment) => !left.has(segment)));
        for (const chip of talk.state.wire.chips)
          expect(chip.seen).toBe(chip.held.length + chip.delivered + chip.dropped);
      }
    }),
    { numRuns: 300 },
  );
});
