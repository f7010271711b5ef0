import type { CallEntry } from './entry.ts';

/* The methods of lists, dicts, texts and bytes make no system call. They were tried with CPython 3.11. */

const NO_BUFFER = { zh: '不碰任何缓冲区。', en: 'No buffer is touched.' };
const NEVER = { zh: '从不等待。', en: 'Never.' };
const NONE = { zh: '`None`；改变的是列表本身。', en: '`None`; the list itself has changed.' };
const NEW = { zh: '新的值；原来的不变。', en: 'A new value; the old one stays as it is.' };

type Text = CallEntry['text'];

const method = (id: string, signature: string, zh: string, en: string, returns: Text): CallEntry => ({
  is: 'call',
  id,
  signature,
  systemCall: null,
  text: { zh, en },
  buffer: NO_BUFFER,
  waits: NEVER,
  returns,
  failures: [],
  seenIn: [],
  sources: [],
});

const VIEW = { zh: '字典的视图，可以用 `for` 逐项读取。', en: 'A view of the dict, which `for` goes over.' };
const NUMBER = { zh: '一个整数。', en: 'An integer.' };
const FLAG = { zh: '`True` 或 `False`。', en: '`True` or `False`.' };

export const VALUE_METHOD_ENTRIES: readonly CallEntry[] = [
  method('append', 'list.append(x)', '在列表末尾放上一项。', 'Puts an item at the end of the list.', NONE),
  method(
    'extend',
    'list.extend(items)',
    '在列表末尾放上多项。',
    'Puts several items at the end of the list.',
    NONE,
  ),
  method(
    'insert',
    'list.insert(i, x)',
    '在位置 `i` 之前放上一项。',
    'Puts an item in front of the place `i`.',
    NONE,
  ),
  method(
    'pop',
    'list.pop(i=-1) → item',
    '取走列表中的一项，默认是最后一项；没有这一项时抛出 IndexError。字典的 `pop(key)` 取走一个键和它的值，返回这个值。',
    'Takes an item away, the last one by default; IndexError if there is none. A dict’s `pop(key)` takes a key’s value away.',
    { zh: '取走的那一项。', en: 'The item taken away.' },
  ),
  method(
    'remove',
    'list.remove(x)',
    '移除第一个等于 `x` 的项；没有时抛出 ValueError。',
    'Takes away the first item that equals `x`; ValueError if there is none.',
    NONE,
  ),
  method(
    'clear',
    'list.clear()',
    '移除所有的项。字典也有这个方法。',
    'Takes all items away. Dicts have it too.',
    NONE,
  ),
  method('reverse', 'list.reverse()', '把各项的顺序倒过来。', 'Turns the order of the items round.', NONE),
  method(
    'copy',
    'list.copy() → list',
    '创建一个各项相同的新列表；字典也一样。',
    'Makes a new list of the same items; of a dict, a new dict.',
    {
      zh: '新的列表。',
      en: 'The new list.',
    },
  ),
  method(
    'index',
    'list.index(x) → int',
    '找第一个等于 `x` 的项，或文字里 `x` 第一次出现的位置；没有时抛出 ValueError。',
    'Looks for the first item that equals `x`, or for `x` in a text; ValueError if there is none.',
    NUMBER,
  ),
  method(
    'count',
    'list.count(x) → int',
    '数出等于 `x` 的项有几个，或文字里 `x` 出现几次。',
    'Counts the items that equal `x`, or how often a text has `x`.',
    NUMBER,
  ),
  method(
    'get',
    'dict.get(key, default=None) → value',
    '取一个键的值；没有这个键时是 `default`，不抛出 KeyError。',
    'Takes a look at the value of a key; without such a key it is `default`, and no KeyError.',
    { zh: '键的值，或 `default`。', en: 'The key’s value, or `default`.' },
  ),
  method(
    'keys',
    'dict.keys() → dict_keys',
    '字典所有的键，按放入的顺序；字典改变，它也跟着变。',
    'All keys of the dict, in the order in which they came; it changes with the dict.',
    VIEW,
  ),
  method(
    'values',
    'dict.values() → dict_values',
    '字典所有的值，按键放入的顺序。',
    'All values of the dict, in the order in which the keys came.',
    VIEW,
  ),
  method(
    'items',
    'dict.items() → dict_items',
    '字典所有的键和值，各成一个元组。',
    'All keys with their values, each pair a tuple.',
    VIEW,
  ),
  method(
    'setdefault',
    'dict.setdefault(key, default=None) → value',
    '取一个键的值；没有这个键时先放入 `default`。',
    'Takes a look at the value of a key, and puts `default` in first if there is no such key.',
    { zh: '键的值。', en: 'The key’s value.' },
  ),
  method(
    'update',
    'dict.update(other)',
    '放入另一个字典的键和值，或一串成对的东西。',
    'Puts in the keys and values of another dict, or of pairs.',
    { zh: '`None`；改变的是字典本身。', en: '`None`; the dict itself has changed.' },
  ),
  method(
    'popitem',
    'dict.popitem() → tuple',
    '取走最后放入的键和它的值；字典为空时抛出 KeyError。',
    'Takes the key away that came last, with its value; KeyError if the dict is empty.',
    { zh: '键和值组成的元组。', en: 'The tuple of both.' },
  ),
  method(
    'split',
    'str.split(sep=None, maxsplit=-1) → list',
    '在每个分隔处切开；没有 `sep` 时在空白处切开。bytes 也有这个方法。',
    'Cuts at each separator, or at white space without one. Bytes have it too.',
    { zh: '各段组成的列表。', en: 'The list of the parts.' },
  ),
  method(
    'partition',
    'str.partition(sep) → tuple',
    '在第一个 `sep` 处切成三段：前面、`sep`、后面。',
    'Cuts at the first `sep` into three: what is before it, `sep`, and what is behind it.',
    { zh: '三段组成的元组。', en: 'The tuple of the three.' },
  ),
  method(
    'strip',
    'str.strip(chars=None) → str',
    '去掉两端的空白或给出的字符。',
    'Takes white space, or the characters given, off both ends.',
    NEW,
  ),
  method(
    'lstrip',
    'str.lstrip(chars=None) → str',
    '只去掉开头的空白。',
    'Takes white space off the beginning only.',
    NEW,
  ),
  method(
    'rstrip',
    'str.rstrip(chars=None) → str',
    '只去掉结尾的空白。',
    'Takes white space off the end only.',
    NEW,
  ),
  method(
    'startswith',
    'str.startswith(prefix) → bool',
    '判断是否以它开头；可以给出一个元组。',
    'Says whether it begins so; a tuple of several may be given.',
    FLAG,
  ),
  method(
    'endswith',
    'str.endswith(suffix) → bool',
    '判断是否以它结尾；可以给出一个元组。',
    'Says whether it ends so; a tuple of several may be given.',
    FLAG,
  ),
  method(
    'find',
    'str.find(sub) → int',
    '找 `sub` 第一次出现的位置。可以用它判断数据里是否已有一行的结尾。',
    'Looks for the first place of `sub`: so one asks whether the data has the end of a line.',
    { zh: '位置；没有时是 -1。', en: 'The place, or -1 if there is none.' },
  ),
  method(
    'rfind',
    'str.rfind(sub) → int',
    '找 `sub` 最后一次出现的位置。',
    'Looks for the last place of `sub`.',
    {
      zh: '位置；没有时是 -1。',
      en: 'The place, or -1 if there is none.',
    },
  ),
  method(
    'replace',
    'str.replace(old, new) → str',
    '把每个 `old` 换成 `new`。',
    'Puts `new` in the place of each `old`.',
    NEW,
  ),
  method('upper', 'str.upper() → str', '换成大写字母。', 'Makes capital letters of all letters.', NEW),
  method('lower', 'str.lower() → str', '换成小写字母。', 'Makes small letters of all letters.', NEW),
  method(
    'isdigit',
    'str.isdigit() → bool',
    '判断是否只由数字组成，而且不空。',
    'Says whether it consists of digits only, and is not empty.',
    FLAG,
  ),
  method(
    'hex',
    'bytes.hex() → str',
    '每个字节写成两位十六进制数。',
    'Writes each byte as two hexadecimal digits.',
    { zh: '文字。', en: 'A text.' },
  ),
];
