import type { HostId } from '../../shared/log/events.ts';
import type { ParameterKind } from '../../shared/programs/tree.ts';
import type { WireMode } from '../../shared/log/wire-settings.ts';
import type { DropCause } from './model/ladder-scene.ts';
import type { Messages } from './messages.en.ts';

/** Everything the stage says, in Chinese. */
export const messages: Messages = {
  host: (host: HostId) => (host === 'client' ? '客户端' : '服务端'),
  stage: '舞台：程序、它们的内核，以及中间的线路',
  run: (n) => `第 ${n} 次运行`,
  noProgram: '还没有装入程序。',

  threads: (n) => `${n} 个线程`,
  ladderAlone: '只看选中的客户端',
  addClient: '再加一个运行同样程序的客户端',
  mostClients: (n) => `一个实验最多有 ${n} 个客户端。`,
  line: (n) => `第 ${n} 行`,
  stepTitle: '执行当前这一行',
  runUntil: '运行，直到阻塞',
  runOn: '一直运行：被唤醒后也继续',
  pause: '在下一行之前暂停',
  whyNot: {
    past: '你正在看过去，过去不能改变。请回到实况。',
    recording: '这是录像：其中的程序已经运行过了。',
    blocked: (call) => `阻塞在 ${call}() 中：醒来之前不能单步执行。`,
    running: '正在执行这一行。',
    ended: '程序已经结束。“再运行一次”会让所有程序从第 1 行重来。',
    joining: '它在 join() 里等待：只有那个线程结束才能唤醒它。',
    failed: '程序因异常结束。“再运行一次”会让所有程序从第 1 行重来。',
    closed: '这个实验已经结束，请开始新的实验。',
    offline: '与实验的连接已断开。',
    absent: '还没有装入程序。',
    loopback: '回环接口上的报文段由内核自己传递：没有可以扣住的线路。',
    recordingWire: '这是录像：线路上的决定已经做过了。',
    pastWire: '你正在看过去。回到实况才能操作线路。',
    nothingHeld: '这里没有报文段：下一份副本由内核自己发送。',
  },

  badgeNext: (line) => (line === null ? '下一步' : `下一行 ${line}`),
  badgeRunning: '执行中',
  badgeInCall: (call) => `进入 ${call}()`,
  badgeBlocked: '阻塞',
  badgeBlockedIn: (call, fd) => `${call}${fd === null ? '' : ` · fd ${fd}`}`,
  badgeJoining: (other) => `join ${other}`,
  badgeReturned: (line) => (line === null ? '已返回' : `第 ${line} 行已返回`),
  badgeEnded: '已结束',
  badgeFailed: (name) => name,
  thread: (name) => `线程 ${name}`,

  listing: (host) => (host === 'client' ? '客户端程序' : '服务端程序'),
  lineReturned: (text) => `返回 ${text}`,
  ok: '成功',
  edit: (kind) => EDIT[kind],
  editAgain: '这一行已经执行过：它下次执行时，新值才生效。',
  more: '增加',
  less: '减少',
  wrong: (kind, min, max) => {
    if (min !== undefined && max !== undefined) return `请填 ${min} 到 ${max} 的整数。`;
    if (kind === 'text') return `UTF-8 编码后最多 ${max ?? 8192} 字节。`;
    if (kind === 'address')
      return '请填数字形式的 IPv4 或 IPv6 地址，例如 192.168.127.1：实验里没有域名服务。';
    return '这里不能用这个值。';
  },
  wrongEscape: (bytes) =>
    bytes
      ? '字节里 Python 只认 ASCII 和 \\n、\\xff 这样的转义。'
      : '这里有 Python 读不了的转义。可以写 \\n、\\x41、\\u4f60；反斜杠写成 \\\\。',
  notCommitted: '还没有采用。Esc 取消。',
  copiedSoFar: (copied, all) =>
    `进行中的 send 已把 ${all} 中的至少 ${copied} 复制到自己的内核；其余还在程序里，或正在复制。`,
  variables: '变量',
  noVariables: '还没有变量',
  bytesCount: (n) => `${n} 字节`,
  output: '输出',
  noOutput: '还没有输出',
  outputMore: (n) => `前面还有 ${n} 行`,

  syscalls: '系统调用',
  userSide: '用户态',
  kernelSide: '内核',
  noListener: '还没有监听套接字',
  listenerClosed: '监听套接字已关闭',
  clientStrip: '这一侧主动连接，没有全连接队列。',
  acceptQueue: (n, max) => `全连接队列 ${n ?? '?'} / ${max ?? '?'}`,
  synQueue: (n) => `SYN ${n}`,
  synQueueLabel: '半连接队列：SYN 已到并已应答，第三个报文段还没有到',
  queueShort: (n, max) => `队列 ${n ?? '?'} / ${max ?? '?'}`,
  queueOverflow: (n) => `队列满过 ${n} 次：每次内核都丢掉一个握手的报文段（ListenOverflows）`,
  queueLabel: '全连接队列：已完成握手、accept() 还没取走的连接',
  noSocket: '还没有套接字：socket() 会创建它',
  noSocketServer: '还没有连接',
  noSocketLeft: '套接字已不存在',
  noFd: '无 fd',
  inQueue: '在全连接队列里，还没有 fd',
  closedByProgram: '程序已关闭它',
  notConnected: '未连接',
  expires: (left) => `剩 ${left}`,
  inspect: '查看原始字段',
  showStates: '看状态图',

  sendBuffer: '发送缓冲区',
  recvBuffer: '接收缓冲区',
  bufferUnobserved: '尚未观测',
  timeWaitBuffer: 'TIME_WAIT 不再保留缓冲区',
  of: (used, capacity) => `${used} / ${capacity}`,
  withOverhead: (used, charged, capacity) => `${used}，含开销 ${charged} / ${capacity}`,
  beyond: (capacity, charged) =>
    `连同自身的开销，内核记了 ${charged}，超过上限 ${capacity}：它只在开始新的一块（skb）之前检查空位，之后会把它装满。`,
  window: (text) => `窗口 ${text}`,
  peerWindow: (text) => `对端通告窗口 ${text}`,
  windowTitle: '它告诉对端还可以发多少',
  peerWindowTitle: '对端允许在途而未确认的字节数',
  notObserved: '未观测',
  empty: '空',
  emptyBlocked: (call) => `空：${call}() 正在等它`,
  full: (call) => `没有空位：${call}() 正在等它`,
  sent: '已发出，保留到确认为止',
  unsent: '还没有发出',
  partlySent: '有下划线的已发出，保留到确认为止',
  unread: '等 recv() 来取',
  unreadQueued: '等 accept() 和 recv() 来取',
  copying: 'send() 正在复制',
  endOfStream: '流的末尾（FIN）',
  discarded: (n) => `丢弃了 ${n} 字节`,
  outOfOrder: (n) => `${n} 字节乱序，前面有缺口`,
  byteCell: (offset, hex, character) =>
    `字节 ${offset}：${hex}${character === null ? '' : `，属于 ${character}`}。它在哪里？`,
  byteRun: (from, to) => `字节 ${from} 到 ${to - 1}。第一个在哪里？`,
  sendNumber: (n) => `第 ${n} 次 send`,
  witnessAgree: (n) => `内核自己的计数：${n} 字节，与画出的字节一致`,
  witnessDisagree: (model, kernel) => `内核自己的计数：${kernel} 字节，画出的却是 ${model} 字节`,
  witnessOlder: (n) => `上次询问时内核自己的计数：${n} 字节，可能已是片刻之前`,
  scale: (unit) => `1 格 = ${unit}`,
  gaugePart: {
    unacked: '已发出，未确认',
    unsent: '未发出',
    unread: '未读取',
    'out-of-order': '乱序',
    overhead: '内核自身的开销',
  },

  nic: '网卡',
  nicSent: (n) => `发 ${n}`,
  nicReceived: (n) => `收 ${n}`,
  nicLost: (n) => `队列中丢失 ${n}`,
  mtu: (n) => `MTU ${n}`,
  noNic: 'lo：没有自己的网卡',
  ladder: '时序',
  ladderTime: '真实时间',
  ladderEmpty: '报文段离开网卡后会画在这里。',
  ladderUnseen: '这个系统上观测不到报文段，只有内核的计数。',
  ladderHidden: (n) => `前面还有 ${n} 行`,
  onWire: { held: '扣住', travels: '在途' },
  queueWasFull: '队列已满',
  queueWasFullTitle:
    '它到了网卡，但全连接队列已满，内核把它丢了。推导：ListenOverflows 增加了，而且没有应答。',
  droppedBy: (cause) => DROPPED[cause],
  wire: '线路',
  wireSays: (mode, inHand) => (mode === 'hold' && !inHand ? '手动递送' : WIRE_SAYS[mode]),
  wireLoopback: '在同一个内核里',
  wireEmpty: '线路上是空的',
  mode: (mode) => MODES[mode],
  modeTitle: (mode) => MODE_TITLES[mode],
  saveScript: '存为可以单独运行的 Python 脚本',
  wireSettings: '线路设置',
  wireSettingsActive: '线路设置：这不是一条普通的线路',
  delay: '延迟',
  delayMs: (n) => `${n} 毫秒`,
  deliver: '递送',
  drop: '丢弃',
  moreActions: '更多',
  goesIn: (left) => `${left} 后送达`,
  goesNow: '即将送达',
  chip: (flags, from) => `报文段 ${flags}，${from === 'client' ? '客户端发往服务端' : '服务端发往客户端'}`,
  seq: 'seq',
  ack: 'ack',
  len: 'len',
  win: 'win',
  rawNumbers: (seq, ack) => `线路上的原值：seq ${seq}，ack ${ack}`,
  copies: (n) => `首份之后又有 ${n} 份副本，共 ${n + 1} 份`,
  rawWindow: (raw, scale) =>
    `线路上的原值：win ${raw}${scale > 0 ? `，即 ${raw} × 2^${scale} 字节` : '，不扩大'}`,
  lost: '已丢弃',
  retransmitIn: (left) => `${left} 后内核会重传`,
  retransmitUnknown: '内核何时重传：未观测',
  retransmitDue: '内核即将重传',
  moreChips: (n) => `线路上还有 ${n} 个`,

  panels: '面板',
};

