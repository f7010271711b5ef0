import { defineMessages } from '../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type RefusalMessages = Messages;
export const refusalMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
