import { messages as stage } from '../../stage/messages.zh.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { formatAddress } from '../../../shared/tcp/address.ts';
import type { EventOf, HostId, TcpState } from '../../../shared/log/events.ts';
import type { Segment } from '../../../shared/tcp/segment.ts';
import type { WireSettings } from '../../../shared/log/wire-settings.ts';
import {
  callOf,
  changedFigures,
  copiesBeneath,
  type FigureWords,
  flagsText,
  freedBy,
  exceptionOf,
  isCopy,
  isProbe,
  isRefusal,
  lossOnTheWay,
  partiesOf,
  type Party,
  partyOfCall,
  partyOfProgram,
  partyOfSocket,
  partyOfThread,
  purposeOf,
  readable,
  resetEnds,
  type NarrationContext,
  sourceLine,
  unreadAtClose,
  unreadAtReset,
  valueText,
  waitsForHand,
} from '../../stage/model/event-facts.ts';
import type { Messages, Narration } from './messages.en.ts';

/** A number wants space on both sides. */
const name = ({ host, client }: Party): string =>
  (host === 'client' ? '客户端' : '服务端') + (client === null ? '' : ` ${client} `);
const host = (id: HostId): Party => ({ host: id, client: null });

/** What it means to be in a state; nothing of CLOSE, which stands for before a connection and for after it. */
function meaning(state: TcpState): string {
  return state === 'CLOSE' ? '' : `（${stage.state(state)}）`;
}

function entered(event: EventOf<'call-entered'>, scene: NarrationContext): string {
  const who = name(partyOfThread(scene, event.thread));
  switch (event.name) {
    case 'socket':
      return `${who}向自己的内核要一个 TCP 套接字：两个缓冲区，还没有连接。`;
    case 'setsockopt':
      return `${who}把 fd ${event.fd ?? '?'} 的 \`${event.option ?? '选项'}\` 设为 ${event.value ?? '?'}。`;
    case 'getsockopt':
      return `${who}向内核询问 \`${event.option ?? '选项'}\`。`;
    case 'bind':
      return `${who}申请地址 ${event.address ? formatAddress(event.address) : '?'}。`;
    case 'listen':
      return `${who}请内核开始接受连接，backlog 为 ${event.value ?? '?'}。`;
    case 'accept':
      return `${who}向内核取一个已完成的连接。`;
    case 'connect':
      return `${who}请内核去连接 ${event.address ? formatAddress(event.address) : '?'}。`;
    case 'send':
      return `${who}把 *${event.bytes?.length ?? 0} 字节*${event.bytes ? `（“${readable(event.bytes)}”）` : ''}交给自己的内核。`;
    case 'recv':
      return `${who}向自己的内核要数据，最多 ${event.max ?? 0} 字节。`;
    case 'shutdown':
      return `${who}在 fd ${event.fd ?? '?'} 上执行 \`${event.option ?? 'SHUT_RDWR'}\`。`;
    case 'close':
      return event.atExit === true
        ? `${who}退出时把 fd ${event.fd ?? '?'} 还给内核：没有哪一行关闭过它。`
        : `${who}把 fd ${event.fd ?? '?'} 还给内核。`;
    case 'getpeername':
      return `${who}向内核询问对方的地址。`;
    case 'setblocking':
      return event.value === 1
        ? `${who}把 fd ${event.fd ?? '?'} 改回阻塞。`
        : `${who}把 fd ${event.fd ?? '?'} 设为*非阻塞*：本该等待的调用会立刻失败。`;
    case 'getsockname':
      return `${who}向内核询问自己的地址。`;
    default:
      return event.name satisfies never;
  }
}

function blocked(event: EventOf<'call-blocked'>, scene: NarrationContext): string {
  const who = name(partyOfCall(scene, event.call));
  switch (callOf(scene, event.call)?.name) {
    case 'accept':
      return `${who}睡在 \`accept\` 里：接受队列中没有等待的连接。`;
    case 'connect':
      return `${who}睡在 \`connect\` 里，等 SYN, ACK 回来。`;
    case 'recv':
      return `${who}睡在 \`recv\` 里：它的接收缓冲区是*空*的。`;
    case 'send':
      return `${who}睡在 \`send\` 里：它的发送缓冲区*满*了。`;
    default:
      return `${who}睡在内核的 \`${event.kernelCall}\` 里。`;
  }
}

