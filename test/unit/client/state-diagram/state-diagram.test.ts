import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BOXES,
  conversationOf,
  conversations,
  DRAWN,
  FIGURE,
  shapeOf,
  stateDiagram,
} from '../../../../client/features/state-diagram/state-diagram.ts';
import { ways } from '../../../../client/features/state-diagram/state-figure.ts';
import { socketPaths, type Step } from '../../../../client/features/state-diagram/state-path.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { readRecording } from '../../../../shared/log/recording.ts';
import { Conversation } from '../stage/conversation.ts';

const file = join(import.meta.dirname, '../../../../client/public/recordings/L1.ndjson');
const { events } = readRecording(readFileSync(file, 'utf8'));
const talks = conversations(socketPaths(EMPTY_LAB_STATE, events));
const talk = talks[0]!;

/** Returns the cause of a step in a word. */
function cause(step: Step): string {
  const found = step.cause;
  if (found === null || found.is === 'timer') return found?.is ?? 'unseen';
  if (found.is === 'call') {
    const call = events.find((e) => e.type === 'call-entered' && e.call === found.call);
    return call?.type === 'call-entered' ? `${call.name}()` : '?';
  }
  const sent = events.find((e) => e.type === 'segment-sent' && e.segment === found.segment);
  return sent?.type === 'segment-sent' ? sent.headers.flags.join(',') : '?';
}
const told = (steps: readonly Step[]): string[] =>
  steps.map((step) => `${step.from} > ${step.to} by ${cause(step)}`);

describe('the paths of the recorded L1', () => {
  test('are those of one conversation with its listener', () => {
    expect(talks).toHaveLength(1);
    expect(talk.client?.first).toBe('CLOSE');
    expect(conversationOf(talks, talk.server!.socket)).toBe(0);
  });

  test('the client: opened, established, closed first, TIME_WAIT', () => {
    expect(told(talk.client!.steps)).toEqual([
      'CLOSE > SYN_SENT by connect()',
      'SYN_SENT > ESTABLISHED by SYN,ACK',
      'ESTABLISHED > FIN_WAIT1 by close()',
      // One segment acknowledges the FIN and carries the other one, so that the kernel passes FIN_WAIT2 while
      // it processes it.
      'FIN_WAIT1 > FIN_WAIT2 by FIN,ACK',
      'FIN_WAIT2 > TIME_WAIT by FIN,ACK',
    ]);
    expect(talk.client!.steps.map((step) => step.passed)).toEqual([false, false, false, true, false]);
  });

  test('the server: its listener, and the connection that was born of it', () => {
    expect(told(talk.listener!.steps)).toEqual(['CLOSE > LISTEN by listen()', 'LISTEN > CLOSE by close()']);
    expect(told(talk.server!.steps)).toEqual([
      'LISTEN > SYN_RECV by SYN',
      'SYN_RECV > ESTABLISHED by ACK',
      'ESTABLISHED > CLOSE_WAIT by FIN,ACK',
      'CLOSE_WAIT > LAST_ACK by close()',
      'LAST_ACK > GONE by ACK',
    ]);
  });

  test('every cause stands before what it caused', () => {
    for (const path of [talk.client!, talk.server!, talk.listener!])
      for (const step of path.steps)
        if (step.cause !== null && step.cause.is !== 'timer')
          expect(step.cause.seq).toBeLessThanOrEqual(step.seq);
  });
});

