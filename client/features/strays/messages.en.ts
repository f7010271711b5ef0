import type { HostId } from '../../../shared/log/events.ts';

/** The names of the programs inside a sentence, and what a person has made different from the lesson. */
export const messages = {
  host: { client: 'the client', server: 'the server' } satisfies Record<HostId, string>,
  edited: (who: string, line: number, is: string, own: string) =>
    `You changed line ${line} of ${who}: ${is} instead of ${own}.`,
  listens: (ports: string) => `The server listens on ${ports}.`,
  wire: 'You set the wire to something else than the lesson does.',
  dropped: (n: number) => (n === 1 ? 'You dropped a segment.' : `You dropped ${n} segments.`),
  added: (who: string) => `You added ${who}.`,
  stopped: (who: string) => `You ended ${who}.`,
};

export type Messages = typeof messages;
