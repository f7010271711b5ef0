import { type LessonNotes, type Note, noteAt } from '../../shared/content/presenter-notes/note.ts';
import { utf8Length } from '../../shared/bytes.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { type LabEvent, TCP_STATES } from '../../shared/log/events.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { inReceiveBuffer, inSendBuffer, lengthOf } from '../../shared/model/buffers.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { lineText, listing } from '../../shared/programs/listing.ts';

/** All that a run has shown up to a moment, as far as a note can quote it. */
export interface Shown {
  readonly state: LabState;
  /** The TCP states of sockets since the move before. */
  readonly tcpStates: ReadonlySet<string>;
  /** Listings, calls, errors and what was printed. */
  readonly words: string;
  readonly figures: ReadonlySet<number>;
  readonly lines: number;
}

/** Goes through the log of a run of the lesson: what it has shown after the set-up, and after each move. */
export function shownBy(lesson: Lesson, events: readonly LabEvent[]): readonly Shown[] {
  const walkthrough = new Walkthrough(lesson);
  const texts = Object.values(lesson.programs).flatMap((program) => listing(program).map(lineText));
  const lines = Math.max(...Object.values(lesson.programs).map((program) => listing(program).length));
  const words = [...new Set(texts)];
  // The task names figures that a line makes, and notes name clients by their numbers.
  const named = [lesson.task.en, ...Object.keys(lesson.programs)].flatMap(numbersIn);
  const figures = new Set([
    ...named,
    ...texts.flatMap((text) => [...numbersIn(text), ...lengthsOfLiterals(text)]),
  ]);
  let tcpStates = new Set<string>();
  const at: Shown[] = [];
  let now: LabState = EMPTY_LAB_STATE;
  const take = (): Shown => ({
    state: now,
    tcpStates,
    words: words.join('\n'),
    figures: new Set(figures),
    lines,
  });
  new Timeline().append(events, (event, state) => {
    now = state;
    walkthrough.see(event, state);
    words.push(...wordsOf(event));
    for (const figure of [...figuresOf(event), ...inBuffers(state)]) figures.add(figure);
    for (const { state: tcp, gone } of Object.values(state.sockets)) if (!gone) tcpStates.add(tcp);
    if (!walkthrough.isSetUp || !state.atRest) return;
    while (at.length < walkthrough.index + 1) at.push(take());
    tcpStates = new Set();
  });
  return at;
}

function wordsOf(event: LabEvent): string[] {
  switch (event.type) {
    case 'call-entered':
      return [event.sendall === true ? 'sendall' : event.name];
    case 'call-returned':
      return event.result.ok ? [] : [event.result.errnoName, event.result.exception ?? ''];
    case 'exception-caught':
      return [event.exception.name];
    case 'output':
      return [event.text];
    case 'variable-set':
      return event.value.is === 'bytes'
        ? [`b'${Buffer.from(event.value.bytes.head, 'hex').toString('latin1')}'`]
        : [];
    default:
      return [];
  }
}

function figuresOf(event: LabEvent): number[] {
  switch (event.type) {
    case 'call-entered':
      return [event.bytes?.length ?? 0, event.max ?? 0, event.value ?? 0];
    case 'call-returned':
      return event.result.ok ? [event.result.value] : [event.result.errno];
    case 'segment-sent':
      return [event.headers.payloadBytes];
    case 'output':
      return numbersIn(event.text);
    default:
      return [];
  }
}

function inBuffers(state: LabState): number[] {
  return Object.values(state.flows).flatMap((flow) => [
    lengthOf(inSendBuffer(state, flow)),
    lengthOf(inReceiveBuffer(state, flow)),
  ]);
}

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

/** Characters and bytes of each text in a line. */
function lengthsOfLiterals(line: string): number[] {
  return (line.match(/'[^']*'/g) ?? []).flatMap((literal) => {
    const text = literal.slice(1, -1);
    return [Array.from(text).length, utf8Length(text)];
  });
}

/** Returns what the notes claim and the run has not shown by then, or that it has not come to their end. */
export function wrongIn(notes: LessonNotes, lesson: Lesson, events: readonly LabEvent[]): string[] {
  const at = shownBy(lesson, events);
  const short = at.length === lesson.moves.length + 1 ? [] : [`it came to move ${at.length - 1}`];
  const claims = at.flatMap((shown, done) =>
    unshown(noteAt(notes, done), shown).map((claim) => `after ${done} moves: ${claim}`),
  );
  return [...short, ...claims];
}

/** Returns what the note’s English text claims and the run does not show. */
export function unshown({ say, point }: Note, shown: Shown): string[] {
  return [say, point].flatMap((text) => (text === undefined ? [] : claimsOf(text.en, shown)));
}

function claimsOf(text: string, { state, tcpStates, words, figures, lines }: Shown): string[] {
  const wrong: string[] = [];
  for (const [, code = ''] of text.matchAll(/`([^`]+)`/g)) {
    const isTcp = (TCP_STATES as readonly string[]).includes(code);
    if (isTcp ? !tcpStates.has(code) : !words.includes(code)) wrong.push(code);
  }
  for (const [claim, call = ''] of text.matchAll(/(?:blocked|back|waits?) in `(\w+)`/g)) {
    const name = call === 'sendall' ? 'send' : call;
    const isSo = Object.values(state.threads).some(
      (thread) => thread.status === 'blocked' && state.calls[thread.call ?? -1]?.name === name,
    );
    if (!isSo) wrong.push(claim);
  }
  for (const [claim, line = ''] of text.matchAll(/[Ll]ine (\d+)/g))
    if (Number(line) > lines) wrong.push(claim);
  const rest = text.replaceAll(/`[^`]+`/g, '').replaceAll(/[Ll]ine \d+|\bL\d+/g, '');
  for (const figure of numbersIn(rest)) if (!figures.has(figure)) wrong.push(String(figure));
  return wrong;
}
