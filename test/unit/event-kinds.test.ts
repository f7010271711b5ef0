import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** These places tell, draw, plot or fold each kind of event, and must decide about a new one. */
const PLACES = [
  'client/features/event-log/log-row.ts',
  'client/features/inspector/byte/byte-path.ts',
  'client/features/narration/importance.ts',
  'client/features/narration/narrated-event.ts',
  'client/features/narration/sentence.ts',
  'client/features/plots/plot-data.ts',
  'client/features/state-diagram/state-path.ts',
  'client/features/timeline/tick-shapes.ts',
  'client/playback/pacing.ts',
  'client/playback/projections/log-index.ts',
  'client/stage/model/event-facts.ts',
  'client/stage/model/event-panel.ts',
  'client/stage/model/ladder-rows.ts',
  'client/stage/model/queue-drops.ts',
  'client/stage/model/segment-arrival.ts',
  'client/stage/motion/motion-plan.ts',
  'server/cli/trace-lines.ts',
  'shared/lessons/facts.ts',
  'shared/model/capture-of-log.ts',
  'shared/model/reducer/apply-event.ts',
  'shared/model/segment-cause.ts',
];

test(
  'a new kind of event does not compile until each place has decided about it',
  { timeout: 180_000 },
  async () => {
    const copy = await mkdtemp(join(tmpdir(), 'socketscope-event-kind-'));
    try {
      for (const part of ['client', 'server', 'shared', 'package.json', 'tsconfig.base.json'])
        await cp(join(root, part), join(copy, part), {
          recursive: true,
          filter: (path) => !path.includes('/client/public'),
        });
      await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
      await writeFile(
        join(copy, 'tsconfig.json'),
        JSON.stringify({
          extends: './tsconfig.base.json',
          compilerOptions: {
            lib: ['ES2023', 'ES2024.String', 'DOM', 'DOM.Iterable'],
            types: ['node', 'vite/client'],
            jsx: 'react-jsx',
            composite: false,
            emitDeclarationOnly: false,
            noEmit: true,
          },
          include: ['client', 'server', 'shared'],
        }),
      );
      const events = join(copy, 'shared/log/events.ts');
      const known = "event('lab-closed',";
      const text = await readFile(events, 'utf8');
      expect(text).toContain(known);
      await writeFile(events, text.replace(known, `event('invented', {}),\n  ${known}`));
      expect(await filesWithErrors(copy)).toEqual(PLACES);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
);

async function filesWithErrors(folder: string): Promise<string[]> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const output = await run(process.execPath, [compiler, '--project', folder, '--pretty', 'false'], {
    cwd: folder,
  }).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
  const files = [...output.matchAll(/^([^\s(]+)\(\d+,\d+\): error/gm)].map(([, file]) => file ?? '');
  return [...new Set(files)].toSorted();
}