function returned(event: EventOf<'call-returned'>, scene: NarrationContext): string {
  const who = name(partyOfCall(scene, event.call));
  const call = callOf(scene, event.call);
  const callName = call?.name ?? '调用';
  const { result } = event;
  if (!result.ok)
    return `${who}的 \`${callName}()\` 失败：${result.errnoName}（${result.errno}），Python 抛出 \`${result.exception}\`。`;
  switch (callName) {
    case 'socket':
      return `${who}有了套接字 fd ${result.fd ?? '?'}，还没有连到任何地方。两个缓冲区已经存在，等它有了地址，内核才会列出它们。`;
    case 'setsockopt':
      return `${who}的内核已照要求设置 \`${call?.option ?? '选项'}\`。`;
    case 'bind':
      return `地址 ${call?.address ? formatAddress(call.address) : ''} 现在归${who}的套接字所有。`;
    case 'listen':
      return `${who}的套接字开始监听：还没调用 \`accept\`，内核就会替它握手。`;
    case 'accept':
      return `\`accept()\` 返回*新的 fd ${result.fd ?? '?'}*，对端是 ${result.address ? formatAddress(result.address) : '?'}；监听套接字原样不动。`;
    case 'connect':
      return `${who}的 \`connect()\` 返回：它的内核已完成自己这一侧的握手。`;
    case 'send':
      return `${who}的 \`send()\` 返回 *${result.value}*：内核已拷走 ${result.value} 字节，这不表示对方收到了。`;
    case 'recv':
      return result.value === 0
        ? `${who}的 \`recv()\` 返回 0 字节：对端关闭了它的方向，发来的也都读完了。`
        : `${who}的 \`recv()\` 从自己的内核取到 *${result.value} 字节*${result.bytes ? `（“${readable(result.bytes)}”）` : ''}。`;
    case 'close':
      return closed(event, scene, who);
    default:
      return `${who}的 \`${callName}()\` 返回 ${result.value}。`;
  }
}

function closed(event: EventOf<'call-returned'>, scene: NarrationContext, who: string): string {
  const socket = callOf(scene, event.call)?.socket;
  const unread = unreadAtClose(scene, socket);
  if (unread > 0)
    return `${who}关闭了套接字，而 *${unread} 字节*还没有读：内核把它们丢弃，并用 RST 而不是 FIN 告诉对端。`;
  switch (scene.before.sockets[socket ?? '']?.state) {
    case 'LISTEN':
      return `${who}关闭了监听套接字：不再有新的连接；已接受的连接不受影响。`;
    case 'CLOSE':
      return `${who}不再持有这个套接字；也没有连接要内核收尾。`;
    default:
      return `${who}不再持有这个套接字；收尾的事由内核继续做。`;
  }
}

/** `SYN `、`7 字节`、`ACK `：按用途称呼一个报文段，后面可直接接汉字。 */
function contents(headers: Segment): string {
  return headers.payloadBytes > 0 ? `${headers.payloadBytes} 字节` : `${flagsText(headers)} `;
}

function sent(event: EventOf<'segment-sent'>, scene: NarrationContext): string {
  const { headers } = event;
  const { sender } = partiesOf(scene, event);
  const who = `${name(sender)}的内核`;
  const held = waitsForHand(scene, headers) ? (scene.inHand ? '它停在线路上等你。' : '它被扣在线路上。') : '';
  const copies = copiesBeneath(scene, event.segment);
  if (copies > 0 && purposeOf(headers) === 'SYN')
    return `${name(sender)}想要连接：它的 SYN ${held === '' ? '还在线路上' : scene.inHand ? '等你递送' : '被扣在线路上'}。其间内核又发了：下面压着 *${copies} 份副本*。`;
  if (copies > 0)
    return `${who}把它的 ${contents(headers)}又发了一次；最早那份下面现在压着 *${copies} 份副本*。`;
  if (isCopy(scene, event.segment))
    return `${who}把它的 ${contents(headers)}*重发*一次：没有及时等到确认。${held}`;
  switch (purposeOf(headers)) {
    case 'SYN':
      return `${who}发出 *SYN*：它想建立连接。${held}`;
    case 'SYN-ACK':
      return `${who}回答 *SYN, ACK*：同意，并反过来询问。${held}`;
    case 'data':
      return `*${headers.payloadBytes} 字节*离开${name(sender)}的网卡；发送缓冲区里的那份要留到被确认。${held}`;
    case 'data-FIN':
      return `${who}把最后的 ${headers.payloadBytes} 字节和 *FIN* 一起发出。${held}`;
    case 'FIN':
      return `${who}发出 *FIN*：这个方向不会再有字节。${held}`;
    case 'RST': {
      if (isRefusal(headers)) return `${who}用 *RST* 回答：那个端口上没有人监听。${held}`;
      const unread = unreadAtReset(scene, headers);
      return unread > 0
        ? `${who}发出 *RST*：它的程序有 ${unread} 字节没读就关闭了，必须让对端知道。${held}`
        : `${who}发出 *RST*：它丢弃了这个连接。${held}`;
    }
    case 'ACK':
      return isProbe(scene, headers)
        ? `${who}发出*零窗口探测*，不带新数据：现在有空间了吗？${held}`
        : `${who}发出 *ACK*：到此为止都收到了。${held}`;
    default:
      return purposeOf(headers) satisfies string;
  }
}

