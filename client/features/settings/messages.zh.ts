import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  title: '设置',
  language: '语言',
  theme: '主题',
  speed: '速度',
  time: '时间',
  story: '讲述时间：每个事件都有它需要的时间',
  true: '真实时间：按原样放慢若干倍',
  trueScale: '真实时间放慢',
  motion: '动画',
  motions: { system: '跟随系统', full: '完整', reduced: '减弱' },
  stage: '舞台上的部件',
  stages: { growing: '由课程逐个引入', all: '全部' },
  hex: '字符下方显示十六进制',
  singleKeys: '单键操作（空格、C、S、D …）',
  progress: '这台设备上的进度',
};
