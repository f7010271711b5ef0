import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadLanguage, messagesNow } from '../../../../client/i18n/catalogue.ts';
import { useCardState } from '../../../../client/lab/card-state.ts';
import { dispatch, refusalText } from '../../../../client/lab/commands.ts';
import { labMessages } from '../../../../client/lab/messages.ts';
import { refusalMessages } from '../../../../client/lab/refusals/messages.ts';
import type { Permission } from '../../../../client/lab/permission.ts';
import { room } from '../../../../client/lab/room.ts';
import { useRoom } from '../../../../client/lab/room-store.ts';
import { NO_WALKTHROUGH, useWalkthrough } from '../../../../client/lab/walkthrough-store.ts';
import { player } from '../../../../client/playback/playback.ts';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { useSettings } from '../../../../client/settings/settings-store.ts';
import { usePanels } from '../../../../client/ui/panels-store.ts';
import { findLesson } from '../../../../shared/lessons/index.ts';
import { Walkthrough } from '../../../../shared/lessons/walkthrough.ts';
import { plainWire } from '../../../../shared/log/wire-settings.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import type { Command, ErrorCode } from '../../../../shared/protocol/server-messages.ts';

const deliver = (chip: number): Command => ({ type: 'deliver', chip });
const drop = (chip: number): Command => ({ type: 'drop', chip });

/** One command of each kind that a control of the page sends. */
const COMMANDS: Readonly<Record<Command['type'], Command>> = {
  step: { type: 'step', program: 'client' },
  run: { type: 'run', program: 'client' },
  'run-on': { type: 'run-on' },
  pause: { type: 'pause', program: 'client' },
  input: { type: 'input', program: 'client', line: 'Anna' },
  stop: { type: 'stop', program: 'client' },
  'add-client': { type: 'add-client' },
  'remove-client': { type: 'remove-client', program: 'client2' },
  deliver: deliver(1),
  drop: drop(1),
  duplicate: { type: 'duplicate', chip: 1 },
  delay: { type: 'delay', chip: 1, ms: 1000 },
  wire: { type: 'wire', settings: plainWire('hold') },
  set: { type: 'set', program: 'client', parameter: 'port', value: 81 },
  'run-again': { type: 'run-again' },
  stay: { type: 'stay' },
  'new-lab': { type: 'new-lab' },
};

const CODES = [
  'rate-limited',
  'read-only',
  'lab-unavailable',
  'lab-closed',
  'not-steppable',
  'no-such-chip',
  'chip-not-held',
  'too-many-clients',
  'bad-value',
] as const satisfies readonly ErrorCode[];

let sent: Command[];
let refusesWith: ErrorCode | null;

/** Puts the page into the circumstances in which it has this permission. */
function circumstances(permission: Permission): void {
  const kind = permission === 'recording' ? 'recording' : 'live';
  player.load(kind, EMPTY_LAB_STATE);
  player.append(
    [1, 2, 3].map((seq) => ({ seq, at: seq, source: 'program', type: 'thread-step', thread: 't', line: 1 })),
    true,
  );
  if (permission === 'past') player.step(-1);
  if (permission === 'closed')
    usePlayhead.setState(({ headState }) => ({ headState: { ...headState, closed: { code: 'idle' } } }));
  useRoom.setState({
    role: permission === 'viewer' ? 'viewer' : permission === 'recording' ? null : 'controller',
    connection: permission === 'offline' ? { is: 'lost', retryAt: 0 } : { is: 'open' },
  });
  vi.spyOn(room, 'send').mockImplementation((command) => {
    sent.push(command);
    return Promise.resolve(refusesWith === null ? null : { code: refusesWith });
  });
  const lesson = findLesson('L2')!;
  const first = lesson.predictions.find(({ before }) => before === 0);
  if (first === undefined) throw new Error('L2 no longer begins with a question');
  useWalkthrough.setState(
    permission === 'question'
      ? { ...NO_WALKTHROUGH, lesson, walkthrough: new Walkthrough(lesson) }
      : { ...NO_WALKTHROUGH, pending: permission === 'loading' },
  );
}

/** Returns the page's answer: a sentence, or the question's card. */
const answer = (): string | null => {
  if (useCardState.getState().called > 0) return 'the card';
  return usePanels.getState().toast?.text ?? null;
};

beforeAll(async () => {
  useSettings.setState({ language: 'en' });
  await loadLanguage('en');
});
beforeEach(() => {
  sent = [];
  refusesWith = null;
  usePanels.setState({ toast: null });
  useCardState.setState({ called: 0 });
});

const words = (why: Exclude<Permission, 'allowed'> | 'nothing-held'): string =>
  ({ ...messagesNow(refusalMessages), ...messagesNow(labMessages).keys.whyNot })[why];

const types = Object.keys(COMMANDS) as Command['type'][];
const ofRoom: readonly Command['type'][] = ['new-lab', 'stay'];

