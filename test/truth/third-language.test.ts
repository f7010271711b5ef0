import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages as guide } from '../../client/features/guide/messages.en.ts';
import { messages as help } from '../../client/features/help/messages.en.ts';
import { messages as inspector } from '../../client/features/inspector/messages.en.ts';
import { messages as labMenu } from '../../client/features/lab-menu/messages.en.ts';
import { messages as settings } from '../../client/features/settings/messages.en.ts';
import { CHAPTERS } from '../../shared/lessons/chapters.ts';
import { LESSONS } from '../../shared/lessons/index.ts';
import { l01 } from '../../shared/lessons/l01.ts';
import { addInventedLanguage, buildSources, copySources, INVENTED } from '../support/invented-language.ts';
import { RecordedPages } from '../support/recorded-page.ts';

/*
 * The steps of docs/how-to/language.md are done to a copy of the sources. Its page must speak the new
 * language everywhere.
 */
let copy: string;
let pages: RecordedPages;
beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'socketscope-language-'));
  copySources(copy);
  addInventedLanguage(copy);
  await buildSources(copy);
  pages = await RecordedPages.of(join(copy, 'dist/client'));
});
afterAll(async () => {
  await pages?.close();
  rmSync(copy, { recursive: true, force: true });
});

const catalogues = import.meta.glob('../../client/**/messages.*.ts', { eager: true, import: 'messages' });
/** A number, one lower-case word and a state such as CLOSE may be code as well. */
const MAY_BE_CODE = /^(?:[a-z\d]*|[A-Z\d_]*)$/;
const ENGLISH = new Set(
  [
    ...Object.keys(catalogues)
      .filter((path) => path.endsWith('.en.ts'))
      .flatMap((path) => untranslated(catalogues[path], catalogues[path.replace('.en.', '.zh.')])),
    ...localized([LESSONS, CHAPTERS]),
  ].filter((text) => !MAY_BE_CODE.test(text)),
);

/** Returns the English texts that differ in Chinese. Names such as `skmem` are the same in every language. */
function untranslated(en: unknown, zh: unknown): string[] {
  if (typeof en === 'string') return en === zh ? [] : [en];
  if (typeof en !== 'object' || en === null) return [];
  const others = new Map(Object.entries(zh ?? {}));
  return Object.entries(en).flatMap(([name, text]) => untranslated(text, others.get(name)));
}

/** Returns the English texts among data that has its texts in every language. */
function localized(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  if ('zh' in data && 'en' in data) return untranslated(data.en, data.zh);
  return Object.values(data).flatMap(localized);
}

/** Two words side by side are prose, because code, fields and units are not written so. */
const SENTENCE = /\b[a-z]{3,} [a-z]{3,}\b/;

/**
 * Returns the page's English outside the brackets of the invented language, and the number of texts in
 * brackets.
 */
async function textsOf(page: Page): Promise<{ english: string[]; bracketed: number }> {
  const { outside, bracketed } = await page.evaluate(readTexts);
  return { english: outside.filter((text) => ENGLISH.has(text) || SENTENCE.test(text)), bracketed };
}

/**
 * This function runs in the page. A text in brackets may span elements, because its marks become some. A key
 * is named by its cap.
 */
function readTexts(): { outside: string[]; bracketed: number } {
  const outside: string[] = [];
  let bracketed = 0;
  let depth = 0;
  const read = (text: string): void => {
    let rest = '';
    for (const letter of text) {
      if (letter === '⟦') {
        depth += 1;
        bracketed += 1;
      } else if (letter === '⟧') depth -= 1;
      else if (depth === 0) rest += letter;
    }
    if (rest.trim() !== '') outside.push(rest.trim());
  };
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode() !== null) {
    const { nodeValue, parentElement } = nodes.currentNode;
    if (parentElement?.localName !== 'kbd') read(nodeValue ?? '');
  }
  for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`)) read(element.getAttribute(name)!);
  return { outside, bracketed };
}

test('the home page speaks it', async () => {
  const { page, complaints } = await pages.page(null, { language: INVENTED });
  await page.locator('[data-lesson]').first().waitFor();
  const { english, bracketed } = await textsOf(page);
  expect(english).toEqual([]);
  expect(bracketed).toBeGreaterThan(50);
  expect(complaints).toEqual([]);
  await page.close();
});

test('the stage and what opens over it speak it', async () => {
  const { page, complaints } = await pages.page(null, { query: '?replay=L1', language: INVENTED });
  await page.locator('[data-part="dock"]').waitFor();
  const speaks = async (room: string, title: string): Promise<void> => {
    await page.getByText(`⟦${title}⟧`).filter({ visible: true }).first().waitFor();
    const { english, bracketed } = await textsOf(page);
    expect(english, room).toEqual([]);
    expect(bracketed, room).toBeGreaterThan(20);
  };
  await speaks('the stage', l01.title.en);

  for (const [room, key, title] of [
    ['help', '?', help.title],
    ['the guide', 'e', guide.task],
    ['the inspector', 'i', inspector.choose],
  ] as const) {
    await page.keyboard.press(key);
    await speaks(room, title);
    await page.keyboard.press('Escape');
  }
  await page.locator('[data-part="menu"]').click();
  await speaks('the lab menu', labMenu.title);
  await page.locator('#lab-menu').getByText(`⟦${settings.title}⟧`).click();
  await speaks('the settings', settings.theme);
  expect(complaints).toEqual([]);
  await page.close();
});

test('English that is left is found', async () => {
  const { page } = await pages.page(null, { language: 'en' });
  await page.locator('[data-lesson]').first().waitFor();
  const { english, bracketed } = await textsOf(page);
  expect(english.length).toBeGreaterThan(50);
  expect(bracketed).toBe(0);
  await page.close();
});
