import type { HostId } from '../../../../shared/log/events.ts';
import { otherHost } from '../../../../shared/model/queries.ts';
import { bytesText } from '../../../stage/model/quantities.ts';
import type { CallCounts, Summary } from './span-summary.ts';

const HOSTS = ['client', 'server'] as const;

/** These parts are told beside the segments. Nobody would read more of them. */
const MOST_EFFECTS = 2;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

function traffic({ sent, unread, again, lost, returned }: Summary, the: (host: HostId) => string): string {
  const ways = HOSTS.filter((host) => sent[host].segments > 0).map((host) => {
    const { segments, bytes } = sent[host];
    const number = segments === 1 ? '1 segment' : `${segments} segments`;
    const there = otherHost(host);
    const left = unread[there] > 0 ? `, where ${bytesText(unread[there])} lie unread` : '';
    return `*${number}* carried ${bytesText(bytes)} to ${the(there)}${left}`;
  });
  if (ways.length === 0) ways.push(`*${returned === 1 ? '1 call' : `${returned} calls`}* returned`);
  const fates = [lost > 0 && `${lost} lost`, again > 0 && `${again} sent again`].filter(Boolean);
  return ways.join(', ') + (fates.length > 0 ? ` (${fates.join(', ')})` : '');
}

/** The real names of the calls that received. */
const receiving = (recv: number, into: number): string =>
  [recv > into && '`recv()`', into > 0 && '`recv_into()`'].filter(Boolean).join(' and ');

function callsOf(who: string, { recv, into, received, send, handed, accept, connect }: CallCounts): string[] {
  return [
    recv > 0 && `${who}'s ${receiving(recv, into)} returned ${times(recv)}, ${bytesText(received)} in all`,
    send > 0 && `${who} handed over ${bytesText(handed)}`,
    accept > 0 && `${who}'s \`accept()\` returned ${times(accept)}`,
    connect > 0 && `\`connect()\` returned ${times(connect)}`,
  ].filter((told) => told !== false);
}

export const messages = {
  /** A flood in one sentence: what crossed the wire, and what came of it. */
  summary: (summary: Summary): string => {
    const the = (host: HostId): string =>
      host === 'client' && summary.severalClients ? 'the clients' : `the ${host}`;
    const one = (host: HostId): string =>
      host === 'client' && summary.severalClients ? 'a client' : `the ${host}`;
    if (summary.deadlock)
      return `${capital([traffic(summary, the), 'client and server now wait for each other: a *deadlock*'].join('; '))}.`;
    const effects = [
      ...summary.asleepInSend.map((host) => `${one(host)} sleeps, its send buffer being *full*`),
      ...summary.wokeInSend.map((host) => `${one(host)}'s blocked \`send()\` has *returned*`),
      ...summary.closed.map((host) => `${one(host)}'s window has *closed*`),
      ...summary.opened.map((host) => `${one(host)}'s window has *opened* again`),
      ...(summary.allEnded ? ['all programs have ended'] : []),
      ...HOSTS.toReversed().flatMap((host) => callsOf(the(host), summary.calls[host])),
    ];
    return `${capital([traffic(summary, the), ...effects.slice(0, MOST_EFFECTS)].join('; '))}.`;
  },
};

export type Messages = typeof messages;
