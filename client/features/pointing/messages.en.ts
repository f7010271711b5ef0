import type { HostId } from '../../../shared/log/events.ts';

export const messages = {
  tool: 'Point',
  toolHint:
    'Followers see where your pointer is on the stage. A click lets a part stand out, Esc ends it. Key L.',
  presenterOnly: 'Only whoever presents a class points for others. The menu begins a class.',
  pointsAt: (part: string): string => `The presenter points at ${part}`,
  show: 'Show it',
  stage: 'the stage',
  of: (host: HostId, part: string): string => `${part} of the ${host}`,
  parts: {
    program: 'the program',
    variable: 'a variable',
    output: 'the output',
    thread: 'a thread',
    calls: 'the system calls',
    send: 'the send buffer',
    recv: 'the receive buffer',
    socket: 'a socket',
    queue: 'the accept queue',
    nic: 'the NIC',
    kernel: 'the kernel',
    sequence: 'the sequence of segments',
    wire: 'the wire',
  },
};

export type Messages = typeof messages;
