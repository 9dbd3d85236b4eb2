import type { ColumnOptions } from "../options/column-options";
import { decorateColumn } from "./column";

/**
 * The time at which the row was inserted, written by the database.
 *
 * @example
 * @CreateDateColumn()
 * createdAt!: Date;
 */
export function CreateDateColumn(options: ColumnOptions = {}): PropertyDecorator {
  return decorateColumn({ decorator: "CreateDateColumn", role: "createDate", options });
}

/** The time at which the row was last saved; written anew by every `save` that changes the row. */
export function UpdateDateColumn(options: ColumnOptions = {}): PropertyDecorator {
  return decorateColumn({ decorator: "UpdateDateColumn", role: "updateDate", options });
}

/** The time at which the row was soft-deleted; NULL for rows that are not. `find` leaves soft-deleted rows out. */
export function DeleteDateColumn(options: ColumnOptions = {}): PropertyDecorator {
  return decorateColumn({ decorator: "DeleteDateColumn", role: "deleteDate", options });
}

/** A number that starts at 1 and grows with every `save` that changes the row. */
export function VersionColumn(options: ColumnOptions = {}): PropertyDecorator {
  return decorateColumn({ decorator: "VersionColumn", role: "version", options });
}
