import type { Messages } from '../../../client/features/narration/messages.en.ts';
import type { Contents, NamedSegment } from '../../../client/features/narration/sentence-values.ts';
import type { Party } from '../../../client/stage/model/event-facts.ts';
import type { EventOf, LabEvent, SegmentId, SocketId, TcpState } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { isMiniSocket } from '../../../shared/model/queries.ts';
import { isOwnReset } from '../../../shared/tcp/own-reset.ts';
import { isBetween, sequenceLength, type Segment } from '../../../shared/tcp/segment.ts';
import { all, as, type ClaimsOf, isReceiver, isSender, type Told, type Verdict } from './claim.ts';
import type { LoggedSegment } from './whole-log.ts';

type Words = Messages['events'];

/** The segment that the event is about; none where its departure is not in the log. */
export function segmentOf({ event, log }: Told): LoggedSegment | null {
  return 'segment' in event ? (log.segments.get(event.segment) ?? null) : null;
}

function hasFlags({ headers }: LoggedSegment, has: string, ...hasNot: string[]): boolean {
  const flags: readonly string[] = headers.flags;
  return flags.includes(has) && !hasNot.some((flag) => flags.includes(flag));
}

/** Sequence numbers of it have left before. */
export function repeats(told: Told, segment: LoggedSegment): boolean {
  const length = sequenceLength(segment.headers);
  return told.log.earlier(segment).some(({ headers }) => {
    const ahead = (segment.headers.seq - headers.seq) | 0;
    return ahead < sequenceLength(headers) && -ahead < length;
  });
}

/** The segments that have come from its receiver, in order; of a run the last, which says what all of them do. */
function heardFromPeer(
  told: Told,
  { headers: { source, destination } }: LoggedSegment,
): readonly { readonly at: number; readonly headers: Segment }[] {
  const { log, event } = told;
  const alone = log.before(event.seq, 'segment-delivered').flatMap(({ seq, at, segment }) => {
    const headers = log.segments.get(segment)?.headers;
    return headers === undefined ? [] : [{ seq, at, headers }];
  });
  const runs = log
    .before(event.seq, 'segments-passed')
    .map(({ seq, at, last }) => ({ seq, at, headers: last }));
  return [...alone, ...runs]
    .filter(({ headers }) => isBetween(headers, destination, source))
    .toSorted((one, other) => one.seq - other.seq);
}

/** It takes no sequence number and lies before what its peer has acknowledged, so that it asks for an answer. */
export function isBehind(told: Told, segment: LoggedSegment): boolean {
  return heardFromPeer(told, segment).some(
    ({ headers: { flags, ack } }) => flags.includes('ACK') && ((ack - segment.headers.seq) | 0) > 0,
  );
}

function lastWindow(told: Told, segment: LoggedSegment): number | null {
  return heardFromPeer(told, segment).at(-1)?.headers.window ?? null;
}

/** A segment waits in the NIC until it is read, µs at most on a busy machine. */
const UNREAD_MICROS = 200_000;

/**
 * The sender's kernel has heard last of a closed window. If that has been open for so short a time that the segment may have left
 * before, its log cannot decide.
 */
export function foundClosed(told: Told, segment: LoggedSegment): Verdict {
  const heard = heardFromPeer(told, segment);
  const closedLast = heard.findLastIndex(({ headers }) => headers.window === 0);
  const opened = heard[closedLast + 1];
  if (closedLast < 0) return false;
  if (opened === undefined) return true;
  return told.event.at - opened.at < UNREAD_MICROS ? null : false;
}

/** It acknowledges what the segment before it did, and grants more than that. */
export function grantsMore(told: Told, segment: LoggedSegment): Verdict {
  // A copy that the wire has made says nothing new of the kernel.
  const last = told.log.earlier(segment).findLast(({ doubled }) => !doubled);
  const inRun = told.log.before(told.event.seq, 'segments-passed').length > 0;
  if (last === undefined || inRun) return null;
  const grown = told.log.windowOf(segment) > told.log.windowOf(last);
  return last.headers.ack === segment.headers.ack && grown;
}

