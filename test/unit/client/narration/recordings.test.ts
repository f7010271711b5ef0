import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messages as enMessages } from '../../../../client/features/narration/messages.en.ts';
import { messages as zhMessages } from '../../../../client/features/narration/messages.zh.ts';
import { messages as enSummary } from '../../../../client/features/narration/summary/messages.en.ts';
import { messages as zhSummary } from '../../../../client/features/narration/summary/messages.zh.ts';
import { isFlood, summaryOf } from '../../../../client/features/narration/summary/span-summary.ts';
import {
  narrationAt,
  pressBefore,
  readingAfter,
  type Reader,
  trailAt,
} from '../../../../client/features/narration/tell.ts';
import { classOf, rankOf } from '../../../../client/features/narration/importance.ts';
import { toldAt } from '../../../../client/features/narration/narrated-event.ts';
import { messages as enUi } from '../../../../client/ui/messages.en.ts';
import { messages as zhUi } from '../../../../client/ui/messages.zh.ts';
import { bytesText } from '../../../../client/stage/model/quantities.ts';
import { LogIndex } from '../../../../client/playback/projections/log-index.ts';
import type { PressSpan } from '../../../../client/playback/projections/press-spans.ts';
import { LONGEST_READING_MS, SHORTEST_READING_MS } from '../../../../client/playback/pacing.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { Timeline } from '../../../../shared/log/timeline.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';

const readers: Readonly<Record<'en' | 'zh', Reader>> = {
  en: {
    words: { narration: enMessages.events, tcpStates: enUi.tcpStates },
    summary: enSummary.summary,
    inHand: true,
  },
  zh: {
    words: { narration: zhMessages.events, tcpStates: zhUi.tcpStates },
    summary: zhSummary.summary,
    inHand: true,
  },
};

function logOf(events: readonly LabEvent[]) {
  const index = new LogIndex(EMPTY_LAB_STATE);
  for (const event of events) index.see(event);
  const timeline = new Timeline();
  timeline.append(events);
  return { events, base: 0, index, stateAt: (seq: number) => timeline.stateAt(seq) };
}

function spansOf(index: LogIndex): PressSpan[] {
  const spans: PressSpan[] = [];
  for (let n = 0, span = index.presses.nth(0); span !== null; span = index.presses.nth((n += 1)))
    spans.push(span);
  return spans;
}

const folder = new URL('../../../../client/public/recordings/', import.meta.url);
const recordings = readdirSync(folder)
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);

