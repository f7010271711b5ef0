import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Holder } from '../../shared/protocol/hand-schema.ts';
import { moments } from '../support/moments.ts';
import { RecordedPages } from '../support/recorded-page.ts';
import { controlsTooSmall } from '../support/thumb.ts';

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** A page of a class in L1, where the wire delivers by itself and the server is blocked. */
async function page(part: 'presenter' | 'follower', options: Parameters<RecordedPages['page']>[1] = {}) {
  const lab = moments.question();
  lab.role = part === 'presenter' ? 'controller' : 'viewer';
  const driver = await pages.page(lab, options);
  await driver.page.locator('[data-line]:visible').first().waitFor();
  lab.say({
    type: 'class',
    code: 'K7MXY3',
    part,
    followers: 40,
    isAway: false,
    lesson: 'L1',
    ...(part === 'presenter' && { token: 'secret' }),
  });
  return { lab, page: driver.page, complaints: driver.complaints };
}

const HOLDERS: readonly Holder[] = [
  { n: 12, name: 'Wolfeschlegelste', parts: ['wire'] },
  { n: 13, parts: ['server'] },
];

test.each(['en', 'zh'] as const)(
  '[HAND2] a tag that says in whose hand a part is leaves the buttons and the thread’s badge whole at 1280 pixels (%s)',
  async (language) => {
    const { lab, page: shown, complaints } = await page('follower', { language });
    for (const own of [null, 12, 13]) {
      const mine = HOLDERS.find(({ n }) => n === own);
      lab.say({ type: 'hands', told: { holders: [...HOLDERS] } });
      const name = mine?.name === undefined ? {} : { name: mine.name };
      lab.say({ type: 'hands', told: { ownHand: { n: own ?? 1, ...name, isRaised: false } } });
      const tags = shown.locator('[data-part="holder"]:visible');
      await expect.poll(() => tags.count()).toBe(2);
      await expect.poll(() => shown.locator('[data-part="holder"][data-own]').count()).toBe(mine ? 1 : 0);
      // Whatever stands beside a tag is whole, or is not there.
      const cut = await tags.evaluateAll((all) =>
        all.flatMap((tag) =>
          [...tag.parentElement!.querySelectorAll('span, label, fieldset')]
            .filter((it) => it !== tag && it.checkVisibility({ visibilityProperty: true }))
            .filter((it) => !it.matches('.heard') && !tag.contains(it))
            .filter((it) => it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0)
            .map((it) => it.textContent),
        ),
      );
      expect(cut).toEqual([]);
      const overlaps = await tags.evaluateAll((all) =>
        all.filter((tag) => {
          const all = tag.parentElement!;
          const next = all.querySelector('fieldset')!.getBoundingClientRect();
          const ends = Math.max(...[...all.children].map((it) => it.getBoundingClientRect().right));
          return tag.getBoundingClientRect().right > next.left || ends > all.getBoundingClientRect().right;
        }),
      );
      expect(overlaps).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await shown.close();
  },
);

test('[HAND4] [CLASS5] a follower writes a name into a field that shows it whole; nothing is in a hand once the class has ended', async () => {
  const { lab, page: shown } = await page('follower', { viewport: { width: 390, height: 844 } });
  lab.say({ type: 'hands', told: { ownHand: { n: 12, isRaised: true }, holders: [...HOLDERS] } });
  // The sentence stands above its buttons where it has no room beside them.
  await shown.setViewportSize({ width: 330, height: 700 });
  const rows = (): Promise<number> =>
    shown
      .locator('[data-part="class-line"] output')
      .evaluate((it) => Math.round(it.clientHeight / Number.parseFloat(getComputedStyle(it).lineHeight)));
  await shown.getByText('Your hand is up').waitFor();
  await expect.poll(rows).toBeLessThanOrEqual(3);
  // A hand that is up keeps nobody from looking around.
  await shown.getByRole('button', { name: 'Look around' }).waitFor();
  await shown.getByRole('button', { name: 'Your name…' }).click();
  const field = shown.locator('[data-part="name-hand"] input');
  await field.waitFor();
  await shown.keyboard.type('Wolfeschlegelste');
  expect(await field.inputValue()).toBe('Wolfeschlegelste');
  expect(await field.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
  await shown.keyboard.press('Escape');
  const tags = shown.locator('[data-part="holder"]');
  await tags.first().waitFor({ state: 'attached' });
  lab.say({ type: 'class', code: 'K7MXY3', part: 'over', followers: 0, isAway: true, lesson: 'L1' });
  await expect.poll(() => tags.count()).toBe(0);
  await shown.close();
});

test('[HAND7] a presenter’s phone shows the way home, the lesson and all controls large enough for a thumb, also while a hand is up', async () => {
  const { lab, page: shown } = await page('presenter', { viewport: { width: 360, height: 740 } });
  const lesson = shown.locator('[data-part="lesson"]');
  await shown.locator('[data-part="point-tool"]').waitFor();
  const isCut = (): Promise<boolean> =>
    lesson.evaluate((it) => it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight);
  expect([await lesson.isVisible(), await isCut()]).toEqual([true, false]);
  expect(await controlsTooSmall(shown)).toEqual([]);
  lab.say({ type: 'hands', told: { queue: { raised: [{ n: 3, isHere: true }], all: 12, gone: [] } } });
  await shown.locator('[data-part="hands-badge"]').waitFor();
  expect([await lesson.isVisible(), await isCut()]).toEqual([true, false]);
  expect(await controlsTooSmall(shown)).toEqual([]);
  // A second presenter's phone shows no less.
  lab.say({
    type: 'class',
    code: 'K7MXY3',
    part: 'presenter',
    followers: 31,
    isAway: false,
    lesson: 'L1',
    token: 'secret',
    isBeside: true,
  });
  await shown.locator('[data-part="class-line"]').waitFor();
  expect([await lesson.isVisible(), await isCut()]).toEqual([true, false]);
  expect(await controlsTooSmall(shown)).toEqual([]);
  await shown.close();
});

test('[HAND2] the sheet with what is in two hands and everybody who is here does not scroll at 1280×720', async () => {
  for (const language of ['en', 'zh'] as const) {
    const { lab, page: shown } = await page('presenter', {
      viewport: { width: 1280, height: 720 },
      language,
    });
    lab.say({ type: 'hands', told: { holders: [...HOLDERS], queue: { raised: [], all: 0, gone: [] } } });
    await shown.locator('[data-part="hands-badge"]').click();
    const sheet = shown.locator('[data-part="hands-sheet"]');
    await sheet.getByRole('button', { name: /^(Show who|显示在场)/ }).click();
    const roster = [...HOLDERS.map(({ parts: _, ...person }) => person), { n: 14 }];
    lab.say({ type: 'hands', told: { roster } });
    await sheet.getByRole('button', { name: /^(Choose a follower|选择跟随者)/ }).click();
    await expect.poll(() => sheet.locator('li').count()).toBe(5);
    const beyond = await shown.locator('dialog[open]').evaluate((it) => it.scrollHeight - it.clientHeight);
    expect(beyond).toBeLessThanOrEqual(0);
    // Nothing is offered to a second presenter, who has everything.
    await expect.poll(() => sheet.locator('fieldset').count()).toBe(5);
    const queue = { raised: [], all: 0, gone: [], second: { n: 14, isHere: true } };
    lab.say({ type: 'hands', told: { queue } });
    await expect.poll(() => sheet.locator('fieldset').count()).toBe(4);
    await shown.close();
  }
});

test('[VOTE9] [HAND7] a control of the sheet that cannot act says why, in focus and to a press: nobody is chosen, or nothing is connected', async () => {
  const { lab, page: shown } = await page('presenter', { viewport: { width: 1280, height: 720 } });
  lab.say({ type: 'hands', told: { queue: { raised: [{ n: 3, isHere: true }], all: 1, gone: [] } } });
  await shown.locator('[data-part="hands-badge"]').click();
  await shown.getByRole('button', { name: 'Choose a follower…' }).click();
  lab.say({ type: 'hands', told: { roster: [{ n: 3 }, { n: 4 }] } });
  await shown.getByRole('combobox').locator('option').nth(2).waitFor({ state: 'attached' });
  const present = shown.getByRole('button', { name: 'Let them present, too' });
  const looks = async (): Promise<unknown[]> => [
    await present.getAttribute('aria-disabled'),
    await present.getAttribute('title'),
  ];
  expect(await looks()).toEqual(['true', 'Choose a follower first.']);
  await shown.getByRole('combobox').press('Tab');
  const said = await present.evaluate((it) => getComputedStyle(it, '::after').content);
  expect(said).toBe('"Choose a follower first."');
  const before = lab.acts.length;
  await present.press('Enter');
  await shown.locator('output', { hasText: 'Choose a follower first.' }).waitFor();
  await shown.getByRole('combobox').selectOption('4');
  expect(await looks()).toEqual(['false', null]);
  lab.reachable = false;
  lab.cut();
  await expect.poll(looks).toEqual(['true', 'Not connected to the lab.']);
  const wire = shown.locator('[data-part="hands-sheet"]').getByRole('button', { name: 'Wire', exact: true });
  expect(await wire.first().getAttribute('aria-disabled')).toBe('true');
  expect(lab.acts.length).toBe(before);
  await shown.close();
});
