import type { DriverConnection } from "./driver";
import type { Operation } from "../operations/operation";
import type { Schema } from "../schema/model";

/** How a database changes tables that are in use without making everybody wait. */
export interface LockSafety {
  /**
   * The same changes in forms that keep no lock for long, with `autocommit` blocks where they must not be in one transaction.
   * @param before the schema before the first operation.
   * @param isWanted whether an operation takes such a form; the others stay as they are. Default: all do.
   */
  rewrite(
    operations: readonly Operation[],
    before: Schema,
    isWanted?: (operation: Operation) => boolean,
  ): readonly Operation[];
  /**
   * From now on a statement gives up (`QUERY.LOCK_TIMEOUT`) when it has waited for a lock as long as this, so that those behind
   * it do not wait for it. For the transaction where it is in one, else until `endWaitLimit`. Absent where nothing is waited for.
   */
  limitWait?(connection: DriverConnection, milliseconds: number): Promise<void>;
  /** Takes the limit away from a connection that is not in a transaction. */
  endWaitLimit?(connection: DriverConnection): Promise<void>;
}

/** For a database that has no other forms: operations stay as they are. */
export const asTheyStand: LockSafety = { rewrite: (operations) => operations };
