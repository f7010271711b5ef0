import { readFileSync } from 'node:fs';
import type { LabEvent, LabEventBody } from '../../shared/log/events.ts';
import { readRecording } from '../../shared/log/recording.ts';

const file = new URL('../../client/public/recordings/L1.ndjson', import.meta.url);
const { events } = readRecording(readFileSync(file, 'utf8'));
const [opened, ...rest] = events;
const firstStep = rest.findIndex(({ type }) => type === 'thread-step');
/** L1 up to its first line. */
export const begin: readonly LabEvent[] = [opened!, ...rest.slice(0, firstStep)];
const sockets = [
  ...new Set(rest.flatMap((event) => (event.type === 'socket-observed' ? [event.socket] : []))),
];
const client = rest
  .flatMap((event) => (event.type === 'segment-sent' ? [event.headers] : []))
  .find(({ flags }) => flags.join() === 'SYN')!.source.port;

/** The conversation of L1 once more, with other sockets, threads, calls, segments and another port. */
export function round(number: number): readonly LabEventBody[] {
  const names = [...sockets, 'client/main', 'server/main'];
  const renamed = JSON.parse(JSON.stringify(rest.slice(firstStep)), (key, value: unknown) => {
    if (['socket', 'thread', 'queuedAt'].includes(key) && names.includes(value as string))
      return `${value as string}.${number}`;
    if (['call', 'segment'].includes(key)) return (value as number) + number * 100_000;
    return key === 'port' && value === client ? 10_000 + number : value;
  }) as LabEventBody[];
  const threads = ['client', 'server'].map((program): LabEventBody => ({
    type: 'thread-started',
    source: 'program',
    thread: `${program}/main.${number}`,
    program,
    name: 'again',
  }));
  const gone = sockets.map((socket): LabEventBody => ({
    type: 'socket-gone',
    source: 'kernel',
    host: 'client',
    socket: `${socket}.${number}`,
  }));
  // A kernel that is not looked at in between is never seen to have given them up.
  return [...threads, ...renamed, ...(number % 2 === 0 ? gone : [])];
}
