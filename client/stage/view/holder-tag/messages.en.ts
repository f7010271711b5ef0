import { type Person, personName } from './person-name.ts';

const who = (person: Person): string => personName(person, 'device');

export const messages = {
  who,
  own: 'yours',
  title: (person: Person): string => `in the hand of ${who(person)}`,
};

export type Messages = typeof messages;
