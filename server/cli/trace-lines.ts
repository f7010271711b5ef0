import { stateName } from '../../shared/log/state-name.ts';
import { formatAddress } from '../../shared/tcp/address.ts';
import { type Bytes, fromHex, utf8Decode } from '../../shared/bytes.ts';
import { causeWords } from '../../shared/model/cause-words.ts';
import type { EventOf, LabEvent } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { lineText, listing } from '../../shared/programs/listing.ts';
import { pythonString } from '../../shared/programs/string-literals.ts';
import { asOne } from '../../shared/tcp/segment.ts';
import { SegmentCauses } from '../../shared/model/segment-cause.ts';
import { flagLetters, SegmentLines } from './segment-line.ts';
import { otherHost } from '../../shared/model/queries.ts';

/** A line shows at most this many bytes of a message. */
const SHOWN_BYTES = 60;

const LISTENER_WORDS = { rqueue: 'accept queue', wqueue: 'backlog' } as const;

/** A line says where something happened, then what. `style` says how much it matters. */
export interface TraceLine {
  readonly host: string;
  readonly thread: string;
  readonly text: string;
  readonly style: 'plain' | 'segment' | 'aside' | 'bad';
}

/**
 * Turns events into lines in the words of packet analysis. It must see every event in order. An event that
 * only repeats another gives null.
 */
export class TraceLines {
  readonly #segments = new SegmentLines();
  readonly #causes = new SegmentCauses();
  /** The addresses (`from > to`) and flags of the segments on the wire, by segment. */
  readonly #onWire = new Map<number, { readonly to: string; readonly flags: string }>();
  readonly #calls = new Map<number, EventOf<'call-entered'>>();
  #before: LabState | null = null;

  /** `state` is the state just after the event. */
  line(event: LabEvent, state: LabState): TraceLine | null {
    this.#causes.see(event, state);
    const line = this.#line(event, state);
    this.#before = state;
    return line;
  }

  #line(event: LabEvent, state: LabState): TraceLine | null {
    switch (event.type) {
      case 'lab-opened':
        return aside('lab', '', opened(event));
      case 'lab-closed':
        return { host: 'lab', thread: '', text: `closed: ${coded(event)}`, style: 'bad' };
      case 'notice':
        return aside('lab', '', `notice: ${coded(event)}`);
      case 'wire-set':
        return aside('wire', '', `mode ${event.settings.mode}`);
      case 'program-ended':
        return aside(event.program, '', `the program has ended: ${event.cause}`);
      case 'program-removed':
        return aside(event.program, '', 'the program is removed from the lab');
      case 'thread-started':
        return event.by === undefined
          ? null
          : aside(
              ...inThread(event.thread, state),
              `started by ${state.threads[event.by]?.name ?? event.by}`,
            );
      case 'frame-entered':
        return aside(...inThread(event.thread, state), `enters ${event.function}()`);
      case 'thread-joins':
        return plain(
          ...inThread(event.thread, state),
          `waits for ${state.threads[event.other]?.name ?? event.other} to end`,
        );
      case 'exception-caught': {
        const { name, message } = event.exception;
        return plain(...inThread(event.thread, state), `catches ${name}: ${message}`);
      }
      case 'thread-step':
        return aside(...inThread(event.thread, state), `line ${event.line}: ${source(event, state)}`);
      case 'thread-ended': {
        const { exception } = event;
        if (exception === undefined) return null;
        const [host, thread] = inThread(event.thread, state);
        return { host, thread, text: `raises ${exception.name}: ${exception.message}`, style: 'bad' };
      }
      case 'output':
        return plain(...inThread(event.thread, state), `prints ${JSON.stringify(event.text.trimEnd())}`);
      case 'call-entered':
        this.#calls.set(event.call, event);
        return plain(...inThread(event.thread, state), `${call(event)} …`);
      case 'call-blocked':
        return this.#inCall(
          event.call,
          state,
          (entered) => `${entered.name} blocks: task ${event.tid} sleeps in ${event.kernelCall}`,
        );
      case 'call-returned':
        return this.#inCall(event.call, state, (entered) => `${entered.name} → ${returned(event)}`);
      case 'socket-observed':
        return this.#observed(event);
      case 'socket-gone':
        return aside(event.host, '', `socket ${event.socket} is gone`);
      case 'listen-overflow':
        return aside(event.host, '', `an accept queue was full: ${event.dropped} dropped (ListenOverflows)`);
      case 'nic-overflow':
        return {
          host: event.host,
          thread: '',
          text: `its NIC lost ${event.dropped} ${event.dropped === 1 ? 'segment' : 'segments'} in its own queue`,
          style: 'bad',
        };
      case 'segment-sent':
      case 'segment-delivered':
      case 'segment-dropped':
        return this.#segment(event, state);
      case 'segments-passed': {
        const { segment, from, count, payloadBytes } = event;
        const text = `#${segment}–#${segment + count - 1} ${this.#segments.line(asOne(event))}  ×${count}, ${payloadBytes} B, delivered`;
        return { host: from, thread: 'nic', text, style: 'segment' };
      }
      case 'segment-duplicated':
        this.#onWire.set(event.segment, this.#onWire.get(event.of) ?? { to: '?', flags: '?' });
        return aside('wire', '', `carries segment ${event.of} twice, the second as ${event.segment}`);
      case 'segment-timed':
        return null;
      case 'program-loaded':
      case 'program-edited':
      case 'frame-left':
      case 'thread-at':
      case 'variable-set':
      case 'variable-deleted':
      case 'at-rest':
      case 'positions-counted':
        return null;
      default:
        return event satisfies never;
    }
  }

  #segment(
    event: EventOf<'segment-sent' | 'segment-delivered' | 'segment-dropped'>,
    state: LabState,
  ): TraceLine {
    if (event.type === 'segment-sent') {
      const { segment, from, headers } = event;
      this.#onWire.set(segment, {
        to: otherHost(from),
        flags: flagLetters(headers.flags),
      });
      const text = `#${segment} ${this.#segments.line(headers)}  ← ${causeWords(this.#causes.of(event, this.#before ?? EMPTY_LAB_STATE, state))}`;
      return { host: from, thread: 'nic', text, style: 'segment' };
    }
    const { to, flags } = this.#onWire.get(event.segment) ?? { to: '', flags: '?' };
    const how = event.type === 'segment-delivered' ? 'delivered' : `dropped (${event.cause})`;
    return { host: to, thread: 'nic', text: `#${event.segment} [${flags}] ${how}`, style: 'segment' };
  }

  #inCall(id: number, state: LabState, text: (entered: EventOf<'call-entered'>) => string): TraceLine | null {
    const entered = this.#calls.get(id);
    return entered === undefined ? null : plain(...inThread(entered.thread, state), text(entered));
  }

  #observed({ socket, host, changed }: EventOf<'socket-observed'>): TraceLine | null {
    const known = this.#before?.sockets[socket];
    const words: string[] = [];
    if (changed.state !== undefined && changed.state !== known?.state)
      words.push([...(known === undefined ? [] : [known.state]), changed.state].map(stateName).join(' → '));
    // For a listener the two counters are the length and the limit of its accept queue.
    const listens = (changed.state ?? known?.state) === 'LISTEN';
    for (const field of ['rqueue', 'wqueue'] as const)
      if (changed[field] !== undefined && changed[field] !== (known?.kernel[field] ?? 0))
        words.push(`${listens ? LISTENER_WORDS[field] : field} ${changed[field]}`);
    if (words.length === 0) return null;
    const fd = known?.fd ?? null;
    return aside(host, 'kernel', `socket ${socket}${fd === null ? '' : ` (fd ${fd})`}: ${words.join(', ')}`);
  }
}

