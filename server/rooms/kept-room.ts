import * as v from 'valibot';
import { findLesson } from '../../shared/lessons/index.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { type LabEvent, labEventSchema } from '../../shared/log/events.ts';
import { wireSettingsSchema } from '../../shared/log/wire-settings-schema.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { programSchema } from '../../shared/programs/schema.ts';
import { countSchema, idSchema, textSchema } from '../../shared/schema.ts';
import { choiceOf, choiceSchema, keptChoice } from './kept-choice.ts';
import type { LabLog } from './lab-log.ts';
import type { Choice } from './room-lesson.ts';

/*
 * A room as it is kept, in entries: the room, then each lab that it had, followed by the events of its log. The last lab is
 * the room's.
 */

const headerSchema = v.strictObject({
  is: v.literal('room'),
  /** The server's version. Another one may have other states and events. */
  server: v.string(),
  lesson: idSchema,
  tokenHash: idSchema,
  address: textSchema(64),
  /** The first lab is made of this; of the lesson alone if it is absent. */
  choice: v.exactOptional(choiceSchema),
});
export type KeptHeader = Omit<v.InferOutput<typeof headerSchema>, 'is'>;

const rows = v.record(v.string(), v.looseObject({}));
/** The server wrote the state itself: what is checked is that it is whole, and the programs that a lab is made of. */
const stateSchema = v.custom<LabState>((input) =>
  v.is(
    v.looseObject({
      seq: countSchema,
      at: countSchema,
      atRest: v.boolean(),
      closed: v.nullable(v.looseObject({ code: v.string() })),
      hosts: rows,
      programs: v.record(v.string(), v.looseObject({ tree: programSchema })),
      threads: rows,
      calls: rows,
      sockets: rows,
      flows: rows,
      wire: v.looseObject({ settings: wireSettingsSchema, chips: v.array(v.looseObject({})) }),
    }),
    input,
  ),
);

const labSchema = v.strictObject({
  is: v.literal('lab'),
  epoch: idSchema,
  choice: choiceSchema,
  /** The state before the first event that is kept, if there were earlier ones. */
  state: v.exactOptional(stateSchema),
});

export interface KeptRoom {
  readonly header: KeptHeader;
  readonly lesson: Lesson;
  /** The newest lab that was shown: null if none was. */
  readonly lab: { readonly choice: Choice; readonly log: LabLog } | null;
}

export function headerLine(header: KeptHeader): string {
  return JSON.stringify({ is: 'room', ...header } satisfies v.InferOutput<typeof headerSchema>);
}

export function labLine(log: LabLog, choice: Choice): string {
  const { epoch, start } = log;
  return JSON.stringify({
    is: 'lab',
    epoch,
    choice: keptChoice(choice),
    ...(start.seq > 0 && { state: start }),
  } satisfies v.InferOutput<typeof labSchema>);
}

/** Reads a room, or returns the reason why it cannot be; null if there is none. `say` is told where a log ends early. */
export async function readRoom(
  batches: AsyncIterable<readonly unknown[]>,
  { server, logOf, say }: ReadOptions,
): Promise<KeptRoom | string | null> {
  let room: KeptRoom | null = null;
  let at = 0;
  for await (const entries of batches)
    for (const entry of entries) {
      at += 1;
      const read: KeptRoom | string = room === null ? begun(entry, server) : continued(room, entry, logOf);
      if (typeof read !== 'string') room = read;
      else if (room === null) return read;
      else {
        say(`entry ${at} cannot be read (${read}): what stands before it is.`);
        return room;
      }
    }
  return room;
}

export interface ReadOptions {
  /** The version of this server. */
  readonly server: string;
  readonly logOf: (epoch: string, start: LabState | undefined) => LabLog;
  readonly say: (sentence: string) => void;
}

function begun(entry: unknown, server: string): KeptRoom | string {
  const { success, output, issues } = v.safeParse(headerSchema, entry);
  if (!success) return issues[0].message;
  const lesson = findLesson(output.lesson);
  if (lesson === null || output.server !== server) return `it is of version ${output.server}`;
  const { is: _, ...header } = output;
  return { header, lesson, lab: null };
}

function continued(room: KeptRoom, entry: unknown, logOf: ReadOptions['logOf']): KeptRoom | string {
  if (typeof entry === 'object' && entry !== null && 'is' in entry) {
    const { success, output, issues } = v.safeParse(labSchema, entry);
    const choice = success ? choiceOf(output.choice, room.lesson) : null;
    if (!success || choice === null) return issues?.[0].message ?? 'no such variation';
    return { ...room, lab: { choice, log: logOf(output.epoch, output.state) } };
  }
  const event = eventOf(entry);
  if (typeof event === 'string') return event;
  if (room.lab === null) return 'an event of no lab';
  try {
    room.lab.log.append([event]);
    return room;
  } catch (error) {
    return String(error);
  }
}

function eventOf(entry: unknown): LabEvent | string {
  const { success, output, issues } = v.safeParse(labEventSchema, entry);
  if (!success) return issues[0].message;
  return 'tree' in output && !v.is(programSchema, output.tree) ? 'not a program' : output;
}
