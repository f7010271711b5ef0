import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../../../shared/log/recording.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { guidance, NO_LESSON, runOnSameHosts, type Way } from '../../../shared/lessons/guidance.ts';
import { LESSONS } from '../../../shared/lessons/index.ts';
import { l00 } from '../../../shared/lessons/l00.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { l12 } from '../../../shared/lessons/l12.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/model/lab-state.ts';
import { nextMove } from '../../../shared/model/next-move.ts';
import { setParameter } from '../../../shared/programs/params.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';

const recorded = (lesson: string): readonly LabEvent[] =>
  readRecording(
    readFileSync(new URL(`../../../client/public/recordings/${lesson}.ndjson`, import.meta.url), 'utf8'),
  ).events;

/** Each state of a recorded run, with the way through it so far. */
function* followed(lesson: Lesson): Generator<{ state: LabState; way: Way; walkthrough: Walkthrough }> {
  const walkthrough = new Walkthrough(lesson);
  let state = EMPTY_LAB_STATE;
  for (const event of recorded(lesson.id)) {
    state = applyEvent(state, event);
    walkthrough.see(event, state);
    yield { state, way: { ...NO_LESSON, lesson, walkthrough, following: 'L2' }, walkthrough };
  }
}

/** The lesson, set up, at the rest at which so many of its moves are done. */
function inLesson(lesson: Lesson, moves: number): { state: LabState; way: Way; walkthrough: Walkthrough } {
  for (const at of followed(lesson))
    if (at.state.atRest && at.walkthrough.isSetUp && at.walkthrough.index === moves) return at;
  throw new Error(`${lesson.id} never has ${moves} moves done`);
}
const inL1 = (moves: number) => inLesson(l01, moves);

