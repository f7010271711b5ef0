import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { OwnLabTold, OwnOfPresenter } from '../../shared/protocol/own-labs-schema.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { axeViolationsInThemes } from '../support/axe.ts';
import { contentOf } from '../support/download.ts';
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
const told = (of: Partial<Told>): Told => ({
  type: 'class',
  code: CODE,
  part: 'follower',
  followers: 40,
  isAway: false,
  lesson: 'L1',
  ...of,
});
const presents = (ownLabs: OwnOfPresenter): Told => told({ part: 'presenter', token: 'secret', ownLabs });

const going: OwnLabTold = {
  lab: 1,
  room: 'r1',
  devices: 2,
  here: 2,
  people: [{ n: 7 }, { n: 12, name: '李雷' }],
  standing: 'going',
  done: 4,
  moves: 11,
};
const LABS: readonly OwnLabTold[] = [
  going,
  {
    ...going,
    lab: 2,
    room: 'r2',
    people: [{ n: 5, name: 'Bo', isRaised: true }],
    standing: 'done',
    done: 11,
  },
  {
    ...going,
    lab: 3,
    room: 'r3',
    standing: 'stuck',
    why: 'exception',
    exception: 'ConnectionRefusedError',
    here: 1,
    people: [{ n: 3, name: 'Ada' }],
  },
  { ...going, lab: 4, room: 'r4', standing: 'stuck', why: 'deadlock' },
  { ...going, lab: 5, room: 'r5', standing: 'quiet', quietMinutes: 3, devices: 1, here: 1 },
  { ...going, lab: 6, room: 'r6', standing: 'away', here: 0 },
];
const on = (of: Partial<NonNullable<OwnOfPresenter['on']>> = {}): OwnOfPresenter => ({
  devices: 40,
  free: 12,
  on: { each: 2, labs: [...LABS], without: 3, ...of },
});

async function presenting(lab: RecordedLab, options = {}): Promise<PageDriver> {
  const driver = await pages.page(lab, { bypassCSP: true, ...options });
  onTestFinished(() => driver.page.close());
  await driver.ready();
  lab.say(presents({ devices: 40, free: 32 }));
  await driver.page.locator('[data-part="class-badge"]').waitFor();
  return driver;
}

const line = (page: Page) => page.locator('[data-part="class-line"]');
const ownActs = (lab: RecordedLab): unknown[] =>
  lab.acts.flatMap((act) => (act.is === 'own' ? [act.own] : []));

