import type { HostId } from '../../../shared/log/events.ts';

/** Who waits for whom. Lazy: it comes when somebody does. */
export const messages = {
  host: { client: 'the client', server: 'the server' } satisfies Record<HostId, string>,
  deadlock: 'Deadlock:',
  waits: (who: string, call: string, on: string) => `${who} waits in ${call}() for ${on}`,
  or: ' or ',
  and: ', and ',
  starved: (who: string, behind: string) =>
    `Connected, but not accepted: ${who} waits in the accept queue, while ${behind}.`,
};

export type Messages = typeof messages;
