import { beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import type { EventOf, LabEvent, LabEventType } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { lessonRuns } from '../support/lesson-runs.ts';
import { lacks } from '../support/machine.ts';

const missing = lacks('two-hosts', 'what the log of every lesson shows');

function ofType<T extends LabEventType>(events: readonly LabEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

describe.skipIf(missing !== undefined)('the log of every lesson', () => {
  let logs: readonly (readonly LabEvent[])[] = [];
  beforeAll(async () => {
    logs = [...(await lessonRuns('two-hosts')).values()].map(({ events }) => events);
    expect(logs.length).toBeGreaterThan(20);
  }, 120_000);

  test('[EVENT3] says by which means each event was known', () => {
    const sources = new Map<LabEventType, Set<string>>();
    for (const { type, source } of logs.flat())
      sources.set(type, (sources.get(type) ?? new Set()).add(source));
    const knownBy = (...types: LabEventType[]): Set<string> =>
      new Set(types.flatMap((type) => [...(sources.get(type) ?? ['not seen'])]));
    expect(knownBy('call-entered', 'call-returned')).toEqual(new Set(['syscall']));
    expect(knownBy('segment-sent', 'segment-delivered')).toEqual(new Set(['segment']));
    expect(knownBy('socket-observed', 'socket-gone', 'listen-overflow')).toEqual(new Set(['kernel']));
    expect(knownBy('thread-at', 'thread-step', 'variable-set', 'output')).toEqual(new Set(['program']));
    expect(knownBy('segment-dropped', 'wire-set')).toEqual(new Set(['derived']));
  });

  test('[EVENT4] has each call enter, perhaps block, and return once', () => {
    for (const events of logs) {
      const last = new Map<number, LabEventType>();
      for (const event of events) {
        if (event.type === 'call-entered') expect(last.get(event.call)).toBeUndefined();
        else if (event.type === 'call-blocked') expect(last.get(event.call)).toBe('call-entered');
        else if (event.type === 'call-returned')
          expect(last.get(event.call)).toMatch(/^call-(entered|blocked)$/);
        else continue;
        last.set(event.call, event.type);
      }
      expect(last.size).toBeGreaterThan(0);
    }
  });

  test('[PROG2] is of a server and clients, whose threads are named by those that started them', () => {
    for (const events of logs) {
      const threads = new Set<string>();
      for (const { thread, program, by } of ofType(events, 'thread-started')) {
        if (by === undefined) expect(thread).toBe(`${program}/main`);
        else expect(threads).toContain(by);
        threads.add(thread);
      }
      for (const { program, host } of ofType(events, 'program-loaded')) {
        expect(program).toMatch(/^(server|client([2-9]|10)?)$/);
        expect(host).toBe(program === 'server' ? 'server' : 'client');
        expect(threads).toContain(`${program}/main`);
      }
    }
    expect(logs.flat().some((event) => event.type === 'thread-started' && event.by !== undefined)).toBe(true);
  });

  test('[PROG3] has each thread stand before the line that it executes; a function’s names are local', () => {
    for (const events of logs) {
      const before = new Map<string, number>();
      const depth = new Map<string, number>();
      for (const event of events) {
        if (event.type === 'thread-at') before.set(event.thread, event.line);
        else if (event.type === 'thread-step') {
          expect(before.get(event.thread)).toBe(event.line);
          before.delete(event.thread);
        } else if (event.type === 'frame-entered')
          depth.set(event.thread, (depth.get(event.thread) ?? 0) + 1);
        else if (event.type === 'frame-left') depth.set(event.thread, depth.get(event.thread)! - 1);
        else if (event.type === 'variable-set')
          expect(event.local === true).toBe((depth.get(event.thread) ?? 0) > 0);
      }
    }
    expect(logs.flat().some((event) => event.type === 'variable-set' && event.local === true)).toBe(true);
  });

  test('[PROG3] says of a thread that is not stepped that it runs, and of one that stands at a rest that it does not', () => {
    const standing = logs.flatMap((events) => {
      const threads = new Map<string, boolean>();
      return events.flatMap((event) => {
        if (event.type === 'thread-at') threads.set(event.thread, event.runs === true);
        else if (event.type === 'thread-step') threads.delete(event.thread);
        return event.type === 'at-rest' ? [...threads.values()] : [];
      });
    });
    expect(standing.length).toBeGreaterThan(0);
    expect(standing).not.toContain(true);
    expect(logs.flat().some((event) => event.type === 'thread-at' && event.runs === true)).toBe(true);
  });

  test('[PROG3] has no thread stand before an except clause that catches', () => {
    const clauses = logs.flatMap((events) =>
      events.flatMap((event, i) => {
        if (event.type !== 'exception-caught') return [];
        const { thread } = event;
        return events.slice(i).find((one) => one.type === 'thread-at' && one.thread === thread) ?? [];
      }),
    );
    expect(clauses.length).toBeGreaterThan(5);
    for (const clause of clauses) expect(clause).toMatchObject({ runs: true });
  });

  test('[OBS4] counts the fds of each program from 3, the lowest free one first', () => {
    for (const events of logs) {
      let state = EMPTY_LAB_STATE;
      for (const event of events) {
        const before = state;
        state = applyEvent(before, event);
        if (event.type !== 'call-returned' || !event.result.ok || event.result.fd === undefined) continue;
        const program = before.threads[before.calls[event.call]?.thread ?? '']!.program;
        const { fds } = before.programs[program]!;
        let lowest = 3;
        while (fds[lowest] !== undefined) lowest += 1;
        expect(event.result.fd).toBe(lowest);
        expect(event.result.realFd).toBeGreaterThan(2);
      }
    }
    const opened = ofType(logs.flat(), 'call-returned').filter(
      ({ result }) => result.ok && result.fd !== undefined,
    );
    expect(opened.some(({ result }) => result.ok && result.fd !== result.realFd)).toBe(true);
  });

  test('[EVENT5] has the raw bytes of each segment, in lower-case hex, up to the bound', () => {
    for (const { raw, rawBytes } of ofType(logs.flat(), 'segment-sent')) {
      expect(raw).toMatch(/^(?:[0-9a-f]{2})+$/);
      expect(raw.length / 2).toBe(Math.min(rawBytes, LIMITS.segmentSnapBytes));
    }
  });
});