function sent(
  is: (told: Told, segment: LoggedSegment, counts: { bytes: number; unread: number }) => Verdict,
): Words['sent'][keyof Words['sent']] extends never ? never : SentClaim {
  return (told, who, counts) => {
    as(told, 'segment-sent');
    const segment = segmentOf(told);
    return segment === null ? false : all(isSender(told, who, segment), is(told, segment, counts));
  };
}
type SentClaim = (told: Told, who: Party, counts: { bytes: number; unread: number }) => Verdict;

const isFirst = (told: Told, segment: LoggedSegment): boolean => !repeats(told, segment);

/** A segment of this four-tuple with these flags has come to the sender before. */
function heard(told: Told, segment: LoggedSegment, flag: 'SYN' | 'FIN'): boolean {
  return told.log.before(told.event.seq, 'segment-delivered').some(({ segment: id }) => {
    const other = told.log.segments.get(id);
    return (
      other !== undefined &&
      other.headers.flags.includes(flag) &&
      isBetween(other.headers, segment.headers.destination, segment.headers.source)
    );
  });
}

/** The kernel of its sender has no connection any more that the reset could leave alive. */
function endsAtSender(told: Told, segment: LoggedSegment): Verdict {
  const rest = told.log.restAfter(told.event.seq);
  if (rest === null) return null;
  const socket = told.log.senderOf(segment, rest);
  if (socket !== null && socket.kernel.state === undefined) return null;
  // In SYN_SENT, a reset only refuses an answer that does not belong to it.
  return socket === null || ['CLOSE', 'SYN_SENT', 'TIME_WAIT'].includes(socket.kernel.state ?? '');
}

/** The reset has the number that a segment which has come before it had acknowledged. */
function answersOne(told: Told, { headers }: LoggedSegment): Verdict {
  const isAnswered = told.log.before(told.event.seq, 'segment-delivered').some(({ segment: id }) => {
    const other = told.log.segments.get(id)?.headers;
    return (
      other !== undefined &&
      isBetween(other, headers.destination, headers.source) &&
      other.flags.includes('ACK') &&
      other.ack === headers.seq
    );
  });
  const inRun = told.log.before(told.event.seq, 'segments-passed').length > 0;
  return isAnswered || (inRun ? null : false);
}

export const sentClaims: ClaimsOf<Words['sent']> = {
  SYN: sent((told, segment) => all(hasFlags(segment, 'SYN', 'ACK'), isFirst(told, segment))),
  'SYN-ACK': sent((told, segment) =>
    all(hasFlags(segment, 'SYN'), hasFlags(segment, 'ACK'), heard(told, segment, 'SYN')),
  ),
  data: sent((told, segment, { bytes }) =>
    all(bytes === segment.headers.payloadBytes, isFirst(told, segment)),
  ),
  'data-FIN': sent((told, segment, { bytes }) =>
    all(bytes === segment.headers.payloadBytes, hasFlags(segment, 'FIN'), isFirst(told, segment)),
  ),
  FIN: sent((told, segment) => {
    const more = [...told.log.segments.values()].some(
      (other) =>
        other.seq > segment.seq &&
        isBetween(other.headers, segment.headers.source, segment.headers.destination) &&
        other.headers.payloadBytes > 0 &&
        other.headers.seq === (segment.headers.seq + 1) >>> 0,
    );
    return all(hasFlags(segment, 'FIN'), segment.headers.payloadBytes === 0, isFirst(told, segment), !more);
  }),
  refusal: sent((told, segment) => {
    // The segment that it answers may have come some events ago, and a copy of it since.
    const came = told.log.before(told.event.seq, 'segment-delivered').filter(({ segment: id }) => {
      const other = told.log.segments.get(id)?.headers;
      return other !== undefined && isBetween(other, segment.headers.destination, segment.headers.source);
    });
    const listens = ({ sockets }: LabState): boolean =>
      Object.values(sockets).some(
        ({ host, gone, closed, kernel }) =>
          host === segment.from &&
          !gone &&
          !closed &&
          kernel.state === 'LISTEN' &&
          kernel.local?.port === segment.headers.source.port,
      );
    // A listener that ends in between may have ended before the kernel looked.
    const isHeard =
      came.length > 0 && came.every(({ seq }) => listens(told.log.stateAt(seq))) && listens(told.before);
    return all(hasFlags(segment, 'RST'), !isHeard);
  }),
  'reset-unread': sent((told, segment, { unread }) =>
    all(isOwnReset(segment.headers), unread > 0, endsAtSender(told, segment)),
  ),
  'reset-answer': sent((told, segment) =>
    all(hasFlags(segment, 'RST', 'ACK'), answersOne(told, segment), endsAtSender(told, segment)),
  ),
  RST: sent((told, segment) => all(isOwnReset(segment.headers), endsAtSender(told, segment))),
  probe: sent((told, segment) =>
    all(sequenceLength(segment.headers) === 0, isBehind(told, segment), foundClosed(told, segment)),
  ),
  'keep-alive': sent((told, segment) => {
    const window = lastWindow(told, segment);
    return all(isBehind(told, segment), window === null ? null : window > 0);
  }),
  'window-update': sent(grantsMore),
  'window-closed': sent((_, segment) => all(isPureAck(segment), segment.headers.window === 0)),
  ACK: sent((_, segment) => isPureAck(segment)),
};

