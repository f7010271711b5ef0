import { expect, test } from 'vitest';
import { argumentCountError } from '../../../shared/programs/argument-counts.ts';

/* The messages are those of CPython 3.11. */
test.each([
  ['connect', 2, 'socket.connect() takes exactly one argument (2 given)'],
  ['bind', 0, 'socket.bind() takes exactly one argument (0 given)'],
  ['listen', 2, 'listen() takes at most 1 argument (2 given)'],
  ['accept', 1, 'socket.accept() takes 1 positional argument but 2 were given'],
  ['close', 1, 'socket.close() takes 1 positional argument but 2 were given'],
  ['send', 0, 'send() takes at least 1 argument (0 given)'],
  ['sendall', 0, 'sendall() takes at least 1 argument (0 given)'],
  ['recv', 0, 'recv() takes at least 1 argument (0 given)'],
  ['recv', 3, 'recv() takes at most 2 arguments (3 given)'],
  ['recv_into', 0, "recv_into() missing required argument 'buffer' (pos 1)"],
  ['recv_into', 4, 'recv_into() takes at most 3 arguments (4 given)'],
  ['shutdown', 0, 'socket.shutdown() takes exactly one argument (0 given)'],
  ['getsockname', 1, 'socket.getsockname() takes no arguments (1 given)'],
  ['setblocking', 2, 'socket.setblocking() takes exactly one argument (2 given)'],
  ['setsockopt', 2, 'setsockopt() takes exactly 3 arguments (2 given)'],
  ['getsockopt', 1, 'getsockopt() takes at least 2 arguments (1 given)'],
  ['getsockopt', 4, 'getsockopt() takes at most 3 arguments (4 given)'],
  ['listen', 0, null],
  ['recv', 2, null],
] as const)('%s with %i arguments', (method, given, message) => {
  expect(argumentCountError(method, given)).toBe(message);
});
