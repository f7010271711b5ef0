/** The lesson in whose rooms composed experiments are opened. The learner writes its programs. */
export const FREE_LAB = 'L26';
/** Its variation that asks nothing and leads nowhere. */
export const FREE_RUN = 'free';
