import { expect, test } from 'vitest';
import { nearest } from '../../../../client/features/composer/nearest.ts';
import { CONSTANTS, SOCKET_METHODS } from '../../../../shared/programs/socket-vocabulary.ts';

test.each([
  ['linsten', 'listen'],
  ['conect', 'connect'],
  ['Connect', 'connect'],
  ['acept', 'accept'],
  ['recieve', null],
  ['rcev', 'recv'],
  ['sendal', 'sendall'],
  ['shutdwon', 'shutdown'],
  ['sendmsg', null],
  ['frob', null],
  ['', null],
])('%j means the method %j', (word, meant) => {
  expect(nearest(word, SOCKET_METHODS)).toBe(meant);
});

test.each([
  ['SOCK_STERAM', 'SOCK_STREAM'],
  ['SOCKSTREAM', 'SOCK_STREAM'],
  ['so_reuseadr', 'SO_REUSEADDR'],
  ['SHUT_WD', 'SHUT_RD'],
  ['AF_UNIX', null],
])('%j means the constant %j', (word, meant) => {
  expect(nearest(word, CONSTANTS)).toBe(meant);
});
