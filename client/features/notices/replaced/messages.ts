import { defineMessages } from '../../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export const replacedMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
