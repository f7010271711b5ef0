import {
  assign,
  call,
  constant,
  leaveLoop,
  literal,
  method,
  name,
  not,
  parameter,
  perform,
  tuple,
  when,
  whileLoop,
} from './build.ts';
import type { Expression, Statement } from './tree.ts';

/* Lines that most programs over sockets share, with their parameter ids. */

/** The address of the server's host in every lab. */
export const SERVER_ADDRESS = '192.168.127.1';
export const SERVER_PORT = 8080;

export const address = (): Expression =>
  tuple(parameter('address', 'address', SERVER_ADDRESS), parameter('port', 'port', SERVER_PORT));

/** `s = socket(AF_INET, SOCK_STREAM)` */
export const openSocket = (to: string): Statement =>
  assign(to, call('socket', parameter('family', 'family', 'AF_INET'), constant('SOCK_STREAM')));

/** `srv.setsockopt(SOL_SOCKET, SO_REUSEADDR, True)` */
export const reuseAddress = (socket: string, on = true): Statement =>
  perform(
    method(
      name(socket),
      'setsockopt',
      constant('SOL_SOCKET'),
      constant('SO_REUSEADDR'),
      parameter('reuse_address', 'flag', on),
    ),
  );

export const setBuffer = (socket: string, option: 'SO_SNDBUF' | 'SO_RCVBUF', bytes: number): Statement =>
  perform(
    method(
      name(socket),
      'setsockopt',
      constant('SOL_SOCKET'),
      constant(option),
      parameter(option === 'SO_SNDBUF' ? 'send_buffer' : 'receive_buffer', 'buffer-bytes', bytes),
    ),
  );

export const bindTo = (socket: string): Statement => perform(method(name(socket), 'bind', address()));
export const listenOn = (socket: string, backlog = 128): Statement =>
  perform(method(name(socket), 'listen', parameter('backlog', 'backlog', backlog)));
export const connectTo = (socket: string): Statement => perform(method(name(socket), 'connect', address()));
export const acceptFrom = (listener: string, to = 'conn'): Statement =>
  assign([to, 'addr'], method(name(listener), 'accept'));
export const close = (socket: string): Statement => perform(method(name(socket), 'close'));

/** Returns the lines of a server up to and including listen(). */
export const listeningServer = (backlog = 128): Statement[] => [
  openSocket('srv'),
  reuseAddress('srv'),
  bindTo('srv'),
  listenOn('srv', backlog),
];
/** Returns a client's two lines up to its connection. */
export const connectedClient = (): Statement[] => [openSocket('s'), connectTo('s')];

/** `s.send('…'.encode())`. The text is editable as the parameter `id`. */
export const sendText = (socket: string, id: string, text: string): Statement =>
  perform(method(name(socket), 'send', method(parameter(id, 'text', text), 'encode')));
/** `data = conn.recv(1024)` */
export const receive = (socket: string, to = 'data', bytes = 1024, id = 'recv_size'): Statement =>
  assign(to, method(name(socket), 'recv', parameter(id, 'recv-size', bytes)));
/** Takes bytes until `b''`, which comes once the other side has closed. */
export const receiveToEnd = (socket: string, bytes?: number): Statement =>
  whileLoop(literal(true), receive(socket, 'data', bytes), when(not(name('data')), [leaveLoop]));
export const print = (...args: Expression[]): Statement => perform(call('print', ...args));
export const decoded = (variable: string): Expression => method(name(variable), 'decode');
export const words = (text: string): Expression => literal(text);