describe('where readings missed states', () => {
  const stepsOf = (talk: Conversation, id: string): readonly Step[] =>
    socketPaths(EMPTY_LAB_STATE, talk.events).find(({ socket }) => socket === id)!.steps;

  test('LAST_ACK is passed where close() and the last ACK came between two of them', () => {
    const talk = new Conversation().listen().connect();
    talk.enter('client', 6, 'close', '10');
    talk.deliver(talk.segment('client', ['FIN', 'ACK'], 1, 1));
    talk.observe('20', 'server', { state: 'CLOSE_WAIT' });
    talk.enter('server', 10, 'close', '20');
    const fin = talk.segment('server', ['FIN', 'ACK'], 1, 2);
    talk.deliver(fin);
    talk.deliver(talk.segment('client', ['ACK'], 2, 2));
    talk.add({ type: 'socket-gone', socket: '20', host: 'server' });
    expect(stepsOf(talk, '20').slice(-2)).toMatchObject([
      { from: 'CLOSE_WAIT', to: 'LAST_ACK', passed: true, cause: { is: 'call' } },
      { from: 'LAST_ACK', to: 'GONE', passed: false, cause: { is: 'segment', segment: 6 } },
    ]);
  });

  test('a reset leads straight out, by a way that the figure does not have', () => {
    const talk = new Conversation().listen().connect();
    const reset = talk.segment('server', ['RST'], 1, 0);
    talk.observe('20', 'server', { state: 'CLOSE' }).deliver(reset);
    talk.observe('10', 'client', { state: 'CLOSE' });
    const out = { from: 'ESTABLISHED', to: 'GONE', trigger: null };
    expect(stepsOf(talk, '20').at(-1)).toMatchObject({ ...out, cause: { is: 'reset', segment: reset } });
    expect(stepsOf(talk, '10').at(-1)).toMatchObject({ ...out, cause: { is: 'segment', segment: reset } });
  });

  test('without any cause in sight it is a timer’s doing', () => {
    const talk = new Conversation().listen().connect();
    talk.observe('10', 'client', { state: 'CLOSE' });
    expect(stepsOf(talk, '10').at(-1)).toMatchObject({ to: 'GONE', cause: { is: 'timer' } });
  });
});

describe('the diagram at an instant', () => {
  test('numbers each end’s transitions in their order, those to come apart', () => {
    const { clientSteps, serverSteps } = stateDiagram(talk, events.length);
    expect(clientSteps.map(({ number, later }) => [number, later])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [n, false]),
    );
    expect(serverSteps.map(({ step }) => step.to)).toEqual([
      'LISTEN',
      'SYN_RECV',
      'ESTABLISHED',
      'CLOSE_WAIT',
      'LAST_ACK',
      'CLOSE',
      'GONE',
    ]);
  });

  test('marks where both ends stand, at any moment', () => {
    const established = talk.client!.steps[1]!.seq;
    const { marks, visited, clientSteps } = stateDiagram(talk, established);
    expect(Object.fromEntries(marks.map(({ who, place }) => [who, place]))).toEqual({
      client: 'ESTABLISHED',
      server: 'SYN_RECV',
      listener: 'LISTEN',
    });
    expect(visited.has('FIN_WAIT1')).toBe(false);
    expect(clientSteps.filter(({ later }) => later)).toHaveLength(3);
    expect(stateDiagram(talk, 0).marks).toEqual([]);
  });
});

describe('the figure', () => {
  test('has RFC 9293’s twenty arrows, each with a line, and twelve boxes within its bounds', () => {
    expect(DRAWN).toHaveLength(20);
    for (const { shape } of DRAWN) expect(shape.d).toMatch(/^M/);
    for (const { x, y } of Object.values(BOXES)) {
      expect(x + FIGURE.box.width).toBeLessThanOrEqual(FIGURE.width);
      expect(y + FIGURE.box.height).toBeLessThanOrEqual(FIGURE.height);
    }
  });

  test('draws a way that it does not have as one of its own', () => {
    expect(shapeOf('ESTABLISHED', 'GONE').extra).toBe(true);
    expect(shapeOf('ESTABLISHED', 'FIN_WAIT1').extra).toBe(false);
  });

  test('knows every way between two states, shortest first', () => {
    expect(ways('FIN_WAIT1', 'TIME_WAIT').map((way) => way.map(({ to }) => to))).toEqual([
      ['FIN_WAIT2', 'TIME_WAIT'],
      ['CLOSING', 'TIME_WAIT'],
    ]);
  });
});
