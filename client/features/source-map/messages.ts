import { defineMessages } from '../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type SourceMapMessages = Messages;
export const sourceMapMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
