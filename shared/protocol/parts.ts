import * as v from 'valibot';
import type { Command } from './client-messages.ts';

/**
 * The parts of a room that can be in somebody's hand: the wire, the client's programs, the server's, or everything, which
 * is more than the three: new programs, a new lab, other clients.
 */
export const PARTS = ['wire', 'client', 'server', 'all'] as const;
export type Part = (typeof PARTS)[number];
export type Parts = readonly Part[];

/** Nothing, everything, or some of the three. */
export const partsSchema = v.pipe(
  v.array(v.picklist(PARTS)),
  v.maxLength(PARTS.length - 1),
  v.check((parts) => new Set(parts).size === parts.length && (parts.length === 1 || !parts.includes('all'))),
);

export const EVERYTHING: Parts = ['all'];
export const NOTHING: Parts = [];

/** The parts that a command acts on; null if it does not matter which of them somebody has. */
function actsOn(command: Command): Parts | null {
  switch (command.type) {
    case 'step':
    case 'run':
    case 'run-on':
    case 'pause':
      return command.program === undefined ? ['client', 'server'] : [endOf(command.program)];
    case 'stop':
    case 'set':
    case 'input':
      return [endOf(command.program)];
    case 'deliver':
    case 'drop':
    case 'duplicate':
    case 'delay':
    case 'wire':
      return ['wire'];
    case 'add-client':
    case 'remove-client':
    case 'run-again':
    case 'new-lab':
      return EVERYTHING;
    case 'stay':
      return null;
    default:
      return command satisfies never;
  }
}

/** Further clients are programs of the client's host. */
function endOf(program: string): Part {
  return program === 'server' ? 'server' : 'client';
}

/** Whoever has nothing may do nothing. */
export function permits(parts: Parts, command: Command): boolean {
  return (
    parts.includes('all') || (actsOn(command)?.every((part) => parts.includes(part)) ?? parts.length > 0)
  );
}
