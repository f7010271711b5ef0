import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MUTATIONS } from '../support/mutations.ts';
import { SENTENCE_MUTATIONS } from '../support/sentence-mutations.ts';
import { VIEW_MUTATIONS } from '../support/view-mutations.ts';

const root = join(import.meta.dirname, '../..');

test.each([...Object.values(MUTATIONS).flat(), ...VIEW_MUTATIONS, ...SENTENCE_MUTATIONS])(
  'the code that a seeded fault replaces stands once in its file: $file: $find',
  ({ file, find }) => {
    expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
  },
);
