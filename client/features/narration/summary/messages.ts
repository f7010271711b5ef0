import { defineMessages } from '../../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type SummaryMessages = Messages;
export const summaryMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
