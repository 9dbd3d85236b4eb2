import type { ObjectChanges } from "../../dialect/object-changes";

/**
 * Views and triggers go and come again whenever they change, and hardly anything stands in the way of a change: what SQLite
 * would refuse for their sake is done with the switch that makes it look away, and whether they all work is asked before COMMIT.
 * Only what reads something that goes must go before it, because no table can be changed while a view is broken.
 * It rewrites their text when a table or a column that they read is renamed.
 */
export const sqliteObjectChanges: ObjectChanges = {
  kinds: ["view", "trigger"],
  canReplace: (previous, wanted) => previous.kind === wanted.kind,
  isHeldBy: ({ kind }) => ["dropView", "dropColumn", "dropTable"].includes(kind),
  followsRenames: true,
};
