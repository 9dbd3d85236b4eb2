import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { StoredFunction } from "../../../schema/model";
import type { MysqlServer } from "../server";
import { createEventWriter, EVENT } from "./event";
import { createRoutineWriter } from "./routine";

/** Functions, procedures and events: the model has one kind for all that has a body of statements and no table. */
export function createFunctionWriter(server: MysqlServer, sql: SqlPieces): ObjectWriter<StoredFunction> {
  const routines = createRoutineWriter(server, sql);
  const events = createEventWriter(server, sql);
  const writerOf = ({ type }: { readonly type?: string }): ObjectWriter<StoredFunction> =>
    type === EVENT ? events : routines;
  return {
    create: (object) => writerOf(object).create(object),
    change: (object, previous, schema) => writerOf(object).change(object, previous, schema),
    drop: (reference, dropped) => writerOf(reference).drop(reference, dropped),
  };
}