describe.each(recordings)('%s', (_file, text) => {
  const { events } = readRecording(text);
  const log = logOf(events);
  const spans = spansOf(log.index);
  const eventsIn = ({ from, to }: PressSpan): readonly LabEvent[] => events.slice(from - 1, to);

  test('is cut into spans without a gap, each of which ends in a rest, a pause or a command', () => {
    expect(spans[0]?.from).toBe(1);
    expect(spans.at(-1)?.to).toBe(events.length);
    for (const [i, { from }] of spans.entries()) if (i > 0) expect(from).toBe(spans[i - 1]!.to + 1);
    const rests = events.filter(({ type }) => type === 'at-rest').length;
    expect(spans.length).toBeGreaterThanOrEqual(rests);
    for (const { seq } of events.filter(({ type }) => type === 'at-rest'))
      expect(spans.some(({ to }) => to === seq)).toBe(true);
  });

  test.each(['en', 'zh'] as const)('says one sentence for each press, in %s', (language) => {
    for (const span of spans) {
      const told = narrationAt(log, span.to, readers[language])!;
      expect(told.sentence, `${span.from}–${span.to}`).not.toMatch(/undefined|null|NaN|\[object|^\s*$/);
      expect(told.sentence.length, told.sentence).toBeLessThan(180);
      // A press is told by itself; only what no hand began may leave the sentence that stood.
      if (span.byHand) expect(told.span).toEqual(span);
      else expect(told.seq).toBeLessThanOrEqual(span.to);
    }
  });

  test('is told live, at each rest, as it is told in a replay', () => {
    const live = new LogIndex(EMPTY_LAB_STATE);
    for (const [i, event] of events.entries()) {
      live.see(event);
      if (event.type !== 'at-rest') continue;
      const soFar = { events: events.slice(0, i + 1), base: 0, index: live };
      expect(toldAt(soFar, event.seq)).toEqual(toldAt(log, event.seq));
    }
  });

  test('keeps a sentence until a more important one of the same press comes, or the next press', () => {
    for (const span of spans.filter((span) => !isFlood(eventsIn(span)))) {
      const stood = new Set<LabEvent>();
      let last: LabEvent | null = null;
      for (let seq = span.from; seq <= span.to; seq += 1) {
        const { event } = toldAt(log, seq)!;
        if (event === last) continue;
        expect(stood.has(event)).toBe(false);
        stood.add(event);
        last = event;
      }
      expect(toldAt(log, span.to)!.event).toBe(last);
    }
  });

  test('leaves a press’s first sentence until an effect of it comes', () => {
    for (const { from, to } of spans.filter((span) => span.byHand && !isFlood(eventsIn(span))))
      for (let seq = from; seq < to; seq += 1) {
        const { event } = toldAt(log, seq)!;
        if (event.seq > from)
          expect(rankOf[classOf(event, log.index)], `${seq}`).toBeLessThanOrEqual(rankOf.arrival);
        expect(narrationAt(log, seq, readers.en)?.sentence, `${seq}`).toMatch(/./);
      }
  });

  test('what a timer does comes after the whole of the last press', () => {
    for (const [i, { from, byHand }] of spans.entries()) {
      const press = spans.slice(0, i).findLast((span) => span.byHand);
      if (byHand || press === undefined) continue;
      expect(pressBefore(log, from, readers.en)).toEqual(narrationAt(log, press.to, readers.en));
    }
  });

  test('has a trail of the last ten, the newest last, each of a press of its own', () => {
    const trail = trailAt(log, events.length, readers.en, 10);
    expect(trail).toHaveLength(Math.min(10, new Set(spans.map(({ to }) => toldAt(log, to)!.span.from)).size));
    expect(trail.at(-1)).toEqual(narrationAt(log, events.length, readers.en));
    const froms = trail.map(({ span }) => span!.from);
    expect(froms).toEqual([...new Set(froms)].toSorted((a, b) => a - b));
  });

  test('leaves time to read at the end of each press, and within bounds', () => {
    for (const span of spans.filter(({ byHand }) => byHand)) {
      const ms = readingAfter(log, span.to, readers.zh);
      expect(ms).toBeGreaterThanOrEqual(SHORTEST_READING_MS);
      expect(ms).toBeLessThanOrEqual(LONGEST_READING_MS);
    }
  });

  test('sums each flood up in the numbers of the log itself', () => {
    const lines = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as Json);
    for (const span of spans.filter((span) => isFlood(eventsIn(span)))) {
      const scanned = scan(lines, span);
      const summary = summaryOf(log, span, log.stateAt(span.from - 1), log.stateAt(span.to));
      expect(summary).toMatchObject(scanned);
      const { asOne } = toldAt(log, span.to)!;
      if (!asOne) continue;
      for (const language of ['en', 'zh'] as const) {
        const { sentence } = narrationAt(log, span.to, readers[language])!;
        for (const { segments, bytes } of [scanned.sent.client, scanned.sent.server]) {
          if (segments === 0) continue;
          expect(sentence).toMatch(new RegExp(String.raw`\*${segments}\D`));
          expect(sentence).toContain(bytesText(bytes));
        }
      }
    }
  });
});

