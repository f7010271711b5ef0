import type { EventLogMessages } from './messages.ts';
import type { UiMessages } from '../../ui/messages.ts';
import { formatAddress } from '../../../shared/tcp/address.ts';
import type { AwaitedFile, EventOf, HostId, LabEvent } from '../../../shared/log/events.ts';
import type { Segment } from '../../../shared/tcp/segment.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';
import { shortThreadName } from '../../stage/model/thread-badge.ts';
import { otherHost } from '../../../shared/model/queries.ts';
import { flagsText } from '../../../shared/tcp/segment-kind.ts';
import { isTelling, readable, valueText } from '../../stage/model/event-facts.ts';
import { formatSpan } from '../../ui/format.ts';
import { observedWords } from './observed-words.ts';

/** The lab's own book-keeping, which a learner asks for. */
export function isBookKeeping({ type }: LabEvent): boolean {
  return type === 'at-rest' || type === 'thread-at';
}

/** One line of the event log: time apart, as an engineer would note it down. */
export interface LogRow {
  readonly place: string;
  readonly thread: string;
  readonly what: string;
  readonly result: string;
  /** Book-keeping, drawn quieter. */
  readonly quiet: boolean;
  readonly bad: boolean;
}

function segmentText(headers: Segment, windowBytes: number): string {
  const length = headers.payloadBytes > 0 ? ` ${headers.payloadBytes} B` : '';
  return `${flagsText(headers)}${length} win ${windowBytes}`;
}

function arguments_(call: Partial<EventOf<'call-entered'>>): string {
  if (call.bytes !== undefined) return `${call.bytes.length} B “${readable(call.bytes, 14)}”`;
  if (call.max !== undefined) return String(call.max);
  if (call.address !== undefined) return formatAddress(call.address);
  if (call.option !== undefined) return [call.option, call.value].filter((v) => v !== undefined).join(', ');
  if (call.files !== undefined) return filesText(call.files);
  if (call.waitMicros !== undefined) return `${call.waitMicros / 1_000_000} s`;
  return call.value === undefined ? '' : String(call.value);
}

const filesText = (files: readonly AwaitedFile[]): string =>
  [...new Set(files.map(({ fd }) => `fd ${fd}`))].join(', ');

function result(event: EventOf<'call-returned'>): string {
  if (!event.result.ok) return `${event.result.errnoName} ${event.result.errno}`;
  if (event.result.fd !== undefined) return `→ fd ${event.result.fd}`;
  if (event.result.files !== undefined && event.result.value > 0) return `→ ${filesText(event.result.files)}`;
  return `→ ${event.result.value}`;
}

export function logRow(event: LabEvent, index: LogIndex, text: EventLogMessages, ui: UiMessages): LogRow {
  const host = (id: HostId | null): string => (id === null ? '' : ui.host[id]);
  const row = (place: string, thread: string, what: string, more = '', bad = false): LogRow => ({
    place,
    thread,
    what,
    result: more,
    quiet: !isTelling(event),
    bad,
  });
  const threadRow = (thread: string, what: string, more = '', bad = false): LogRow =>
    row(
      host(index.hostOfThread(thread)),
      shortThreadName(index.threads.get(thread)?.name ?? ''),
      what,
      more,
      bad,
    );
  const programRow = (program: string, what: string, more = '', bad = false): LogRow =>
    row(host(index.programs.get(program) ?? null), '', what, more, bad);
  const segmentRow = (segment: number, sign: string, bad = false): LogRow => {
    const departure = index.segments.get(segment);
    if (departure === undefined) return row(ui.wire, '', sign, '', bad);
    const arrow = departure.from === 'client' ? '→' : '←';
    return row(ui.wire, '', `${arrow} ${segmentText(departure.headers, departure.windowBytes)}`, sign, bad);
  };
  switch (event.type) {
    case 'lab-opened':
      return row('', '', `${text.types[event.type]} · ${event.kernel}`);
    case 'lab-closed':
    case 'notice':
      return row(
        '',
        '',
        text.types[event.type],
        text.codes[event.code] ?? event.code,
        event.type === 'lab-closed',
      );
    case 'program-loaded':
      return row(host(event.host), '', text.types[event.type], text.run(event.run));
    case 'program-removed':
    case 'program-edited':
      return programRow(event.program, text.types[event.type]);
    case 'program-ended':
      return programRow(
        event.program,
        text.types[event.type],
        text.ended[event.cause],
        event.cause === 'exception',
      );
    case 'thread-started':
      return programRow(event.program, text.types[event.type], event.name);
    case 'frame-entered':
      return threadRow(event.thread, text.types[event.type], `${event.function}()`);
    case 'frame-left':
      return threadRow(event.thread, text.types[event.type]);
    case 'thread-joins':
      return threadRow(event.thread, 'join()', index.threads.get(event.other)?.name ?? event.other);
    case 'exception-caught':
      return threadRow(event.thread, text.types[event.type], event.exception.name);
    case 'thread-at':
    case 'thread-step':
      return threadRow(event.thread, text.types[event.type], String(event.line));
    case 'thread-ended':
      return threadRow(
        event.thread,
        text.types[event.type],
        event.exception?.name ?? '',
        event.exception !== undefined,
      );
    case 'variable-set':
      return threadRow(event.thread, `${event.name} = ${valueText(event.value)}`);
    case 'variable-deleted':
      return threadRow(event.thread, text.types[event.type], event.name);
    case 'output':
      return threadRow(event.thread, `print ${event.text.trimEnd()}`);
    case 'call-entered':
      return threadRow(event.thread, `${event.name}(${arguments_(event)})`, '…');
    case 'call-blocked': {
      const call = index.calls.get(event.call);
      return threadRow(call?.thread ?? '', `${call?.name ?? event.kernelCall}(…)`, text.blocked);
    }
    case 'call-returned': {
      const call = index.calls.get(event.call);
      return threadRow(
        call?.thread ?? '',
        `${call?.name ?? ''}(${call ? arguments_(call) : ''})`,
        result(event),
        !event.result.ok,
      );
    }
    case 'socket-observed':
      return row(
        host(event.host),
        text.kernel,
        observedWords(event.changed, index.listeners.has(event.socket), text),
      );
    case 'socket-gone':
      return row(host(event.host), text.kernel, text.types[event.type]);
    case 'at-rest':
      return row('', '', text.types[event.type]);
    case 'segment-sent':
      return segmentRow(event.segment, index.copies.has(event.segment) ? text.copy : '');
    case 'segment-delivered': {
      const from = index.segments.get(event.segment)?.from;
      return segmentRow(event.segment, from ? `✓ ${host(otherHost(from))}` : '✓');
    }
    case 'segments-passed':
      return segmentRow(event.segment, `×${event.count}`);
    case 'segment-dropped':
      return segmentRow(event.segment, `✕ ${text.dropped[event.cause]}`, event.cause !== 'obsolete');
    case 'wire-set':
      return row(ui.wire, '', text.wireModes[event.settings.mode]);
    case 'segment-duplicated':
      return segmentRow(event.of, '×2');
    case 'segment-timed':
      return segmentRow(
        event.segment,
        event.dueAt === null ? '⏸' : `⏱ ${formatSpan(Math.max(0, event.dueAt - event.at))}`,
      );
    case 'nic-overflow':
    case 'listen-overflow':
      return row(host(event.host), text.kernel, text.types[event.type], String(event.dropped), true);
    case 'positions-counted':
      return row(text.kernel, '', text.types[event.type]);
    default:
      return event satisfies never;
  }
}
