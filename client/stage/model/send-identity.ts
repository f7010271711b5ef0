/** The number of hues. Beyond them the pattern and the printed number tell sends apart. */
const HUES = 5;

/** The look of one send(): hue and pattern from its ordinal in the flow, and the number printed on it. */
export interface SendIdentity {
  readonly hue: 1 | 2 | 3 | 4 | 5;
  readonly number: number;
}

export function sendIdentity(ordinal: number): SendIdentity {
  return { hue: ((ordinal % HUES) + 1) as SendIdentity['hue'], number: ordinal + 1 };
}
