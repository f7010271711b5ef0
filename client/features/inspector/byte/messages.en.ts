import type { HostId } from '../../../../shared/log/events.ts';
import type { BytePath } from './byte-steps.ts';

const side = (host: HostId): string => (host === 'client' ? 'the client' : 'the server');
const nth = (index: number, of: number): string => (of === 1 ? '' : ` (byte ${index + 1} of ${of})`);

/** What “Where is my byte?” says. Lazy: it comes with the inspector. */
export const messages = {
  stream: (offset: number, from: HostId): string => `at offset ${offset} of what ${side(from)} sends`,
  partOf: (character: string, place: number, of: number): string =>
    of === 1 ? `the character ${character}` : `byte ${place} of the ${of} of ${character}`,
  now: 'Now',
  place: {
    program: 'in the program that sends it',
    send: 'in the send buffer',
    wire: 'on the wire',
    recv: 'in the receive buffer',
    variable: 'in the program that read it',
  } satisfies Record<BytePath['places'][number], string>,
  notBorn: 'not in the program’s hands yet',
  path: 'Its way, step by step',
  notYet: 'not yet',
  later: 'later',
  never: 'never: the connection was reset',
  jump: 'Go to this moment',
  unknown: 'The log no longer has its beginning.',
  inProgram: (call: 'send' | 'sendall', line: number, index: number, of: number): string =>
    `${call}() at line ${line} holds it${nth(index, of)}`,
  copied: (call: 'send' | 'sendall', value: number | null): string => {
    if (value === null) return `${call}() returned: the kernel has its copy`;
    return call === 'send'
      ? `send() returned ${value}: the kernel has its copy`
      : `the kernel took ${value === 1 ? '1 byte' : `${value} bytes`} from sendall() and has its copy`;
  },
  copiedFailed: (call: 'send' | 'sendall'): string => `${call}() failed: the kernel took none of it`,
  sent: (segment: number | null, copy: number, index: number, of: number): string =>
    segment === null
      ? 'sent, by the kernel’s counters'
      : copy === 0
        ? `sent in segment #${segment}${nth(index, of)}`
        : `sent again: copy ${copy}, segment #${segment}${nth(index, of)}`,
  sentMissing: 'sent in a segment',
  duplicated: (segment: number): string => `the wire made a second one: #${segment}`,
  dropped: (segment: number, cause: string): string => {
    const why: Readonly<Record<string, string>> = {
      learner: 'dropped by hand:',
      obsolete: 'no longer needed:',
      loss: 'the wire lost',
      queue: 'the wire’s full queue dropped',
      nic: 'the NIC refused',
    };
    return `${why[cause] ?? 'dropped'} segment #${segment}`;
  },
  delivered: (segment: number | null, host: HostId, again: boolean, wire: string | null): string =>
    segment === null
      ? `received by ${side(host)}, by the kernel’s counters`
      : `${again ? 'a copy, ' : ''}segment #${segment} delivered to ${side(host)}${wire === null ? '' : `, ${wire} on the wire`}`,
  deliveredMissing: (host: HostId): string => `delivered to ${side(host)}`,
  inOrder: (segment: number): string => `segment #${segment} filled the gap before it: readable now`,
  acknowledged: (segment: number | null): string =>
    segment === null ? 'acknowledged, by the kernel’s counters' : `acknowledged by segment #${segment}`,
  acknowledgedMissing: 'acknowledged: the sender’s kernel may forget it',
  read: (call: 'recv' | 'recv_into', line: number, index: number, of: number): string =>
    `${call}() at line ${line} took it${nth(index, of)}`,
  readMissing: 'read by a recv()',
  variable: (name: string, index: number): string => `in the variable ${name}: ${name}[${index}]`,
  variableMissing: 'in a variable',
};

export type Messages = typeof messages;
