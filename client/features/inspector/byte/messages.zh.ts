import type { HostId } from '../../../../shared/log/events.ts';
import type { Messages } from './messages.en.ts';

const side = (host: HostId): string => (host === 'client' ? '客户端' : '服务端');
const nth = (index: number, of: number): string => (of === 1 ? '' : `（${of} 字节中的第 ${index + 1} 个）`);

export const messages: Messages = {
  stream: (offset, from) => `${side(from)}所发字节流的偏移 ${offset} 处`,
  partOf: (character, place, of) =>
    of === 1 ? `字符 ${character}` : `${character} 的 ${of} 个字节中的第 ${place} 个`,
  now: '此刻',
  place: {
    program: '在发送它的程序里',
    send: '在发送缓冲区里',
    wire: '在线路上',
    recv: '在接收缓冲区里',
    variable: '在读走它的程序里',
  },
  notBorn: '程序还没有把它交出来',
  path: '它一步步走过的路',
  notYet: '还没有',
  later: '稍后',
  never: '不会了：连接已重置',
  jump: '跳到这一刻',
  unknown: '记录里已没有它的开头。',
  inProgram: (call, line, index, of) => `正由第 ${line} 行的 ${call}() 提交${nth(index, of)}`,
  copied: (call, value) => {
    if (value === null) return `${call}() 返回：已复制到内核`;
    return call === 'send'
      ? `send() 返回 ${value}：已复制到内核`
      : `内核从 sendall() 收下 ${value} 字节：已复制到内核`;
  },
  copiedFailed: (call) => `${call}() 失败：内核一个字节也没有收下`,
  sent: (segment, copy, index, of) =>
    segment === null
      ? '已发出（内核计数器）'
      : copy === 0
        ? `由报文段 #${segment} 发出${nth(index, of)}`
        : `再次发出：第 ${copy} 份副本，报文段 #${segment}${nth(index, of)}`,
  sentMissing: '由报文段发出',
  duplicated: (segment) => `线路复制了一份：#${segment}`,
  dropped: (segment, cause) => {
    const why: Readonly<Record<string, string>> = {
      learner: '手动丢弃了',
      obsolete: '不再需要：',
      loss: '线路丢了',
      queue: '线路队列已满，丢了',
      nic: '网卡没有收下',
    };
    return `${why[cause] ?? '丢了'}报文段 #${segment}`;
  },
  delivered: (segment, host, again, wire) =>
    segment === null
      ? `${side(host)}已收到（内核计数器）`
      : `${again ? '副本：' : ''}报文段 #${segment} 送达${side(host)}${wire === null ? '' : `，在线路上 ${wire}`}`,
  deliveredMissing: (host) => `送达${side(host)}`,
  inOrder: (segment) => `报文段 #${segment} 补上了它前面的缺口：现在可以读了`,
  acknowledged: (segment) => (segment === null ? '已确认（内核计数器）' : `报文段 #${segment} 带来了确认`),
  acknowledgedMissing: '得到确认：发送方内核可以释放它',
  read: (call, line, index, of) => `第 ${line} 行的 ${call}() 取走了它${nth(index, of)}`,
  readMissing: '被某次 recv() 读走',
  variable: (name, index) => `在变量 ${name} 里：${name}[${index}]`,
  variableMissing: '在变量里',
};
