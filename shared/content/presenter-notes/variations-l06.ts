import type { VariationNotes } from './note.ts';

export const notes: Readonly<Record<string, VariationNotes>> = {
  'lose-the-refusal': {
    begin: {
      say: {
        zh: '服务端一直不监听，而它的回答都会丢掉，RST 也在内。',
        en: 'The server never listens, and all its answers get lost, a RST included.',
      },
      ask: { zh: '客户端看到的会是拒绝，还是沉默？', en: 'Will the client see a refusal, or silence?' },
    },
    moves: [
      {
        say: {
          zh: '服务端只 `bind` 就结束了：没有人监听。',
          en: 'The server has called `bind`, and its program is over: nobody listens.',
        },
      },
      {
        say: {
          zh: 'SYN 到了，内核回了 RST，可是丢了。客户端阻塞在 `connect` 中。',
          en: 'The SYN arrived and the kernel answered with a RST, which was lost. The client is blocked in `connect`.',
        },
        point: {
          zh: '时序图上丢掉的 RST，和客户端的 `SYN_SENT`。',
          en: 'The lost RST in the sequence, and `SYN_SENT` at the client.',
        },
      },
      {
        say: {
          zh: '客户端的内核又发了 SYN，又被拒绝，RST 又丢了。',
          en: 'The client’s kernel has sent its SYN again, was refused again, and that RST was lost, too.',
        },
        beware: {
          zh: '对客户端来说，丢了的拒绝和没有回答是一样的。',
          en: 'To the client a refusal that was lost is the same as no answer.',
        },
      },
    ],
    end: {
      say: {
        zh: '拒绝要送得到才是拒绝。送不到，`connect` 就一直等，直到内核放弃。',
        en: 'A refusal is one only if it arrives. Otherwise `connect` waits until the kernel gives up.',
      },
    },
  },
};
