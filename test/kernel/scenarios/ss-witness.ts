import { performance } from 'node:perf_hooks';
import type { LabState, SocketState } from '../../../shared/model/lab-state.ts';
import { isMiniSocket } from '../../../shared/model/queries.ts';
import {
  ALWAYS,
  AS_TIME_PASSES,
  differs,
  listBySs,
  type Figure,
  listBySsMeanwhile,
  RUNNING,
  type SsSocket,
  timeLeft,
  WHILE_IT_CONVERSES,
} from '../../support/ss.ts';
import type { Rig } from './lab-rig.ts';

/*
 * At each rest, every figure that the log has of a socket is compared with what ss(8) says of it, asked in the
 * lab's own namespaces. A figure that differs is looked at again: the kernel may have moved on since the rest,
 * which the log then says.
 */

const HOSTS = ['client', 'server'] as const;
const LOOK_AGAIN_MS = 40;
const LOOKS = 8;
/** A reading and the asking of ss are this far apart at most, and a jiffy more. */
const TIMER_SLACK_MS = 150;

export interface SsReport {
  /** How many figures of each kind were compared. It is empty if there is no ss. */
  readonly figures: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

export interface SsWitness {
  /** Returns the report, when all that differed has been looked at again. */
  report(): Promise<SsReport>;
}

interface Comparison {
  readonly kinds: readonly string[];
  readonly faults: readonly string[];
}

export function ssWitness(rig: Rig): SsWitness {
  const { network, timeline } = rig;
  const figures: Record<string, number> = {};
  const faults: string[] = [];
  let looking: Promise<void> | null = null;
  /** It is false where there is no ss, and once the report is made: the lab may end then. */
  let asks = true;
  /** The sockets that were read since the rest before. */
  let justRead = new Set<string>();
  let since = new Set<string>();
  let restAt = 0;

  const isAtRest = (): boolean => timeline.state.atRest && timeline.state.closed === null;

  /** Both hosts compared; null if there is no ss. On a wire that delivers by itself, the lab must not be kept. */
  async function look(): Promise<Comparison | null> {
    const isTimed = timeline.state.wire.settings.mode === 'auto';
    const kinds: string[] = [];
    const found: string[] = [];
    for (const host of HOSTS) {
      const list = (): ReturnType<typeof listBySs> | ReturnType<typeof listBySsMeanwhile> =>
        isTimed ? listBySsMeanwhile() : listBySs();
      const lines = await network.enter(host, list);
      if (lines === null) return null;
      const now = timeline.state.at + (performance.now() - restAt) * 1000;
      const one = compared(timeline.state, host, lines, { now, justRead });
      kinds.push(...one.kinds);
      found.push(...one.faults);
    }
    return { kinds, faults: found };
  }

  /** Looks until both accounts were read while nothing moved, or until the lab is no longer at rest. */
  async function lookAtRest(): Promise<void> {
    for (let again = 0; isAtRest();) {
      const { head } = timeline;
      const found = await look();
      if (found === null) asks = false;
      if (found === null || !isAtRest()) return;
      const moved = timeline.head !== head;
      if (!moved && (found.faults.length === 0 || again === LOOKS)) {
        for (const kind of found.kinds) figures[kind] = (figures[kind] ?? 0) + 1;
        faults.push(...found.faults);
        return;
      }
      again = moved ? 0 : again + 1;
      if (!moved) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  rig.hear((events) => {
    for (const event of events) {
      if (event.type === 'socket-observed') since.add(event.socket);
      if (event.type !== 'at-rest') continue;
      justRead = since;
      since = new Set();
    }
    if (events.at(-1)?.type !== 'at-rest') return;
    restAt = performance.now();
    if (asks) looking ??= lookAtRest().finally(() => (looking = null));
  });

  return {
    async report() {
      asks = false;
      await looking;
      return { figures, faults };
    },
  };
}

function compared(
  state: LabState,
  host: (typeof HOSTS)[number],
  lines: readonly SsSocket[],
  { now, justRead }: { readonly now: number; readonly justRead: ReadonlySet<string> },
): Comparison {
  const kinds: string[] = [];
  const faults: string[] = [];
  const listed = new Map(lines.map((line) => [line.cookie, line]));
  for (const socket of Object.values(state.sockets)) {
    if (socket.host !== host || socket.gone) continue;
    const line = listed.get(socket.socket);
    listed.delete(socket.socket);
    const note = (what: string): void =>
      void faults.push(`seq ${state.seq}: socket ${socket.socket} (${host}, ${socket.state}): ${what}`);
    // ss does not ask for sockets that are neither connected nor listening.
    if (line === undefined) {
      if (socket.state !== 'CLOSE') note('ss does not list it');
      continue;
    }
    const isRead = justRead.has(socket.socket);
    for (const [kind, pair] of Object.entries(pairsOf(socket, isRead))) {
      kinds.push(kind);
      const difference = differs(pair, line, socket.kernel);
      if (difference !== null) note(`${kind}: ${difference}`);
    }
    if (!isMiniSocket(socket))
      for (const [kind, of] of Object.entries(RUNNING) as [keyof typeof RUNNING, Figure][]) {
        const own = socket.kernel[kind];
        if (own === undefined) continue;
        kinds.push(kind);
        const ran = Number(of(line) ?? 0) - Math.floor(own / 1000);
        if (ran < 0 || ran > (now - socket.readAt) / 1000 + TIMER_SLACK_MS)
          note(`${kind}: ss says ${ran} ms more than the log`);
      }
    const left = timeLeft(line);
    const due = socket.kernel.timer?.dueAt;
    if (left !== null && due !== undefined) {
      kinds.push('timer.dueAt');
      const own = (due - now) / 1000;
      if (own < left.ms - TIMER_SLACK_MS || own > left.ms + left.stepMs + TIMER_SLACK_MS)
        note(`timer.dueAt: ss says ${left.ms} ms are left, the log ${own}`);
    }
  }
  for (const { cookie } of listed.values())
    faults.push(`seq ${state.seq}: ss lists a socket ${cookie} on ${host} that the log does not have`);
  return { kinds, faults };
}

function pairsOf(socket: SocketState, isRead: boolean): typeof ALWAYS {
  if (isMiniSocket(socket)) return ALWAYS;
  const pairs = { ...ALWAYS, ...WHILE_IT_CONVERSES, ...(isRead && AS_TIME_PASSES) };
  if (socket.state !== 'LISTEN') return pairs;
  // Most figures of a listener have no meaning, and the log leaves them out.
  return Object.fromEntries(Object.entries(pairs).filter(([, { log }]) => log(socket.kernel) !== undefined));
}