describe('a presenter with one screen', () => {
  test('[OWN1] [OWN3] [OWN6] [OWN7] is told before the press how many labs there are, gives them in pairs, sees who is stuck, and brings all back', async () => {
    const lab = moments.beforeSend();
    const { page, complaints } = await presenting(lab);
    await page.locator('[data-part="class-badge"]').click();
    await page.getByRole('button', { name: 'Now you…' }).click();
    const sheet = page.locator('dialog[open]');
    await sheet.getByText('40 devices follow, and there are 32 labs for them.').waitFor();
    const choices = await sheet.locator('label').allInnerTexts();
    expect(choices.map((choice) => choice.replace(/\s+/g, ' '))).toEqual([
      'Each alone 32 labs, 8 only watch',
      'In pairs 20 labs',
      'In groups of 3 14 labs',
    ]);
    expect(await sheet.getByRole('radio', { name: /In pairs/ }).isChecked()).toBe(true);
    expect(await axeViolationsInThemes(page, 'dialog[open]')).toEqual([]);
    await sheet.getByRole('button', { name: 'Give them their labs' }).press('Enter');
    await expect.poll(() => ownActs(lab)).toEqual([{ is: 'begin', each: 2 }]);

    lab.say(presents(on()));
    await line(page)
      .getByText('2 stuck · 1 quiet · 1 at work · 1 left · 1 done · 3 have no lab and watch')
      .waitFor();
    await line(page).getByRole('button', { name: 'List…' }).click();
    const rows = sheet.locator('li');
    expect((await rows.allInnerTexts()).map((row) => /^Lab \d/.exec(row)?.[0])).toEqual(
      [2, 3, 4, 5, 1, 6].map((n) => `Lab ${n}`),
    );
    expect(await rows.first().innerText()).toMatch(/Bo \(5\)\s+has raised a hand/);
    const stuck = rows.nth(1);
    expect(await stuck.innerText()).toMatch(/Ada \(3\)\s+1 not here\s+stuck: ConnectionRefusedError/);
    expect(await axeViolationsInThemes(page, 'dialog[open]')).toEqual([]);
    const look = stuck.getByRole('link', { name: 'Look into it' });
    expect(await look.getAttribute('href')).toMatch(/#\/room\/r3$/);
    expect([await look.getAttribute('target'), await look.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener',
    ]);
    // Nobody is there who could be asked.
    expect(await rows.last().getByRole('button', { name: 'Project…' }).getAttribute('title')).toBe(
      'Nobody is in lab 6 who could agree.',
    );
    await stuck.getByRole('button', { name: 'Project…' }).click();
    await expect.poll(() => ownActs(lab).at(-1)).toEqual({ is: 'show', lab: 3 });
    lab.say(presents(on({ asked: 3 })));
    await line(page).getByText('Those in lab 3 are asked').waitFor();
    lab.say(presents(on({ refused: 3 })));
    await line(page).getByText('Lab 3 is not to be on the projector.').waitFor();
    lab.say(presents(on({ shown: 3 })));
    await line(page).getByRole('button', { name: 'Take it off' }).click();
    await expect.poll(() => ownActs(lab).at(-1)).toEqual({ is: 'hide' });
    lab.say(presents(on()));
    await line(page).getByRole('button', { name: 'List…' }).waitFor();
    const isOff = line(page).getByText('is no longer on the projector');
    expect(await isOff.count()).toBe(0);
    // A server that has come back shows the class's own lab.
    lab.say(presents(on({ shown: 2 })));
    await line(page).getByText('Lab 2 is on the projector.').waitFor();
    lab.say(presents(on()));
    await line(page).getByText('Lab 2 is no longer on the projector. All have labs').waitFor();
    await line(page).getByRole('button', { name: 'List…' }).click();
    await page.keyboard.press('Escape');
    await isOff.waitFor({ state: 'detached' });
    await line(page).getByRole('button', { name: 'Bring all back' }).click();
    await expect.poll(() => ownActs(lab).at(-1)).toEqual({ is: 'end' });
    lab.say(presents({ devices: 40, free: 32 }));
    await line(page).waitFor({ state: 'detached' });
    lab.say(presents({ devices: 40, free: 0 }));
    await page.locator('[data-part="class-badge"]').click();
    await page.getByRole('button', { name: 'Now you…' }).click();
    await page.getByText('There is no lab for them at the moment: all are in use.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('[OWN7] shows a follower’s lab without the lesson’s question, and comes back to the class’s own room after a reload', async () => {
    const lab = moments.question();
    const { page } = await presenting(lab);
    const front = lab.room;
    const question = page.locator('[data-part="prediction"]');
    await page.locator('[data-part="primary"]').click();
    await question.waitFor();
    lab.say({ ...presents(on({ shown: 3 })), front: 'front' });
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).toContain('#/room/front');
    await page.reload();
    await expect.poll(() => lab.hellos.at(-1)).toMatchObject({ room: 'front', presents: { code: CODE } });
    expect(front).not.toBe('front');
  });
});

describe('the presenter view', () => {
  test('[OWN6] has the same, and the projector has none of the list', async () => {
    const lab = moments.beforeSend();
    const { page } = await presenting(lab);
    await page.locator('[data-part="class-badge"]').click();
    const [view] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Presenter view' }).click(),
    ]);
    onTestFinished(() => view.close());
    const own = view.locator('[data-part="own"]');
    await own.getByRole('button', { name: 'Give them their labs' }).click();
    await expect.poll(() => ownActs(lab)).toEqual([{ is: 'begin', each: 2 }]);
    lab.say(presents(on()));
    await own.locator('li').first().getByText('Lab 2').waitFor();
    expect(await page.locator('[data-part="own-labs"]').count()).toBe(0);
    expect(await axeViolationsInThemes(view, '[data-part="own"]')).toEqual([]);
    await own.getByRole('button', { name: 'Bring all back' }).click();
    await expect.poll(() => ownActs(lab).at(-1)).toEqual({ is: 'end' });
  });
});

