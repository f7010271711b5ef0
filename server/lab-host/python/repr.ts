import { LIMITS } from '../../../shared/limits.ts';
import { pythonBytes, pythonString } from '../../../shared/programs/string-literals.ts';
import { raise } from './exceptions.ts';
import { itemsOfDict } from './dicts.ts';
import { exceptionArguments } from './exception-arguments.ts';
import { floatRepr } from './float-repr.ts';
import { ENUMS, type DictEntry, type Value } from './values.ts';

/** Thrown once a text that may be cut is long enough. */
class LongEnough extends Error {}

interface Options {
  /** A longer text is cut here; without `cut` it is a MemoryError. */
  readonly cut?: number;
  /** Returns the text of an object that only the caller knows, or null. */
  readonly object?: (value: Value) => string | null;
}

/** Returns `repr(value)`. Texts of objects that have an address of the machine's memory are the lab's own. */
export function repr(value: Value, { cut, object = () => null }: Options = {}): string {
  let written = '';
  let depth = 0;
  const open = new Set<object>();
  const put = (text: string): void => {
    written += text;
    if (cut !== undefined && written.length > cut) throw new LongEnough();
    if (written.length > LIMITS.reprCharacters)
      raise('MemoryError', `a lab's texts of values have at most ${LIMITS.reprCharacters} characters`);
  };
  const putAll = <T>(open: string, items: Iterable<T>, close: string, each: (item: T) => void): void => {
    depth += 1;
    if (depth > LIMITS.nestedValues)
      raise('LabRefusal', `values here are nested at most ${LIMITS.nestedValues} deep`);
    put(open);
    let isFirst = true;
    for (const item of items) {
      if (!isFirst) put(', ');
      isFirst = false;
      each(item);
    }
    put(close);
    depth -= 1;
  };
  /** An object inside itself is written with dots (Objects/object.c, `Py_ReprEnter`). */
  const once = (object: object, dots: string, act: () => void): void => {
    if (open.has(object)) return put(dots);
    open.add(object);
    act();
    open.delete(object);
  };
  const entry = ({ key, value: its }: DictEntry): void => {
    visit(key);
    put(': ');
    visit(its);
  };
  const putException = (one: Extract<Value, { is: 'exception' }>): void => {
    const text = object(one);
    if (text !== null) return put(text);
    putAll(`${one.exception.name}(`, exceptionArguments(one.exception), ')', visit);
  };
  const visit = (one: Value): void => {
    if (one.is === 'tuple') putAll('(', one.items, one.items.length === 1 ? ',)' : ')', visit);
    else if (one.is === 'list') once(one.list, '[...]', () => putAll('[', one.list.items, ']', visit));
    else if (one.is === 'dict')
      once(one.dict, '{...}', () => putAll('{', one.dict.entries.values(), '}', entry));
    else if (one.is === 'view')
      once(one, '...', () => putAll(`dict_${one.of}([`, itemsOfDict(one.dict, one.of), '])', visit));
    else if (one.is === 'exception') putException(one);
    else put(object(one) ?? leafRepr(one, cut ?? LIMITS.reprCharacters + 1));
  };
  try {
    visit(value);
    return written;
  } catch (error) {
    if (!(error instanceof LongEnough)) throw error;
    return written.slice(0, cut);
  }
}

/** Returns `str(value)`, as print() shows it. */
export function display(value: Value, options: Options = {}): string {
  if (value.is === 'str') return value.text.slice(0, options.cut);
  if (value.is === 'enum') return String(ENUMS[value.name].value);
  return value.is === 'exception' ? value.exception.message.slice(0, options.cut) : repr(value, options);
}

function leafRepr(
  value: Exclude<Value, { is: 'tuple' | 'list' | 'dict' | 'view' | 'exception' }>,
  cut: number,
): string {
  switch (value.is) {
    case 'none':
      return 'None';
    case 'int':
      return String(value.value);
    case 'float':
      return floatRepr(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'str':
      return pythonString(value.text.slice(0, cut));
    case 'bytes':
      return pythonBytes(value.bytes.subarray(0, cut).toString('latin1'));
    case 'bytearray': {
      const text = pythonBytes(value.array.bytes.subarray(0, cut).toString('latin1'));
      // CPython writes a backslash before ' in double quotes, too (Objects/bytearrayobject.c, `bytearray_repr`).
      return `bytearray(${text.startsWith('b"') ? text.replaceAll("'", String.raw`\'`) : text})`;
    }
    case 'enum':
      return `<${ENUMS[value.name].type}.${value.name}: ${ENUMS[value.name].value}>`;
    case 'socket':
      return value.socket.fd < 0 ? '<socket [closed]>' : `<socket fd=${value.socket.fd}>`;
    case 'range':
      return `range(${value.start}, ${value.stop}${value.step === 1n ? '' : `, ${value.step}`})`;
    case 'enumerate':
      return '<enumerate object>';
    case 'function':
      return `<function ${value.function.name}>`;
    case 'thread': {
      const { name, id, ended, daemon } = value.thread;
      return `<Thread(${name}, ${id === null ? 'initial' : ended ? 'stopped' : 'started'}${daemon ? ' daemon' : ''})>`;
    }
    case 'class':
      return `<class '${value.name === 'socket' ? 'socket.' : value.name === 'Thread' ? 'threading.' : ''}${value.name}'>`;
    case 'builtin':
      return `<built-in function ${value.name}>`;
    case 'module':
      return `<module '${value.name}'>`;
    default:
      return value satisfies never;
  }
}