const DROPPED: Readonly<Record<DropCause, string>> = {
  learner: '已丢弃',
  loss: '丢失',
  queue: '队列已满',
  nic: '被拒收',
  obsolete: '多余',
};

const WIRE_SAYS: Readonly<Record<WireMode, string>> = {
  hold: '你就是线路',
  'hold-data': 'ACK 放行',
  'hold-acks': '数据放行',
  auto: '线路自动递送',
};

const MODES: Readonly<Record<WireMode, string>> = {
  hold: '扣住',
  'hold-data': '数据',
  'hold-acks': 'ACK',
  auto: '自动',
};

const MODE_TITLES: Readonly<Record<WireMode, string>> = {
  hold: '每个报文段都停在这里，等你递送',
  'hold-data': '带数据、SYN 或 FIN 的报文段停在这里，纯 ACK 和 RST 放行',
  'hold-acks': '纯 ACK 和 RST 停在这里，其余放行',
  auto: '报文段在延迟之后自动递送',
};

const EDIT: Readonly<Record<ParameterKind, string>> = {
  text: '消息文字',
  bytes: '字节内容',
  count: '次数',
  encoding: '编码',
  address: '地址',
  port: '端口号',
  backlog: '队列上限 backlog',
  'recv-size': 'recv 最多取的字节数',
  'buffer-bytes': '缓冲区字节数',
  family: '地址族',
  flag: '开或关',
};
