import type { TcpState } from '../../shared/log/events.ts';

export const messages = {
  themes: { system: 'like the system', light: 'light', dark: 'dark', contrast: 'high contrast' },
  themeNow: (theme: string) => `Theme: ${theme}`,
  host: { client: 'client', server: 'server' },
  hostTitle: { client: 'Client', server: 'Server' },
  you: 'you',
  wire: 'wire',
  menu: 'Menu',
  guide: 'The lesson, and all lessons',
  help: 'Keys and help',
  close: 'Close',
  /** These say what each state of a connection means (RFC 9293 §3.3.2). */
  tcpStates: {
    CLOSE: 'no connection (the kernel’s TCP_CLOSE)',
    LISTEN: 'waits for connections',
    SYN_SENT: 'SYN sent, waits for SYN+ACK',
    SYN_RECV: 'SYN received, waits for ACK',
    ESTABLISHED: 'connected: both directions open',
    FIN_WAIT1: 'done sending, its FIN not acknowledged yet',
    FIN_WAIT2: 'its FIN acknowledged, waits for the peer’s',
    CLOSE_WAIT: 'the peer is done sending, this side is not',
    CLOSING: 'both closed at once, waits for the ACK',
    LAST_ACK: 'closed second, waits for the last ACK',
    TIME_WAIT: 'done: kept a while for late segments',
  } satisfies Readonly<Record<TcpState, string>>,
};

export type Messages = typeof messages;
