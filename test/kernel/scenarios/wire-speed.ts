import type { LabEvent } from '../../../shared/log/events.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  receive,
} from '../../../shared/programs/phrases.ts';
import {
  assign,
  bytes,
  forRange,
  leaveLoop,
  literal,
  method,
  name,
  not,
  operation,
  perform,
  when,
  whileLoop,
} from '../../../shared/programs/build.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import { BlockedWatch } from '../../../server/lab-host/observe/blocked-watch.ts';
import { Lab } from '../../../server/lab-host/lab.ts';
import { openTwoHosts } from '../../../server/lab-host/networks/two-hosts.ts';
import { accept4, connect, recv, send } from '../../../server/lab-host/libc/socket-calls.ts';
import { listener, newSocket, serverAddress, twoHosts, value } from './two-hosts.ts';

const CHUNK_BYTES = 12_000_000;
const CHUNKS = 8;
const READ_BYTES = 262_144;
const ROUNDS = 7;
/**
 * The first rounds are not measured, because V8 still compiles the observing code on the same two cores (`node
 * --trace-opt`).
 */
const WARM_UP_ROUNDS = 8;

interface Speed {
  readonly megabytesPerSecond: number;
  readonly segmentsPerSecond: number;
  /** The number of segments that a NIC's own queue lost. */
  readonly dropped: number;
  readonly events: number;
}

/**
 * Sends the same bytes between the same hosts with nothing but a pump between them, and with everything
 * observed.
 */
export async function wireSpeed(): Promise<{ rounds: { bare: Speed; observed: Speed }[] }> {
  const rounds = [];
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    await bare();
    await observed();
  }
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ bare: await bare(), observed: await observed() });
  return { rounds };
}

/** Measures one pair as the first thing that a process does, when nothing is compiled yet for either. */
export async function wireSpeedAtStart(): Promise<{ bare: Speed; observed: Speed }> {
  return { bare: await bare(), observed: await observed() };
}

async function bare(): Promise<Speed> {
  const lab = twoHosts({ timers: 'kernel', forwardOnly: true });
  const listening = listener(lab.server, serverAddress);
  const client = newSocket(lab.client);
  await value(connect(client, serverAddress));
  const accepted = await value(accept4(listening));
  const chunk = Buffer.alloc(CHUNK_BYTES, '0123456789ab');
  const startedAt = performance.now();
  const sending = (async () => {
    for (let i = 0; i < CHUNKS; i += 1)
      for (let at = 0; at < chunk.length;) at += await value(send(client, chunk.subarray(at)));
  })();
  for (let received = 0; received < CHUNK_BYTES * CHUNKS;)
    received += (await value(recv(accepted.fd, READ_BYTES))).length;
  await sending;
  const seconds = (performance.now() - startedAt) / 1000;
  let [segments, dropped] = [0, 0];
  for (const { nic } of [lab.client, lab.server]) {
    const { txPackets = 0, txDropped = 0 } = nic?.stats() ?? {};
    segments += txPackets;
    dropped += txDropped;
  }
  await lab.close();
  return speed(seconds, segments, dropped, 0);
}

/**
 * A lab host is never without a lab here, because with the last one V8 would discard some of what it has
 * compiled.
 */
const kept: Lab[] = [];

async function observed(): Promise<Speed> {
  const log: LabEvent[] = [];
  let wake = (): void => {};
  let awaited = (_: LabEvent): boolean => false;
  const lab = new Lab({
    lesson: bulkLesson,
    kernel: 'bench',
    watch: new BlockedWatch(),
    openNetwork: (events, onActivity) => openTwoHosts(events, { timers: 'kernel' }, onActivity),
    deliver: (events) => {
      log.push(...events);
      if (events.some(awaited)) wake();
    },
  });
  kept[0] = lab;
  const seen = (is: (event: LabEvent) => boolean): Promise<void> =>
    new Promise((resolve) => {
      awaited = is;
      wake = resolve;
      if (log.some(is)) resolve();
    });
  await lab.command({ type: 'run-on', program: 'server' });
  await seen((event) => event.type === 'call-blocked');
  await lab.command({ type: 'run-on', program: 'client' });
  await seen((event) => event.type === 'program-ended' && event.program === 'server');
  const first = log.find((event) => event.type === 'call-entered' && event.name === 'send');
  const last = log.findLast(
    (event) => event.type === 'call-returned' && event.result.ok && event.result.bytes,
  );
  let [segments, dropped] = [0, 0];
  for (const event of log) {
    if (event.type === 'segment-sent') segments += 1;
    else if (event.type === 'segments-passed') segments += event.count;
    else if (event.type === 'nic-overflow') dropped += event.dropped;
  }
  await lab.end();
  return speed(((last?.at ?? 0) - (first?.at ?? 0)) / 1e6, segments, dropped, log.length);
}

function speed(seconds: number, segments: number, dropped: number, events: number): Speed {
  const megabytes = (CHUNK_BYTES * CHUNKS) / 1e6;
  return {
    megabytesPerSecond: megabytes / seconds,
    segmentsPerSecond: segments / seconds,
    dropped,
    events,
  };
}

const bulkLesson: Lesson = {
  ...l01,
  wire: plainWire('auto'),
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        // The bytes are made once, as the bare pump makes its own, because 96 MB of filling are no
        // observation.
        assign('data', operation(bytes('0123456789ab'), '*', literal(CHUNK_BYTES / 12))),
        forRange('i', literal(CHUNKS), perform(method(name('s'), 'sendall', name('data')))),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        whileLoop(literal(true), receive('conn', 'data', READ_BYTES), when(not(name('data')), [leaveLoop])),
        close('conn'),
        close('srv'),
      ],
    },
  },
};
