import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const client = join(import.meta.dirname, '../../client');

/**
 * These are fetched for a dialog, for a card of a class, or for a phone's notices, or ask for children of the top bar, and not
 * for what a step changes. Chromium has one set of what all `:has()` of a page may change: once an element comes, goes or
 * changes that any of them asks for, the styles of all that the set names are worked out anew, which was the whole page at
 * each step.
 */
const ASKING = [
  'features/class/class.module.css',
  'features/class/panel/class-panel.module.css',
  'features/class-desk/pace-choice.module.css',
  'features/composer/compose.module.css',
  'features/hands/sheet/hands-sheet.module.css',
  'features/notices/replaced/replaced.module.css',
  'features/own-labs/labs/labs.module.css',
  'features/pointing/pointing.module.css',
  'features/presenter-view/page/class-foot.module.css',
  'features/presenter-view/page/class-side.module.css',
  'features/presenter-view/page/presenter-page.module.css',
  'features/signs/sign-note.module.css',
  'features/vote/ask/ask-sheet.module.css',
  'features/vote/vote.module.css',
  'stage/view/holder-tag/holder-tag.module.css',
  'stage/view/phone.module.css',
];

test('no style that stays on the stage asks with :has()', () => {
  const styles = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.css'),
  );
  expect(styles.length).toBeGreaterThan(80);
  const found = styles.filter((path) =>
    readFileSync(join(client, path), 'utf8')
      .replaceAll(/\/\*[^]*?\*\//g, '')
      .includes(':has('),
  );
  expect(found.toSorted()).toEqual(ASKING.toSorted());
});
