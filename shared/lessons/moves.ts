import type { HostId } from '../log/events.ts';
import { plainWire, type WireSettings } from '../log/wire-settings.ts';
import type { ParameterValue } from '../programs/params.ts';
import type { SegmentKind } from '../tcp/segment-kind.ts';
import type { Fact } from './facts.ts';

/** A step on a lesson's way. Each is done when the state says so, whoever did it. */
export type WalkthroughMove =
  /** So many lines (1 by default) of a thread; the program's first where none is named. */
  | { readonly type: 'step'; readonly program: string; readonly thread?: string; readonly times?: number }
  /** On until it blocks or ends. */
  | { readonly type: 'run' | 'run-on'; readonly program: string; readonly thread?: string }
  /** So many of these segments, oldest first; until none is held, where no number is given. */
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
  /** All programs again, on the same hosts. */
  | { readonly type: 'again' }
  /** Nothing to do but wait until the log shows it. */
  | { readonly type: 'wait'; readonly until: Fact };

/* Moves that most lessons are made of. */

export const step = (program: string, times = 1): WalkthroughMove => ({ type: 'step', program, times });
export const client = (times = 1): WalkthroughMove => step('client', times);
export const server = (times = 1): WalkthroughMove => step('server', times);
/** All that is held, and what that brings about. */
export const deliver: WalkthroughMove = { type: 'deliver' };
/** From here on the learner is the wire. */
export const holdWire: WalkthroughMove = { type: 'wire', settings: plainWire('hold') };