test('there are floods to sum up, with segments, sleeping senders and closed windows among them', () => {
  const floods = recordings.flatMap(([, text]) => {
    const log = logOf(readRecording(text).events);
    return spansOf(log.index)
      .filter(({ from, to }) => isFlood(log.events.slice(from - 1, to)))
      .map((span) => summaryOf(log, span, log.stateAt(span.from - 1), log.stateAt(span.to)));
  });
  expect(floods.length).toBeGreaterThanOrEqual(5);
  expect(floods.some(({ sent }) => sent.client.segments > 10)).toBe(true);
  expect(floods.some(({ asleepInSend }) => asleepInSend.length > 0)).toBe(true);
  expect(floods.some(({ wokeInSend }) => wokeInSend.length > 0)).toBe(true);
  expect(floods.some(({ deadlock }) => deadlock)).toBe(true);
  expect(floods.some(({ closed }) => closed.length > 0)).toBe(true);
});

test('a press that starts a thread says so, though a connect() returned with it', () => {
  const [, text] = recordings.find(([name]) => name.startsWith('L24'))!;
  const log = logOf(readRecording(text).events);
  const told = spansOf(log.index).map(({ to }) => narrationAt(log, to, readers.en)!.sentence);
  expect(told.filter((sentence) => /has started \*another thread\*/.test(sentence)).length).toBe(3);
});

/** A line of a recording as it is in the file: this scan shares no code with the page. */
// oxlint-disable-next-line typescript/no-explicit-any -- The file is read without its types on purpose.
type Json = any;

function scan(lines: readonly Json[], { from, to }: PressSpan) {
  const inSpan = lines.filter(({ seq }) => seq >= from && seq <= to);
  const calls = new Map(lines.filter(({ type }) => type === 'call-entered').map((line) => [line.call, line]));
  const hostOf = (call: number): string =>
    (calls.get(call).thread as string).startsWith('client') ? 'client' : 'server';
  const carries = (host: string): Json[] =>
    inSpan.filter(
      (line) =>
        line.from === host &&
        ((line.type === 'segment-sent' && line.headers.payloadBytes > 0) ||
          (line.type === 'segments-passed' && line.payloadBytes > 0)),
    );
  const sent = (host: string) => ({
    segments: carries(host).reduce((sum, line) => sum + (line.count ?? 1), 0),
    bytes: carries(host).reduce((sum, line) => sum + (line.payloadBytes ?? line.headers.payloadBytes), 0),
  });
  const returned = inSpan.filter(({ type }) => type === 'call-returned');
  const results = (host: string, name: string): Json[] =>
    returned.filter(
      ({ call, result }) => result.ok && calls.get(call)?.name === name && hostOf(call) === host,
    );
  const total = (found: readonly Json[]): number => found.reduce((sum, { result }) => sum + result.value, 0);
  const callsOf = (host: string) => ({
    recv: results(host, 'recv').length,
    into: results(host, 'recv').filter(({ call }) => calls.get(call).into === true).length,
    received: total(results(host, 'recv')),
    send: results(host, 'send').length,
    handed: total(results(host, 'send')),
    accept: results(host, 'accept').length,
    connect: results(host, 'connect').length,
  });
  const windowOf = (host: string, before: number): number | undefined =>
    lines.findLast(
      (line) =>
        line.type === 'segment-sent' &&
        line.from === host &&
        line.seq < before &&
        !line.headers.flags.includes('RST'),
    )?.headers.window;
  const isShut = (host: string): boolean => windowOf(host, to + 1) === 0 && windowOf(host, from) !== 0;
  const several = new Set(
    lines.filter(({ type }) => type === 'program-loaded').map(({ program }) => program),
  );
  return {
    sent: { client: sent('client'), server: sent('server') },
    returned: returned.length,
    lost: inSpan.filter(({ type, cause }) => type === 'segment-dropped' && cause !== 'obsolete').length,
    calls: { client: callsOf('client'), server: callsOf('server') },
    // With several connections there is no one window of a host.
    ...(several.size === 2 && { closed: ['client', 'server'].filter(isShut) }),
  };
}
