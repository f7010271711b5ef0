import {
  assign,
  call,
  constant,
  literal,
  method,
  name,
  parameter,
  perform,
  tuple,
} from '../programs/tree.ts';
import { plainWire } from '../wire-settings.ts';
import type { Lesson } from './lesson.ts';

const s = name('s');
const srv = name('srv');
const conn = name('conn');

/** L1: the source lesson's two programs, one whole conversation from socket() to close(). */
export const l01: Lesson = {
  id: 'L1',
  title: { zh: '一次完整对话', en: 'One whole conversation' },
  task: {
    zh: '逐行执行两个程序，亲手递送每一个报文段，看数据怎样从 send 走到 recv。',
    en: 'Step both programs, hand over every segment yourself, and watch data travel from send to recv.',
  },
  wire: plainWire('hold'),
  timers: 'calm',
  programs: {
    client: {
      statements: [
        assign('s', call('socket', parameter('family', 'family', 'AF_INET'), constant('SOCK_STREAM'))),
        perform(
          method(
            s,
            'connect',
            tuple(parameter('address', 'address', '192.168.127.1'), parameter('port', 'port', 8080)),
          ),
        ),
        perform(method(s, 'send', method(parameter('message', 'text', 'nihaoma'), 'encode'))),
        assign('data', method(s, 'recv', parameter('recv_size', 'recv-size', 1024))),
        perform(call('print', method(name('data'), 'decode'))),
        perform(method(s, 'close')),
      ],
    },
    server: {
      statements: [
        assign('srv', call('socket', parameter('family', 'family', 'AF_INET'), constant('SOCK_STREAM'))),
        perform(
          method(
            srv,
            'setsockopt',
            constant('SOL_SOCKET'),
            constant('SO_REUSEADDR'),
            parameter('reuse_address', 'flag', true),
          ),
        ),
        perform(
          method(
            srv,
            'bind',
            tuple(parameter('address', 'address', '192.168.127.1'), parameter('port', 'port', 8080)),
          ),
        ),
        perform(method(srv, 'listen', parameter('backlog', 'backlog', 128))),
        assign(['conn', 'addr'], method(srv, 'accept')),
        perform(call('print', literal('client:'), name('addr'))),
        assign('data', method(conn, 'recv', parameter('recv_size', 'recv-size', 1024))),
        perform(call('print', literal('received:'), method(name('data'), 'decode'))),
        perform(method(conn, 'send', method(parameter('reply', 'text', '客户端你的数据我收到了'), 'encode'))),
        perform(method(conn, 'close')),
        perform(method(srv, 'close')),
      ],
    },
  },
};
