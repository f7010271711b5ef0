import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Classes } from '../../server/classes/classes.ts';
import { RunReader } from '../../server/classes/votes/run-reader.ts';
import { SERVER_LIMITS } from '../../server/limits.ts';
import { LabLog } from '../../server/rooms/lab-log.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { findLesson, LESSONS } from '../../shared/lessons/index.ts';
import { LIMITS } from '../../shared/limits.ts';
import { parseClientMessage } from '../../shared/protocol/client-messages.ts';
import { kindOfOption, optionShown, senderOf } from '../../shared/protocol/next-segment.ts';
import { ABOUT, answers, asks, runOf, secret } from '../support/class-of-l1.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeLabs } from '../support/fake-labs.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const RUN = runOf('L1', 'segments');
const OWN = { text: 'Where are the bytes?', options: ['there', 'here', 'nowhere'] };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** A class in L1, whose run stands before the question. */
async function begun(followers = 2) {
  const labs = new FakeLabs();
  const clock = { ms: 0 };
  const rooms = new Rooms({ labs, version: '0', nowMs: () => clock.ms });
  const classes = new Classes(rooms, () => clock.ms);
  const browser = (): FakeBrowser => new FakeBrowser(classes);
  const presenter = browser().connect({ lesson: 'L1' }).receive();
  await turn();
  labs.play(RUN.before);
  presenter.act({ is: 'begin' }).receive();
  const { code, token } = presenter.classes.at(-1)!;
  const follower = (as?: string) => answers(browser().connect({ class: code }).receive(), as);
  return {
    labs,
    clock,
    rooms,
    classes,
    browser,
    presenter,
    presents: { code, token: token! },
    ...asks(presenter),
    follower,
    followers: Array.from({ length: followers }, () => follower()),
    /** The run comes to the answer, and the server has read it. */
    happens: () => {
      labs.play([...RUN.nearly, ...RUN.last]);
      vi.advanceTimersByTime(SERVER_LIMITS.runReadEveryMs);
    },
  };
}

type Place = Awaited<ReturnType<typeof begun>>;

async function asked(followers = 2): Promise<Place> {
  const all = await begun(followers);
  all.vote({ is: 'ask', about: ABOUT });
  for (const { page } of all.followers) page.receive();
  return all;
}

/** Returns the question as the presenter and one of the followers see it. */
function seen({ presenter, followers }: Place) {
  vi.advanceTimersByTime(SERVER_LIMITS.answersToldEveryMs);
  return [presenter, followers[0]!.page].map((page) => page.receive().votes.question);
}

