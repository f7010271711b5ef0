/** The lesson whose rooms composed experiments are opened in. The learner writes its programs. */
export const FREE_LAB = 'L26';
