/** The two globals that every host of this code has (WHATWG Encoding); `shared` uses neither DOM nor Node types. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: 'utf-8' | 'latin1', options?: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}
