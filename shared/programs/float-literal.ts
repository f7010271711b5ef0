/** A float as Python writes it, without underscores (The Python Language Reference, 2.4.6). */
export const FLOAT = /^(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?$/;