function isPureAck(segment: LoggedSegment): Verdict {
  return all(hasFlags(segment, 'ACK', 'SYN', 'FIN', 'RST'), sequenceLength(segment.headers) === 0);
}

function isContents({ headers }: LoggedSegment, { bytes, flags }: Contents): boolean {
  const named = flags.split('+').toSorted().join();
  return bytes === headers.payloadBytes && (bytes > 0 || named === headers.flags.toSorted().join());
}

export const sentAgainClaim: ClaimsOf<Words['sentAgain']> = (told, who, contents, wait) => {
  const event = as(told, 'segment-sent');
  const segment = segmentOf(told)!;
  const first = told.log.earlier(segment).findLast(({ headers }) => headers.seq === segment.headers.seq);
  const waited = wait.micros === null || first === undefined ? null : wait.micros <= event.at;
  // Its first departure may be one of a run.
  const inRun = told.log.before(event.seq, 'segments-passed').length > 0;
  return all(
    isSender(told, who, segment),
    isContents(segment, contents),
    repeats(told, segment) || (inRun ? null : false),
    waited,
  );
};

/** So many copies lie beneath the top of the chip that has this segment. */
function beneath({ after }: Told, id: SegmentId): number {
  const chip = after.wire.chips.find(({ held }) => held.some(({ segment }) => segment === id));
  return (chip?.held.length ?? 0) - 1;
}

export const synCopiesClaim: ClaimsOf<Words['synCopies']> = (told, who, copies) => {
  const { segment: id } = as(told, 'segment-sent');
  const segment = segmentOf(told)!;
  return all(
    isSender(told, who, segment),
    hasFlags(segment, 'SYN', 'ACK'),
    repeats(told, segment),
    copies === beneath(told, id),
  );
};

export const copiesClaim: ClaimsOf<Words['copies']> = (told, who, contents, copies) => {
  const { segment: id } = as(told, 'segment-sent');
  const segment = segmentOf(told)!;
  return all(
    isSender(told, who, segment),
    isContents(segment, contents),
    repeats(told, segment),
    copies === beneath(told, id),
  );
};

/** It lies on the wire from here until a hand or the wire's end takes it. */
const isHeldByHand = (told: Told): Verdict => {
  const { segment } = as(told, 'segment-sent');
  const rest = told.log.restAfter(told.event.seq);
  if (rest === null) return null;
  const isThere = rest.wire.chips.some(({ held }) => held.some((one) => one.segment === segment));
  const taken = told.log.events.some(
    (e) => e.seq <= rest.seq && 'segment' in e && e.segment === segment && e.type !== 'segment-sent',
  );
  return isThere || taken;
};

export const heldClaims: ClaimsOf<Words['held']> = {
  none: (told) => {
    const { segment } = as(told, 'segment-sent');
    const mode = told.after.wire.settings.mode;
    return mode !== 'hold' || !told.after.wire.chips.some(({ held }) => held[0]?.segment === segment);
  },
  yours: isHeldByHand,
  watched: isHeldByHand,
};

type Came = Parameters<Words['delivered']['data']>[1];

function delivered(is: (told: Told, segment: LoggedSegment, came: Came) => Verdict) {
  return (told: Told, to: Party, came: Came): Verdict => {
    as(told, 'segment-delivered');
    const segment = segmentOf(told);
    return segment === null ? false : all(isReceiver(told, to, segment), is(told, segment, came));
  };
}

