import * as v from 'valibot';
import { findLesson } from '../../../shared/lessons/index.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { countSchema, idSchema, textSchema } from '../../../shared/schema.ts';
import { choiceOf, choiceSchema, keptChoice } from '../../rooms/kept-choice.ts';
import type { Task } from '../../rooms/room-options.ts';

/** An entry is kept for each lab and each device that gets one. Whoever folds them in their order knows again who has which. */
export const entrySchema = v.variant('is', [
  v.strictObject({
    is: v.literal('begun'),
    each: v.pipe(countSchema, v.minValue(1), v.maxValue(LIMITS.devicesPerLab)),
    address: textSchema(64),
    lesson: idSchema,
    choice: v.exactOptional(choiceSchema),
  }),
  /** The lab is in this room from now on. */
  v.strictObject({ is: v.literal('lab'), lab: countSchema, room: idSchema }),
  /** The device, by a hash of its secret, has this lab. */
  v.strictObject({ is: v.literal('device'), lab: countSchema, device: idSchema }),
  /** Everybody has come back. */
  v.strictObject({ is: v.literal('ended') }),
]);
export type Entry = v.InferOutput<typeof entrySchema>;

export interface OwnLab {
  readonly lab: number;
  readonly room: string;
  readonly devices: ReadonlySet<string>;
}

/** The labs that the followers of a class have of their own: one for each, or for so many devices. */
export class Register {
  #task: Task | null = null;
  #begun: Entry | null = null;
  #each = 1;
  readonly #labs = new Map<number, OwnLab>();
  readonly #labOf = new Map<string, number>();

  /** The labs begin with this; null if there are none at present. */
  get task(): Task | null {
    return this.#task;
  }

  get each(): number {
    return this.#each;
  }

  get labs(): readonly OwnLab[] {
    return [...this.#labs.values()];
  }

  labOf(device: string | undefined): OwnLab | undefined {
    return device === undefined ? undefined : this.#labs.get(this.#labOf.get(device) ?? -1);
  }

  named(lab: number): OwnLab | undefined {
    return this.#labs.get(lab);
  }

  /** The oldest lab in which another device has place. */
  get withPlace(): OwnLab | undefined {
    return this.labs.find(({ devices }) => devices.size < this.#each);
  }

  get nextLab(): number {
    return Math.max(0, ...this.#labs.keys()) + 1;
  }

  /** Entries that do not fit those before them change nothing. */
  apply(entry: Entry): void {
    if (entry.is === 'begun') return this.#begin(entry);
    if (entry.is === 'ended') return this.#end();
    if (this.#task === null) return;
    const { lab } = entry;
    const before = this.#labs.get(lab);
    if (entry.is === 'lab') {
      this.#labs.set(lab, { lab, room: entry.room, devices: before?.devices ?? new Set() });
    } else if (before !== undefined && this.labOf(entry.device) === undefined) {
      this.#labs.set(lab, { ...before, devices: new Set([...before.devices, entry.device]) });
      this.#labOf.set(entry.device, lab);
    }
  }

  #begin(entry: Extract<Entry, { is: 'begun' }>): void {
    const lesson = findLesson(entry.lesson);
    const choice = lesson && entry.choice && choiceOf(entry.choice, lesson);
    // Another version may have no such lesson.
    if (lesson === null || choice === null || this.#task !== null) return;
    this.#begun = entry;
    this.#each = entry.each;
    this.#task = { address: entry.address, lesson, choice };
  }

  #end(): void {
    this.#task = null;
    this.#begun = null;
    this.#labs.clear();
    this.#labOf.clear();
  }

  /** The entries of which this would be folded again. */
  *entries(): Iterable<Entry> {
    if (this.#begun === null) return;
    yield this.#begun;
    for (const { lab, room, devices } of this.#labs.values()) {
      yield { is: 'lab', lab, room };
      for (const device of devices) yield { is: 'device', lab, device };
    }
  }
}

export function begunWith({ address, lesson, choice }: Task, each: number): Entry {
  return { is: 'begun', each, address, lesson: lesson.id, ...(choice && { choice: keptChoice(choice) }) };
}