function passed(event: EventOf<'segments-passed'>, scene: NarrationContext): string {
  const { count, payloadBytes } = event;
  const { sender, receiver } = partiesOf(scene, { from: event.from, headers: event.last });
  const far = name(receiver);
  if (payloadBytes > 0)
    return `*${count} 个报文段*一个接一个从${name(sender)}飞到${far}，共 ${payloadBytes} 字节。`;
  return `*${count} 个 ACK* 接连到达${far}；后一个比前一个确认得更多。`;
}

const RESET_ENDS = {
  connect: '它的 `connect` 被拒绝了。',
  connection: '连接已断；此前收到的数据仍可读出。',
  nothing: '那里已经没有它能结束的东西。',
} as const;

function delivered(event: EventOf<'segment-delivered'>, scene: NarrationContext): string {
  const departure = scene.index.segments.get(event.segment);
  if (departure === undefined) return '一个报文段已递送。';
  const { headers } = departure;
  const { receiver: to } = partiesOf(scene, departure);
  switch (purposeOf(headers)) {
    case 'SYN':
      return `SYN 到了${name(to)}的内核；程序对此毫不知情。`;
    case 'SYN-ACK':
      return `SYN, ACK 到了${name(to)}的内核：对它来说连接已经建立。`;
    case 'data':
    case 'data-FIN':
      return `*${headers.payloadBytes} 字节*已在${name(to)}的接收缓冲区里；程序还没有看到它们。`;
    case 'FIN':
      return `FIN 到了${name(to)}：读完剩下的数据后，它的 \`recv\` 会返回 0 字节。`;
    case 'RST':
      return `RST 到了${name(to)}：${RESET_ENDS[resetEnds(scene, headers)]}`;
    case 'ACK': {
      const freed = freedBy(scene, headers);
      return freed > 0
        ? `ACK 到了${name(to)}：*${freed} 字节*可以离开发送缓冲区了。`
        : `ACK 到了${name(to)}的内核。`;
    }
    default:
      return '';
  }
}

function dropped(event: EventOf<'segment-dropped'>, scene: NarrationContext): string {
  const departure = scene.index.segments.get(event.segment);
  const what = segmentName(scene, event.segment);
  const percent = departure ? lossOnTheWay(scene, departure.from) : 0;
  switch (event.cause) {
    case 'learner':
      return `${scene.inHand ? `你丢弃了${what}` : `${what}被手动丢弃`}：没有人得到通知，只有发送方的定时器会发觉。`;
    case 'obsolete':
      return `实验从线路上取下${what}的一份多余副本：它带的东西已经到达。`;
    case 'loss':
      return `线路*丢失*了${what}${percent > 0 ? `，这是它 ${percent}% 的丢包率所致` : ''}：只有发送方的定时器会发觉。`;
    case 'queue':
      return `线路的队列满了：${what}排不进去，在队尾被*丢弃*，路由器也是这样做的。`;
    case 'nic':
      return `接收方的网卡没有收下${what}：它丢失了。`;
    default:
      return event.cause satisfies never;
  }
}

type WireModes = Readonly<Record<WireSettings['mode'], string>>;

const WIRE_IN_HAND: WireModes = {
  hold: '你就是线路：每个报文段都等你动手。',
  'hold-data': '带数据的报文段等你动手；纯 ACK 自动通过。',
  'hold-acks': '纯 ACK 等你动手；带数据的报文段自动通过。',
  auto: '线路自动递送报文段。',
};

