import { defineMessages } from '../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

/** The first picture needs none of them. */
export const fullSpeedMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
