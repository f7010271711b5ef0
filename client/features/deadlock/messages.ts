import { defineMessages } from '../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type DeadlockMessages = Messages;
export const deadlockMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
