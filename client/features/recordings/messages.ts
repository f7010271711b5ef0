import { defineMessages } from '../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type RecordingsMessages = Messages;
export const recordingsMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
