import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const client = join(import.meta.dirname, '../../../client');

/** This finds the room's `send`, under whichever name the room was imported. */
function sends(source: string): boolean {
  const name =
    /import \{[^}]*\broom(?: as (\w+))?\b[^}]*\} from '[^']*lab\/room\.ts'|import \{ room \} from '\.\/room\.ts'/.exec(
      source,
    );
  return name !== null && new RegExp(String.raw`\b${name[1] ?? 'room'}\s*\.send\b`).test(source);
}

test('only the door for commands sends any: it asks for permission, and answers each press', () => {
  const found = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => sends(readFileSync(join(client, name), 'utf8')));
  expect(found).toEqual([join('lab', 'commands.ts')]);
});

test('a planted one is found', () => {
  expect(sends(`import { room } from '../../lab/room.ts';\nvoid room.send(command);`)).toBe(true);
  expect(sends(`import { room as ours } from '../lab/room.ts';\nvoid ours.send(command);`)).toBe(true);
  expect(sends(`import { room } from '../../lab/room.ts';\nroom.join();`)).toBe(false);
});
