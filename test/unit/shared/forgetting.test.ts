import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LabEvent, LabEventBody } from '../../../shared/log/events.ts';
import { readRecording } from '../../../shared/log/recording.ts';
import { begin, round } from '../../support/rounds.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import { OUTPUT_CHARACTERS } from '../../../shared/model/reducer/programs.ts';

function after(state: LabState, bodies: readonly LabEventBody[]): LabState {
  return bodies.reduce<LabState>(
    (before, body) => applyEvent(before, { ...body, seq: before.seq + 1, at: before.at + 1 } as LabEvent),
    state,
  );
}

test('[STATE4] a state does not grow with its log, whatever comes and goes in one run', () => {
  let state = after(EMPTY_LAB_STATE, begin);
  const sizes: number[] = [];
  for (let number = 1; number <= 210; number += 1) {
    state = after(state, round(number));
    if (number >= 120 && number % 30 === 0) sizes.push(JSON.stringify(state).length);
  }
  // Numbers grow by a digit now and then.
  expect(Math.max(...sizes)).toBeLessThan(1.1 * Math.min(...sizes));
  expect(Object.keys(state.threads).length).toBeGreaterThan(2);
});

test('[STATE4] a socket that tries to connect again and again leaves no flow behind for each try', () => {
  const refused = new URL('../../../client/public/recordings/L6.ndjson', import.meta.url);
  const [syn, reset] = readRecording(readFileSync(refused, 'utf8')).events.filter(
    (event): event is Extract<LabEvent, { type: 'segment-sent' }> => event.type === 'segment-sent',
  );
  const delivered = (segment: number): LabEventBody => ({
    type: 'segment-delivered',
    source: 'segment',
    segment,
  });
  const tries = Array.from({ length: 500 }, (_, i): readonly LabEventBody[] => {
    const [asks, answers] = [900_000 + 2 * i, 900_001 + 2 * i];
    const port = 20_000 + i;
    const source = { ...syn!.headers.source, port };
    const destination = { ...reset!.headers.destination, port };
    return [
      { ...syn!, segment: asks, headers: { ...syn!.headers, source } },
      delivered(asks),
      { ...reset!, segment: answers, headers: { ...reset!.headers, destination } },
      delivered(answers),
    ];
  });
  const state = after(after(EMPTY_LAB_STATE, begin), tries.flat());
  expect(state.wire.chips).toEqual([]);
  expect(Object.keys(state.flows).length).toBeLessThan(150);
});

test('[STATE4] of an output the newest lines are kept that have room, and always the newest', () => {
  let state = after(EMPTY_LAB_STATE, begin);
  const print = (text: string): LabEventBody => ({
    type: 'output',
    source: 'program',
    program: 'client',
    thread: 'client/main',
    text,
  });
  const output = (): readonly string[] => state.programs['client']!.output;
  for (let i = 0; i < 300; i += 1) state = after(state, [print(`${i}`)]);
  expect(output()).toEqual(Array.from({ length: 100 }, (_, i) => `${200 + i}`));
  for (let i = 0; i < 9; i += 1) state = after(state, [print(`${i}`.repeat(OUTPUT_CHARACTERS / 4))]);
  expect(output().map((line) => line[0])).toEqual(['5', '6', '7', '8']);
  state = after(state, [print('x'.repeat(2 * OUTPUT_CHARACTERS))]);
  expect(output().map((line) => line[0])).toEqual(['x']);
});
