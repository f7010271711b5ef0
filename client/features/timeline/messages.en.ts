import type { MomentId } from '../../playback/projections/moments.ts';

export const messages = {
  label: 'Time',
  stepped: 'stepped by hand',
  fullSpeed: 'run at full speed',
  toStart: 'To the start (Home)',
  back: 'One event back (←)',
  play: 'Play',
  pause: 'Pause',
  forward: 'One event forward (→)',
  toEnd: 'To the newest event (End)',
  toRetransmission: 'To the next retransmission',
  backToLive: 'Back to live',
  speed: (x: string) => `Speed ${x}`,
  scrubber: 'Moment of the log',
  at: (n: number, all: number, time: string, sentence: string) =>
    `event ${n} of ${all}, ${time}, ${sentence}`,
  position: (n: number, all: number) => `${n} / ${all}`,
  slower: (delta: string, times: string) => `Δ ${delta} · ${times} slower`,
  faster: (delta: string, times: string) => `Δ ${delta} · ${times} faster`,
  sameInstant: 'the same instant',
  cut: 'a long pause, cut short',
  story: 'story time',
  trueTime: (scale: number) => (scale === 1 ? 'true time 1:1' : `true time 1:${scale}`),
  showAll: 'Show all',
  showAllHint:
    'Later lessons introduce more parts of the stage. Show them all now; the settings take it back.',
  move: (n: number, all: number) => `Move ${n} of ${all}`,
  isShown: (moment: string) => `${moment}: this is where you are.`,
  moves: (done: number, all: number) => `${done} of ${all} moves done`,
  moments: {
    title: (reached: number, all: number) => `Moments of the conversation: ${reached} of ${all}`,
    listening: 'the server listens',
    connected: 'the client is connected',
    accepted: 'accept returned',
    'request-read': 'the server has read the request',
    'reply-read': 'the client has read the reply',
    closed: 'all programs have ended',
  } satisfies Record<MomentId, string> & Record<string, unknown>,
};

export type Messages = typeof messages;