describe('a question to the class', () => {
  test('[VOTE1] goes to all members when the presenter asks it, and to who comes later', async () => {
    const all = await asked();
    const { followers, follower, presenter } = all;
    const question = { id: 1, about: ABOUT, options: 3, round: 1, is: 'open', answered: 0, of: 2 };
    expect(seen(all)).toEqual([question, question]);
    expect(follower().page.votes.question).toEqual(question);
    // A second one waits until the first is closed.
    all.vote({ is: 'ask', about: OWN });
    expect(presenter.votes.question?.id).toBe(1);
    // Followers ask, lock, show and close nothing.
    const other = asks(followers[1]!.page);
    for (const is of ['lock', 'again', 'show', 'close'] as const) other.turn(is, 1, 1);
    expect(seen(all)[0]).toMatchObject({ is: 'open', round: 1 });
    all.turn('close');
    other.vote({ is: 'ask', about: OWN });
    expect(seen(all)).toEqual([null, null]);
  });

  test('[VOTE1] is a prediction that the run has not answered, of the lesson that the room runs, or a bounded text', async () => {
    const all = await begun();
    const { presenter, happens } = all;
    for (const about of [
      { lesson: 'L1', prediction: 'no-such' },
      { lesson: 'L99', prediction: 'segments' },
      { lesson: 'L12', prediction: 'segments' },
    ])
      all.vote({ is: 'ask', about });
    all.vote({ is: 'ask', about: OWN, right: 3 });
    happens();
    all.vote({ is: 'ask', about: ABOUT });
    expect(presenter.votes).toEqual({});
    const isMessage = (about: object): boolean => {
      const vote = { is: 'ask', about };
      return parseClientMessage(JSON.stringify({ type: 'class', act: { is: 'vote', vote } })) !== null;
    };
    const option = 'x'.repeat(LIMITS.optionCharacters);
    const options = Array.from({ length: LIMITS.questionOptions }, () => option);
    const text = 'x'.repeat(LIMITS.questionCharacters);
    expect(isMessage({ text, options })).toBe(true);
    expect(isMessage({ text: `${text}x`, options })).toBe(false);
    expect(isMessage({ text, options: [...options, 'x'] })).toBe(false);
    expect(isMessage({ text, options: [option, `${option}x`] })).toBe(false);
    expect(isMessage({ text, options: ['one'] })).toBe(false);
    expect(isMessage({ text: ' ', options })).toBe(false);
  });

  test('[VOTE1] that is about a variation, or about a program of somebody’s own, is not asked', async () => {
    const { labs, presenter, vote } = await begun(0);
    presenter.command({ type: 'new-lab' });
    await turn();
    await turn();
    const [opened, ...rest] = RUN.before;
    labs.play([{ ...opened!, variation: 'client-first' } as typeof opened & object, ...rest]);
    vote({ is: 'ask', about: ABOUT });
    expect(presenter.receive().votes).toEqual({});
  });

  test('[VOTE2] is counted while it is open, at most four times a second, and nobody sees how the answers are spread', async () => {
    const all = await asked(5);
    const { followers, presenter } = all;
    const before = presenter.messages.length;
    for (const [i, one] of followers.slice(0, 4).entries()) one.answer(i % 3);
    vi.advanceTimersByTime(SERVER_LIMITS.answersToldEveryMs);
    const told = presenter.receive().messages.slice(before);
    expect(told.length).toBeLessThanOrEqual(2);
    expect(told.at(-1)).toMatchObject({ told: { question: { answered: 4, of: 5 } } });
    expect(JSON.stringify(told)).not.toMatch(/rounds|happened|changes/);
    // One who has answered and gone still counts, and one who has not answered no longer does.
    followers[0]!.page.disconnect();
    followers[4]!.page.disconnect();
    expect(seen({ ...all, followers: [followers[1]!] })[0]).toMatchObject({ answered: 4, of: 4 });
  });

  test('[VOTE2] is locked by the presenter: then nothing is counted, and who was late is told what counts', async () => {
    const all = await asked();
    const [one, two] = all.followers as [Place['followers'][0], Place['followers'][0]];
    expect(one.answer(2).votes.mine).toEqual({ question: 1, answers: [2] });
    expect(one.answer(0).votes.mine).toEqual({ question: 1, answers: [0] });
    all.turn('lock');
    expect(one.answer(1).votes.mine).toEqual({ question: 1, answers: [0] });
    expect(two.answer(1).votes.mine).toEqual({ question: 1, answers: [null] });
    const [presenter, follower] = seen(all);
    expect(presenter).toMatchObject({ is: 'locked', answered: 1, of: 2, rounds: [[1, 0, 0]] });
    expect(follower).toMatchObject({ is: 'locked', answered: 1, of: 2 });
    expect(follower).not.toHaveProperty('rounds');
  });

  test('[VOTE3] is locked by itself once the run has come to the answer: nobody answers after the fact', async () => {
    const all = await asked();
    const { labs, followers } = all;
    labs.play(RUN.nearly);
    followers[0]!.answer(0);
    labs.play(RUN.last);
    // The answer comes before the next look at the run.
    expect(followers[1]!.answer(RUN.happened).votes.mine?.answers).toEqual([null]);
    expect(seen(all)).toMatchObject([
      { is: 'locked', answered: 1 },
      { is: 'locked', answered: 1 },
    ]);
    all.turn('again');
    expect(seen(all)[0]).toMatchObject({ is: 'locked', round: 1 });
    // Without an answer that comes, it is the look that locks.
    const other = await asked();
    other.happens();
    expect(seen(other)[1]).toMatchObject({ is: 'locked' });
  });

  test('[VOTE3] is shown with the spread of its answers, and beside it what the run has shown, or shows later', async () => {
    const all = await asked();
    all.followers[0]!.answer(0);
    all.turn('lock');
    all.turn('show');
    expect(seen(all)[1]).toMatchObject({ is: 'shown', rounds: [[1, 0, 0]] });
    expect(seen(all)[1]).not.toHaveProperty('happened');
    all.happens();
    for (const question of seen(all)) expect(question).toMatchObject({ happened: RUN.happened });
    all.turn('close');
    expect(seen(all)).toEqual([null, null]);
  });

  test('[VOTE4] [VOTE7] is asked a second time, and the two rounds are compared: the presenter has the numbers, and no names', async () => {
    const all = await asked(4);
    const { followers } = all;
    for (const [i, one] of followers.slice(0, 3).entries()) one.answer([0, 2, 1][i]!);
    all.turn('lock');
    all.turn('again');
    expect(seen(all)[1]).toMatchObject({ is: 'open', round: 2, answered: 0, of: 4 });
    expect(followers[0]!.recall().votes.mine).toEqual({ question: 1, answers: [0, null] });
    for (const one of followers) one.answer(1, 2);
    all.turn('lock', 2);
    all.happens();
    all.turn('show', 2);
    const shown = {
      rounds: [
        [1, 1, 1],
        [0, 4, 0],
      ],
      changes: [
        [0, 1, 0],
        [0, 1, 0],
        [0, 1, 0],
      ],
      happened: 1,
    };
    expect(seen(all)).toMatchObject([shown, shown]);
    all.turn('close', 2);
    all.vote({ is: 'results' });
    expect(all.presenter.votes.results).toEqual([{ id: 1, about: ABOUT, shown: true, ...shown }]);
    expect(JSON.stringify(all.presenter.votes.results)).not.toContain(followers[0]!.as);
    // Only the presenter has them.
    const { page } = followers[1]!;
    page.act({ is: 'vote', vote: { is: 'results' } }).receive();
    expect(page.votes).not.toHaveProperty('results');
  });

  test('[VOTE4] is not asked again once the run has come to the answer, and its presenter is told so', async () => {
    const all = await asked();
    all.turn('lock');
    expect(seen(all)[0]).not.toHaveProperty('known');
    all.happens();
    const [presenter, follower] = seen(all);
    expect(presenter).toMatchObject({ is: 'locked', known: true });
    expect(presenter).not.toHaveProperty('happened');
    expect(follower).not.toHaveProperty('known');
    all.turn('again');
    expect(seen(all)[0]).toMatchObject({ is: 'locked', round: 1 });
  });

  test('[VOTE5] a follower is told neither the spread nor what is right before it is shown, whatever they send', async () => {
    const all = await asked();
    const { followers, labs } = all;
    const [spy, other] = followers as [Place['followers'][0], Place['followers'][0]];
    other.answer(RUN.happened);
    const { page } = spy;
    const pry = (): void => {
      spy.recall();
      spy.answer(0, 1, 1);
      spy.answer(0, 2, 1);
      for (const is of ['lock', 'again', 'show', 'close'] as const) asks(page).turn(is, 1, 1);
      asks(page).vote({ is: 'results' });
      page.act({ is: 'begin' }).act({ is: 'end' }).receive();
    };
    pry();
    all.turn('lock');
    pry();
    all.turn('again');
    pry();
    all.turn('lock', 2);
    pry();
    labs.play([...RUN.nearly, ...RUN.last]);
    vi.advanceTimersByTime(1000);
    pry();
    // The run's own events are what everybody sees on the stage.
    const got = page.receive().messages.filter(({ type }) => !['events', 'snapshot'].includes(type));
    expect(got.filter(({ type }) => type === 'vote').length).toBeGreaterThan(5);
    expect(JSON.stringify(got)).not.toMatch(/rounds|changes|happened|right|because/);
    expect(seen(all)[1]).toMatchObject({ is: 'locked', round: 2 });
    all.turn('show', 2);
    expect(seen(all)[1]).toMatchObject({ happened: RUN.happened });
  });

  test('[VOTE5] the right option of an own question is in no message before it is shown, not even to the presenter', async () => {
    const all = await begun();
    all.vote({ is: 'ask', about: OWN, right: 2 });
    all.followers[0]!.page.receive();
    all.followers[0]!.answer(0);
    all.turn('lock');
    const told = [all.presenter, ...all.followers.map(({ page }) => page.receive())];
    for (const { messages } of told) expect(JSON.stringify(messages)).not.toMatch(/right|happened/);
    all.turn('show');
    expect(seen(all)[1]).toMatchObject({ about: OWN, happened: 2, rounds: [[1, 0, 0]] });
    // One without a right option has a spread only.
    all.turn('close');
    all.vote({ is: 'ask', about: OWN });
    all.turn('lock');
    all.turn('show');
    expect(seen(all)[1]).not.toHaveProperty('happened');
  });

  test('[VOTE6] a device has one answer in a round, over reloads, tabs and repeated messages', async () => {
    const all = await asked(0);
    const one = all.follower();
    one.answer(1);
    for (let i = 0; i < 5; i += 1) one.answer(1);
    one.page.disconnect().connect().receive();
    expect(one.recall().votes.mine).toEqual({ question: 1, answers: [1] });
    const tab = all.follower(one.as);
    expect(tab.answer(2).votes.mine).toEqual({ question: 1, answers: [2] });
    all.turn('lock');
    expect(seen({ ...all, followers: [one] })[0]).toMatchObject({ answered: 1, of: 1, rounds: [[0, 0, 1]] });
    // An answer to the first round counts neither in the second nor in the next question.
    all.turn('again');
    for (const round of [1, 1, 1] as const) one.answer(0, round, 1);
    one.answer(0, 2, 2);
    one.answer(3, 2, 1);
    expect(seen({ ...all, followers: [one] })[0]).toMatchObject({ round: 2, answered: 0 });
  });

  test('[VOTE2] a voter whose page comes back is not counted twice, however late the page says whose it is', async () => {
    const all = await asked();
    const [one] = all.followers as [Place['followers'][0]];
    one.answer(1);
    expect(seen(all)[0]).toMatchObject({ answered: 1, of: 2 });
    one.page.disconnect().connect().receive();
    vi.advanceTimersByTime(4 * SERVER_LIMITS.answersToldEveryMs);
    one.recall();
    expect(seen(all)[0]).toMatchObject({ answered: 1, of: 2 });
  });

  test('[VOTE6] a connection answers for one device only, and a secret is told to nobody', async () => {
    const all = await asked();
    const [one, two] = all.followers as [Place['followers'][0], Place['followers'][0]];
    one.answer(1);
    // Two pretends to be many, and to be one, whose secret it cannot know.
    two.answer(0);
    for (const as of [secret(), secret(), one.as])
      two.page.act({ is: 'vote', vote: { is: 'answer', as, question: 1, round: 1, option: 2 } }).receive();
    expect(one.recall().votes.mine?.answers).toEqual([1]);
    all.turn('lock');
    expect(seen(all)[0]).toMatchObject({ answered: 2, rounds: [[1, 1, 0]] });
    const told = [all.presenter, one.page, two.page].flatMap(({ messages }) => messages);
    expect(JSON.stringify(told)).not.toContain(one.as);
    // The presenter and viewers of the room do not answer.
    const viewer = all.browser().connect({ room: all.presenter.welcome!.room }).receive();
    answers(viewer).answer(0, 1, 1);
    answers(all.presenter).answer(0, 1, 1);
    expect(seen(all)[0]).toMatchObject({ answered: 2 });
  });

  test('[VOTE6] a voter changes their mind so often, and then keeps the last answer', async () => {
    const all = await asked(1);
    const [one] = all.followers as [Place['followers'][0]];
    const { changesPerRound: most } = SERVER_LIMITS;
    for (let i = 0; i <= most + 5; i += 1) one.answer(i % 2);
    expect(one.page.votes.mine?.answers).toEqual([most % 2]);
  });

  test('[VOTE6] a press that comes twice, or late, takes no further turn', async () => {
    const all = await asked();
    all.turn('lock');
    all.turn('again');
    all.turn('lock', 1);
    all.turn('again', 1);
    expect(seen(all)[0]).toMatchObject({ is: 'open', round: 2 });
    all.turn('lock', 2);
    all.turn('again', 2);
    expect(seen(all)[0]).toMatchObject({ is: 'locked', round: 2 });
    all.turn('close', 2);
    all.vote({ is: 'ask', about: OWN });
    for (const is of ['lock', 'show', 'close'] as const) all.turn(is, 2, 1);
    expect(seen(all)[0]).toMatchObject({ id: 2, is: 'open' });
  });

  test('[VOTE7] the last hundred questions are kept, and each has a number of its own', async () => {
    const all = await begun(0);
    const { questionsKept: most } = SERVER_LIMITS;
    for (let i = 1; i <= most + 2; i += 1) {
      all.vote({ is: 'ask', about: OWN });
      all.turn('close');
    }
    const { results } = all.vote({ is: 'results' }).votes;
    expect(results?.map(({ id }) => id)).toEqual(Array.from({ length: most }, (_, i) => i + 3));
  });

  test('[VOTE1] stays where the class goes to another room, and its presenter to another page', async () => {
    const all = await asked(1);
    const [one] = all.followers as [Place['followers'][0]];
    all.presenter.disconnect();
    one.answer(2);
    const page = all.browser().connect({ lesson: 'L2', presents: all.presents }).receive();
    await turn();
    expect(page.receive().votes.question).toMatchObject({ id: 1, answered: 1, is: 'open' });
    asks(page).turn('lock');
    asks(page).turn('show');
    expect(one.page.receive().votes.question).toMatchObject({ is: 'shown', rounds: [[0, 0, 1]] });
  });

  test('[VOTE10] is closed once it has been shown and its class goes to another lesson, and not by a new room of the same', async () => {
    const all = await asked(1);
    const [one] = all.followers as [Place['followers'][0]];
    one.answer(2);
    all.turn('lock');
    all.turn('show');
    const again = all.browser().connect({ lesson: 'L1', presents: all.presents }).receive();
    await turn();
    expect(one.page.receive().votes.question).toMatchObject({ id: 1, is: 'shown' });
    again.disconnect();
    const page = all.browser().connect({ lesson: 'L2', presents: all.presents }).receive();
    await turn();
    expect(page.receive().votes.question).toBeNull();
    expect(one.page.receive().votes.question).toBeNull();
    const { results } = asks(page).vote({ is: 'results' }).votes;
    expect(results).toMatchObject([{ id: 1, shown: true, rounds: [[0, 0, 1]] }]);
  });

  test('[VOTE1] a follower whose line is full is told the newest state only', async () => {
    const all = await asked(1);
    const { page } = all.followers[0]!;
    page.receive();
    for (let i = 0; i < 60; i += 1) all.labs.say(200, 'x'.repeat(400));
    expect(page.queuedBytes).toBeGreaterThan(LIMITS.viewerQueueBytes);
    const before = page.messages.length;
    all.turn('lock');
    all.turn('again');
    all.turn('lock', 2);
    all.turn('show', 2);
    const told = page
      .receive()
      .messages.slice(before)
      .filter(({ type }) => type === 'vote');
    expect(told).toMatchObject([{ told: { question: { is: 'shown', round: 2 } } }]);
  });
});

