import type { HostId, TcpState } from '../../shared/events.ts';
import type { ParameterKind } from '../../shared/programs/tree.ts';
import type { ErrorCode } from '../../shared/protocol.ts';
import type { WireFigure, WireMode } from '../../shared/wire-settings.ts';
import type { DropCause } from '../scene/ladder.ts';
import type { stageEn } from './stage.en.ts';

/** Everything the stage says, in Chinese. */
export const stageZh: typeof stageEn = {
  host: (host: HostId) => (host === 'client' ? '客户端' : '服务端'),
  stage: '舞台：两个程序、各自的内核，以及中间的线路',
  run: (n) => `第 ${n} 次运行`,
  noProgram: '还没有装入程序。',

  stepTitle: '执行当前这一行',
  runUntil: '运行，直到阻塞',
  runOn: '一直运行：被唤醒后也继续',
  pause: '在下一行之前暂停',
  whyNot: {
    viewer: '你在旁观：只有操作者能单步执行。',
    past: '你正在看过去，过去不能改变。请回到实况。',
    recording: '这是录像：其中的程序已经运行过了。',
    blocked: (call) => `正在 ${call}() 里睡眠：只有它等的东西才能唤醒它。`,
    running: '正在执行这一行。',
    ended: '程序已经结束。“再次运行”会让两个程序从第 1 行重来。',
    failed: '程序因异常结束。“再次运行”会让两个程序从第 1 行重来。',
    closed: '这个实验已经结束，请开始新的实验。',
    offline: '与实验室没有连接。',
    absent: '还没有装入程序。',
    loopback: '在 loopback 上，报文段由内核自己传递：没有可以扣留的线路。',
    recordingWire: '这是录像：线路上的决定已经做过了。',
    pastWire: '你正在看过去。回到实况才能操作线路。',
    viewerWire: '你在旁观：只有操作者能当线路。',
    nothingHeld: '这里没有报文段：下一份副本由内核自己发送。',
  },

  badgeNext: (line) => (line === null ? '下一步' : `下一行 ${line}`),
  badgeRunning: '执行中',
  badgeInCall: (call) => `进入 ${call}()`,
  badgeBlocked: (call, fd) => `阻塞 ${call}${fd === null ? '' : ` · fd ${fd}`}`,
  badgeReturned: (line) => (line === null ? '已返回' : `第 ${line} 行已返回`),
  badgeEnded: '已结束',
  badgeFailed: (name) => name,
  thread: (name) => `线程 ${name}`,

  listing: (host) => (host === 'client' ? '客户端程序' : '服务端程序'),
  lineReturned: (text) => `返回 ${text}`,
  ok: '成功',
  edit: (kind) => EDIT[kind],
  editAgain: '这一行已经执行过：新值从下一次运行起生效。',
  more: '增加',
  less: '减少',
  wrong: (kind, min, max) => {
    if (min !== undefined && max !== undefined) return `请填 ${min} 到 ${max} 的整数。`;
    if (kind === 'text') return `UTF-8 编码后最多 ${max ?? 8192} 字节。`;
    if (kind === 'address') return '请填数字形式的 IPv4 或 IPv6 地址。';
    return '这里不能用这个值。';
  },
  notCommitted: '还没有采用。Esc 取消。',
  refusal: (code) => REFUSALS[code] ?? `被拒绝（${code}）。`,

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
  clientStrip: '这一侧主动连接，没有接受队列。',
  acceptQueue: (n, max) => `接受队列 ${n ?? '?'} / ${max ?? '?'}`,
  queueShort: (n, max) => `队列 ${n ?? '?'} / ${max ?? '?'}`,
  queueLabel: '接受队列：已完成握手、accept() 还没取走的连接',
  noSocket: '还没有套接字：socket() 会创建它',
  noSocketServer: '还没有连接',
  noSocketLeft: '套接字已不存在',
  inQueue: '在接受队列里，还没有 fd',
  closedByProgram: '程序已关闭它',
  notConnected: '未连接',
  expires: (left) => `剩 ${left}`,
  state: (state) => STATES_ZH[state],
  inspect: '查看原始字段',
  showStates: '看状态图',

  sendBuffer: '发送缓冲区',
  recvBuffer: '接收缓冲区',
  bufferUnobserved: '尚未观测',
  timeWaitBuffer: 'TIME_WAIT 不再保留缓冲区',
  of: (used, capacity) => `${used} / ${capacity}`,
  window: (text) => `窗口 ${text}`,
  peerWindow: (text) => `对端窗口 ${text}`,
  windowTitle: '它告诉对端还可以发多少',
  peerWindowTitle: '对端允许在途而未确认的字节数',
  notObserved: '未观测',
  empty: '空',
  emptyBlocked: '空 —— recv 正在等它',
  full: '没有空位 —— send 正在等它',
  sent: '已发出，保留到确认为止',
  unsent: '还没有发出',
  partlySent: '有下划线的已发出，保留到确认为止',
  unread: '等 recv() 来取',
  unreadQueued: '等 accept() 和 recv() 来取',
  copying: 'send() 正在拷贝',
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
  heldHere: '停住',
  droppedBy: (cause) => DROPPED[cause],
  wire: '线路',
  wireSays: (mode) => WIRE_SAYS[mode],
  wireLoopback: '在同一个内核里',
  wireEmpty: '线路上是空的',
  mode: (mode) => MODES[mode],
  modeTitle: (mode) => MODE_TITLES[mode],
  wireSettings: '线路设置',
  wireSettingsActive: '线路设置：这不是一条普通的线路',
  toServer: '去服务端',
  toClient: '去客户端',
  figure: (name) => FIGURES[name],
  figureTitle: (name) => FIGURE_TITLES[name],
  seed: '随机种子',
  seedTitle: '种子相同，同样的报文段就会遇到同样的命运',
  plainWire: '恢复为普通线路',
  close: '关闭',
  noLimit: '不限',
  delay: '延迟',
  delayMs: (n) => `${n} 毫秒`,
  deliver: '递送',
  drop: '丢弃',
  moreActions: '更多',
  delayChip: '延迟 1 秒',
  delayChipTitle: '一秒之后它自己送达',
  holdChip: '扣留',
  holdChipTitle: '无论线路是什么模式，它都停在这里等你递送',
  duplicate: '复制',
  duplicateTitle: '线路再造一份同样的报文段',
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
    `线路上的原值：win ${raw}${scale > 0 ? `，即 ${raw} × 2^${scale} 字节` : '，不缩放'}`,
  lost: '已丢弃',
  retransmitIn: (left) => `${left} 后内核会重发`,
  retransmitUnknown: '内核何时重发：未观测',
  retransmitDue: '内核即将重发',
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
  hold: '你就是这条线',
  'hold-data': 'ACK 放行',
  'hold-acks': '数据放行',
  auto: '全部放行',
};

