import { raise } from './exceptions.ts';
import { inTurn } from './in-turn.ts';
import type { Machine } from './machine.ts';
import { display, repr, type Value } from './values.ts';

/**
 * Returns what print() shows of a value. Objects whose text has an address of the machine's memory are
 * refused, because no lab has the same.
 */
export async function shown(value: Value, machine: Machine): Promise<string> {
  switch (value.is) {
    case 'socket':
      return machine.describe(value.socket);
    case 'tuple': {
      const items = await inTurn(value.items, (item) =>
        item.is === 'socket' || item.is === 'tuple'
          ? shown(item, machine)
          : Promise.resolve(textOf(item, repr)),
      );
      return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
    }
    default:
      return textOf(value, display);
  }
}

function textOf(value: Value, text: (value: Value) => string): string {
  if (value.is === 'function' || value.is === 'thread' || value.is === 'module')
    return raise('LabRefusal', `print: the text of a ${value.is} is another one at each run`);
  if (value.is === 'exception' && text === repr && value.exception.name.startsWith('Unicode'))
    return raise('LabRefusal', `print: a lab does not know the arguments of ${value.exception.name}`);
  return text(value);
}