describe('[LESSON9] the guidance', () => {
  test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
    'goes through %s by its own moves, and leads to the explanation and the next lesson',
    (_, lesson) => {
      let last: Way = NO_LESSON;
      for (const { state, way, walkthrough } of followed(lesson)) {
        last = way;
        if (!state.atRest || state.closed !== null || walkthrough.isOver) continue;
        const next = guidance(state, way);
        const own = walkthrough.next(state);
        const name = `move ${walkthrough.index + 1} at ${state.seq}`;
        if (own) expect(next, name).toMatchObject({ is: 'move', move: own });
        // A lab may come to rest for an instant in the midst of a handshake.
        else expect(['wait', 'move'], name).toContain(next.is);
      }
      const state = { ...EMPTY_LAB_STATE, atRest: true };
      expect(guidance(state, last)).toEqual({ is: 'explanation' });
      expect(guidance(state, { ...last, explained: true })).toEqual({ is: 'next-lesson', lesson: 'L2' });
    },
  );

  test('runs what a lesson leaves in one press, once its explanation has been read', () => {
    const left = LESSONS.flatMap((lesson) => {
      const { state, way } = [...followed(lesson)].findLast(({ state: { closed } }) => closed === null)!;
      const next = guidance({ ...state, atRest: true }, { ...way, explained: true });
      return next.is === 'finish' ? [[lesson.id, next.commands] as const] : [];
    });
    // L10 holds the wire to its end, L12 does not, and L1 has shown its programs' ends.
    const programs = [
      { type: 'run-on', program: 'client' },
      { type: 'run-on', program: 'server' },
    ];
    expect(new Map(left).get('L12')).toEqual(programs);
    expect(new Map(left).get('L10')).toMatchObject([
      { type: 'wire', settings: { mode: 'auto' } },
      ...programs,
    ]);
    expect(left.map(([id]) => id)).not.toContain('L1');
  });

  test('[PROG3] steps no thread that runs: it waits for its turn, and is waited for', () => {
    const { state } = inL1(5);
    const server = state.threads['server/main']!;
    const at: LabEvent = {
      seq: state.seq + 1,
      at: state.at,
      type: 'thread-at',
      source: 'program',
      thread: 'server/main',
      line: 5,
    };
    const stands = {
      ...state,
      atRest: false,
      wire: { ...state.wire, chips: [] },
      threads: { 'server/main': { ...server, steps: 0 } },
    };
    expect(guidance(applyEvent(stands, at), NO_LESSON)).toMatchObject({ is: 'move', move: { is: 'step' } });
    expect(guidance(applyEvent(stands, { ...at, runs: true }), NO_LESSON)).toEqual({
      is: 'wait',
      wait: { for: 'thread', thread: 'server/main', dueAt: null },
    });
  });

  test('runs no other program to its end beside one that has failed', () => {
    const { state, way } = [...followed(l12)].findLast(({ state: { closed } }) => closed === null)!;
    const server = { ...state.threads['server/main']!, status: 'failed' as const };
    const failed = { ...state, atRest: true, threads: { ...state.threads, 'server/main': server } };
    const next = guidance(failed, { ...way, explained: true });
    expect(next.is).toBe('finish');
    const exception = { name: 'OSError', message: '[Errno 98] Address already in use' };
    const raised = { ...failed, threads: { ...failed.threads, 'server/main': { ...server, exception } } };
    expect(guidance(raised, { ...way, explained: true }).is).toBe('next-lesson');
  });

  test('at the end of the free lab leads to an experiment of one’s own, and not round again', () => {
    const way = { ...NO_LESSON, lesson: LESSONS.at(-1)!, explained: true };
    const walkthrough = new Walkthrough({ moves: [], predictions: [] });
    expect(guidance(EMPTY_LAB_STATE, { ...way, walkthrough })).toEqual({ is: 'compose' });
  });

  test('says that a program which the lesson needs has failed, and what was changed before', () => {
    const { state, way } = inL1(1);
    const client = state.threads['client/main']!;
    const edited = setParameter(l01.programs.client, 'port', 81);
    const failed: LabState = {
      ...state,
      programs: {
        ...state.programs,
        client: {
          ...state.programs['client']!,
          ended: 'exception',
          tree: edited.ok ? edited.program : l01.programs.client,
        },
      },
      threads: {
        ...state.threads,
        'client/main': {
          ...client,
          status: 'failed',
          exception: { name: 'ConnectionRefusedError', message: '[Errno 111] Connection refused' },
        },
      },
    };
    const next = guidance(failed, way);
    expect(next).toMatchObject({
      is: 'stuck',
      why: {
        lost: 'client',
        failed: [{ program: 'client' }],
        strays: [{ is: 'edited', program: 'client', own: 8080 }],
      },
    });
    const helps = next.is === 'stuck' ? next.helps : [];
    expect(helps.map(({ is }) => is)).toEqual(['set-back', 'run-again', 'go-on', 'new-lab']);
    expect(helps[0]).toMatchObject({
      commands: [{ type: 'set', program: 'client', parameter: 'port', value: 8080 }, { type: 'run-again' }],
    });
    expect(guidance(failed, { ...way, left: true }).is).not.toBe('stuck');
  });

  test('an edit is of this run if its line begins afterwards, and stays so once it is set back', () => {
    const { state, walkthrough } = inLesson(l12, 0);
    const own = state.programs['client']!;
    const edited = (parameter: string, value: string | number): LabState => {
      const changed = setParameter(own.tree, parameter, value);
      if (!changed.ok) throw new Error(changed.error.code);
      return { ...state, programs: { ...state.programs, client: { ...own, tree: changed.program } } };
    };
    // The set-up has connected.
    expect(walkthrough.strays(l12, edited('port', 81))).toEqual([]);
    const before = edited('first', '');
    const stray = [{ is: 'edited', program: 'client', line: 3, parameter: { value: '' }, own: '你好' }];
    expect(walkthrough.strays(l12, before)).toMatchObject(stray);
    const step = { type: 'thread-step', source: 'program', thread: 'client/main', line: 3 } as const;
    walkthrough.see({ ...step, seq: state.seq + 1, at: state.at }, before);
    expect(walkthrough.strays(l12, state)).toMatchObject(stray);
  });

  test('gives back the lesson’s wire before it runs again', () => {
    const { state, way } = inL1(5);
    const auto: LabState = {
      ...state,
      wire: { ...state.wire, settings: { ...state.wire.settings, mode: 'auto' }, chips: [] },
      programs: Object.fromEntries(
        Object.entries(state.programs).map(([id, program]) => [id, { ...program, ended: 'finished' }]),
      ),
      threads: Object.fromEntries(
        Object.entries(state.threads).map(([id, thread]) => [id, { ...thread, status: 'ended' }]),
      ),
    };
    expect(guidance(auto, { ...way, walkthrough: null, lesson: l01 })).toEqual({
      is: 'run-again',
      commands: [{ type: 'wire', settings: l01.wire }, { type: 'run-again' }],
    });
  });

  test('stays as it is while the counters are read after a timer has sent a copy', () => {
    const never = { fact: 'raises', program: 'client', exception: 'OSError' } as const;
    const waiting: Lesson = { ...l01, moves: [...l01.moves.slice(0, 5), { type: 'wait', until: never }] };
    const { state, way } = inLesson(waiting, 5);
    const next = guidance(state, way);
    expect(next).toMatchObject({ is: 'move', move: { is: 'deliver' } });
    expect(guidance({ ...state, atRest: false }, way)).toEqual(next);
    const over: Lesson = { ...l01, moves: l01.moves.slice(0, 5) };
    const { state: end, way: wayAtEnd } = inLesson(over, 5);
    const explained = { ...wayAtEnd, explained: true };
    expect(guidance(end, explained)).toMatchObject({ is: 'finish' });
    expect(guidance({ ...end, atRest: false }, explained)).toMatchObject({ is: 'finish' });
  });

  test('delivers the copy that a timer has sent after its ACK was dropped, and does not wait for the timer', () => {
    const [data] = inLesson(l00, 2).state.wire.chips;
    const { state, way } = inLesson(l00, 3);
    const dropped: LabState = { ...state, wire: { ...state.wire, chips: [] } };
    expect(guidance(dropped, way)).toMatchObject({ is: 'wait', wait: { for: 'timer', kind: 'retransmit' } });
    const copy = { ...data!, delivered: 1 };
    expect(guidance({ ...dropped, wire: { ...dropped.wire, chips: [copy] } }, way)).toMatchObject({
      is: 'move',
      move: { is: 'deliver', chip: { chip: copy.chip } },
    });
  });

  test('offers a new run once a literal of a line that has run is changed after the end', () => {
    const { state, way } = [...followed(l01)].findLast(({ state: { closed } }) => closed === null)!;
    const explained = { ...way, explained: true };
    expect(guidance({ ...state, atRest: true }, explained)).toMatchObject({ is: 'next-lesson' });
    const edited = setParameter(l01.programs.client, 'port', 81);
    if (!edited.ok) throw new Error(edited.error.code);
    const after = applyEvent(state, {
      seq: state.seq + 1,
      at: state.at,
      type: 'program-edited',
      source: 'derived',
      program: 'client',
      tree: edited.program,
    });
    const { results } = after.programs['client']!;
    expect(Object.keys(results).filter((line) => results[Number(line)]?.outdated)).toEqual(['2']);
    expect(guidance({ ...after, atRest: true }, explained)).toMatchObject({ is: 'run-again' });
  });

  test('runs again on the lesson’s wire, and on the learner’s where the lesson has no moves', () => {
    const { state } = inL1(5);
    expect(runOnSameHosts(state, l01)).toEqual([{ type: 'wire', settings: l01.wire }, { type: 'run-again' }]);
    expect(runOnSameHosts(state, { ...l01, moves: [] })).toEqual([{ type: 'run-again' }]);
  });

  test('never proposes a segment whose connection both kernels have forgotten', () => {
    const { state } = inL1(5);
    expect(nextMove(state)).toMatchObject({ is: 'deliver' });
    const forgotten = Object.fromEntries(
      Object.entries(state.sockets).map(([id, socket]) => [id, { ...socket, gone: true }]),
    );
    expect(nextMove({ ...state, sockets: forgotten })).not.toMatchObject({ is: 'deliver' });
  });

  test('a program that is run again begins the lesson’s way anew', () => {
    const walkthrough = new Walkthrough(l01);
    let state = EMPTY_LAB_STATE;
    let seq = 0;
    const see = (event: LabEvent): void => {
      seq += 1;
      const numbered = { ...event, seq };
      state = applyEvent(state, numbered);
      walkthrough.see(numbered, state);
    };
    for (const event of recorded('L1')) {
      see(event);
      if (walkthrough.index === 5) break;
    }
    const again = recorded('L1').filter(({ type }) => type === 'program-loaded');
    for (const event of again) see({ ...event, run: 2 } as LabEvent);
    expect(walkthrough.index).toBe(0);
    expect(walkthrough.span('segments')).toBeUndefined();
  });
});
