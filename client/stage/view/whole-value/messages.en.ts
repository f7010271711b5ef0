import type { HostId } from '../../../../shared/log/events.ts';

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** The card with the whole of a variable or of a program's output. Lazy: it comes with the card. */
export const messages = {
  variable: (name: string): string => `The whole value of ${name}`,
  bytes: (length: number): string => `bytes, ${length} B`,
  text: (length: number): string => `str, ${counted(length, 'character')}`,
  number: 'int',
  flag: 'bool',
  none: 'None',
  address: 'address',
  socket: 'socket',
  leftOut: (n: number): string => `… ${counted(n, 'byte')} in the middle are not kept …`,
  cut: (n: number): string => `The first ${counted(n, 'character')} are kept.`,
  output: (host: HostId): string => `All that the ${host} has printed`,
  lines: (n: number, most: number): string =>
    n < most ? counted(n, 'line') : `The newest ${n} lines are kept.`,
  nothing: 'It has printed nothing yet.',
};

export type Messages = typeof messages;
