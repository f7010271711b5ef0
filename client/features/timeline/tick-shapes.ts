import type { LabEvent } from '../../../shared/log/events.ts';

/** A kind of event has a shape, so that it can be told without colour. */
export type TickKind = 'call' | 'segment' | 'state' | 'failure';

/** The scrubber has no tick for these. A new kind of event does not compile until it is decided here. */
type Tickless =
  | 'lab-opened'
  | 'notice'
  | 'program-loaded'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'thread-step'
  | 'thread-ended'
  | 'variable-set'
  | 'variable-deleted'
  | 'output'
  | 'call-entered'
  | 'call-blocked'
  | 'socket-gone'
  | 'at-rest'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'wire-set'
  | 'positions-counted';

export function tickKind(event: LabEvent): TickKind | null {
  switch (event.type) {
    case 'call-returned':
      return event.result.ok ? 'call' : 'failure';
    case 'segment-sent':
    case 'segment-delivered':
    case 'segments-passed':
      return 'segment';
    case 'segment-dropped':
      return event.cause === 'learner' || event.cause === 'nic' ? 'failure' : null;
    case 'socket-observed':
      return event.changed.state === undefined ? null : 'state';
    case 'nic-overflow':
    case 'listen-overflow':
    case 'lab-closed':
      return 'failure';
    default:
      event.type satisfies Tickless;
      return null;
  }
}

/** One tick's outline around x, in a strip 10 px high. */
export function tickPath(kind: TickKind, x: number): string {
  const at = x.toFixed(1);
  switch (kind) {
    case 'call':
      return `M${at} 1v8`;
    case 'segment':
      return `M${at} 1.5l3.2 6.5h-6.4z`;
    case 'state':
      return `M${at} 2.6a2.2 2.2 0 1 0 .01 0z`;
    case 'failure':
      return `M${at} 5m-3-3l6 6m0-6l-6 6`;
    default:
      return kind satisfies never;
  }
}

/** ◆ around x, in the same strip. */
export function momentPath(x: number): string {
  return `M${x.toFixed(1)} 0l4.6 5-4.6 5-4.6-5z`;
}
