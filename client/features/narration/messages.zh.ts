import type { AwaitedFile } from '../../../shared/log/events.ts';
import type { Party } from '../../stage/model/event-facts.ts';
import type { Messages } from './messages.en.ts';
import type {
  AwaitedCall,
  Came,
  Contents,
  NamedSegment,
  Repeated,
  StreamEnd,
  Wait,
} from './sentence-values.ts';

/** A number wants space on both sides. */
const name = ({ host, client }: Party): string =>
  (host === 'client' ? '客户端' : '服务端') + (client === null ? '' : ` ${client} `);
/** The same before a mark, which wants no space. */
const ending = (party: Party): string => name(party).trimEnd();
const quoted = (text: string | null): string => (text === null ? '' : `（“${text}”）`);

/** `SYN `、`7 字节`、`ACK `：后面可直接接汉字。 */
const contents = ({ bytes, flags }: Contents): string => (bytes > 0 ? `${bytes} 字节` : `${flags} `);

/** `客户端的 SYN`、`客户端那个 7 字节的报文段` */
function segmentName(segment: NamedSegment): string {
  if (segment === null) return '一个报文段';
  const { sender, bytes, flags } = segment;
  return bytes > 0 ? `${name(sender)}那个 ${bytes} 字节的报文段` : `${name(sender)}的 ${flags}`;
}

/** A flag wants a space before a Chinese character. */
const spaced = (segment: NamedSegment): string => segmentName(segment).replace(/\w$/, '$& ');

function span(micros: number): string {
  return micros < 2_000_000 ? `${Math.round(micros / 1000)} 毫秒` : `${Math.round(micros / 1_000_000)} 秒`;
}

/** 等待时间逐次加倍，用同一个单位才好比较。 */
function seconds(micros: number): string {
  const s = micros / 1_000_000;
  return `${s < 1 ? s.toFixed(2) : s < 10 ? s.toFixed(1) : Math.round(s)} 秒`;
}

/** `隔 0.41 秒（上一次隔 0.21 秒）` */
function after({ micros, beforeMicros }: Wait): string {
  if (micros === null) return '';
  return `隔 *${seconds(micros)}*${beforeMicros === null ? '' : `（上一次隔 ${seconds(beforeMicros)}）`}`;
}

const lacking: Readonly<Record<AwaitedCall, string>> = {
  accept: '全连接队列是*空*的',
  connect: '它的 SYN 还没有得到回应',
  recv: '它的接收缓冲区是*空*的',
  send: '它的发送缓冲区*满*了',
};

const lost: Readonly<Record<Repeated, string>> = {
  'if-missed': '发送方只会发觉没有等到确认',
  'copy-arrived': '它的另一份副本已经到达',
  'copy-left': '它的另一份副本还在线路上',
  'by-later-acks': 'ACK 自己不会重传；等不到它的一方会重发自己的报文段，或由下一个 ACK 说明',
  never: '它不会重传',
};

const shutDown: Readonly<Record<string, string>> = {
  SHUT_WR: '不再发送，仍可接收',
  SHUT_RD: '它的 `recv` 只取已到的数据，不再等待；仍可发送',
  SHUT_RDWR: '不再发送，它的 `recv` 也不再等待',
};

const noBytes: Readonly<Record<StreamEnd, string>> = {
  'by-peer': '对端关闭了它的方向，发来的也都读完了',
  'by-peer-again': '对端不会再发什么：循环要在这里结束（`if not data: break`）',
  'asked-none': '它一个字节也没有要',
  'no-more': '它自己关断过，或连接已被重置，这个套接字不再读到什么',
};

function arrived(to: Party, { bytes, arrival }: Came): string {
  const which = `*${bytes} 字节*`;
  return {
    'in-order': `${which}已在${name(to)}的接收缓冲区里；程序还没有看到它们。`,
    ahead: `${which}到了${name(to)}的内核，先放在一边：它们前面还缺数据。`,
    known: `${which}又一次到了${name(to)}的内核：它已经有了，这一份丢弃。`,
    closed: `${which}到了${name(to)}的内核，但已没有程序持有这个套接字：没有人会读它们。`,
    discarded: `${which}到了${name(to)}的内核，被它丢弃：它们太旧，或超出了窗口。`,
  }[arrival];
}