/**
 * The kernel's own count of what it has in order, when all is read next; a FIN counts as one. A connection that is over
 * by then is not read any more.
 */
function receivedAtRest(told: Told, segment: LoggedSegment): number | null {
  const rest = told.log.restAfter(told.event.seq);
  const socket = rest === null ? null : told.log.receiverOf(segment, rest);
  if (socket === null || isMiniSocket(socket) || socket.kernel.state === 'CLOSE') return null;
  return socket.kernel.bytesReceived ?? null;
}

/** A thread sleeps in a call on the socket, so that its kernel keeps it open also when another has closed it. */
function isHeldByACall({ calls }: LabState, socket: SocketId): boolean {
  return Object.values(calls).some((call) => call.socket === socket && call.name !== 'close');
}

/** A program has given the socket back, or nobody has it. */
function isClosed(told: Told, segment: LoggedSegment): boolean {
  const rest = told.log.restAfter(told.event.seq) ?? told.after;
  const socket = told.log.receiverOf(segment, told.before) ?? told.log.receiverOf(segment, rest);
  return (
    socket === null ||
    told.before.flows[socket.in ?? '']?.receiverGone === true ||
    (told.log.events.some(
      (e) =>
        e.type === 'call-entered' &&
        e.seq < told.event.seq &&
        e.name === 'close' &&
        e.socket === socket.socket,
    ) &&
      !isHeldByACall(told.before, socket.socket))
  );
}

const REMOTE_ENDED = new Set<TcpState>(['CLOSE_WAIT', 'LAST_ACK', 'CLOSING', 'TIME_WAIT', 'CLOSE']);

/** recv() returns 0 once it has taken all: so did each that the log has. */
function readsEnd(told: Told, segment: LoggedSegment): Verdict {
  const end = told.log.rangeOf(segment)?.to;
  const socket = told.log.receiverOf(segment, told.after);
  if (end === undefined || socket === null) return null;
  let read = 0;
  let verdict: Verdict = null;
  for (const [call, event] of told.log.entered) {
    const back = told.log.returned.get(call);
    if (event.name !== 'recv' || event.socket !== socket.socket || back === undefined) continue;
    if (back.cutOff === true || event.max === 0) continue;
    if (!back.result.ok) {
      // A reset has taken the stream away.
      if (back.seq > told.event.seq) return verdict;
      continue;
    }
    if (back.seq > told.event.seq && read === end) verdict = back.result.value === 0;
    if (verdict === false) return false;
    read += back.result.value;
  }
  return verdict;
}

const data = delivered((told, segment, { bytes, arrival }) => {
  if (bytes !== segment.headers.payloadBytes) return false;
  if (arrival === 'closed') return isClosed(told, segment);
  const range = told.log.rangeOf(segment);
  const received = receivedAtRest(told, segment);
  if (range === null || received === null) return null;
  const before = told.log.receiverOf(segment, told.before)?.kernel.bytesReceived ?? 0;
  switch (arrival) {
    case 'in-order':
      return all(received >= range.to, !isClosed(told, segment));
    case 'known':
      return all(received >= range.to, told.log.earlier(segment).length > 0);
    case 'ahead':
      // The kernel had counted so far that it lacks the byte before it.
      return before < range.from;
    case 'discarded':
      return before <= range.to ? null : true;
    default:
      return arrival satisfies never;
  }
});

