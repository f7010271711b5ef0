/** What `hello` and `welcome` carry. A page and a server of different versions part at once. */
export const PROTOCOL_VERSION = 2;