const CARRIES = '线路自动递送报文段。';

const events: Messages['events'] = {
  twoHostsOpened: (addresses, inHand) =>
    `两台主机已就绪：${addresses.join(' 和 ')}；${inHand ? '*你可以充当*它们之间的线路' : '它们之间的线路能把报文段*扣住*'}。`,
  oneHostOpened: '一台主机已就绪；所有程序都在它上面，经由它自己的回环接口通信。',
  labClosed: (code) => `实验已结束（${code}）；记录保留。`,
  notice: (what) => `实验通知：${what}。`,
  settingRefused: (what) => `这个内核拒绝了一项设置（${what}）：扣住的报文段可能更早被重传。`,
  notices: {
    idle: '这个实验很久没有人操作，已关闭；记录保留。',
    'lab-host-died': '实验进程已终止；到此为止的记录都保留着。',
    'server-ended': '服务器进程已终止，实验随之结束；到此为止的记录都保留着。',
    'program-stopped': '实验结束这个程序：进行中的调用被切断，它的套接字被关闭。',
    'segments-folded': '报文段来得太快，不再逐个讲述：连续的一串合成一条，注明个数。',
    'counters-sampled': '进展太快，内核计数器只能隔一会儿读一次。',
    'run-unwatched': '没有人在看，所以原本会一直运行的线程已暂停。要继续，请让它们接着运行。',
    'run-paused': '一个线程跑了很久都没有系统调用：已暂停，好让你看清。',
    'event-unreadable': '有一个事件无法读取，已略去：从这里起，页面可能缺少它所讲的内容。',
    'other-packet': '一个不是 TCP 的 IP 数据报直接通过了线路。',
  },

  runBegins: (run) =>
    `在同样的主机上开始*第 ${run} 次运行*：所有程序都从第 1 行开始；上一次在内核里留下的仍在。`,
  programLoaded: (who, lines) => `${name(who)}的程序已载入：${lines} 行。`,
  programEdited: (who, changed) =>
    changed === null
      ? `${name(who)}的程序已修改。`
      : `${name(who)}的第 ${changed.line} 行改成了 \`${changed.source}\`。`,
  programEnded: {
    finished: (who) => `${name(who)}的程序结束了。`,
    exception: (who, exception) => `${name(who)}的程序因 \`${exception}\` 而终止；没关的套接字由内核关闭。`,
    stopped: (who) => `${name(who)}的程序被停止。`,
  },
  programRemoved: (who) => `${name(who)}的程序已移除。`,
  threadStarted: (who, thread, another) =>
    another
      ? `${name(who)}又启动了*一个线程* \`${thread}\`：它阻塞时，别的线程照常运行。`
      : `${name(who)}的线程 \`${thread}\` 已启动。`,
  threadJoins: (who, thread) => `${name(who)}在 \`join\` 里等线程 \`${thread}\` 结束。`,
  threadAt: (who, line, source) => `${name(who)}停在第 ${line} 行之前：\`${source}\``,
  threadEnded: (who, thread) =>
    thread === null ? `${name(who)}执行完了最后一行。` : `${name(who)}的线程 \`${thread}\` 结束了。`,
  threadCutOff: (who, thread) =>
    `${name(who)}的${thread === null ? '程序' : `线程 \`${thread}\` `}没执行到最后一行就被结束了。`,
  lineBegins: (who, line, source) => `${name(who)}开始执行第 ${line} 行：\`${source}\``,
  functionEntered: (who, called) => `${name(who)}进入函数 \`${called}\`。`,
  functionLeft: (who) => `${name(who)}从函数返回。`,
  exceptionCaught: (who, line, exception, message) =>
    `${name(who)}第 ${line} 行抛出 \`${exception}\`，被程序捕获：${message}`,
  exceptionRaised: (who, line, exception, message) =>
    `${name(who)}第 ${line} 行抛出 \`${exception}\`：${message}`,
  variableSet: (who, variable, value) => `${name(who)}的 \`${variable}\` 现在是 ${value}。`,
  variableDeleted: (who, variable) => `${name(who)}的名字 \`${variable}\` 被删除了。`,
  output: (who, text) => `${name(who)}打印：${text}`,

  entered: {
    socket: ({ who }) => `${name(who)}向自己的内核要一个 TCP 套接字：两个缓冲区，还没有连接。`,
    setsockopt: ({ who, option, value, fd }) =>
      `${name(who)}把 fd ${fd} 的 \`${option ?? '选项'}\` 设为 ${value}。`,
    getsockopt: ({ who, option }) => `${name(who)}向内核询问 \`${option ?? '选项'}\`。`,
    bind: ({ who, address }) => `${name(who)}申请地址 ${address}。`,
    listen: ({ who, value }) => `${name(who)}请内核开始接受连接，backlog 为 ${value}。`,
    accept: ({ who }) => `${name(who)}向内核取一个已完成的连接。`,
    connect: ({ who, address }) => `${name(who)}请内核去连接 ${address}。`,
    send: ({ who, bytes, text, sendall }) =>
      `${name(who)}${sendall ? '的 `sendall()` ' : ''}把 *${bytes} 字节*${quoted(text)}交给自己的内核。`,
    recv: ({ who, bytes, flags }) =>
      `${name(who)}向自己的内核要数据，最多 ${bytes} 字节${flags === null ? '' : `（\`${flags}\`）`}。`,
    shutdown: ({ who, option, fd }) => `${name(who)}在 fd ${fd} 上执行 \`${option ?? 'SHUT_RDWR'}\`。`,
    close: ({ who, fd, atExit, unnamed }) =>
      atExit
        ? `${name(who)}退出时把 fd ${fd} 还给内核：没有哪一行关闭过它。`
        : unnamed
          ? `${name(who)}的程序里再没有什么引用 fd ${fd}：*Python* 把它还给内核。`
          : `${name(who)}把 fd ${fd} 还给内核。`,
    getpeername: ({ who }) => `${name(who)}向内核询问对方的地址。`,
    getsockname: ({ who }) => `${name(who)}向内核询问自己的地址。`,
    setblocking: ({ who, fd, blocking }) =>
      blocking
        ? `${name(who)}把 fd ${fd} 改回阻塞。`
        : `${name(who)}把 fd ${fd} 设为*非阻塞*：本该等待的调用会立刻失败。`,
    settimeout: ({ who, fd, seconds: time }) =>
      `${name(who)}给 fd ${fd} 设 ${time} 秒的超时，它变成*非阻塞*：由 Python 等待。`,
    poll: ({ who, within, seconds: time }) =>
      `${name(who)}在 \`poll\` 里等到能做 \`${within ?? '这个调用'}\` 为止，最多 ${time} 秒。`,
    sleep: ({ who, seconds: time }) => `${name(who)}请内核让自己睡 ${time} 秒。`,
    input: ({ who }) => `${name(who)}的 \`input()\` 向自己的内核要一行由人输入的文字。`,
    select: ({ who, files, seconds: time }) =>
      `${name(who)}调用 \`select\`，${time === 0 ? looksAt(files) : awaited(files, time)}。`,
  },
  blocked: {
    accept: (who) => `${name(who)}阻塞在 \`accept\` 中：全连接队列中没有等待的连接。`,
    connect: (who) => `${name(who)}阻塞在 \`connect\` 中：它的 SYN 还没有得到回应。`,
    recv: (who) => `${name(who)}阻塞在 \`recv\` 中：它的接收缓冲区是*空*的。`,
    send: (who) => `${name(who)}阻塞在 \`send\` 中：它的发送缓冲区*满*了。`,
    sendall: (who) => `${name(who)}阻塞在 \`sendall\` 中：它的发送缓冲区*满*了。`,
    input: (who) => `${name(who)}为 \`input()\` 阻塞在 \`read\` 中：还没有人输入这一*行*。`,
    sleep: (who) => `${name(who)}阻塞在 \`sleep\` 中：不管来了什么，只有*时间*到了才会醒。`,
  },
  polls: (who, within) =>
    `${name(who)}为 \`${within}\` 阻塞在 \`poll\` 中：${lacking[within]}。超时也会让它醒来。`,
  selects: (who, files, time) =>
    `${name(who)}阻塞在 \`select\` 中，${awaited(files, time)}${notReady(files)}。`,
  blockedElsewhere: (who, kernelCall) => `${name(who)}阻塞在内核的 \`${kernelCall}\` 中。`,
  goesOn: (who, call, { errno, errnoName }) =>
    `${name(who)}的 \`${call ?? '调用'}()\` 返回 ${errnoName}（${errno}），Python 不抛出：有超时，它在 \`poll\` 里等。`,
  failed: (who, call, { errno, errnoName, exception }) =>
    `${name(who)}的 \`${call ?? '调用'}()\` 失败：${errnoName}（${errno}），Python 抛出 \`${exception}\`。`,
  returned: {
    socket: ({ who, fd }) =>
      `${name(who)}有了套接字 fd ${fd}，还没有连到任何地方。等它有了地址，才能读到两个缓冲区里有什么。`,
    setsockopt: ({ who, option, asked }) =>
      option === 'SO_SNDBUF' || option === 'SO_RCVBUF'
        ? `${name(who)}的内核把 \`${option}\` 设为所要求的两倍，但不超出它自己的上下限。`
        : `${name(who)}的内核已把 \`${option ?? '选项'}\` 设为 ${asked}。`,
    bind: ({ who, address }) =>
      address.endsWith(':0')
        ? `${name(who)}的内核给了套接字一个空闲端口：程序没有指定端口。`
        : `地址 ${address} 现在归${name(who)}的套接字所有。`,
    listen: ({ who }) => `${name(who)}的套接字开始监听：还没调用 \`accept\`，内核就会替它握手。`,
    accept: ({ fd, address }) => `\`accept()\` 返回*新的 fd ${fd}*，对端是 ${address}；监听套接字原样不动。`,
    connect: ({ who }) => `${name(who)}的 \`connect()\` 返回：它的内核已完成自己这一侧的握手。`,
    send({ who, value, sendall, left }) {
      if (value === 0)
        return `${name(who)}的 ${sendall ? '`sendall()` 完成' : '`send()` 返回 *0*'}：没有字节可复制，什么也不会发出，对方的 \`recv()\` 不会因此返回。`;
      if (!sendall)
        return `${name(who)}的 \`send()\` 返回 *${value}*：内核已把 ${value} 字节复制到发送缓冲区，这不表示对方收到了。`;
      return left > 0
        ? `${name(who)}的内核已把 *${value} 字节*复制到发送缓冲区；还剩 ${left} 字节，\`sendall()\` 继续。`
        : `${name(who)}的 \`sendall()\` 完成：内核已把最后的 *${value} 字节*复制到发送缓冲区，这不表示对方收到了。`;
    },
    recv({ who, value, text, end, peeked, into }) {
      const call = `${name(who)}的 \`${into ? 'recv_into' : 'recv'}()\` `;
      if (end !== null) return `${call}返回 ${into ? 0 : '0 字节'}：${noBytes[end]}。`;
      if (peeked) return `${call}只看了 *${value} 字节*${quoted(text)}，它们还在接收缓冲区里。`;
      return `${call}从自己的内核取到 *${value} 字节*${quoted(text)}${into ? '，写进它的 bytearray' : ''}。`;
    },
    shutdown: ({ who, option }) =>
      `${name(who)}关断了套接字（\`${option ?? 'SHUT_RDWR'}\`）：${shutDown[option ?? 'SHUT_RDWR'] ?? '一个方向已结束'}。`,
    getsockopt: ({ who, option, value, struct }) =>
      `${name(who)}的内核回答：\`${option ?? '选项'}\` 是 *${struct ?? value}*。`,
    getpeername: ({ who, address }) => `${name(who)}的内核回答：对端的地址是 ${address}。`,
    getsockname: ({ who, address }) => `${name(who)}的内核回答：自己的地址是 ${address}。`,
    setblocking: ({ who, blocking }) =>
      blocking
        ? `${name(who)}的套接字是阻塞的：调用会等到能完成为止。`
        : `${name(who)}的套接字是*非阻塞*的：本该等待的调用会立刻失败。`,
    settimeout: ({ who, seconds: time }) =>
      `${name(who)}这个套接字：每次调用前 Python 在 \`poll\` 里最多等 ${time} 秒。`,
    poll: ({ who, within, value }) =>
      value > 0
        ? `${name(who)}的 \`poll()\` 说：现在可以做 \`${within ?? '这个调用'}\` 了。`
        : `${name(who)}的 \`poll()\` 返回 0：*超时*了，Python 抛出 \`TimeoutError\`。`,
    input: ({ who, text }) => `${name(who)}的 \`input()\` 得到一行${quoted(text)}：有人输入了它。`,
    sleep: ({ who }) => `${name(who)}的 \`sleep()\` 结束了：时间到了。`,
    select: ({ who, value, files }) =>
      value > 0
        ? `${name(who)}的 \`select()\` 说：${ready(files).join('，')}。`
        : `${name(who)}的 \`select()\` 返回三个*空*列表：时间到了。`,
    unknown: ({ who }) => `${name(who)}的一个调用返回了。`,
  },
  cutOff: (who, call) =>
    `实验结束了这个程序，因而切断了${name(who)}的 \`${call ?? '调用'}()\`：它的结果与对端无关。`,
  closed: {
    unread: (who, unread) =>
      `${name(who)}关闭了套接字，而 *${unread} 字节*还没有读：内核把它们丢弃，并用 RST 而不是 FIN 告诉对端。`,
    lingers: (who) => `${name(who)}关闭了套接字，\`SO_LINGER\` 为 0：内核立刻丢掉连接，发 *RST* 而不是 FIN。`,
    listener: (who) => `${name(who)}关闭了监听套接字：不再有新的连接；已接受的连接不受影响。`,
    unconnected: (who) => `${name(who)}不再持有这个套接字；也没有连接要内核收尾。`,
    inCall: (who) => `${name(who)}不再持有这个套接字，但还有调用阻塞在它上面：那个调用返回之前不会发出 FIN。`,
    inCallAndShut: (who) =>
      `${name(who)}不再持有这个套接字，但还有调用阻塞在它上面：那个调用返回之前，内核还保留着它。`,
    connected: (who) => `${name(who)}不再持有这个套接字；收尾的事由内核继续做。`,
  },

  stateChanged: (who, before, after, meaning) =>
    `${name(who)}的内核：${before ? `${before} → ` : ''}*${after}*${meaning === null ? '' : `（${meaning}）`}。`,
  listed: (who) => `${name(who)}的内核现在列出了这个套接字；它还没有连接。`,
  connectionOver: (who, before) => `${name(who)}的内核：${before} → *UNCONN*：连接已结束。`,
  countersRead: (who, changed) => `读取了${name(who)}内核的计数器：${changed} 项有变化。`,
  socketGone: (who) => `${name(who)}的内核已释放这个套接字。`,
  atRest: '现在一切静止：没有线程在跑，所有计数器都已读过。',

  sent: {
    SYN: (who) => `${name(who)}的内核发出 *SYN*：它想建立连接。`,
    'SYN-ACK': (who) => `${name(who)}的内核回应 *SYN+ACK*：确认对方的 SYN，并发出自己的 SYN。`,
    data: (who, { bytes }) => `*${bytes} 字节*离开${name(who)}的网卡；发送缓冲区里的那份要留到被确认。`,
    'data-FIN': (who, { bytes }) => `${name(who)}的内核把最后的 ${bytes} 字节和 *FIN* 一起发出。`,
    FIN: (who) => `${name(who)}的内核发出 *FIN*：这个方向不会再有字节。`,
    refusal: (who) => `${name(who)}的内核用 *RST* 回应：当时那个端口上没有监听套接字。`,
    'reset-unread': (who, { unread }) =>
      `${name(who)}的内核发出 *RST*：它的程序有 ${unread} 字节没读就关闭了，必须让对端知道。`,
    'reset-answer': (who) => `${name(who)}的内核用 *RST* 回应：那里没有套接字接收它。`,
    RST: (who) => `${name(who)}的内核发出 *RST*：它丢弃了这个连接。`,
    probe: (who) => `${name(who)}的内核发出*零窗口探测*，不带新数据：现在有空间了吗？`,
    'keep-alive': (who) => `${name(who)}的内核发出*保活探测*，不带新数据：对端还在吗？`,
    'window-update': (who) => `${name(who)}的内核发出*窗口更新*：它又有了空间，没有新的确认。`,
    'window-closed': (who) => `${name(who)}的内核发出 *ACK*，*窗口 0*：到此为止都收到了，现在不能再发来。`,
    ACK: (who) => `${name(who)}的内核发出 *ACK*：到此为止都收到了。`,
  },
  sentAgain: (who, segment, wait) =>
    `${name(who)}的内核${after(wait)}把它的 ${contents(segment)}*重传*${wait.byTimer ? '：没有及时等到确认' : ''}。`,
  held: { none: '', yours: '它停在线路上等你。', watched: '它被扣在线路上。' },
  synCopies: (who, copies, hold, wait) =>
    `${name(who)}想要连接：它的 SYN ${{ none: '还在线路上', yours: '等你递送', watched: '被扣在线路上' }[hold]}。内核${after(wait)}又重传：下面压着 *${copies} 份副本*。`,
  copies: (who, segment, copies, wait) =>
    `${name(who)}的内核${after(wait)}把它的 ${contents(segment)}重传；最早那份下面现在压着 *${copies} 份副本*。`,
  dataPassed: (sender, receiver, segments, payload) =>
    `*${segments} 个报文段*一个接一个从${name(sender)}飞到${ending(receiver)}，共 ${payload} 字节。`,
  acksPassed: (receiver, segments) =>
    `*${segments} 个 ACK* 接连到达${ending(receiver)}；后一个比前一个确认得更多。`,
  delivered: {
    SYN: (to) => `SYN 到了${name(to)}的内核；程序对此毫不知情。`,
    'SYN-ACK': (to, { arrival }) =>
      ({
        'in-order': `SYN+ACK 到了${name(to)}的内核：对它来说连接已经建立。`,
        ahead: `SYN+ACK 到了${name(to)}的内核。`,
        known: `SYN+ACK 到了${name(to)}的内核，对它来说连接早已建立。`,
        closed: `SYN+ACK 到了${name(to)}的内核，那里已没有等它的 connect。`,
        discarded: `SYN+ACK 到了${name(to)}的内核，被它丢弃。`,
      })[arrival],
    data: arrived,
    'data-FIN': arrived,
    FIN: (to, { arrival }) =>
      ({
        'in-order': `FIN 到了${ending(to)}：对端不会再发字节；它排在还没读的数据后面。`,
        ahead: `FIN 到了${name(to)}的内核，但它前面还缺数据。`,
        known: `FIN 又一次到了${name(to)}的内核：它已经收到过。`,
        closed: `FIN 到了${name(to)}的内核；已没有程序持有这个套接字，没有人会读到末尾。`,
        discarded: `FIN 到了${name(to)}的内核，被它丢弃：它太旧了。`,
      })[arrival],
    ACK: (to, { freed }) =>
      freed > 0
        ? `ACK 到了${ending(to)}：*${freed} 字节*可以离开发送缓冲区了。`
        : `ACK 到了${name(to)}的内核。`,
  },
  dataRefused: (to, count) =>
    `*${count} 字节*到了${name(to)}的内核，被它丢弃，并以 RST 回应：这个套接字的两个方向都已关闭。`,
  deliveredUnseen: '一个报文段已递送。',
  resetDelivered: {
    connect: (to) => `RST 到了${ending(to)}：它的 \`connect\` 被拒绝了。`,
    connection: (to) => `RST 到了${ending(to)}：连接已断；此前收到的数据仍可读出。`,
    closed: (to) => `RST 到了${ending(to)}：内核放弃这个连接；已没有程序持有它的套接字。`,
    nothing: (to) => `RST 到了${ending(to)}：那里已经没有它能结束的东西。`,
    ignored: (to) => `RST 到了${ending(to)}，被忽略：它的序号与这个连接不符，连接继续。`,
  },
  dropped: {
    learner: (segment, { inHand, repeated }) =>
      `${inHand ? `你丢弃了${segmentName(segment)}` : `${spaced(segment)}被手动丢弃`}：没有人得到通知，${lost[repeated]}。`,
    obsolete: (segment) => `实验从线路上取下${spaced(segment)}的一份多余副本：它带的东西已经到达。`,
    loss: (segment, { percent, repeated }) =>
      `线路*丢失*了${segmentName(segment)}${percent > 0 ? `，这是它 ${percent}% 的丢包率所致` : ''}：${lost[repeated]}。`,
    queue: (segment) => `线路的队列满了：${spaced(segment)}排不进去，在队尾被*丢弃*，路由器也是这样做的。`,
    nic: (segment) => `接收方的网卡没有收下${segmentName(segment)}：它丢失了。`,
  },
  duplicated: (segment) => `${spaced(segment)}在线路上现在有*两份*。`,
  keptOnWire: (segment, inHand) =>
    `${spaced(segment)}留在线路上${inHand ? '等你动手' : '，手动递送后才通过'}。`,
  deliveredIn: (segment, micros) => `线路会在 ${span(micros)}后自动递送${segmentName(segment)}。`,
  wireInHand: {
    hold: '你就是线路：每个报文段都等你动手。',
    'hold-data': '带数据的报文段等你动手；纯 ACK 自动通过。',
    'hold-acks': '纯 ACK 等你动手；带数据的报文段自动通过。',
    auto: CARRIES,
  },
  wireWatched: {
    hold: '从这里起，每个报文段都被扣在线路上，手动递送后才通过。',
    'hold-data': '带数据的报文段被扣住，手动递送后才通过；纯 ACK 自动通过。',
    'hold-acks': '纯 ACK 被扣住，手动递送后才通过；带数据的报文段自动通过。',
    auto: CARRIES,
  },
  figures: {
    delayMs: (n) => `延迟 ${n} 毫秒`,
    kbitPerSecond: (n) => `${n} kbit/s`,
    queueSegments: (n) => `队列 ${n} 个`,
    lossPercent: (n) => `丢包 ${n}%`,
    duplicatePercent: (n) => `重复 ${n}%`,
    reorderPercent: (n) => `乱序 ${n}%`,
    mtu: (n) => `MTU ${n}`,
  },
  figuresOf({ toServer, toClient }) {
    const [there, back] = [toServer.join('，'), toClient.join('，')];
    if (there === back) return there ? `两个方向：${there}。` : '';
    const ways = [there && `去服务端：${there}`, back && `去客户端：${back}`].filter(Boolean);
    return `${ways.join('；')}。`;
  },
  acceptQueueFull: (who, syns) => `${name(who)}的全连接队列满了：内核丢弃了 ${syns} 个握手的报文段。`,
  nicOverflowed: (who, segments) => `${name(who)}的网卡队列溢出，丢了 ${segments} 个没人见过的报文段。`,
  counted: {
    sent: (n) => `已发 ${n} 字节`,
    acked: (n) => `已确认 ${n} 字节`,
    received: (n) => `已收 ${n} 字节`,
  },
  positionsCounted: (parts) => `按内核计数器：${parts.join('，') || '数据流已到尽头'}。`,
};

