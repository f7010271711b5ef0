import { describe, expect, test } from 'vitest';
import type { EventOf, LabEvent, LabEventType } from '../../shared/log/events.ts';
import { FactLog, type Fact } from '../../shared/lessons/facts.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { lacks } from '../support/machine.ts';
import { lessonRuns } from '../support/lesson-runs.ts';

const missing = lacks('two-hosts', 'the source lesson’s seven cautions');

interface Run {
  readonly events: readonly LabEvent[];
  readonly holds: (fact: Fact) => boolean;
}

/** The log of a lesson's run on the real kernel. */
async function run(lesson: string): Promise<Run> {
  const { events, problems } = (await lessonRuns('two-hosts')).get(lesson)!;
  expect(problems).toEqual([]);
  const [timeline, facts] = [new Timeline(), new FactLog()];
  for (const event of events) {
    timeline.append([event]);
    facts.see(event, timeline.state);
  }
  return { events, holds: (fact) => facts.holds(fact) };
}

function ofType<T extends LabEventType>({ events }: Run, type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

describe.skipIf(missing !== undefined)('the source lesson’s cautions', { timeout: 120_000 }, () => {
  test('1: to talk, a client has to connect first', async () => {
    const { holds } = await run('L5');
    expect(holds({ fact: 'fails', program: 'client', call: 'send', errno: 'EPIPE' })).toBe(true);
    expect(holds({ fact: 'fails', program: 'client', call: 'recv', errno: 'ENOTCONN' })).toBe(true);
    expect(holds({ fact: 'returns', program: 'client', call: 'connect' })).toBe(true);
    expect(holds({ fact: 'returns', program: 'client', call: 'send', nth: 2 })).toBe(true);
  });

  test('2: a client need not bind: the kernel chooses its port when it connects', async () => {
    const log = await run('L3');
    const own = ofType(log, 'call-entered').filter(({ thread }) => thread === 'client/main');
    expect(own.some(({ name }) => name === 'bind')).toBe(false);
    const ports = ofType(log, 'call-returned').flatMap(({ call, result }) =>
      own.some((entered) => entered.call === call) && result.ok && result.ends
        ? [result.ends.local.port]
        : [],
    );
    expect(ports.length).toBeGreaterThan(0);
    expect(Math.min(...ports)).toBeGreaterThan(1023);
  });

  test('3: a server has to bind: where nobody listens at the port, a client is refused', async () => {
    const found = await run('L3');
    expect(found.holds({ fact: 'returns', program: 'server', call: 'bind' })).toBe(true);
    expect(found.holds({ fact: 'returns', program: 'client', call: 'connect' })).toBe(true);
    const nobody = await run('L6');
    expect(nobody.holds({ fact: 'fails', program: 'client', call: 'connect', errno: 'ECONNREFUSED' })).toBe(
      true,
    );
  });

  test('4: a listening socket is passive: it neither sends nor receives', async () => {
    const { holds } = await run('L4');
    expect(holds({ fact: 'fails', program: 'server', call: 'recv', errno: 'ENOTCONN' })).toBe(true);
    expect(holds({ fact: 'fails', program: 'server', call: 'send', errno: 'EPIPE' })).toBe(true);
  });

  test('5: accept gives a new socket, and that is the one to talk through', async () => {
    const log = await run('L7');
    const [listener] = ofType(log, 'call-entered').filter(({ name }) => name === 'listen');
    const accept = ofType(log, 'call-entered').find(({ name }) => name === 'accept');
    const given = ofType(log, 'call-returned').find(({ call }) => call === accept?.call)?.result;
    expect(given?.ok).toBe(true);
    if (given?.ok !== true) return;
    expect(given.socket).not.toBe(listener?.socket);
    expect(given.ends?.local.port).toBe(8080);
    const talks = ofType(log, 'call-entered').filter(
      ({ name, thread }) => thread === 'server/main' && (name === 'recv' || name === 'send'),
    );
    expect(talks.length).toBeGreaterThan(0);
    expect(talks.every(({ socket }) => socket === given.socket)).toBe(true);
  });

  test('6: to close what accept gave ends the talk with that client', async () => {
    const log = await run('L1');
    const closing = ofType(log, 'call-entered').find(
      ({ name, thread }) => name === 'close' && thread === 'server/main',
    );
    const fin = ofType(log, 'segment-sent').find(
      ({ from, headers }) => from === 'server' && headers.flags.includes('FIN'),
    );
    expect(fin!.seq).toBeGreaterThan(closing!.seq);
  });

  test('7: when the other end closes, recv returns 0 bytes', async () => {
    const { holds } = await run('L17');
    expect(holds({ fact: 'returns', program: 'server', call: 'recv', nth: 1, text: 'abc' })).toBe(true);
    expect(holds({ fact: 'returns', program: 'server', call: 'recv', nth: 2, value: 0 })).toBe(true);
  });
});