describe('a follower', () => {
  test.each([
    { language: 'en', name: 'en, on a laptop', size: { width: 1280, height: 720 } },
    { language: 'zh', name: 'zh, on a phone', size: { width: 390, height: 844 } },
  ])(
    '[OWN1] [OWN3] [OWN7] is told of their own lab, and asked before it is shown: $name',
    async ({ language, size }) => {
      const lab = moments.beforeSend();
      const driver = await pages.page(lab, { language, viewport: size, bypassCSP: true });
      const { page } = driver;
      onTestFinished(() => page.close());
      const en = language === 'en';
      await driver.ready();
      const own = (of: object): void => lab.say(told({ own: { lab: 7, here: 1, ...of } }));
      const reads = (text: string) => line(page).getByText(text).waitFor();
      own({});
      await reads(en ? 'Your own lab, number 7.' : '这是你自己的实验 7。');
      // Whoever has a lab of their own does not look around, and moves as they like.
      expect(await page.getByRole('button', { name: en ? 'Look around' : '自由查看' }).count()).toBe(0);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('End');
      expect(lab.acts).not.toContainEqual({ is: 'look-around' });
      own({ here: 2, watched: true });
      await reads(en ? 'with 2 devices. Somebody watches it.' : '有 2 台设备。有人在旁观。');
      own({ asked: 4 });
      await reads(en ? 'May your lab be on the projector?' : '同意把你的实验投影给大家看吗？');
      expect(await axeViolationsInThemes(page, '[data-part="class-line"]')).toEqual([]);
      await line(page)
        .getByRole('button', { name: en ? 'Yes' : '同意', exact: true })
        .press('Enter');
      own({ asked: 4, agreed: true });
      await reads(en ? 'You have said yes.' : '你已同意。');
      own({ asked: 4, agreed: true, shown: true });
      await line(page)
        .getByRole('button', { name: en ? 'Show it no more' : '不再投影' })
        .click();
      await expect
        .poll(() => ownActs(lab))
        .toEqual([
          { is: 'consent', asked: 4, yes: true },
          { is: 'consent', asked: 4, yes: false },
        ]);
      // A part is in somebody's hand in the class's own room only.
      lab.say({ type: 'hands', told: { holders: [{ n: 3, parts: ['wire'] }] } });
      own({});
      await reads(en ? 'Your own lab, number 7.' : '这是你自己的实验 7。');
      expect(await page.locator('[data-part="holder"]').count()).toBe(0);
      lab.say(told({ own: { labs: 32 } }));
      await page.locator('[data-part="holder"]').first().waitFor({ state: 'attached' });
      await reads(en ? 'You keep watching: all 32 labs are in use.' : '你继续旁观：32 个实验位都在使用中。');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
      // All are brought back. The run of one's own lab is then on this page only.
      own({});
      await reads(en ? 'Your own lab, number 7.' : '这是你自己的实验 7。');
      const ownEvents = lab.events.length;
      lab.bring('front');
      lab.say(told({}));
      await reads(en ? 'Your own lab has ended.' : '你自己的实验已结束');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
      const onlyRow = await line(page)
        .filter({ hasText: en ? 'has ended' : '已结束' })
        .boundingBox();
      expect(onlyRow!.height).toBeLessThan(60);
      // The class's end takes nothing away.
      lab.say(told({ part: 'over' }));
      const isOver = line(page).filter({ hasText: en ? 'The class has ended' : '已经下课' });
      await isOver.getByRole('button').click();
      await isOver.waitFor({ state: 'detached' });
      const saved = page.waitForEvent('download');
      await line(page)
        .getByRole('button', { name: en ? 'Save it' : '保存' })
        .click();
      const { header, events } = readRecording(String(await contentOf(await saved)));
      expect([header.lesson, events.length]).toEqual(['L1', ownEvents]);
      await page.getByText(/Your own lab|你自己的实验/).waitFor({ state: 'detached' });
      expect(driver.complaints).toEqual([]);
    },
  );
});