const WIRE_WATCHED: WireModes = {
  hold: '从这里起，每个报文段都被扣在线路上，手动递送后才通过。',
  'hold-data': '带数据的报文段被扣住，手动递送后才通过；纯 ACK 自动通过。',
  'hold-acks': '纯 ACK 被扣住，手动递送后才通过；带数据的报文段自动通过。',
  auto: WIRE_IN_HAND.auto,
};

const FIGURES: FigureWords = {
  delayMs: (n) => `延迟 ${n} 毫秒`,
  kbitPerSecond: (n) => `${n} kbit/s`,
  queueSegments: (n) => `队列 ${n} 个`,
  lossPercent: (n) => `丢包 ${n}%`,
  duplicatePercent: (n) => `重复 ${n}%`,
  reorderPercent: (n) => `乱序 ${n}%`,
  mtu: (n) => `MTU ${n}`,
};

function figures({ toServer, toClient }: WireSettings): string {
  const [there, back] = [toServer, toClient].map((way) => changedFigures(way, FIGURES).join('，'));
  if (there === back) return there ? `两个方向：${there}。` : '';
  const ways = [there && `去服务端：${there}`, back && `去客户端：${back}`].filter(Boolean);
  return `${ways.join('；')}。`;
}

/** `客户端的 SYN`、`客户端那 7 字节的报文段`。 */
function segmentName(scene: NarrationContext, segment: number): string {
  const departure = scene.index.segments.get(segment);
  if (departure === undefined) return '一个报文段';
  const { headers } = departure;
  const who = name(partiesOf(scene, departure).sender);
  return headers.payloadBytes > 0
    ? `${who}那个 ${headers.payloadBytes} 字节的报文段`
    : `${who}的 ${flagsText(headers)}`;
}

function span(micros: number): string {
  return micros < 2_000_000 ? `${Math.round(micros / 1000)} 毫秒` : `${Math.round(micros / 1_000_000)} 秒`;
}

const NOTICES: Readonly<Record<string, string>> = {
  idle: '这个实验很久没有人操作，已关闭；记录保留。',
  'lab-host-died': '实验主机进程已终止；到此为止的记录都保留着。',
  'program-stopped': '实验结束这个程序：进行中的调用被切断，它的套接字被关闭。',
  'segments-folded': '报文段来得太快，不再逐个讲述：连续的一串合成一条，注明个数。',
  'counters-sampled': '进展太快，内核计数器只能隔一会儿读一次。',
  'run-paused': '一个线程跑了很久都没有系统调用：已暂停，好让你看清。',
  'other-packet': '一个不是 TCP 的数据包直接通过了线路。',
};

