import { sameAddress } from '../../../shared/tcp/address.ts';
import type { SocketId } from '../../../shared/log/events.ts';
import { EDGES, type DiagramNode } from './state-figure.ts';
import type { SocketPath, Step } from './state-path.ts';

/** The sockets drawn: the two ends of one connection, and the one that listens for it. */
export type Who = 'client' | 'server' | 'listener';

export interface Conversation {
  readonly client: SocketPath | null;
  readonly server: SocketPath | null;
  readonly listener: SocketPath | null;
}

/** One transition in an end's order, from 1; `later` than the instant shown. */
export interface NumberedStep {
  readonly number: number;
  readonly who: Who;
  readonly step: Step;
  readonly later: boolean;
}

export interface Mark {
  readonly who: Who;
  readonly place: DiagramNode;
  readonly socket: SocketId;
}

/** The drawing on the figure at one instant. */
export interface StateDiagram {
  readonly marks: readonly Mark[];
  readonly visited: ReadonlySet<DiagramNode>;
  readonly clientSteps: readonly NumberedStep[];
  readonly serverSteps: readonly NumberedStep[];
}

const unconnected = (path: SocketPath): boolean => path.remote === null || path.remote.port === 0;

/** The connections of a log, oldest first: a client's socket, its peer, and the socket that listened for it. */
export function conversations(paths: readonly SocketPath[]): Conversation[] {
  const servers = paths.filter((path) => path.host === 'server');
  const peers = servers.filter((path) => !unconnected(path));
  const listeners = servers.filter(unconnected);
  const taken = new Set<SocketPath>();
  const found = paths
    .filter((path) => path.host === 'client')
    .map((client): Conversation => {
      const server = peers.find((path) => !taken.has(path) && joined(client, path)) ?? null;
      if (server !== null) taken.add(server);
      const begun = server?.bornSeq ?? client.steps[0]?.seq ?? Number.POSITIVE_INFINITY;
      const listener = listeners.findLast((path) => path.bornSeq <= begun && serves(path, client)) ?? null;
      return { client, server, listener };
    });
  const last = listeners.at(-1);
  return found.length > 0 || last === undefined ? found : [{ client: null, server: null, listener: last }];
}

function joined(a: SocketPath, b: SocketPath): boolean {
  if (a.local === null || a.remote === null || b.local === null || b.remote === null) return false;
  return sameAddress(a.local, b.remote) && sameAddress(a.remote, b.local);
}

function serves(listener: SocketPath, client: SocketPath): boolean {
  return client.remote === null || listener.local === null || listener.local.port === client.remote.port;
}

export function conversationOf(all: readonly Conversation[], socket: SocketId | null): number {
  const at = all.findLastIndex(({ client, server, listener }) =>
    [client, server, listener].some((path) => path !== null && path.socket === socket),
  );
  return at < 0 ? all.length - 1 : at;
}

/** The steps up to the instant, and the state of each end then. */
export function stateDiagram(talk: Conversation, cursor: number): StateDiagram {
  const marks: Mark[] = [];
  const visited = new Set<DiagramNode>();
  for (const who of ['client', 'server', 'listener'] as const) {
    const path = talk[who];
    if (path === null || path.bornSeq > cursor) continue;
    const steps = path.steps.filter((step) => step.seq <= cursor);
    for (const step of steps) visited.add(step.from).add(step.to);
    const place = steps.at(-1)?.to ?? path.first;
    visited.add(place);
    marks.push({ who, place, socket: path.socket });
  }
  const numbered = (whos: readonly Who[]): NumberedStep[] =>
    whos
      .flatMap((who) => (talk[who]?.steps ?? []).map((step) => ({ who, step })))
      .toSorted((a, b) => a.step.seq - b.step.seq)
      .map(({ who, step }, i) => ({ number: i + 1, who, step, later: step.seq > cursor }));
  return {
    marks,
    visited,
    clientSteps: numbered(['client']),
    serverSteps: numbered(['listener', 'server']),
  };
}

export const FIGURE = { width: 780, height: 590, box: { width: 160, height: 50 } } as const;

const COLUMNS = [10, 310, 610] as const;
const rowY = (row: number): number => 4 + row * 88;
const at = (column: 0 | 1 | 2, row: number) => ({ x: COLUMNS[column], y: rowY(row) });

/** The upper left corner of each box, where the RFC's figure has it. */
export const BOXES: Readonly<Record<DiagramNode, { readonly x: number; readonly y: number }>> = {
  CLOSE: at(1, 0),
  LISTEN: at(1, 1),
  SYN_RECV: at(0, 2),
  SYN_SENT: at(2, 2),
  ESTABLISHED: at(1, 3),
  FIN_WAIT1: at(0, 4),
  CLOSE_WAIT: at(2, 4),
  FIN_WAIT2: at(0, 5),
  CLOSING: at(1, 5),
  LAST_ACK: at(2, 5),
  TIME_WAIT: at(1, 6),
  GONE: at(2, 6),
};

