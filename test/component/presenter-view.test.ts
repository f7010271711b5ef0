import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { loadNotes, loadVariationNotes } from '../../shared/content/presenter-notes/index.ts';
import type { Note } from '../../shared/content/presenter-notes/note.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { axeViolationsInThemes } from '../support/axe.ts';
import { moments } from '../support/moments.ts';
import type { PageDriver } from '../support/page-driver.ts';
import type { RecordedLab } from '../support/recorded-lab.ts';
import { RecordedPages } from '../support/recorded-page.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

const CODE = 'K7MXY3';
type Told = Extract<ServerMessage, { type: 'class' }>;
const told = (of: Partial<Told> = {}): Told => ({
  type: 'class',
  code: CODE,
  part: 'presenter',
  followers: 31,
  aside: 2,
  beganMsAgo: 62_000,
  isAway: false,
  lesson: 'L1',
  token: 'secret',
  ...of,
});
const question = (of: object = {}): ServerMessage => ({
  type: 'vote',
  told: {
    question: {
      id: 1,
      about: { lesson: 'L1', prediction: 'segments' },
      options: 3,
      round: 1,
      is: 'open',
      answered: 12,
      of: 31,
      ...of,
    },
  },
});

/** The text of a note as it is read: without its marks. */
const plain = ({ say }: Note, language: 'en' | 'zh' = 'en'): string => say[language].replaceAll('`', '');

interface Windows {
  readonly projector: PageDriver;
  readonly view: Page;
  readonly complaints: string[];
}

/** A class is presented in one window, whose panel has opened the other. */
async function windows(lab: RecordedLab): Promise<Windows> {
  const projector = await pages.page(lab);
  onTestFinished(() => projector.page.close());
  await projector.ready();
  lab.say(told());
  await projector.page.locator('[data-part="class-badge"]').click();
  const [view] = await Promise.all([
    projector.page.waitForEvent('popup'),
    projector.page.getByRole('button', { name: 'Presenter view' }).click(),
  ]);
  const complaints: string[] = [];
  view.on('pageerror', (error) => complaints.push(error.message));
  view.setDefaultTimeout(10_000);
  onTestFinished(() => view.close());
  return { projector, view, complaints };
}

const now = (view: Page) => view.locator('[data-part="note-now"]');
const primary = (view: Page) => view.locator('[data-part="primary"]');
/** Every label ends with its key. */
const labelOf = async (page: Page): Promise<string> =>
  (await page.locator('[data-part="primary"]').innerText()).replace(/\s+(Space|空格)$/, '');

