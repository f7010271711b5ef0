import type { Command } from './client-messages.ts';
import { EVERYTHING, type Part, type Parts } from './parts.ts';

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
