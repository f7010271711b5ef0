/** A follower's device: its number in the class, and its name if it has one. */
export interface Person {
  readonly n: number;
  readonly name?: string;
}

/** The number stands with each name, so that nobody takes another's. */
export function personName({ n, name }: Person, device: string): string {
  return name === undefined ? `${device} ${n}` : `${name} (${n})`;
}
