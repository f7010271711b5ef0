import { PROTOCOL_VERSION } from '../../../../shared/protocol/version.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { retryDelayMs } from '../../../../client/lab/backoff.ts';
import { type Channel, RoomConnection, type Listener } from '../../../../client/lab/connection.ts';
import { linkForOthers } from '../../../../client/lab/link-for-others.ts';
import { classInHash, hashOfRoom, roomInHash, socketAddress } from '../../../../client/lab/room-link.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import type { LabEvent } from '../../../../shared/log/events.ts';

/** The server's end of one connection, and a clock that stands still. */
class FakeChannel implements Channel {
  readonly sent: unknown[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((frame: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  send(frame: string): void {
    this.sent.push(JSON.parse(frame));
  }
  close(): void {
    this.closed = true;
  }
  says(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
}

const welcome = {
  type: 'welcome',
  version: PROTOCOL_VERSION,
  server: 'test',
  room: 'room1',
  lesson: 'L1',
  role: 'controller',
  token: 'secret',
  network: {
    grade: 'two-hosts',
    capture: 'wire',
    isolated: true,
    forced: false,
    failure: null,
    platform: 'x',
  },
};
const rest = (seq: number): LabEvent => ({ seq, at: seq * 10, source: 'kernel', type: 'at-rest' });
const events = (epoch: string, ...seqs: number[]) => ({
  type: 'events',
  epoch,
  head: seqs.at(-1),
  events: seqs.map(rest),
});

let channels: FakeChannel[];
let timers: { at: number; run: () => void }[];
let heard: string[];
let log: number[];
let connection: RoomConnection;

beforeEach(() => {
  channels = [];
  timers = [];
  heard = [];
  log = [];
  const listener: Listener = {
    connecting: () => heard.push('connecting'),
    welcome: ({ role }) => heard.push(`welcome ${role}`),
    restarted: (base) => {
      heard.push(`restarted ${base?.seq ?? 0}`);
      log = [];
    },
    events: (batch) => log.push(...batch.map((event) => event.seq)),
    room: () => heard.push('room'),
    class: (told) => heard.push(Object.keys(told).join(' ')),
    lost: (retryAt, tries) => heard.push(`lost ${retryAt} ${tries}`),
    refused: ({ code }) => heard.push(`refused ${code}`),
  };
  connection = new RoomConnection(
    {
      open: () => {
        const channel = new FakeChannel();
        channels.push(channel);
        return channel;
      },
      now: () => 0,
      random: () => 1,
      after: (at, run) => {
        const timer = { at, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((t) => t !== timer);
        };
      },
    },
    listener,
    { room: 'room1' },
  );
  connection.start();
  channels[0]?.onopen?.();
});

const open = (): FakeChannel => channels.at(-1)!;
const elapse = (): void => {
  const [timer] = timers;
  timers = timers.slice(1);
  timer?.run();
};

describe('a connection', () => {
  test('says hello with the room it wants and nothing it does not have', () => {
    expect(open().sent).toEqual([{ type: 'hello', version: PROTOCOL_VERSION, room: 'room1' }]);
  });

  test('[PROTO3] resumes after a loss with its token, epoch and last event, and takes each event once', () => {
    open().says(welcome);
    open().says(events('e1', 1, 2, 3));
    open().onclose?.();
    expect(heard.at(-1)).toBe('lost 500 1');
    elapse();
    open().onopen?.();
    expect(open().sent).toEqual([
      {
        type: 'hello',
        version: PROTOCOL_VERSION,
        lesson: 'L1',
        room: 'room1',
        token: 'secret',
        epoch: 'e1',
        after: 3,
      },
    ]);
    open().says({ ...welcome, token: undefined });
    open().says(events('e1', 2, 3, 4));
    expect(log).toEqual([1, 2, 3, 4]);
    expect(heard.filter((h) => h.startsWith('restarted'))).toEqual(['restarted 0']);
  });

  test('in another room asks for its whole log, whatever it had of the one before', () => {
    open().says(welcome);
    open().says(events('e1', 1, 2, 3));
    open().says({ ...welcome, room: 'room2' });
    expect(connection.epoch).toBeNull();
    // The lab of that room is still being made when the connection is lost.
    open().onclose?.();
    elapse();
    open().onopen?.();
    expect(open().sent[0]).not.toHaveProperty('after');
    expect(open().sent[0]).toMatchObject({ room: 'room2' });
  });

  test('on a gap asks for the whole log again', () => {
    open().says(welcome);
    open().says(events('e1', 1, 2));
    open().says(events('e1', 5));
    expect(log).toEqual([1, 2]);
    elapse();
    open().onopen?.();
    expect(open().sent[0]).not.toHaveProperty('after');
  });

  test('a snapshot replaces everything, and events go on from it', () => {
    open().says(welcome);
    open().says(events('e1', 1, 2));
    open().says({ type: 'snapshot', epoch: 'e1', state: { ...EMPTY_LAB_STATE, seq: 40 }, head: 41, now: 7 });
    open().says(events('e1', 41));
    expect(heard).toContain('restarted 40');
    expect(log).toEqual([41]);
  });

  test('another epoch is another log', () => {
    open().says(welcome);
    open().says(events('e1', 1, 2));
    open().says(events('e2', 1));
    expect(log).toEqual([1]);
  });

  test('a message it cannot read ends it with a clear code, and it does not try again', () => {
    open().says(welcome);
    open().says('{"type":"surprise"}');
    expect(heard.at(-1)).toBe('refused bad-message');
    expect(open().closed).toBe(true);
    expect(timers).toEqual([]);
  });

  test('[CLASS2] wrong codes of others are final for who types one, and not for a page that was in', () => {
    const guessed = { type: 'error', error: { code: 'too-many-guesses' } };
    open().says(welcome);
    open().onclose?.();
    elapse();
    open().says(guessed);
    open().onclose?.();
    expect(heard.at(-1)).toMatch(/^lost/);
    elapse();
    open().says(welcome);
    expect(heard.at(-1)).toBe('welcome controller');
  });

  test('a full server is final, a passing trouble is not', () => {
    open().says({ type: 'error', error: { code: 'internal' } });
    expect(heard.at(-1)).toBe('connecting');
    open().says({ type: 'error', error: { code: 'too-many-labs' } });
    expect(heard.at(-1)).toBe('refused too-many-labs');
  });

  test('a page that finds its room full comes in by itself, and says so until then', () => {
    for (let i = 0; i < 2; i += 1) {
      open().says({ type: 'error', error: { code: 'too-many-viewers' } });
      expect(open().closed).toBe(true);
      elapse();
      open().onopen?.();
    }
    expect(heard).toEqual(['connecting', 'refused too-many-viewers', 'refused too-many-viewers']);
    open().says(welcome);
    expect(heard.at(-1)).toBe('welcome controller');
    expect(channels).toHaveLength(3);
    // Whoever has left does not come back.
    open().says({ type: 'error', error: { code: 'too-many-viewers' } });
    connection.stop();
    expect(timers).toEqual([]);
  });

  test('[PROTO4] answers each command with its own outcome, and with a refusal when the connection goes', async () => {
    open().says(welcome);
    const first = connection.send({ type: 'run-again' });
    const second = connection.send({ type: 'step', program: 'client' });
    const third = connection.send({ type: 'step', program: 'server' });
    open().says({ type: 'refused', id: 2, error: { code: 'not-steppable' } });
    open().says({ type: 'done', id: 1 });
    open().onclose?.();
    expect(await Promise.all([first, second, third])).toEqual([
      null,
      { code: 'not-steppable' },
      { code: 'lab-unavailable' },
    ]);
  });

  test('refuses a value here that is longer than a message may be, and stays open', async () => {
    const value = '长'.repeat(LIMITS.messageBytes / 2);
    open().says(welcome);
    const { length } = open().sent;
    const refusal = connection.send({ type: 'set', program: 'client', parameter: 'message', value });
    expect(await refusal).toEqual({ code: 'bad-value' });
    expect(open().sent).toHaveLength(length);
    expect(open().closed).toBe(false);
  });

  test('gives up on a server that never says welcome', () => {
    elapse();
    expect(heard.at(-1)).toMatch(/^lost/);
    expect(channels[0]?.closed).toBe(true);
  });
});

describe('the wait before a retry', () => {
  test('doubles to ten seconds, and half of it is by lot', () => {
    expect([0, 1, 2, 3, 4, 5, 30].map((n) => retryDelayMs(n, 1))).toEqual([
      500, 1000, 2000, 2000, 2000, 2000, 2000,
    ]);
    expect(retryDelayMs(3, 0)).toBe(1000);
  });
});

describe('a link', () => {
  test('names a room and never a secret', () => {
    const link = linkForOthers(
      'http://h:1/x/?lang=en&token=no#/room/a',
      'http://192.168.1.7:1/',
      hashOfRoom('abc'),
    );
    expect(link).toBe('http://h:1/x/#/room/abc');
    expect(roomInHash('#/room/abc')).toBe('abc');
    expect(roomInHash('#/room/../x')).toBeNull();
    expect(['#/class/k7mxy3', '#/class/', '#/room/abc'].map(classInHash)).toEqual(['k7mxy3', null, null]);
  });

  test('leads other machines to the address that the server named, where the page is localhost', () => {
    const othersAt = 'https://lab.example/x/?lang=en';
    for (const here of ['localhost', '127.0.0.1', '[::1]'])
      expect(linkForOthers(`http://${here}:1/`, othersAt, hashOfRoom('abc'))).toBe(
        'https://lab.example/x/#/room/abc',
      );
    expect(linkForOthers('http://localhost:1/', null, hashOfRoom('abc'))).toBe(
      'http://localhost:1/#/room/abc',
    );
  });

  test('leads to the socket of the page’s own origin and folder', () => {
    expect(socketAddress('https://h/x/?lang=en#/room/a')).toBe('wss://h/x/ws');
    expect(socketAddress('http://127.0.0.1:8127/')).toBe('ws://127.0.0.1:8127/ws');
  });
});
