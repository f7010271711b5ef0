import type { WireFigure } from '../../../../shared/log/wire-settings.ts';
import type { Messages } from './messages.en.ts';

const FIGURES: Readonly<Record<WireFigure, string>> = {
  delayMs: '延迟（毫秒）',
  kbitPerSecond: '速率（kbit/s）',
  queueSegments: '队列（报文段）',
  lossPercent: '丢失（%）',
  duplicatePercent: '重复（%）',
  reorderPercent: '乱序（%）',
  mtu: 'MTU（字节）',
};

const FIGURE_TITLES: Readonly<Record<WireFigure, string>> = {
  delayMs: '单程',
  kbitPerSecond: '0 表示不限',
  queueSegments: '限速时可以排队的报文段数，再多一个就丢弃',
  lossPercent: '消失的报文段所占的比例',
  duplicatePercent: '线路会多造一份的报文段所占的比例',
  reorderPercent: '被后面的报文段超过的比例',
  mtu: '这个方向上，发送一方的网卡能发送的最大 IP 数据报',
};

export const messages: Messages = {
  title: '线路设置',
  toServer: '去服务端',
  toClient: '去客户端',
  figure: (name) => FIGURES[name],
  figureTitle: (name) => FIGURE_TITLES[name],
  seed: '随机种子',
  seedTitle: '种子相同，同样的报文段就会遇到同样的命运',
  plainWire: '恢复为普通线路',
  close: '关闭',
};
