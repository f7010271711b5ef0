import type { ThreadStatus } from '../../../../shared/model/lab-state.ts';

export const messages = {
  clients: (n: number): string => `${n} clients`,
  removeClient: (n: number): string => `Remove client ${n}`,
  clientRow: (n: number, port: number, state: string | null, status: string): string =>
    `Client ${n}${port === 0 ? '' : `, port ${port}`}, ${state ?? 'no socket'}: ${status}`,
  threadStatus: {
    ready: 'ready',
    running: 'running',
    'in-call': 'in a call',
    blocked: 'blocked',
    returned: 'woken',
    joining: 'in join',
    ended: 'ended',
    failed: 'raised',
  } satisfies Record<ThreadStatus, string>,
};

export type Messages = typeof messages;
