import type { ObjectName } from "../schema/model";
import type { Operation } from "./operation";

/** The table that an operation is about; `undefined` for one that is about something else, or about anything. */
export function tableOf(operation: Operation): ObjectName | undefined {
  return "table" in operation ? operation.table : undefined;
}
