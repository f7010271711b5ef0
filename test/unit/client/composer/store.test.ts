import { beforeEach, expect, test } from 'vitest';
import { draftOfLesson } from '../../../../client/features/composer/draft.ts';
import { backToBefore, edit, replaceDraft, useCompose } from '../../../../client/features/composer/store.ts';
import { l01 } from '../../../../shared/lessons/l01.ts';
import { l12 } from '../../../../shared/lessons/l12.ts';
import { l13 } from '../../../../shared/lessons/l13.ts';

beforeEach(() => useCompose.setState({ draft: null, lastRun: null, before: [], came: null }));

const title = (): string => useCompose.getState().draft?.title ?? '';

test('links one after the other replace no draft that cannot be had back', () => {
  replaceDraft(draftOfLesson(l01));
  edit({ title: 'mine' });
  replaceDraft({ ...draftOfLesson(l12), title: 'first link' });
  replaceDraft({ ...draftOfLesson(l13), title: 'second link' });
  expect(title()).toBe('second link');
  backToBefore();
  expect(title()).toBe('mine');
  // It goes round: the link comes back too.
  backToBefore();
  expect(title()).toBe('second link');
});

test('a link that was worked on is kept as well as what stood there before it', () => {
  replaceDraft(draftOfLesson(l01));
  edit({ title: 'mine' });
  replaceDraft({ ...draftOfLesson(l12), title: 'a link' });
  edit({ title: 'a link, worked on' });
  replaceDraft(draftOfLesson(l13));
  const seen = new Set<string>();
  for (let i = 0; i < 3; i += 1) {
    backToBefore();
    seen.add(title());
  }
  expect([...seen]).toEqual(['a link, worked on', 'mine', draftOfLesson(l13).title]);
});

test('drafts without end are not kept without end', () => {
  for (let i = 0; i < 100; i += 1) {
    replaceDraft(draftOfLesson(l01));
    edit({ title: `draft ${i}` });
  }
  expect(useCompose.getState().before.length).toBeLessThanOrEqual(8);
});
