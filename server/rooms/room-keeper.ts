import { SERVER_LIMITS } from '../limits.ts';
import type { Store } from '../store/store.ts';
import { headerLine, type KeptHeader, labLine } from './kept-room.ts';
import type { LabLog } from './lab-log.ts';
import type { Choice } from './room-lesson.ts';

export interface KeeperOptions {
  readonly store: Store;
  readonly id: string;
  readonly header: KeptHeader;
  readonly nowMs: () => number;
  /** Called when the room is no longer kept, and when it is again. */
  readonly changed: () => void;
}

/**
 * Writes a room into the store. It reads the room's log as a viewer does, from its own position, so that the store is
 * no second copy in memory.
 */
export class RoomKeeper {
  readonly #options: KeeperOptions;
  /** The last event that is in the store, and its log; null if the stream must be written whole. */
  #at: { readonly epoch: string | null; readonly seq: number } | null = null;
  /** The characters of the stream, and those that it had when it was last written whole. */
  #written = 0;
  #whole = 0;
  #failedAtMs: number | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** The store has everything that viewers were told. */
  get isKept(): boolean {
    return this.#failedAtMs === null;
  }

  /**
   * Writes what the store lacks of the room's newest log, which was made of this choice. It is called before viewers are
   * told. Never throws.
   */
  keep(log: LabLog | null, choice: Choice): void {
    const { nowMs, changed } = this.#options;
    const { isKept } = this;
    if (!isKept && nowMs() - this.#failedAtMs! < SERVER_LIMITS.keptAgainAfterMs) return;
    try {
      this.#write(log, choice);
      this.#failedAtMs = null;
    } catch {
      this.#at = null;
      this.#failedAtMs = nowMs();
    }
    if (isKept !== this.isKept) changed();
  }

  remove(): void {
    this.#options.store.remove(this.#options.id);
  }

  #write(log: LabLog | null, choice: Choice): void {
    const { store, id, header } = this.#options;
    const lines = this.#lacking(log, choice);
    // A stream that is too long stands for the new one until that is on the disk, so that it must have everything too.
    if (lines !== null) store.append(id, [...this.#counted(lines)]);
    if (lines === null || this.#isTooLong) {
      this.#written = 0;
      store.replace(id, this.#counted(whole(header, log, choice)));
      this.#whole = this.#written;
    }
    this.#at = { epoch: log?.epoch ?? null, seq: log?.head ?? 0 };
  }

  *#counted(lines: Iterable<string>): Iterable<string> {
    for (const line of lines) {
      this.#written += line.length;
      yield line;
    }
  }

  /** The log may have forgotten much of the stream. */
  get #isTooLong(): boolean {
    return this.#written > 2 * this.#whole + SERVER_LIMITS.keptCharactersBeside;
  }

  /** Returns the lines to append, or null if the stream must be written whole. */
  #lacking(log: LabLog | null, choice: Choice): string[] | null {
    const at = this.#at;
    if (at === null || log === null) return null;
    const isOther = at.epoch !== log.epoch;
    const from = isOther ? log.start.seq : at.seq;
    if (from < log.start.seq) return null;
    return [
      ...(isOther ? [labLine(log, choice)] : []),
      ...log.after(from).map((event) => JSON.stringify(event)),
    ];
  }
}

function* whole(header: KeptHeader, log: LabLog | null, choice: Choice): Iterable<string> {
  yield headerLine(header);
  if (log === null) return;
  yield labLine(log, choice);
  for (const event of log.after(log.start.seq)) yield JSON.stringify(event);
}
