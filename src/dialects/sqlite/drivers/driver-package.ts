import type { DriverResult } from "../../../dialect/driver";
import type { BoundValue } from "../bind-value";
import type { StatementShape } from "../statement-shape";

/** How a database file is opened. */
export interface OpenSettings {
  /** A path, or `:memory:`. */
  readonly path: string;
  readonly readonly: boolean;
}

/** One open database of one driver package. Integers beyond 2^53 come as bigint, all other integers as number. */
export interface NativeConnection {
  /** Runs a statement whose text and parameters were checked. `keep`: it will run again. */
  execute(
    shape: StatementShape,
    parameters: readonly BoundValue[],
    keep: boolean,
  ): DriverResult | Promise<DriverResult>;
  /**
   * A statement that found the file locked stays half-run until it runs again or the connection closes, and with it
   * whatever lock the connection gets meanwhile.
   */
  readonly keepsBusyStatements: boolean;
  close(): void | Promise<void>;
}

/** An npm package (or a part of Node) that can open database files. */
export interface DriverPackage {
  readonly name: string;
  /** What to run or to change when the package is missing. */
  readonly installHint: string;
  /** Whether a module that the user passed is this package. */
  isModule(module: unknown): boolean;
  /** Fails where the package is there, but its binary cannot be loaded. */
  check(module: unknown): void;
  open(module: unknown, settings: OpenSettings): NativeConnection | Promise<NativeConnection>;
}
