import { formatAddress } from '../../../shared/tcp/address.ts';
import type { SOURCES } from '../../../shared/log/events.ts';
import type { CallState } from '../../../shared/model/lab-state.ts';
import type { Playhead } from '../../playback/playhead-store.ts';
import type { Inspected } from '../../stage/model/selection-store.ts';
import { readable } from '../../stage/model/event-facts.ts';
import type { FieldName } from './messages.en.ts';
import { formatMoment } from '../../ui/format.ts';

export interface Field {
  readonly name: FieldName;
  /** Null: not observed so far. */
  readonly value: string | null;
  readonly source: (typeof SOURCES)[number];
}

const text = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object')
    return 'port' in value && 'host' in value
      ? formatAddress(value as { host: string; port: number })
      : JSON.stringify(value).replaceAll('"', '').slice(1, -1).replaceAll(',', ', ');
  return String(value as string | number | boolean);
};

const field = (name: FieldName, value: unknown, source: Field['source']): Field => ({
  name,
  value: text(value),
  source,
});

function sleptAt(call: CallState | undefined): string | null {
  const at = call?.blockedAt ?? null;
  return at === null ? null : formatMoment(at);
}

/** The raw fields of an object at the instant shown; null where it does not exist then. */
export function inspectedFields(
  inspected: Inspected,
  { state, index }: Pick<Playhead, 'state' | 'index'>,
): Field[] | null {
  switch (inspected.is) {
    case 'socket':
    case 'segment':
    case 'byte':
      // They have panels of their own.
      return null;
    case 'call': {
      const call = index.calls.get(inspected.id);
      if (call === undefined) return null;
      const now = state.calls[inspected.id];
      return [
        field('name', call.name, 'syscall'),
        field('thread', call.thread, 'program'),
        field('line', call.line, 'program'),
        field('fd', call.fd, 'derived'),
        field('realFd', call.realFd, 'syscall'),
        field('bytes', call.bytes && `${call.bytes.length} B “${readable(call.bytes)}”`, 'syscall'),
        field('max', call.max, 'syscall'),
        field('address', call.address, 'syscall'),
        field('option', call.option, 'syscall'),
        field('value', call.value, 'syscall'),
        field('blockedAt', sleptAt(now), 'kernel'),
        field('tid', now?.tid, 'kernel'),
        field('call', inspected.id, 'derived'),
      ].filter((f) => f.value !== null);
    }
    case 'thread': {
      const thread = state.threads[inspected.id];
      if (thread === undefined) return null;
      const call = thread.call === null ? undefined : state.calls[thread.call];
      return [
        field('status', thread.status, thread.status === 'blocked' ? 'kernel' : 'program'),
        field('program', thread.program, 'program'),
        field('thread', thread.name, 'program'),
        field('line', thread.line, 'program'),
        field('name', call?.name, 'syscall'),
        field('fd', call?.fd, 'derived'),
        field('realFd', call?.realFd, 'syscall'),
        field('blockedAt', sleptAt(call), 'kernel'),
        field('tid', call?.tid, 'kernel'),
        field('returnedLine', thread.returnedLine, 'derived'),
        field(
          'exception',
          thread.exception && `${thread.exception.name}: ${thread.exception.message}`,
          'program',
        ),
      ].filter((f) => f.value !== null);
    }
    default:
      return inspected satisfies never;
  }
}
