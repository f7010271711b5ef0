import type { TcpState } from '../../../shared/log/events.ts';
import type { Action, DiagramNode, Trigger } from './state-figure.ts';
import type { Who } from './state-diagram.ts';

/** The state diagram's words. Lazy: they come with it. */
export const messages = {
  title: 'TCP states of both ends',
  figure: (marks: string) => `State diagram of RFC 9293, figure 5. ${marks}`,
  stands: (who: string, place: string) => `${who}: ${place}.`,
  nothing: 'No socket exists at the instant shown.',
  who: { client: 'client', server: 'server', listener: 'listener' } satisfies Record<Who, string>,
  path: { client: 'Client’s path', server: 'Server’s path' },
  noSteps: 'No transition yet.',
  later: 'later than the instant shown',
  passed: 'passed between two readings of the kernel: concluded from the figure',
  conversation: (n: number) => `Conversation ${n}`,
  previous: 'To the transition before (←)',
  next: 'To the next transition (→)',
  derived: 'States: the kernel’s own word. Causes: derived.',
  notInFigure: 'not in the figure',
  gone: 'CLOSED, no longer in the kernel',
  expires: (time: string) => `TIME_WAIT ends in ${time}`,
  ended: 'TIME_WAIT is over; the kernel will soon forget it',
  places: { CLOSE: 'CLOSED', GONE: 'CLOSED' } satisfies Partial<Record<DiagramNode, string>>,
  meaning: {
    CLOSE: 'no connection',
    LISTEN: 'waits for connections',
    SYN_SENT: 'its SYN is out',
    SYN_RECV: 'has a SYN, answered it',
    ESTABLISHED: 'both may send',
    FIN_WAIT1: 'its FIN has no ACK yet',
    FIN_WAIT2: 'its FIN is acknowledged',
    CLOSE_WAIT: 'the peer sends no more',
    CLOSING: 'both FINs crossed',
    LAST_ACK: 'waits for the last ACK',
    TIME_WAIT: 'waits for stray segments',
  } satisfies Record<TcpState, string>,
  trigger: {
    'passive-open': 'passive OPEN',
    'active-open': 'active OPEN',
    close: 'CLOSE',
    send: 'SEND',
    'rcv-syn': 'rcv SYN',
    'rcv-syn-ack': 'rcv SYN+ACK',
    'rcv-ack-of-syn': 'rcv ACK of SYN',
    'rcv-fin': 'rcv FIN',
    'rcv-ack-of-fin': 'rcv ACK of FIN',
    'rcv-rst': 'rcv RST',
    timeout: 'Timeout=2MSL',
  } satisfies Record<Trigger, string>,
  action: {
    create: 'create TCB',
    delete: 'delete TCB',
    'snd-syn': 'snd SYN',
    'snd-syn-ack': 'snd SYN+ACK',
    'snd-ack': 'snd ACK',
    'snd-fin': 'snd FIN',
    none: '',
  } satisfies Record<Action, string>,
  cause: {
    call: (call: string, line: number) => `${call}() at line ${line}`,
    atExit: (call: string) => `${call}() as the program ended`,
    unnamed: (call: string) =>
      `Python’s ${call}(), as nothing in the program referred to the socket any more`,
    segment: (flags: string, n: number) => `${flags} arrived (segment ${n})`,
    reset: (n: number) => `its own kernel sent RST (segment ${n})`,
    timer: 'a timer ran out',
    unseen: 'cause not observed',
  },
};

export type Messages = typeof messages;
