/** `n += 1` has one of these. */
export const UPDATE_OPERATORS = ['+', '-', '*', '//', '%'] as const;
export type UpdateOperator = (typeof UPDATE_OPERATORS)[number];

/** The comparisons of which several may follow each other, as in `0 < n < 10`. */
export const CHAINED = ['==', '!=', '<', '>', '<=', '>=', 'in', 'not in'] as const;
export type ChainedOperator = (typeof CHAINED)[number];
export const OPERATORS = [...UPDATE_OPERATORS, '|', ...CHAINED, 'is', 'is not', 'and', 'or'] as const;
export type Operator = (typeof OPERATORS)[number];
