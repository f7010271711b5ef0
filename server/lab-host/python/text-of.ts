import { LIMITS } from '../../../shared/limits.ts';
import { itemsOfDict } from './dicts.ts';
import { exceptionArguments } from './exception-arguments.ts';
import { keyOfException, raise } from './exceptions.ts';
import { ITEM_BYTES } from './long-work.ts';
import type { Machine } from './machine.ts';
import { display, repr } from './repr.ts';
import { itemsOf } from './sequences.ts';
import type { PythonSocket, Value } from './values.ts';

/** An item's text, and the signs between two of them. */
const LEAST_CHARACTERS = 3;
/** A text of so many sockets would ask the kernel for long. */
const MOST_SOCKETS = LIMITS.socketsPerProgram;

/** Returns what print() shows of a value, as far as an event has room for it. */
export async function printed(value: Value, machine: Machine): Promise<string> {
  // One character more says that the text goes on.
  const cut = LIMITS.outputCharacters + 1;
  const key = keyIn(value);
  if (key !== null) return (await textOf(key, 'repr', machine)).slice(0, cut);
  return display(value, { cut, object: await objectTexts(value, machine, 'str', cut) });
}

/** Returns `str(value)` or `repr(value)`. */
export async function textOf(value: Value, how: 'str' | 'repr', machine: Machine): Promise<string> {
  const key = how === 'str' ? keyIn(value) : null;
  if (key !== null) return textOf(key, 'repr', machine);
  const object = await objectTexts(value, machine, how, LIMITS.reprCharacters);
  return how === 'str' ? display(value, { object }) : repr(value, { object });
}

/**
 * Returns the texts of the objects in a value. Python asks the kernel for that of a socket. Objects whose text has
 * an address of the machine's memory are refused, because no lab has the same.
 */
async function objectTexts(
  value: Value,
  machine: Machine,
  how: 'str' | 'repr',
  most: number,
): Promise<(value: Value) => string | null> {
  const sockets: PythonSocket[] = [];
  const looked = socketsIn(value, sockets, most);
  await machine.charge(looked * ITEM_BYTES);
  // Another thread may change the value meanwhile, so that a socket's place in it says nothing.
  const texts = new Map<PythonSocket, string>();
  for (const socket of sockets) texts.set(socket, await machine.describe(socket));
  return (one) => {
    if (one.is !== 'socket') return objectText(one, how === 'str' ? value : null);
    return (
      texts.get(one.socket) ?? raise('LabRefusal', 'a value gets no other socket here while its text is made')
    );
  };
}

/** Returns the key that a KeyError is about, whose text is its own. */
const keyIn = (value: Value): Value | null =>
  value.is === 'exception' ? keyOfException(value.exception) : null;

/** Returns `repr(value)` for a message. */
export function pythonRepr(value: Value): string {
  return repr(value, { object: (one) => objectText(one, null) });
}

function objectText(one: Value, shown: Value | null): null {
  if (one.is === 'enumerate' || one.is === 'function' || one.is === 'thread' || one.is === 'module')
    return raise('LabRefusal', `the text of a ${one.is} is another one at each run`);
  if (one.is === 'socket') return raise('LabRefusal', 'the text of a socket in a message');
  if (one.is === 'exception' && one.exception.name.startsWith('Unicode') && one !== shown)
    return raise('LabRefusal', `a lab does not know the arguments of ${one.exception.name}`);
  return null;
}

/**
 * Collects the sockets of a value in the order of its text, as far as that has so many characters. Returns how many
 * values it has looked at.
 */
function socketsIn(value: Value, found: PythonSocket[], most: number): number {
  const without = new Set<Value>();
  const mostLooks = most / LEAST_CHARACTERS;
  let looks = 0;
  const visit = (one: Value, depth: number): void => {
    if (one.is === 'socket') found.push(one.socket);
    if (found.length > MOST_SOCKETS) raise('LabRefusal', `a text here has at most ${MOST_SOCKETS} sockets`);
    // The items of a dict are listed anew at each look, so that it is asked first whether they are wanted.
    if (looks > mostLooks || without.has(one) || depth > LIMITS.nestedValues) return;
    const items = itemsInText(one);
    if (items === null) return;
    const before = found.length;
    for (const item of items) {
      looks += 1;
      if (looks > mostLooks) break;
      visit(item, depth + 1);
    }
    // A part that has none is looked at once only.
    if (found.length === before) without.add(one);
  };
  visit(value, 0);
  return looks;
}

/** Returns the values in the text of another one, in their order; null if there are none. */
function itemsInText(of: Value): readonly Value[] | null {
  switch (of.is) {
    case 'tuple':
    case 'list':
      return itemsOf(of);
    case 'dict':
      return [...of.dict.entries.values()].flatMap(({ key, value }) => [key, value]);
    case 'view':
      return itemsOfDict(of.dict, of.of);
    case 'exception':
      return exceptionArguments(of.exception);
    default:
      return null;
  }
}
