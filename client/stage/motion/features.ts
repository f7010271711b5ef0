/** The part of framer-motion that animates, in a chunk of its own. */
export { domAnimation } from 'framer-motion';
