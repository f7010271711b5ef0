import { defineMessages } from '../../i18n/catalogue.ts';
import type { Messages } from './messages.en.ts';

export type StateDiagramMessages = Messages;
export const stateDiagramMessages = defineMessages<Messages>(
  import.meta.glob('./messages.*.ts', { import: 'messages' }),
);
