import { writeFileSync } from 'node:fs';
import type { LabEvent } from '../../../shared/log/events.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import {
  assign,
  bytes,
  call,
  constant,
  define,
  literal,
  method,
  name,
  operation,
  perform,
  thread,
  tuple,
  whileLoop,
} from '../../../shared/programs/build.ts';
import {
  acceptFrom,
  connectedClient,
  listeningServer,
  openSocket,
  print,
  receive,
  words,
} from '../../../shared/programs/phrases.ts';
import type { Statement } from '../../../shared/programs/tree.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import { LabHost } from '../../../server/lab-host/lab-host.ts';
import type { FromLabHost } from '../../../server/lab-host-client/messages.ts';
import { openTwoHosts } from '../../../server/lab-host/networks/two-hosts.ts';
import { openRig, type Rig } from './lab-rig.ts';

/* These programs try to use up what all labs share. A lab beside each must not notice. */

const forever = (...body: Statement[]): Statement => whileLoop(literal(true), ...body);
const start = (target: string): Statement => perform(method(thread(target, []), 'start'));
const much = operation(bytes('x'), '*', literal(16_000_000));

type Programs = Pick<Lesson, 'programs'>['programs'];
const idle = { statements: [] };

/** Each client program runs beside a server that does nothing, unless both are given. */
const HOSTILE = {
  // A socket to which nothing refers would be closed.
  sockets: {
    client: {
      statements: [
        assign('kept', { is: 'list', items: [] }),
        forever(openSocket('s'), perform(method(name('kept'), 'append', name('s')))),
      ],
    },
    server: idle,
  },
  threads: {
    client: idle,
    server: {
      statements: [define('wait', [], acceptFrom('srv')), ...listeningServer(), forever(start('wait'))],
    },
  },
  prints: { client: { statements: [forever(print(words('x'.repeat(200))))] }, server: idle },
  // Each line returns at once, so that no line by itself would give another thread a turn.
  calls: {
    client: {
      statements: [
        openSocket('s'),
        forever(
          print(words('again')),
          perform(method(name('s'), 'getsockopt', constant('SOL_SOCKET'), constant('SO_RCVBUF'))),
        ),
      ],
    },
    server: idle,
  },
  recursion: {
    client: { statements: [define('again', [], perform(call('again'))), perform(call('again'))] },
    server: idle,
  },
  bytes: {
    client: { statements: [forever(assign('b', operation(bytes('x'), '*', literal(1_000_000))))] },
    server: idle,
  },
  growingBytes: {
    client: {
      statements: [assign('b', bytes('x')), forever(assign('b', operation(name('b'), '+', name('b'))))],
    },
    server: idle,
  },
  growingTuple: {
    client: {
      statements: [
        assign('t', tuple(literal(1), literal(2))),
        forever(assign('t', operation(name('t'), '+', name('t')))),
      ],
    },
    server: idle,
  },
  keptBytes: {
    client: {
      statements: Array.from({ length: 16 }, (_, i) =>
        assign(`v${i}`, operation(bytes('x'), '*', literal(8_000_000))),
      ),
    },
    server: idle,
  },
  growingNumber: {
    client: {
      statements: [assign('n', literal(3)), forever(assign('n', operation(name('n'), '*', name('n'))))],
    },
    server: idle,
  },
  waits: {
    client: {
      statements: [
        define('wait', [], receive('s')),
        ...connectedClient(),
        ...Array.from({ length: 16 }, () => start('wait')),
        receive('s'),
      ],
    },
    server: { statements: [...listeningServer(), ...['a', 'b', 'c'].map((conn) => acceptFrom('srv', conn))] },
  },
  bothWays: {
    client: { statements: [...connectedClient(), perform(method(name('s'), 'sendall', much)), receive('s')] },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        perform(method(name('conn'), 'sendall', much)),
        receive('conn'),
      ],
    },
  },
} satisfies Record<string, Programs>;

export type HostileName = keyof typeof HOSTILE;