describe('no press is without an answer', () => {
  test.each(types)('%s, where it may be given, is sent', async (type) => {
    circumstances('allowed');
    expect(await dispatch(COMMANDS[type])).toBeNull();
    expect(sent).toEqual([COMMANDS[type]]);
    expect(answer()).toBeNull();
  });

  describe.each(['recording', 'viewer', 'offline'] as const)('%s', (permission) => {
    test.each(types)('%s is refused in words, and never sent', async (type) => {
      circumstances(permission);
      expect(await dispatch(COMMANDS[type])).toBe(permission);
      expect(sent).toEqual([]);
      expect(answer()).toBe(words(permission));
    });
  });

  describe.each(['past', 'closed', 'question'] as const)('%s', (permission) => {
    test.each(types)('%s is refused in words, or sent where it does not matter', async (type) => {
      circumstances(permission);
      const refusal = await dispatch(COMMANDS[type]);
      const goesOn = ofRoom.includes(type) || (permission === 'past' && type === 'run-again');
      expect(refusal).toBe(goesOn ? null : permission);
      expect(sent).toEqual(goesOn ? [COMMANDS[type]] : []);
      const said = permission === 'question' ? 'the card' : words(permission);
      expect(answer()).toBe(goesOn ? null : said);
    });
  });

  test.each(types)('%s is kept while the lesson is loaded, and done once', async (type) => {
    circumstances('loading');
    const first = dispatch(COMMANDS[type]);
    if (ofRoom.includes(type)) return expect(await first).toBeNull();
    expect(await dispatch(COMMANDS[type])).toBe('loading');
    expect(sent).toEqual([]);
    expect(answer()).toBe(messagesNow(labMessages).keys.whyNot.loading);
    useWalkthrough.setState({ pending: false });
    expect(await first).toBeNull();
    expect(sent).toEqual([COMMANDS[type]]);
  });

  test('a press that is kept for long is told so; when the connection goes, it is refused', async () => {
    vi.useFakeTimers();
    circumstances('loading');
    const kept = dispatch(COMMANDS.step);
    vi.advanceTimersByTime(1000);
    expect(answer()).toBe(messagesNow(labMessages).keys.whyNot.loading);
    vi.useRealTimers();
    useRoom.setState({ connection: { is: 'lost', retryAt: 0 } });
    expect(await kept).toBe('offline');
    expect(answer()).toBe(messagesNow(labMessages).keys.whyNot.offline);
  });

  test('a press that is kept leads to the question, where the lesson asks one', async () => {
    circumstances('loading');
    const kept = dispatch(COMMANDS.step);
    const lesson = findLesson('L2')!;
    useWalkthrough.setState({ ...NO_WALKTHROUGH, lesson, walkthrough: new Walkthrough(lesson) });
    expect(await kept).toBe('question');
    expect(answer()).toBe('the card');
    expect(sent).toEqual([]);
  });

  test.each(CODES)('what the server refuses is said (%s)', async (code) => {
    circumstances('allowed');
    refusesWith = code;
    expect(await dispatch(COMMANDS.step)).toBe(code);
    expect(usePanels.getState().toast).toEqual({ text: messagesNow(refusalMessages)[code], bad: true });
  });

  test('where the caller shows it, no toast does', async () => {
    circumstances('viewer');
    const refusal = await dispatch(COMMANDS.step, 'in-place');
    expect(refusal).toBe('viewer');
    expect(answer()).toBeNull();
    expect(refusalText(refusal!)).toBe(messagesNow(labMessages).keys.whyNot.viewer);
  });

  test('nothing is held', async () => {
    circumstances('allowed');
    expect(await dispatch(() => null)).toBe('nothing-held');
    expect(answer()).toBe(words('nothing-held'));
  });
});

describe('an action of several commands', () => {
  test('is permitted as a whole, and ends with the first refusal', async () => {
    circumstances('question');
    expect(await dispatch([COMMANDS['new-lab'], COMMANDS['run-on']])).toBe('question');
    circumstances('allowed');
    expect(await dispatch([COMMANDS['new-lab'], COMMANDS['run-on']])).toBeNull();
    expect(sent).toEqual([COMMANDS['new-lab'], COMMANDS['run-on']]);
    refusesWith = 'rate-limited';
    expect(await dispatch([COMMANDS['new-lab'], COMMANDS['run-on']])).toBe('rate-limited');
    expect(sent).toHaveLength(3);
  });
});

describe('a segment that is taken off the wire', () => {
  /**
   * The segments lie on the wire. Each answer comes later, in the order of the commands, as the lab's answers
   * do.
   */
  let held: Set<number>;
  let gone: 'no-such-chip' | 'chip-not-held';
  beforeEach(() => {
    circumstances('allowed');
    held = new Set([1, 2]);
    gone = 'no-such-chip';
    let answers: Promise<unknown> = Promise.resolve();
    vi.spyOn(room, 'send').mockImplementation((command) => {
      const answered = answers.then(() =>
        'chip' in command && held.delete(command.chip) ? null : { code: gone },
      );
      answers = answered;
      return answered;
    });
  });
  const all = (commands: readonly Command[]) => Promise.all(commands.map((command) => dispatch(command)));

  test.each(['no-such-chip', 'chip-not-held'] as const)(
    'is taken once: a repeat is a no-op (%s)',
    async (code) => {
      gone = code;
      expect(await all([deliver(1), deliver(1), deliver(1)])).toEqual([null, null, null]);
      expect(await all([drop(2), drop(2)])).toEqual([null, null]);
      expect(answer()).toBeNull();
    },
  );

  test('cannot be dropped when it was delivered, and that is said', async () => {
    expect(await all([deliver(1), drop(1)])).toEqual([null, gone]);
    expect(answer()).toBe(messagesNow(refusalMessages)[gone]);
  });

  test('may have gone by itself, which is said each time', async () => {
    expect(await all([deliver(9), deliver(9)])).toEqual([gone, gone]);
  });
});
