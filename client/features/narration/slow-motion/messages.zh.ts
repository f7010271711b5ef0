import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  slowly: '慢动作',
  slowlyHint: '把刚才发生的慢慢再放一遍，然后回来',
};
