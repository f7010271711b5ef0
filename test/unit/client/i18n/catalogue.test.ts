import { createElement, startTransition, Suspense, useState } from 'react';
import { createRoot, type Container } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  changeLanguage,
  defineMessages,
  messagesNow,
  useMessages,
} from '../../../../client/i18n/catalogue.ts';
import { fetchAgain, useFailedFetches } from '../../../../client/fetch-code.ts';
import { useSettings } from '../../../../client/settings/settings-store.ts';

interface Texts {
  readonly title: string;
}

interface Request {
  readonly answer: (texts: Texts) => void;
  readonly fail: (reason: Error) => void;
}

/** A catalogue whose texts in this language arrive, or fail to, when the test says so. */
function catalogueHeldIn(held: 'en' | 'zh') {
  const asked: Request[] = [];
  const fetchOf = (language: 'en' | 'zh') => (): Promise<Texts> =>
    language === held
      ? new Promise((answer, fail) => asked.push({ answer, fail }))
      : Promise.resolve({ title: language });
  const catalogue = defineMessages<Texts>({
    './messages.en.ts': fetchOf('en'),
    './messages.zh.ts': fetchOf('zh'),
  });
  return { catalogue, asked };
}

const offline = new Error('offline');

beforeEach(() => {
  useSettings.setState({ language: 'en' });
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a language is fetched once, and every call gives the same promise', async () => {
  const { catalogue, asked } = catalogueHeldIn('en');
  const promise = catalogue.read('en');
  expect(catalogue.in('en')).toBeUndefined();
  expect(() => messagesNow(catalogue)).toThrow('not loaded');

  asked[0]!.answer({ title: 'Keys' });
  await promise;
  expect(catalogue.in('en')).toEqual({ title: 'Keys' });
  expect(messagesNow(catalogue)).toEqual({ title: 'Keys' });
  expect(catalogue.read('en')).toBe(promise);
  expect(asked.length).toBe(1);
});

test('texts that could not be fetched are waited for until they are asked for again', async () => {
  vi.stubGlobal('document', { querySelectorAll: () => [] });
  const { catalogue, asked } = catalogueHeldIn('en');
  const promise = catalogue.read('en');
  asked[0]!.fail(offline);
  await expect.poll(() => useFailedFetches.getState().again.length).toBe(1);
  expect(catalogue.read('en')).toBe(promise);
  expect(asked.length).toBe(1);

  fetchAgain();
  expect(useFailedFetches.getState().again).toEqual([]);
  await expect.poll(() => asked.length).toBe(2);
  asked[1]!.answer({ title: 'Keys' });
  await expect(promise).resolves.toEqual({ title: 'Keys' });
});

test('the language changes once every room has its texts', async () => {
  vi.stubGlobal('document', { querySelectorAll: () => [] });
  const { catalogue, asked } = catalogueHeldIn('zh');
  const changed = changeLanguage('zh');
  asked[0]!.fail(offline);
  await expect.poll(() => useFailedFetches.getState().again.length).toBe(1);
  expect(useSettings.getState().language).toBe('en');

  fetchAgain();
  await expect.poll(() => asked.length).toBe(2);
  expect(useSettings.getState().language).toBe('en');
  asked[1]!.answer({ title: '按键' });
  await changed;
  expect(useSettings.getState().language).toBe('zh');
  expect(messagesNow(catalogue)).toEqual({ title: '按键' });
});

test('texts that come while React renders a view are shown at once and without a complaint', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { shown, container } = fakeDocument();
  const catalogue = defineMessages<Texts>({
    './messages.en.ts': () => Promise.resolve({ title: 'Keys' }),
  });
  function Sheet() {
    const { title } = useMessages(catalogue);
    const [unread] = useState(2);
    return `${title} ${unread}`;
  }

  const root = createRoot(container);
  const sheet = createElement(Suspense, { fallback: 'Wait' }, createElement(Sheet));
  startTransition(() => root.render(sheet));
  await expect.poll(() => shown).toEqual(['Keys 2']);
  root.unmount();
  expect(complaints.mock.calls).toEqual([]);
});

/** As much of a document as React needs to draw text; `shown` is the text that it drew. */
function fakeDocument() {
  const shown: string[] = [];
  const nothing = (): void => undefined;
  const ownerDocument = {
    nodeType: 9,
    addEventListener: nothing,
    createTextNode: (nodeValue: string) => ({ nodeType: 3, nodeValue }),
  };
  const container: object = {
    nodeType: 1,
    nodeName: 'DIV',
    tagName: 'DIV',
    namespaceURI: 'http://www.w3.org/1999/xhtml',
    ownerDocument,
    addEventListener: nothing,
    removeChild: nothing,
    appendChild: ({ nodeValue }: Text) => shown.push(nodeValue ?? ''),
  };
  vi.stubGlobal('window', { HTMLIFrameElement: class {} });
  return { shown, container: container as Container };
}
