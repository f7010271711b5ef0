import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { parseSync, Visitor } from 'oxc-parser';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

export const INVENTED = 'qx';

/** Makes a copy of the sources in `copy` that can be compiled and built with the packages of this tree. */
export function copySources(copy: string): void {
  const config = readdirSync(root).filter((name) =>
    /^(?:package|tsconfig.*|vite\.config)\.(?:json|ts)$/.test(name),
  );
  for (const name of ['client', 'shared', 'server', ...config])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  // Each package is linked by itself, because the caches beside them belong to their own tree.
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((name) => !name.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
}

/**
 * Adds a language by the steps of docs/how-to/language.md, and by nothing else. Each of its texts is the
 * English one in brackets, ⟦…⟧, so that the page shows which texts come from it.
 */
export function addInventedLanguage(copy: string): void {
  const edit = (file: string, change: (text: string) => string): void => {
    const path = join(copy, file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${file} is not written as the generator expects.`);
    writeFileSync(path, after);
  };
  writeFileSync(join(copy, 'shared/in-brackets.ts'), IN_BRACKETS);

  // Step 1 adds the language to the list, with its names.
  edit('shared/languages.ts', (text) =>
    text
      .replace(/(LANGUAGES = \[[^\]]*)\]/, `$1, '${INVENTED}']`)
      .replace(
        /^( *)en: \{.*$/m,
        `$&\n$1${INVENTED}: { name: 'Qx', short: 'QX', change: 'QX', tag: '${INVENTED}' },`,
      ),
  );
  // Step 2 adds a catalogue in each room of the page.
  for (const file of filesOf(copy, 'client').filter((name) => name.endsWith('/messages.en.ts'))) {
    const helper = relative(dirname(file), 'shared/in-brackets.ts');
    writeFileSync(
      join(copy, file.replace('.en.', `.${INVENTED}.`)),
      `import { inBrackets } from '${helper}';\n` +
        `import { type Messages, messages as en } from './messages.en.ts';\n\n` +
        `export const messages: Messages = inBrackets(en);\n`,
    );
  }
  // Step 3 adds the texts of lessons and content.
  for (const file of filesOf(copy, 'shared').filter((name) => name !== 'shared/languages.ts')) {
    const path = join(copy, file);
    writeFileSync(path, withLocalizedTexts(file, readFileSync(path, 'utf8')));
  }
  // Step 4 adds the texts of the terminal.
  edit('server/cli/text.ts', (text) =>
    `import { inBrackets } from '../../shared/in-brackets.ts';\n${text}`.replace(
      '{ en, zh }',
      `{ en, zh, ${INVENTED}: inBrackets(en) }`,
    ),
  );
}

/** Compiles and builds the copy. It does not compile if a text is missing. */
export async function buildSources(copy: string): Promise<void> {
  const node = (script: string, ...args: string[]) =>
    run(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: copy,
      env: { ...process.env, NODE_ENV: 'production' },
    }).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`${script} failed:\n${error.stdout}${error.stderr}`);
    });
  await Promise.all([
    node('typescript/bin/tsc', '-b', 'shared', 'client', 'server'),
    node('vite/bin/vite.js', 'build'),
  ]);
}

/** Adds the new language's text to every object that has a text in each language. */
function withLocalizedTexts(file: string, source: string): string {
  const added: { at: number; text: string }[] = [];
  new Visitor({
    ObjectExpression({ properties }) {
      const texts = new Map(
        properties.flatMap((one) =>
          one.type === 'Property' && one.key.type === 'Identifier'
            ? [[one.key.name, one.value] as const]
            : [],
        ),
      );
      const en = texts.get('en');
      if (en === undefined || !texts.has('zh')) return;
      const text = `, ${INVENTED}: inBrackets(${source.slice(en.start, en.end)})`;
      added.push({ at: en.end, text });
    },
  }).visit(parseSync(file, source).program);
  if (added.length === 0) return source;
  const pieces = added
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }, i) => source.slice(added[i - 1]?.at ?? 0, at) + text);
  const helper = relative(dirname(file), 'shared/in-brackets.ts');
  return [
    `import { inBrackets } from '${helper.startsWith('.') ? helper : `./${helper}`}';\n`,
    ...pieces,
    source.slice(added.at(-1)!.at),
  ].join('');
}

function filesOf(copy: string, folder: string): string[] {
  return readdirSync(join(copy, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

const IN_BRACKETS = `
/** Puts the texts of a catalogue in brackets, also those that functions make. */
export function inBrackets<T>(texts: T): T {
  return wrapped(texts) as T;
}

function wrapped(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? '' : \`⟦\${value}⟧\`;
  if (typeof value === 'function') return (...values: unknown[]) => wrapped(value(...values));
  if (Array.isArray(value)) return value.map(wrapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wrapped(one)]));
}
`;