const uses = { read: '可读', write: '可写', urgent: '有紧急数据' };
const ready = (files: readonly AwaitedFile[], before = ''): string[] =>
  files.map(({ fd, for: use }) => `*fd ${fd}* ${before}${uses[use]}`);
const awaited = (files: readonly AwaitedFile[], time: number | null): string => {
  if (files.length === 0) return time === null ? '没有等待的对象，也没有时限' : `只等 ${time} 秒过去`;
  return `等待 ${ready(files).join('或 ')}${time === null ? '' : `，最多 ${time} 秒`}`;
};
const notReady = ({ length }: readonly AwaitedFile[]): string =>
  length === 0 ? '' : length === 1 ? '：它还没有就绪' : '：目前都没有就绪';
const looksAt = (files: readonly AwaitedFile[]): string =>
  files.length === 0 ? '不等任何东西，立刻返回' : `只看 ${ready(files, '是否').join('、')}，不等待`;

export const messages: Messages = {
  events,
  begin: '程序，真实的内核，以及中间的线路。',
  setUp: '场面已经备好：课程从这里开始。',
  basis: {
    observed: '观测',
    derived: '推导',
    hints: {
      observed: '在调用、报文段、计数器或程序中观测到',
      derived: '由观测推导，或由实验所做',
    },
  },
  trail: {
    title: '最近的解说',
    open: '显示最近的解说',
    close: '收起最近的解说',
    empty: '还没有解说。',
    at: (time) => `时刻 ${time}`,
  },
};
