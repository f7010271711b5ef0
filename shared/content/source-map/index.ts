import { CAUTIONS } from './cautions.ts';
import { CLIENT } from './client.ts';
import { ERRATA } from './errata.ts';
import { INSIDE } from './inside.ts';
import { SERVER } from './server.ts';
import type { Group, Statement } from './statement.ts';
import { THREADS } from './threads.ts';

/** The statements of the source lesson, one by one, in its order. */
export const GROUPS: readonly Group[] = [CLIENT, SERVER, CAUTIONS, INSIDE, THREADS];

export { ERRATA };

export const STATEMENTS: readonly Statement[] = [
  ...GROUPS.flatMap(({ statements }) => statements),
  ...ERRATA,
];

export function findStatement(id: string): Statement | null {
  return STATEMENTS.find((statement) => statement.id === id) ?? null;
}
