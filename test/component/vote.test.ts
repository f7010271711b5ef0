import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LESSONS } from '../../shared/lessons/index.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { Question } from '../../shared/protocol/vote-schema.ts';
import type { PageDriver } from '../support/page-driver.ts';
import type { RecordedLab } from '../support/recorded-lab.ts';
import { axeViolationsInThemes } from '../support/axe.ts';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

type Told = Extract<ServerMessage, { type: 'class' }>;

const ASKED: Question = {
  id: 3,
  about: { lesson: 'L1', prediction: 'segments' },
  options: 3,
  round: 1,
  is: 'open',
  answered: 0,
  of: 2,
};

/** A server as a page of a class hears it. */
function classOf(lab: RecordedLab) {
  return {
    part: (part: Told['part']) =>
      lab.say({
        type: 'class',
        code: 'K7MXY3',
        part,
        followers: 2,
        isAway: false,
        lesson: 'L1',
        ...(part === 'presenter' && { token: 'secret' }),
      }),
    question: (question: Partial<Question> | null) =>
      lab.say({ type: 'vote', told: { question: question && { ...ASKED, ...question } } }),
    mine: (...answers: (number | null)[]) =>
      lab.say({ type: 'vote', told: { mine: { question: ASKED.id, answers } } }),
    /** The newest act about a question. */
    vote: () => {
      const act = lab.acts.findLast(({ is }) => is === 'vote');
      return act?.is === 'vote' ? act.vote : undefined;
    },
  };
}

async function page(part: Told['part'], lab = moments.question()) {
  lab.role = part === 'presenter' ? 'controller' : 'viewer';
  const driver = await pages.page(lab);
  await driver.page.locator('[data-line]').first().waitFor();
  const server = classOf(lab);
  server.part(part);
  return { lab, driver, server, card: cardOf(driver) };
}

const cardOf = (driver: PageDriver) => driver.page.locator('[data-part="vote"]');