export interface HostileFacts {
  /** The exceptions that ended its threads, by name and message, and the codes of its notices. */
  readonly raised: readonly string[];
  readonly notices: readonly string[];
  readonly deepestCalls: number;
  /** The log of the lab beside it, which went through L1 meanwhile. */
  readonly quiet: readonly LabEvent[];
  readonly events: readonly LabEvent[];
}

/** Runs the program that `HOSTILE` names. */
export async function hostile(): Promise<HostileFacts> {
  const programs = HOSTILE[process.env['HOSTILE'] as HostileName];
  const rig = openRig('two-hosts', { lesson: { ...l01, programs, wire: plainWire('auto') } });
  const quiet = openRig('two-hosts');
  await rig.act({ type: 'run-on', program: 'server' }).catch(() => {});
  if (programs === HOSTILE.waits) await rig.command({ type: 'add-client' });
  await rig.command({ type: 'run-on' });
  await quiet.follow();
  const goesOn = programs === HOSTILE.calls;
  await rig.until(({ state }) => (goesOn ? isSpinning(rig) : state.atRest), 'what it comes to', 60_000);
  const deepestCalls = Object.values(rig.timeline.state.calls).length;
  const { events } = rig.timeline;
  const raised = events.flatMap((event) =>
    event.type === 'thread-ended' && event.exception !== undefined
      ? [`${event.exception.name}: ${event.exception.message}`]
      : [],
  );
  const notices = events.flatMap((event) => (event.type === 'notice' ? [event.code] : []));
  return { raised, notices, deepestCalls, quiet: await quiet.end(), events: await rig.end() };
}

/** Says whether the program has printed some hundreds of times and goes on. */
function isSpinning({ timeline }: Rig): boolean {
  return timeline.events.length > 2500;
}

interface Refusals {
  /** The answer to each creation; null stands for a lab. */
  readonly answers: readonly (string | null)[];
  /** The number of labs that answered a step after the last one was refused. */
  readonly stepped: number;
}

/** Creates labs until one is refused. Then each existing lab takes a step. */
async function untilRefused(atMost: number): Promise<Refusals> {
  const answers: (string | null)[] = [];
  let replies: (string | null)[] = [];
  let heard = (): void => {};
  const post = (message: FromLabHost): void => {
    const error = 'error' in message ? message.error : null;
    const words = error === null ? null : `${error.code}: ${error.detail ?? ''}`;
    if (message.type === 'created') answers.push(words);
    if (message.type === 'reply') replies.push(words);
    heard();
  };
  const host = new LabHost({
    choice: {
      info: {
        grade: 'two-hosts',
        capture: 'wire',
        isolated: true,
        forced: false,
        failure: null,
        platform: 'test',
      },
      open: openTwoHosts,
    },
    kernel: 'test',
    post,
  });
  while (answers.length < atMost && (answers.at(-1) ?? null) === null)
    host.receive({ type: 'create', lab: String(answers.length), lesson: l01 });
  const labs = answers.filter((answer) => answer === null).length;
  replies = [];
  const all = new Promise<void>((resolve) => {
    heard = () => {
      if (replies.length === labs) resolve();
    };
  });
  for (let lab = 0; lab < labs; lab += 1)
    host.receive({
      type: 'command',
      lab: String(lab),
      id: lab,
      command: { type: 'step', program: 'server' },
    });
  await all;
  return { answers, stepped: replies.filter((reply) => reply === null).length };
}

const limitNamespaces = (count: number): void =>
  writeFileSync('/proc/sys/user/max_net_namespaces', String(count));

/** At most 48 calls may block in an experiment, three for each of sixteen labs. */
export const threadsRunOut = () => untilRefused(20);

export function namespacesRunOut(): Promise<Refusals> {
  limitNamespaces(8);
  return untilRefused(20);
}

/** Other processes use namespaces too, which the lab host cannot see, so that the kernel refuses. */
export function namespacesTaken(): Promise<Refusals> {
  openRig('two-hosts');
  limitNamespaces(8);
  return untilRefused(20);
}