test('[VOTE2] leaves no timer behind when the class ends, also when somebody waits for a place', async () => {
  const all = await asked();
  const { presenter, browser, presents } = all;
  for (const page of [presenter, ...all.followers.map((one) => one.page)]) page.disconnect();
  all.clock.ms += SERVER_LIMITS.roomGraceMs + 1;
  all.rooms.sweep();
  const waits = browser().connect({ class: presents.code }).receive();
  expect(waits.classes.at(-1)?.part).toBe('waiting');
  all.classes.sweep();
  all.clock.ms += SERVER_LIMITS.classGraceMs + 1;
  vi.advanceTimersByTime(SERVER_LIMITS.presenterAwayAfterMs);
  const timers = vi.getTimerCount();
  all.classes.sweep();
  expect(waits.refused?.code).toBe('no-such-class');
  // The question waits for its run no longer, and places are given out once more. Others in this worker may have timers.
  expect(vi.getTimerCount()).toBe(timers);
});

test('[VOTE3] a run is read on from where it was, and again in a new lab', async () => {
  const all = await asked();
  all.labs.play(RUN.nearly);
  vi.advanceTimersByTime(SERVER_LIMITS.runReadEveryMs);
  all.presenter.command({ type: 'new-lab' });
  await turn();
  await turn();
  all.labs.play(RUN.before);
  vi.advanceTimersByTime(SERVER_LIMITS.runReadEveryMs);
  expect(seen(all)[0]).toMatchObject({ is: 'open' });
  all.happens();
  expect(seen(all)[0]).toMatchObject({ is: 'locked' });
});