describe('the presenter view', () => {
  test('[VIEW1] has the notes on what the projector shows and on what comes, the time, and who follows; the projector has none of it', async () => {
    const notes = (await loadNotes('L1'))!;
    const lab = moments.question();
    const { projector, view, complaints } = await windows(lab);
    await now(view).getByText(plain(notes.moves[0]!)).waitFor();
    await view.locator('[data-part="note-next"]').getByText(plain(notes.moves[1]!)).waitFor();
    expect(await view.locator('[data-part="place"]').innerText()).toBe('Move 1 of 11');
    expect(await view.locator('[data-part="since"]').innerText()).toMatch(/^1:[0-5]\d$/);
    const followers = view.locator('[data-part="followers"]');
    await followers.getByText('2 look around alone').waitFor();
    lab.say(told({ followers: 28, aside: 0, waiting: 1 }));
    await followers.getByText('3 fewer than before').waitFor();
    await followers.getByText('1 waits for a place').waitFor();
    // A follower who presents, too, has not gone.
    lab.say(told({ followers: 30, aside: 0, hasSecond: true }));
    await followers.getByText('All are with you.').waitFor();
    lab.say(told({ followers: 30, aside: 0 }));
    await followers.getByText('1 fewer than before').waitFor();
    lab.say(told({ followers: 32, aside: 0 }));
    await followers.getByText('All are with you.').waitFor();

    // The panel has closed, and the projector shows the stage alone.
    const shown = await projector.page.locator('body').innerText();
    for (const note of [notes.moves[0]!, notes.moves[1]!]) expect(shown).not.toContain(plain(note));
    expect(await projector.page.locator('dialog[open]').count()).toBe(0);
    expect(await axeViolationsInThemes(view, '[data-part="presenter-view"]')).toEqual([]);
    expect([...complaints, ...projector.complaints]).toEqual([]);
  });

  test('[VIEW2] goes on by Space and through time by the arrows, in the projector’s window', async () => {
    const notes = (await loadNotes('L1'))!;
    const lab = moments.question();
    const { projector, view, complaints } = await windows(lab);
    // The lesson asks first, here as there.
    await view.locator('[data-part="asks"]').getByText('How many segments').waitFor();
    expect(await labelOf(view)).toBe('Predict first');
    await view.getByRole('button', { name: 'Only watch' }).click();
    await primary(view).filter({ hasText: 'Run client line 1: socket' }).waitFor();
    expect(await labelOf(projector.page)).toBe('Run client line 1: socket');

    const before = lab.done.length;
    await view.locator('body').press('Space');
    await expect.poll(() => lab.done.length).toBe(before + 1);
    await expect.poll(() => labelOf(view)).toBe('Run client line 2: connect');
    await projector.settled();
    const { cursor, head } = await projector.position();
    await view.locator('body').press('ArrowLeft');
    await view
      .locator('[data-part="mode"]')
      .getByText(`PAST: event ${cursor - 1} of ${head}`)
      .waitFor();
    expect((await projector.position()).cursor).toBe(cursor - 1);
    await view.locator('body').press('Home');
    await now(view).getByText(plain(notes.begin)).waitFor();
    // Nothing can be run in the past: Space comes back.
    expect(await labelOf(view)).toBe('Back to live');
    await view.locator('body').press('End');
    await view.locator('[data-part="mode"]').getByText('LIVE').waitFor();
    await now(view).getByText(plain(notes.moves[0]!)).waitFor();

    // Escape closes what is open on the projector.
    await projector.page.keyboard.press('e');
    await projector.page.locator('dialog[open]').waitFor();
    await view.locator('body').press('Escape');
    await projector.page.locator('dialog[open]').waitFor({ state: 'detached' });
    expect([...complaints, ...projector.complaints]).toEqual([]);
  });

  test('[VIEW2] a press that is late does nothing: the label that it had is no longer the projector’s', async () => {
    const lab = moments.beforeSend();
    const { projector, view } = await windows(lab);
    await expect.poll(() => labelOf(view)).toBe('Run client on');
    const before = lab.done.length;
    await view.evaluate((code) => {
      const channel = new BroadcastChannel(`socketscope.presenter-view.${code}`);
      channel.postMessage({ is: 'press', label: 'Run server line 1: socket' });
      channel.postMessage({ is: 'press', label: 7 });
      channel.postMessage('nonsense');
      channel.postMessage({ is: 'key', key: 'ArrowLeft' });
    }, CODE);
    // Messages keep their order: the arrow has come, and the presses before it have run nothing.
    await expect
      .poll(async () => (await projector.position()).cursor)
      .toBe((await projector.position()).head - 1);
    expect(lab.done.length).toBe(before);
  });

  test('[VIEW3] shows how many have answered and who has raised a hand, and takes the question’s turns', async () => {
    const lab = moments.question();
    const { view } = await windows(lab);
    const side = view.locator('[data-part="question"]');
    await side.getByText('None is open.').waitFor();
    // A follower's lab on the projector has asked its follower.
    const asks = view.locator('[data-part="asks"]');
    await asks.waitFor();
    const one = { lab: 1, room: 'r1', devices: 2, here: 2, people: [{ n: 5 }], standing: 'stuck' as const };
    lab.say(told({ ownLabs: { devices: 31, free: 12, on: { each: 2, without: 0, labs: [one], shown: 1 } } }));
    await asks.waitFor({ state: 'detached' });
    lab.say(told());
    await view.getByRole('button', { name: 'Ask the class' }).click();
    const asked = { is: 'ask', about: { lesson: 'L1', prediction: 'segments' } };
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'vote', vote: asked });
    lab.say(question());
    await side.locator('[data-part="answered"]').getByText('12/31').waitFor();
    await side.getByText('How many segments').waitFor();
    await side.getByText('Two: SYN and SYN+ACK').waitFor();
    await primary(view).filter({ hasText: 'Lock' }).waitFor();
    await view.locator('body').press('Space');
    await expect
      .poll(() => lab.acts.at(-1))
      .toEqual({ is: 'vote', vote: { is: 'lock', question: 1, round: 1 } });
    lab.say(question({ is: 'locked', answered: 30, rounds: [[9, 20, 1]] }));
    await side.getByText('20 answers').waitFor();
    await side.getByRole('button', { name: 'Ask again' }).click();
    await expect
      .poll(() => lab.acts.at(-1))
      .toEqual({ is: 'vote', vote: { is: 'again', question: 1, round: 1 } });
    lab.say(question({ round: 2, answered: 2, rounds: [[9, 20, 1]] }));
    await side.locator('[data-rounds="1"]').getByText('round 1', { exact: true }).waitFor();

    const hands = view.locator('[data-part="hands"]');
    await hands.getByText('No hand is up').waitFor();
    const raised = [
      { n: 3, name: 'Li', isHere: true },
      { n: 9, isHere: false },
    ];
    lab.say({ type: 'hands', told: { queue: { raised, all: 7, gone: [] } } });
    await hands.getByText('and 5 more').waitFor();
    await hands.getByRole('button', { name: 'Into the hand of Li (3): Wire' }).click();
    await expect
      .poll(() => lab.acts.at(-1))
      .toEqual({ is: 'hand', hand: { is: 'give', to: 3, parts: ['wire'] } });
    lab.say({ type: 'hands', told: { holders: [{ n: 3, name: 'Li', parts: ['wire'] }] } });
    await hands.getByRole('button', { name: 'Take back: Li (3)' }).click();
    await expect.poll(() => lab.acts.at(-1)).toEqual({ is: 'hand', hand: { is: 'give', to: 3, parts: [] } });

    // All of it is in sight at once, also while the followers have labs of their own.
    const devices = { devices: 2, here: 2, people: [{ n: 5 }, { n: 6 }] };
    const labs = [{ lab: 1, room: 'r1', ...devices, standing: 'stuck' as const, why: 'deadlock' as const }];
    lab.say(told({ ownLabs: { devices: 31, free: 12, on: { each: 2, without: 0, labs } } }));
    const options = ['the first bytes', 'the last bytes', 'all bytes', 'nothing', 'an error', 'it depends'];
    const about = { text: 'What does the server receive once both segments are delivered?', options };
    lab.say(question({ id: 2, about, options: 6, is: 'locked', rounds: [[3, 2, 15, 8, 1, 1]] }));
    await side.getByText('15 answers').waitFor();
    const footTop = await view.locator('footer').evaluate((it) => it.getBoundingClientRect().top);
    for (const part of [side, hands, view.locator('[data-lab="1"]')])
      expect(await part.evaluate((it) => it.getBoundingClientRect().bottom)).toBeLessThanOrEqual(footTop);
    // The next note ends above what waits beneath it.
    const listsTop = await hands.evaluate((it) => it.parentElement!.getBoundingClientRect().top);
    const note = view.locator('[data-part="note-next"]');
    expect(await note.evaluate((it) => it.getBoundingClientRect().bottom)).toBeLessThanOrEqual(listsTop);
  });

  test('[VIEW5] has what the class must not see: a question of one’s own, its right option, the answers as a file, the pace and the own link', async () => {
    const lab = moments.question();
    const { projector, view, complaints } = await windows(lab);
    const vote = () => lab.acts.at(-1);
    await view.getByRole('button', { name: 'Questions and answers…' }).click();
    const sheet = view.locator('[data-part="ask-class"]');
    await sheet.getByText('How many segments').waitFor();
    await sheet.getByText('The wire’s next segment').waitFor();
    expect(await axeViolationsInThemes(view, 'dialog')).toEqual([]);
    await sheet.getByLabel('Question', { exact: true }).fill('Which end closes first?');
    await sheet.getByLabel('Option 1', { exact: true }).fill('the client');
    await sheet.getByLabel('Option 2', { exact: true }).fill('the server');
    await sheet.getByRole('radio', { name: 'right' }).nth(1).check();
    await sheet.getByRole('button', { name: 'Ask', exact: true }).last().click();
    const about = { text: 'Which end closes first?', options: ['the client', 'the server'] };
    await expect.poll(vote).toEqual({ is: 'vote', vote: { is: 'ask', about, right: 1 } });
    // The server says nothing: what the other window says of it is said here.
    await view.locator('[data-part="answer"]').getByText('was not asked').waitFor();

    await view.getByRole('button', { name: 'Questions and answers…' }).click();
    await sheet.getByRole('button', { name: 'Save the answers (CSV)' }).click();
    await expect.poll(vote).toEqual({ is: 'vote', vote: { is: 'results' } });
    const saved = view.waitForEvent('download');
    lab.say({ type: 'vote', told: { results: [{ id: 1, about, shown: true, rounds: [[1, 0]] }] } });
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^socketscope-K7MXY3-.*\.csv$/);
    await view.keyboard.press('Escape');

    await view.getByRole('button', { name: 'Class settings…' }).click();
    await view.getByRole('checkbox', { name: 'Followers see what you have shown' }).click();
    await expect.poll(vote).toEqual({ is: 'pace', isLimited: true });
    await view.getByRole('button', { name: 'Go on on another device…' }).click();
    await view.getByRole('button', { name: 'Show the link' }).click();
    await view.locator('code').getByText('#/class/K7MXY3/secret').waitFor();
    await view.keyboard.press('Escape');
    await view.locator('dialog[open]').waitFor({ state: 'detached' });

    // The wall says that it is one.
    await projector.page.locator('[data-part="class-badge"]').click();
    await projector.page.getByRole('button', { name: 'Go on on another device…' }).click();
    await projector.page.getByText('Everybody would see it on this screen').waitFor();
    await projector.page.getByRole('button', { name: 'Show it here all the same' }).waitFor();
    await projector.page.getByRole('button', { name: 'End class' }).click();
    await projector.page.getByRole('button', { name: 'Save the answers (CSV)' }).waitFor();
    await projector.page.keyboard.press('Escape');
    lab.say(question({ is: 'locked', rounds: [[9, 20, 1]] }));
    await projector.page.locator('summary', { hasText: 'seen by everybody on this screen' }).waitFor();
    expect([...complaints, ...projector.complaints]).toEqual([]);
  });

  test('[VIEW4] stays as it is over a reload, in a language and theme of its own', async () => {
    const notes = (await loadNotes('L1'))!;
    const { projector, view, complaints } = await windows(moments.beforeSend());
    await now(view).getByText(plain(notes.moves[3]!)).waitFor();
    await view.getByRole('button', { name: '5 min' }).click();
    await view
      .locator('[data-part="timer"]')
      .getByText(/^4:[0-5]\d$|^5:00$/)
      .waitFor();
    await view.locator('header button[lang]').click();
    await now(view).getByText(plain(notes.moves[3]!, 'zh')).waitFor();
    await expect.poll(() => labelOf(view)).toBe('让客户端运行');
    await view.locator('header button').last().click();
    const theme = await view.locator('html').getAttribute('data-theme');
    await view.reload();
    await now(view).getByText(plain(notes.moves[3]!, 'zh')).waitFor();
    await expect.poll(() => labelOf(view)).toBe('让客户端运行');
    expect(await view.locator('html').getAttribute('data-theme')).toBe(theme);
    await view
      .locator('[data-part="timer"]')
      .getByText(/^4:5\d$|^5:00$/)
      .waitFor();
    // The projector keeps its own, over its reload, too.
    await projector.page.reload();
    await projector.ready();
    expect(await labelOf(projector.page)).toBe('Run client on');
    expect([...complaints, ...projector.complaints]).toEqual([]);
  });

  test('[VIEW4] says that the projector’s window is gone, and goes on when it is back', async () => {
    const lab = moments.beforeSend();
    const { projector, view } = await windows(lab);
    await expect.poll(() => labelOf(view)).toBe('Run client on');
    lab.say(question());
    const withdraw = view.getByRole('button', { name: 'Withdraw' });
    await withdraw.waitFor();
    await projector.page.goto('about:blank');
    await view.locator('[data-part="apart"]').waitFor();
    await view.locator('[data-part="followers"]').getByText('heard last').waitFor();
    expect(await primary(view).getAttribute('aria-disabled')).toBe('true');
    // It looks as if nothing could be done, and a press is answered here.
    expect(await withdraw.getAttribute('aria-disabled')).toBe('true');
    await view.getByRole('button', { name: 'Class settings…' }).click();
    const pace = view.getByRole('checkbox');
    await pace.click({ force: true });
    await view.locator('[data-part="answer"]').getByText('is not there').waitFor();
    expect(await pace.isChecked()).toBe(false);
    await view.keyboard.press('Escape');
    await view.locator('body').press('Space');
    await view.locator('[data-part="answer"]').getByText('is not there').waitFor();
    await projector.page.goBack();
    await projector.ready();
    lab.say(told());
    await view.locator('[data-part="apart"]').waitFor({ state: 'detached' });
    expect(await primary(view).getAttribute('aria-disabled')).toBe('false');
    // How the class goes on is no longer known here.
    lab.say(told({ part: 'replaced' }));
    await view.locator('[data-part="apart"]').getByText('Another tab or device presents').waitFor();
    expect(await view.locator('[data-part="followers"], [data-part="note-now"]').count()).toBe(0);
    await view.locator('body').press('Space');
    await view.locator('[data-part="answer"]').getByText('Another tab or device presents').waitFor();
    lab.say(told());
    await now(view).waitFor();
    lab.say(told({ part: 'over' }));
    await view.getByText('The class has ended.').waitFor();
    expect(await primary(view).count()).toBe(0);
  });

  test('[VIEW1] of a variation it has the task at its beginning, and its own notes, and of a class that nobody presents here it says so', async () => {
    const { projector, view } = await windows(moments.end('L22.by-hand'));
    const notes = (await loadVariationNotes('L22', 'by-hand'))!;
    const place = view.locator('[data-part="place"]');
    await now(view).getByText(plain(notes.moves[2]!)).waitFor();
    await view.locator('[data-part="note-end"]').getByText(plain(notes.end)).waitFor();
    expect(await place.innerText()).toBe('Variation: Drop it by hand · The end · Move 3 of 3');
    const task = view
      .locator('[data-part="task"]')
      .getByText('Hold the wire, drop the client’s segment five times');
    expect(await task.count()).toBe(0);
    await view.locator('body').press('Home');
    await now(view).getByText(plain(notes.begin)).waitFor();
    expect(await task.count()).toBe(1);
    expect(await place.innerText()).toBe('Variation: Drop it by hand · Beginning');
    await view.locator('body').press('End');
    await now(view).getByText(plain(notes.moves[2]!)).waitFor();
    await view.setViewportSize({ width: 390, height: 844 });
    expect(await view.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const other = await projector.page.context().newPage();
    onTestFinished(() => other.close());
    await other.goto(view.url().replace(CODE, 'CCCCCC'));
    await other.locator('[data-part="apart"]').waitFor();
    expect(await other.locator('[data-part="primary"]').count()).toBe(0);
  });
});