export const deliveredClaims: ClaimsOf<Words['delivered']> = {
  SYN: delivered((_, segment) => hasFlags(segment, 'SYN', 'ACK')),
  'SYN-ACK': delivered((told, segment, { arrival }) => {
    const rest = told.log.restAfter(told.event.seq);
    const socket = rest === null ? null : told.log.receiverOf(segment, rest);
    // A connect() that was refused has not returned yet, and the state may have been read before its RST came.
    if (arrival === 'closed') {
      const isShut =
        isClosed(told, segment) || told.log.receiverOf(segment, told.before)?.kernel.state === 'CLOSE';
      return isShut || (wasReset(told, segment) ? null : false);
    }
    if (socket === null) return null;
    const stands = !['SYN_SENT', 'SYN_RECV', 'LISTEN'].includes(socket.kernel.state ?? '');
    const was = told.log.receiverOf(segment, told.before)?.kernel.state;
    return all(
      stands,
      arrival === 'known'
        ? was !== 'SYN_SENT' ||
            heard(
              told,
              {
                ...segment,
                headers: {
                  ...segment.headers,
                  source: segment.headers.destination,
                  destination: segment.headers.source,
                },
              },
              'SYN',
            )
        : true,
    );
  }),
  data,
  'data-FIN': data,
  FIN: delivered((told, segment, { arrival }) => {
    if (arrival === 'closed') return isClosed(told, segment);
    const rest = told.log.restAfter(told.event.seq);
    const socket = rest === null ? null : told.log.receiverOf(segment, rest);
    const range = told.log.rangeOf(segment);
    if (socket === null || range === null) return null;
    const isEnded = REMOTE_ENDED.has(socket.kernel.state ?? 'CLOSE');
    switch (arrival) {
      case 'in-order':
        return all(!isClosed(told, segment), isEnded, readsEnd(told, segment) ?? true);
      case 'known':
        return isEnded;
      case 'ahead': {
        const before = told.log.receiverOf(segment, told.before)?.kernel.bytesReceived ?? 0;
        return before < range.to;
      }
      case 'discarded':
        return true;
      default:
        return arrival satisfies never;
    }
  }),
  ACK: delivered((told, segment, { freed }) => {
    if (freed === 0) return true;
    const rest = told.log.restAfter(told.event.seq);
    const socket = rest === null ? null : told.log.receiverOf(segment, rest);
    const isCounted = socket !== null && !isMiniSocket(socket) && socket.kernel.state !== 'CLOSE';
    const acked = isCounted && socket.kernel.state !== undefined ? socket.kernel.bytesAcked : undefined;
    // tcpi_bytes_acked counts the SYN.
    return acked === undefined ? null : acked >= freed;
  }),
};

/** Both directions had been shut down, and the kernel's reset has left; it has not counted the bytes. */
export const dataRefusedClaim: ClaimsOf<Words['dataRefused']> = (told, to, bytes) => {
  const segment = segmentOf(told);
  if (segment === null) return false;
  const socket = told.log.receiverOf(segment, told.before);
  const shut = [...told.log.entered.values()].flatMap(({ name, socket: of, seq, option, call }) => {
    const isDone = seq < told.event.seq && told.log.returned.get(call)?.result.ok === true;
    return name === 'shutdown' && of === socket?.socket && isDone ? [option] : [];
  });
  const both = shut.includes('SHUT_RDWR') || (shut.includes('SHUT_RD') && shut.includes('SHUT_WR'));
  // The lab ends a program's calls by shutting their sockets down.
  const isCutOff = [...told.log.entered.values()].some(
    ({ socket: of, seq, call }) =>
      of === socket?.socket && seq < told.event.seq && told.log.returned.get(call)?.cutOff === true,
  );
  const { source, destination, payloadBytes } = segment.headers;
  const answer = [...told.log.segments.values()].some(
    ({ seq, headers }) =>
      seq > told.event.seq && headers.flags.includes('RST') && isBetween(headers, destination, source),
  );
  const received = receivedAtRest(told, segment);
  const range = told.log.rangeOf(segment);
  const isUncounted = range === null || received === null ? null : received < range.to;
  const rests = told.log.restAfter(told.event.seq) !== null;
  return all(
    isReceiver(told, to, segment),
    bytes === payloadBytes,
    both || isCutOff,
    isUncounted ?? true,
    answer || (rests ? false : null),
  );
};

function resetDelivered(is: (told: Told, segment: LoggedSegment) => Verdict) {
  return (told: Told, to: Party): Verdict => {
    const segment = segmentOf(told);
    if (segment === null || !hasFlags(segment, 'RST')) return false;
    return all(isReceiver(told, to, segment), is(told, segment));
  };
}

/** The state of the receiver's connection when all is read next. */
function stateAtRest(told: Told, segment: LoggedSegment): TcpState | 'gone' | null {
  const rest = told.log.restAfter(told.event.seq);
  if (rest === null) return null;
  const before = told.log.receiverOf(segment, told.before);
  const socket = before === null ? undefined : rest.sockets[before.socket];
  return socket === undefined || socket.gone ? 'gone' : (socket.kernel.state ?? 'gone');
}

