import { CONSTANTS } from '../../../../shared/programs/socket-vocabulary.ts';

export const FAMILIES = ['AF_INET', 'AF_INET6'] as const;
export const KNOWN_CONSTANTS: readonly string[] = [...CONSTANTS, ...FAMILIES];
/** The form of the constants in Python's socket module. */
export const CONSTANT = /^(?:AF|SOCK|SOL|SO|TCP|IPPROTO|SHUT|MSG)_[A-Z\d_]+$/;
