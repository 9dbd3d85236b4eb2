/** Where the present comes from; passed in, so that tests and reproducible output can fix it. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };
