import { type Person, personName } from './person-name.ts';

const who = (person: Person): string => personName(person, 'phone');

export const messages = {
  who,
  own: 'in your hand',
  title: (person: Person): string => `in the hand of ${who(person)}`,
};

export type Messages = typeof messages;