function aside(host: string, thread: string, text: string): TraceLine {
  return { host, thread, text, style: 'aside' };
}

function plain(host: string, thread: string, text: string): TraceLine {
  return { host, thread, text, style: 'plain' };
}

function inThread(id: string, state: LabState): [host: string, thread: string] {
  const thread = state.threads[id];
  return [thread?.program ?? '', thread?.name ?? id];
}

function source({ thread, line }: EventOf<'thread-step'>, state: LabState): string {
  const tree = state.programs[state.threads[thread]?.program ?? '']?.tree;
  const found = tree === undefined ? undefined : listing(tree)[line - 1];
  return found === undefined ? '' : lineText(found);
}

function opened({ lesson, grade, capture, kernel, timers, hosts }: EventOf<'lab-opened'>): string {
  const ends = hosts.map(({ host, addresses, nic }) =>
    [host, ...addresses, nic === null ? 'lo' : `${nic.name} mtu ${nic.mtu}`].join(' '),
  );
  return `${lesson} on ${grade}, segments by ${capture}, ${kernel}, ${timers} timers: ${ends.join('; ')}`;
}

function coded({ code, detail }: { readonly code: string; readonly detail?: string }): string {
  return detail === undefined ? code : `${code} (${detail})`;
}

function call(entered: EventOf<'call-entered'>): string {
  const { fd, family, option, value, max, address, bytes, waitMicros } = entered;
  const args = [
    ...(fd === undefined ? [] : [`fd ${fd}`]),
    ...(family === undefined ? [] : [family]),
    ...(option === undefined ? [] : [option]),
    ...(address === undefined ? [] : [formatAddress(address)]),
    ...(bytes === undefined ? [] : [shown(bytes)]),
    ...(value === undefined ? [] : [String(value)]),
    ...(max === undefined ? [] : [String(max)]),
    ...(waitMicros === undefined ? [] : [`${waitMicros / 1_000_000} s`]),
  ];
  return `${entered.name}(${args.join(', ')})`;
}

function returned({ result }: EventOf<'call-returned'>): string {
  if (!result.ok) return `${result.errnoName} (errno ${result.errno}, ${result.exception ?? 'not raised'})`;
  const { value, bytes, fd, address } = result;
  if (fd !== undefined) return `fd ${fd}${address === undefined ? '' : `, ${formatAddress(address)}`}`;
  return bytes === undefined ? String(value) : `${value}: ${shown(bytes)}`;
}

/** Returns UTF-8 bytes as text, and others as Python prints them. Long ones are cut. */
function shown({ length, head }: Bytes): string {
  const start = fromHex(head.slice(0, 2 * SHOWN_BYTES));
  const text = utf8Decode(start);
  const literal =
    text === null
      ? `b'${Array.from(start, (byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)).join('')}'`
      : pythonString(text);
  return length > start.length ? `${literal}… ${length} bytes` : `${literal}, ${length} bytes`;
}