describe('a follower', () => {
  test('[VOTE2] whose answer was on its way when the connection was lost sends it again, and is told when it counts', async () => {
    const { lab, driver, server, card } = await page('follower');
    server.question({});
    await expect.poll(() => server.vote()?.is).toBe('recall');
    await card.getByRole('radio').nth(1).check();
    await card.getByText('on its way').waitFor();
    await expect.poll(() => server.vote()).toMatchObject({ is: 'answer', question: 3, round: 1, option: 1 });
    lab.acts.length = 0;
    lab.cut();
    await expect.poll(() => lab.hellos.length).toBe(2);
    server.part('follower');
    server.question({});
    await expect.poll(() => server.vote()).toMatchObject({ is: 'answer', option: 1 });
    await card.getByText('on its way').waitFor();
    server.mine(1);
    await card.getByText('Your answer counts').waitFor();
    // The server's word is what counts, also where it is another.
    await card.getByRole('radio').nth(2).check();
    server.mine(1);
    await expect.poll(() => card.getByRole('radio').nth(1).isChecked()).toBe(true);
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('[VOTE10] has the outcome until the presenter closes the question, or the class ends', async () => {
    const { driver, server, card } = await page('follower');
    server.question({ is: 'shown', rounds: [[1, 1, 0]], happened: 1 });
    await card.getByText('this is what happened').waitFor();
    // The sequence stands beneath it, and none of it is covered, on a magnified projector too.
    const ladder = driver.page.locator('[data-part="ladder"]');
    for (const [width, height] of [
      [960, 540],
      [1024, 576],
      [1280, 720],
    ] as const) {
      await driver.page.setViewportSize({ width, height });
      const isApart = async (): Promise<boolean> => {
        const end = await card.evaluate((it) => it.getBoundingClientRect().bottom);
        const box = await ladder.boundingBox();
        return box!.y >= end && box!.height >= 160;
      };
      await expect.poll(isApart, { message: `${width}×${height}` }).toBe(true);
    }
    // Whoever has put it aside can look at it again meanwhile.
    await card.getByRole('button', { name: 'Go on' }).click();
    await card.getByRole('button', { name: 'Show' }).click();
    await card.getByText('this is what happened').waitFor();
    server.question(null);
    await card.waitFor({ state: 'detached' });
    server.question({ id: 5 });
    await card.getByRole('radio').first().waitFor();
    server.part('over');
    await card.waitFor({ state: 'detached' });
    server.part('follower');
    server.question({ id: 6, is: 'shown', rounds: [[1, 1, 0]], happened: 1 });
    await card.getByText('this is what happened').waitFor();
    server.part('over');
    await driver.page.getByText('The class has ended').waitFor();
    await card.waitFor({ state: 'detached' });
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test.each(['en', 'zh'] as const)(
    '[VOTE10] has the segments in sight beneath the outcome of each lesson’s question (%s)',
    async (language) => {
      const lab = moments.beforeSend();
      lab.role = 'viewer';
      const { page } = await pages.page(lab, { language });
      await page.locator('[data-line]').first().waitFor();
      const server = classOf(lab);
      server.part('follower');
      const measure = () =>
        page.evaluate(() => {
          const [card, ladder] = ['vote', 'ladder'].map((part) =>
            document.querySelector<HTMLElement>(`[data-part="${part}"]`),
          );
          const isCut = card?.hasAttribute('data-cut');
          return { outOfSight: card!.scrollHeight - card!.clientHeight, isCut, ladder: ladder!.clientHeight };
        });
      let id = 10;
      for (const { id: lesson, predictions } of LESSONS)
        for (const { id: prediction, question, options } of predictions) {
          const counts = options.map((_, i) => i + 3);
          server.question({
            id: ++id,
            about: { lesson, prediction },
            options: options.length,
            round: 2,
            is: 'shown',
            rounds: [counts, counts],
            changes: options.map(() => counts),
            happened: options.length - 1,
          });
          lab.say({ type: 'vote', told: { mine: { question: id, answers: [0, options.length - 1] } } });
          await page.getByRole('heading', { name: question[language] }).waitFor();
          await page.locator('[data-happened] small').nth(1).waitFor();
          const { ladder, ...card } = await measure();
          expect.soft({ prediction, ...card }).toEqual({ prediction, outOfSight: 0, isCut: false });
          expect.soft(ladder, prediction).toBeGreaterThanOrEqual(160);
        }
      await page.close();
    },
  );

  test('[VOTE3] sees an outcome that comes later, though they have put the card aside', async () => {
    const { driver, server, card } = await page('follower');
    server.question({ is: 'shown', rounds: [[1, 1, 0]] });
    await card.getByText('The run has not come to it yet').waitFor();
    await card.getByRole('button', { name: 'Go on' }).click();
    await card.getByRole('button', { name: 'Show' }).waitFor();
    server.question({ is: 'shown', rounds: [[1, 1, 0]], happened: 1 });
    await card.getByText('this is what happened').waitFor();
    // A run that shows none of the options says so.
    server.question({ is: 'shown', rounds: [[1, 1, 0]], happened: null });
    await card.getByText('This run does not show which of these happened').waitFor();
    await driver.page.close();
  });
});

describe('the question which segment leaves next', () => {
  const next = { about: { next: 'segment' }, options: 12 } as const;

  test('[VOTE8] is answered by pointing at a NIC on the stage, and by keys; what came is named', async () => {
    // The least room: a low window, and two segments that are held.
    const { driver, server, card } = await page('follower', moments.twoHeld());
    server.question(next);
    await card.getByText('Which segment leaves next?').waitFor();
    const outOfSight = (): Promise<number> => card.evaluate((it) => it.scrollHeight - it.clientHeight);
    expect(await outOfSight()).toBe(0);
    await driver.page.locator('[data-anchor="nic:server"]').click();
    const focused = (): Promise<string | undefined> =>
      driver.page.evaluate(() => document.activeElement?.closest('fieldset')?.dataset['sender']);
    await expect.poll(focused).toBe('server');
    await driver.page.keyboard.press('2');
    await expect.poll(() => server.vote()).toMatchObject({ is: 'answer', option: 7 });
    await driver.page.locator('[data-anchor="nic:client"]').click();
    await driver.page.keyboard.press('1');
    await expect.poll(() => server.vote()).toMatchObject({ is: 'answer', option: 0 });
    server.mine(0);
    expect(await axeViolationsInThemes(driver.page, '[data-part="vote"]')).toEqual([]);
    // A new lab answers nothing: the card says why the question is locked, and how many have answered it.
    server.question({ ...next, is: 'locked', answered: 1, of: 1, runOver: true });
    await card.getByText('Locked. 1 person has answered. It was locked because the run of which').waitFor();
    const rounds = [Array.from({ length: 12 }, (_, i) => Number(i === 0 || i === 9))];
    server.question({ ...next, is: 'shown', rounds, happened: 7 });
    await card.getByText('The server sends: SYN+ACK').waitFor();
    expect((await card.locator('li').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      'The client sends: SYN · your answer',
      'The server sends: SYN+ACK · this is what happened',
      'The server sends: data',
    ]);
    expect(await outOfSight()).toBe(0);
    const text =
      'What does the server receive with its first recv(1024) once both segments have been delivered?';
    const options = [
      'the first bytes',
      'the last bytes',
      'all bytes',
      'nothing: it blocks',
      'an error',
      'it depends',
    ];
    const six = { id: 4, about: { text, options }, options: options.length };
    server.question(six);
    await card.getByRole('radio', { name: 'it depends' }).waitFor();
    expect(await outOfSight()).toBe(0);
    server.question({ ...six, is: 'shown', rounds: [[3, 2, 15, 8, 1, 1]], happened: 2 });
    await card.getByText('this is right').waitFor();
    expect(await outOfSight()).toBe(0);
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('[VOTE8] is asked where segments are seen', async () => {
    const { driver, server } = await page('presenter');
    await driver.page.locator('[data-part="class-badge"]').click();
    await driver.page.getByRole('button', { name: 'Questions and answers…' }).click();
    const section = driver.page.locator('[data-part="ask-class"] section', { hasText: 'next segment' });
    await section.getByRole('button', { name: 'Ask' }).click();
    await expect.poll(() => server.vote()).toEqual({ is: 'ask', about: { next: 'segment' } });
    await driver.page.close();
  });
});

describe('a presenter', () => {
  test('[VOTE7] saves one file for a press, also when an earlier one was left unanswered, and looks at them again', async () => {
    const { lab, driver } = await page('presenter');
    await driver.page.evaluate(() => {
      const made: string[] = [];
      Object.assign(globalThis, { made });
      const urlOf = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (file: Blob) => {
        void file.text().then((text) => made.push(text));
        return urlOf(file);
      };
    });
    const files = (): Promise<string[]> =>
      driver.page.evaluate(() => (globalThis as unknown as { made: string[] }).made);
    await driver.page.locator('[data-part="class-badge"]').click();
    await driver.page.getByRole('button', { name: 'Questions and answers…' }).click();
    const save = driver.page.getByRole('button', { name: 'Save the answers (CSV)' });
    const about = (text: string) => ({
      id: 1,
      about: { text, options: ['a', 'b'] },
      shown: true,
      rounds: [[1, 0]],
    });
    await save.click();
    await save.click();
    await expect.poll(() => lab.acts.filter(({ is }) => is === 'vote')).toHaveLength(2);
    lab.say({ type: 'vote', told: { results: [about('first?')] } });
    await expect.poll(async () => (await files()).join('')).toContain('first?');
    await save.click();
    await expect.poll(() => lab.acts.filter(({ is }) => is === 'vote')).toHaveLength(3);
    lab.say({ type: 'vote', told: { results: [about('second?')] } });
    await expect.poll(async () => (await files()).join('')).toContain('second?');
    expect(await files()).toHaveLength(2);
    // Those that have been shown can be looked at again.
    await driver.page.getByRole('button', { name: 'Look at the answers so far' }).click();
    await expect.poll(() => lab.acts.filter(({ is }) => is === 'vote')).toHaveLength(4);
    const rounds = [
      [3, 1],
      [0, 4],
    ];
    const changes = [
      [0, 3],
      [0, 1],
    ];
    lab.say({
      type: 'vote',
      told: {
        results: [
          about('first?'),
          { ...about('second?'), id: 2, rounds, changes, happened: 1 },
          { ...about('withdrawn?'), id: 3, shown: false },
        ],
      },
    });
    const past = driver.page.locator('[data-part="past-answers"]');
    await past.getByText('first?').waitFor();
    expect(await past.locator('h4').allInnerTexts()).toEqual(['second?', 'first?']);
    expect(await past.locator('li').first().innerText()).toMatch(
      /this is right[^]*25 %[^]*100 %[^]*3 changed/,
    );
    await driver.page.close();
  });

  test('[VOTE9] takes the next turn with Space, and goes on with the run where that has to show the answer', async () => {
    const { lab, driver, server, card } = await page('presenter');
    const primary = driver.page.locator('[data-part="primary"]');
    server.question({});
    await primary.filter({ hasText: 'Lock' }).waitFor();
    await driver.page.locator('body').press('Space');
    // A second press at once is none.
    await driver.page.locator('body').press('Space');
    await expect.poll(() => server.vote()).toEqual({ is: 'lock', question: 3, round: 1 });
    expect(lab.acts.filter(({ is }) => is === 'vote')).toHaveLength(1);
    // Nothing moves that would have to be shown first.
    expect(await primary.getAttribute('data-telling')).toBe('false');
    server.question({ is: 'locked', rounds: [[1, 1, 0]] });
    await primary.filter({ hasText: 'Run client line 1' }).waitFor();
    server.question({ is: 'locked', rounds: [[1, 1, 0]], known: true });
    await primary.filter({ hasText: 'Show the answers' }).waitFor();
    // The page itself sees that the run has come to the answer: no press can run on before the server has said so.
    server.question({ is: 'locked', rounds: [[1, 1, 0]] });
    await driver.nextUntil(/Show the answers/, 3);
    // The picture has to show the answer before the card does.
    await driver.page.keyboard.press('Home');
    await primary.filter({ hasText: 'Back to live' }).waitFor();
    await driver.page.keyboard.press('End');
    await primary.filter({ hasText: 'Show the answers' }).waitFor();
    server.question({ is: 'shown', rounds: [[1, 1, 0]], happened: 1 });
    await primary.filter({ hasText: 'Close the question' }).waitFor();
    await card.getByRole('button', { name: 'Put the question aside' }).click();
    await primary.filter({ hasText: 'Hold the wire' }).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('[VOTE9] sees one black button at a time, also beside a segment that the wire holds', async () => {
    const { driver, server, card } = await page('presenter', moments.bytesOnTheWire());
    const deliver = driver.page.getByRole('button', { name: /^Deliver/ }).first();
    const colours = () =>
      Promise.all(
        [deliver, driver.page.locator('[data-part="primary"]')].map((button) =>
          button.evaluate((it) => getComputedStyle(it).backgroundColor),
        ),
      );
    const [black] = await colours();
    server.question({
      about: { text: 'Which end closes first?', options: ['the client', 'the server', 'both'] },
    });
    await driver.page.locator('[data-part="primary"]', { hasText: 'Lock' }).waitFor();
    const [beside, primary] = await colours();
    expect(primary).toBe(black);
    expect(beside).not.toBe(black);
    await card.getByRole('button', { name: 'Put the question aside' }).click();
    await expect.poll(async () => (await colours())[0]).toBe(black);
    await driver.page.close();
  });

  test('[VOTE2] whose place another one has taken has neither the question nor its buttons any more', async () => {
    const { driver, server, card } = await page('presenter');
    server.question({ answered: 1 });
    await card.getByRole('button', { name: 'Lock' }).waitFor();
    server.part('replaced');
    await card.waitFor({ state: 'detached' });
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('[VOTE2] takes each turn of the question that they see, looks at the answers alone, and is told what is not kept', async () => {
    const { driver, server, card } = await page('presenter');
    server.question({});
    await card.getByRole('button', { name: 'Lock' }).click();
    await expect.poll(() => server.vote()).toEqual({ is: 'lock', question: 3, round: 1 });
    server.question({ is: 'locked', answered: 2, rounds: [[1, 1, 0]], notKept: true });
    await card.getByText('would be lost with the server').waitFor();
    // The class talks about what it sees.
    await card.getByText('Locked: answers are no longer taken').waitFor();
    expect(await card.innerText()).toMatch(/How many segments[^]*One is enough[^]*Two: SYN/);
    expect(await card.innerText()).not.toMatch(/1 answer/);
    await card.getByText('The answers, for whoever sees this screen').click();
    await card.getByText('1 answer').first().waitFor();
    // Each option is there once.
    expect(await card.getByText('Two: SYN and SYN+ACK').filter({ visible: true }).count()).toBe(1);
    await card.getByRole('button', { name: 'Ask again' }).click();
    await expect.poll(() => server.vote()).toEqual({ is: 'again', question: 3, round: 1 });
    server.question({ is: 'locked', answered: 2, rounds: [[1, 1, 0]], known: true });
    await card.getByRole('button', { name: 'Ask again' }).waitFor({ state: 'detached' });
    server.question({ is: 'locked', answered: 2, rounds: [[1, 1, 0]] });
    await card.getByRole('button', { name: 'Ask again' }).waitFor();
    server.question({
      round: 2,
      is: 'locked',
      answered: 2,
      rounds: [
        [1, 1, 0],
        [0, 2, 0],
      ],
    });
    await card.getByRole('button', { name: 'Ask again' }).waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'Show the answers' }).click();
    await expect.poll(() => server.vote()).toEqual({ is: 'show', question: 3, round: 2 });
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test.each([
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ])(
    '[VOTE1] nor the lesson’s own hides what is said meanwhile, or is hidden by it (%o)',
    async (viewport) => {
      const { lab, driver, server, card } = await page('presenter');
      await driver.page.setViewportSize(viewport);
      lab.say({ type: 'room', viewers: 1, labHost: 'restarting' });
      const notice = driver.page.locator('[data-part="lab-ended"]');
      await notice.waitFor();
      const isOnTop = (): Promise<boolean> =>
        notice.evaluate((it) => {
          const { left, top, width, height } = it.getBoundingClientRect();
          return [0.1, 0.5, 0.9].every((part) =>
            it.contains(document.elementFromPoint(left + width / 2, top + part * height)),
          );
        });
      const isApart = async (from: Locator): Promise<void> => {
        await from.waitFor();
        await expect.poll(isOnTop).toBe(true);
        const [question, said] = [await from.boundingBox(), await notice.boundingBox()];
        expect(said!.y >= question!.y + question!.height || said!.y + said!.height <= question!.y).toBe(true);
      };
      await isApart(driver.page.locator('[data-part="prediction"]'));
      server.question({});
      await isApart(card);
      await driver.page.close();
    },
  );

  test('[VOTE1] whose question came too late is told so', async () => {
    const { driver, server } = await page('presenter');
    await driver.page.locator('[data-part="primary"]').click();
    await driver.page.getByRole('button', { name: 'Ask the class' }).click();
    await expect.poll(() => server.vote()).toMatchObject({ is: 'ask' });
    await driver.page.getByText('The question was not asked').waitFor();
    await driver.page.getByRole('button', { name: 'Ask the class' }).click();
    server.question({});
    await driver.page.getByText('The question was not asked').waitFor({ state: 'detached' });
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });

  test('[VOTE4] shows the answers in large type for the wall, all at once, and keeps that in the tab', async () => {
    const { lab, driver, server, card } = await page('presenter');
    const shown: Partial<Question> = {
      round: 2,
      is: 'shown',
      answered: 31,
      of: 40,
      happened: 1,
      rounds: [
        [12, 15, 4],
        [3, 27, 1],
      ],
    };
    server.question(shown);
    const title = card.getByRole('heading');
    const size = (): Promise<number> =>
      title.evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize));
    const small = await size();
    await card.getByRole('button', { name: 'Large type for the wall' }).click();
    await expect.poll(size).toBeGreaterThan(1.5 * small);
    await expect.poll(() => card.evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
    expect(await axeViolationsInThemes(driver.page, '[data-part="vote"]')).toEqual([]);
    // Six long texts are cut rather than figures out of sight, on the wall, beside the stage and on a phone.
    const outOfSight = (): Promise<number[]> =>
      card.evaluate((it) => [it.scrollHeight - it.clientHeight, it.scrollWidth - it.clientWidth]);
    const long = {
      ...shown,
      id: 5,
      about: {
        text: 'What does the server receive with its first recv(1024) once both segments have been delivered?',
        options: Array.from(
          { length: 6 },
          (_, i) => `${i}: ${'the bytes of one of the two calls of send() '.repeat(2)}`,
        ),
      },
      options: 6,
      rounds: [
        [3, 2, 12, 8, 1, 5],
        [1, 0, 25, 4, 0, 1],
      ],
      changes: Array.from({ length: 6 }, () => [0, 1, 1, 0, 0, 0]),
      happened: 2,
    };
    server.question(long);
    await card.getByText('this is right').waitFor();
    await expect.poll(outOfSight).toEqual([0, 0]);
    await card.getByRole('button', { name: 'Large type for the wall' }).click();
    await expect.poll(outOfSight).toEqual([0, 0]);
    await driver.page.setViewportSize({ width: 390, height: 844 });
    const whole = card.getByRole('button', { name: 'Whole texts' });
    await whole.waitFor();
    await expect.poll(outOfSight).toEqual([0, 0]);
    const right = card.locator('[data-happened] > span').first();
    const height = async (): Promise<number> => (await right.boundingBox())!.height;
    const cut = await height();
    await whole.click();
    await expect.poll(height).toBeGreaterThan(cut);
    await whole.click();
    await expect.poll(outOfSight).toEqual([0, 0]);
    await driver.page.setViewportSize({ width: 1280, height: 720 });
    await card.getByRole('button', { name: 'Large type for the wall' }).click();
    // The run is looked at while a round is locked.
    server.question({ ...shown, is: 'locked' });
    await expect.poll(() => card.getAttribute('data-large')).toBeNull();
    await driver.page.reload();
    await driver.page.locator('[data-line]').first().waitFor();
    lab.role = 'controller';
    server.part('presenter');
    server.question({ round: 2, answered: 31, of: 40 });
    await expect.poll(() => card.getAttribute('data-large')).toBe('true');
    await card.getByRole('button', { name: 'Large type for the wall' }).click();
    await expect.poll(() => card.getAttribute('data-large')).toBeNull();
    expect(driver.complaints).toEqual([]);
    await driver.page.close();
  });
});
