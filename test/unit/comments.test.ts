import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Texts for learners are not comments, and this file has fragments to be found. */
const OTHERS = /messages\.|i18n\/|comments\.test/;

const files = ['client', 'scripts', 'server', 'shared', 'test'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !OTHERS.test(path))
    .map((path) => join(room, path)),
);

/** A sentence that begins so lacks the noun that it is about. */
const FRAGMENT = /(?:^|\. )((?:Who|Whom|Whose|What|Where|Of|Which|But|And)\b[^.?]*)(?:\.|$)/;

test('no comment is a fragment that begins with Who, What, Where, Of, Which, But or And', () => {
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    commentsIn(readFileSync(join(root, file), 'utf8')).flatMap((comment) => {
      const fragment = FRAGMENT.exec(comment)?.[1];
      return fragment === undefined ? [] : [`${file}: ${fragment}`];
    }),
  );
  expect(found).toEqual([]);
});

test('a fragment is found in either form of comment, and a question is none', () => {
  const text = `
    /** What is left. */
    // The first part. Of these
    // only one counts.
    const url = 'https://example.org'; // Where it stands.
    /*
     * Where is my byte? It is here.
     */`;
  expect(commentsIn(text).map((comment) => FRAGMENT.test(comment))).toEqual([true, true, true, false]);
});

/** Returns the comments of a source, each on one line. Neighbouring line comments are one. */
function commentsIn(text: string): string[] {
  const comments = text.match(/\/\*[\s\S]*?\*\/|(?:(?<=^|\s)\/\/ .*(?:\n[^\S\n]*(?=\/\/ )|))+/g) ?? [];
  return comments.map((comment) =>
    comment
      .replaceAll(/^\s*(?:\/\*+|\/\/|\*(?!\/))|\*\//gm, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}