/** An arrow's line, where its label stands (its lines one below the other), and where its numbers sit. */
export interface EdgeShape {
  readonly d: string;
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' };
  /** How far apart the label's two lines are: more where the arrow runs between them. */
  readonly apart: number;
  readonly badge: { readonly x: number; readonly y: number };
}

const shape = (
  d: string,
  [x, y, anchor]: readonly [number, number, EdgeShape['label']['anchor']],
  [badgeX, badgeY]: readonly [number, number],
  apart = 16,
): EdgeShape => ({ d, label: { x, y, anchor }, apart, badge: { x: badgeX, y: badgeY } });

const SHAPES: Readonly<Record<string, EdgeShape>> = {
  'CLOSE>LISTEN': shape('M360 54V92', [344, 69, 'end'], [360, 71]),
  'LISTEN>CLOSE': shape('M420 92V54', [436, 69, 'start'], [420, 75]),
  'CLOSE>SYN_SENT': shape('M470 18H714Q730 18 730 34V180', [484, 13, 'start'], [640, 18], 21),
  'SYN_SENT>CLOSE': shape('M660 180V60Q660 44 644 44H470', [648, 94, 'end'], [660, 98]),
  'LISTEN>SYN_RECV': shape('M310 128L170 192', [232, 125, 'end'], [262, 150]),
  'LISTEN>SYN_SENT': shape('M470 128L610 192', [552, 136, 'start'], [518, 150]),
  'SYN_RECV>LISTEN': shape('M60 180V124Q60 108 76 108H310', [84, 101, 'start'], [60, 150]),
  'SYN_SENT>SYN_RECV': shape('M610 212H170', [390, 206, 'middle'], [290, 212], 21),
  'SYN_RECV>ESTABLISHED': shape('M170 224L310 280', [232, 277, 'end'], [212, 241]),
  'SYN_SENT>ESTABLISHED': shape('M610 224L470 280', [562, 264, 'start'], [582, 235]),
  'SYN_RECV>FIN_WAIT1': shape('M40 230V356', [56, 306, 'start'], [40, 296]),
  'ESTABLISHED>FIN_WAIT1': shape('M310 306L170 370', [212, 320, 'end'], [240, 338]),
  'ESTABLISHED>CLOSE_WAIT': shape('M470 306L610 370', [568, 320, 'start'], [540, 338]),
  'FIN_WAIT1>FIN_WAIT2': shape('M60 406V444', [78, 430, 'start'], [60, 423]),
  'FIN_WAIT1>CLOSING': shape('M170 390H374Q390 390 390 406V444', [290, 384, 'middle'], [218, 390], 21),
  'CLOSE_WAIT>LAST_ACK': shape('M690 406V444', [674, 421, 'end'], [690, 423]),
  'FIN_WAIT2>TIME_WAIT': shape('M60 494V541Q60 557 76 557H310', [180, 551, 'middle'], [258, 557], 21),
  'CLOSING>TIME_WAIT': shape('M390 494V532', [406, 518, 'start'], [390, 511]),
  'TIME_WAIT>GONE': shape('M470 557H610', [540, 541, 'middle'], [490, 557], 34),
  'LAST_ACK>GONE': shape('M690 494V532', [674, 518, 'end'], [690, 511]),
};

/** LISTEN and SYN-SENT lead back to the upper CLOSED, whether or not the kernel still lists the socket. */
export function edgeKey(from: DiagramNode, to: DiagramNode): string {
  return `${from}>${to}`;
}

export const DRAWN = EDGES.map((edge) => {
  const key = edgeKey(edge.from, edge.to);
  return { key, edge, shape: SHAPES[key] as EdgeShape };
});

/** A taken way that the figure does not have, such as an abort: a straight line between two boxes. */
export function shapeOf(from: DiagramNode, to: DiagramNode): EdgeShape & { readonly extra: boolean } {
  const known = SHAPES[edgeKey(from, to)];
  if (known !== undefined) return { ...known, extra: false };
  const { width, height } = FIGURE.box;
  const [a, b] = [BOXES[from], BOXES[to]];
  const down = b.y >= a.y;
  const [x1, x2] = [a.x + width * 0.62, b.x + width * 0.38];
  const [y1, y2] = [a.y + (down ? height : 0), b.y + (down ? 0 : height)];
  const middle: [number, number] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return { ...shape(`M${x1} ${y1}L${x2} ${y2}`, [...middle, 'start'], middle), extra: true };
}
