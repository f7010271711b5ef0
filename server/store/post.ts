/** Messages to the other servers that use the same store. They come in order, or the sender or the receiver is cut off. */
export interface Post {
  /** The name under which this server is reached, until it is cut off. */
  readonly name: string;
  /** The others reach it. */
  readonly isHeard: boolean;
  /** Called with what another server has told this one. */
  heard: (text: string) => void;
  /** Called when something may have been lost: nobody reaches this server under the name that it had. */
  wasCut: () => void;
  /** Resolves with false if nobody is there who hears it, or if that is not known. */
  tell(server: string, text: string): Promise<boolean>;
  /** Says which of these servers hear. */
  areThere(servers: readonly string[]): Promise<readonly boolean[]>;
}
