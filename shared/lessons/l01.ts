import {
  acceptFrom,
  close,
  connectedClient,
  decoded,
  listeningServer,
  print,
  receive,
  sendText,
  words,
} from '../programs/phrases.ts';
import { name } from '../programs/tree.ts';
import { plainWire } from '../wire-settings.ts';
import type { Lesson } from './lesson.ts';

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
        ...connectedClient(),
        sendText('s', 'message', 'nihaoma'),
        receive('s'),
        print(decoded('data')),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        print(words('client:'), name('addr')),
        receive('conn'),
        print(words('received:'), decoded('data')),
        sendText('conn', 'reply', '客户端你的数据我收到了'),
        close('conn'),
        close('srv'),
      ],
    },
  },
};