const MODES: Readonly<Record<WireMode, string>> = {
  hold: '扣留',
  'hold-data': '数据',
  'hold-acks': 'ACK',
  auto: '自动',
};

const MODE_TITLES: Readonly<Record<WireMode, string>> = {
  hold: '每个报文段都停在这里，等你递送',
  'hold-data': '带数据、SYN 或 FIN 的报文段停在这里，纯 ACK 放行',
  'hold-acks': '纯 ACK 停在这里，其余放行',
  auto: '每个报文段在延迟之后自动递送',
};

const FIGURES: Readonly<Record<WireFigure, string>> = {
  delayMs: '延迟（毫秒）',
  kbitPerSecond: '速率（kbit/s）',
  queueSegments: '队列（报文段）',
  lossPercent: '丢失（%）',
  duplicatePercent: '重复（%）',
  reorderPercent: '被超过（%）',
  mtu: 'MTU（字节）',
};

const FIGURE_TITLES: Readonly<Record<WireFigure, string>> = {
  delayMs: '单程',
  kbitPerSecond: '0 表示不限',
  queueSegments: '限速时可以排队的报文段数，再多一个就丢弃',
  lossPercent: '消失的报文段所占的比例',
  duplicatePercent: '线路会多造一份的报文段所占的比例',
  reorderPercent: '被后面的报文段超过的比例',
  mtu: '这个方向的发送网卡最大的 IP 包',
};

const EDIT: Readonly<Record<ParameterKind, string>> = {
  text: '消息文字',
  address: '地址',
  port: '端口号',
  backlog: '队列上限 backlog',
  'recv-size': 'recv 最多取的字节数',
  'buffer-bytes': '缓冲区字节数',
  family: '地址族',
  flag: '开或关',
};

const STATES_ZH: Readonly<Record<TcpState, string>> = {
  CLOSE: '已创建，未连接',
  LISTEN: '等待连接',
  SYN_SENT: '已发 SYN，等 SYN, ACK',
  SYN_RECV: '已收 SYN，等 ACK',
  ESTABLISHED: '已连接：两个方向都通',
  FIN_WAIT1: '本方已关闭，FIN 还没被确认',
  FIN_WAIT2: 'FIN 已被确认，等对方的 FIN',
  CLOSE_WAIT: '对方已关闭，本方还没有',
  CLOSING: '双方同时关闭，等 ACK',
  LAST_ACK: '后关闭的一方，等最后的 ACK',
  TIME_WAIT: '已结束：保留一会儿，等迟到的报文段',
};

const REFUSALS: Readonly<Partial<Record<ErrorCode, string>>> = {
  'read-only': '你在旁观：只有操作者能这样做。',
  'rate-limited': '命令太多了，请稍等。',
  'lab-unavailable': '没有可用的实验。',
  'lab-closed': '这个实验已经结束，请开始新的实验。',
  'no-such-chip': '这个报文段已不在线路上。',
  'chip-not-held': '这里已经没有报文段了。',
  'not-steppable': '这个程序现在不能单步。',
  'no-wire': '这种网络没有可以扣留的线路。',
  'unknown-parameter': '这个值不能修改。',
  'bad-value': '这里不能用这个值。',
};
