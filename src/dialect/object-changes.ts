import type { AttributeChange, Operation } from "../operations/operation";
import type { ObjectKind, SchemaObject, Table } from "../schema/model";

/** What a database allows with views, functions and the other objects, for the comparison that plans their changes. */
export interface ObjectChanges {
  /** The kinds of object that the database has. Absent means all. */
  readonly kinds?: readonly ObjectKind[];
  /**
   * Whether the database turns the one into the other in place. Else it goes and comes again, and so does what depends on it.
   * It is asked for the way back too, because each change must be one that can be undone.
   */
  canReplace(previous: SchemaObject, wanted: SchemaObject): boolean;
  /**
   * Whether the object stands in the way of an operation: it mentions what changes, and the database refuses the change
   * while it is there. The object then goes before and comes again after. The operation may be any change of a table, its
   * rename too, a change or a drop of an enum type, and a change or a drop of another object (`dropView` of a view that
   * this one reads). The caller asks only about objects that mention what the operation is about by name, not through others.
   */
  isHeldBy(operation: Operation, object: SchemaObject): boolean;
  /**
   * What an operation does to a table beside what it says, as operations: objects stand in the way of these too. Absent means
   * that no operation does more than it says.
   */
  findImplied?(operation: Operation, table: Table): readonly Operation[];
  /** Whether the text of objects follows by itself when a table or a column takes another name. */
  readonly followsRenames: boolean;
  /** The kinds of object that can take another name. Absent means none. */
  readonly renamedKinds?: readonly ObjectKind[];
  /**
   * Says no to a change of the attributes of a table that would take a new table.
   * @throws OrmError `OPERATION.UNSUPPORTED`.
   */
  requireTableChange?(table: Table, change: AttributeChange): void;
}

/** For a database where everything is replaced in place and nothing stands in the way. */
export const freeObjectChanges: ObjectChanges = {
  canReplace: () => true,
  isHeldBy: () => false,
  followsRenames: false,
};