/** It has the number that its receiver has asked for last, and nothing beyond has come: RFC 5961 §3.2 accepts it. */
function fits(told: Told, { headers }: LoggedSegment): boolean {
  const { source, destination } = headers;
  const events = told.log.events.slice(0, told.event.seq - 1);
  const isAsking = (e: LabEvent): e is EventOf<'segment-sent'> =>
    e.type === 'segment-sent' && isBetween(e.headers, destination, source) && e.headers.flags.includes('ACK');
  if (events.findLast(isAsking)?.headers.ack !== headers.seq) return false;
  return !events.some((e) => {
    if (e.type === 'segments-passed') return true;
    const came = e.type === 'segment-delivered' ? told.log.segments.get(e.segment)?.headers : undefined;
    if (came === undefined || !isBetween(came, source, destination)) return false;
    return came.flags.includes('RST') || ((came.seq + sequenceLength(came) - headers.seq) | 0) > 0;
  });
}

export const resetDeliveredClaims: ClaimsOf<Words['resetDelivered']> = {
  connect: resetDelivered((told, segment) => {
    const socket = told.log.receiverOf(segment, told.before);
    const call = [...told.log.entered.values()].findLast(
      (e) => e.name === 'connect' && e.socket === socket?.socket && e.seq < told.event.seq,
    );
    const result = told.log.returned.get(call?.call ?? -1);
    if (result === undefined || result.cutOff === true) return null;
    return !result.result.ok;
  }),
  connection: resetDelivered((told, segment) => {
    const is = stateAtRest(told, segment);
    return is === null ? null : is === 'CLOSE' || is === 'gone';
  }),
  closed: resetDelivered((told, segment) => {
    const is = stateAtRest(told, segment);
    return is === null ? null : all(isClosed(told, segment), is === 'CLOSE' || is === 'gone');
  }),
  nothing: resetDelivered((told, segment) => {
    const was = told.log.receiverOf(segment, told.before);
    const is = stateAtRest(told, segment);
    return was === null || is === null ? true : is === was.kernel.state || is === 'gone';
  }),
  ignored: resetDelivered((told, segment) => {
    const rest = told.log.restAfter(told.event.seq)?.seq ?? told.event.seq;
    const others = told.log
      .after(told.event.seq, 'segment-delivered')
      .filter(
        ({ seq, segment: id }) => seq <= rest && told.log.segments.get(id)?.headers.flags.includes('RST'),
      );
    const is = stateAtRest(told, segment);
    if (fits(told, segment)) return false;
    if (is === null) return null;
    if (is !== 'CLOSE' && is !== 'gone') return true;
    const was = told.log.receiverOf(segment, told.before)?.kernel.state;
    return is === was || (others.length > 0 ? null : false);
  }),
};

/** A reset came the same way before. */
function wasReset(told: Told, { headers }: LoggedSegment): boolean {
  return told.log.before(told.event.seq, 'segment-delivered').some(({ segment }) => {
    const other = told.log.segments.get(segment)?.headers;
    return other?.flags.includes('RST') === true && isBetween(other, headers.source, headers.destination);
  });
}

function isNamed(told: Told, name: NamedSegment, id: SegmentId): Verdict {
  const segment = told.log.segments.get(id);
  if (name === null || segment === undefined) return name === null && segment === undefined;
  return all(isSender(told, name.sender, segment), isContents(segment, name));
}

/** Whether the same sequence numbers have come to the other NIC, or else lie on the wire still. */
function otherCopies(told: Told, id: SegmentId): 'arrived' | 'on-wire' | 'none' {
  const segment = told.log.segments.get(id);
  if (segment === undefined) return 'none';
  const others = [...told.log.segments].flatMap(([other, { headers, seq }]) =>
    other !== id &&
    sequenceLength(headers) > 0 &&
    seq <= told.event.seq &&
    headers.seq === segment.headers.seq &&
    isBetween(headers, segment.headers.source, segment.headers.destination)
      ? [other]
      : [],
  );
  if (others.some((other) => told.log.wasDelivered(other, told.event.seq))) return 'arrived';
  const lie = told.after.wire.chips.flatMap(({ held }) => held.map((one) => one.segment));
  return others.some((other) => lie.includes(other)) ? 'on-wire' : 'none';
}

