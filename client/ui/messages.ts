import { defineMessages } from '../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type UiMessages = Messages;
export const uiMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
