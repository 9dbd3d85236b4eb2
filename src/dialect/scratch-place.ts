import { OrmError } from "../errors/orm-error";
import type { Operation } from "../operations/operation";
import type { Schema, SchemaObject } from "../schema/model";
import type { DriverConnection } from "./driver";

/** What somebody wants to try, and what it may be tried with. */
export interface ScratchWish {
  /** A connection to the user's database, lent for as long as the place is there and used for nothing else meanwhile. */
  readonly connection: DriverConnection;
  /** Opens a connection to another database of the same server (see `Driver.openDatabase`); absent where there is only one. */
  readonly openDatabase?: (name: string) => Promise<DriverConnection>;
  /** The schemas that the place will hold, one after the other. */
  readonly schemas: readonly Schema[];
  /** What will be done there. */
  readonly operations: readonly Operation[];
}

/**
 * An empty place on the user's server where schema changes can be tried: unqualified names lead into it.
 * `D` is `ResolvedDialect`, which itself has a member of this module's.
 */
export interface Scratch<D> {
  /** For people: `scratch schema`. */
  readonly label: string;
  readonly connection: DriverConnection;
  /** The dialect as it is there: its default schema is the place, and its locks know of the transaction around it. */
  readonly dialect: D;
  /** Whether the place has an object that it did not have to be given: an extension belongs to the whole database. */
  has(object: SchemaObject): boolean;
  /** Why an operation must not run there, because it could reach the user's own objects; `undefined` where it may. */
  readonly refuse?: (operation: Operation) => string | undefined;
  /** Unqualified names that the place does not hold may lead to the user's own objects: operations must be about what it holds. */
  readonly isShared?: boolean;
}

/** Gives room to try schema changes on the user's own server, without touching what is there. */
export interface ScratchPlace<D> {
  /**
   * Makes an empty place, does the work in it, and takes it away again; a process that is killed leaves none, or one that
   * the next call takes away.
   * @throws OrmError `DIALECT.NO_SCRATCH_PLACE` where none can be had, with the reason as its message.
   */
  use<T>(wish: ScratchWish, work: (scratch: Scratch<D>) => Promise<T>): Promise<T>;
}

/** The error of a place that cannot be had; `reason` is a sentence without a full stop. */
export function noScratchPlace(reason: string, cause?: unknown): OrmError {
  return new OrmError("DIALECT.NO_SCRATCH_PLACE", reason, {
    hint: "Give the user of the data source the right, or work without a scratch place.",
    cause,
  });
}

/** A connection to a scratch database. @throws OrmError `DIALECT.NO_SCRATCH_PLACE` where it refuses. */
export async function openScratchDatabase(
  openDatabase: (name: string) => Promise<DriverConnection>,
  name: string,
): Promise<DriverConnection> {
  try {
    return await openDatabase(name);
  } catch (error) {
    throw noScratchPlace(`the scratch database cannot be connected to: ${(error as Error).message}`, error);
  }
}