test.each(LESSONS.flatMap(({ id, predictions }) => predictions.map((one) => [id, one.id] as const)))(
  '[VOTE3] the outcome of %s, %s is that of the walkthrough of the run, when it comes to it and not before',
  (id, prediction) => {
    const { before, nearly, last, happened } = runOf(id, prediction);
    const reader = new RunReader(findLesson(id)!);
    const log = new LabLog(
      'e',
      () => 0,
      () => ({ events: Infinity, bytes: Infinity }),
    );
    for (const [part, answer] of [
      [before, undefined],
      [nearly, undefined],
      [last, happened],
    ] as const) {
      log.append(part);
      expect(reader.answer(log, prediction)).toBe(answer);
    }
    expect(reader.follows(log)).toBe(true);
  },
);

describe('the question which segment leaves next', () => {
  /** The kinds of the segments in the run, with their senders. */
  const SENT = [...RUN.nearly, ...RUN.last].flatMap((event) => {
    const option = optionShown(event);
    return option === undefined ? [] : [`${senderOf(option)} ${kindOfOption(option)}`];
  });

  test('[VOTE8] is answered by the first segment that leaves after it was asked, which locks it', async () => {
    const all = await begun();
    expect(SENT.slice(0, 3)).toEqual(['client SYN', 'server SYN-ACK', 'client ACK']);
    all.vote({ is: 'ask', about: { next: 'segment' } });
    for (const { page } of all.followers) page.receive();
    const [one, two] = all.followers as [Place['followers'][0], Place['followers'][0]];
    one.answer(0);
    two.answer(11);
    expect(two.answer(12).votes.mine?.answers).toEqual([11]);
    // Line by line, until a segment leaves: nothing but a segment answers.
    const events = [...RUN.nearly, ...RUN.last];
    const first = events.findIndex((event) => optionShown(event) !== undefined);
    all.labs.play(events.slice(0, first));
    expect(seen(all)).toMatchObject([{ is: 'open' }, { is: 'open' }]);
    all.labs.play(events.slice(first, first + 1));
    expect(two.answer(0).votes.mine?.answers).toEqual([11]);
    expect(seen(all)[1]).toMatchObject({ is: 'locked', answered: 2 });
    expect(seen(all)[1]).not.toHaveProperty('runOver');
    expect(JSON.stringify(two.page.messages.filter(({ type }) => type === 'vote'))).not.toMatch(
      /happened|rounds/,
    );
    all.labs.play(events.slice(first + 1));
    all.turn('show');
    const [, follower] = seen(all);
    expect(follower).toMatchObject({ is: 'shown', options: 12, happened: 0 });
    // The next one after those is another.
    all.turn('close');
    all.vote({ is: 'ask', about: { next: 'segment' } });
    expect(seen(all)[1]).toMatchObject({ id: 2, is: 'open' });
  });

  test('[VOTE8] is locked without an answer by another lab, and not asked where segments are not seen', async () => {
    const all = await begun(1);
    all.vote({ is: 'ask', about: { next: 'segment' } });
    all.presenter.command({ type: 'new-lab' });
    await turn();
    await turn();
    all.labs.play([...RUN.before, ...RUN.nearly]);
    for (const question of seen(all)) expect(question).toMatchObject({ is: 'locked', runOver: true });
    all.turn('show');
    expect(seen(all)[1]).toMatchObject({ happened: null });
    all.turn('close');
    all.presenter.command({ type: 'new-lab' });
    await turn();
    await turn();
    const [opened, ...rest] = RUN.before;
    all.labs.play([{ ...opened!, capture: 'counters' } as typeof opened & object, ...rest]);
    all.vote({ is: 'ask', about: { next: 'segment' } });
    expect(seen(all)[0]).toBeNull();
  });
});
