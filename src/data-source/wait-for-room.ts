import { setTimeout as sleep } from "node:timers/promises";
import { OrmError } from "../errors/orm-error";

/** How long a server may be full, in milliseconds, before it is an error. */
const LONGEST_WAIT = 30_000;
const FIRST_DELAY = 50;
const LONGEST_DELAY = 1_000;

/**
 * Opens a connection, and again after a while where the server has no room for another one: when many processes boot at once, those
 * that wait for the lock of the migrations take the room of those that come later, and it is over as soon as the first is done.
 *
 * @throws OrmError `CONNECTION.TOO_MANY` after 30 seconds; whatever else `open` throws, at once.
 */
export async function waitForRoom<T>(open: () => Promise<T>, longestWait = LONGEST_WAIT): Promise<T> {
  const end = performance.now() + longestWait;
  for (let delay = FIRST_DELAY; ; delay = Math.min(delay * 2, LONGEST_DELAY)) {
    try {
      return await open();
    } catch (error) {
      if (!OrmError.is(error, "CONNECTION.TOO_MANY") || performance.now() + delay > end) throw error;
    }
    // Not all at the same moment.
    await sleep(delay * (0.5 + Math.random()));
  }
}
