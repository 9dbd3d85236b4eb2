import type { DriverConnection } from "./driver";

/**
 * What a statement does to the transaction around it:
 * - `data`: it is part of it, whatever it changes;
 * - `session`: it changes settings of this connection only, which are gone with it, so that it is run again after a break;
 * - `temporary`: it makes something that is gone with this connection, and that running it again would not make the same;
 * - `schema`: it commits what came before and then stands for itself; the catalog, or running it again, tells whether it took effect;
 * - `opaque`: the same, but nothing tells whether it took effect (a procedure);
 * - `commit`: it ends the transaction and keeps it;
 * - `rollback`: it takes the transaction back.
 */
export type StatementEffect = "data" | "session" | "temporary" | "schema" | "opaque" | "commit" | "rollback";

/**
 * Whether a statement took effect whose answer was never heard. `not applied` also stands for a statement that may be run again;
 * `running`: the database still works on it, ask again later.
 */
export type Settlement = "applied" | "not applied" | "unknown" | "running";

/** What the journal of the runner asks a database, where statements commit by themselves. */
export interface StatementProbe {
  /** The type of a column that holds a text of any length. */
  readonly textType: string;
  /** What SQL does to the transaction around it; for SQL in an autocommit block, whether it may have a transaction of its own (`data`). */
  effectOf(sql: string): StatementEffect;
  /**
   * A text that tells, with {@link settle}, whether a statement of the effect `schema` took effect. Asked right before it runs; it changes nothing.
   */
  before(connection: DriverConnection, sql: string): Promise<string>;
  /** Says whether a statement took effect, from what {@link before} gave; it may clean up what a killed one left behind. */
  settle(connection: DriverConnection, sql: string, before: string): Promise<Settlement>;
  /**
   * Tries once to make this connection the one that works; `false` while a statement or a COMMIT of a connection that worked before it is
   * still under way, though its process may be dead. Called where a revision has begun its transaction; the claim ends with it, or with {@link release}.
   */
  claim(connection: DriverConnection, name: string): Promise<boolean>;
  release(connection: DriverConnection, name: string): Promise<void>;
}

/** A database that never commits by itself in the middle of a revision: it needs no journal. */
export const noProbe: StatementProbe = {
  textType: "text",
  effectOf: () => "data",
  before: async () => "",
  settle: async () => "not applied",
  claim: async () => true,
  release: async () => undefined,
};
