import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '缓冲区、窗口与报文段曲线',
  direction: '方向',
  flow: (from, name) => `${from === 'client' ? '客户端' : '服务端'}发出：${name}`,
  axis: '横轴',
  byEvent: '事件',
  byTime: '时间',
  zoomIn: '放大（+）',
  zoomOut: '缩小（−）',
  all: '显示全部（0）',
  occupancy: '缓冲区中的字节与窗口',
  sequence: '时间–序号图',
  series: { sending: '发送缓冲区', receiving: '接收缓冲区', window: '通告窗口' },
  lines: { acked: '已确认', rightEdge: '窗口右边界' },
  marks: { data: '报文段', copy: '重传', syn: 'SYN', fin: 'FIN', rst: 'RST' },
  beyond: '窗口超出刻度',
  dropped: '丢弃',
  empty: '还没有看到连接。',
  unseen: '这种网络看不到报文段：位置取自内核计数器。',
  hint: '单击：跳到那一刻 · 滚轮或 + −：缩放 · 拖动或 Shift ← →：平移 · ← →：前后一个事件 · 0：全部',
  summary: (name, sent, segments, copies, dropped) =>
    `${name}：已确认 ${sent} 字节，带数据的报文段 ${segments} 个，重传 ${copies} 个，丢弃 ${dropped} 个。`,
  now: '当前所示时刻',
};