const events: Narration = {
  'lab-opened': (event, scene) =>
    event.grade === 'two-hosts'
      ? `两台主机已就绪：${event.hosts.map((h) => h.addresses[0] ?? h.host).join(' 和 ')}；${scene.inHand ? '*你就是*它们之间的线路' : '它们之间的线路能把报文段*扣住*'}。`
      : '一台主机已就绪；两个程序都在它上面，经由它自己的回环接口通信。',
  'lab-closed': (event) => NOTICES[event.code] ?? `实验已结束（${event.code}）；记录保留。`,
  notice: (event) =>
    event.code === 'setting-refused'
      ? `这个内核拒绝了一项设置（${event.detail ?? '?'}）：扣住的报文段可能更早被重发。`
      : (NOTICES[event.code] ?? `实验提示：${event.detail ?? event.code}。`),
  'program-loaded': (event, scene) =>
    event.run > 1
      ? `同样的主机上开始*第 ${event.run} 次运行*：两个程序都从第 1 行开始；上一次在内核里留下的仍在。`
      : `${name(partyOfProgram(scene, event.program))}的程序已载入：${listing(event.tree).length} 行。`,
  'program-edited': (event, scene) => `${name(partyOfProgram(scene, event.program))}的程序已修改。`,
  'program-ended': (event, scene) => {
    const who = name(partyOfProgram(scene, event.program));
    switch (event.cause) {
      case 'finished':
        return `${who}的程序结束了。`;
      case 'exception':
        return `${who}的程序因 \`${exceptionOf(scene, event.program)}\` 而终止；没关的套接字由内核关闭。`;
      case 'stopped':
        return `${who}的程序被停止。`;
      default:
        return event.cause satisfies never;
    }
  },
  'thread-started': (event, scene) =>
    `${name(partyOfProgram(scene, event.program))}的线程 \`${event.name}\` 已启动。`,
  'program-removed': (event, scene) => `${name(partyOfProgram(scene, event.program))}的程序已移除。`,
  'frame-entered': (event, scene) =>
    `${name(partyOfThread(scene, event.thread))}进入函数 \`${event.function}\`。`,
  'frame-left': (event, scene) => `${name(partyOfThread(scene, event.thread))}从函数返回。`,
  'thread-joins': (event, scene) =>
    `${name(partyOfThread(scene, event.thread))}在 \`join\` 里等线程 \`${scene.index.threads.get(event.other)?.name ?? event.other}\` 结束。`,
  'exception-caught': (event, scene) =>
    `${name(partyOfThread(scene, event.thread))}第 ${event.line} 行抛出 \`${event.exception.name}\`，被程序捕获：${event.exception.message}`,
  'thread-at': (event, scene) =>
    `${name(partyOfThread(scene, event.thread))}停在第 ${event.line} 行之前：\`${sourceLine(scene, scene.index.threads.get(event.thread)?.program, event.line)}\``,
  'thread-step': (event, scene) =>
    `${name(partyOfThread(scene, event.thread))}开始执行第 ${event.line} 行：\`${sourceLine(scene, scene.index.threads.get(event.thread)?.program, event.line)}\``,
  'thread-ended': (event, scene) =>
    event.exception
      ? `${name(partyOfThread(scene, event.thread))}第 ${event.line} 行抛出 \`${event.exception.name}\`：${event.exception.message}`
      : `${name(partyOfThread(scene, event.thread))}执行完了最后一行。`,
  'variable-set': (event, scene) =>
    `${name(partyOfProgram(scene, event.program))}的 \`${event.name}\` 现在是 ${valueText(event.value)}。`,
  output: (event, scene) =>
    `${name(partyOfProgram(scene, event.program))}打印：${event.text.trimEnd().slice(0, 80)}`,
  'call-entered': entered,
  'call-blocked': blocked,
  'call-returned': returned,
  'socket-observed': (event, scene) => {
    const before = scene.before.sockets[event.socket]?.state;
    const { state } = event.changed;
    if (state !== undefined && state !== before)
      return `${name(partyOfSocket(scene, event.host, event.socket))}的内核：${before ? `${before} → ` : ''}*${state}*${meaning(state)}。`;
    return `读取了${name(host(event.host))}内核的计数器：${Object.keys(event.changed).length} 项有变化。`;
  },
  'socket-gone': (event, scene) =>
    `${name(partyOfSocket(scene, event.host, event.socket))}的内核已忘掉这个套接字。`,
  'at-rest': () => '现在一切静止：没有线程在跑，所有计数器都已读过。',
  'segment-sent': sent,
  'segments-passed': passed,
  'segment-delivered': delivered,
  'segment-dropped': dropped,
  'wire-set': ({ settings }, { inHand }) =>
    `${(inHand ? WIRE_IN_HAND : WIRE_WATCHED)[settings.mode]}${figures(settings)}`,
  'segment-duplicated': (event, scene) =>
    `${segmentName(scene, event.of)}在线路上现在有*两份*：都收到的内核得自己认出重复。`,
  'segment-timed': (event, scene) =>
    event.dueAt === null
      ? `${segmentName(scene, event.segment)}留在线路上${scene.inHand ? '等你动手' : '，手动递送后才通过'}。`
      : `线路会在 ${span(Math.max(0, event.dueAt - event.at))}后自动递送${segmentName(scene, event.segment)}。`,
  'listen-overflow': (event) =>
    `${name(host(event.host))}的接受队列满了：内核丢掉了 ${event.dropped} 个 SYN，对方会再试。`,
  'nic-overflow': (event) =>
    `${name(host(event.host))}的网卡队列溢出，丢了 ${event.dropped} 个没人见过的报文段。`,
  'positions-counted': (event) => {
    const said = [
      event.sent === undefined ? '' : `已发 ${event.sent} 字节`,
      event.acked === undefined ? '' : `已确认 ${event.acked} 字节`,
      event.received === undefined ? '' : `已收 ${event.received} 字节`,
    ].filter((part) => part !== '');
    return `按内核计数器：${said.join('，') || '数据流已到尽头'}。`;
  },
};

export const messages: Messages = {
  events,
  begin: '两个程序，一个真实的内核，而你就是线路。',
  beginWatched: '两个程序，一个真实的内核，以及它们之间的线路。',
  aggregated: (n, last) => `${n} 个事件来得太快，一并显示。最后：${last}`,
};