function dropped(cause: EventOf<'segment-dropped'>['cause']): ClaimsOf<Words['dropped']>['learner'] {
  return (told, name, { percent, repeated }) => {
    const event = as(told, 'segment-dropped');
    const segment = told.log.segments.get(event.segment);
    const { toServer, toClient } = told.after.wire.settings;
    const chance = segment?.from === 'client' ? toServer.lossPercent : toClient.lossPercent;
    const counts = segment !== undefined && sequenceLength(segment.headers) > 0;
    const copies = otherCopies(told, event.segment);
    const fate = {
      'if-missed': counts && !hasFlags(segment, 'RST') && copies === 'none',
      'copy-arrived': copies === 'arrived',
      'copy-left': copies === 'on-wire',
      'by-later-acks': !counts,
      never: segment === undefined || hasFlags(segment, 'RST'),
    }[repeated];
    const usesFate = cause === 'learner' || cause === 'loss';
    return all(
      event.cause === cause,
      isNamed(told, name, event.segment),
      cause === 'loss' ? percent === chance : true,
      usesFate ? fate : true,
    );
  };
}

export const droppedClaims: ClaimsOf<Words['dropped']> = {
  learner: dropped('learner'),
  loss: dropped('loss'),
  queue: dropped('queue'),
  nic: dropped('nic'),
  obsolete: (told, name) => {
    const event = as(told, 'segment-dropped');
    return all(
      event.cause === 'obsolete',
      isNamed(told, name, event.segment),
      hasArrived(told, event.segment),
    );
  },
};

/**
 * Its sequence numbers have come to the other NIC in another segment, which may be longer, or nobody is there to whom
 * they could.
 */
function hasArrived(told: Told, id: SegmentId): Verdict {
  const segment = told.log.segments.get(id);
  if (segment === undefined) return null;
  const endOf = ({ headers }: typeof segment): number => (headers.seq + sequenceLength(headers)) >>> 0;
  const end = endOf(segment);
  const hasCome = [...told.log.segments].some(
    ([other, sent]) =>
      other !== id &&
      isBetween(sent.headers, segment.headers.source, segment.headers.destination) &&
      ((segment.headers.seq - sent.headers.seq) | 0) >= 0 &&
      ((endOf(sent) - end) | 0) >= 0 &&
      told.log.wasDelivered(other, told.event.seq),
  );
  const acked = [...told.log.segments.values()].some(
    ({ headers }) =>
      isBetween(headers, segment.headers.destination, segment.headers.source) &&
      headers.flags.includes('ACK') &&
      ((headers.ack - end) | 0) >= 0,
  );
  return hasCome || acked;
}

export const duplicatedClaim: ClaimsOf<Words['duplicated']> = (told, name) =>
  isNamed(told, name, as(told, 'segment-duplicated').of);

export const keptOnWireClaim: ClaimsOf<Words['keptOnWire']> = (told, name) => {
  const event = as(told, 'segment-timed');
  return all(event.dueAt === null, isNamed(told, name, event.segment));
};

export const deliveredInClaim: ClaimsOf<Words['deliveredIn']> = (told, name, micros) => {
  const event = as(told, 'segment-timed');
  const due = event.dueAt !== null && Math.max(0, event.dueAt - event.at) === micros;
  return all(due, isNamed(told, name, event.segment));
};

export const dataPassedClaim: ClaimsOf<Words['dataPassed']> = (told, sender, receiver, count, bytes) => {
  const { from, last, count: segments, payloadBytes } = as(told, 'segments-passed');
  const run: LoggedSegment = { seq: told.event.seq, from, headers: last, doubled: false };
  return all(
    count === segments,
    bytes === payloadBytes,
    isSender(told, sender, run),
    isReceiver(told, receiver, run),
  );
};

export const acksPassedClaim: ClaimsOf<Words['acksPassed']> = (told, receiver, count) => {
  const { from, first, last, count: segments, payloadBytes } = as(told, 'segments-passed');
  const run: LoggedSegment = { seq: told.event.seq, from, headers: last, doubled: false };
  const more = ((last.ack - first.ack) | 0) > 0;
  return all(count === segments, payloadBytes === 0, more, isReceiver(told, receiver, run));
};
