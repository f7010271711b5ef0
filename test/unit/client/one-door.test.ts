import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const client = join(import.meta.dirname, '../../../client');

/** This finds the room's method, under whichever name the room was imported. */
function calls(source: string, method: 'send' | 'act'): boolean {
  const name =
    /import \{[^}]*\broom(?: as (\w+))?\b[^}]*\} from '[^']*lab\/room\.ts'|import \{ room \} from '\.\/room\.ts'/.exec(
      source,
    );
  return name !== null && new RegExp(String.raw`\b${name[1] ?? 'room'}\s*\.${method}\b`).test(source);
}

function filesThat(method: 'send' | 'act'): string[] {
  return readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => calls(readFileSync(join(client, name), 'utf8'), method))
    .toSorted();
}

test('only the door for commands sends any: it asks for permission, and answers each press', () => {
  expect(filesThat('send')).toEqual([join('lab', 'commands.ts')]);
});

test('a person acts in the class by its door, which answers a press that cannot be sent', () => {
  // The others tell by themselves where the page is, or say again what they have said once a connection is there.
  const tell = [
    'class/class-actions.ts',
    'class/watch-class.ts',
    'pointing/point-tool.tsx',
    'vote/vote-actions.ts',
  ];
  expect(filesThat('act')).toEqual([
    ...tell.map((name) => join('features', name)),
    join('lab', 'class-door.ts'),
  ]);
});

test('a planted one is found', () => {
  expect(calls(`import { room } from '../../lab/room.ts';\nvoid room.send(command);`, 'send')).toBe(true);
  expect(calls(`import { room as ours } from '../lab/room.ts';\nvoid ours.send(command);`, 'send')).toBe(
    true,
  );
  expect(calls(`import { room } from '../../lab/room.ts';\nroom.join();`, 'send')).toBe(false);
});
