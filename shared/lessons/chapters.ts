import type { Localized } from '../languages.ts';
import { FREE_LAB } from './free-lab.ts';

/** A chapter has lessons that belong together, in the order in which they are taken. */
export interface Chapter {
  readonly id: string;
  readonly title: Localized;
  /** The ids of the lessons. An id without a lesson is passed over. */
  readonly lessons: readonly string[];
}

/** Most people begin with this lesson, the opening scene. */
export const FIRST_LESSON = 'L0';

export const CHAPTERS: readonly Chapter[] = [
  {
    id: 'conversation',
    title: { zh: '一次对话', en: 'One conversation' },
    lessons: [FIRST_LESSON, 'L1', 'L2'],
  },
  {
    id: 'roles',
    title: { zh: '谁需要什么', en: 'Who needs what' },
    lessons: ['L3', 'L4', 'L5', 'L6', 'L7', 'L8'],
  },
  {
    id: 'bytes',
    title: { zh: '字节与流', en: 'Bytes and streams' },
    lessons: ['L9', 'L10', 'L11', 'L12', 'L13', 'L14'],
  },
  {
    id: 'buffers',
    title: { zh: '缓冲区满了', en: 'Full buffers' },
    lessons: ['L15', 'L16'],
  },
  {
    id: 'endings',
    title: { zh: '怎样结束', en: 'Endings' },
    lessons: ['L17', 'L18', 'L19', 'L20'],
  },
  {
    id: 'timers',
    title: { zh: '丢失与定时器', en: 'Loss and timers' },
    lessons: ['L21', 'L22'],
  },
  {
    id: 'many',
    title: { zh: '许多客户端，互相等待', en: 'Many clients, and waiting for each other' },
    lessons: ['L23', 'L24', 'L25'],
  },
  {
    id: 'own',
    title: { zh: '你自己的实验', en: 'Your own' },
    lessons: [FREE_LAB],
  },
];
