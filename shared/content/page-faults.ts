import type { Localized } from '../languages.ts';

/**
 * The page's words for its own faults. They are in its first code, because a catalogue has to be fetched, which may
 * fail too.
 */
export const PAGE_FAULTS = {
  notFetched: {
    en: 'A part of this page could not be fetched. The server cannot be reached, or it has a newer version of the page.',
    zh: '页面的一部分未能加载：连不上服务器，或者服务器上已有新版页面。',
  },
  partFailed: {
    en: 'This part of the page has failed. The rest goes on.',
    zh: '页面的这一部分出错了，其余部分不受影响。',
  },
  pageFailed: {
    en: 'The page has failed',
    zh: '页面出错了',
  },
  pageFailedMore: {
    en: 'This is a fault in Socketscope and not your doing. A live lab goes on at the server: load the page again to come back to it.',
    zh: '这是 Socketscope 自身的缺陷，与你的操作无关。实况实验仍在服务器上继续，重新加载页面即可回到实验。',
  },
  tryAgain: { en: 'Try again', zh: '重试' },
  reload: { en: 'Load the page again', zh: '重新加载页面' },
  save: { en: 'Save the recording', zh: '保存录像' },
} as const satisfies Readonly<Record<string, Localized>>;
