import { readFileSync } from 'node:fs';

const NAMES = ['client', 'server', 'threaded server'] as const;

/** Returns the source lesson's three programs as they stand in it, without the indentation of its outline. */
export function sourceLesson(): Readonly<Record<(typeof NAMES)[number], string>> {
  const lesson = readFileSync(new URL('source-lesson.zh.md', import.meta.url), 'utf8');
  const blocks = [...lesson.matchAll(/```python\n([^]*?)```/g)].map(([, block = '']) => outdented(block));
  if (blocks.length !== NAMES.length) throw new Error(`the source lesson has ${blocks.length} programs`);
  return Object.fromEntries(NAMES.map((name, i) => [name, blocks[i] ?? ''])) as ReturnType<
    typeof sourceLesson
  >;
}

function outdented(block: string): string {
  const indent = /^\s*/.exec(block)?.[0] ?? '';
  return block
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n');
}
