import type { SocketMethod } from './tree.ts';

/** The words of CPython's refusal depend on how a method is written (Modules/socketmodule.c; Lib/socket.py). */
type Form =
  | 'none'
  | 'one'
  | 'python'
  | {
      readonly least: number;
      readonly most: number;
      /** The name that CPython has for a first argument. */ readonly first?: string;
    };

const FORMS: Readonly<Record<SocketMethod, Form>> = {
  bind: 'one',
  connect: 'one',
  shutdown: 'one',
  setblocking: 'one',
  settimeout: 'one',
  gettimeout: 'none',
  getblocking: 'none',
  fileno: 'none',
  getsockname: 'none',
  getpeername: 'none',
  accept: 'python',
  close: 'python',
  listen: { least: 0, most: 1 },
  send: { least: 1, most: 2 },
  sendall: { least: 1, most: 2 },
  recv: { least: 1, most: 2 },
  recv_into: { least: 1, most: 3, first: 'buffer' },
  getsockopt: { least: 2, most: 3 },
  setsockopt: { least: 3, most: 3 },
};

/** Returns the message of the TypeError that CPython 3.11 raises for this number of arguments, or null. */
export function argumentCountError(method: SocketMethod, given: number): string | null {
  const form = FORMS[method];
  switch (form) {
    case 'one':
      return given === 1 ? null : `socket.${method}() takes exactly one argument (${given} given)`;
    case 'none':
      return given === 0 ? null : `socket.${method}() takes no arguments (${given} given)`;
    case 'python':
      return given === 0
        ? null
        : `socket.${method}() takes 1 positional argument but ${given + 1} were given`;
    default: {
      const { least, most, first } = form;
      if (given >= least && given <= most) return null;
      if (first !== undefined && given < least)
        return `${method}() missing required argument '${first}' (pos 1)`;
      const bound = given < least ? least : most;
      const how = least === most ? 'exactly' : given < least ? 'at least' : 'at most';
      return `${method}() takes ${how} ${bound} argument${bound === 1 ? '' : 's'} (${given} given)`;
    }
  }
}
