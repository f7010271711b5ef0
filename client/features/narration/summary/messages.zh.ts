import type { HostId } from '../../../../shared/log/events.ts';
import { otherHost } from '../../../../shared/model/queries.ts';
import { bytesText } from '../../../stage/model/quantities.ts';
import type { Messages } from './messages.en.ts';
import type { CallCounts, Summary } from './span-summary.ts';

const HOSTS = ['client', 'server'] as const;
const MOST_EFFECTS = 2;

const name = (host: HostId): string => (host === 'client' ? '客户端' : '服务端');

function traffic({ sent, unread, again, lost, returned }: Summary): string {
  const ways = HOSTS.filter((host) => sent[host].segments > 0).map((host) => {
    const { segments, bytes } = sent[host];
    const there = otherHost(host);
    const left = unread[there] > 0 ? `，那里还有 ${bytesText(unread[there])} 未读` : '';
    return `*${segments} 个报文段*向${name(there)}送去 ${bytesText(bytes)}${left}`;
  });
  if (ways.length === 0) ways.push(`*${returned} 个调用*返回`);
  const fates = [lost > 0 && `丢失 ${lost} 个`, again > 0 && `重传 ${again} 个`].filter(Boolean);
  return ways.join('，') + (fates.length > 0 ? `（${fates.join('，')}）` : '');
}

/** The real names of the calls that received. */
const receiving = (recv: number, into: number): string =>
  [recv > into && '`recv()`', into > 0 && '`recv_into()`'].filter(Boolean).join(' 和 ');

function callsOf(
  host: HostId,
  { recv, into, received, send, handed, accept, connect }: CallCounts,
): string[] {
  const who = name(host);
  return [
    recv > 0 && `${who}的 ${receiving(recv, into)} 返回 ${recv} 次，共 ${bytesText(received)}`,
    send > 0 && `${who}交给内核 ${bytesText(handed)}`,
    accept > 0 && `${who}的 \`accept()\` 返回 ${accept} 次`,
    connect > 0 && `\`connect()\` 返回 ${connect} 次`,
  ].filter((told) => told !== false);
}

export const messages: Messages = {
  summary: (summary) => {
    const { closed, asleepInSend, wokeInSend, opened, deadlock, allEnded, calls } = summary;
    if (deadlock) return `${[traffic(summary), '客户端和服务端现在互相等待：*死锁*'].join('；')}。`;
    const effects = [
      ...asleepInSend.map((host) => `${name(host)}阻塞了，因为发送缓冲区*满*了`),
      ...wokeInSend.map((host) => `${name(host)}阻塞的 \`send()\` *返回*了`),
      ...closed.map((host) => `${name(host)}的窗口*关闭*了`),
      ...opened.map((host) => `${name(host)}的窗口重新*打开*了`),
      ...(allEnded ? ['所有程序都已结束'] : []),
      ...HOSTS.toReversed().flatMap((host) => callsOf(host, calls[host])),
    ];
    return `${[traffic(summary), ...effects.slice(0, MOST_EFFECTS)].join('；')}。`;
  },
};
