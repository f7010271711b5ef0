import type { Messages } from './messages.en.ts';
import { type Person, personName } from './person-name.ts';

const who = (person: Person): string => personName(person, '设备');

export const messages: Messages = {
  who,
  own: '由你操作',
  title: (person) => `由 ${who(person)} 操作`,
};
