import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  themes: { system: '跟随系统', light: '浅色', dark: '深色', contrast: '高对比度' },
  themeNow: (theme) => `主题：${theme}`,
  host: { client: '客户端', server: '服务端' },
  hostTitle: { client: '客户端', server: '服务端' },
  you: '你',
  wire: '线路',
  menu: '菜单',
  guide: '本课内容与全部课程',
  help: '按键与帮助',
  close: '关闭',
  /** These say what each state of a connection means (RFC 9293 §3.3.2). */
  tcpStates: {
    CLOSE: '没有连接（内核的 TCP_CLOSE）',
    LISTEN: '等待连接',
    SYN_SENT: '已发 SYN，等 SYN+ACK',
    SYN_RECV: '已收 SYN，等 ACK',
    ESTABLISHED: '已连接：两个方向都通',
    FIN_WAIT1: '本方已结束发送，FIN 还没被确认',
    FIN_WAIT2: 'FIN 已被确认，等对方的 FIN',
    CLOSE_WAIT: '对方已结束发送，本方还没有',
    CLOSING: '双方同时关闭，等 ACK',
    LAST_ACK: '后关闭的一方，等最后的 ACK',
    TIME_WAIT: '已结束：保留一会儿，等迟到的报文段',
  },
};
