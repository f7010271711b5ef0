import type { HostId } from '../log/events.ts';
import { plainWire, type WireSettings } from '../log/wire-settings.ts';
import type { ParameterValue } from '../programs/params.ts';
import type { SegmentKind } from '../tcp/segment-kind.ts';
import type { Fact } from './facts.ts';

/** A move of a lesson. It is done when the state says so, whoever did it. */
export type WalkthroughMove =
  /** Execute so many lines (1 by default) of a thread, or of the program's main thread if none is named. */
  | { readonly type: 'step'; readonly program: string; readonly thread?: string; readonly times?: number }
  /** Run a thread until it blocks or ends. */
  | { readonly type: 'run' | 'run-on'; readonly program: string; readonly thread?: string }
  /** Deliver so many of these segments, oldest first, or until none is held if there is no number. */
  | {
      readonly type: 'deliver';
      readonly what?: SegmentKind;
      readonly from?: HostId;
      readonly times?: number;
    }
  | { readonly type: 'drop'; readonly what?: SegmentKind; readonly from?: HostId; readonly times?: number }
  | { readonly type: 'wire'; readonly settings: WireSettings }
  | {
      readonly type: 'set';
      readonly program: string;
      readonly parameter: string;
      readonly value: ParameterValue;
    }
  | { readonly type: 'add-client' }
  | { readonly type: 'stop'; readonly program: string }
  /** Start all programs again, on the same hosts. */
  | { readonly type: 'again' }
  /** Do nothing but wait until the log shows the fact. */
  | { readonly type: 'wait'; readonly until: Fact };

/* Most lessons are made of these moves. */

export const step = (program: string, times = 1): WalkthroughMove => ({ type: 'step', program, times });
export const client = (times = 1): WalkthroughMove => step('client', times);
export const server = (times = 1): WalkthroughMove => step('server', times);
/** Delivers all that is held, and all that is sent in return. */
export const deliver: WalkthroughMove = { type: 'deliver' };
/** From this move on the learner delivers the segments. */
export const holdWire: WalkthroughMove = { type: 'wire', settings: plainWire('hold') };

export const runOn = (program: string): WalkthroughMove => ({ type: 'run-on', program });
/** Both programs, each on through every wake-up, to their ends. */
export const atFullSpeed: readonly WalkthroughMove[] = [
  runOn('server'),
  runOn('client'),
  {
    type: 'wait',
    until: {
      fact: 'all',
      of: [
        { fact: 'ended', program: 'client' },
        { fact: 'ended', program: 'server' },
      ],
    },
  },
];
