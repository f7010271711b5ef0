import { raise } from './exceptions.ts';
import { ENUMS, type EnumName, type Value } from './values.ts';

export const isFlag = (value: Value): boolean => value.is === 'enum' && ENUMS[value.name].type === 'MsgFlag';

/** Returns the flag or the flags that a number stands for. */
export function flagOf(number: bigint): Value {
  const names = Object.keys(ENUMS) as EnumName[];
  const name = names.find((one) => ENUMS[one].type === 'MsgFlag' && BigInt(ENUMS[one].value) === number);
  return name === undefined
    ? raise('LabRefusal', `the flags ${number}: a lab has MSG_PEEK and MSG_DONTWAIT`)
    : { is: 'enum', name };
}
