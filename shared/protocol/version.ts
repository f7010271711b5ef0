/**
 * `hello` and `welcome` carry this version. A page and a server of different versions end the connection at
 * once.
 */
export const PROTOCOL_VERSION = 5;
