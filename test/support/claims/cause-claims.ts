import type { CallId, EventOf, SocketId } from '../../../shared/log/events.ts';
import type { SegmentCause } from '../../../shared/model/segment-cause.ts';
import { isOwnReset } from '../../../shared/tcp/own-reset.ts';
import { sequenceLength } from '../../../shared/tcp/segment.ts';
import { all, type Told, type Verdict } from './claim.ts';
import { foundClosed, grantsMore, isBehind, repeats, segmentOf } from './segment-claims.ts';
import type { LoggedSegment, WholeLog } from './whole-log.ts';

/** The socket at whose end a segment left, by the addresses that it has at any time. */
function isOwn(log: WholeLog, socket: SocketId | undefined, { from, headers }: LoggedSegment): Verdict {
  const ends = log.endsOf(socket ?? '');
  if (ends === null) return null;
  const host = log.hosts.get(log.programOfSocket(socket ?? '', log.events.length) ?? '');
  return (
    host === from && ends.local.port === headers.source.port && ends.remote.port === headers.destination.port
  );
}

/** The bytes of a stream that each send() of a socket wrote, by what the calls returned, in order. */
function written(log: WholeLog, socket: SocketId | undefined): Map<CallId, readonly [number, number]> {
  const ranges = new Map<CallId, readonly [number, number]>();
  let at = 0;
  for (const [call, event] of log.entered) {
    if (event.name !== 'send' || event.socket !== socket) continue;
    const back = log.returned.get(call);
    // A call that has not returned, or was cut off, may have written any part of its bytes.
    const length = back?.result.ok === true ? back.result.value : (event.bytes?.length ?? 0);
    ranges.set(call, [at, at + length]);
    at += back === undefined || back.result.ok ? length : 0;
  }
  return ranges;
}

function isCause(told: Told, segment: LoggedSegment, call: EventOf<'call-entered'>): Verdict {
  const { log } = told;
  const { flags, payloadBytes } = segment.headers;
  const own = isOwn(log, call.socket, segment);
  if (flags.includes('SYN')) return all(call.name === 'connect', own);
  const ends = call.name === 'close' || (call.name === 'shutdown' && call.option !== 'SHUT_RD');
  if (call.name !== 'send') return all(ends, flags.includes('FIN') || flags.includes('RST'), own);
  const range = log.rangeOf(segment);
  const [from, to] = written(log, call.socket).get(call.call) ?? [0, 0];
  const overlaps = range === null ? null : from < range.to && range.from < to;
  return all(payloadBytes > 0, own, overlaps);
}

/** The first call before a segment that ends the stream of its socket. The lab itself ends those of a stopped program. */
function firstEnd(log: WholeLog, segment: LoggedSegment): EventOf<'call-entered'> | undefined {
  return [...log.entered.values()].find(
    (event) =>
      event.seq < segment.seq &&
      (event.name === 'close' || (event.name === 'shutdown' && event.option !== 'SHUT_RD')) &&
      log.returned.get(event.call)?.result.ok !== false &&
      isOwn(log, event.socket, segment) === true,
  );
}

/** Checks against the whole log the reason that the page gives for a segment. */
export function causeClaim(told: Told, { is, calls, copy }: SegmentCause): Verdict {
  const segment = segmentOf(told);
  if (segment === null) return false;
  const { flags, payloadBytes } = segment.headers;
  const known = calls.filter((call) => call !== null);
  const each = known.map(({ call, line, atExit, unnamed, name }) => {
    const event = told.log.entered.get(call);
    if (event === undefined || event.name !== name || event.line !== line) return false;
    const isLine = (event.atExit === true) === atExit && (event.unnamed === true) === unnamed;
    return all(isLine, isCause(told, segment, event));
  });
  // A call that the log has may not be called unknown.
  const isNamed = !flags.includes('FIN') || firstEnd(told.log, segment) === undefined;
  const unknown = calls.length === known.length ? true : isNamed ? null : false;
  const repeated = sequenceLength(segment.headers) > 0 && repeats(told, segment);
  const inRun = told.log.before(told.event.seq, 'segments-passed').length > 0;
  const isCopy = copy === repeated || (inRun ? null : false);
  const ending = flags.includes('FIN') && known.find(({ name }) => name !== 'send');
  const first = ending ? firstEnd(told.log, segment)?.call === ending.call : true;
  return all(...each, unknown, isCopy, first, kind());

  function kind(): Verdict {
    switch (is) {
      case 'reset':
        // An answer to a segment is no call's.
        return all(flags.includes('RST'), calls.length === 0 || isOwnReset(segment!.headers));
      case 'answers-syn':
        return flags.includes('SYN') && flags.includes('ACK');
      case 'calls':
        return calls.length > 0 && (payloadBytes > 0 || flags.includes('FIN') || flags.includes('SYN'));
      case 'acknowledges':
        return sequenceLength(segment!.headers) === 0 && flags.includes('ACK');
      case 'probes':
        return all(isBehind(told, segment!), foundClosed(told, segment!));
      case 'keeps-alive':
        return isBehind(told, segment!);
      case 'updates-window':
        return grantsMore(told, segment!);
      default:
        return is satisfies never;
    }
  }
}
