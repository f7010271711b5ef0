import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import {
  type Channel,
  type Listener,
  RoomConnection,
  type Surroundings,
} from '../../client/lab/connection.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import { serverMessageSchema } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { damagedText } from '../support/damaged.ts';
import { fuzz } from '../support/fuzz.ts';
import { numbered, RECORDED, withPrograms } from '../support/random-events.ts';
import { valuesOf } from '../support/schema-values.ts';

const [, snapshot] = serverMessageSchema.options;
const states = fc.constant(EMPTY_LAB_STATE);
/** No server sends what its own schema refuses, such as a program that is called `constructor`. */
const message = valuesOf(
  serverMessageSchema,
  new Map([...withPrograms, [snapshot.entries.state, states]]),
).filter((one) => v.is(serverMessageSchema, one));
const batch = fc.tuple(fc.nat(60), fc.nat(60), fc.constantFrom('a', 'b')).map(([from, count, epoch]) => ({
  type: 'events',
  epoch,
  head: RECORDED.length,
  events: numbered(RECORDED).slice(from, from + count),
}));
const welcome = {
  type: 'welcome',
  version: PROTOCOL_VERSION,
  server: '0',
  room: 'r',
  lesson: 'L1',
  role: 'viewer',
};
const sound = fc.oneof(message, batch, batch, fc.constant(welcome)).map((one) => JSON.stringify(one));
/** A field that is missing or is another thing. What stands in the events is the server's own, as the schema has it. */
const other = fc
  .tuple(
    fc.oneof(message, batch, fc.constant(welcome)),
    fc.nat(9),
    fc.constantFrom<unknown>(undefined, null, 1, '', [], {}, { seq: 'x' }),
  )
  .map(([one, at, odd]) => {
    const keys = Object.keys(one);
    return JSON.stringify({ ...one, [keys[at % keys.length]!]: odd });
  });
const isJson = (text: string): boolean => {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
};
const frame = fc.oneof(
  { arbitrary: sound, weight: 3 },
  other,
  damagedText(sound, ['{', '"', '\0', 'null']).filter((text) => !isJson(text)),
  fc.json({ maxDepth: 2 }),
);

/** A page keeps the log without a gap or a repeat. */
class Page implements Listener {
  timeline = new Timeline();
  refusals = 0;
  connecting(): void {}
  welcome(): void {}
  room(): void {}
  class(): void {}
  lost(): void {}
  restarted(base: Parameters<Listener['restarted']>[0]): void {
    this.timeline = new Timeline(base ?? EMPTY_LAB_STATE);
  }
  events(events: readonly LabEvent[]): void {
    this.timeline.append(events);
  }
  refused(): void {
    this.refusals += 1;
  }
}

fuzz({
  title:
    'any frames of a server leave the page with a log without a gap, and one that is no message with what it had',
  share: 0.08,
  cases: fc.array(frame, { maxLength: 6 }),
  check(frames) {
    let channel: Channel | null = null;
    const around: Surroundings = {
      open: () => (channel = { send() {}, close() {}, onopen: null, onmessage: null, onclose: null }),
      now: () => 0,
      random: () => 0,
      after: () => () => {},
    };
    const page = new Page();
    const connection = new RoomConnection(around, page, {});
    connection.start();
    for (const data of frames) {
      const { timeline, refusals } = page;
      const { head } = timeline;
      const hear = channel!.onmessage;
      hear?.({ data });
      if (page.refusals === refusals) continue;
      expect(page.timeline).toBe(timeline);
      expect(timeline.head).toBe(head);
    }
    connection.stop();
  },
});
