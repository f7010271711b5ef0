import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const papers = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'shared/SPEC.md'].concat(
  readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The how-tos use these names for the file of a new lesson, network or language. */
const INVENTED = /NN|NAME|27/;

test.each(papers)('%s names files, folders and scripts that are there', (paper) => {
  const text = readFileSync(join(root, paper), 'utf8');
  const named = [...text.matchAll(/(?<![\w/.-])((?:client|server|shared|test|docs|scripts)\/[\w./-]*\w)/g)]
    .map(([, path]) => path ?? '')
    .filter((path) => !INVENTED.test(path));
  const linked = [...text.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(([, path]) =>
    join(dirname(paper), path ?? ''),
  );
  const gone = [...new Set([...named, ...linked])].filter((path) => !existsSync(join(root, path)));
  expect(gone).toEqual([]);

  const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script ?? '');
  expect(run.filter((script) => !(script in scripts))).toEqual([]);
});
